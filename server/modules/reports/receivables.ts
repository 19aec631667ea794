import type { Day } from '#core/day.ts'
import type { Currency } from '#core/money.ts'
import type { Look } from '#platform/query.ts'

/** The records of whose customers a figure may tell; null: of everyone's. */
export type Within = readonly string[] | null

// The lines that customers owe by are those with a party: check_books holds that they are the
// receivable account's. Every statement here is answered by the two indexes of open and of settled
// lines, because a dashboard that reads whole tables is slower every month.
const open = 'l.company_id = $1 and l.party_id is not null and l.settled < abs(l.amount)'
const closed = 'l.company_id = $1 and l.party_id is not null and l.settled = abs(l.amount)'

/** What is of the reader's own customers: their records stand in `$n`, null for everyone's. */
export const of = (column: string, n: number): string =>
  `($${n}::uuid[] is null or ${column} = any($${n}))`

/** 0 not due, then 1–30, 31–60, 61–90 and over 90 days late, on the day in `$2`. */
const bucket = `case when l.due_on >= $2::date then 0 when $2::date - l.due_on <= 30 then 1
  when $2::date - l.due_on <= 60 then 2 when $2::date - l.due_on <= 90 then 3 else 4 end`

/** Bucket 5 is no lateness: money of customers that no invoice has taken yet. */
export const unapplied = 5
type BucketRow = { currency: Currency; bucket: number; amount: number }

/** What is owed now by currency and lateness, and what is not applied yet, above nothing both. */
export function openByBucket(look: Look, within: Within): Promise<BucketRow[]> {
  return look.run<BucketRow>(
    `select l.currency, case when l.amount < 0 then ${unapplied} else ${bucket} end as bucket,
       sum(abs(l.amount) - l.settled)::bigint as amount
     from journal_line l where ${open} and ${of('l.party_id', 3)} group by 1, 2`,
    [look.companyId, look.today, within],
  )
}

/** What was overdue at the end of an earlier day, by what is known now. */
export async function overdueOn(
  look: Look,
  day: Day,
  currency: Currency,
  within: Within,
): Promise<number> {
  const then = `l.amount > 0 and l.posted_on <= $2 and l.due_on < $2 and l.currency = $3
    and ${of('l.party_id', 4)}`
  const [row] = await look.run<{ amount: number | null }>(
    `with late as (
       select l.id, l.amount - l.settled as amount, l.settled_through from journal_line l
       where ${open} and ${then}
       union all
       select l.id, 0, l.settled_through from journal_line l
       where ${closed} and ${then} and l.settled_through > $2)
     select sum(late.amount + case when late.settled_through > $2 then (
       select coalesce(sum(s.amount), 0) from settlement s
       where s.company_id = $1 and s.item_id = late.id and s.effective_on > $2) else 0 end)::bigint as amount
     from late`,
    [look.companyId, day, currency, within],
  )
  return row?.amount ?? 0
}

export type MonthAmount = { month: string; amount: number }
export type PaidMonth = { due_month: string; paid_month: string; amount: number }

/** What fell due in each month. */
export function dueByMonth(look: Look, currency: Currency, within: Within): Promise<MonthAmount[]> {
  const days = (which: string) => `select l.due_on, sum(l.amount) as amount from journal_line l
    where ${which} and l.amount > 0 and l.currency = $2 and ${of('l.party_id', 3)} group by 1`
  return look.run<MonthAmount>(
    `select to_char(due_on, 'YYYY-MM') as month, sum(amount)::bigint as amount
     from (${days(open)} union all ${days(closed)}) d group by 1`,
    [look.companyId, currency, within],
  )
}

export type Lateness = Readonly<{ from: Day; to: Day }>
export type Settled = Readonly<{
  paid: readonly PaidMonth[]
  /** How late what came in between two days came, each riyal weighing the same; null: none came. */
  late: readonly (number | null)[]
  /** Each customer's usual lateness over what they paid in a year. */
  habits: readonly Readonly<{ customer_id: string; days: number }>[]
}>

const weighed = 'sum(amount * greatest(0, effective_on - due_on)) / nullif(sum(amount), 0)'

/** Everything that settlements tell, from one reading of them beside the items they settled. */
export async function readSettled(
  look: Look,
  currency: Currency,
  [now, before]: readonly [Lateness, Lateness],
  within: Within,
): Promise<Settled> {
  const items = (which: string) => `select l.id, l.party_id, l.due_on from journal_line l
    where ${which} and l.amount > 0 and l.settled_through is not null and ${of('l.party_id', 8)}`
  const [row] = await look.run<{
    paid: PaidMonth[] | null
    late: (number | null)[]
    habits: { customer_id: string; days: number }[] | null
  }>(
    `with put as materialized (
       select i.party_id, i.due_on, s.effective_on, s.amount
       from settlement s join (${items(open)} union all ${items(closed)}) i on i.id = s.item_id
       where s.company_id = $1 and s.currency = $3),
     days as (select due_on, effective_on, sum(amount) as amount from put group by 1, 2),
     months as (
       select to_char(due_on, 'YYYY-MM') as due_month, to_char(effective_on, 'YYYY-MM') as paid_month,
         sum(amount)::bigint as amount from days group by 1, 2),
     habits as (
       select coalesce(c.survivor_id, c.id) as customer_id, ${weighed} as days
       from put join customer c on c.company_id = $1 and c.id = put.party_id
       where effective_on >= $2::date - 365 group by 1)
     select (select json_agg(m) from months m) as paid,
       (select json_agg(h) from habits h where h.days is not null) as habits,
       json_build_array(
         (select round(${weighed}, 1) from days where effective_on between $4 and $5),
         (select round(${weighed}, 1) from days where effective_on between $6 and $7)) as late`,
    [look.companyId, look.today, currency, now.from, now.to, before.from, before.to, within],
  )
  return { paid: row?.paid ?? [], late: row?.late ?? [], habits: row?.habits ?? [] }
}

/** What was sold on credit in each month since a day: invoices less credit notes. */
export function soldByMonth(
  look: Look,
  currency: Currency,
  since: Day,
  within: Within,
): Promise<MonthAmount[]> {
  return look.run<MonthAmount>(
    `select to_char(issued_on, 'YYYY-MM') as month, sum(amount)::bigint as amount from (
       select issued_on, sum(case kind when 'credit_note' then -gross else gross end) as amount
       from invoice where company_id = $1 and currency = $2 and issued_on >= $3
         and kind in ('invoice', 'debit_note', 'credit_note') and ${of('customer_id', 4)}
       group by 1) d
     group by 1`,
    [look.companyId, currency, since, within],
  )
}

type WorstRow = { customer_id: string; name: string; overdue: number; buckets: number[] }

/** The customers with most overdue, with their aging. */
export function worstPayers(look: Look, currency: Currency, within: Within): Promise<WorstRow[]> {
  const part = (n: number) => `coalesce(sum(o.amount) filter (where o.bucket = ${n}), 0)::bigint`
  return look.run<WorstRow>(
    `with owed as (
       select l.party_id, ${bucket} as bucket, sum(l.amount - l.settled) as amount
       from journal_line l where ${open} and l.currency = $3 and l.amount > 0
         and ${of('l.party_id', 4)} group by 1, 2),
     worst as (
       select coalesce(c.survivor_id, c.id) as customer_id,
         sum(o.amount) filter (where o.bucket > 0)::bigint as overdue,
         json_build_array(${[0, 1, 2, 3, 4].map(part).join(', ')}) as buckets
       from owed o join customer c on c.company_id = $1 and c.id = o.party_id group by 1)
     select w.customer_id, c.name, w.overdue, w.buckets
     from worst w join customer c on c.company_id = $1 and c.id = w.customer_id
     where w.overdue > 0
     order by w.overdue desc, w.customer_id limit 6`,
    [look.companyId, look.today, currency, within],
  )
}
