import { useQuery } from '@tanstack/react-query'
import { api } from '#web/client.ts'
import type { OfCustomer } from '#web/customer-slots.ts'
import { Go } from '#web/ui/link.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { useWords } from '#web/words.ts'
import css from './instruments.module.css'

/** Cheques in hand or at the bank, beside the balance that still holds them. */
export function ChequesHeld({ customerId }: OfCustomer) {
  const t = useWords('instruments')
  const { data } = useQuery(
    api.payments.instruments.queryOptions({ input: { customerId, limit: 1, direction: 'desc' } }),
  )
  const sums = (data?.underCollection ?? []).filter(({ minor }) => minor > 0)
  return sums.map((sum) => (
    <p key={sum.currency} className={css['held']}>
      {t('under_collection')}{' '}
      <Go to={`/customers/${customerId}/payments`} className="figure-link">
        <Money value={sum} strong />
      </Go>
    </p>
  ))
}
