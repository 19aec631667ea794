import type { Money } from '#core/money.ts'
import type { Why } from '#core/payments/bank/match.ts'
import { Refusal } from '#core/refusal.ts'
import type { Work } from '#platform/command.ts'
import { getLine, type LineRecord } from './store.ts'

export type Link = Readonly<{
  payment: Readonly<{ id: string; customerId: string; amount: Money }>
  /** The payment was booked for this line, and falls with the match. */
  booked: boolean
  noticeId: string | null
  why: readonly Why[]
}>

/**
 * Holds a line that waits; of two at once, the second finds that it is taken. Its customer is held
 * before.
 * @throws payments.bank_line_not_found, payments.line_taken
 */
export async function holdLine(work: Work, id: string): Promise<LineRecord> {
  await work.run('select id from bank_line where company_id = $1 and id = $2 for no key update', [
    work.companyId,
    id,
  ])
  const line = await getLine(work, id)
  if (line.state !== 'open')
    throw new Refusal('payments.line_taken', { number: line.payment_number ?? '' })
  return line
}

/** Says that a line is a payment, whose customer is held. @throws payments.line_other_amount */
export async function linkLine(work: Work, lineId: string, link: Link): Promise<void> {
  const line = await holdLine(work, lineId)
  const { payment } = link
  if (line.amount !== payment.amount.minor || line.currency !== payment.amount.currency)
    throw new Refusal('payments.line_other_amount', {
      line: line.amount,
      payment: payment.amount.minor,
    })
  const made = await work.run(
    `insert into bank_match (company_id, id, line_id, payment_id, customer_id, booked, notice_id, why,
       matched_at, matched_by, matched_by_name)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     on conflict (company_id, payment_id) where undone_at is null do nothing returning id`,
    [
      ...[work.companyId, work.newId(), lineId, payment.id, payment.customerId, link.booked],
      ...[link.noticeId, JSON.stringify(link.why), work.now, work.actor.id, work.actor.name],
    ],
  )
  if (made.length === 0) throw new Refusal('payments.payment_matched')
  await work.run(
    `update bank_line set state = 'matched', ended_at = $3, ended_by_name = $4
     where company_id = $1 and id = $2`,
    [work.companyId, lineId, work.now, work.actor.name],
  )
  work.audit('payments.line_matched', {
    kind: 'bank_line',
    id: lineId,
    before: { state: 'open' },
    after: { paymentId: payment.id, customerId: payment.customerId, booked: link.booked },
  })
  work.whisper('payments.line_matched', { kind: 'bank_line', id: lineId })
}

/**
 * Gives the line of a payment that never was one back, and the notice that it answered. A payment
 * that bounced did arrive: its line stays what it was.
 */
export async function freeLine(work: Work, paymentId: string): Promise<void> {
  const freed = await work.run<{ line_id: string }>(
    `update bank_match set undone_at = $3, undone_by_name = $4
     where company_id = $1 and payment_id = $2 and undone_at is null returning line_id`,
    [work.companyId, paymentId, work.now, work.actor.name],
  )
  for (const { line_id: id } of freed) await reopenLine(work, id)
  await reopenNotice(work, paymentId, null)
}

/** Takes a link away: the payment stays in the books, and the notice that it answered waits again. */
export async function unlinkLine(work: Work, lineId: string): Promise<void> {
  const [undone] = await work.run<{ payment_id: string; notice_id: string | null }>(
    `update bank_match set undone_at = $3, undone_by_name = $4
     where company_id = $1 and line_id = $2 and undone_at is null returning payment_id, notice_id`,
    [work.companyId, lineId, work.now, work.actor.name],
  )
  await reopenLine(work, lineId)
  if (undone?.notice_id) await reopenNotice(work, undone.payment_id, undone.notice_id)
}

/** The notice that a payment answered waits again. @param id this one alone; null: whichever it is */
async function reopenNotice(work: Work, paymentId: string, id: string | null): Promise<void> {
  const notices = await work.run<{ id: string }>(
    `update payment_notice set state = 'open', payment_id = null, ended_at = null, ended_by = null,
       ended_by_name = null
     where company_id = $1 and payment_id = $2 and ($3::uuid is null or id = $3) returning id`,
    [work.companyId, paymentId, id],
  )
  for (const { id } of notices)
    work.audit('payments.notice_reopened', {
      kind: 'payment_notice',
      id,
      before: { state: 'confirmed', paymentId },
      after: { state: 'open' },
    })
}

/** A line waits again. */
export async function reopenLine(work: Work, id: string): Promise<void> {
  await work.run(
    `update bank_line set state = 'open', reason = null, ended_at = null, ended_by_name = null
     where company_id = $1 and id = $2`,
    [work.companyId, id],
  )
  work.audit('payments.line_reopened', {
    kind: 'bank_line',
    id,
    before: null,
    after: { state: 'open' },
  })
  work.whisper('payments.line_reopened', { kind: 'bank_line', id })
}
