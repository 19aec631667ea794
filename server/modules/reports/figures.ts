import { judgedPromises } from '#core/collections/promise.ts'
import { addMonths, type Day, monthOf } from '#core/day.ts'
import { type Bucket, buckets } from '#core/ledger/aging.ts'
import type { Currency, Money } from '#core/money.ts'
import type { FigureMonth, Figures, FiguresInput } from '#core/reports/figures-api.ts'
import {
  daysByReason,
  delinquentReasons,
  type MonthFigures,
  type Moves,
  monthFigures,
  waitsOf,
} from '#core/reports/months.ts'
import { planForValues } from '#platform/plan.ts'
import { type Look, query } from '#platform/query.ts'
import { delinquentSums } from './delinquent.ts'
import { asOfDay, ownersOf, reachedSql } from './reach.ts'

/** A year of months. */
const months = 12

// Dear to work out: asked of days that are added up already, never of single rows.
const monthNumber = (day: string) =>
  `(extract(year from ${day})::int * 12 + extract(month from ${day})::int - 1)`
const nameOfMonth = (number: number): string =>
  `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}`

// What is open and what is closed are read from their own indexes, without visiting the table. What
// was settled in full before the first of the months adds to none of them: it stands on both sides.
const lines = (which: string) => `
  select l.id, l.due_on, l.posted_on, l.amount from journal_line l
  where l.company_id = $1 and l.party_id is not null and l.amount > 0 and l.currency = $3
    and l.posted_on <= $2::date and ${which}
    and ($4::uuid[] is null or l.party_id in (select id from own))`
const movesSql = `
  with own as materialized (${reachedSql('$4')}),
  lines as materialized (${lines('l.settled < abs(l.amount)')} union all ${lines('l.settled = abs(l.amount) and l.settled_through >= $5::date')}),
  stood as (select due_on, posted_on, sum(amount) as amount from lines group by 1, 2),
  sold as (select due_on, ${monthNumber('posted_on')} as sold, sum(amount)::bigint as minor
    from stood group by 1, 2),
  put as (
    select x.due_on, x.posted_on, s.effective_on, sum(s.amount) as amount
    from settlement s join lines x on x.id = s.item_id
    where s.company_id = $1 and s.effective_on <= $2::date group by 1, 2, 3),
  settled as (
    select due_on, ${monthNumber('posted_on')} as sold, ${monthNumber('effective_on')} as settled,
      sum(amount)::bigint as minor
    from put group by 1, 2, 3)
  select (select json_agg(json_build_array(due_on, sold, minor)) from sold) as sold,
    (select json_agg(json_build_array(due_on, sold, settled, minor)) from settled) as settled`

type MovesRow = {
  sold: [Day, number, number][] | null
  settled: [Day, number, number, number][] | null
}

async function salesOf(
  look: Look,
  asOf: Day,
  currency: Currency,
  owners: readonly string[] | null,
): Promise<ReadonlyMap<string, number>> {
  const rows = await look.run<{ month: number; minor: number }>(
    `with own as (${reachedSql('$4')})
     select ${monthNumber('issued_on')} as month, sum(minor)::bigint as minor from (
       select issued_on, sum(case kind when 'credit_note' then -gross else gross end) as minor
       from invoice where company_id = $1 and currency = $3 and issued_on <= $2::date
         and kind in ('invoice', 'debit_note', 'credit_note')
         and ($4::uuid[] is null or customer_id in (select id from own))
       group by 1) d
     group by 1`,
    [look.companyId, asOf, currency, owners],
  )
  return new Map(rows.map(({ month, minor }) => [nameOfMonth(month), minor]))
}

async function movesOf(
  look: Look,
  since: Day,
  asOf: Day,
  currency: Currency,
  owners: readonly string[] | null,
): Promise<Moves> {
  const [row] = await look.run<MovesRow>(movesSql, [
    ...[look.companyId, asOf, currency, owners, since],
  ])
  return {
    asOf,
    currency,
    sold: (row?.sold ?? []).map(([dueOn, sold, minor]) => ({
      dueOn,
      soldIn: nameOfMonth(sold),
      minor,
    })),
    settled: (row?.settled ?? []).map(([dueOn, sold, settled, minor]) => ({
      dueOn,
      soldIn: nameOfMonth(sold),
      settledIn: nameOfMonth(settled),
      minor,
    })),
    sales: await salesOf(look, asOf, currency, owners),
  }
}

type PromiseMonth = { month: string; kept: number; of: number; promised: number; came: number }

/** Promises for days of each month whose outcome was known on the day. */
async function promisesOf(
  look: Look,
  since: Day,
  asOf: Day,
  currency: Currency,
  owners: readonly string[] | null,
): Promise<ReadonlyMap<string, PromiseMonth>> {
  const rows = await look.run<PromiseMonth>(
    `with own as (${reachedSql('$4')})
     select to_char(p.due_on, 'YYYY-MM') as month, count(*) filter (where p.state = 'kept')::int as kept,
       count(*)::int as of, coalesce(sum(p.amount) filter (where p.currency = $3), 0)::bigint as promised,
       coalesce(sum(p.kept) filter (where p.currency = $3), 0)::bigint as came
     from promise p join own o on o.id = p.customer_id
     where p.company_id = $1 and p.state = any($7)
       and p.due_on between $5::date and $2::date
       and (p.judged_at at time zone $6)::date <= $2::date
     group by 1`,
    [look.companyId, asOf, currency, owners, since, look.zone, judgedPromises],
  )
  return new Map(rows.map((row) => [row.month, row]))
}

// The nearest contact on or after the day an invoice became late, walking back through a
// customer's days: one sort instead of a search for each invoice.
const firstContactSql = `
  with own as materialized (${reachedSql('$3')}),
  days as (
    select o.customer_id, p.due_on + 1 as day, p.ended_on, false as contact
    from late_period p join own o on o.id = p.customer_id
    where p.company_id = $1 and p.due_on + 1 between $4::date and $2::date
    union all
    select o.customer_id, (a.at at time zone $5)::date, null, true
    from contact_attempt a join own o on o.id = a.customer_id
    where a.company_id = $1 and a.direction = 'out' and a.at >= $4::date
    union all
    select o.customer_id, r.sent_on, null, true
    from reminder r join own o on o.id = r.customer_id
    where r.company_id = $1 and r.sent_on >= $4::date),
  walked as (
    select day, ended_on, contact, min(day) filter (where contact and day <= $2::date) over (
      partition by customer_id order by day desc, contact desc rows unbounded preceding) as first_on
    from days)
  select to_char(day, 'YYYY-MM') as month, json_agg(first_on - day) as waits from walked
  where not contact and first_on is not null and (ended_on is null or first_on <= ended_on) group by 1`

async function firstContacts(
  look: Look,
  since: Day,
  asOf: Day,
  owners: readonly string[] | null,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const rows = await look.run<{ month: string; waits: number[] }>(firstContactSql, [
    look.companyId,
    asOf,
    owners,
    since,
    look.zone,
  ])
  return new Map(rows.map(({ month, waits }) => [month, waits]))
}

type Beside = Readonly<{
  promises: ReadonlyMap<string, PromiseMonth>
  waits: ReadonlyMap<string, readonly number[]>
}>

function monthView(
  row: MonthFigures,
  currency: Currency,
  { promises, waits }: Beside,
): FigureMonth {
  const money = (minor: number): Money => ({ minor, currency })
  const promise = promises.get(row.month)
  const inBuckets = buckets.map((bucket, at) => [bucket, money(row.buckets[at] ?? 0)] as const)
  return {
    month: row.month,
    endsOn: row.endsOn,
    buckets: Object.fromEntries(inBuckets) as Record<Bucket, Money>,
    owed: money(row.owed),
    dso: row.dso,
    bestDso: row.bestDso,
    add: row.add,
    ceiBasisPoints: row.ceiBasisPoints,
    collectable: money(row.collectable),
    collected: money(row.collected),
    rateBasisPoints: row.rateBasisPoints,
    rolls: row.rolls.map(({ stood, cleared, stayed, worse }, at) => ({
      from: buckets[at] ?? 'not_due',
      stood: money(stood),
      cleared: money(cleared),
      stayed: money(stayed),
      worse: money(worse),
    })),
    promises: {
      kept: promise?.kept ?? 0,
      of: promise?.of ?? 0,
      promised: money(promise?.promised ?? 0),
      came: money(promise?.came ?? 0),
    },
    firstContact: waitsOf(waits.get(row.month) ?? []),
  }
}

/** The figures of collection by month, as of today or of any past day. */
export const showFigures = query(
  'reports.read',
  async (look, input: FiguresInput): Promise<Figures> => {
    await planForValues(look)
    const asOf = asOfDay(look, input.asOf)
    const currency = input.currency ?? look.baseCurrency
    const owners = ownersOf(look, input.ownerId)
    const since: Day = `${monthOf(addMonths(asOf, 1 - months))}-01`
    const rows = monthFigures(await movesOf(look, since, asOf, currency, owners), months)
    const beside = {
      promises: await promisesOf(look, since, asOf, currency, owners),
      waits: await firstContacts(look, since, asOf, owners),
    }
    const sums = await delinquentSums(look, { asOf, currency, owners })
    const byReason = Object.fromEntries(
      delinquentReasons.map((reason) => [reason, sums.get(reason)?.minor ?? 0]),
    ) as Record<(typeof delinquentReasons)[number], number>
    const days = daysByReason(rows.at(-1)?.add ?? null, byReason)
    return {
      asOf,
      currency,
      months: rows.map((row) => monthView(row, currency, beside)),
      delinquent: delinquentReasons.map((reason) => ({
        reason,
        amount: { minor: byReason[reason], currency },
        items: sums.get(reason)?.items ?? 0,
        days: days[reason],
      })),
    }
  },
)
