import { z } from 'zod'
import { MessageFailed, MessageSent, MessageUnknown } from '#core/messaging/events.ts'
import {
  backOffMinutes,
  brokenOffAfterMinutes,
  type MessageFailure,
  mostAttempts,
} from '#core/messaging/message.ts'
import { reaction, type Work } from '#platform/command.ts'
import { crashPoint } from '#platform/crash.ts'
import { job } from '#platform/jobs.ts'
import type { Session } from '#platform/session.ts'
import { restAccount, wakeAccount } from './accounts/opened.ts'
import { findAccount } from './accounts/row.ts'
import type { Delivery } from './channel.ts'
import { type ChatInHand, chatInHand, deliverChat, type Lifted, lift } from './chat/deliver-chat.ts'
import { type MailInHand, mailInHand, openFiles } from './chat/mail-in-hand.ts'
import type { ChatDelivery } from './chat-channel.ts'
import { heldBack } from './hold-back.ts'
import { mailOf } from './mail.ts'
import { attachmentMakers, channels, type MadeFile } from './ports.ts'
import { applyStatuses, earlyStatuses } from './statuses/apply-statuses.ts'
import { lockMessage, queueAgain } from './store.ts'
import type { MessageTable } from './tables.ts'

type Failed = Readonly<{
  outcome: 'failed'
  reason: MessageFailure
  detail: string
  again: boolean
  waitMs?: number | undefined
  whole?: true | undefined
}>
type Outcome = (Exclude<Delivery, { outcome: 'failed' }> & { units?: number | undefined }) | Failed
type Claimed = Readonly<{
  message: MessageTable
  attemptId: string
  /** Of a mail. */
  mail: MailInHand | undefined
  /** Of everything else. */
  chat: ChatInHand | undefined
}>

const minute = 60_000

/** Takes a message in hand, and commits that it did before anything leaves. */
const claim = reaction(
  'messaging.claim',
  async (work, { messageId }: { messageId: string }): Promise<Claimed | null> => {
    const message = await lockMessage(work, messageId)
    if (message.state === 'sending') await giveUpBrokenOff(work, message)
    if (message.state !== 'queued') return null
    if (message.not_before && message.not_before > work.now) {
      await queueAgain(work, messageId, message.not_before)
      return null
    }
    if (await held(work, message)) return null
    const chat = message.channel === 'email' ? undefined : await chatInHand(work, message)
    const resting = chat ? chat.account.restingUntil : await mailRest(work, message)
    if (resting && resting > work.now) {
      // Not all at once when the rest ends, but those of one thread together, so that they keep their order.
      const apart = (Number.parseInt((message.thread_id ?? messageId).slice(-4), 16) % 1000) * 2
      await queueAgain(work, messageId, new Date(resting.getTime() + apart))
      return null
    }
    const attemptId = work.newId()
    const number = message.attempts + 1
    await work.run(
      `update message set state = 'sending', attempts = $3, attempt_id = $4, claimed_at = $5,
         reason = null, detail = null where company_id = $1 and id = $2`,
      [work.companyId, messageId, number, attemptId, work.now],
    )
    await work.run(
      `insert into message_attempt (company_id, message_id, number, id, started_at, actor_name)
       values ($1, $2, $3, $4, $5, $6)`,
      [work.companyId, messageId, number, attemptId, work.now, work.actor.name],
    )
    const mail = message.channel === 'email' ? await mailInHand(work, message) : undefined
    return { message, attemptId, mail, chat }
  },
)

/** Until when the account of a mail is left alone. */
async function mailRest(work: Work, { channel, account_id: id }: MessageTable) {
  const row = channel === 'email' && id !== null ? await findAccount(work, id) : undefined
  return row?.resting_until ?? null
}

/** Puts off or ends what may not leave now. @returns whether it did */
async function held(work: Work, message: MessageTable): Promise<boolean> {
  const verdict = await heldBack(work, message)
  if (!verdict) return false
  if ('until' in verdict) await queueAgain(work, message.id, verdict.until)
  else {
    const { refused: reason, detail } = verdict
    await finish(work, message, { outcome: 'failed', reason, detail, again: false })
  }
  return true
}

/** A message found in hand long after nobody can hold it: it may have left, so nobody repeats it. */
export async function giveUpBrokenOff(work: Work, message: MessageTable): Promise<void> {
  const since = message.claimed_at?.getTime() ?? 0
  if (work.now.getTime() - since < brokenOffAfterMinutes * minute) return
  await finish(work, message, { outcome: 'unknown', detail: 'the sending broke off' })
}

const aboutOf = (message: MessageTable) => ({
  messageId: message.id,
  customerId: message.customer_id,
  category: message.category,
  about: { kind: message.about_kind, id: message.about_id },
})

/** Writes how a sending ended, and says it aloud once it will not change by itself. */
async function finish(work: Work, message: MessageTable, outcome: Outcome): Promise<void> {
  const reason = outcome.outcome === 'failed' ? outcome.reason : null
  const detail = outcome.outcome === 'sent' ? null : outcome.detail
  await work.run(
    `update message_attempt set ended_at = $4, outcome = $5, reason = $6, detail = $7
     where company_id = $1 and message_id = $2 and id = $3`,
    [work.companyId, message.id, message.attempt_id, work.now, outcome.outcome, reason, detail],
  )
  const provider = outcome.outcome === 'sent' ? outcome.providerId : null
  await work.run(
    `update message m set state = $3, reason = $4, detail = $5, sent_at = $7, units = coalesce($8, m.units),
       provider_id = case when exists (select 1 from message o where o.company_id = $1
         and o.account_id = m.account_id and o.provider_id = $6 and o.id <> m.id) then null else $6 end
     where m.company_id = $1 and m.id = $2`,
    [
      work.companyId,
      message.id,
      outcome.outcome,
      reason,
      detail,
      provider,
      outcome.outcome === 'sent' ? work.now : null,
      outcome.outcome === 'sent' ? (outcome.units ?? null) : null,
    ],
  )
  if (message.thread_id)
    work.whisper('messaging.progress', { kind: 'thread', id: message.thread_id })
  const about = { kind: 'message', id: message.id, customerId: message.customer_id ?? undefined }
  if (outcome.outcome === 'failed') {
    if (outcome.again && message.attempts < mostAttempts) {
      const wait = outcome.waitMs ?? backOffMs(message)
      await queueAgain(work, message.id, new Date(work.now.getTime() + wait))
      await restFor(work, message, outcome)
      return
    }
    work.publish(MessageFailed, about, { ...aboutOf(message), reason: outcome.reason })
    return
  }
  work.publish(outcome.outcome === 'sent' ? MessageSent : MessageUnknown, about, aboutOf(message))
  if (provider === null || !message.account_id) return
  await wakeAccount(work, message.account_id)
  await applyStatuses(work, await earlyStatuses(work, message.account_id, provider))
}

/** A chat waits for seconds where a mail waits for minutes: somebody looks at the screen. */
const backOffMs = ({ channel, attempts }: MessageTable): number =>
  channel === 'email' ? backOffMinutes(attempts) * minute : 5_000 * 4 ** (attempts - 1)

/** A vendor that is down or has had enough is left alone, longer each time; others go on. */
async function restFor(work: Work, message: MessageTable, outcome: Failed): Promise<void> {
  const all = outcome.whole || ['unavailable', 'account_limited'].includes(outcome.reason)
  if (!message.account_id || !all) return
  const account = await findAccount(work, message.account_id)
  const ms = outcome.waitMs ?? Math.min(5_000 * 2 ** (account?.rests ?? 0), 5 * minute)
  const untilMs = work.now.getTime() + ms
  await restAccount(work, message.account_id, { untilMs, reason: outcome.reason })
}

/** Records an answer, if nothing newer has taken the message in hand since. */
const record = reaction(
  'messaging.record',
  async (
    work,
    input: { messageId: string; attemptId: string; outcome: Outcome },
  ): Promise<void> => {
    const message = await lockMessage(work, input.messageId)
    if (message.attempt_id !== input.attemptId) return
    // A sweep may have called it unknown while the server took its time: an answer is better.
    if (message.state === 'sending' || message.state === 'unknown')
      await finish(work, message, input.outcome)
    else if (message.state !== 'queued') await learn(work, message, input.outcome)
  },
)

/** A vendor may tell of a message before it answers our sending: what the answer alone knows is added. */
async function learn(work: Work, message: MessageTable, outcome: Outcome): Promise<void> {
  if (outcome.outcome !== 'sent' || !message.account_id) return
  await work.run(
    'update message set units = coalesce(units, $3) where company_id = $1 and id = $2',
    [work.companyId, message.id, outcome.units ?? null],
  )
  await wakeAccount(work, message.account_id)
}

async function makeAttachments(session: Session, message: MessageTable): Promise<MadeFile[]> {
  const makers = session.house.plugs.get(attachmentMakers)
  const files: MadeFile[] = []
  for (const { maker, id } of message.attachments) {
    // A file that lies in the store as it is: the picture above a template.
    if (maker === 'file') {
      files.push(...(await openFiles(session, [id])))
      continue
    }
    const make = makers[maker]
    if (!make) throw new Error(`No maker of attachments is called ${maker}`)
    files.push(await make(session, id))
  }
  return files
}

/** What a vendor of chats answers, in the words of all messages. */
const outcomeOf = (delivery: ChatDelivery): Outcome => {
  if (delivery.outcome !== 'failed') return delivery
  const { failure, again, waitMs, whole } = delivery
  const detail = `${failure.code} ${failure.detail}`.trim()
  return { outcome: 'failed', reason: failure.reason, detail, again, waitMs, whole }
}

type Packed = Readonly<{ files: MadeFile[]; lifted: Lifted | undefined }>

/** The files of a message, made and where the vendor wants them. */
async function pack(session: Session, { message, mail, chat }: Claimed): Promise<Packed> {
  // What was made for a chat once stands in its thread, and goes as it stands there.
  const made = chat && chat.media.length > 0 ? [] : await makeAttachments(session, message)
  const files = [...made, ...(await openFiles(session, mail?.fileIds ?? []))]
  return { files, lifted: chat && (await lift(session, message.id, chat, files)) }
}

async function deliver(session: Session, claimed: Claimed): Promise<Outcome> {
  const { message, mail, chat } = claimed
  if (!mail?.sender && !chat)
    return { outcome: 'failed', reason: 'no_account', detail: 'no account is set', again: false }
  if (chat?.refused) return outcomeOf({ outcome: 'failed', failure: chat.refused, again: false })
  let packed: Packed
  try {
    packed = await pack(session, claimed)
  } catch (error) {
    session.house.log.error({ err: error, messageId: message.id }, 'an attachment was not made')
    const detail = error instanceof Error ? error.message : String(error)
    return { outcome: 'failed', reason: 'attachment_failed', detail, again: true }
  }
  const { files, lifted } = packed
  crashPoint('message.before_send')
  const outcome = mail?.sender
    ? await session.house.plugs
        .get(channels)
        .email.send(mail.sender.account, mailOf(session.house, message, mail, files))
    : chat && outcomeOf(await deliverChat(session, message, chat, lifted))
  crashPoint('message.after_send')
  return outcome ?? { outcome: 'unknown', detail: 'nothing was sent' }
}

/**
 * Sends one message that waits: claim and commit, send, record. Whatever ends the process between
 * the two leaves the message `sending`, and a later run calls it unknown instead of repeating it.
 */
export async function sendMessage(session: Session, messageId: string): Promise<void> {
  const claimed = await claim(session, { messageId })
  if (!claimed) return
  const outcome = await deliver(session, claimed)
  await record(session, { messageId, attemptId: claimed.attemptId, outcome })
}

export const sendJob = job(
  'messaging.send',
  z.object({ messageIds: z.array(z.uuid()) }),
  async (session, { messageIds }) => {
    for (const messageId of messageIds) await sendMessage(session, messageId)
  },
)
