import { targetOf } from '#core/collections/desk/settings.ts'
import type { DeskInput, DeskProgress, DeskRow } from '#core/collections/desk-api.ts'
import type { Currency, Money } from '#core/money.ts'
import { customersWithin, nameCustomers } from '#modules/contacts/index.ts'
import { userNames } from '#modules/people/index.ts'
import { query } from '#platform/query.ts'
import type { From } from '../store.ts'
import { locksOf } from './lock.ts'
import type { DeskTable } from './rows.ts'
import { readDeskSettings } from './settings.ts'

/** Rows of the queue as a reader sees them. */
export async function shownRows(from: From, rows: readonly DeskTable[]): Promise<DeskRow[]> {
  const ids = rows.map((row) => row.customer_id)
  const customers = await nameCustomers(from, ids)
  const people = await userNames(
    from,
    rows.flatMap((row) => [row.collector_id ?? [], row.home_id ?? []].flat()),
  )
  const locks = await locksOf(from, ids)
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

// One order for all: a page is read along one index in that order, and costs a visit to each row
// that it passes over on the way; the count is answered by what the index holds beside its keys.
const whens = {
  now: 'due_at <= $4',
  later: 'late > 0 and coalesce(due_at > $4, true)',
} as const
const matching = (when: DeskInput['when']): string => `from desk_row where company_id = $1
  and ($2::text = 'all' or ($2 = 'nobody' and collector_id is null)
    or ($2 = 'mine' and (collector_id = $3::uuid or collector_id is null))
    or ($2 = 'of' and collector_id = $3::uuid))
  and ${whens[when]} and ($5::uuid[] is null or customer_id = any($5))`

function whoseOf(from: From, whose: DeskInput['whose']): [string, string | null] {
  if (whose === 'all' || whose === 'nobody') return [whose, null]
  if (whose === 'mine') return ['mine', from.session.actor.id]
  return ['of', whose]
}

const cursorOf = (row: DeskTable) => `${row.weight}.${row.customer_id}`
function readCursor(cursor: string | undefined): [number | null, string | null] {
  const found = /^(\d{1,15})\.([0-9a-f-]{36})$/.exec(cursor ?? '')
  return found ? [Number(found[1]), found[2] ?? null] : [null, null]
}

/** Whom to call now, whoever is expected to bring most first; or who rests until later. */
export const listDesk = query('collections.work', async (from, input: DeskInput) => {
  const filters = [
    from.companyId,
    ...whoseOf(from, input.whose),
    from.now,
    (await customersWithin(from, 'collections.work')) ?? null,
  ]
  const rows = await from.run<DeskTable>(
    `select * ${matching(input.when)}
       and ($6::bigint is null or (weight, customer_id) < ($6::bigint, $7::uuid))
     order by weight desc, customer_id desc limit $8`,
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

type Sum = { currency: Currency; amount: number }

/** The amount in the company's own currency, or else in the one that there is. */
function leading(from: From, sums: readonly Sum[]): Money {
  const own = sums.find(({ currency }) => currency === from.baseCurrency) ?? sums[0]
  return { minor: own?.amount ?? 0, currency: own?.currency ?? from.baseCurrency }
}

/** «أنجزت 7 من 18 اليوم»: what the reader's own day has brought so far. */
export const showProgress = query(
  'collections.work',
  async (from, _: object): Promise<DeskProgress> => {
    const me = from.session.actor.id
    const today = `(at at time zone $3)::date = $4::date`
    const values = [from.companyId, me, from.zone, from.today]
    const since = new Date(from.now.getTime() - 36 * 3_600_000)
    const [done] = await from.run<{ contacts: number }>(
      `select count(distinct customer_id) as contacts from contact_attempt
       where company_id = $1 and by_id = $2 and at > $5 and ${today}`,
      [...values, since],
    )
    const promised = await from.run<Sum>(
      `select currency, sum(promised)::bigint as amount from contact_attempt
       where company_id = $1 and by_id = $2 and at > $5 and ${today} and promised is not null
       group by currency`,
      [...values, since],
    )
    const collected = await from.run<Sum>(
      `select currency, sum(amount)::bigint as amount from desk_money
       where company_id = $1 and user_id = $2 and day = $3 group by currency`,
      [from.companyId, me, from.today],
    )
    const filters = [
      ...[from.companyId, 'mine', me],
      ...[from.now, (await customersWithin(from, 'collections.work')) ?? null],
    ]
    const mine = `from desk_row where company_id = $1
      and $2::text = 'mine' and (collector_id = $3::uuid or collector_id is null)
      and ($5::uuid[] is null or customer_id = any($5))`
    const [waiting] = await from.run<{ now: number; next: Date | null }>(
      `select count(*) filter (where due_at <= $4) as now,
         min(due_at) filter (where due_at > $4) as next ${mine}`,
      filters,
    )
    // Who was worked on and comes up again is still ahead: done and waiting make up the day.
    const [again] = await from.run<{ count: number }>(
      `select count(distinct customer_id) as count from contact_attempt
       where company_id = $1 and by_id = $3 and at > $6 and (at at time zone $7)::date = $8::date
         and customer_id in (select customer_id ${mine} and due_at <= $4)`,
      [...filters, since, from.zone, from.today],
    )
    const target = targetOf(await readDeskSettings(from), me ?? '')
    const worked = done?.contacts ?? 0
    const contacts = target.contacts > 0 ? worked : worked - (again?.count ?? 0)
    const money = (minor: number) => (minor > 0 ? { minor, currency: from.baseCurrency } : null)
    return {
      contacts,
      of: target.contacts > 0 ? target.contacts : contacts + (waiting?.now ?? 0),
      waiting: waiting?.now ?? 0,
      promised: leading(from, promised),
      collected: leading(from, collected),
      target: { promised: money(target.promisedMinor), collected: money(target.collectedMinor) },
      nextAt: waiting?.next?.toISOString() ?? null,
    }
  },
)
