import type { AccountKey } from '#core/ledger/chart.ts'
import type { OpenItem } from '#core/ledger/open-item.ts'
import { type Money, toDecimalText } from '#core/money.ts'
import type { Allocation } from '#core/payments/allocate.ts'
import type { Flag, Method, Recorded, Scheme, Source } from '#core/payments/api.ts'
import { PaymentRecorded } from '#core/payments/events.ts'
import type { Permission } from '#core/permission.ts'
import { Refusal } from '#core/refusal.ts'
import { type LockedCustomer, lockCustomer } from '#modules/contacts/index.ts'
import { lockOpenItems, nextNumber, postEntry, settle } from '#modules/ledger/index.ts'
import type { Work } from '#platform/command.ts'
import { insertPayment } from './store.ts'

/** Where money of each kind stands until the bank says that it has it. */
const accounts: Readonly<Record<Method, AccountKey>> = {
  cash: 'cash',
  transfer: 'bank',
  card: 'card_clearing',
  cheque: 'cheques',
  wallet: 'wallet',
}

/** A gateway pays out everything together, whatever the payer used. */
export const accountOf = (payment: Readonly<{ method: Method; source: Source }>): AccountKey =>
  payment.source === 'gateway' ? 'card_clearing' : accounts[payment.method]

/** Money that came in, whoever says so. */
export type Incoming = Readonly<{
  id: string
  customerId: string
  amount: Money
  method: Method
  source: Source
  paidOn: string
  rate?: string | undefined
  reference?: string | null | undefined
  note?: string | null | undefined
  scheme?: Scheme | undefined
  masked?: string | undefined
  flag?: Flag | undefined
}>

/**
 * The one way of money into the books: locks the customer and what they owe, gives the money where
 * `choose` says, numbers and posts the receipt, and tells.
 * @throws contacts.customer_not_found, payments.paid_in_the_future, payments.rate_needed
 */
export async function bookPayment(
  work: Work,
  incoming: Incoming,
  choose: (open: readonly OpenItem[]) => Allocation,
  within?: Permission,
): Promise<{ recorded: Recorded; customer: LockedCustomer }> {
  const customer = await lockCustomer(work, incoming.customerId, within)
  const { amount, paidOn } = incoming
  if (paidOn > work.today)
    throw new Refusal('payments.paid_in_the_future', { paidOn, today: work.today })
  const open = await lockOpenItems(work, customer.parties, amount.currency)
  const { shares, unapplied } = choose(open)

  const { number } = await nextNumber(work, 'receipt', paidOn)
  const entry = await postEntry(work, {
    kind: 'payment',
    document: { kind: 'payment', id: incoming.id, number },
    postedOn: paidOn,
    customerId: customer.id,
    currency: amount.currency,
    ...(incoming.rate && { rate: incoming.rate }),
    lines: [
      { account: accountOf(incoming), amount: amount.minor },
      { account: 'receivable', amount: -amount.minor, partyId: customer.id, dueOn: paidOn },
    ],
  })
  const creditId = entry.lines.find(({ amount: minor }) => minor < 0)?.id ?? ''
  await insertPayment(work, {
    id: incoming.id,
    number,
    customerId: customer.id,
    amount,
    rate: incoming.rate ?? null,
    method: incoming.method,
    source: incoming.source,
    scheme: incoming.scheme ?? null,
    masked: incoming.masked ?? null,
    reference: incoming.reference || null,
    note: incoming.note || null,
    paidOn,
    entryId: entry.entryId,
    creditId,
    flag: incoming.flag ?? null,
  })
  if (shares.length > 0) await settle(work, { creditId, shares, effectiveOn: paidOn })

  const items = new Map(open.map((item) => [item.id, item]))
  const recorded: Recorded = {
    id: incoming.id,
    number,
    customerId: customer.id,
    amount,
    unapplied,
    allocations: shares.map((share) => {
      const item = items.get(share.itemId)
      return {
        itemId: share.itemId,
        number: item?.number ?? '',
        amount: share.amount,
        left: {
          minor: (item?.balance.minor ?? 0) - share.amount.minor,
          currency: amount.currency,
        },
      }
    }),
  }
  tell(work, incoming, recorded)
  return { recorded, customer }
}

const inWords = (amount: Money): string => `${toDecimalText(amount)} ${amount.currency}`

function tell(work: Work, incoming: Incoming, recorded: Recorded): void {
  const { id, customerId, amount } = recorded
  work.audit('payments.recorded', {
    kind: 'payment',
    id,
    before: null,
    after: {
      number: recorded.number,
      customerId,
      amount: inWords(amount),
      unapplied: inWords(recorded.unapplied),
      method: incoming.scheme ?? incoming.method,
      source: incoming.source,
      paidOn: incoming.paidOn,
      ...(incoming.reference && { reference: incoming.reference }),
      ...(incoming.note && { note: incoming.note }),
      ...(incoming.rate && { rate: incoming.rate }),
      settles: recorded.allocations
        .map((row) => `${row.number}: ${toDecimalText(row.amount)}`)
        .join(', '),
    },
  })
  work.publish(
    PaymentRecorded,
    { kind: 'payment', id, customerId },
    {
      paymentId: id,
      customerId,
      amount,
      paidOn: incoming.paidOn,
      number: recorded.number,
      settled: recorded.allocations.map(({ itemId }) => itemId),
      source: incoming.source,
    },
  )
}
