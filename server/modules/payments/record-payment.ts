import type { OpenItem, Share } from '#core/ledger/open-item.ts'
import type { Money } from '#core/money.ts'
import { type Allocation, allocateByHand, allocateOldestFirst } from '#core/payments/allocate.ts'
import type { Recorded, RecordPayment } from '#core/payments/api.ts'
import { Refusal, type RefusalCode } from '#core/refusal.ts'
import { command } from '#platform/command.ts'
import { bookPayment } from './book-payment.ts'
import { confirmBy } from './notices/confirm-by.ts'
import { holdNotice } from './notices/store.ts'
import { queueReceipt } from './receipt-mail.ts'

const problems = {
  unknown_item: 'payments.share_unknown_item',
  repeated_item: 'payments.share_repeated',
  other_currency: 'payments.share_other_currency',
  nothing_wanted: 'payments.share_of_nothing',
  more_than_balance: 'payments.share_above_balance',
  more_than_payment: 'payments.shares_above_payment',
} as const satisfies Record<string, RefusalCode>

/** The collector's own shares; when none are named, what was promised and then the oldest first. */
export function allocate(
  money: Money,
  shares: readonly Share[] | undefined,
  open: readonly OpenItem[],
  promised?: ReadonlySet<string>,
): Allocation {
  if (!shares) return allocateOldestFirst(money, open, promised)
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
 * A notice that said it is answered by it.
 * @throws payments.paid_in_the_future, payments.rate_needed, payments.share_…,
 *   payments.notice_not_found, payments.notice_ended
 */
export const recordPayment = command(
  'payments.record',
  async (work, input: RecordPayment): Promise<Recorded> => {
    const { noticeId, ...incoming } = input
    const { amount, shares } = input
    const held = noticeId ? await holdNotice(work, noticeId, 'payments.record') : undefined
    if (held && !held.customer.parties.includes(input.customerId))
      throw new Refusal('payments.notice_not_found', { id: held.notice.id })
    const { recorded, customer } = await bookPayment(
      work,
      { ...incoming, source: 'manual' },
      (open, asked, promised) => allocate(amount, shares, shares ? open : asked, promised),
      'payments.record',
    )
    if (held) await confirmBy(work, held.notice, customer.id, recorded.id)
    if (input.sendReceipt)
      await queueReceipt(work, { ...recorded, paidOn: input.paidOn }, customer.id)
    return recorded
  },
  { once: ({ id }) => id },
)
