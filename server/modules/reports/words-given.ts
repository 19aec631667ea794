import { type Kept, keepChance } from '#core/collections/behaviour.ts'
import { judgedPromises } from '#core/collections/promise.ts'
import { addMonths, type Day, daysBetween } from '#core/day.ts'
import type { Currency } from '#core/money.ts'
import { coveredUntil } from '#core/payments/instrument.ts'
import type { Word } from '#core/reports/forecast.ts'
import type { Look } from '#platform/query.ts'

/** What stands beside an open item: words for a day, and how much of it is disputed. */
export type Beside = Readonly<{ words: readonly Word[]; disputed: number }>

type WordRow = {
  by: Word['by']
  customer_id: string
  item_id: string
  minor: number
  on: Day
  /** Null for a cheque, which is waited for by its own rule. */
  until: Day | null
  deposited_on: Day | null
}

/** Which items are asked about: all of a currency, or some by their ids. */
type Wanted = Readonly<{ currency: Currency } | { items: readonly string[] }>
type Which = 'ofCurrency' | 'ofItems'

const asked = (word: string): Readonly<Record<Which, string>> => ({
  ofCurrency: `${word}.currency = $3::text`,
  ofItems: 'i.item_id = any($3::uuid[])',
})

// Instalments and invoices of a plan are filled in their order, each from where the one before ended;
// what came already has filled the first of both.
const plansOf: Readonly<Record<Which, string>> = {
  ofCurrency: `select id from payment_plan
    where company_id = $1 and state = 'active' and currency = $3::text`,
  ofItems: `select plan_id from payment_plan_item
    where company_id = $1 and item_id = any($3::uuid[])`,
}
const inOrder = (table: string, own: string, which: Which) => `
  select plan_id, ${own}, sum(amount) over w - amount as begins, sum(amount) over w as ends
  from ${table} where company_id = $1 and plan_id in (${plansOf[which]})
  window w as (partition by plan_id order by place)`
const instalmentsSql = (which: Which) => `
  select 'plan' as by, p.customer_id, i.item_id,
    (least(t.ends, i.ends) - greatest(t.begins, i.begins, p.came))::bigint as minor,
    t.due_on as "on", t.due_on + p.grace_days as until, null::date as deposited_on
  from payment_plan p
    join (${inOrder('payment_plan_instalment', 'due_on', which)}) t on t.plan_id = p.id
    join (${inOrder('payment_plan_item', 'item_id', which)}) i on i.plan_id = p.id
  where p.company_id = $1 and p.state = 'active' and ${asked('p')[which]}
    and t.due_on + p.grace_days >= $2::date
    and least(t.ends, i.ends) > greatest(t.begins, i.begins, p.came)`

// What is given for a day: by item, the amount, and through which day it still counts.
const wordsSql = (which: Which) => `
  select 'promise' as by, p.customer_id, i.item_id, i.amount as minor, p.due_on as "on",
    p.last_day as until, null::date as deposited_on
  from promise p join promise_item i on i.company_id = p.company_id and i.promise_id = p.id
  where p.company_id = $1 and p.state = 'open' and p.last_day >= $2::date and ${asked('p')[which]}
  union all
  select 'cheque', n.customer_id, i.item_id, i.amount, n.due_on, null, n.deposited_on
  from instrument n join instrument_item i on i.company_id = n.company_id and i.instrument_id = n.id
  where n.company_id = $1 and n.kind = 'cheque' and n.state in ('in_hand', 'deposited')
    and ${asked('n')[which]}
  union all
  ${instalmentsSql(which)}
  order by "on", item_id`

const disputesSql: Readonly<Record<Which, string>> = {
  ofCurrency: 'currency = $2::text',
  ofItems: 'item_id = any($2::uuid[])',
}

type KeptRow = { by: Word['by']; customer_id: string } & Kept

const keptSql = `
  select 'promise' as by, coalesce(c.survivor_id, c.id) as customer_id,
    count(*) filter (where p.state = 'kept')::int as kept, count(*)::int as of
  from promise p join customer c on c.company_id = p.company_id and c.id = p.customer_id
  where p.company_id = $1 and p.state = any($3) and p.due_on >= $2::date
  group by 2
  union all
  select 'cheque', coalesce(c.survivor_id, c.id), count(*) filter (where n.state = 'cleared')::int,
    count(*)::int
  from instrument n join customer c on c.company_id = n.company_id and c.id = n.customer_id
  where n.company_id = $1 and n.kind = 'cheque' and n.state in ('cleared', 'bounced', 'replaced')
    and n.due_on >= $2::date
  group by 2
  union all
  select 'plan', coalesce(c.survivor_id, c.id), count(*) filter (where p.state = 'kept')::int,
    count(*)::int
  from payment_plan p join customer c on c.company_id = p.company_id and c.id = p.customer_id
  where p.company_id = $1 and p.state in ('kept', 'broken') and p.last_on >= $2::date
  group by 2`

/** How words of each kind were kept in a year: by everybody, and by customer. */
export type KeepRecord = Readonly<{
  all: Readonly<Record<Word['by'], Kept>>
  own: ReadonlyMap<string, Kept>
}>
const keyOf = (by: Word['by'], customerId: string) => `${by} ${customerId}`
const none: Kept = { kept: 0, of: 0 }

export async function keepRecord(look: Look): Promise<KeepRecord> {
  const rows = await look.run<KeptRow>(keptSql, [
    look.companyId,
    addMonths(look.today, -12),
    judgedPromises,
  ])
  const all = { promise: { ...none }, plan: { ...none }, cheque: { ...none } }
  for (const { by, kept, of } of rows) all[by] = { kept: all[by].kept + kept, of: all[by].of + of }
  return {
    all,
    own: new Map(
      rows.map(({ by, customer_id, kept, of }) => [keyOf(by, customer_id), { kept, of }]),
    ),
  }
}

/** The chance of a word of a customer. */
const chanceOf = ({ own, all }: KeepRecord, by: Word['by'], customerId: string): number =>
  keepChance(own.get(keyOf(by, customerId)) ?? none, all[by])

/** By item: what was given for a day, and what of it is disputed. Items with neither are left out. */
export async function besideItems(
  look: Look,
  wanted: Wanted,
  record: KeepRecord,
): Promise<ReadonlyMap<string, Beside>> {
  const { companyId, today } = look
  const [which, of] =
    'items' in wanted
      ? (['ofItems', wanted.items] as const)
      : (['ofCurrency', wanted.currency] as const)
  const rows = await look.run<WordRow>(wordsSql(which), [companyId, today, of])
  const disputes = await look.run<{ item_id: string; minor: number | null }>(
    `select item_id, case when bool_or(amount is null) then null else sum(amount)::bigint end as minor
     from dispute where company_id = $1 and closed_at is null and ${disputesSql[which]} group by 1`,
    [companyId, of],
  )
  const found = new Map<string, { words: Word[]; disputed: number }>()
  const at = (itemId: string) => {
    const beside = found.get(itemId) ?? { words: [], disputed: 0 }
    found.set(itemId, beside)
    return beside
  }
  for (const { by, customer_id, item_id, minor, on, until, deposited_on } of rows) {
    const last = until ?? coveredUntil(on, deposited_on)
    if (last < today) continue
    at(item_id).words.push({
      ...{ by, minor, chance: chanceOf(record, by, customer_id) },
      ...{ on: daysBetween(today, on), until: daysBetween(today, last) },
    })
  }
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
