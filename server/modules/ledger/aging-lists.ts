import { fold } from '#core/arabic/fold.ts'
import { type Bucket, bucketOf, buckets, daysIn } from '#core/ledger/aging.ts'
import type {
  AgingInput,
  AgingItemsInput,
  AgingRow,
  AgingView,
  OpenItemRow,
} from '#core/ledger/api.ts'
import { type Currency, type Money, plus } from '#core/money.ts'
import { planForValues } from '#platform/plan.ts'
import { type Look, query } from '#platform/query.ts'
import { agingOf, type PartyAging } from './aging.ts'
import { type OpenText, openQuery, openText, type Whose } from './open-text.ts'
import { customerOf, namesWithin, type PartyName, partyView } from './parties.ts'

type Group = Omit<PartyAging, 'partyId'> & { card: PartyName }

const summed = (a: Readonly<Record<Bucket, Money>>, b: Readonly<Record<Bucket, Money>>) => {
  const both = { ...a }
  for (const bucket of buckets) both[bucket] = plus(a[bucket], b[bucket])
  return both
}

const earlier = (a: string | null, b: string | null): string | null =>
  a === null || b === null ? (a ?? b) : a < b ? a : b

function joined(a: Group, b: PartyAging): Group {
  return {
    ...a,
    buckets: summed(a.buckets, b.buckets),
    total: plus(a.total, b.total),
    overdue: plus(a.overdue, b.overdue),
    oldestDueOn: earlier(a.oldestDueOn, b.oldestDueOn),
    daysLate: Math.max(a.daysLate, b.daysLate),
    items: a.items + b.items,
  }
}

/** One row a customer and currency: those merged into a customer are counted as theirs. */
function grouped(rows: readonly PartyAging[], cards: ReadonlyMap<string, PartyName>): Group[] {
  const groups = new Map<string, Group>()
  for (const row of rows) {
    const card = cards.get(row.partyId)
    if (!card) continue
    const key = `${card.id} ${row.currency}`
    const before = groups.get(key)
    groups.set(key, before ? joined(before, row) : { ...row, card })
  }
  return [...groups.values()]
}

type Sum = AgingView & { overdue: Money }

function sumsOf(groups: readonly Group[]): Sum[] {
  const sums = new Map<Currency, Sum>()
  for (const { currency, buckets: spread, total, overdue } of groups) {
    const before = sums.get(currency)
    sums.set(currency, {
      currency,
      buckets: before ? summed(before.buckets, spread) : spread,
      total: before ? plus(before.total, total) : total,
      overdue: before ? plus(before.overdue, overdue) : overdue,
    })
  }
  return [...sums.values()].toSorted((a, b) => (a.currency < b.currency ? -1 : 1))
}

/** By name in any spelling: each is folded once, not at every comparison. */
function byName(cards: Iterable<PartyName>): (a: PartyName, b: PartyName) => number {
  const folded = new Map([...cards].map((card) => [card.id, fold(card.name)]))
  const nameOf = ({ id }: PartyName) => folded.get(id) ?? ''
  return (a, b) => (nameOf(a) < nameOf(b) ? -1 : nameOf(a) > nameOf(b) ? 1 : 0)
}

type Order = (a: Group, b: Group) => number
const order: Record<Exclude<AgingInput['sort'], 'customer'>, Order> = {
  total: (a, b) => a.total.minor - b.total.minor,
  overdue: (a, b) => a.overdue.minor - b.overdue.minor,
  days_over_90: (a, b) => a.buckets.days_over_90.minor - b.buckets.days_over_90.minor,
  oldest: (a, b) => ((a.oldestDueOn ?? '9999') < (b.oldestDueOn ?? '9999') ? -1 : 1),
}

const named = ({ name, nameEn, number }: PartyName, wanted: string): boolean =>
  fold(`${name} ${nameEn ?? ''} ${number}`).includes(wanted)

const offsetOf = (cursor: string | undefined): number => Math.max(0, Number(cursor ?? 0) || 0)
const cursorAfter = (offset: number, shown: number, total: number): string | null =>
  offset + shown < total ? String(offset + shown) : null

async function scopeOf(from: Look, customerId: string | undefined) {
  if (customerId === undefined) return { all: true } as const
  return { parties: (await customerOf(from, customerId)).parties }
}

const namesOf = (from: Look, whose: Whose) =>
  namesWithin(from, 'parties' in whose ? whose.parties : undefined)

/** Aging by customer (أعمار الديون), as far as the reader's customers go. */
export const listAging = query('ledger.statement', async (from, input: AgingInput) => {
  const whose = await scopeOf(from, input.customerId)
  const rows = await agingOf(from, whose, input)
  const cards = await namesOf(from, whose)
  const wanted = fold(input.search ?? '')
  const groups = grouped(rows, cards)
    .filter(({ currency }) => input.currency === undefined || currency === input.currency)
    .filter(({ buckets: spread }) => !input.bucket || spread[input.bucket].minor !== 0)
    .filter(({ card }) => wanted === '' || named(card, wanted))
  const sign = input.direction === 'desc' ? -1 : 1
  const names = byName(groups.map(({ card }) => card))
  const by =
    input.sort === 'customer' ? (a: Group, b: Group) => names(a.card, b.card) : order[input.sort]
  groups.sort((a, b) => sign * by(a, b) || (a.card.id < b.card.id ? -1 : 1))
  const offset = offsetOf(input.cursor)
  const page = groups.slice(offset, offset + input.limit)
  return {
    rows: page.map(
      ({ card, currency, buckets: spread, total, overdue, oldestDueOn, items }): AgingRow => ({
        customer: partyView(card),
        currency,
        buckets: spread,
        total,
        overdue,
        oldestDueOn,
        items,
      }),
    ),
    total: groups.length,
    nextCursor: cursorAfter(offset, page.length, groups.length),
    sums: sumsOf(groups),
  }
})

/** One customer's aging, a row a currency; nothing owed is no row. */
export const showCustomerAging = query(
  'ledger.statement',
  async (from, input: { id: string; asOf?: string | undefined; knownOn?: string | undefined }) => {
    const { card, parties } = await customerOf(from, input.id)
    const rows = await agingOf(from, { parties }, input)
    const cards = new Map(rows.map(({ partyId }) => [partyId, card]))
    return {
      rows: grouped(rows, cards).map(
        ({ currency, buckets: spread, total, overdue, oldestDueOn }) => ({
          currency,
          buckets: spread,
          total,
          overdue,
          oldestDueOn,
        }),
      ),
    }
  },
)

const itemOrder: Record<AgingItemsInput['sort'], string> = {
  due: 'due_on',
  posted: 'posted_on',
  balance: 'balance',
  number: 'document_number',
  customer: 'place',
}

// The open lines are found by themselves first: joined in one go, the planner thinks them few and
// walks through the settlements once a line. Their documents are joined only where one asks for them.
const matching = (how: OpenText, documents: boolean): string => `
  with open as materialized (${openText(how)}),
  found as (
    select o.*, p.place ${documents ? ', e.document_kind, e.document_id, e.document_number' : ''}
    from open o
    join unnest($5::uuid[], $6::int[], $7::bool[]) as p (id, place, named) on p.id = o.party_id
    ${documents ? 'join journal_entry e on e.company_id = $1 and e.id = o.entry_id' : ''}
    where ($8::text is null or o.currency = $8) and ($9::int is null or o.late >= $9)
      and ($10::int is null or o.late <= $10) and ($11::bool or o.balance > 0)
      and ($12::text is null or p.named ${documents ? "or e.document_number ilike '%' || $12 || '%'" : ''}))`

const sumsText = `
  select currency,
    coalesce(sum(balance) filter (where late <= 0), 0)::bigint as not_due,
    coalesce(sum(balance) filter (where late between 1 and 30), 0)::bigint as days_1_30,
    coalesce(sum(balance) filter (where late between 31 and 60), 0)::bigint as days_31_60,
    coalesce(sum(balance) filter (where late between 61 and 90), 0)::bigint as days_61_90,
    coalesce(sum(balance) filter (where late > 90), 0)::bigint as days_over_90,
    sum(balance)::bigint as total, count(*)::int as items
  from found group by currency`

type ItemPage = Pick<AgingItemsInput, 'sort' | 'direction'> & { searched: boolean }

/** One page and the sums of everything that matches, from one reading of it. */
function itemsText(how: OpenText, { sort, direction, searched }: ItemPage): string {
  const documents = searched || sort === 'number'
  const order = `${itemOrder[sort]} ${direction === 'desc' ? 'desc' : 'asc'}`
  const page = `select * from found order by ${order}, id limit $13 offset $14`
  const rows = documents
    ? page
    : `select p.*, e.document_kind, e.document_id, e.document_number from (${page}) p
       join journal_entry e on e.company_id = $1 and e.id = p.entry_id`
  return `${matching(how, documents)}
    select coalesce((select jsonb_agg(to_jsonb(s) order by s.currency) from (${sumsText}) s), '[]') as sums,
      coalesce((select jsonb_agg(to_jsonb(r) order by r.${order}, r.id) from (${rows}) r), '[]') as rows`
}

type ItemRow = {
  id: string
  party_id: string
  currency: Currency
  posted_on: string
  due_on: string
  amount: number
  balance: number
  late: number
  document_kind: string
  document_id: string
  document_number: string
}

const itemRow = (row: ItemRow, card: PartyName): OpenItemRow => ({
  id: row.id,
  customer: partyView(card),
  documentKind: row.document_kind,
  documentId: row.document_id,
  number: row.document_number,
  postedOn: row.posted_on,
  dueOn: row.due_on,
  amount: { minor: row.amount, currency: row.currency },
  balance: { minor: row.balance, currency: row.currency },
  daysLate: row.late,
  bucket: bucketOf(row.late),
})

type SumRow = Record<Bucket, number> & { currency: Currency; total: number; items: number }

/** Aging by invoice: every open item, credits among them unless left out. */
export const listAgingItems = query('ledger.statement', async (from, input: AgingItemsInput) => {
  const whose = await scopeOf(from, input.customerId)
  const cards = await namesOf(from, whose)
  const wanted = fold(input.search ?? '')
  const names = byName(cards.values())
  const listed = [...cards].toSorted(([, a], [, b]) => names(a, b))
  const { how, values: looked } = openQuery(from, whose, input)
  const [least, most] = input.bucket ? daysIn[input.bucket] : [null, null]
  const values = [
    ...looked,
    listed.map(([id]) => id),
    listed.map((_, place) => place),
    listed.map(([, card]) => wanted !== '' && named(card, wanted)),
    input.currency ?? null,
    least,
    most,
    input.credits,
    input.search === undefined || input.search === '' ? null : input.search.replace(/[%_\\]/g, ''),
  ]
  const searched = input.search !== undefined && input.search !== ''
  const offset = offsetOf(input.cursor)
  await planForValues(from)
  const [found] = await from.run<{ sums: SumRow[]; rows: ItemRow[] }>(
    itemsText(how, { ...input, searched }),
    [...values, input.limit, offset],
  )
  const { sums, rows } = found ?? { sums: [], rows: [] }
  const total = sums.reduce((all, { items }) => all + items, 0)
  return {
    rows: rows.flatMap((row) => {
      const card = cards.get(row.party_id)
      return card ? [itemRow(row, card)] : []
    }),
    total,
    nextCursor: cursorAfter(offset, rows.length, total),
    sums: sums.map(({ currency, total: minor, items: _, ...spread }) => ({
      currency,
      buckets: Object.fromEntries(
        buckets.map((bucket) => [bucket, { minor: spread[bucket], currency }]),
      ) as Record<Bucket, Money>,
      total: { minor, currency },
    })),
  }
})
