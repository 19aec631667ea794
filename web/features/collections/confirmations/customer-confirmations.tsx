import { useQuery } from '@tanstack/react-query'
import { api } from '#web/client.ts'
import type { OfCustomer } from '#web/customer-slots.ts'
import { useFormat } from '#web/format.ts'
import { Failed } from '#web/ui/blank.tsx'
import { Go } from '#web/ui/link.tsx'
import { Section } from '#web/ui/page.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { useWords } from '#web/words.ts'
import { ConfirmationChip } from './confirmation-chip.tsx'
import css from './confirmations.module.css'

/** What one customer was asked about their balance, the latest first; nothing where nothing was. */
export function CustomerConfirmations({ customerId }: OfCustomer) {
  const t = useWords('confirmations')
  const format = useFormat()
  const { data, error, refetch } = useQuery(
    api.collections.confirmations.queryOptions({ input: { customerId, limit: 10 } }),
  )
  if (!error && (!data || data.rows.length === 0)) return null
  return (
    <Section title={t('confirmations')}>
      {error && <Failed error={error} onRetry={() => void refetch()} />}
      <ul className={css['lines']}>
        {data?.rows.map((row) => (
          <li key={row.id}>
            <Go to={`/balance-confirmations/${row.id}`} className="link">
              {t('as_of')} {format.day(row.asOf)}
            </Go>
            <ConfirmationChip state={row.state} settled={row.settledAt !== null} />
            <span className={css['sums']}>
              {row.balances.map((balance) => (
                <Money key={balance.currency} value={balance} />
              ))}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
