import type { ReferralUpdate } from '#core/collections/agency-api.ts'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Day, Moment } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './agencies.module.css'

/** What an agency said of a debt, the newest first. */
export function Updates({ updates }: { updates: readonly ReferralUpdate[] }) {
  const t = useWords('agencies')
  if (updates.length === 0) return <p className="muted">{t('updates_none')}</p>
  return (
    <ul className={css['lines']}>
      {updates.map((update) => (
        <li key={update.id} className={css['line']}>
          <div>
            <strong>{t(`code_${update.code}`)}</strong>
            {update.amount && (
              <>
                {' '}
                <Money value={update.amount} />
              </>
            )}
            {update.dueOn && (
              <>
                {' · '}
                <Day value={update.dueOn} near weekday />
              </>
            )}
            {update.note && <p dir="auto">{update.note}</p>}
            {update.file && <small dir="ltr">{update.file}</small>}
          </div>
          <small className="muted">
            <Bdi>{update.by}</Bdi> · <Moment value={update.at} />
          </small>
        </li>
      ))}
    </ul>
  )
}
