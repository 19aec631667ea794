import type { Day } from '#core/day.ts'
import type { Currency } from '#core/money.ts'
import type { Look } from '#platform/query.ts'

/** The lines that customers owe by: those of the receivable account, invoices above nothing. */
const receivable = `journal_line l join account a on a.company_id = l.company_id and a.id = l.account_id
  and a.key = 'receivable'`

/** 0 not due, then 1–30, 31–60, 61–90 and over 90 days late, on the day in `$2`. */
const bucket = `case when l.due_on >= $2::date then 0 when $2::date - l.due_on <= 30 then 1
  when $2::date - l.due_on <= 60 then 2 when $2::date - l.due_on <= 90 then 3 else 4 end`

type BucketRow = { currency: Currency; bucket: number; amount: number }

/** What is owed now, by currency and lateness. */
export function openByBucket(look: Look): Promise<BucketRow[]> {
  return look.run<BucketRow>(
    `select l.currency, ${bucket} as bucket, sum(l.amount - l.settled)::bigint as amount
     from ${receivable} where l.company_id = $1 and l.amount > 0 and l.settled < l.amount group by 1, 2`,
    [look.companyId, look.today],
  )
}

/** Money of customers that no invoice has taken yet, by currency. */
export function openCredits(look: Look): Promise<{ currency: Currency; amount: number }[]> {
  return look.run(
    `select l.currency, sum(-l.amount - l.settled)::bigint as amount
     from ${receivable} where l.company_id = $1 and l.amount < 0 and l.settled < -l.amount group by 1`,
    [look.companyId],
  )
}

/** What was overdue at the end of an earlier day, by what is known now. */
export async function overdueOn(look: Look, day: Day, currency: Currency): Promise<number> {
  const [row] = await look.run<{ amount: number | null }>(
    `select (sum(l.amount) - coalesce(sum(s.amount), 0))::bigint as amount
     from ${receivable} left join (
       select item_id, sum(amount) as amount from settlement
       where company_id = $1 and effective_on <= $2 group by item_id) s on s.item_id = l.id
     where l.company_id = $1 and l.amount > 0 and l.posted_on <= $2 and l.due_on < $2 and l.currency = $3`,
    [look.companyId, day, currency],
  )
  return row?.amount ?? 0
}

export type MonthAmount = { month: string; amount: number }
export type PaidMonth = { due_month: string; paid_month: string; amount: number }

/** What fell due in each month. */
export function dueByMonth(look: Look, currency: Currency): Promise<MonthAmount[]> {
  return look.run<MonthAmount>(
    `select to_char(l.due_on, 'YYYY-MM') as month, sum(l.amount)::bigint as amount from ${receivable}
     where l.company_id = $1 and l.amount > 0 and l.currency = $2 group by 1`,
    [look.companyId, currency],
  )
}

/** What was settled, by the month it was due in and the month it came in. */
export function paidByMonth(look: Look, currency: Currency): Promise<PaidMonth[]> {
  return look.run<PaidMonth>(
    `select to_char(l.due_on, 'YYYY-MM') as due_month, to_char(s.effective_on, 'YYYY-MM') as paid_month,
       sum(s.amount)::bigint as amount
     from settlement s join journal_line l on l.company_id = s.company_id and l.id = s.item_id
     where s.company_id = $1 and s.currency = $2 group by 1, 2`,
    [look.companyId, currency],
  )
}

/** What was sold on credit in each month, newest first: invoices less credit notes. */
export function soldByMonth(look: Look, currency: Currency): Promise<MonthAmount[]> {
  return look.run<MonthAmount>(
    `select to_char(l.posted_on, 'YYYY-MM') as month, sum(l.amount)::bigint as amount
     from ${receivable} join journal_entry e on e.company_id = l.company_id and e.id = l.entry_id
     where l.company_id = $1 and l.currency = $2
       and e.document_kind in ('invoice', 'debit_note', 'credit_note')
     group by 1 order by 1 desc`,
    [look.companyId, currency],
  )
}

/** How late what came in between two days came, each riyal weighing the same; null when none came. */
export async function daysLateBetween(
  look: Look,
  from: Day,
  to: Day,
  currency: Currency,
): Promise<number | null> {
  const [row] = await look.run<{ days: string | null }>(
    `select round(sum(s.amount * greatest(0, s.effective_on - l.due_on)) / nullif(sum(s.amount), 0), 1) as days
     from settlement s join journal_line l on l.company_id = s.company_id and l.id = s.item_id
     where s.company_id = $1 and s.effective_on between $2 and $3 and s.currency = $4`,
    [look.companyId, from, to, currency],
  )
  return row?.days == null ? null : Number(row.days)
}

/** Each customer's usual lateness over what they paid since a day: the habit a forecast goes by. */
const habit = `select coalesce(c.survivor_id, c.id) as customer_id,
    sum(s.amount * greatest(0, s.effective_on - l.due_on)) / nullif(sum(s.amount), 0) as days
  from settlement s join journal_line l on l.company_id = s.company_id and l.id = s.item_id
    join customer c on c.company_id = l.company_id and c.id = l.party_id
  where s.company_id = $1 and s.currency = $3 and s.effective_on >= $2::date - 365
  group by 1`

type ExpectedRow = { week: number; amount: number; items: number }

/** What is open, by the week in which each customer's habit says it comes; 0 is this week. */
export function expectedByWeek(look: Look, currency: Currency): Promise<ExpectedRow[]> {
  return look.run<ExpectedRow>(
    `with habit as (${habit}), open as (
       select l.amount - l.settled as amount,
         greatest($2::date, l.due_on + coalesce(round(h.days), 0)::int) as comes_on
       from ${receivable} join customer c on c.company_id = l.company_id and c.id = l.party_id
         left join habit h on h.customer_id = coalesce(c.survivor_id, c.id)
       where l.company_id = $1 and l.currency = $3 and l.amount > 0 and l.settled < l.amount)
     select ((comes_on - ($2::date - extract(dow from $2::date)::int)) / 7)::int as week,
       sum(amount)::bigint as amount, count(*)::int as items
     from open group by 1 having (min(comes_on) - $2::date) < 70 order by 1`,
    [look.companyId, look.today, currency],
  )
}

type WorstRow = {
  customer_id: string
  name: string
  overdue: number
  buckets: number[]
  days: string | null
}

/** The customers with most overdue, with their aging and their habit. */
export function worstPayers(look: Look, currency: Currency): Promise<WorstRow[]> {
  const part = (n: number) =>
    `coalesce(sum(l.amount - l.settled) filter (where ${bucket} = ${n}), 0)::bigint`
  return look.run<WorstRow>(
    `with habit as (${habit}), worst as (
       select coalesce(c.survivor_id, c.id) as customer_id,
         sum(l.amount - l.settled) filter (where l.due_on < $2::date)::bigint as overdue,
         json_build_array(${[0, 1, 2, 3, 4].map(part).join(', ')}) as buckets
       from ${receivable} join customer c on c.company_id = l.company_id and c.id = l.party_id
       where l.company_id = $1 and l.currency = $3 and l.amount > 0 and l.settled < l.amount
       group by 1)
     select w.customer_id, c.name, w.overdue, w.buckets, round(h.days, 0) as days
     from worst w join customer c on c.company_id = $1 and c.id = w.customer_id
       left join habit h on h.customer_id = w.customer_id
     where w.overdue > 0 order by w.overdue desc, w.customer_id limit 6`,
    [look.companyId, look.today, currency],
  )
}
