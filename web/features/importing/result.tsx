import { Button } from '@mantine/core'
import { IconArrowBackUp, IconCheck, IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import type { ImportView } from '#core/importing/api.ts'
import { type RefusalCode, refusals } from '#core/refusal.ts'
import { client } from '#web/client.ts'
import { useMay } from '#web/me.tsx'
import { Go } from '#web/ui/link.tsx'
import { Question } from '#web/ui/question.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Moment } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import outcome from './outcome.module.css'
import { useImportChange } from './use-import.ts'
import { useRefusedFile } from './use-refused-file.ts'

/** What came in, what did not, where to look next; and the way back, for thirty days. */
export function Result({ view }: { view: ImportView }) {
  const t = useWords('importing')
  const undone = view.state === 'undone'
  const title = !undone ? 'done_title' : view.kept.length > 0 ? 'undone_some' : 'undone_title'
  return (
    <div className={outcome['result']}>
      <span className={outcome['dropArt']} aria-hidden="true">
        {undone ? <IconArrowBackUp size={30} /> : <IconCheck size={30} />}
      </span>
      <h2>{t(title)}</h2>
      <p>{t(undone ? 'undone_hint' : 'done_hint')}</p>
      {!undone && <Figures view={view} />}
      {undone && <Kept view={view} />}
      <div className={outcome['resultActs']}>
        {!undone && (
          <>
            <Go to="/customers" className={outcome['mainLink']}>
              {t('see_customers')}
            </Go>
            {view.invoices > 0 && (
              <Go to="/invoices" className="link">
                {t('see_invoices')}
              </Go>
            )}
          </>
        )}
        <Go to="/import" className="link">
          {t('another')}
        </Go>
      </div>
      {!undone && <Undo view={view} />}
    </div>
  )
}

function Figures({ view }: { view: ImportView }) {
  const t = useWords('importing')
  const file = useRefusedFile(view.id)
  const kinds = (['customers', 'invoices', 'payments'] as const).filter((kind) => view[kind] > 0)
  const settled = view.summary?.settledBefore ?? 0
  const skipped = view.sheets.reduce((sum, { counts }) => sum + counts.skipped, 0)
  return (
    <>
      <ul className={outcome['figures']}>
        {kinds.map((kind) => (
          <li key={kind}>{t(`r_${kind}`, { count: view[kind] })}</li>
        ))}
      </ul>
      {view.summary && view.summary.open.length > 0 && (
        <dl className={outcome['open']}>
          <dt>{t('open_after')}</dt>
          {view.summary.open.map((money) => (
            <dd key={money.currency}>
              <Money value={money} size="title" />
            </dd>
          ))}
        </dl>
      )}
      {settled > 0 && <p className="muted">{t('r_settled', { count: settled })}</p>}
      {skipped > 0 && <p className="muted">{t('skipped_line', { count: skipped })}</p>}
      {view.refused > 0 && (
        <p>
          {t('r_refused', { count: view.refused })}{' '}
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconDownload size={16} />}
            loading={file.isPending}
            onClick={() => file.mutate()}
          >
            {t('download_refused')}
          </Button>
        </p>
      )}
    </>
  )
}

const isRefusal = (code: string): code is RefusalCode => Object.hasOwn(refusals, code)

function Kept({ view }: { view: ImportView }) {
  const t = useWords('importing')
  const say = useWords('refusals')
  if (view.kept.length === 0) return null
  return (
    <>
      <h3>{t('kept')}</h3>
      <ul className={outcome['kept']}>
        {view.kept.map(({ kind, name, reason }) => (
          <li key={`${kind} ${name} ${reason}`}>
            <b>
              <Bdi>{name}</Bdi>
            </b>{' '}
            {isRefusal(reason)
              ? say(reason, { number: name })
              : t(reason === 'changed' ? 'kept_changed' : 'kept_in_use')}
          </li>
        ))}
      </ul>
    </>
  )
}

function Undo({ view }: { view: ImportView }) {
  const t = useWords('importing')
  const may = useMay()
  const [asking, setAsking] = useState(false)
  const undo = useImportChange(() => client.importing.undo({ id: view.id }))
  if (!may('importing.undo') || !view.undoUntil) return null
  const count = view.customers + view.invoices + view.payments
  return (
    <p className={outcome['undo']}>
      <Button variant="default" size="compact-sm" onClick={() => setAsking(true)}>
        {t('undo')}
      </Button>
      <span className="muted">
        {t('undo_until')} <Moment value={view.undoUntil} near={false} />
      </span>
      <Question
        open={asking}
        onClose={() => setAsking(false)}
        title={t('undo_ask')}
        yes={t('undo_yes', { count })}
        no={t('undo_no')}
        busy={undo.isPending}
        onYes={() => undo.mutate(undefined, { onSettled: () => setAsking(false) })}
        grave
      >
        {t('undo_hint')}
      </Question>
    </p>
  )
}
