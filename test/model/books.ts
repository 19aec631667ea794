import { type Invoice, type Line, type Move, type Share, sum, type World } from './world.ts'

const later = (a: string, b: string): string => (a > b ? a : b)

/** What is left of an invoice now. */
export const leftOf = ({ invoices, moves }: World, itemId: string): number =>
  (invoices.find((each) => each.itemId === itemId)?.minor ?? 0) -
  sum(
    moves.filter((move) => move.itemId === itemId && !move.back),
    ({ minor }) => minor,
  )

/** What the customer owes after all that came, used up or not. */
export const owedBy = ({ lines }: World): number => sum(lines, ({ minor }) => minor)

const oldestFirst = (a: Invoice, b: Invoice): number =>
  a.dueOn === b.dueOn ? (a.itemId < b.itemId ? -1 : 1) : a.dueOn < b.dueOn ? -1 : 1

/** The invoices of which something is left, what fell due first first. */
export const openOf = (world: World): (Share & Invoice & Readonly<{ left: number }>)[] =>
  world.invoices
    .toSorted(oldestFirst)
    .map((invoice) => ({ ...invoice, left: leftOf(world, invoice.itemId) }))
    .filter(({ left }) => left > 0)

/** Lays an amount over what is left, the oldest first. */
export function lay(minor: number, over: readonly Readonly<{ itemId: string; left: number }>[]) {
  let rest = minor
  const shares: Share[] = []
  for (const { itemId, left } of over) {
    const part = Math.min(rest, left)
    if (part > 0) shares.push({ itemId, minor: part })
    rest -= part
  }
  return { shares, rest }
}

type Put = Readonly<{ by: string; minor: number; on: string; shares: readonly Share[] }>

/** Something lowers what is owed, and settles these shares of invoices. */
export function put(world: World, { by, minor, on, shares }: Put, isMoney: boolean): void {
  const at = world.tick
  world.lines.push({ minor: -minor, on, at })
  for (const share of shares) {
    const posted = world.invoices.find(({ itemId }) => itemId === share.itemId)?.postedOn ?? on
    world.moves.push({ ...share, by, isMoney, on: later(on, posted), cameOn: on, at })
  }
}

/** It was none after all: from today on its invoices owe again. */
export function takeBack(world: World, by: string, minor: number): void {
  world.lines.push({ minor, on: world.day, at: world.tick })
  for (const move of world.moves)
    if (move.by === by && !move.back) move.back = { on: later(world.day, move.on), at: world.tick }
}

export function pay(
  world: World,
  payment: Readonly<{ id: string; minor: number; paidOn: string }>,
  shares = lay(payment.minor, openOf(world)).shares,
): void {
  world.payments.push({ ...payment, stands: true })
  put(world, { by: payment.id, minor: payment.minor, on: payment.paidOn, shares }, true)
}

/** A cheque follows its payment back. */
export function unpay(world: World, paymentId: string): void {
  const payment = world.payments.find(({ id }) => id === paymentId)
  if (!payment) return
  payment.stands = false
  takeBack(world, payment.id, payment.minor)
  const cheque = world.cheques.find((each) => each.paymentId === paymentId)
  if (cheque) Object.assign(cheque, { state: 'bounced', paymentId: null })
}

const seen = ({ on, at }: Pick<Line | Move, 'on' | 'at'>, day: string, tick: number): boolean =>
  on <= day && at <= tick

/** The books of a past day as they were known at a step: replayed from the first line. */
export function replay(world: World, day: string, tick: number) {
  const total = sum(
    world.lines.filter((line) => seen(line, day, tick)),
    ({ minor }) => minor,
  )
  const left = new Map<string, number>()
  for (const { itemId, minor, postedOn, at } of world.invoices) {
    if (!seen({ on: postedOn, at }, day, tick)) continue
    const settled = world.moves.filter(
      (move) =>
        move.itemId === itemId &&
        seen(move, day, tick) &&
        !(move.back && seen(move.back, day, tick)),
    )
    left.set(itemId, minor - sum(settled, (move) => move.minor))
  }
  return { total, left }
}
