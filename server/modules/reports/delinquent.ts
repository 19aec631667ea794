import type { Day } from '#core/day.ts'
import type { Currency, Money } from '#core/money.ts'
import type { DelinquentInput, DelinquentRow } from '#core/reports/figures-api.ts'
import type { DelinquentReason } from '#core/reports/months.ts'
import { planForValues } from '#platform/plan.ts'
import { type Look, query } from '#platform/query.ts'
import { asOfDay, ownersOf, reachedSql } from './reach.ts'

type Asked = Readonly<{ asOf: Day; currency: Currency; owners: readonly string[] | null }>

// What was overdue on the day, each invoice with the balance of that day.
const overdue = (which: string) => `
  select l.id, o.customer_id, l.due_on, l.amount - l.settled + case when l.settled_through > $2::date then (
      select coalesce(sum(s.amount), 0) from settlement s
      where s.company_id = $1 and s.item_id = l.id and s.effective_on > $2::date) else 0 end as minor
  from journal_line l join own o on o.id = l.party_id
  where l.company_id = $1 and l.party_id is not null and l.amount > 0 and l.currency = $3
    and l.posted_on <= $2::date and l.due_on < $2::date and ${which}`

const until = '($2::date + 1)::timestamp at time zone $5'

/** The overdue invoices of a day, each under the first reason that fits: $1 company, $2 day, $3 currency, $4 owners, $5 zone. */
const reasonsSql = `
  with own as materialized (${reachedSql('$4')}),
  late as materialized (
    select * from (${overdue('l.settled < abs(l.amount)')} union all
      ${overdue('l.settled = abs(l.amount) and l.settled_through > $2::date')}) x where minor > 0),
  disputed as materialized (
    select distinct item_id from dispute where company_id = $1 and opened_at < ${until}
      and (closed_at is null or closed_at >= ${until})),
  words as materialized (
    select i.item_id, bool_or((p.state = 'open' or p.judged_at >= ${until}) and p.last_day >= $2::date) as open
    from promise p join promise_item i on i.company_id = p.company_id and i.promise_id = p.id
    where p.company_id = $1 and p.made_at < ${until} and p.state not in ('cancelled', 'renegotiated', 'kept')
    group by 1),
  papers as materialized (
    select distinct i.item_id from instrument n
      join instrument_item i on i.company_id = n.company_id and i.instrument_id = n.id
    where n.company_id = $1 and n.kind = 'cheque' and n.state in ('in_hand', 'deposited')
      and n.taken_at < ${until}
    union
    select i.item_id from payment_plan p
      join payment_plan_item i on i.company_id = p.company_id and i.plan_id = p.id
    where p.company_id = $1 and p.state in ('active', 'kept', 'broken') and p.accepted_at < ${until}
      and (p.ended_at is null or p.ended_at >= ${until})),
  touched as materialized (
    select customer_id, max(day) as day from (
      select o.customer_id, (a.at at time zone $5)::date as day from contact_attempt a
        join own o on o.id = a.customer_id where a.company_id = $1 and a.at < ${until}
      union all
      select o.customer_id, r.sent_on from reminder r join own o on o.id = r.customer_id
      where r.company_id = $1 and r.sent_on <= $2::date) t
    group by 1),
  judged as (
    select l.id, l.customer_id, l.due_on, l.minor, t.day as last_contact,
      case when d.item_id is not null then 'disputed'
        when w.open or q.item_id is not null then 'word_open'
        when w.item_id is not null then 'word_broken'
        when t.day is null or t.day <= l.due_on then 'not_contacted' else 'contacted' end as reason
    from late l left join disputed d on d.item_id = l.id left join words w on w.item_id = l.id
      left join papers q on q.item_id = l.id left join touched t on t.customer_id = l.customer_id)`

const valuesOf = (look: Look, { asOf, currency, owners }: Asked) => [
  look.companyId,
  asOf,
  currency,
  owners,
  look.zone,
]

export type ReasonSum = Readonly<{ minor: number; items: number }>

/** How much of what was overdue on a day is unpaid for which reason. */
export async function delinquentSums(
  look: Look,
  asked: Asked,
): Promise<ReadonlyMap<DelinquentReason, ReasonSum>> {
  const rows = await look.run<{ reason: DelinquentReason; minor: number; items: number }>(
    `${reasonsSql} select reason, sum(minor)::bigint as minor, count(*)::int as items from judged group by 1`,
    valuesOf(look, asked),
  )
  return new Map(rows.map(({ reason, minor, items }) => [reason, { minor, items }]))
}

type Row = {
  id: string
  invoice_id: string | null
  number: string
  customer_id: string
  name: string
  due_on: Day
  late: number
  minor: number
  reason: DelinquentReason
  last_contact: Day | null
  total: number
  sum: number
}

/** The overdue invoices behind a reason, the largest first. */
export const listDelinquent = query('reports.read', async (look, input: DelinquentInput) => {
  await planForValues(look)
  const currency = input.currency ?? look.baseCurrency
  const asked = {
    asOf: asOfDay(look, input.asOf),
    currency,
    owners: ownersOf(look, input.ownerId),
  }
  const offset = Number(input.cursor ?? 0) || 0
  const rows = await look.run<Row>(
    `${reasonsSql}, page as (
       select j.*, count(*) over ()::int as total, sum(minor) over ()::bigint as sum from judged j
       where $6::text is null or reason = $6 order by minor desc, id limit $7 offset $8)
     select p.id, i.id as invoice_id, e.document_number as number, p.customer_id, c.name, p.due_on,
       $2::date - p.due_on as late, p.minor::bigint as minor, p.reason, p.last_contact, p.total, p.sum
     from page p join customer c on c.company_id = $1 and c.id = p.customer_id
       join journal_line l on l.company_id = $1 and l.id = p.id
       join journal_entry e on e.company_id = $1 and e.id = l.entry_id
       left join invoice i on i.company_id = $1 and i.item_id = p.id
     order by p.minor desc, p.id`,
    [...valuesOf(look, asked), input.reason ?? null, input.limit, offset],
  )
  const [first] = rows
  const total = first?.total ?? 0
  const money = (minor: number): Money => ({ minor, currency })
  return {
    rows: rows.map(
      (row): DelinquentRow => ({
        itemId: row.id,
        invoiceId: row.invoice_id,
        number: row.number,
        customerId: row.customer_id,
        customerName: row.name,
        dueOn: row.due_on,
        daysLate: row.late,
        balance: money(row.minor),
        reason: row.reason,
        lastContactOn: row.last_contact,
      }),
    ),
    nextCursor: offset + rows.length < total ? String(offset + rows.length) : null,
    total,
    sum: money(first?.sum ?? 0),
  }
})
