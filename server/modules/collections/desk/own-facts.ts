import type { ContactOutcome } from '#core/collections/desk/outcome.ts'
import { addDays, addMonths } from '#core/day.ts'
import type { Currency } from '#core/money.ts'
import { statesOf } from '#modules/messaging/index.ts'
import { disputedOf } from '../disputes.ts'
import { type KeptWords, keptOf } from '../kept.ts'
import { type From, grouped } from '../store.ts'
import type { ContactTable } from './contacts.ts'

export type PromiseFact = {
  customer_id: string
  currency: Currency
  amount: number
  due_on: string
  last_day: string
  state: 'open' | 'broken' | 'partly_kept'
  at: Date
}
type Spoken = { customer_id: string; at: Date }
type Pause = { customer_id: string; until: string | null; at: Date }
type Skip = { customer_id: string; at: Date; until: Date }
type Reminded = { customer_id: string; message_id: string; sent_on: string }

/** What the chase and the desk themselves know of some customers, by the id that each row has. */
export type OwnFacts = Readonly<{
  /** Of the last 30 days and the very last one, the latest first. */
  contacts: ReadonlyMap<string, ContactTable[]>
  promises: ReadonlyMap<string, PromiseFact[]>
  /** When they last gave their word to somebody of ours, wherever that was written down. */
  spoken: ReadonlyMap<string, Date>
  kept: (own: readonly string[]) => KeptWords
  disputed: ReadonlyMap<string, number>
  pauses: ReadonlyMap<string, Pause[]>
  stepWaits: ReadonlySet<string>
  lateBefore: ReadonlySet<string>
  /** The last word on passing them over. */
  skips: ReadonlyMap<string, Skip>
  /** How the last reminders fared, the latest first: whether they were read. */
  reads: ReadonlyMap<string, readonly boolean[]>
  hands: ReadonlyMap<string, string>
}>

const contactsSql = `
  select * from contact_attempt where company_id = $1 and customer_id = any($2) and at > $3
  union
  select l.* from unnest($2::uuid[]) as c(id) cross join lateral (
    select * from contact_attempt where company_id = $1 and customer_id = c.id
    order by at desc, id desc limit 1) l
  order by at desc, id desc`

// The open ones, and the last one that did not hold as long as nothing was agreed after it. Money in
// part is noted on an open one, and does not make it younger.
const promisesSql = `
  select customer_id, currency, amount, due_on, last_day, state,
    case when state = 'open' then made_at else coalesce(judged_at, made_at) end as at
  from promise p where company_id = $1 and customer_id = any($2)
    and (state = 'open' or (state in ('broken', 'partly_kept') and last_day >= $3
      and not exists (select 1 from promise n where n.company_id = p.company_id
        and n.customer_id = p.customer_id and n.made_at > p.made_at)))
  order by due_on`

async function readsOf(from: From, parties: readonly string[]): Promise<OwnFacts['reads']> {
  const rows = await from.run<Reminded>(
    `select r.customer_id, r.message_id, r.sent_on
     from unnest($2::uuid[]) as c(id) cross join lateral (
       select customer_id, message_id, sent_on from reminder
       where company_id = $1 and customer_id = c.id and sent_on > $3 and message_id is not null
       order by decided_at desc, id desc limit 3) r`,
    [from.companyId, parties, addDays(from.today, -30)],
  )
  const states = await statesOf(
    from,
    rows.map((row) => row.message_id),
  )
  const found = grouped(rows, (row) => row.customer_id)
  return new Map(
    [...found].map(([id, own]) => [id, own.map((row) => states.get(row.message_id) === 'read')]),
  )
}

async function idsOf(from: From, text: string, parties: readonly string[]): Promise<Set<string>> {
  const rows = await from.run<{ id: string }>(text, [from.companyId, parties])
  return new Set(rows.map(({ id }) => id))
}

/** A follow-up that waited for a promise falls with it, once the promise is taken back. */
async function withoutTakenBack(from: From, contacts: ContactTable[]): Promise<ContactTable[]> {
  const waiting = contacts.filter((row) => row.follow_up_at !== null && row.follow_up_at > from.now)
  const rows = await from.run<{ id: string }>(
    `select id from promise where company_id = $1 and id = any($2) and state = 'cancelled'`,
    [from.companyId, waiting.flatMap((row) => row.promise_id ?? [])],
  )
  const takenBack = new Set<string | null>(rows.map(({ id }) => id))
  return contacts.map((row) =>
    takenBack.has(row.promise_id) ? { ...row, follow_up_at: null } : row,
  )
}

/** Gathers it in a fixed number of statements, however many customers they are. */
export async function ownFactsOf(from: From, parties: readonly string[]): Promise<OwnFacts> {
  const { companyId, today, now } = from
  const contacts = await from.run<ContactTable>(contactsSql, [
    companyId,
    parties,
    new Date(now.getTime() - 30 * 86_400_000),
  ])
  const promises = await from.run<PromiseFact>(promisesSql, [
    companyId,
    parties,
    addMonths(today, -12),
  ])
  const spoken = await from.run<Spoken>(
    `select customer_id, max(made_at) as at from promise
     where company_id = $1 and customer_id = any($2) and source in ('call', 'chat', 'meeting')
     group by customer_id`,
    [companyId, parties],
  )
  const pauses = await from.run<Pause>(
    `select customer_id, until, at from chase_pause where company_id = $1 and customer_id = any($2)
       and item_id is null and ended_at is null and (until is null or until >= $3)`,
    [companyId, parties, today],
  )
  const skips = await from.run<Skip>(
    `select distinct on (customer_id) customer_id, at, until from desk_skip
     where company_id = $1 and customer_id = any($2) order by customer_id, at desc, id desc`,
    [companyId, parties],
  )
  const hands = await from.run<{ customer_id: string; user_id: string }>(
    'select customer_id, user_id from desk_assignment where company_id = $1 and customer_id = any($2)',
    [companyId, parties],
  )
  return {
    contacts: grouped(await withoutTakenBack(from, contacts), (row) => row.customer_id),
    promises: grouped(promises, (row) => row.customer_id),
    spoken: new Map(spoken.map((row) => [row.customer_id, row.at])),
    kept: await keptOf(from, parties),
    disputed: await disputedOf(from, parties),
    pauses: grouped(pauses, (row) => row.customer_id),
    stepWaits: await idsOf(
      from,
      `select distinct customer_id as id from reminder where company_id = $1 and state = 'held'
         and customer_id = any($2) and reasons @> '[{"code": "needs_approval"}]'`,
      parties,
    ),
    lateBefore: await idsOf(
      from,
      `select distinct customer_id as id from late_period
       where company_id = $1 and customer_id = any($2) and ended_on is not null`,
      parties,
    ),
    skips: new Map(skips.map((row) => [row.customer_id, row])),
    reads: await readsOf(from, parties),
    hands: new Map(hands.map((row) => [row.customer_id, row.user_id])),
  }
}

/** Calls that nobody took, in a row, up to the last contact. */
export function unansweredIn(outcomes: readonly ContactOutcome[]): number {
  const taken = outcomes.findIndex((outcome) => outcome !== 'no_answer')
  return taken === -1 ? outcomes.length : taken
}
