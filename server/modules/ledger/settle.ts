import { addDays } from '#core/day.ts'
import { ItemSettled } from '#core/ledger/events.ts'
import { type Carried, exchange } from '#core/ledger/exchange.ts'
import type { Share } from '#core/ledger/open-item.ts'
import { type Currency, type Money, minus } from '#core/money.ts'
import { Refusal } from '#core/refusal.ts'
import type { Work } from '#platform/command.ts'
import { insertEntry } from './entries-store.ts'
import { refusingLocked } from './locked.ts'
import { partyBook } from './parties.ts'

type Line = {
  id: string
  party_id: string
  amount: number
  base_amount: number
  settled: number
  settled_base: number
  currency: Currency
  posted_on: string
  recorded_at: Date
  document_kind: string
  document_id: string
  document_number: string
  locked_through: string | null
}

/** A row to be added, and what it moves on both of its lines. */
type Move = Readonly<{
  id: string
  credit: Line
  item: Line
  amount: number
  creditBase: number
  itemBase: number
  effectiveOn: string
  notBefore?: string
  takesBack?: string
}>

type Dated = Move & Readonly<{ effective: string; recorded: string }>

async function lockLines(work: Work, ids: readonly string[]): Promise<Map<string, Line>> {
  const rows = await work.run<Line>(
    `select l.id, l.party_id, l.amount, l.base_amount, l.settled, l.settled_base, l.currency,
       l.posted_on, l.recorded_at, e.document_kind, e.document_id, e.document_number,
       (select p.locked_through from period_lock p where p.company_id = $1
         order by p.seq desc limit 1) as locked_through
     from journal_line l
     join journal_entry e on e.company_id = l.company_id and e.id = l.entry_id
     where l.company_id = $1 and l.id = any($2) and l.party_id is not null
     order by l.id for no key update of l`,
    [work.companyId, ids],
  )
  return new Map(rows.map((row) => [row.id, row]))
}

const later = (...days: readonly string[]): string =>
  days.reduce((latest, day) => (day > latest ? day : latest))

/** Customers that were merged settle each other's items; others do not. */
async function assertOneCustomer(work: Work, parties: ReadonlySet<string>): Promise<void> {
  if (parties.size < 2) return
  const cards = await work.session.house.plugs.get(partyBook).find(work, [...parties])
  const survivors = new Set([...parties].map((id) => cards.get(id)?.survivorId ?? id))
  if (survivors.size > 1) throw new Refusal('ledger.parties_differ')
}

/** Books what the rates of two days made of one amount: in the base alone, the currency is even. */
async function postDifference(work: Work, moves: readonly Dated[]): Promise<string | null> {
  const uneven = moves.filter(({ creditBase, itemBase }) => creditBase !== itemBase)
  const [first] = uneven
  if (!first) return null
  const id = work.newId()
  const on = later(...moves.map(({ effective }) => effective))
  const lines = uneven.flatMap(({ creditBase, itemBase, item }) => {
    const realised = creditBase - itemBase
    return [
      { id: work.newId(), key: 'receivable' as const, amount: 0, base: realised },
      {
        id: work.newId(),
        key: realised > 0 ? ('fx_gain' as const) : ('fx_loss' as const),
        amount: 0,
        base: -realised,
      },
    ].map((line) => (line.key === 'receivable' ? { ...line, party: item.party_id, due: on } : line))
  })
  const { credit } = first
  await insertEntry(work, {
    id,
    kind: 'exchange_difference',
    document: {
      kind: credit.document_kind,
      id: credit.document_id,
      number: credit.document_number,
    },
    postedOn: on,
    customerId: credit.party_id,
    currency: credit.currency,
    rate: '1',
    lines,
  })
  return id
}

const writeText = `
  with given as (
    select * from jsonb_to_recordset($2::jsonb) as s (id uuid, credit uuid, item uuid,
      currency text, amount bigint, "creditBase" bigint, "itemBase" bigint, effective date,
      recorded timestamptz, "takesBack" uuid, "entryId" uuid)),
  moved as (
    select line, sum(amount) as amount, sum(base) as base, max(effective) as through from (
      select credit as line, amount, "creditBase" as base, effective from given
      union all select item, amount, "itemBase", effective from given) t group by line),
  changed as (
    update journal_line l set settled = l.settled + m.amount, settled_base = l.settled_base + m.base,
      settled_through = greatest(l.settled_through, m.through)
    from moved m where l.company_id = $1 and l.id = any($6::uuid[]) and l.id = m.line)
  insert into settlement (company_id, id, credit_id, item_id, currency, amount, credit_base,
    item_base, effective_on, recorded_at, takes_back, reason, entry_id, by_id, by_name)
  select $1, id, credit, item, currency, amount, "creditBase", "itemBase", effective, recorded,
    "takesBack", $3, "entryId", $4, $5 from given`

/** A settlement is never seen before both of its lines are, nor in a month that is locked. */
function datedOf(work: Work, move: Move): Dated {
  const { credit, item, effectiveOn, notBefore = effectiveOn } = move
  const open = credit.locked_through === null ? effectiveOn : addDays(credit.locked_through, 1)
  const times = [work.now, credit.recorded_at, item.recorded_at].map((time) => time.getTime())
  return {
    ...move,
    effective: later(effectiveOn, notBefore, open, credit.posted_on, item.posted_on),
    recorded: new Date(Math.max(...times)).toISOString(),
  }
}

/** Adds the rows and moves both cached totals in the same statement, then says so. */
async function writeMoves(
  work: Work,
  orders: readonly (readonly Move[])[],
  reason: string | null,
): Promise<void> {
  const rows: object[] = []
  const lines = new Set<string>()
  for (const moves of orders) {
    const dated = moves.map((move) => datedOf(work, move))
    const entryId = await postDifference(work, dated)
    for (const { credit, item, ...row } of dated) {
      rows.push({ ...row, entryId, credit: credit.id, item: item.id, currency: item.currency })
      lines.add(credit.id).add(item.id)
    }
  }
  const { actor } = work
  const values = [work.companyId, JSON.stringify(rows), reason, actor.id, actor.name, [...lines]]
  await refusingLocked(work.run(writeText, values))
  tellSettled(work, orders.flat())
}

function tellSettled(work: Work, moves: readonly Move[]): void {
  const left = new Map<string, { item: Line; minor: number }>()
  for (const { item, amount } of moves) {
    const before = left.get(item.id)?.minor ?? item.amount - item.settled
    left.set(item.id, { item, minor: before - amount })
  }
  for (const { item, minor } of left.values())
    work.publish(
      ItemSettled,
      { kind: item.document_kind, id: item.document_id, customerId: item.party_id },
      {
        itemId: item.id,
        documentKind: item.document_kind,
        documentId: item.document_id,
        customerId: item.party_id,
        left: { minor, currency: item.currency },
      },
    )
}

const money = (line: Line, minor: number): Money => ({ minor, currency: line.currency })

/** What a line still is, without its sign, in its own currency and in the books'. */
const carried = (work: Work, line: Line): Carried => ({
  balance: money(line, Math.abs(line.amount) - line.settled),
  base: {
    minor: Math.abs(line.base_amount) - line.settled_base,
    currency: work.baseCurrency,
  },
})

export type SettleOrder = Readonly<{
  creditId: string
  shares: readonly Share[]
  effectiveOn: string
}>
export type Settled = Readonly<{ settlementIds: string[]; settledItemIds: string[] }>

/** What lines still are while several orders are worked out one after the other. */
class Balances {
  readonly #work: Work
  readonly #left = new Map<string, Carried>()
  constructor(work: Work) {
    this.#work = work
  }
  of(line: Line): Carried {
    return this.#left.get(line.id) ?? carried(this.#work, line)
  }
  set(line: Line, left: Carried): void {
    this.#left.set(line.id, left)
  }
}

/** One order's moves. @throws ledger.item_not_found, ledger.over_settled */
function movesOf(
  work: Work,
  { creditId, shares, effectiveOn }: SettleOrder,
  lines: ReadonlyMap<string, Line>,
  balances: Balances,
): Move[] {
  const credit = lines.get(creditId)
  if (!credit || credit.amount >= 0) throw new Refusal('ledger.item_not_found', { id: creditId })
  return shares.map(({ itemId, amount }) => {
    const item = lines.get(itemId)
    if (!item || item.amount <= 0 || item.currency !== amount.currency)
      throw new Refusal('ledger.item_not_found', { id: itemId })
    const [open, payment] = [balances.of(item), balances.of(credit)]
    const most = Math.min(open.balance.minor, payment.balance.minor)
    if (amount.minor <= 0 || amount.minor > most || item.currency !== credit.currency)
      throw new Refusal('ledger.over_settled', { number: item.document_number, left: most })
    const after = exchange(open, payment, amount)
    const creditBase = minus(payment.base, after.payment.base).minor
    const itemBase = minus(open.base, after.item.base).minor
    balances.set(credit, after.payment)
    balances.set(item, after.item)
    return {
      id: work.newId(),
      credit,
      item,
      amount: amount.minor,
      creditBase,
      itemBase,
      effectiveOn,
    }
  })
}

/**
 * Puts a credit (a payment, a credit note) against open items, in parts. Both sides are held, so
 * that however many do it at once, no more is placed than there is; a difference of exchange
 * rates is booked with it.
 * @throws ledger.item_not_found, ledger.over_settled, ledger.parties_differ, ledger.period_locked
 */
export async function settle(work: Work, order: SettleOrder): Promise<Settled> {
  const [settled] = await settleMany(work, [order])
  return settled ?? { settlementIds: [], settledItemIds: [] }
}

/** Several credits one after the other, in as many statements as for one. @throws as settle does */
export async function settleMany(work: Work, orders: readonly SettleOrder[]): Promise<Settled[]> {
  const ids = orders.flatMap(({ creditId, shares }) =>
    shares.length === 0 ? [] : [creditId, ...shares.map(({ itemId }) => itemId)],
  )
  if (ids.length === 0) return orders.map(() => ({ settlementIds: [], settledItemIds: [] }))
  const lines = await lockLines(work, [...new Set(ids)])
  const balances = new Balances(work)
  const moves: Move[][] = []
  const settled: Settled[] = []
  for (const order of orders) {
    const own = order.shares.length === 0 ? [] : movesOf(work, order, lines, balances)
    await assertOneCustomer(
      work,
      new Set(own.flatMap(({ credit, item }) => [credit.party_id, item.party_id])),
    )
    moves.push(own)
    const items = new Map(own.map(({ item }) => [item.id, balances.of(item)]))
    settled.push({
      settlementIds: own.map(({ id }) => id),
      settledItemIds: [...items].flatMap(([id, { balance }]) => (balance.minor === 0 ? [id] : [])),
    })
  }
  await writeMoves(work, moves, null)
  return settled
}

type Row = {
  id: string
  credit_id: string
  item_id: string
  amount: number
  credit_base: number
  item_base: number
  effective_on: string
  taken_back: boolean
}

/**
 * Takes settlements back, each by a row of the same size below nothing: what was known before
 * stays known. Both lines are open again by that much.
 * @throws ledger.settlement_not_found, ledger.settlement_taken_back, ledger.period_locked
 */
export async function unsettle(
  work: Work,
  settlementIds: readonly string[],
  { effectiveOn, reason }: Readonly<{ effectiveOn: string; reason: string }>,
): Promise<{ itemIds: string[] }> {
  if (settlementIds.length === 0) return { itemIds: [] }
  const text = `
    select s.id, s.credit_id, s.item_id, s.amount, s.credit_base, s.item_base, s.effective_on,
      s.takes_back is not null or exists (select 1 from settlement b
        where b.company_id = s.company_id and b.takes_back = s.id) as taken_back
    from settlement s where s.company_id = $1 and s.id = any($2) order by s.id`
  const read = () => work.run<Row>(text, [work.companyId, settlementIds])
  const found = await read()
  if (found.length !== new Set(settlementIds).size) throw new Refusal('ledger.settlement_not_found')
  const lines = await lockLines(
    work,
    found.flatMap((row) => [row.credit_id, row.item_id]),
  )
  // Read again behind the locks: another may have taken one back while this waited.
  const moves = (await read()).map((row): Move => {
    const [credit, item] = [lines.get(row.credit_id), lines.get(row.item_id)]
    if (!credit || !item) throw new Refusal('ledger.settlement_not_found', { id: row.id })
    if (row.taken_back) throw new Refusal('ledger.settlement_taken_back', { id: row.id })
    return {
      id: work.newId(),
      credit,
      item,
      amount: -row.amount,
      creditBase: -row.credit_base,
      itemBase: -row.item_base,
      effectiveOn,
      notBefore: row.effective_on,
      takesBack: row.id,
    }
  })
  await writeMoves(work, [moves], reason)
  return { itemIds: [...new Set(moves.map(({ item }) => item.id))] }
}
