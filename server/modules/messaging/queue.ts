import { MessageQueued } from '#core/messaging/events.ts'
import { declinable, type MessageCategory } from '#core/messaging/message.ts'
import { Email, type Language } from '#core/people/identity.ts'
import type { Work } from '#platform/command.ts'
import { emailReady } from './accounts.ts'
import { optedOut } from './consents.ts'

/** A message as another module asks for it. */
export type MessageToQueue = Readonly<{
  customerId?: string | undefined
  to: Readonly<{ name?: string | undefined; address: string }>
  channel: 'email'
  category: MessageCategory
  language: Language
  subject: string
  body: string
  attachments: readonly Readonly<{ maker: string; id: string }>[]
  about: Readonly<{ kind: string; id: string }>
  /** Names the sending for ever: a second message with the same name is the first one. */
  once: string
  notBefore?: Date | undefined
}>

export type RefusedBecause = 'opted_out' | 'address_invalid' | 'no_account'
export type Queued =
  | Readonly<{ messageId: string; state: 'queued' }>
  | Readonly<{ messageId: null; state: 'refused'; reason: RefusedBecause }>

/** So many messages are sent by one job, one after the other. */
const messagesAJob = 20

/** Puts one message in line. Asking twice with the same `once` gives the first one's id. */
export async function queueMessage(work: Work, message: MessageToQueue): Promise<Queued> {
  const [queued] = await queueMessages(work, [message])
  if (!queued) throw new Error('Every message has an answer')
  return queued
}

async function refusalOf(work: Work, messages: readonly MessageToQueue[]) {
  const ready = await emailReady(work)
  const asked = messages.flatMap(({ customerId, category }) =>
    customerId !== undefined && declinable.includes(category) ? [customerId] : [],
  )
  const out = await optedOut(work, asked, 'email')
  return (message: MessageToQueue): RefusedBecause | undefined => {
    const { customerId, category, to } = message
    if (!ready) return 'no_account'
    if (customerId !== undefined && declinable.includes(category) && out.has(customerId))
      return 'opted_out'
    return Email.safeParse(to.address).success ? undefined : 'address_invalid'
  }
}

const insertSql = `
  insert into message (company_id, id, customer_id, channel, category, language, to_name, to_address,
    subject, body, attachments, about_kind, about_id, once, not_before, queued_at, actor_id, actor_name)
  select $1, m.id, m.customer_id, m.channel, m.category, m.language, m.to_name, m.to_address,
    m.subject, m.body, m.attachments, m.about_kind, m.about_id, m.once, m.not_before, $3, $4, $5
  from jsonb_to_recordset($2::jsonb) as m(id uuid, customer_id uuid, channel text, category text,
    language text, to_name text, to_address text, subject text, body text, attachments jsonb,
    about_kind text, about_id uuid, once text, not_before timestamptz)
  on conflict (company_id, once) do nothing returning id, once`

/** Puts many messages in line in one statement; the answers stand in the order of the questions. */
export async function queueMessages(
  work: Work,
  messages: readonly MessageToQueue[],
): Promise<Queued[]> {
  const refuse = await refusalOf(work, messages)
  const good = messages.filter((message) => refuse(message) === undefined)
  const rows = good.map((message) => ({
    id: work.newId(),
    customer_id: message.customerId ?? null,
    channel: message.channel,
    category: message.category,
    language: message.language,
    to_name: message.to.name ?? null,
    to_address: message.to.address,
    subject: message.subject,
    body: message.body,
    attachments: message.attachments,
    about_kind: message.about.kind,
    about_id: message.about.id,
    once: message.once,
    not_before: message.notBefore?.toISOString() ?? null,
  }))
  const made = await work.run<{ id: string; once: string }>(insertSql, [
    work.companyId,
    JSON.stringify(rows),
    work.now,
    work.actor.id,
    work.actor.name,
  ])
  const idOf = new Map(made.map(({ id, once }) => [once, id]))
  tell(work, good, idOf)
  const missing = good.flatMap(({ once }) => (idOf.has(once) ? [] : [once]))
  if (missing.length > 0)
    for (const { id, once } of await work.run<{ id: string; once: string }>(
      'select id, once from message where company_id = $1 and once = any($2)',
      [work.companyId, missing],
    ))
      idOf.set(once, id)
  return messages.map((message): Queued => {
    const reason = refuse(message)
    if (reason) return { messageId: null, state: 'refused', reason }
    return { messageId: idOf.get(message.once) ?? '', state: 'queued' }
  })
}

function tell(work: Work, good: readonly MessageToQueue[], idOf: ReadonlyMap<string, string>) {
  const soon: string[] = []
  for (const message of good) {
    const messageId = idOf.get(message.once)
    if (messageId === undefined) continue
    const { customerId, category, about, notBefore } = message
    work.publish(
      MessageQueued,
      { kind: 'message', id: messageId, customerId },
      { messageId, customerId: customerId ?? null, category, about },
    )
    if (notBefore && notBefore > work.now)
      work.enqueue(
        'messaging.send',
        { messageIds: [messageId] },
        { key: `message:${messageId}`, runAt: notBefore },
      )
    else soon.push(messageId)
  }
  for (let first = 0; first < soon.length; first += messagesAJob)
    work.enqueue('messaging.send', { messageIds: soon.slice(first, first + messagesAJob) })
}
