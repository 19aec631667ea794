import { assert } from '#core/assert.ts'
import { type Money, minus, share } from '#core/money.ts'

/** What is left of a foreign-currency line, and what that is still carried at in the books' own currency. */
export type Carried = Readonly<{ balance: Money; base: Money }>

/** What putting money against an item leaves on both sides, and the gain (negative: loss) it made real. */
export type Exchange = Readonly<{ item: Carried; payment: Carried; realised: Money }>

/**
 * Settles part of an item by a payment booked at another rate (فروق العملة المحققة). Each side
 * gives up base money in proportion to what it has left, so the last part takes whatever rounding
 * left behind and a settled line is carried at exactly nothing. What the payment was worth above
 * the item is the realised gain. Balances are absolute: the payment's credit is written positive.
 */
export function exchange(item: Carried, payment: Carried, amount: Money): Exchange {
  assert(amount.minor > 0, 'a settlement is more than nothing')
  assert(item.base.currency === payment.base.currency, 'the books have one currency')

  const fromItem = released(item, amount)
  const fromPayment = released(payment, amount)
  return {
    item: { balance: minus(item.balance, amount), base: minus(item.base, fromItem) },
    payment: { balance: minus(payment.balance, amount), base: minus(payment.base, fromPayment) },
    realised: minus(fromPayment, fromItem),
  }
}

function released(line: Carried, amount: Money): Money {
  assert(amount.currency === line.balance.currency, 'a settlement is in the currency of the line')
  assert(amount.minor <= line.balance.minor, 'a settlement is within the balance')
  const minor = share(line.base.minor, amount.minor, line.balance.minor)
  return { minor, currency: line.base.currency }
}
