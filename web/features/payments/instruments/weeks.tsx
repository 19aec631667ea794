import { useQuery } from '@tanstack/react-query'
import { addDays } from '#core/day.ts'
import { api } from '#web/client.ts'
import { Go } from '#web/ui/link.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Day } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './instruments.module.css'

/** What cheques and notes come to in each of the next weeks; a week leads to its rows. */
export function Weeks() {
  const t = useWords('instruments')
  const { data } = useQuery(api.payments.instrumentWeeks.queryOptions({ input: {} }))
  const rows = data?.rows ?? []
  if (!rows.some(({ count }) => count > 0)) return null
  return (
    <ol className={css['weeks']} aria-label={t('weeks')}>
      {rows.map(({ from, amounts, count }, place) => (
        <li key={from}>
          <Go
            to={`/instruments?due=${place === 0 ? '' : from}..${addDays(from, 6)}&state=in_hand,deposited,active,protested`}
            className={css['week'] ?? ''}
          >
            <small>{place === 0 ? t('this_week') : <Day value={from} />}</small>
            {amounts.length === 0 ? (
              <span className="muted">—</span>
            ) : (
              amounts.map((amount) => <Money key={amount.currency} value={amount} strong rounded />)
            )}
            <small className="muted">{t('papers', { count })}</small>
          </Go>
        </li>
      ))}
    </ol>
  )
}
