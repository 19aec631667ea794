import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api } from '#web/client.ts'
import { PlanDialog } from '#web/customer-dialog.tsx'
import type { OfCustomer } from '#web/customer-slots.ts'
import { useFormat } from '#web/format.ts'
import { useMay } from '#web/me.tsx'
import { useSearchText } from '#web/place.ts'
import { Failed } from '#web/ui/blank.tsx'
import { Go } from '#web/ui/link.tsx'
import { Section } from '#web/ui/page.tsx'
import { useWords } from '#web/words.ts'
import { PlanChip } from './plan-chip.tsx'
import css from './plans.module.css'

/** The payment plans of one customer, the latest first. */
export function CustomerPlans({ customerId }: OfCustomer) {
  const t = useWords('plans')
  const format = useFormat()
  const may = useMay()
  const [search, change] = useSearchText()
  const asking = search['plan'] !== undefined
  const setAsking = (asks: boolean) => change({ plan: asks ? '1' : null })
  const { data, error, refetch } = useQuery(
    api.collections.paymentPlans.queryOptions({ input: { customerId, limit: 20 } }),
  )
  return (
    <Section
      title={t('plans')}
      actions={
        may('collections.payment_plan') && (
          <Button variant="default" onClick={() => setAsking(true)}>
            {t('propose')}
          </Button>
        )
      }
    >
      {error && <Failed error={error} onRetry={() => void refetch()} />}
      {data && data.rows.length > 0 && (
        <ul className={css['lines']}>
          {data.rows.map((row) => (
            <li key={row.id} className={css['plan']}>
              <div>
                <Go to={`/payment-plans/${row.id}`} className="link">
                  <b>{format.money(row.amount)}</b>، {t('times', { times: row.times })}
                </Go>
                <small>
                  {t('paid_of', { paid: format.money(row.came), amount: format.money(row.amount) })}
                  {row.next &&
                    `. ${t('next')}: ${format.money(row.next.amount)}، ${format.day(row.next.dueOn, { near: true, weekday: true })}`}
                </small>
              </div>
              <PlanChip state={row.state} />
            </li>
          ))}
        </ul>
      )}
      {asking && <PlanDialog customerId={customerId} onClose={() => setAsking(false)} />}
    </Section>
  )
}
