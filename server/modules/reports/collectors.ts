import { reachedBy } from '#core/collections/desk/outcome.ts'
import { judgedPromises } from '#core/collections/promise.ts'
import { addDays, type Day } from '#core/day.ts'
import type { Currency, Money } from '#core/money.ts'
import type {
  CollectorDay,
  CollectorRow,
  Collectors,
  CollectorsInput,
  ContactRow,
  ContactsInput,
} from '#core/reports/figures-api.ts'
import { type Look, query } from '#platform/query.ts'
import { ownersOf, reachedSql } from './reach.ts'

type Row = {
  user_id: string
  name: string | null
  day: Day
  contacts: number
  reached: number
  promises: number
  promised: number
  money: number
}

const span = (at: string) =>
  `${at} >= $2::date::timestamp at time zone $4 and ${at} < $3::date::timestamp at time zone $4`

// What each person did on each day: contacts and promises by their hour, money by the day it came.
const workSql = `
  with own as materialized (${reachedSql('$5')}),
  work as (
    select a.by_id as user_id, (a.at at time zone $4)::date as day, 1 as contacts,
      (a.outcome = any($6::text[]))::int as reached, 0 as promises, 0::bigint as promised, 0::bigint as money
    from contact_attempt a join own o on o.id = a.customer_id
    where a.company_id = $1 and a.by_id is not null and ${span('a.at')}
    union all
    select p.made_by_id, (p.made_at at time zone $4)::date, 0, 0, 1,
      case when p.currency = $7 then p.amount else 0 end, 0
    from promise p join own o on o.id = p.customer_id
    where p.company_id = $1 and p.made_by_id is not null and p.state <> 'cancelled' and ${span('p.made_at')}
    union all
    select m.user_id, m.day, 0, 0, 0, 0, case when m.currency = $7 then m.amount else 0 end
    from desk_money m join payment x on x.company_id = m.company_id and x.id = m.payment_id
      join own o on o.id = x.customer_id
    where m.company_id = $1 and m.day >= $2::date and m.day < $3::date)
  select w.user_id, u.name, w.day, sum(contacts)::int as contacts, sum(reached)::int as reached,
    sum(promises)::int as promises, sum(promised)::bigint as promised, sum(money)::bigint as money
  from work w left join member u on u.company_id = $1 and u.id = w.user_id
  where $8::uuid is null or w.user_id = $8 group by 1, 2, 3 order by 3, 1`

const workOf = (look: Look, input: CollectorsInput, currency: Currency) =>
  look.run<Row>(workSql, [
    look.companyId,
    input.from,
    addDays(input.to, 1),
    look.zone,
    ownersOf(look),
    reachedBy,
    currency,
    input.userId ?? null,
  ])

type KeptRow = { user_id: string; kept: number; of: number }

/** By who took them: promises for days in the range whose outcome is known. */
const keptOf = (look: Look, input: CollectorsInput) =>
  look.run<KeptRow>(
    `with own as (${reachedSql('$4')})
     select p.made_by_id as user_id, count(*) filter (where p.state = 'kept')::int as kept,
       count(*)::int as of
     from promise p join own o on o.id = p.customer_id
     where p.company_id = $1 and p.made_by_id is not null and p.due_on between $2::date and $3::date
       and p.state = any($5) group by 1`,
    [look.companyId, input.from, input.to, ownersOf(look), judgedPromises],
  )

type Sum = Readonly<{
  contacts: number
  reached: number
  promises: number
  promised: Money
  money: Money
}>

/** Adds rows up by something of theirs, in the order in which it first appears. */
function addedUp(rows: readonly Row[], currency: Currency, keyOf: (row: Row) => string) {
  const sums = new Map<string, Sum>()
  const money = (before: Money | undefined, minor: number): Money => ({
    minor: (before?.minor ?? 0) + minor,
    currency,
  })
  for (const row of rows) {
    const before = sums.get(keyOf(row))
    sums.set(keyOf(row), {
      contacts: (before?.contacts ?? 0) + row.contacts,
      reached: (before?.reached ?? 0) + row.reached,
      promises: (before?.promises ?? 0) + row.promises,
      promised: money(before?.promised, row.promised),
      money: money(before?.money, row.money),
    })
  }
  return sums
}

/** What collectors did and brought, by person and by day. */
export const showCollectors = query(
  'reports.read',
  async (look, input: CollectorsInput): Promise<Collectors> => {
    const currency = look.baseCurrency
    const rows = await workOf(look, input, currency)
    const kept = new Map((await keptOf(look, input)).map((row) => [row.user_id, row]))
    const names = new Map(rows.map(({ user_id, name }) => [user_id, name ?? '']))
    const people = [...addedUp(rows, currency, ({ user_id }) => user_id)]
    const days = [...addedUp(rows, currency, ({ day }) => day)]
    return {
      currency,
      rows: people
        .map(
          ([userId, sum]): CollectorRow => ({
            ...sum,
            userId,
            name: names.get(userId) ?? '',
            kept: kept.get(userId)?.kept ?? 0,
            of: kept.get(userId)?.of ?? 0,
          }),
        )
        .toSorted(
          (a, b) =>
            b.money.minor - a.money.minor ||
            b.contacts - a.contacts ||
            (a.userId < b.userId ? -1 : 1),
        ),
      days: days.map(([day, sum]): CollectorDay => ({ ...sum, day })),
    }
  },
)

type ContactSql = {
  id: string
  at: Date
  customer_id: string
  name: string
  by_name: string
  channel: ContactRow['channel']
  direction: ContactRow['direction']
  outcome: ContactRow['outcome']
  note: string
  total: number
}

/** The contacts behind a figure of a collector, the latest first. */
export const listContacts = query('reports.read', async (look, input: ContactsInput) => {
  const offset = Number(input.cursor ?? 0) || 0
  const rows = await look.run<ContactSql>(
    `with own as (${reachedSql('$5')})
     select a.id, a.at, o.customer_id, c.name, a.by_name, a.channel, a.direction, a.outcome, a.note,
       count(*) over ()::int as total
     from contact_attempt a join own o on o.id = a.customer_id
       join customer c on c.company_id = $1 and c.id = o.customer_id
     where a.company_id = $1 and ${span('a.at')} and a.by_id is not null
       and ($6::uuid is null or a.by_id = $6)
       and ($7::boolean is null or (a.outcome = any($8::text[])) = $7)
     order by a.at desc, a.id desc limit $9 offset $10`,
    [
      ...[look.companyId, input.from, addDays(input.to, 1), look.zone, ownersOf(look)],
      ...[input.userId ?? null, input.reached ?? null, reachedBy, input.limit, offset],
    ],
  )
  const total = rows[0]?.total ?? 0
  return {
    rows: rows.map(
      (row): ContactRow => ({
        id: row.id,
        at: row.at.toISOString(),
        customerId: row.customer_id,
        customerName: row.name,
        by: row.by_name,
        channel: row.channel,
        direction: row.direction,
        outcome: row.outcome,
        note: row.note,
      }),
    ),
    nextCursor: offset + rows.length < total ? String(offset + rows.length) : null,
    total,
  }
})

/** Those who own customers within the reader's reach. */
export const listOwners = query('reports.read', (look) =>
  look.run<{ id: string; name: string }>(
    `select u.id, u.name from member u where u.company_id = $1
       and ($2::uuid[] is null or u.id = any($2)) and exists (
         select 1 from customer c where c.company_id = $1 and c.owner_id = u.id)
     order by u.name, u.id`,
    [look.companyId, ownersOf(look)],
  ),
)
