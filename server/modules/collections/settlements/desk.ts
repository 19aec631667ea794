import type { DeskFacts } from '#core/collections/desk/facts.ts'
import { daysBetween } from '#core/day.ts'
import type { From } from '../store.ts'
import { type ConcessionTable, moneyOf } from './store.ts'

type Offer = NonNullable<DeskFacts['offer']>
type Row = Pick<
  ConcessionTable,
  'customer_id' | 'state' | 'currency' | 'pay' | 'pay_by' | 'ended_at' | 'approved_at'
>

/** For how long an offer that came to nothing is what one calls about. */
const freshDays = 14

function offerOf(from: From, row: Row): Offer | undefined {
  const { state, pay_by: payBy, ended_at: endedAt } = row
  if (payBy === null || (state !== 'offered' && state !== 'expired' && state !== 'declined'))
    return undefined
  const since = endedAt ?? row.approved_at ?? from.now
  if (endedAt && from.now.getTime() - endedAt.getTime() > freshDays * 86_400_000) return undefined
  return {
    state,
    amount: moneyOf(row, row.pay),
    payBy,
    daysLeft: daysBetween(from.today, payBy),
    atMs: since.getTime(),
  }
}

/** By customer: the last settlement that was offered, while it waits or after it came to nothing. */
export async function deskOffersOf(
  from: From,
  parties: readonly string[],
): Promise<ReadonlyMap<string, Offer>> {
  const rows = await from.run<Row>(
    `select distinct on (customer_id) customer_id, state, currency, pay, pay_by, ended_at,
       approved_at
     from concession where company_id = $1 and customer_id = any($2) and kind = 'settlement'
       and state not in ('proposed', 'refused', 'withdrawn')
     order by customer_id, proposed_at desc, id`,
    [from.companyId, parties],
  )
  return new Map(
    rows.flatMap((row) => {
      const offer = offerOf(from, row)
      return offer ? [[row.customer_id, offer] as const] : []
    }),
  )
}
