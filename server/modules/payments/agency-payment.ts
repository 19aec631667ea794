import type { Money } from '#core/money.ts'
import { allocateOldestFirst } from '#core/payments/allocate.ts'
import type { Recorded } from '#core/payments/api.ts'
import { rateOn } from '#modules/ledger/index.ts'
import type { Work } from '#platform/command.ts'
import { bookPayment } from './book-payment.ts'

/** Money of a customer that an agency told of, for the invoices that it has. */
export type AgencyMoney = Readonly<{
  id: string
  customerId: string
  amount: Money
  paidOn: string
  reference: string
  itemIds: readonly string[]
  /** It lies with the agency until it is handed over. */
  withAgency: boolean
}>

/**
 * Books money that an agency told of: the oldest of its invoices first, the rest on the customer's
 * account, at the rate of its day. @throws payments.paid_in_the_future, ledger.rate_missing
 */
export async function bookAgencyPayment(work: Work, money: AgencyMoney): Promise<Recorded> {
  const { id, customerId, amount, paidOn, reference } = money
  const wanted = new Set(money.itemIds)
  const foreign = amount.currency !== work.baseCurrency
  const rate = foreign ? await rateOn(work, amount.currency, paidOn) : undefined
  const { recorded } = await bookPayment(
    work,
    {
      ...{ id, customerId, amount, paidOn, rate, reference },
      ...{ method: 'transfer', source: 'manual' },
      ...(money.withAgency && { account: 'agency_clearing' }),
    },
    (open) =>
      allocateOldestFirst(
        amount,
        open.filter((item) => wanted.has(item.id)),
      ),
  )
  return recorded
}
