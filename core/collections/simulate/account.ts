import type { Currency } from '#core/money.ts'
import {
  type AccountHistory,
  closedDay,
  type InvoiceHistory,
  type PartSpan,
  type Span,
} from './history.ts'
import type { Replay, Rung, RungLadder } from './rungs.ts'

type Change = Readonly<{ day: number; minor: number }>
type Between = Readonly<{ from: number; to: number; minor: number }>

/** An invoice while it is replayed. */
export type Item = {
  readonly itemId: string
  readonly issued: number
  readonly due: number
  readonly changes: readonly Change[]
  readonly paused: readonly Between[]
  readonly disputed: readonly Between[]
  readonly promised: readonly Between[]
  /** From this day on nothing is open; never: beyond every day. */
  readonly closed: number
  readonly reserved: Set<string>
  balance: number
  /** How many of the changes have happened. */
  happened: number
}

/** What a customer owes in one currency, while it is replayed. */
export type Account = {
  readonly currency: Currency
  readonly items: readonly Item[]
  readonly moved: readonly Change[]
  total: number
  happened: number
  /** What is on the books and not settled for good, as far as the day has come. */
  active: Item[]
  next: number
}

const changesOf = (
  { numberOf }: Replay,
  list: readonly Readonly<{ on: string; minor: number }>[],
): Change[] =>
  list.map(({ on, minor }) => ({ day: numberOf(on), minor })).toSorted((a, b) => a.day - b.day)

const between = ({ numberOf }: Replay, spans: readonly (Span | PartSpan)[]): Between[] =>
  spans.map((span) => ({
    from: numberOf(span.from),
    to: span.to === null ? Number.POSITIVE_INFINITY : numberOf(span.to),
    minor: 'minor' in span ? span.minor : Number.POSITIVE_INFINITY,
  }))

function itemOf(replay: Replay, invoice: InvoiceHistory): Item {
  const changes = changesOf(replay, invoice.settled)
  const closed = closedDay(invoice)
  return {
    itemId: invoice.itemId,
    issued: replay.numberOf(invoice.issuedOn),
    due: replay.numberOf(invoice.dueOn),
    changes,
    paused: between(replay, invoice.paused),
    disputed: between(replay, invoice.disputed),
    promised: between(replay, invoice.promised),
    closed: closed === null ? Number.POSITIVE_INFINITY : replay.numberOf(closed),
    reserved: new Set(),
    balance: invoice.minor,
    happened: 0,
  }
}

/** In the order in which a message lists them: the oldest due date first, then the id. */
const listed = (a: Item, b: Item) => a.due - b.due || (a.itemId < b.itemId ? -1 : 1)

export function accountOf(replay: Replay, history: AccountHistory): Account {
  return {
    currency: history.currency,
    items: history.invoices
      .map((invoice) => itemOf(replay, invoice))
      .toSorted((a, b) => a.issued - b.issued),
    moved: changesOf(replay, history.moved),
    total: history.opening,
    happened: 0,
    active: [],
    next: 0,
  }
}

function settleUpTo(item: Item, day: number): void {
  for (; item.happened < item.changes.length; item.happened += 1) {
    const change = item.changes[item.happened]
    if (!change || change.day > day) return
    item.balance -= change.minor
  }
}

/** Brings an account to a day: what was issued, paid and moved by then. */
export function bringTo(account: Account, day: number): void {
  for (; account.happened < account.moved.length; account.happened += 1) {
    const change = account.moved[account.happened]
    if (!change || change.day > day) break
    account.total += change.minor
  }
  let grown = false
  for (; account.next < account.items.length; account.next += 1) {
    const item = account.items[account.next]
    if (!item || item.issued > day) break
    account.active.push(item)
    grown = true
  }
  let closed = false
  for (const item of account.active) {
    settleUpTo(item, day)
    if (item.closed <= day) closed = true
  }
  if (closed) account.active = account.active.filter((item) => item.closed > day)
  if (grown) account.active.sort(listed)
}

const sumOn = (spans: readonly Between[], day: number): number => {
  let sum = 0
  for (const { from, to, minor } of spans) if (from <= day && day <= to) sum += minor
  return sum
}
const stands = (spans: readonly Between[], day: number): boolean =>
  spans.some(({ from, to }) => from <= day && day <= to)

/** What of an item is promised on a day, and may not be asked for. */
export const promisedOf = (item: Item, day: number): number => {
  if (item.promised.length === 0) return 0
  const left = Math.max(0, item.balance - sumOn(item.disputed, day))
  return Math.min(left, sumOn(item.promised, day))
}

/** What of an item may be asked for on a day: nothing while it is paused, disputed or promised. */
export function askableOf(item: Item, day: number): number {
  if (stands(item.paused, day)) return 0
  const disputed = sumOn(item.disputed, day)
  return Math.max(0, item.balance - disputed) - promisedOf(item, day)
}

/** The message that an item has come to; a step that does not apply today is passed over. */
export function rungOf(
  { rungs }: RungLadder,
  item: Item,
  day: number,
  applies: (rung: Rung) => boolean,
): Rung | undefined {
  const age = day - item.due
  for (let place = rungs.length - 1; place >= 0; place -= 1) {
    const rung = rungs[place]
    if (!rung || item.reserved.has(rung.step.key)) return undefined
    if (rung.first > age || !rung.isMessage || !applies(rung)) continue
    // Only the latest whose day has come counts; but none may follow one above it that was said.
    return age <= rung.last ? rung : undefined
  }
  return undefined
}
