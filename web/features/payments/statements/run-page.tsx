import { useQuery } from '@tanstack/react-query'
import { PassedWhy } from '#core/messaging/reach.ts'
import type { RunItemRow } from '#core/payments/api.ts'
import { api } from '#web/client.ts'
import { useParam } from '#web/place.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { Chip } from '#web/ui/chip.tsx'
import { Go } from '#web/ui/link.tsx'
import { PageHead, Sheet } from '#web/ui/page.tsx'
import { Bdi, Day } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from '../payments.module.css'
import own from './statements.module.css'

/** One run: to whom a statement went and by which way, and why not to the others. */
export function RunPage() {
  const t = useWords('statements')
  const id = useParam('id')
  const { data, error, refetch } = useQuery(
    api.payments.statementRun.queryOptions({ input: { id } }),
  )
  if (error)
    return (
      <Sheet label={t('run')}>
        <PageHead title={t('run')} />
        <Failed error={error} onRetry={() => void refetch()} />
      </Sheet>
    )
  if (!data) return <Bones />
  return (
    <Sheet label={t('run')}>
      <PageHead title={data.planName}>
        <Day value={data.on} weekday /> · {t('sent_count', { count: data.sent })}
        {data.refused > 0 && ` · ${t('refused_count', { count: data.refused })}`}
      </PageHead>
      <ul className={`${css['rows']} ${own['pad']}`}>
        {data.rows.map((row) => (
          <li key={row.customerId}>
            <div>
              <Go to={`/customers/${row.customerId}/statement`} className="link">
                <Bdi>{row.customerName}</Bdi>
              </Go>
              <Reason row={row} />
            </div>
            <Outcome row={row} />
          </li>
        ))}
      </ul>
    </Sheet>
  )
}

function Reason({ row }: { row: RunItemRow }) {
  const t = useWords('statements')
  const words = useWords('messaging')
  if (row.state === 'refused') {
    const why = PassedWhy.safeParse(row.reason)
    return <small>{why.success ? words(`passed_${why.data}`) : t('failed')}</small>
  }
  return row.channel ? <small>{words(`channel_${row.channel}`)}</small> : null
}

function Outcome({ row }: { row: RunItemRow }) {
  const t = useWords('statements')
  const words = useWords('messaging')
  if (row.state !== 'queued')
    return <Chip tone={row.state === 'refused' ? 'late1' : 'plain'}>{t(`item_${row.state}`)}</Chip>
  return (
    <Go to={`/messages/${row.messageId ?? ''}`} className="link">
      {row.messageState ? words(`state_${row.messageState}`) : t('item_queued')}
    </Go>
  )
}
