import { type Kept, keepChance } from '#core/collections/behaviour.ts'
import type { Currency } from '#core/money.ts'
import type { Word } from '#core/reports/forecast.ts'
import type { Look } from '#platform/query.ts'

/** What stands beside an open item: words for a day, and how much of it is disputed. */
export type Beside = Readonly<{ words: readonly Word[]; disputed: number }>

type WordRow = {
  by: Word['by']
  customer_id: string
  item_id: string
  minor: number
  on: number
  until: number
}

// Instalments and invoices of a plan are filled in their order, each from where the one before ended;
// what came already has filled the first of both.
const inOrder = (table: string, own: string) => `
  select plan_id, ${own}, sum(amount) over w - amount as begins, sum(amount) over w as ends
  from ${table} where company_id = $1 window w as (partition by plan_id order by place)`
const instalmentsSql = `
  select 'plan' as by, p.customer_id, i.item_id,
    (least(t.ends, i.ends) - greatest(t.begins, i.begins, p.came))::bigint as minor,
    t.due_on - $2::date as "on", t.due_on + p.grace_days - $2::date as until
  from payment_plan p
    join (${inOrder('payment_plan_instalment', 'due_on')}) t on t.plan_id = p.id
    join (${inOrder('payment_plan_item', 'item_id')}) i on i.plan_id = p.id
  where p.company_id = $1 and p.state = 'active' and p.currency = $3
    and t.due_on + p.grace_days >= $2::date
    and least(t.ends, i.ends) > greatest(t.begins, i.begins, p.came)`

// What is given for a day: by item, the amount, and through which day it still counts.
const wordsSql = `
  select 'promise' as by, p.customer_id, i.item_id, i.amount as minor, p.due_on - $2::date as "on",
    p.last_day - $2::date as until
  from promise p join promise_item i on i.company_id = p.company_id and i.promise_id = p.id
  where p.company_id = $1 and p.state = 'open' and p.last_day >= $2::date and p.currency = $3
  union all
  select 'cheque', n.customer_id, i.item_id, i.amount, n.due_on - $2::date,
    greatest(n.due_on, $2::date) + 7 - $2::date
  from instrument n join instrument_item i on i.company_id = n.company_id and i.instrument_id = n.id
  where n.company_id = $1 and n.kind = 'cheque' and n.state in ('in_hand', 'deposited')
    and n.due_on >= $2::date - 7 and n.currency = $3
  union all
  ${instalmentsSql}
  order by "on", item_id`

type KeptRow = { by: Word['by']; customer_id: string } & Kept

const keptSql = `
  select 'promise' as by, coalesce(c.survivor_id, c.id) as customer_id,
    count(*) filter (where p.state = 'kept')::int as kept, count(*)::int as of
  from promise p join customer c on c.company_id = p.company_id and c.id = p.customer_id
  where p.company_id = $1 and p.state in ('kept', 'partly_kept', 'broken') and p.due_on >= $2::date - 365
  group by 2
  union all
  select 'cheque', coalesce(c.survivor_id, c.id), count(*) filter (where n.state = 'cleared')::int,
    count(*)::int
  from instrument n join customer c on c.company_id = n.company_id and c.id = n.customer_id
  where n.company_id = $1 and n.kind = 'cheque' and n.state in ('cleared', 'bounced', 'replaced')
    and n.due_on >= $2::date - 365
  group by 2
  union all
  select 'plan', coalesce(c.survivor_id, c.id), count(*) filter (where p.state = 'kept')::int,
    count(*)::int
  from payment_plan p join customer c on c.company_id = p.company_id and c.id = p.customer_id
  where p.company_id = $1 and p.state in ('kept', 'broken') and p.last_on >= $2::date - 365
  group by 2`

/** How words of each kind were kept in a year: by everybody, and by customer. */
export type KeepRecord = Readonly<{
  all: Readonly<Record<Word['by'], Kept>>
  own: ReadonlyMap<string, Kept>
}>
const keyOf = (by: Word['by'], customerId: string) => `${by} ${customerId}`
const none: Kept = { kept: 0, of: 0 }

export async function keepRecord(look: Look): Promise<KeepRecord> {
  const rows = await look.run<KeptRow>(keptSql, [look.companyId, look.today])
  const all = { promise: { ...none }, plan: { ...none }, cheque: { ...none } }
  for (const { by, kept, of } of rows) all[by] = { kept: all[by].kept + kept, of: all[by].of + of }
  return {
    all,
    own: new Map(
      rows.map(({ by, customer_id, kept, of }) => [keyOf(by, customer_id), { kept, of }]),
    ),
  }
}

export const keptBy = ({ own }: KeepRecord, by: Word['by'], customerId: string): Kept =>
  own.get(keyOf(by, customerId)) ?? none

/** The chance of a word of a customer. */
const chanceOf = (record: KeepRecord, by: Word['by'], customerId: string): number =>
  keepChance(keptBy(record, by, customerId), record.all[by])

/** By item: what was given for a day, and what of it is disputed. Items with neither are left out. */
export async function besideItems(
  look: Look,
  currency: Currency,
  record: KeepRecord,
): Promise<ReadonlyMap<string, Beside>> {
  const rows = await look.run<WordRow>(wordsSql, [look.companyId, look.today, currency])
  const disputes = await look.run<{ item_id: string; minor: number | null }>(
    `select item_id, case when bool_or(amount is null) then null else sum(amount)::bigint end as minor
     from dispute where company_id = $1 and closed_at is null and currency = $2 group by 1`,
    [look.companyId, currency],
  )
  const found = new Map<string, { words: Word[]; disputed: number }>()
  const at = (itemId: string) => {
    const beside = found.get(itemId) ?? { words: [], disputed: 0 }
    found.set(itemId, beside)
    return beside
  }
  for (const { by, customer_id, item_id, minor, on, until } of rows)
    at(item_id).words.push({ by, minor, on, until, chance: chanceOf(record, by, customer_id) })
  for (const { item_id, minor } of disputes) at(item_id).disputed = minor ?? Number.MAX_SAFE_INTEGER
  return found
}

/** How many days the company's disputes of a year took in the middle; thirty before there were five. */
export async function disputeDaysOf(look: Look): Promise<number> {
  const [row] = await look.run<{ days: number | null; count: number }>(
    `select percentile_disc(0.5) within group (order by closed_at::date - opened_at::date) as days,
       count(*)::int as count
     from dispute where company_id = $1 and closed_at >= $2::date - 365`,
    [look.companyId, look.today],
  )
  return row && row.count >= 5 && row.days !== null ? Math.max(1, row.days) : 30
}
