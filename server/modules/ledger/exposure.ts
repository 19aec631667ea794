import type { Work } from '#platform/command.ts'
import { planForValues } from '#platform/plan.ts'
import type { Look } from '#platform/query.ts'

/** What a party owes and what lies on its account against it, in the books' own currency. */
export type Exposure = Readonly<{
  partyId: string
  debts: number
  deposits: number
  /** Of its debts, those due before the day asked about; and how many days the oldest is past its day. */
  overdue: number
  daysLate: number
}>

const text = (which: string) => `
  select l.party_id as "partyId",
    coalesce(sum(l.base_amount - l.settled_base) filter (where l.amount > 0), 0)::bigint as debts,
    coalesce(sum(-l.base_amount - l.settled_base) filter (where l.amount < 0), 0)::bigint as deposits,
    coalesce(sum(l.base_amount - l.settled_base)
      filter (where l.amount > 0 and l.due_on < $3::date), 0)::bigint as overdue,
    greatest(0, $2::date - min(l.due_on) filter (where l.amount > 0))::int as "daysLate"
  from journal_line l
  where l.company_id = $1 and l.party_id is not null and l.settled < abs(l.amount) and ${which}
  group by l.party_id`

/**
 * How far these parties, or all, are in debt today: every currency at the rate it was booked at.
 * @param dueBefore counts as overdue what was due before this day
 */
export async function exposuresOf(
  from: Pick<Work | Look, 'run' | 'companyId' | 'today'>,
  whose: Readonly<{ parties: readonly string[] } | { all: true }>,
  dueBefore: string,
): Promise<Exposure[]> {
  const values = [from.companyId, from.today, dueBefore]
  if ('parties' in whose)
    return from.run<Exposure>(text('l.party_id = any($4)'), [...values, [...whose.parties]])
  await planForValues(from)
  return from.run<Exposure>(text('true'), values)
}
