import { addressName } from '#core/messaging/address-name.ts'
import type { MessageDetail, MessageRow, MessagesInput } from '#core/messaging/api.ts'
import { MessageFailed, MessageSent } from '#core/messaging/events.ts'
import { type MessageState, messageStates } from '#core/messaging/message.ts'
import { Refusal } from '#core/refusal.ts'
import { customersWithin, findCustomers, masked } from '#modules/contacts/index.ts'
import { command, type Work } from '#platform/command.ts'
import { query } from '#platform/query.ts'
import { ownersWithin } from '#platform/session.ts'
import { accountNames } from './accounts/by-id.ts'
import { mailIdOf } from './mail.ts'
import { seesAddresses, shownName } from './shown-name.ts'
import { type From, lockMessage, queueAgain, tables } from './store.ts'
import type { MessageTable } from './tables.ts'

/** What we say ourselves is never `received`. */
const stateOf = ({ state }: MessageTable) => (state === 'received' ? 'sent' : state)

/** So much of a message is shown in a list. */
const beginning = 160

type Names = Readonly<{ customer: string | null; account: string | null }>

const rowOf = (from: From, message: MessageTable, names: Names): MessageRow => ({
  id: message.id,
  state: stateOf(message),
  reason: message.reason,
  category: message.category,
  channel: message.channel,
  customerId: message.customer_id,
  customerName: names.customer,
  accountId: message.account_id,
  accountName: names.account,
  toName: message.to_name === null ? null : shownName(from, message.to_name),
  toAddress: seesAddresses(from) ? message.to_address : masked(message.to_address),
  subject: message.subject,
  words: message.body.slice(0, beginning),
  language: message.language,
  aboutKind: message.about_kind,
  aboutId: message.about_id,
  attempts: message.attempts,
  queuedAt: message.queued_at.toISOString(),
  sentAt: message.sent_at?.toISOString() ?? null,
  aside: message.aside_at !== null,
})

async function namesOf(from: From, messages: readonly MessageTable[]) {
  const ids = messages.flatMap(({ customer_id }) => customer_id ?? [])
  const cards = await findCustomers(from, [...new Set(ids)])
  const accounts = await accountNames(
    from,
    messages.flatMap(({ account_id }) => account_id ?? []),
  )
  return ({ customer_id, account_id }: MessageTable): Names => ({
    customer: cards.get(customer_id ?? '')?.name ?? null,
    account: accounts.get(account_id ?? '') ?? null,
  })
}

const matching = `
  from message m where m.company_id = $1 and m.direction = 'out' and m.channel <> 'manual'
    and ($2::text[] is null or m.state = any($2)) and ($3::text[] is null or m.category = any($3))
    and ($4::uuid is null or m.customer_id = $4) and ($5::uuid is null or m.about_id = $5)
    and ($6::text is null or strpos(lower(m.subject || ' '
      || case when $8 or m.to_name !~ '${addressName}' then coalesce(m.to_name, '') else '' end
      || case when $8 then ' ' || m.to_address else '' end), lower($6)) > 0)
    and ($7::uuid[] is null or m.customer_id = any($7::uuid[]))
    and ($9::text[] is null or m.channel = any($9)) and ($10::uuid is null or m.account_id = $10)`

const troubled = `m.state in ('failed', 'unknown') and m.aside_at is null`

const Cursor = /^(\d+)_([0-9a-f-]{36})$/

/** Everything that was sent or waits, newest first; `counts` says how many stand in each state. */
export const listMessages = query('messaging.read', async (from, input: MessagesInput) => {
  const filters = [
    from.companyId,
    input.state ?? null,
    input.category ?? null,
    input.customerId ?? null,
    input.aboutId ?? null,
    input.text || null,
    (await customersWithin(from, 'messaging.read')) ?? null,
    seesAddresses(from),
    input.channel ?? null,
    input.accountId ?? null,
  ]
  const [, after, afterId] = Cursor.exec(input.cursor ?? '') ?? []
  const found = await from.run<MessageTable>(
    `select m.* ${matching} ${input.trouble ? `and ${troubled}` : ''}
       and ($11::timestamptz is null or (m.queued_at, m.id) < ($11, $12::uuid))
     order by m.queued_at desc, m.id desc limit $13`,
    [
      ...filters,
      after === undefined ? null : new Date(Number(after)),
      afterId ?? null,
      input.limit + 1,
    ],
  )
  const counted = await from.run<{
    state: MessageTable['state']
    count: number
    troubled: number
  }>(
    `select m.state, count(*) as count, count(*) filter (where ${troubled}) as troubled
     ${matching} group by m.state`,
    filters,
  )
  const waiting = counted.reduce((sum, row) => sum + row.troubled, 0)
  const counts = Object.fromEntries(messageStates.map((state) => [state, 0])) as Record<
    MessageState,
    number
  >
  for (const { state, count } of counted) if (state !== 'received') counts[state] = count
  const page = found.slice(0, input.limit)
  const last = page.at(-1)
  const nameOf = await namesOf(from, page)
  return {
    rows: page.map((message) => rowOf(from, message, nameOf(message))),
    nextCursor:
      found.length > input.limit && last ? `${last.queued_at.getTime()}_${last.id}` : null,
    total: input.trouble ? waiting : Object.values(counts).reduce((sum, count) => sum + count, 0),
    counts,
    troubled: waiting,
  }
})

/** Refuses as not found what the session may not see. */
async function assertVisible(
  from: From,
  permission: 'messaging.read' | 'messaging.send',
  message: MessageTable,
): Promise<void> {
  const owners = ownersWithin(from.session, permission)
  if (!owners) return
  const id = message.customer_id
  const owner = id === null ? null : (await findCustomers(from, [id])).get(id)?.ownerId
  if (!owner || !owners.includes(owner))
    throw new Refusal('messaging.message_not_found', { id: message.id })
}

/** @throws messaging.message_not_found */
export const showMessage = query(
  'messaging.read',
  async (from, { id }: { id: string }): Promise<MessageDetail> => {
    const [message] = await from.run<MessageTable>(
      `select * from message where company_id = $1 and id = $2 and direction = 'out'
         and channel <> 'manual'`,
      [from.companyId, id],
    )
    if (!message) throw new Refusal('messaging.message_not_found', { id })
    await assertVisible(from, 'messaging.read', message)
    const tries = await tables(from)
      .selectFrom('message_attempt')
      .selectAll()
      .where('company_id', '=', from.companyId)
      .where('message_id', '=', id)
      .orderBy('number')
      .execute()
    const nameOf = await namesOf(from, [message])
    // A mail server repeats the address that it refuses.
    const said = (detail: string | null) => (seesAddresses(from) ? detail : null)
    return {
      ...rowOf(from, message, nameOf(message)),
      body: message.body,
      attachments: message.attachments,
      reach: message.reach,
      detail: said(message.detail),
      mailId: mailIdOf(from.companyId, id),
      tries: tries.map((each) => ({
        number: each.number,
        startedAt: each.started_at.toISOString(),
        endedAt: each.ended_at?.toISOString() ?? null,
        outcome: each.outcome,
        reason: each.reason,
        detail: said(each.detail),
        by: each.actor_name,
      })),
    }
  },
)

const shown = async (work: Work, id: string): Promise<MessageRow> => {
  const message = await lockMessage(work, id)
  const nameOf = await namesOf(work, [message])
  return rowOf(work, message, nameOf(message))
}

/**
 * A person sends again what failed, or what nobody knows the fate of. It is the same message with
 * the same id in its head. @throws messaging.cannot_resend
 */
export const resendMessage = command(
  'messaging.send',
  async (work, { id }: { id: string }): Promise<MessageRow> => {
    const message = await lockMessage(work, id)
    await assertVisible(work, 'messaging.send', message)
    if (message.state !== 'failed' && message.state !== 'unknown')
      throw new Refusal('messaging.cannot_resend', { state: message.state })
    await queueAgain(work, id, work.now)
    work.audit('messaging.resent', {
      kind: 'message',
      id,
      before: { state: message.state, reason: message.reason },
      after: { state: 'queued' },
    })
    return shown(work, id)
  },
  { name: 'messaging.resend' },
)

/**
 * Somebody has seen to what went wrong: the message stays as it is, and asks for nobody any more.
 * @throws messaging.not_failed
 */
export const setAside = command(
  'messaging.send',
  async (work, { id }: { id: string }): Promise<MessageRow> => {
    const message = await lockMessage(work, id)
    await assertVisible(work, 'messaging.send', message)
    if (message.state !== 'failed')
      throw new Refusal('messaging.not_failed', { state: message.state })
    if (message.aside_at === null) {
      await work.run('update message set aside_at = $3 where company_id = $1 and id = $2', [
        work.companyId,
        id,
        work.now,
      ])
      work.audit('messaging.set_aside', {
        kind: 'message',
        id,
        before: { state: message.state, reason: message.reason },
        after: { aside: true },
      })
      work.whisper('messaging.progress', { kind: 'message', id })
    }
    return shown(work, id)
  },
  { name: 'messaging.set_aside' },
)

/** A person says whether a message of unknown fate arrived. @throws messaging.not_unknown */
export const resolveUnknown = command(
  'messaging.send',
  async (work, input: { id: string; arrived: boolean; note: string }): Promise<MessageRow> => {
    const { id, arrived, note } = input
    const message = await lockMessage(work, id)
    await assertVisible(work, 'messaging.send', message)
    if (message.state !== 'unknown')
      throw new Refusal('messaging.not_unknown', { state: message.state })
    await work.run(
      `update message set state = $3, reason = $4, sent_at = case when $3 = 'sent' then claimed_at end
       where company_id = $1 and id = $2`,
      [work.companyId, id, arrived ? 'sent' : 'failed', arrived ? null : 'rejected'],
    )
    work.audit('messaging.outcome_settled', {
      kind: 'message',
      id,
      before: { state: 'unknown' },
      after: { arrived, note },
    })
    const facts = {
      messageId: id,
      customerId: message.customer_id,
      category: message.category,
      about: { kind: message.about_kind, id: message.about_id },
    }
    const about = { kind: 'message', id, customerId: message.customer_id ?? undefined }
    if (arrived) work.publish(MessageSent, about, facts)
    else work.publish(MessageFailed, about, { ...facts, reason: 'rejected' as const })
    return shown(work, id)
  },
  { name: 'messaging.resolve_unknown' },
)
