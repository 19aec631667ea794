import type { OpenItem, Share } from '#core/ledger/open-item.ts'
import type { Money } from '#core/money.ts'
import { type Allocation, allocateByHand, allocateOldestFirst } from '#core/payments/allocate.ts'
import type { Recorded, RecordPayment } from '#core/payments/api.ts'
import { Refusal, type RefusalCode } from '#core/refusal.ts'
import { command } from '#platform/command.ts'
import { bookPayment } from './book-payment.ts'
import { queueReceipt } from './receipt-mail.ts'

const problems = {
  unknown_item: 'payments.share_unknown_item',
  repeated_item: 'payments.share_repeated',
  other_currency: 'payments.share_other_currency',
  nothing_wanted: 'payments.share_of_nothing',
  more_than_balance: 'payments.share_above_balance',
  more_than_payment: 'payments.shares_above_payment',
} as const satisfies Record<string, RefusalCode>

/** The collector's own shares, or the oldest items first when none are named. */
export function allocate(
  money: Money,
  shares: readonly Share[] | undefined,
  open: readonly OpenItem[],
): Allocation {
  if (!shares) return allocateOldestFirst(money, open)
  const given = allocateByHand(money, shares, open)
  if (!('problem' in given)) return given
  const code = problems[given.problem]
  if (given.problem === 'more_than_payment')
    throw new Refusal(code, { wanted: given.wanted.minor, payment: given.payment.minor })
  const item = open.find(({ id }) => id === given.itemId)
  throw new Refusal(code, {
    itemId: given.itemId,
    number: item?.number ?? '',
    ...(given.problem === 'more_than_balance' && {
      wanted: given.wanted.minor,
      balance: given.balance.minor,
    }),
  })
}

/**
 * Takes a customer's money in: settles what it can, keeps the rest on their account.
 * @throws payments.paid_in_the_future, payments.rate_needed, payments.share_…
 */
export const recordPayment = command(
  'payments.record',
  async (work, input: RecordPayment): Promise<Recorded> => {
    const { amount, shares } = input
    if (amount.currency !== work.baseCurrency && !input.rate)
      throw new Refusal('payments.rate_needed', { currency: amount.currency })
    const { recorded, customer } = await bookPayment(
      work,
      { ...input, source: 'manual' },
      (open) => allocate(amount, shares, open),
      'payments.record',
    )
    if (input.sendReceipt)
      await queueReceipt(work, { ...recorded, paidOn: input.paidOn }, customer.id)
    return recorded
  },
  { once: ({ id }) => id },
)
