import { createHash } from 'node:crypto'
import { record } from './answers.ts'
import type { Arrived, Body, Chat, State } from './state.ts'
import { type Tell, tellEvent, tellInbound, tellPreference, tellStatus } from './telling.ts'

export type SentFile = Readonly<{
  bytes: Uint8Array
  mime: string
  fileName?: string
  caption?: string
}>

/** A customer's telephone: what they do, and what they see. Every act returns the vendor's id. */
export type Phone = Readonly<{
  write: (text: string, answers?: string) => string
  photo: (file: SentFile) => string
  sticker: (file: SentFile) => string
  voice: (file: SentFile) => string
  document: (file: SentFile) => string
  location: (latitude: number, longitude: number, name?: string) => string
  /** Presses what a message of the business offered, by its payload. */
  press: (messageId: string, payload: string) => string
  /** No sign takes the reaction back. */
  react: (messageId: string, emoji: string | null) => void
  edit: (id: string, text: string) => void
  unsend: (id: string) => void
  /** Looks at everything that arrived. */
  read: () => void
  /** Without a network nothing arrives; back in it, everything does. */
  online: (online: boolean) => void
  /** WhatsApp's own switch for marketing. */
  stopMarketing: (stop: boolean) => void
  arrived: () => readonly Readonly<Arrived>[]
  /** Whether the business is seen to write, and what it was seen to read. */
  sees: () => Readonly<{ typing: boolean; read: readonly string[] }>
}>

type Parts = Readonly<{ state: State; now: () => Date; tell: Tell; place: string }>

/** The telephone of one person in one conversation. */
export function phoneOf(parts: Parts, chat: Chat): Phone {
  return chat.account.kind === 'whatsapp' ? whatsappPhone(parts, chat) : pagePhone(parts, chat)
}

const wrote = (chat: Chat, id: string, at: Date) => {
  chat.lastWroteAt = at.getTime()
  chat.seen.push(`wrote ${id}`)
}

function whatsappPhone({ state, now, tell }: Parts, chat: Chat): Phone {
  const say = (message: Body): string => {
    const id = state.newId('wamid.PHONE')
    wrote(chat, id, now())
    tellInbound(tell, chat, id, now(), message)
    return id
  }
  const file = (type: string, { bytes, mime, fileName, caption }: SentFile, more: Body = {}) => {
    const kept = state.keep({
      bytes: new Uint8Array(bytes),
      mime,
      fileName: fileName ?? type,
      locked: true,
    })
    const sha256 = createHash('sha256').update(kept.bytes).digest('base64')
    const words = caption === undefined ? {} : { caption }
    return say({ type, [type]: { ...words, mime_type: mime, sha256, id: kept.id, ...more } })
  }
  const status = (arrived: Arrived, state: 'delivered' | 'read') => {
    arrived.tick = state
    const ours = arrived.ours === undefined ? {} : { biz_opaque_callback_data: arrived.ours }
    tellStatus(tell, chat, now(), { id: arrived.id, status: state, ...ours })
  }
  return {
    write: (text, answers) =>
      say({
        type: 'text',
        text: { body: text },
        ...(answers && { context: contextOf(chat, answers) }),
      }),
    photo: (sent) => file('image', sent),
    sticker: (sent) => file('sticker', sent, { animated: false }),
    voice: (sent) => file('audio', sent, { voice: true }),
    document: (sent) => file('document', sent, { filename: sent.fileName ?? 'document' }),
    location: (latitude, longitude, name) =>
      say({ type: 'location', location: { latitude, longitude, ...(name && { name }) } }),
    press: (messageId, payload) => {
      const arrived = mustHave(chat, messageId)
      return say({ ...pressOf(arrived, payload), context: contextOf(chat, messageId) })
    },
    react: (message_id, emoji) => {
      mustHave(chat, message_id).reaction = emoji
      say({ type: 'reaction', reaction: { message_id, ...(emoji !== null && { emoji }) } })
    },
    edit: (original_message_id, text) => {
      const message = { type: 'text', text: { body: text } }
      say({ type: 'edit', edit: { original_message_id, message } })
    },
    unsend: (original_message_id) => {
      say({ type: 'revoke', revoke: { original_message_id } })
    },
    read: () => {
      for (const each of chat.arrived) if (each.tick === 'delivered') status(each, 'read')
    },
    online: (online) => {
      chat.online = online
      if (!online) return
      for (const each of chat.arrived) if (each.tick === 'sent') status(each, 'delivered')
    },
    stopMarketing: (stop) => {
      chat.optedOut = stop
      tellPreference(tell, chat, now(), stop)
    },
    arrived: () => structuredClone(chat.arrived),
    sees: () => seenBy(chat),
  }
}

const contextOf = ({ account }: Chat, id: string): Body => ({ from: account.display ?? '', id })

const seenBy = ({ typing, seen }: Chat) => ({
  typing,
  read: seen.filter((each) => !each.startsWith('wrote ')),
})

function mustHave(chat: Chat, id: string): Arrived {
  const arrived = chat.arrived.find((each) => each.id === id)
  if (!arrived) throw new Error('This telephone shows no such message')
  return arrived
}

/** The press as WhatsApp tells it, in the words that stood on the button. */
function pressOf(arrived: Arrived, payload: string): Body {
  const found = offered(arrived.content).find((each) => each['id'] === payload)
  if (arrived.type === 'template')
    return { type: 'button', button: { payload, text: String(found?.['title'] ?? payload) } }
  if (!found) throw new Error('The message offers no such choice')
  const type = record(arrived.content)['type'] === 'list' ? 'list_reply' : 'button_reply'
  const { id, title, description } = found
  const reply = { id, title, ...(description !== undefined && { description }) }
  return { type: 'interactive', interactive: { type, [type]: reply } }
}

/** Every row and button anywhere in a message: whatever has an id and a title. */
function offered(content: unknown): readonly Body[] {
  if (typeof content !== 'object' || content === null) return []
  const own = record(content)
  const here = typeof own['id'] === 'string' && typeof own['title'] === 'string' ? [own] : []
  return [...here, ...Object.values(content).flatMap(offered)]
}

function pagePhone({ state, now, tell, place }: Parts, chat: Chat): Phone {
  const prefix = chat.account.kind === 'messenger' ? 'm_' : 'aWdf'
  const event = (body: Body) => tellEvent(tell, chat, now(), body)
  const say = (message: Body): string => {
    const mid = state.newId(prefix)
    wrote(chat, mid, now())
    event({ message: { mid, ...message } })
    return mid
  }
  const file = (type: string, { bytes, mime, fileName, caption }: SentFile) => {
    const kept = state.keep({
      bytes: new Uint8Array(bytes),
      mime,
      fileName: fileName ?? type,
      locked: false,
    })
    const url = `${place}/files/${kept.id}?until=${now().getTime() + 86_400_000}`
    const words = caption === undefined ? {} : { text: caption }
    return say({ ...words, attachments: [{ type, payload: { url } }] })
  }
  const delivered = () => {
    for (const each of chat.arrived) if (each.tick === 'sent') each.tick = 'delivered'
    if (chat.account.kind === 'messenger') event({ delivery: { watermark: now().getTime() } })
  }
  return {
    write: (text, answers) => say({ text, ...(answers && { reply_to: { mid: answers } }) }),
    photo: (sent) => file('image', sent),
    // Pages tell a sticker as the picture that it is.
    sticker: (sent) => file('image', sent),
    voice: (sent) => file('audio', sent),
    document: (sent) => file('file', sent),
    location: (lat, long, title) =>
      say({ attachments: [{ type: 'location', title, payload: { coordinates: { lat, long } } }] }),
    press: (messageId, payload) => {
      const { quick_replies } = record(mustHave(chat, messageId).content)
      const replies = Array.isArray(quick_replies) ? quick_replies.map(record) : []
      const found = replies.find((each) => each['payload'] === payload)
      if (!found) throw new Error('The message offers no such choice')
      return say({ text: found['title'], quick_reply: { payload } })
    },
    react: (mid, emoji) => {
      mustHave(chat, mid).reaction = emoji
      const sign =
        emoji === null ? { action: 'unreact' } : { action: 'react', reaction: 'other', emoji }
      event({ reaction: { mid, ...sign } })
    },
    edit: (mid, text) => event({ message_edit: { mid, text, num_edit: 1 } }),
    unsend: (mid) => event({ message: { mid, is_deleted: true } }),
    read: () => {
      const last = chat.arrived.findLast(({ tick }) => tick === 'delivered')
      if (!last) return
      for (const each of chat.arrived) if (each.tick === 'delivered') each.tick = 'read'
      const messenger = chat.account.kind === 'messenger'
      event({ read: messenger ? { watermark: now().getTime() } : { mid: last.id } })
    },
    online: (online) => {
      chat.online = online
      if (online) delivered()
    },
    stopMarketing: (stop) => {
      chat.optedOut = stop
      const notification_messages_status = stop ? 'STOP_NOTIFICATIONS' : 'RESUME_NOTIFICATIONS'
      event({ optin: { type: 'notification_messages', notification_messages_status } })
    },
    arrived: () => structuredClone(chat.arrived),
    sees: () => seenBy(chat),
  }
}
