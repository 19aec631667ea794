import { PaymentNoticeOpened } from '#core/payments/events.ts'
import {
  isReceiptMime,
  type NoticeSource,
  type OpenNotice,
  type SayTransferred,
} from '#core/payments/notice.ts'
import type { Notice } from '#core/payments/notice-api.ts'
import { Refusal } from '#core/refusal.ts'
import { lockCustomer } from '#modules/contacts/index.ts'
import { command, reaction, type Work } from '#platform/command.ts'
import type { Context } from '#platform/context.ts'
import { type KeptPaper, keepPaper, orDrop } from '#platform/paper.ts'
import { look } from '#platform/query.ts'
import { demand, type Session } from '#platform/session.ts'
import { storeFile } from '#platform/stored-files.ts'
import { enter } from '../online/pay-page.ts'
import { noticeOf } from './list-notices.ts'

/** So many may wait of one customer by their pay page: more are no notices any more. */
const mostWaiting = 5

type Said = Omit<OpenNotice, 'file' | 'customerId'> &
  Readonly<{ file: KeptPaper | undefined; linkId?: string | undefined }>
type Origin = Readonly<{
  source: NoticeSource
  fileId: string | null
  threadId: string | null
}>

/** Where a notice comes from: a message with its own file, a pay page, or a colleague's desk. */
async function originOf(work: Work, said: Said, parties: readonly string[]): Promise<Origin> {
  const stored = said.file ? await storeFile(work, said.file.kept, said.file.name) : null
  if (said.linkId) return { source: 'pay_page', fileId: stored, threadId: null }
  if (!said.messageId) return { source: 'staff', fileId: stored, threadId: null }
  const files = await work.run<{
    file_id: string
    mime: string | null
    thread_id: string
    channel: string
    customer_id: string | null
  }>(
    `select file_id, mime, thread_id, channel, customer_id from message_file_view
     where company_id = $1 and message_id = $2 order by place`,
    [work.companyId, said.messageId],
  )
  const file = files.find(({ mime }) => isReceiptMime(mime))
  if (!file?.customer_id || !parties.includes(file.customer_id))
    throw new Refusal('payments.notice_message', { id: said.messageId })
  return {
    source: file.channel === 'email' ? 'mail' : 'chat',
    fileId: stored ?? file.file_id,
    threadId: file.thread_id,
  }
}

/** The same message is one notice: a second click finds that a colleague was quicker. */
async function assertNewMessage(work: Work, messageId: string | undefined): Promise<void> {
  if (!messageId) return
  const [known] = await work.run<{ by: string }>(
    `select opened_by_name as by from payment_notice
     where company_id = $1 and message_id = $2 and state = any('{open,confirmed}')`,
    [work.companyId, messageId],
  )
  if (known) throw new Refusal('payments.notice_repeated', { by: known.by })
}

/** Writes a notice whose customer is held; the same id again changes nothing, and says so. */
async function openHeld(
  work: Work,
  customer: Readonly<{ id: string; parties: readonly string[] }>,
  said: Said,
): Promise<'opened' | 'known'> {
  const [known] = await work.run<{ customer_id: string; amount: number; currency: string }>(
    'select customer_id, amount, currency from payment_notice where company_id = $1 and id = $2',
    [work.companyId, said.id],
  )
  if (known) {
    const { minor, currency } = said.amount
    const same = known.amount === minor && known.currency === currency
    if (!same || !customer.parties.includes(known.customer_id))
      throw new Refusal('request.id_reused', { id: said.id })
    return 'known'
  }
  if (said.paidOn > work.today)
    throw new Refusal('payments.paid_in_the_future', { paidOn: said.paidOn, today: work.today })
  await assertNewMessage(work, said.messageId)
  const { source, fileId, threadId } = await originOf(work, said, customer.parties)
  await work.run(
    `insert into payment_notice (company_id, id, customer_id, amount, currency, paid_on, bank,
       reference, note, file_id, source, thread_id, message_id, link_id, opened_at, opened_by,
       opened_by_name)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
    [
      ...[work.companyId, said.id, customer.id, said.amount.minor, said.amount.currency],
      ...[said.paidOn, said.bank || null, said.reference || null, said.note || null, fileId],
      ...[source, threadId, said.messageId ?? null, said.linkId ?? null, work.now],
      ...[work.actor.kind === 'user' ? work.actor.id : null, work.actor.name],
    ],
  )
  work.audit('payments.notice_opened', {
    kind: 'payment_notice',
    id: said.id,
    before: null,
    after: { customerId: customer.id, amount: said.amount, paidOn: said.paidOn, source },
  })
  work.publish(
    PaymentNoticeOpened,
    { kind: 'payment_notice', id: said.id, customerId: customer.id },
    { noticeId: said.id, customerId: customer.id, amount: said.amount, source },
  )
  return 'opened'
}

/**
 * Writes down what a customer who is held told a colleague, in the colleague's own transaction.
 * @throws payments.paid_in_the_future, request.id_reused
 */
export async function openNoticeIn(
  work: Work,
  customer: Readonly<{ id: string; parties: readonly string[] }>,
  said: Omit<OpenNotice, 'file' | 'customerId' | 'messageId'>,
): Promise<void> {
  demand(work.session, 'payments.notice')
  await openHeld(work, customer, { ...said, file: undefined })
}

type Wanted = Readonly<{ customerId: string; said: Said }>

const open = command(
  'payments.notice',
  async (work, { customerId, said }: Wanted) =>
    openHeld(work, await lockCustomer(work, customerId, 'payments.notice'), said),
  { name: 'payments.open_notice' },
)

/**
 * Writes down that a customer says they transferred, with their receipt. Nothing is in the books yet.
 * @throws payments.notice_message, payments.notice_repeated, payments.paid_in_the_future,
 *   file.kind_refused
 */
export async function openNotice(session: Session, input: OpenNotice): Promise<Notice> {
  demand(session, 'payments.notice')
  const { customerId, file, ...said } = input
  const paper = file && (await keepPaper(session, file, 'receipt'))
  await orDrop(session, paper, open(session, { customerId, said: { ...said, file: paper } }))
  return look(session, (from) => noticeOf(from, input.id, 'payments.notice'))
}

const say = reaction('payments.say_transferred', async (work, { customerId, said }: Wanted) => {
  const customer = await lockCustomer(work, customerId)
  const [waiting] = await work.run<{ count: number }>(
    `select count(*) as count from payment_notice
       where company_id = $1 and customer_id = any($2) and source = 'pay_page' and state = 'open'
         and id <> $3`,
    [work.companyId, customer.parties, said.id],
  )
  if ((waiting?.count ?? 0) >= mostWaiting) throw new Refusal('payments.notice_too_many')
  return openHeld(work, customer, said)
})

/**
 * The holder of a pay link says that they transferred.
 * @throws payments.notice_too_many, payments.paid_in_the_future, file.kind_refused
 */
export async function sayTransferred(
  context: Context,
  input: SayTransferred,
): Promise<{ done: true }> {
  const { session, link } = await enter(context.house, input.token)
  const { token: _, file, ...said } = input
  const paper = file && (await keepPaper(session, file, 'receipt'))
  const wanted = { customerId: link.customerId, said: { ...said, file: paper, linkId: link.id } }
  await orDrop(session, paper, say(session, wanted))
  return { done: true }
}
