import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api } from '#web/client.ts'
import type { OfCustomer } from '#web/customer-slots.ts'
import { useMay } from '#web/me.tsx'
import { useSearchText } from '#web/place.ts'
import { Failed } from '#web/ui/blank.tsx'
import { Go } from '#web/ui/link.tsx'
import { Section } from '#web/ui/page.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Day } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import disputeCss from '../disputes/disputes.module.css'
import { ConcessionChip } from './concession-chip.tsx'
import { ProposeDialog } from './propose-dialog.tsx'

/** What the company went without for a customer; nothing where there is none and none may be made. */
export function CustomerSettlements({ customerId }: OfCustomer) {
  const t = useWords('settlements')
  const may = useMay()
  const [search, change] = useSearchText()
  const asking = search['settle'] !== undefined
  const { data, error, refetch } = useQuery(
    api.collections.concessions.queryOptions({ input: { customerId, limit: 20 } }),
  )
  const none = data?.rows.length === 0
  if (none && !may('collections.concede')) return null
  return (
    <Section
      title={t('section')}
      actions={
        may('collections.concede') && (
          <Button variant="default" onClick={() => change({ settle: '1' })}>
            {t('propose')}
          </Button>
        )
      }
    >
      {error && <Failed error={error} onRetry={() => void refetch()} />}
      <div className={disputeCss['scroll']}>
        <table className={disputeCss['table']}>
          <tbody>
            {(data?.rows ?? []).map((row) => (
              <tr key={row.id}>
                <td>
                  <Go to={`/settlements/${row.id}`} className="link">
                    {t(`kind_${row.kind}`)}
                  </Go>
                </td>
                <td>{row.payBy && <Day value={row.payBy} near weekday />}</td>
                <td>
                  <ConcessionChip state={row.state} sentAt={row.sentAt} />
                </td>
                <td className="num">
                  <Money value={row.posted ?? row.waived} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {asking && <ProposeDialog customerId={customerId} onClose={() => change({ settle: null })} />}
    </Section>
  )
}
