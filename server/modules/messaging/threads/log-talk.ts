import type { LogTalk } from '#core/messaging/api.ts'
import { TalkLogged } from '#core/messaging/events.ts'
import { Refusal } from '#core/refusal.ts'
import { findCustomers, lockCustomer } from '#modules/contacts/index.ts'
import { command, type Work } from '#platform/command.ts'

/** The one thread of a customer that no vendor carries: its account is the company itself. */
async function manualThread(work: Work, customerId: string): Promise<string> {
  const name = (await findCustomers(work, [customerId])).get(customerId)?.name ?? '—'
  const fresh = work.newId()
  const claimed = await work.run(
    `insert into thread_identity (company_id, account_id, kind, value, thread_id, added_at)
     values ($1, $1, 'other', $2, $3, $4) on conflict do nothing returning thread_id`,
    [work.companyId, customerId, fresh, work.now],
  )
  if (claimed.length > 0) {
    await work.run(
      `insert into thread (company_id, id, account_id, channel, customer_id, linked_by, name,
         address_kind, address, started_at)
       values ($1, $2, $1, 'manual', $3, 'person', $4, 'other', $5, $6)`,
      [work.companyId, fresh, customerId, name.slice(0, 200), customerId, work.now],
    )
    return fresh
  }
  const [row] = await work.run<{ thread_id: string }>(
    `select thread_id from thread_identity
     where company_id = $1 and account_id = $1 and kind = 'other' and value = $2`,
    [work.companyId, customerId],
  )
  if (!row) throw new Error('The thread was claimed by somebody')
  return row.thread_id
}

/**
 * Writes down what was spoken elsewhere: on the telephone, across a table, on another network. It
 * stands among the messages of the customer, at the time when it was said: now, unless another is named.
 * @throws contacts.customer_not_found, messaging.logged_later
 */
export const logTalk = command(
  'messaging.send',
  async (work, input: LogTalk): Promise<{ id: string; threadId: string }> => {
    const { id: customerId } = await lockCustomer(work, input.customerId, 'messaging.send')
    const { id, of, direction, text, minutes } = input
    const at = input.at === undefined ? work.now : new Date(input.at)
    if (at > work.now) throw new Refusal('messaging.logged_later')
    const threadId = await manualThread(work, customerId)
    const said = { kind: 'log', of, ...(minutes !== undefined && { minutes }) }
    const theirs = direction === 'in'
    await work.run(
      `insert into message (company_id, id, customer_id, channel, direction, account_id, thread_id,
         category, language, to_name, to_address, subject, body, content, attachments, said_at, by_human,
         about_kind, about_id, once, state, queued_at, sent_at, actor_id, actor_name)
       values ($1, $2, $3, 'manual', $4, $1, $5, 'chat', 'ar', null, $6, '', $7, $8, '[]', $9, true,
         'thread', $5, $10, $11, $12, $13, $14, $15)`,
      [
        ...[work.companyId, id, customerId, direction, threadId, customerId, text],
        ...[JSON.stringify(said), at, `log:${id}`, theirs ? 'received' : 'sent', work.now],
        ...[theirs ? null : at, work.actor.id, work.actor.name],
      ],
    )
    await work.run(
      `update thread set last_in_at = case when $3 then greatest(last_in_at, $4) else last_in_at end,
         last_out_at = case when $3 then last_out_at else greatest(last_out_at, $4) end
       where company_id = $1 and id = $2`,
      [work.companyId, threadId, theirs, at],
    )
    const after = { of, direction, at: at.toISOString(), minutes: minutes ?? null }
    work.audit('messaging.talk_logged', { kind: 'customer', id: customerId, before: null, after })
    work.publish(
      TalkLogged,
      { kind: 'thread', id: threadId, customerId },
      { messageId: id, threadId, customerId, of, direction },
    )
    return { id, threadId }
  },
  { name: 'messaging.log_talk', once: ({ id }) => id },
)
