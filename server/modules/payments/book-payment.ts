import type { AccountKey } from '#core/ledger/chart.ts'
import type { OpenItem } from '#core/ledger/open-item.ts'
import { type Money, toDecimalText } from '#core/money.ts'
import type { Allocation } from '#core/payments/allocate.ts'
import type { Flag, Method, Recorded, Scheme, Source } from '#core/payments/api.ts'
import { PaymentRecorded } from '#core/payments/events.ts'
import { promisedFirst } from '#core/payments/promised.ts'
import type { Permission } from '#core/permission.ts'
import { Refusal } from '#core/refusal.ts'
import { type LockedCustomer, lockCustomer } from '#modules/contacts/index.ts'
import {
  type Entry,
  lockOpenItems,
  nextNumbers,
  postEntries,
  settleMany,
} from '#modules/ledger/index.ts'
import type { Work } from '#platform/command.ts'
import { giveDiscounts } from './early/give.ts'
import { lessDiscounts, offersOn } from './early/offers.ts'
import { promisedBy } from './promised.ts'
import { insertPayments } from './store.ts'

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
  /** Where the money stands already, when its method does not say. */
  account?: AccountKey | undefined
}>

/** Money of a customer that is held, and where it is to go. */
export type Booking = Readonly<{
  incoming: Incoming
  customer: Pick<LockedCustomer, 'id'>
  open: readonly OpenItem[]
  allocation: Allocation
}>

const entryOf = ({ incoming, customer }: Booking, number: string): Entry => ({
  kind: 'payment',
  document: { kind: 'payment', id: incoming.id, number },
  postedOn: incoming.paidOn,
  customerId: customer.id,
  currency: incoming.amount.currency,
  ...(incoming.rate && { rate: incoming.rate }),
  lines: [
    { account: incoming.account ?? accountOf(incoming), amount: incoming.amount.minor },
    {
      account: 'receivable',
      amount: -incoming.amount.minor,
      partyId: customer.id,
      dueOn: incoming.paidOn,
    },
  ],
})

function recordedOf({ incoming, customer, open, allocation }: Booking, number: string): Recorded {
  const items = new Map(open.map((item) => [item.id, item]))
  return {
    id: incoming.id,
    number,
    customerId: customer.id,
    amount: incoming.amount,
    unapplied: allocation.unapplied,
    allocations: allocation.shares.map((share) => {
      const item = items.get(share.itemId)
      return {
        itemId: share.itemId,
        number: item?.number ?? '',
        amount: share.amount,
        left: {
          minor: (item?.balance.minor ?? 0) - share.amount.minor,
          currency: incoming.amount.currency,
        },
      }
    }),
  }
}

/**
 * The one way of money into the books: numbers and posts the receipts, settles what each is for,
 * and tells. As many statements for many as for one. The customers and what they owe are held.
 * @throws payments.paid_in_the_future
 */
export async function bookPayments(work: Work, bookings: readonly Booking[]): Promise<Recorded[]> {
  const late = bookings.find(({ incoming }) => incoming.paidOn > work.today)?.incoming
  if (late)
    throw new Refusal('payments.paid_in_the_future', { paidOn: late.paidOn, today: work.today })
  const days = bookings.map(({ incoming }) => incoming.paidOn)
  const numbers = (await nextNumbers(work, 'receipt', days)).map(({ number }) => number)
  const entries = await postEntries(
    work,
    bookings.map((booking, place) => entryOf(booking, numbers[place] ?? '')),
  )
  const creditOf = (place: number) =>
    entries[place]?.lines.find(({ amount: minor }) => minor < 0)?.id ?? ''
  await insertPayments(
    work,
    bookings.map(({ incoming, customer }, place) => ({
      id: incoming.id,
      number: numbers[place] ?? '',
      customerId: customer.id,
      amount: incoming.amount,
      rate: incoming.rate ?? null,
      method: incoming.method,
      source: incoming.source,
      scheme: incoming.scheme ?? null,
      masked: incoming.masked ?? null,
      reference: incoming.reference || null,
      note: incoming.note || null,
      paidOn: incoming.paidOn,
      entryId: entries[place]?.entryId ?? '',
      creditId: creditOf(place),
      flag: incoming.flag ?? null,
    })),
  )
  await settleMany(
    work,
    bookings.map(({ incoming, allocation }, place) => ({
      creditId: creditOf(place),
      shares: allocation.shares,
      effectiveOn: incoming.paidOn,
    })),
  )
  return bookings.map((booking, place) => {
    const recorded = recordedOf(booking, numbers[place] ?? '')
    tell(work, booking.incoming, recorded)
    return recorded
  })
}

/**
 * Books one payment: locks the customer and what they owe, gives the money where `choose` says, and
 * each invoice that it pays early the discount of its terms.
 * @param choose is shown what is open, what of it an early payer has to pay, and which of it this
 *   money was promised for
 * @throws contacts.customer_not_found, payments.paid_in_the_future, payments.rate_needed where a
 *   person says that foreign money came, and not at which rate
 */
export async function bookPayment(
  work: Work,
  incoming: Incoming,
  choose: (
    open: readonly OpenItem[],
    asked: readonly OpenItem[],
    promised: ReadonlySet<string>,
  ) => Allocation,
  within?: Permission,
): Promise<{ recorded: Recorded; customer: LockedCustomer }> {
  const { currency } = incoming.amount
  if (incoming.source === 'manual' && currency !== work.baseCurrency && !incoming.rate)
    throw new Refusal('payments.rate_needed', { currency })
  const customer = await lockCustomer(work, incoming.customerId, within)
  const open = await lockOpenItems(work, customer.parties, currency)
  const itemIds = open.map(({ id }) => id)
  const offers = await offersOn(work, itemIds, incoming.paidOn)
  const words = await work.session.house.plugs.get(promisedBy)(work, customer.parties)
  const promised = promisedFirst(incoming.amount, incoming.paidOn, words)
  const allocation = choose(open, lessDiscounts(open, offers), promised)
  const [recorded] = await bookPayments(work, [{ incoming, customer, open, allocation }])
  if (!recorded) throw new Error('A payment that was booked is there')
  const { id, paidOn, rate } = incoming
  const earner = { id, number: recorded.number, customerId: customer.id, paidOn, rate }
  const less = await giveDiscounts(work, earner, { shares: allocation.shares, open }, offers)
  return { recorded: { ...recorded, allocations: leftAfter(recorded, less) }, customer }
}

/** What the items of a payment still owe, less the discounts that it earned. */
const leftAfter = ({ allocations }: Recorded, less: ReadonlyMap<string, number>) =>
  allocations.map((row) => ({
    ...row,
    left: { ...row.left, minor: row.left.minor - (less.get(row.itemId) ?? 0) },
  }))

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
      settles: recorded.allocations.map(({ number, amount: given }) => ({
        number,
        amount: inWords(given),
      })),
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
