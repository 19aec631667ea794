import { Calendar, closedDay, defaultCalendar } from '#core/calendar.ts'
import { addDays } from '#core/day.ts'
import type { Currency } from '#core/money.ts'
import { joinEnds } from '#core/reports/back-test.ts'
import {
  type CompanyCurve,
  type Curve,
  companyCurve,
  customerCurve,
  type End,
  type Ends,
} from '#core/reports/curve.ts'
import type { ForecastRules, Owed } from '#core/reports/forecast.ts'
import { untilSettled } from '#modules/ledger/index.ts'
import type { Look } from '#platform/query.ts'
import { reachedSql } from './reach.ts'
import { type Beside, disputeDaysOf } from './words-given.ts'

// A settlement that was taken back tells nothing of how a customer pays, and a credit note is no
// payment: what it took off an invoice counts as never having come. Which credits are money is read
// once for all: asked for each settlement it was a third of the whole report.
const paidSql = `
  select x.customer_id, greatest(-60, least(365, s.effective_on - x.due_on)) as late,
    p.credit_id is not null as money, sum(s.amount::float8 / x.amount) as share
  from settlement s join lines x on x.id = s.item_id
    left join came p on p.credit_id = s.credit_id
    left join (select takes_back as id from settlement where company_id = $1 and takes_back is not null) t
      on t.id = s.id
  where s.company_id = $1 and s.effective_on >= $2::date - 365 and s.takes_back is null and t.id is null
  group by 1, 2, 3`
const cameSql = 'came as materialized (select credit_id from payment where company_id = $1)'

// Tens of thousands of rows are sent, by columns: PostgreSQL writes a column several times faster
// than as many small arrays.
const tenThousandths = (share: string): string => `round((${share}) * 10000)::bigint`

/** One statement for both: what customers paid in a year and how late, and what is open of whom. */
const habitsSql = `
  with own as materialized (${reachedSql('$4')}),
  lines as materialized (
    select l.id, o.customer_id, l.due_on, l.amount from journal_line l join own o on o.id = l.party_id
    where l.company_id = $1 and l.party_id is not null and l.settled < abs(l.amount) and l.amount > 0
      and l.settled_through >= $2::date - 365
    union all
    select l.id, o.customer_id, l.due_on, l.amount from journal_line l join own o on o.id = l.party_id
    where l.company_id = $1 and l.party_id is not null and l.settled = abs(l.amount) and l.amount > 0
      and l.settled_through >= $2::date - 365),
  ${cameSql},
  paid as (${paidSql}),
  paid_by as (
    select customer_id, json_agg(late) as late, json_agg(${tenThousandths('share')}) as share,
      json_agg(money::int) as money
    from paid group by 1),
  open_by as (
    select o.customer_id, l.currency, json_agg($2::date - l.due_on) as late,
      json_agg(${tenThousandths('(l.amount - l.settled)::float8 / l.amount')}) as share,
      json_agg(l.amount - l.settled) as minor,
      json_agg(case when l.id = any($3::uuid[]) then l.id end) as item
    from journal_line l join own o on o.id = l.party_id
    where l.company_id = $1 and l.party_id is not null and l.settled < abs(l.amount) and l.amount > 0
    group by 1, 2)
  select (select json_agg(json_build_array(customer_id, late, share, money)) from paid_by) as paid,
    (select json_agg(json_build_array(customer_id, currency, late, share, minor, item))
      from open_by) as open`

type PaidRow = readonly [late: number, share: number, money: boolean]
type Column<Value> = readonly Value[]
type Read = {
  paid:
    | readonly [id: string, late: Column<number>, share: Column<number>, money: Column<number>][]
    | null
  open:
    | readonly [
        id: string,
        currency: Currency,
        late: Column<number>,
        share: Column<number>,
        minor: Column<number>,
        item: Column<string | null>,
      ][]
    | null
}

/** A customer as the forecast knows them: how their invoices ended, and what they owe in the currency. */
export type Debt = { ends: { paid: End[]; open: End[] }; owed: Owed[] }

/** Every customer within reach who paid in a year or owes, with the company's own curve. */
export type Habits = Readonly<{
  company: CompanyCurve
  debts: ReadonlyMap<string, Debt>
  /** In which anything is open. */
  currencies: readonly Currency[]
}>

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
    [...beside.keys()],
    owners,
  ])
  const debts = new Map<string, Debt>()
  const debtOf = (id: string): Debt => {
    const debt = debts.get(id) ?? { ends: { paid: [], open: [] }, owed: [] }
    debts.set(id, debt)
    return debt
  }
  for (const [id, late, share, money] of row?.paid ?? []) {
    const { ends } = debtOf(id)
    for (const [at, days] of late.entries())
      ends[money[at] === 1 ? 'paid' : 'open'].push([days, (share[at] ?? 0) / 10_000])
  }
  const currencies = new Set<Currency>()
  for (const [id, each, late, share, minor, item] of row?.open ?? []) {
    const { ends, owed } = debtOf(id)
    currencies.add(each)
    for (const [at, days] of late.entries()) {
      ends.open.push([days, (share[at] ?? 0) / 10_000])
      const words = beside.get(item[at] ?? '')
      if (each === currency) owed.push({ dueIn: -days, minor: minor[at] ?? 0, ...words })
    }
  }
  // Whoever sees a part of the customers has them forecast as everybody sees them.
  const company = owners
    ? await companyHabit(look)
    : companyCurve(joinEnds([...debts.values()].map(({ ends }) => ends)))
  return { company, debts, currencies: [...currencies].toSorted() }
}

const companySql = `
  with lines as materialized (
    select l.id, null::uuid as customer_id, l.due_on, l.amount, l.amount - l.settled as rest
    from journal_line l
    where l.company_id = $1 and l.party_id is not null and l.settled < abs(l.amount) and l.amount > 0
    union all
    select l.id, null, l.due_on, l.amount, 0 from journal_line l
    where l.company_id = $1 and l.party_id is not null and l.settled = abs(l.amount) and l.amount > 0
      and l.settled_through >= $2::date - 365),
  ${cameSql},
  paid as (${paidSql}),
  open as (select $2::date - due_on as late, sum(rest::float8 / amount) as share
    from lines where rest > 0 group by 1)
  select (select json_agg(json_build_array(late, share, money)) from paid) as paid,
    (select json_agg(json_build_array(late, share)) from open) as open`

/** How the company's customers pay on the whole. */
export const companyHabit = untilSettled(async (look: Look): Promise<CompanyCurve> => {
  const [row] = await look.run<{
    paid: readonly PaidRow[] | null
    open: readonly (readonly [number, number])[] | null
  }>(companySql, [look.companyId, look.today])
  const ends: { paid: End[]; open: End[] } = { paid: [], open: [...(row?.open ?? [])] }
  for (const [late, share, money] of row?.paid ?? [])
    ends[money ? 'paid' : 'open'].push([late, share])
  return companyCurve(ends)
})

export const curveOf = ({ company }: Pick<Habits, 'company'>, ends: Ends): Curve =>
  customerCurve(ends, company)

/** By which rules days are moved: the company's own weekend and holidays, and its disputes. */
export async function rulesOf(look: Look): Promise<ForecastRules> {
  const [row] = await look.run<{ calendar: unknown }>(
    'select calendar from reminder_setting where company_id = $1',
    [look.companyId],
  )
  const calendar = row ? Calendar.parse(row.calendar) : defaultCalendar
  const workingDay = (day: number): number => {
    for (let ahead = day; ahead < day + 60; ahead++)
      if (!closedDay(calendar, addDays(look.today, ahead))) return ahead
    return day
  }
  return { disputeDays: await disputeDaysOf(look), workingDay }
}
