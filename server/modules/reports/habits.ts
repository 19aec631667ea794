import { Calendar, defaultCalendar, holidayOn } from '#core/calendar.ts'
import { addDays, weekdayOf } from '#core/day.ts'
import type { Currency } from '#core/money.ts'
import { joinEnds, meanDaysLate } from '#core/reports/back-test.ts'
import {
  type CompanyCurve,
  type Curve,
  companyCurve,
  customerCurve,
  type End,
  type Ends,
} from '#core/reports/curve.ts'
import type { ForecastRules, Owed } from '#core/reports/forecast.ts'
import type { Look } from '#platform/query.ts'
import { reachedSql } from './reach.ts'
import { type Beside, disputeDaysOf } from './words-given.ts'

// A settlement that was taken back tells nothing of how a customer pays, and a credit note is no
// payment: what it took off an invoice counts as never having come.
const paidSql = `
  select x.customer_id, greatest(-60, least(365, s.effective_on - x.due_on)) as late,
    p.id is not null as money, sum(s.amount::float8 / x.amount) as share
  from settlement s join lines x on x.id = s.item_id
    left join payment p on p.company_id = $1 and p.credit_id = s.credit_id
    left join settlement t on t.company_id = $1 and t.takes_back = s.id
  where s.company_id = $1 and s.effective_on >= $2::date - 365 and s.takes_back is null and t.id is null
  group by 1, 2, 3`

/** One statement for both: what customers paid in a year and how late, and what is open of whom. */
const habitsSql = `
  with own as materialized (${reachedSql('$4')}),
  lines as materialized (
    select l.id, o.customer_id, l.due_on, l.amount, l.amount - l.settled as rest, l.currency
    from journal_line l join own o on o.id = l.party_id
    where l.company_id = $1 and l.party_id is not null and l.settled < abs(l.amount) and l.amount > 0
    union all
    select l.id, o.customer_id, l.due_on, l.amount, 0, l.currency
    from journal_line l join own o on o.id = l.party_id
    where l.company_id = $1 and l.party_id is not null and l.settled = abs(l.amount) and l.amount > 0
      and l.settled_through >= $2::date - 365),
  paid as (${paidSql}),
  open as (
    select customer_id, $2::date - due_on as late, case when id = any($5::uuid[]) then id end as item,
      sum(rest) as minor, sum(rest::float8 / amount) as share, currency
    from lines where rest > 0 group by 1, 2, 3, currency)
  select
    (select json_agg(json_build_array(customer_id, ends)) from (
      select customer_id, json_agg(json_build_array(late, round(share::numeric, 4), money)) as ends
      from paid group by 1) p) as paid,
    (select json_agg(json_build_array(customer_id, rows)) from (
      select customer_id, json_agg(json_build_array(late, round(share::numeric, 4),
        case when currency = $3 then minor else 0 end, item)) as rows from open group by 1) o) as open`

type PaidRow = readonly [late: number, share: number, money: boolean]
type OpenRow = readonly [late: number, share: number, minor: number, item: string | null]
type Read = {
  paid: readonly (readonly [string, readonly PaidRow[]])[] | null
  open: readonly (readonly [string, readonly OpenRow[]])[] | null
}

/** A customer as the forecast knows them: how their invoices ended, and what they owe in the currency. */
export type Debt = { ends: { paid: End[]; open: End[] }; owed: Owed[] }

/** Every customer within reach who paid in a year or owes, with the company's own curve. */
export type Habits = Readonly<{ company: CompanyCurve; debts: ReadonlyMap<string, Debt> }>

/** Reads how customers pay and what they owe, in one statement. */
export async function readHabits(
  look: Look,
  currency: Currency,
  owners: readonly string[] | null,
  beside: ReadonlyMap<string, Beside>,
): Promise<Habits> {
  const [row] = await look.run<Read>(habitsSql, [
    look.companyId,
    look.today,
    currency,
    owners,
    [...beside.keys()],
  ])
  const debts = new Map<string, Debt>()
  const debtOf = (id: string): Debt => {
    const debt = debts.get(id) ?? { ends: { paid: [], open: [] }, owed: [] }
    debts.set(id, debt)
    return debt
  }
  for (const [id, rows] of row?.paid ?? []) {
    const { ends } = debtOf(id)
    for (const [late, share, money] of rows) ends[money ? 'paid' : 'open'].push([late, share])
  }
  for (const [id, rows] of row?.open ?? []) {
    const debt = debtOf(id)
    for (const [late, share, minor, item] of rows) {
      debt.ends.open.push([late, share])
      if (minor > 0) debt.owed.push({ dueIn: -late, minor, ...(item && beside.get(item)) })
    }
  }
  // Whoever sees a part of the customers has them forecast as everybody sees them.
  const company = owners
    ? (await companyHabit(look)).curve
    : companyCurve(joinEnds([...debts.values()].map(({ ends }) => ends)))
  return { company, debts }
}

/** How the company's customers pay on the whole: their curve, and the mean of their days late. */
export type CompanyHabit = Readonly<{ curve: CompanyCurve; mean: number | null }>

const companySql = `
  with lines as materialized (
    select l.id, null::uuid as customer_id, l.due_on, l.amount, l.amount - l.settled as rest
    from journal_line l
    where l.company_id = $1 and l.party_id is not null and l.settled < abs(l.amount) and l.amount > 0
    union all
    select l.id, null, l.due_on, l.amount, 0 from journal_line l
    where l.company_id = $1 and l.party_id is not null and l.settled = abs(l.amount) and l.amount > 0
      and l.settled_through >= $2::date - 365),
  paid as (${paidSql}),
  open as (select $2::date - due_on as late, sum(rest::float8 / amount) as share
    from lines where rest > 0 group by 1)
  select (select json_agg(json_build_array(late, share, money)) from paid) as paid,
    (select json_agg(json_build_array(late, share)) from open) as open`

type Kept = Readonly<{ state: string; habit: CompanyHabit }>
/** By company, as of its last settlement: opening an invoice need not read all of the books. */
const kept = new Map<string, Kept>()
const mostKept = 500

/** The company's habit, worked out anew when anything was settled since, and every day. */
export async function companyHabit(look: Look): Promise<CompanyHabit> {
  const [last] = await look.run<{ at: Date | null }>(
    'select max(recorded_at) as at from settlement where company_id = $1',
    [look.companyId],
  )
  const state = `${look.today} ${last?.at?.getTime() ?? 0}`
  const before = kept.get(look.companyId)
  if (before?.state === state) return before.habit
  const [row] = await look.run<{
    paid: readonly PaidRow[] | null
    open: readonly (readonly [number, number])[] | null
  }>(companySql, [look.companyId, look.today])
  const ends: { paid: End[]; open: End[] } = { paid: [], open: [...(row?.open ?? [])] }
  for (const [late, share, money] of row?.paid ?? [])
    ends[money ? 'paid' : 'open'].push([late, share])
  const habit = {
    curve: companyCurve(ends),
    mean: ends.paid.length > 0 ? meanDaysLate(ends.paid) : null,
  }
  if (kept.size >= mostKept) kept.clear()
  kept.set(look.companyId, { state, habit })
  return habit
}

export const curveOf = ({ company }: Pick<Habits, 'company'>, ends: Ends): Curve =>
  customerCurve(ends, company)

/** By which rules days are moved: the company's own weekend and holidays, and its disputes. */
export async function rulesOf(look: Look): Promise<ForecastRules> {
  const [row] = await look.run<{ calendar: unknown }>(
    'select calendar from reminder_setting where company_id = $1',
    [look.companyId],
  )
  const calendar = row ? Calendar.parse(row.calendar) : defaultCalendar
  const rests = (ahead: number): boolean => {
    const day = addDays(look.today, ahead)
    return calendar.weekend.includes(weekdayOf(day)) || holidayOn(calendar, day) !== undefined
  }
  const workingDay = (day: number): number => {
    for (let ahead = day; ahead < day + 60; ahead++) if (!rests(ahead)) return ahead
    return day
  }
  return { disputeDays: await disputeDaysOf(look), workingDay }
}
