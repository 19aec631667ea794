import { useQuery } from '@tanstack/react-query'
import { api } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { useMay } from '#web/me.tsx'
import { PromiseChip } from '#web/ui/chip.tsx'
import { Go } from '#web/ui/link.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { useWords } from '#web/words.ts'
import css from './invoicing.module.css'

type Props = Readonly<{ invoiceId: string; customerId: string }>

/** What the customer gave their word for towards this invoice, the latest day first. */
export function InvoicePromises({ invoiceId, customerId }: Props) {
  const t = useWords('collections')
  const format = useFormat()
  const may = useMay()
  const { data } = useQuery({
    ...api.collections.promises.queryOptions({ input: { invoiceId, limit: 5 } }),
    enabled: may('collections.read') !== undefined,
  })
  if (!data || data.rows.length === 0) return null
  return (
    <section className={css['promises']}>
      <h2 className="eyebrow">{t('promises')}</h2>
      <ul>
        {data.rows.map((row) => (
          <li key={row.id}>
            <Go to={`/customers/${customerId}/reminders`} className="figure-link">
              <Money value={row.amount} strong />
            </Go>{' '}
            <small>{format.day(row.dueOn, { near: true, weekday: true })}</small>{' '}
            <PromiseChip state={row.state} />
          </li>
        ))}
      </ul>
    </section>
  )
}
