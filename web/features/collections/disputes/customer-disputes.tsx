import { Button } from '@mantine/core'
import type { Dispute } from '#core/collections/dispute-api.ts'
import { DisputeDialog } from '#web/customer-dialog.tsx'
import { useMay } from '#web/me.tsx'
import { useSearchText } from '#web/place.ts'
import { Go } from '#web/ui/link.tsx'
import { Section } from '#web/ui/page.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Code } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { AnswerBy, DisputeChip } from './dispute-chip.tsx'
import css from './disputes.module.css'

type Props = Readonly<{ customerId: string; rows: readonly Dispute[] }>

/** What a customer objects to; nothing where there is nothing and none may be noted. */
export function CustomerDisputes({ customerId, rows }: Props) {
  const t = useWords('disputes')
  const may = useMay()
  const [search, change] = useSearchText()
  const asking = search['dispute'] !== undefined
  if (rows.length === 0 && !may('collections.dispute')) return null
  return (
    <Section
      title={t('disputes')}
      actions={
        may('collections.dispute') && (
          <Button variant="default" onClick={() => change({ dispute: '1' })}>
            {t('dispute')}
          </Button>
        )
      }
    >
      <div className={css['scroll']}>
        <table className={css['table']}>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <td>
                  <Go to={`/disputes/${row.id}`} className="link">
                    <Code>{row.invoiceNumber}</Code>
                  </Go>
                </td>
                <td>{t(`reason_${row.reason}`)}</td>
                <td>
                  <DisputeChip dispute={row} />
                </td>
                <td>
                  <AnswerBy dispute={row} />
                </td>
                <td className="num">
                  <Money value={row.amount ?? row.balance} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {asking && (
        <DisputeDialog customerId={customerId} onClose={() => change({ dispute: null })} />
      )}
    </Section>
  )
}
