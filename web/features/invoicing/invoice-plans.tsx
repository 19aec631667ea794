import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/client.ts'
import { PlanDialog } from '#web/customer-dialog.tsx'
import { useFormat } from '#web/format.ts'
import { useMay } from '#web/me.tsx'
import { Chip } from '#web/ui/chip.tsx'
import { Go } from '#web/ui/link.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { useWords } from '#web/words.ts'
import css from './invoicing.module.css'

type Props = Readonly<{ invoiceId: string; customerId: string; owing: boolean }>

/** The payment plans that spread this invoice, and the way to offer one. */
export function InvoicePlans({ invoiceId, customerId, owing }: Props) {
  const t = useWords('plans')
  const format = useFormat()
  const may = useMay()
  const [asking, setAsking] = useState(false)
  const { data } = useQuery({
    ...api.collections.paymentPlans.queryOptions({ input: { invoiceId, limit: 5 } }),
    enabled: may('collections.read') !== undefined,
  })
  const rows = data?.rows ?? []
  const mayOffer = owing && may('collections.payment_plan') !== undefined
  if (rows.length === 0 && !mayOffer) return null
  return (
    <section className={css['promises']}>
      <h2 className="eyebrow">{t('plans')}</h2>
      <ul>
        {rows.map((row) => (
          <li key={row.id}>
            <Go to={`/payment-plans/${row.id}`} className="figure-link">
              <Money value={row.amount} strong />
            </Go>{' '}
            {row.next && <small>{format.day(row.next.dueOn, { near: true, weekday: true })}</small>}{' '}
            <Chip tone={row.state === 'active' ? 'word' : 'plain'}>{t(`state_${row.state}`)}</Chip>
          </li>
        ))}
      </ul>
      {mayOffer && (
        <button type="button" className="link" onClick={() => setAsking(true)}>
          {t('propose')}
        </button>
      )}
      {asking && (
        <PlanDialog
          customerId={customerId}
          invoiceId={invoiceId}
          onClose={() => setAsking(false)}
        />
      )}
    </section>
  )
}
