import { useQuery } from '@tanstack/react-query'
import { api } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { Go } from '#web/ui/link.tsx'
import { Why } from '#web/ui/page.tsx'
import { useWords } from '#web/words.ts'

/** What an early payer saves on this invoice, or has saved. */
export function EarlyDiscount({ invoiceId }: { invoiceId: string }) {
  const t = useWords('invoicing')
  const format = useFormat()
  const { data } = useQuery(api.payments.earlyDiscount.queryOptions({ input: { id: invoiceId } }))
  if (data?.given)
    return (
      <Why>
        {t('early_given', { amount: format.money(data.given.amount) })}{' '}
        <Go to={`/payments/${data.given.paymentId}`} className="link">
          {t('early_payment')}
        </Go>
      </Why>
    )
  if (!data?.offer) return null
  return (
    <Why>
      {t('early_offer', {
        day: format.day(data.offer.until, { weekday: true }),
        amount: format.money(data.offer.discount),
        pay: format.money(data.offer.toPay),
      })}
    </Why>
  )
}
