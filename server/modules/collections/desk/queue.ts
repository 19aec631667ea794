import type { ContactOutcome } from '#core/collections/desk/outcome.ts'
import type { DeskInput, DeskRow } from '#core/collections/desk-api.ts'
import { customersWithin, nameCustomers } from '#modules/contacts/index.ts'
import { userNames } from '#modules/people/index.ts'
import { query } from '#platform/query.ts'
import type { From } from '../store.ts'
import { locksOf } from './lock.ts'
import type { DeskTable } from './rows.ts'

/** What came of the last contact of those who rest until a follow-up: why they rest. */
async function lastOutcomes(
  from: From,
  rows: readonly DeskTable[],
): Promise<ReadonlyMap<string, ContactOutcome>> {
  const resting = rows.flatMap((row) => (row.waits === 'follow_up' ? [row.customer_id] : []))
  if (resting.length === 0) return new Map()
  const found = await from.run<{ id: string; outcome: ContactOutcome }>(
    `select asked.id, last.outcome from unnest($2::uuid[]) as asked(id)
     cross join lateral (select outcome from contact_attempt
       where company_id = $1 and customer_id = asked.id order by at desc, id desc limit 1) as last`,
    [from.companyId, resting],
  )
  return new Map(found.map(({ id, outcome }) => [id, outcome]))
}

/** Rows of the queue as a reader sees them. */
export async function shownRows(from: From, rows: readonly DeskTable[]): Promise<DeskRow[]> {
  const ids = rows.map((row) => row.customer_id)
  const customers = await nameCustomers(from, ids)
  const people = await userNames(
    from,
    rows.flatMap((row) => [row.collector_id ?? [], row.home_id ?? []].flat()),
  )
  const locks = await locksOf(from, ids)
  const last = await lastOutcomes(from, rows)
  const person = (id: string | null) => (id === null ? null : { id, name: people.get(id) ?? '' })
  return rows.map((row) => {
    const held = locks.get(row.customer_id)
    return {
      customerId: row.customer_id,
      customerName: customers.get(row.customer_id)?.name ?? '',
      late: { minor: row.late, currency: row.currency },
      others: row.others,
      daysLate: row.days_late,
      invoices: row.invoices,
      expected: { minor: row.score, currency: row.currency },
      chance: row.chance,
      parts: row.parts,
      why: row.why,
      step: row.step,
      stepUntil: row.step_until,
      channel: row.channel,
      waits: row.waits,
      last: last.get(row.customer_id) ?? null,
      dueAt: row.due_at?.toISOString() ?? null,
      collector: person(row.collector_id),
      standsInFor: row.home_id !== row.collector_id ? person(row.home_id) : null,
      homeBecause: row.home_because,
      lock: held
        ? {
            by: { id: held.byId, name: held.by },
            since: held.since.toISOString(),
            mine: held.byId === from.session.actor.id,
          }
        : null,
    }
  })
}

// Each tab has one order for all: a page is read along one index in that order, and costs a visit to
// each row that it passes over on the way; the count is answered by what the index holds beside its
// keys.
const tabs = {
  now: {
    when: 'due_at <= $4',
    order: 'weight desc, customer_id desc',
    beyond: '(weight, customer_id) < ($7::bigint, $8::uuid)',
  },
  // By the time at which they come up; who waits for something without a day stands last. A leading
  // bound of its own, for a sum of conditions begins no index.
  later: {
    when: `late > 0 and coalesce(due_at, 'infinity') > $4`,
    order: `coalesce(due_at, 'infinity'), weight desc, customer_id desc`,
    beyond: `coalesce(due_at, 'infinity') >= $6::timestamptz and (
      coalesce(due_at, 'infinity') > $6::timestamptz
      or (weight, customer_id) < ($7::bigint, $8::uuid))`,
  },
} as const
const matching = (when: DeskInput['when']): string => `from desk_row where company_id = $1
  and ($2::text = 'all' or ($2 = 'nobody' and collector_id is null)
    or ($2 = 'mine' and (collector_id = $3::uuid or collector_id is null))
    or ($2 = 'of' and collector_id = $3::uuid))
  and ${tabs[when].when} and ($5::uuid[] is null or customer_id = any($5))`

function whoseOf(from: From, whose: DeskInput['whose']): [string, string | null] {
  if (whose === 'all' || whose === 'nobody') return [whose, null]
  if (whose === 'mine') return ['mine', from.session.actor.id]
  return ['of', whose]
}

const cursorOf = ({ due_at: due, weight, customer_id: id }: DeskTable) =>
  `${due?.getTime() ?? 'never'}.${weight}.${id}`
function readCursor(cursor: string | undefined): [string | null, number | null, string | null] {
  const found = /^(\d{1,15}|never)\.(\d{1,15})\.([0-9a-f-]{36})$/.exec(cursor ?? '')
  if (!found) return [null, null, null]
  const [, due = '', weight, id = null] = found
  const at = due === 'never' ? 'infinity' : new Date(Number(due)).toISOString()
  return [at, Number(weight), id]
}

/** Whom to call now, whoever is expected to bring most first; or who rests, as they come up. */
export const listDesk = query('collections.work', async (from, input: DeskInput) => {
  const filters = [
    from.companyId,
    ...whoseOf(from, input.whose),
    from.now,
    (await customersWithin(from, 'collections.work')) ?? null,
  ]
  const rows = await from.run<DeskTable>(
    `select * ${matching(input.when)}
       and ($6::timestamptz is null or (${tabs[input.when].beyond}))
     order by ${tabs[input.when].order} limit $9`,
    [...filters, ...readCursor(input.cursor), input.limit + 1],
  )
  const [counted] = await from.run<{ count: number }>(
    `select count(*) as count ${matching(input.when)}`,
    filters,
  )
  const page = rows.slice(0, input.limit)
  const last = page.at(-1)
  return {
    rows: await shownRows(from, page),
    nextCursor: rows.length > input.limit && last ? cursorOf(last) : null,
    total: counted?.count ?? 0,
  }
})
