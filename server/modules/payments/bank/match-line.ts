import type { Share } from '#core/ledger/open-item.ts'
import type { Money } from '#core/money.ts'
import { indexOf, isSure, propose, ruleText, type Why } from '#core/payments/bank/match.ts'
import type { BankLine, MatchLine, MatchSure } from '#core/payments/bank-api.ts'
import { Refusal } from '#core/refusal.ts'
import { type LockedCustomer, lockCustomer } from '#modules/contacts/index.ts'
import { command, type Work } from '#platform/command.ts'
import { look } from '#platform/query.ts'
import { demand, type Session } from '#platform/session.ts'
import { bookPayment } from '../book-payment.ts'
import { confirmBy } from '../notices/decide-notice.ts'
import { holdNotice } from '../notices/store.ts'
import { allocate } from '../record-payment.ts'
import { lockPayment } from '../store.ts'
import { knownFor } from './known.ts'
import { arrivedOf, readLine } from './lines.ts'
import { holdLine, linkLine } from './link-line.ts'
import { learnRule } from './rules.ts'
import { getLine, type LineRecord } from './store.ts'

type Chosen = Readonly<{
  line: LineRecord
  customer: LockedCustomer
  noticeId: string | undefined
  why: readonly Why[]
}>

/** Books a line as a transfer of its customer, and answers the notice that it was said in. */
async function bookLine(
  work: Work,
  { line, customer, noticeId, why }: Chosen,
  {
    id,
    shares,
    rate,
  }: { id: string; shares: readonly Share[] | undefined; rate?: string | undefined },
): Promise<void> {
  const amount: Money = { minor: line.amount, currency: line.currency }
  if (amount.minor <= 0) throw new Refusal('payments.line_goes_out')
  if (amount.currency !== work.baseCurrency && !rate)
    throw new Refusal('payments.rate_needed', { currency: amount.currency })
  const held = noticeId ? await holdNotice(work, noticeId, 'payments.bank') : undefined
  if (held && held.customer.id !== customer.id)
    throw new Refusal('payments.notice_not_found', { id: held.notice.id })
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
    (open) => allocate(amount, shares, open),
  )
  if (held) await confirmBy(work, held.notice, customer.id, recorded.id)
  const payment = { id: recorded.id, customerId: customer.id, amount }
  await linkLine(work, line.id, { payment, booked: true, noticeId: noticeId ?? null, why })
}

/** Says that a line is a payment that is in the books already: nothing is booked. */
async function linkKnown(work: Work, { line, customer, why }: Chosen, paymentId: string) {
  const known = await lockPayment(work, paymentId)
  if (!customer.parties.includes(known.customerId))
    throw new Refusal('payments.payment_not_found', { id: paymentId })
  const payment = { id: known.id, customerId: customer.id, amount: known.amount }
  await linkLine(work, line.id, { payment, booked: false, noticeId: null, why })
}

/** What was proposed for this customer, so that the match says why it was believed. */
async function whyOf(work: Work, line: LineRecord, customerId: string): Promise<readonly Why[]> {
  const arrived = arrivedOf(line)
  const { known } = await knownFor(work, [arrived], 'payments.bank')
  return propose(arrived, indexOf(known)).find((each) => each.customerId === customerId)?.why ?? []
}

const match = command(
  'payments.bank',
  async (work, input: MatchLine): Promise<{ id: string }> => {
    const { newPaymentId, knownPaymentId } = input
    if ((newPaymentId === undefined) === (knownPaymentId === undefined))
      throw new Refusal('request.invalid', { reason: 'one payment, new or known' })
    const why = await whyOf(work, await getLine(work, input.id), input.customerId)
    const customer = await lockCustomer(work, input.customerId, 'payments.bank')
    const line = await holdLine(work, input.id)
    const chosen = { line, customer, noticeId: input.noticeId, why }
    if (knownPaymentId) await linkKnown(work, chosen, knownPaymentId)
    else if (newPaymentId)
      await bookLine(work, chosen, { id: newPaymentId, shares: input.shares, rate: input.rate })
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

/** Accepts what is proposed for one line, if it is sure at this moment. */
const matchOne = command(
  'payments.bank',
  async (work, { lineId, newPaymentId }: SureLine): Promise<boolean> => {
    const seen = await getLine(work, lineId)
    if (seen.state !== 'open') return false
    const { known } = await knownFor(work, [arrivedOf(seen)], 'payments.bank')
    const proposals = propose(arrivedOf(seen), indexOf(known))
    const [best] = proposals
    if (!best || !isSure(proposals)) return false
    const customer = await lockCustomer(work, best.customerId, 'payments.bank')
    const line = await holdLine(work, lineId)
    const chosen = { line, customer, noticeId: best.noticeId ?? undefined, why: best.why }
    if (best.paymentId) await linkKnown(work, chosen, best.paymentId)
    else await bookLine(work, chosen, { id: newPaymentId, shares: best.shares })
    return true
  },
  { once: ({ newPaymentId }) => newPaymentId, name: 'payments.match_sure_line' },
)

/** Accepts every sure line of these, each in a transaction of its own; the rest is left for a person. */
export async function matchSure(
  session: Session,
  { lines }: MatchSure,
): Promise<{ matched: string[]; left: string[] }> {
  demand(session, 'payments.bank')
  const matched: string[] = []
  const left: string[] = []
  for (const line of lines) {
    try {
      const done = await matchOne(session, line)
      ;(done ? matched : left).push(line.lineId)
    } catch (error) {
      // What moved meanwhile is for a person to look at.
      if (!(error instanceof Refusal)) throw error
      left.push(line.lineId)
    }
  }
  return { matched, left }
}
