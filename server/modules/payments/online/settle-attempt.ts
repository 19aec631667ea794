import type { Money } from '#core/money.ts'
import { allocateOldestFirst } from '#core/payments/allocate.ts'
import type { AttemptState, Flag, Method } from '#core/payments/api.ts'
import { Refusal } from '#core/refusal.ts'
import { lockCustomer } from '#modules/contacts/index.ts'
import { reaction, type Work } from '#platform/command.ts'
import { crashPoint } from '#platform/crash.ts'
import { look } from '#platform/query.ts'
import type { Session } from '#platform/session.ts'
import { dayOf } from '#platform/time.ts'
import { bookPayment } from '../book-payment.ts'
import { tagPaid } from '../deposits/advance.ts'
import { type Checkout, type GatewayMethod, type GatewayPayment, gateways } from '../gateway.ts'
import { queueReceipt } from '../receipt-mail.ts'
import { readSettings } from '../settings.ts'
import { openAccount } from './accounts.ts'
import { type Attempt, endAttempt, getAttempt, lockAttempt, lookLater } from './attempt-store.ts'
import { bookFee } from './gateway-fee.ts'
import { getLink } from './links.ts'
import { bookOutsideRefund } from './outside-refund.ts'

/** Our own mark on everything that the gateway keeps for us. */
export const ATTEMPT_MARK = 'attempt'

export type Settled = Readonly<{ state: AttemptState; paymentId: string | null }>

const bore = new Set(['paid', 'captured', 'refunded', 'voided'])
const methods: Readonly<Record<GatewayMethod, Method>> = {
  mada: 'card',
  card: 'card',
  apple_pay: 'card',
  stc_pay: 'wallet',
  other: 'card',
}

/** A payment is this attempt's if it pays this attempt's checkout and carries its mark. */
function ours(attempt: Attempt, checkout: Checkout, payment: GatewayPayment): boolean {
  const mark = payment.metadata[ATTEMPT_MARK] ?? checkout.metadata[ATTEMPT_MARK]
  return mark === attempt.id && payment.providerInvoiceId === attempt.checkoutId
}

const clockSkewMs = 60_000

/** Money paid before its attempt ended is in time, however late we hear of it. */
function flagOf(attempt: Attempt, payment: GatewayPayment): Flag | undefined {
  const { minor, currency } = payment.amount
  if (minor !== attempt.amount.minor || currency !== attempt.amount.currency)
    return 'amount_mismatch'
  if (attempt.state === 'open' || attempt.state === 'opening') return undefined
  const paidMs = payment.paidAt?.getTime() ?? Number.POSITIVE_INFINITY
  const inTime =
    attempt.state !== 'paid' &&
    attempt.endedAt !== null &&
    paidMs <= attempt.endedAt.getTime() + clockSkewMs
  return inTime ? undefined : 'late'
}

const effectExists = async (work: Work, attempt: Attempt, paymentId: string) => {
  const [row] = await work.run<{ payment_id: string }>(
    `select payment_id from gateway_effect where company_id = $1 and account_id = $2
       and provider_payment_id = $3 and effect = 'receipt'`,
    [work.companyId, attempt.accountId, paymentId],
  )
  return row?.payment_id
}

/** Money that came through the link of a request is of that request, as far as it still waits. */
async function answerRequest(
  work: Work,
  attempt: Attempt,
  paymentId: string,
  amount: Money,
): Promise<void> {
  const { depositId } = await getLink(work, attempt.linkId)
  if (depositId !== null) await tagPaid(work, depositId, { paymentId, amount, on: work.today })
}

/** The receipt of a provider's payment: written once, whoever reports it and however often. */
async function receiptFor(
  work: Work,
  attempt: Attempt,
  payment: GatewayPayment,
  datedToday: boolean,
): Promise<string | undefined> {
  const known = await effectExists(work, attempt, payment.id)
  // What was voided before we knew of it never was any money.
  if (known || payment.status === 'voided') return known
  const flag = flagOf(attempt, payment)
  const paid = payment.paidAt ? dayOf(payment.paidAt, work.zone) : work.today
  const { recorded } = await bookPayment(
    work,
    {
      id: work.newId(),
      customerId: attempt.customerId,
      amount: payment.amount,
      method: methods[payment.method],
      source: 'gateway',
      paidOn: datedToday || paid > work.today ? work.today : paid,
      scheme: payment.method,
      masked: payment.masked,
      reference: null,
      flag,
    },
    (_, asked) =>
      flag === undefined
        ? allocateOldestFirst(
            payment.amount,
            asked.filter(({ id }) => attempt.itemIds.includes(id)),
          )
        : { shares: [], unapplied: payment.amount },
  )
  await work.run(
    `insert into gateway_effect (company_id, account_id, provider_payment_id, effect, payment_id,
       attempt_id, fee, at) values ($1, $2, $3, 'receipt', $4, $5, $6, $7)`,
    [
      work.companyId,
      attempt.accountId,
      payment.id,
      recorded.id,
      attempt.id,
      payment.fee?.minor ?? null,
      work.now,
    ],
  )
  await answerRequest(work, attempt, recorded.id, payment.amount)
  await endAttempt(work, attempt, 'paid', { paymentId: recorded.id })
  if ((await readSettings(work)).receiptsByMail)
    await queueReceipt(work, { ...recorded, paidOn: work.today }, attempt.customerId)
  crashPoint('receipt.before_commit')
  return recorded.id
}

/** What the end of a checkout without money means for its attempt. */
const endings = {
  expired: 'expired',
  canceled: 'expired',
  voided: 'expired',
  failed: 'failed',
} as const satisfies Partial<Record<Checkout['status'], 'expired' | 'failed'>>

type Answer = Readonly<{
  attemptId: string
  checkout: Checkout
  payments: readonly GatewayPayment[]
  datedToday: boolean
}>

const book = reaction('payments.settle_attempt', async (work, answer: Answer): Promise<Settled> => {
  const { attemptId, checkout } = answer
  const { customerId } = await getAttempt(work, attemptId)
  const customer = await lockCustomer(work, customerId)
  let attempt = await lockAttempt(work, attemptId)
  for (const payment of answer.payments) {
    if (!ours(attempt, checkout, payment)) {
      work.session.house.log.warn(
        { attemptId, providerPaymentId: payment.id },
        'a gateway payment does not carry the mark of its attempt: not booked',
      )
      continue
    }
    const paymentId = await receiptFor(work, attempt, payment, answer.datedToday)
    if (!paymentId) continue
    await bookFee(work, paymentId, payment, answer.datedToday)
    await bookOutsideRefund(work, { attempt, payment, paymentId, customerId: customer.id })
    attempt = await getAttempt(work, attemptId)
  }
  if (attempt.state === 'open') {
    const ending = endings[checkout.status as keyof typeof endings]
    if (ending) await endAttempt(work, attempt, ending)
    else await lookLater(work, attempt)
  } else if (attempt.state !== 'paid') await lookLater(work, attempt)
  const { state, paymentId } = await getAttempt(work, attemptId)
  return { state, paymentId }
})

/** An attempt whose checkout was never made, or whose making we never heard the end of. */
const giveUp = reaction('payments.give_up_attempt', async (work, attemptId: string) => {
  const attempt = await lockAttempt(work, attemptId)
  const stale = attempt.openedAt.getTime() + 2 * 60_000 <= work.now.getTime()
  if (attempt.state === 'opening' && stale)
    await endAttempt(work, attempt, 'failed', { problem: 'opening_broke_off' })
  const { state, paymentId } = await getAttempt(work, attemptId)
  return { state, paymentId }
})

/** Asks the gateway for everything that was paid through a checkout, each payment read by itself. */
async function ask(session: Session, attempt: Attempt, checkoutId: string) {
  const account = await openAccount(session, attempt.accountId)
  const gateway = session.house.plugs.get(gateways).of(account.vendor)
  const checkout = await gateway.findCheckout(account, checkoutId)
  const payments: GatewayPayment[] = []
  for (const { id, status } of checkout.payments)
    if (bore.has(status)) payments.push(await gateway.getPayment(account, id))
  return { checkout, payments: payments.filter(({ status }) => bore.has(status)) }
}

/**
 * Brings an attempt up to what the gateway itself says of it. Webhook, return page and poller all
 * end here, and only the gateway's answer counts: status, amount, currency, our mark, the account.
 * @throws payments.attempt_not_found, GatewayError
 */
export async function settleAttempt(session: Session, attemptId: string): Promise<Settled> {
  const attempt = await look(session, (from) => getAttempt(from, attemptId))
  if (attempt.checkoutId === null) return giveUp(session, attemptId)
  const answer = await ask(session, attempt, attempt.checkoutId)
  try {
    return await book(session, { attemptId, ...answer, datedToday: false })
  } catch (error) {
    // The money is there, whatever month is closed: then it is of today.
    if (!(error instanceof Refusal) || error.code !== 'ledger.period_locked') throw error
    return book(session, { attemptId, ...answer, datedToday: true })
  }
}
