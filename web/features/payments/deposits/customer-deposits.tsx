import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api } from '#web/client.ts'
import type { OfCustomer } from '#web/customer-slots.ts'
import { useMay } from '#web/me.tsx'
import { useGo } from '#web/place.ts'
import { Go } from '#web/ui/link.tsx'
import { Section } from '#web/ui/page.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Code } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from '../payments.module.css'
import { DepositChip } from './deposit-chip.tsx'

/** What this customer was asked for ahead; what is held of securities is said apart from the debt. */
export function CustomerDeposits({ customerId }: OfCustomer) {
  const t = useWords('deposits')
  const go = useGo()
  const may = useMay()
  const { data } = useQuery(
    api.payments.deposits.queryOptions({ input: { customerId, limit: 20, direction: 'desc' } }),
  )
  const rows = data?.rows ?? []
  const asks = may('payments.deposits')
  if (rows.length === 0 && asks === undefined) return null
  return (
    <Section
      title={t('deposits')}
      hint={t('customer_hint')}
      actions={
        asks && (
          <Button
            variant="default"
            onClick={() => go(`/deposits/new?kind=advance&customer=${customerId}`)}
          >
            {t('ask_advance')}
          </Button>
        )
      }
    >
      {(data?.held ?? []).map((sum) => (
        <p key={sum.currency}>
          {t('held')} <Money value={sum} strong />
        </p>
      ))}
      <ul className={css['rows']}>
        {rows.map((row) => (
          <li key={row.id}>
            <div>
              <Go to={`/deposits/${row.id}`} className="link">
                {t(`kind_${row.kind}`)} <Code>{row.number}</Code>
              </Go>
              <small>
                <Bdi>{row.subject}</Bdi>
              </small>
            </div>
            <DepositChip of={row} />
            <Money value={row.amount} strong />
          </li>
        ))}
      </ul>
    </Section>
  )
}
