import { assert } from '#core/assert.ts'
import type { OpenItem, Share } from '#core/ledger/open-item.ts'
import { least, type Money, minus, total } from '#core/money.ts'

/** Where a payment goes: a share for each item it settles, and the rest on the customer's account. */
export type Allocation = Readonly<{ shares: readonly Share[]; unapplied: Money }>

/** Why the wanted shares cannot be given; the caller turns it into its own refusal. */
export type AllocationProblem = Readonly<
  | {
      problem: 'unknown_item' | 'repeated_item' | 'other_currency' | 'nothing_wanted'
      itemId: string
    }
  | { problem: 'more_than_balance'; itemId: string; wanted: Money; balance: Money }
  | { problem: 'more_than_payment'; wanted: Money; payment: Money }
>

const none: ReadonlySet<string> = new Set()

const byTurn =
  (before: ReadonlySet<string>) =>
  (a: OpenItem, b: OpenItem): number =>
    Number(before.has(b.id)) - Number(before.has(a.id)) || oldestFirst(a, b)

/**
 * Spreads a payment over a customer's open items, oldest due date first, as a collector
 * would by hand. What no item can absorb stays on the customer's account as `unapplied`.
 * @param before the items that it is for before all others, such as those that were promised
 */
export function allocateOldestFirst(
  payment: Money,
  open: readonly OpenItem[],
  before: ReadonlySet<string> = none,
): Allocation {
  assert(payment.minor > 0, 'a payment is more than nothing')

  const shares: Share[] = []
  let unapplied = payment
  for (const item of open.toSorted(byTurn(before))) {
    assert(item.balance.minor > 0, 'an open item has a balance')
    if (unapplied.minor === 0) break
    const amount = least(unapplied, item.balance)
    shares.push({ itemId: item.id, amount })
    unapplied = minus(unapplied, amount)
  }

  return accounted(payment, { shares, unapplied })
}

/**
 * Gives each item the share that the collector wrote beside it, and keeps the rest as `unapplied`.
 * Nothing is trimmed to fit: a share above the item's balance, or shares above the payment, come
 * back as a problem, since the collector must know.
 */
export function allocateByHand(
  payment: Money,
  wanted: readonly Share[],
  open: readonly OpenItem[],
): Allocation | AllocationProblem {
  assert(payment.minor > 0, 'a payment is more than nothing')

  const items = new Map(open.map((item) => [item.id, item]))
  const seen = new Set<string>()
  for (const { itemId, amount } of wanted) {
    const item = items.get(itemId)
    if (item === undefined) return { problem: 'unknown_item', itemId }
    if (seen.has(itemId)) return { problem: 'repeated_item', itemId }
    seen.add(itemId)
    const { balance } = item
    if (amount.currency !== payment.currency || balance.currency !== payment.currency)
      return { problem: 'other_currency', itemId }
    if (amount.minor <= 0) return { problem: 'nothing_wanted', itemId }
    if (amount.minor > balance.minor)
      return { problem: 'more_than_balance', itemId, wanted: amount, balance }
  }

  const sum = total(
    wanted.map((share) => share.amount),
    payment.currency,
  )
  if (sum.minor > payment.minor) return { problem: 'more_than_payment', wanted: sum, payment }
  return accounted(payment, { shares: wanted, unapplied: minus(payment, sum) })
}

function accounted(payment: Money, allocation: Allocation): Allocation {
  const amounts = [allocation.unapplied, ...allocation.shares.map((share) => share.amount)]
  const sum = total(amounts, payment.currency)
  assert(sum.minor === payment.minor, 'allocation neither makes nor loses money')
  return allocation
}

/** The id breaks a tie, so that a statement printed twice never disagrees with itself. */
export function oldestFirst(a: OpenItem, b: OpenItem): number {
  if (a.dueOn !== b.dueOn) return a.dueOn < b.dueOn ? -1 : 1
  return a.id < b.id ? -1 : 1
}
