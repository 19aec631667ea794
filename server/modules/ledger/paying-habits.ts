import type { Day } from '#core/day.ts'
import type { Work } from '#platform/command.ts'
import type { Look } from '#platform/query.ts'

/** How these parties pay, in the books' own currency. */
export type PayingHabits = Readonly<{
  /** What they bought for since the day. */
  bought: number
  /** Since then paid in full, by money: how many, for how much, and how much of it in time. */
  paidCount: number
  paid: number
  paidInTime: number
  /** Days late × amount, over what was paid. */
  lateAmountDays: number
  firstOn: Day | null
  /** Of those paid, counted back from the last: how many in a row were in time. */
  streak: number
}>

// A document counts as paid on the last day that money of it counts on; one that credit notes alone
// closed was never paid. What was taken back again is left out.
const text = `
  with item as (
    select l.id, l.base_amount as base, l.due_on, l.posted_on, l.settled = l.amount as closed
    from journal_line l
    join journal_entry e on e.company_id = l.company_id and e.id = l.entry_id
    where l.company_id = $1 and l.party_id = any($2) and l.amount > 0
      and e.kind in ('invoice', 'debit_note', 'opening') and e.reverses is null),
  paid as (
    select i.id, i.base, max(s.effective_on) as paid_on, greatest(0, max(s.effective_on) - i.due_on) as late
    from item i
    join settlement s on s.company_id = $1 and s.item_id = i.id and s.takes_back is null
      and not exists (select 1 from settlement t where t.company_id = $1 and t.takes_back = s.id)
    join journal_line c on c.company_id = $1 and c.id = s.credit_id
    join journal_entry e on e.company_id = $1 and e.id = c.entry_id and e.kind = 'payment'
    where i.closed group by i.id, i.base, i.due_on having max(s.effective_on) >= $3::date),
  ranked as (
    select late, sum((late > 0)::int) over (order by paid_on desc, id desc) as late_since from paid)
  select (select coalesce(sum(base), 0)::bigint from item where posted_on >= $3::date) as bought,
    (select count(*) from paid) as "paidCount",
    (select coalesce(sum(base), 0)::bigint from paid) as paid,
    (select coalesce(sum(base) filter (where late = 0), 0)::bigint from paid) as "paidInTime",
    (select coalesce(sum(base * late), 0)::bigint from paid) as "lateAmountDays",
    (select min(posted_on) from item) as "firstOn",
    (select count(*) from ranked where late_since = 0) as streak`

/** How these parties paid what they bought, since a day. */
export async function payingHabits(
  from: Pick<Work | Look, 'run' | 'companyId'>,
  parties: readonly string[],
  since: Day,
): Promise<PayingHabits> {
  const [row] = await from.run<PayingHabits>(text, [from.companyId, [...parties], since])
  if (!row) throw new Error('A sum is always there')
  return row
}
