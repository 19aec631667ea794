import { normalisedSubject, referencesOfAnswer } from '#core/messaging/mail-threading.ts'
import { wordsOf } from '#core/messaging/thread.ts'
import { Refusal } from '#core/refusal.ts'
import type { Work } from '#platform/command.ts'
import { currentSender, openSender } from '../accounts/sender.ts'
import { mailIdOf } from '../mail.ts'
import type { ThreadTable } from '../tables.ts'
import type { ChatToSend } from './send-chat.ts'

/** The head of an answer: what it is called, and what it answers. */
export type AnswerHead = Readonly<{
  subject: string
  inReplyTo: readonly string[]
  references: readonly string[]
}>

type Before = {
  subject: string
  mail_id: string | null
  in_reply_to: string[] | null
  reference_ids: string[] | null
}

/** The mail that is answered: the one that was chosen, else their last one. */
async function before(work: Work, thread: ThreadTable, id: string | undefined) {
  const [row] = await work.run<Before>(
    `select m.subject, k.mail_id, k.in_reply_to, k.reference_ids from message m
     left join message_mail k on k.company_id = m.company_id and k.message_id = m.id
     where m.company_id = $1 and m.thread_id = $2
       and case when $3::uuid is null then m.direction = 'in' else m.id = $3 end
     order by m.said_at desc, m.id desc limit 1`,
    [work.companyId, thread.id, id ?? null],
  )
  return row
}

/**
 * What a mail on this thread is called and answers.
 * @throws messaging.account_not_found, messaging.empty
 */
export async function answerByMail(
  work: Work,
  thread: ThreadTable,
  chat: Pick<ChatToSend, 'said' | 'subject' | 'answers' | 'fileIds' | 'attachments'>,
): Promise<AnswerHead> {
  const sender = (await openSender(work, thread.account_id)) ?? (await currentSender(work))
  if (!sender) throw new Refusal('messaging.account_not_found', { id: thread.account_id })
  const files = (chat.fileIds?.length ?? 0) + (chat.attachments?.length ?? 0)
  if (wordsOf(chat.said).trim() === '' && files === 0) throw new Refusal('messaging.empty')
  const answered = await before(work, thread, chat.answers)
  const plain = answered && normalisedSubject(answered.subject)
  const subject =
    chat.subject?.trim() || (plain ? `Re: ${answered.subject.replace(/^\s*re:\s*/i, '')}` : '…')
  if (!answered?.mail_id) return { subject, inReplyTo: [], references: [] }
  const { mail_id: mailId, in_reply_to: inReplyTo, reference_ids: references } = answered
  return {
    subject,
    inReplyTo: [mailId],
    references: referencesOfAnswer({
      mailId,
      inReplyTo: inReplyTo ?? [],
      references: references ?? [],
    }),
  }
}

/** Keeps the head beside the message, so that answers to it find their way back. */
export async function keepHead(work: Work, messageId: string, head: AnswerHead): Promise<void> {
  const mailId = mailIdOf(work.companyId, messageId).slice(1, -1)
  await work.run(
    `insert into message_mail (company_id, message_id, mail_id, in_reply_to, reference_ids)
     values ($1, $2, $3, $4, $5)`,
    [work.companyId, messageId, mailId, head.inReplyTo, head.references],
  )
}
