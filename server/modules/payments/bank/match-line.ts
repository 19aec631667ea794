import type { Share } from '#core/ledger/open-item.ts'
import type { Money } from '#core/money.ts'
import { fits } from '#core/payments/bank/entries.ts'
import {
  indexOf,
  isSure,
  type Proposal,
  propose,
  ruleText,
  seenAnew,
  type Why,
} from '#core/payments/bank/match.ts'
import type { BankLine, MatchLine, MatchSure } from '#core/payments/bank-api.ts'
import { Refusal } from '#core/refusal.ts'
import { type LockedCustomer, lockCustomer } from '#modules/contacts/index.ts'
import { command, type Work } from '#platform/command.ts'
import { look } from '#platform/query.ts'
import { demand, type Session } from '#platform/session.ts'
import { bookPayment } from '../book-payment.ts'
import { payBy } from '../deposits/advance.ts'
import { holdDeposit } from '../deposits/store.ts'
import { clearHeld } from '../instruments/clear.ts'
import { holdInstrument } from '../instruments/store.ts'
import { confirmBy } from '../notices/confirm-by.ts'
import { holdNotice } from '../notices/store.ts'
import { allocate } from '../record-payment.ts'
import { lockPayment } from '../store.ts'
import { looseEntries, movementOf } from './entries.ts'
import { knownFor } from './known.ts'
import { arrivedOf, readLine } from './lines.ts'
import { holdLine, linkLine } from './link-line.ts'
import { learnRule } from './rules.ts'
import { getLines, type LineRecord } from './store.ts'

type Chosen = Readonly<{
  line: LineRecord
  customer: LockedCustomer
  noticeId: string | undefined
  why: readonly Why[]
}>

/** The notice that the money of this customer was said in. */
async function holdTheirs(work: Work, customer: LockedCustomer, noticeId: string | undefined) {
  if (!noticeId) return undefined
  const held = await holdNotice(work, noticeId, 'payments.bank')
  if (held.customer.id !== customer.id)
    throw new Refusal('payments.notice_not_found', { id: noticeId })
  return held.notice
}

type ToBook = Readonly<{
  id: string
  shares: readonly Share[] | undefined
  rate?: string | undefined
  depositId?: string | undefined
}>

/** The request for an advance of this customer. @throws payments.deposit_not_found */
async function assertAsked(
  work: Work,
  customer: LockedCustomer,
  depositId: string,
  line: LineRecord,
): Promise<void> {
  const held = await holdDeposit(work, depositId, 'payments.bank')
  const { kind, state, currency } = held.deposit
  if (held.customer.id !== customer.id || kind !== 'advance')
    throw new Refusal('payments.deposit_not_found', { id: depositId })
  if (state !== 'requested') throw new Refusal('payments.deposit_cannot', { state, move: 'pay' })
  if (line.currency !== currency) throw new Refusal('payments.deposit_currency', { currency })
}

/**
 * Books a line as a transfer of its customer, and answers the notice that it was said in. What pays
 * an advance is left for the invoice that is to come.
 */
async function bookLine(
  work: Work,
  { line, customer, noticeId, why }: Chosen,
  { id, shares, rate, depositId }: ToBook,
): Promise<void> {
  const amount: Money = { minor: line.amount, currency: line.currency }
  if (amount.minor <= 0) throw new Refusal('payments.line_goes_out')
  const notice = await holdTheirs(work, customer, noticeId)
  if (depositId) await assertAsked(work, customer, depositId, line)
  const saidAhead = notice !== undefined && notice.deposit_id !== null
  const { recorded } = await bookPayment(
    work,
    {
      id,
      customerId: customer.id,
      amount,
      method: 'transfer',
      source: 'manual',
      paidOn: line.booked_on,
      rate,
      reference: line.reference?.slice(0, 80),
      note: line.description.slice(0, 500),
    },
    (open, asked, promised) =>
      depositId || (saidAhead && !shares?.length)
        ? { shares: [], unapplied: amount }
        : allocate(amount, shares, shares ? open : asked, promised),
  )
  if (depositId)
    await payBy(work, depositId, { paymentId: recorded.id, amount, on: line.booked_on })
  if (notice) await confirmBy(work, notice, customer.id, recorded.id)
  const payment = { id: recorded.id, customerId: customer.id, amount }
  await linkLine(work, line.id, { payment, booked: true, noticeId: noticeId ?? null, why })
}

/** A deposited cheque was paid: it is cleared by the line that says so. */
async function clearBy(
  work: Work,
  { line, customer, why }: Chosen,
  chequeId: string,
  { id, rate }: { id: string; rate?: string | undefined },
): Promise<void> {
  const held = await holdInstrument(work, chequeId, 'payments.bank')
  const { instrument } = held
  if (held.customer.id !== customer.id)
    throw new Refusal('payments.instrument_not_found', { id: chequeId })
  await clearHeld(work, held, { paymentId: id, on: line.booked_on, rate })
  const amount: Money = { minor: instrument.amount, currency: instrument.currency }
  const payment = { id, customerId: customer.id, amount }
  await linkLine(work, line.id, { payment, booked: true, noticeId: null, why })
}

/** Says that a line is a payment that is in the books already: nothing is booked, and a notice is answered. */
async function linkKnown(
  work: Work,
  { line, customer, noticeId, why }: Chosen,
  paymentId: string,
): Promise<void> {
  const notice = await holdTheirs(work, customer, noticeId)
  const known = await lockPayment(work, paymentId)
  if (!customer.parties.includes(known.customerId))
    throw new Refusal('payments.payment_not_found', { id: paymentId })
  if (notice) await confirmBy(work, notice, customer.id, known.id)
  const payment = { id: known.id, customerId: customer.id, amount: known.amount }
  await linkLine(work, line.id, { payment, booked: false, noticeId: noticeId ?? null, why })
}

/** What speaks for one customer who is held, as it stands now. */
async function proposedFor(
  work: Work,
  line: LineRecord,
  { parties }: LockedCustomer,
): Promise<Proposal[]> {
  const arrived = arrivedOf(line)
  const { known } = await knownFor(work, [arrived], 'payments.bank', parties)
  return propose(arrived, indexOf(known))
}

/** What was proposed for this customer, so that the match says why it was believed. */
async function whyOf(
  work: Work,
  line: LineRecord,
  customer: LockedCustomer,
  { chequeId, depositId }: Pick<MatchLine, 'chequeId' | 'depositId'>,
): Promise<readonly Why[]> {
  const own = await proposedFor(work, line, customer)
  const same = own.find(
    (each) => each.chequeId === (chequeId ?? null) && each.depositId === (depositId ?? null),
  )
  return (same ?? own[0])?.why ?? []
}

const match = command(
  'payments.bank',
  async (work, input: MatchLine): Promise<{ id: string }> => {
    const { newPaymentId, knownPaymentId } = input
    if ((newPaymentId === undefined) === (knownPaymentId === undefined))
      throw new Refusal('request.invalid', { reason: 'one payment, new or known' })
    if (input.depositId && (input.chequeId || !newPaymentId))
      throw new Refusal('request.invalid', {
        reason: 'an advance is paid by a new payment of its own',
      })
    const customer = await lockCustomer(work, input.customerId, 'payments.bank')
    const line = await holdLine(work, input.id)
    const why = await whyOf(work, line, customer, input)
    const chosen = { line, customer, noticeId: input.noticeId, why }
    if (knownPaymentId) await linkKnown(work, chosen, knownPaymentId)
    else if (newPaymentId && input.chequeId)
      await clearBy(work, chosen, input.chequeId, { id: newPaymentId, rate: input.rate })
    else if (newPaymentId)
      await bookLine(work, chosen, { ...input, id: newPaymentId, shares: input.shares })
    if (input.remember) await learnRule(work, ruleText(input.remember), customer.id)
    return { id: line.id }
  },
  { once: ({ newPaymentId }) => newPaymentId ?? '', name: 'payments.match_line' },
)

/**
 * Says whose a line is: books it, or links it to a payment that is there. A line is taken once.
 * @throws payments.bank_line_not_found, payments.line_taken, payments.line_goes_out,
 *   payments.payment_matched, payments.line_other_amount, payments.rate_needed, payments.share_…
 */
export async function matchLine(session: Session, input: MatchLine): Promise<BankLine> {
  await match(session, input)
  return look(session, (from) => readLine(from, input.id, 'payments.bank'))
}

type SureLine = MatchSure['lines'][number]

type Seen = ReadonlyMap<string, readonly Proposal[]>

/** Whether the money of a line may stand in the books as something else than a payment. */
async function standsAsEntry(work: Work, line: LineRecord): Promise<boolean> {
  const entries = await looseEntries(work, [line])
  return entries.some((entry) => fits(movementOf(line), entry))
}

/** What is proposed for each of these lines that waits, by one reading of all that is known. */
async function proposedNow(session: Session, ids: readonly string[]): Promise<Seen> {
  return look(session, async (from) => {
    const rows = (await getLines(from, ids)).filter(({ state }) => state === 'open')
    const { known } = await knownFor(from, rows.map(arrivedOf), 'payments.bank')
    const index = indexOf(known)
    return new Map(rows.map((row) => [row.id, propose(arrivedOf(row), index)]))
  })
}

/** Accepts what was proposed for one line, if it is sure by what stands when its customer is held. */
const acceptSure = (seen: Seen) =>
  command(
    'payments.bank',
    async (work, { lineId, newPaymentId }: SureLine): Promise<boolean> => {
      const before = seen.get(lineId) ?? []
      if (!before[0] || !isSure(before, false)) return false
      const customer = await lockCustomer(work, before[0].customerId, 'payments.bank')
      const line = await holdLine(work, lineId)
      const now = seenAnew(before, customer.id, await proposedFor(work, line, customer))
      const [best] = now
      const stands = await standsAsEntry(work, line)
      if (best?.customerId !== customer.id || !isSure(now, stands)) return false
      const chosen = { line, customer, noticeId: best.noticeId ?? undefined, why: best.why }
      if (best.paymentId) await linkKnown(work, chosen, best.paymentId)
      else if (best.chequeId) await clearBy(work, chosen, best.chequeId, { id: newPaymentId })
      else
        await bookLine(work, chosen, {
          ...{ id: newPaymentId, shares: best.shares },
          ...(best.depositId && { depositId: best.depositId }),
        })
      return true
    },
    { once: ({ newPaymentId }) => newPaymentId, name: 'payments.match_sure_line' },
  )

/**
 * Accepts every sure line of these, each in a transaction of its own; the rest is left for a
 * person. What is known is read once, and of each line's customer again when they are held.
 */
export async function matchSure(
  session: Session,
  { lines }: MatchSure,
): Promise<{ matched: string[]; left: string[] }> {
  demand(session, 'payments.bank')
  const accept = acceptSure(
    await proposedNow(
      session,
      lines.map(({ lineId }) => lineId),
    ),
  )
  const matched: string[] = []
  const left: string[] = []
  for (const line of lines) {
    try {
      const done = await accept(session, line)
      ;(done ? matched : left).push(line.lineId)
    } catch (error) {
      // What moved meanwhile is for a person to look at.
      if (!(error instanceof Refusal)) throw error
      left.push(line.lineId)
    }
  }
  return { matched, left }
}
