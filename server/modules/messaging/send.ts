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
import { currentSender, type Sender } from './accounts.ts'
import type { Delivery } from './channel.ts'
import { mailOf } from './mail.ts'
import { attachmentMakers, channels, type MadeFile } from './ports.ts'
import { lockMessage, queueAgain } from './store.ts'
import type { MessageTable } from './tables.ts'

type Failed = Readonly<{
  outcome: 'failed'
  reason: MessageFailure
  detail: string
  again: boolean
}>
type Outcome = Exclude<Delivery, { outcome: 'failed' }> | Failed
type Claimed = Readonly<{ message: MessageTable; attemptId: string; sender: Sender | undefined }>

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
    return { message, attemptId, sender: await currentSender(work) }
  },
)

/** A message found in hand long after nobody can hold it: it may have left, so nobody repeats it. */
async function giveUpBrokenOff(work: Work, message: MessageTable): Promise<void> {
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
    `update message set state = $3, reason = $4, detail = $5, provider_id = $6, sent_at = $7
     where company_id = $1 and id = $2`,
    [
      work.companyId,
      message.id,
      outcome.outcome,
      reason,
      detail,
      provider,
      outcome.outcome === 'sent' ? work.now : null,
    ],
  )
  const about = { kind: 'message', id: message.id, customerId: message.customer_id ?? undefined }
  if (outcome.outcome === 'failed') {
    if (outcome.again && message.attempts < mostAttempts) {
      const later = new Date(work.now.getTime() + backOffMinutes(message.attempts) * minute)
      await queueAgain(work, message.id, later)
      return
    }
    work.publish(MessageFailed, about, { ...aboutOf(message), reason: outcome.reason })
  } else
    work.publish(outcome.outcome === 'sent' ? MessageSent : MessageUnknown, about, aboutOf(message))
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
  },
)

async function makeAttachments(session: Session, message: MessageTable): Promise<MadeFile[]> {
  const makers = session.house.plugs.get(attachmentMakers)
  const files: MadeFile[] = []
  for (const { maker, id } of message.attachments) {
    const make = makers[maker]
    if (!make) throw new Error(`No maker of attachments is called ${maker}`)
    files.push(await make(session, id))
  }
  return files
}

async function deliver(session: Session, { message, sender }: Claimed): Promise<Outcome> {
  if (!sender)
    return { outcome: 'failed', reason: 'no_account', detail: 'no account is set', again: false }
  let files: MadeFile[]
  try {
    files = await makeAttachments(session, message)
  } catch (error) {
    session.house.log.error({ err: error, messageId: message.id }, 'an attachment was not made')
    const detail = error instanceof Error ? error.message : String(error)
    return { outcome: 'failed', reason: 'attachment_failed', detail, again: true }
  }
  const mail = mailOf(session.house, message, sender, files)
  crashPoint('message.before_send')
  const delivery = await session.house.plugs.get(channels).email.send(sender.account, mail)
  crashPoint('message.after_send')
  return delivery
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

/** Looks after what a crash left behind: in hand for too long, or waiting with no job. */
const sweep = reaction('messaging.sweep', async (work): Promise<void> => {
  const before = new Date(work.now.getTime() - brokenOffAfterMinutes * minute)
  const stuck = await work.run<{ id: string; state: string }>(
    `select id, state from message where company_id = $1 and state = any($3)
       and coalesce(case when state = 'sending' then claimed_at else not_before end, queued_at) < $2
     order by queued_at limit 500 for update skip locked`,
    [work.companyId, before, ['queued', 'sending']],
  )
  for (const { id, state } of stuck) {
    if (state === 'queued') await queueAgain(work, id, work.now)
    else await giveUpBrokenOff(work, await lockMessage(work, id))
  }
})

export const sweepJob = job('messaging.sweep', z.looseObject({}), (session) =>
  sweep(session, undefined),
)
