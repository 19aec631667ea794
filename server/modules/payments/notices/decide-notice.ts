import { formatDay, formatMoney } from '#core/format.ts'
import { PaymentNoticeRefused, PaymentNoticeWithdrawn } from '#core/payments/events.ts'
import type { ConfirmNotice, LinkNotice, RefuseNotice } from '#core/payments/notice.ts'
import type { Notice } from '#core/payments/notice-api.ts'
import { Refusal } from '#core/refusal.ts'
import { findCustomers, type LockedCustomer, salutation } from '#modules/contacts/index.ts'
import { reach, voiceOf } from '#modules/messaging/index.ts'
import { command, type Work } from '#platform/command.ts'
import { look } from '#platform/query.ts'
import { demand, type Session } from '#platform/session.ts'
import { linkLine } from '../bank/link-line.ts'
import { bookPayment } from '../book-payment.ts'
import { word } from '../messages/index.ts'
import { allocate } from '../record-payment.ts'
import { lockPayment, moneyOf } from '../store.ts'
import { confirmBy } from './confirm-by.ts'
import { noticeOf } from './list-notices.ts'
import { endNotice, holdNotice, type NoticeRecord } from './store.ts'

type Booked = Readonly<{ id: string; paymentId: string }>

const confirm = command(
  'payments.confirm',
  async (work, input: ConfirmNotice): Promise<Booked> => {
    const { notice, customer } = await holdNotice(work, input.id, 'payments.confirm')
    const { amount, shares } = input
    const { recorded } = await bookPayment(
      work,
      {
        id: input.paymentId,
        customerId: customer.id,
        amount,
        method: 'transfer',
        source: 'manual',
        paidOn: input.paidOn,
        rate: input.rate,
        reference: input.reference ?? notice.reference,
      },
      // What was said for an advance settles no debt by itself.
      (open, asked, promised) =>
        notice.deposit_id !== null && !shares
          ? { shares: [], unapplied: amount }
          : allocate(amount, shares, shares ? open : asked, promised),
      'payments.confirm',
    )
    await confirmBy(work, notice, customer.id, recorded.id)
    if (input.lineId) {
      demand(work.session, 'payments.bank')
      const payment = { id: recorded.id, customerId: customer.id, amount }
      await linkLine(work, input.lineId, { payment, booked: true, noticeId: notice.id, why: [] })
    }
    return { id: notice.id, paymentId: recorded.id }
  },
  { once: ({ paymentId }) => paymentId, name: 'payments.confirm_notice' },
)

/**
 * Says that the money of a notice is there: records it as a payment, once, however often it is said.
 * @throws payments.notice_not_found, payments.notice_ended, payments.rate_needed, payments.share_…,
 *   payments.line_taken
 */
export async function confirmNotice(session: Session, input: ConfirmNotice): Promise<Notice> {
  await confirm(session, input)
  return look(session, (from) => noticeOf(from, input.id, 'payments.confirm'))
}

const link = command(
  'payments.confirm',
  async (work, { id, paymentId }: LinkNotice): Promise<void> => {
    const { notice, customer } = await holdNotice(work, id, 'payments.confirm')
    const payment = await lockPayment(work, paymentId)
    if (!customer.parties.includes(payment.customerId))
      throw new Refusal('payments.payment_not_found', { id: paymentId })
    await confirmBy(work, notice, customer.id, payment.id)
  },
  { name: 'payments.link_notice' },
)

/**
 * Says that the money of a notice is a payment that is in the books already: nothing is recorded.
 * @throws payments.notice_not_found, payments.notice_ended, payments.payment_not_found,
 *   payments.already_reversed, payments.payment_answers
 */
export async function linkNotice(session: Session, input: LinkNotice): Promise<Notice> {
  await link(session, input)
  return look(session, (from) => noticeOf(from, input.id, 'payments.confirm'))
}

/** Says politely that the money was not found, in the customer's language, by the best way there is. */
async function tellRefused(
  work: Work,
  notice: NoticeRecord,
  customer: LockedCustomer,
  reason: string,
): Promise<void> {
  const card = (await findCustomers(work, [customer.id])).get(customer.id)
  if (!card) return
  const { language } = card
  const reader = { lang: language, isolate: true }
  const values = {
    name: salutation(card),
    company: voiceOf(work).name[language],
    amount: formatMoney(moneyOf(notice), reader),
    day: formatDay(notice.paid_on, { lang: language, today: work.today }),
    reason,
  }
  await reach(work, {
    customerId: customer.id,
    name: values.name,
    language,
    category: 'receipt',
    text: 'free',
    values,
    subject: word('noticeRefusedSubject', language, values),
    body: word('noticeRefusedBody', language, values),
    ownWords: true,
    attachments: [],
    about: { kind: 'payment_notice', id: notice.id },
    once: `notice_refused:${notice.id}`,
  })
}

const refuse = command(
  'payments.confirm',
  async (work, input: RefuseNotice): Promise<void> => {
    const { notice, customer } = await holdNotice(work, input.id, 'payments.confirm')
    await endNotice(work, notice, { state: 'refused', reason: input.reason })
    if (input.tell) await tellRefused(work, notice, customer, input.reason)
    work.publish(
      PaymentNoticeRefused,
      { kind: 'payment_notice', id: notice.id, customerId: customer.id },
      { noticeId: notice.id, customerId: customer.id, amount: moneyOf(notice) },
    )
  },
  { name: 'payments.refuse_notice' },
)

/** @throws payments.notice_not_found, payments.notice_ended */
export async function refuseNotice(session: Session, input: RefuseNotice): Promise<Notice> {
  await refuse(session, input)
  return look(session, (from) => noticeOf(from, input.id, 'payments.confirm'))
}

const withdraw = command(
  'payments.notice',
  async (work, { id }: { id: string }): Promise<void> => {
    const { notice, customer } = await holdNotice(work, id, 'payments.notice')
    await endNotice(work, notice, { state: 'withdrawn' })
    work.publish(
      PaymentNoticeWithdrawn,
      { kind: 'payment_notice', id, customerId: customer.id },
      { noticeId: id, customerId: customer.id, amount: moneyOf(notice) },
    )
  },
  { name: 'payments.withdraw_notice' },
)

/** @throws payments.notice_not_found, payments.notice_ended */
export async function withdrawNotice(session: Session, input: { id: string }): Promise<Notice> {
  await withdraw(session, input)
  return look(session, (from) => noticeOf(from, input.id, 'payments.notice'))
}
