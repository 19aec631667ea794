import { addDays, addMonths } from '#core/day.ts'
import type { Ask } from './pages-seed.ts'

type Ground = Readonly<{
  today: string
  graceDays: number
  breaksAfter: number
  offers: readonly Readonly<{
    currency: string
    items: readonly Readonly<{ invoiceId: string; balance: { minor: number } }>[]
  }>[]
}>

/** A payment plan over one invoice, offered and not yet answered: its customer's page shows the offer. */
export async function offerPlan(
  ask: Ask,
  newId: () => string,
  { customerId, invoiceId }: Readonly<{ customerId: string; invoiceId: string }>,
): Promise<{ plan: string }> {
  const ground = await ask<Ground>('GET', `/customers/${customerId}/payment-plan-ground`)
  const { today, graceDays, breaksAfter } = ground
  const found = ground.offers.flatMap(({ currency, items }) =>
    items.flatMap((item) => (item.invoiceId === invoiceId ? [{ ...item, currency }] : [])),
  )[0]
  if (!found) throw new Error('Nothing of the invoice is left to plan')
  const { minor } = found.balance
  const half = Math.floor(minor / 2)
  const plan = newId()
  await ask('POST', '/payment-plans', {
    ...{ id: plan, customerId, invoiceIds: [invoiceId], graceDays, breaksAfter },
    ...{ answerBy: addDays(today, 5), amount: { minor, currency: found.currency } },
    instalments: [
      { dueOn: addDays(today, 7), minor: half },
      { dueOn: addMonths(today, 1), minor: minor - half },
    ],
  })
  return { plan }
}
