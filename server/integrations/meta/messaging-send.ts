import type { ChatFailure, SenderIdentity } from '#core/messaging/incoming.ts'
import { refusedHere } from './errors.ts'
import { type Answer, graph, type MetaParts } from './graph.ts'
import type { ChatAccount, ChatDelivery, Offer, OutgoingChat, OutgoingContent } from './port.ts'
import { type Fields, idOf, known } from './read.ts'

/** What differs between Messenger and Instagram in what they take. */
export type Manner = Readonly<{
  person: 'psid' | 'igsid'
  text: Readonly<{ most: number; in: 'units' | 'bytes' }>
  /** Whether a word of ours comes back with the echo, and answers can quote. */
  metadata: boolean
  quotes: boolean
  /** Whether approved templates can be sent outside the window. */
  templates: boolean
  /** The path below the version under which this account sends. */
  path: (account: ChatAccount) => string
}>

const MOST_OFFERS = 13
const MOST_TITLE = 20
const MOST_PAYLOAD = 1000

/**
 * Sends by Messenger's Send API, which Instagram shares. Where the usual window has closed, a
 * person's own words are tried once more as those of a human agent, for which there are seven days.
 */
export async function sendMessaging(
  parts: MetaParts,
  manner: Manner,
  account: ChatAccount,
  message: OutgoingChat,
): Promise<ChatDelivery> {
  const composed = composeMessaging(manner, message)
  if ('refused' in composed) return { outcome: 'failed', failure: composed.refused, again: false }
  const path = manner.path(account)
  const { body } = composed
  const first = await graph(parts, account, { method: 'POST', path, body })
  if (!closed(first) || !message.byHuman || body['messaging_type'] !== 'RESPONSE')
    return deliveryOf(first)
  const tagged = { ...body, messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' }
  const second = await graph(parts, account, { method: 'POST', path, body: tagged })
  // Refused again, the first refusal is the one that a person understands.
  return deliveryOf(second.outcome === 'refused' && !second.again ? first : second)
}

const closed = (answer: Answer) =>
  answer.outcome === 'refused' && answer.failure.reason === 'window_closed'

function deliveryOf(answer: Answer): ChatDelivery {
  if (answer.outcome === 'lost') return { outcome: 'unknown', detail: answer.detail }
  if (answer.outcome === 'refused') {
    const { outcome: _, ...fault } = answer
    return { outcome: 'failed', ...fault }
  }
  const providerId = idOf(answer.body['message_id'])
  if (providerId) return { outcome: 'sent', providerId }
  // A reaction has no id of its own.
  if (answer.body['recipient_id'] !== undefined) return { outcome: 'sent', providerId: '' }
  return { outcome: 'unknown', detail: 'accepted without an id' }
}

/** The request that sends this message, or why it would be refused. */
export function composeMessaging(
  manner: Manner,
  message: OutgoingChat,
): { body: Fields } | { refused: ChatFailure } {
  const { content } = message
  const recipient = recipientOf(manner, message.to)
  if (content.kind === 'reaction')
    return {
      body: {
        recipient,
        sender_action: content.emoji === null ? 'unreact' : 'react',
        payload: known({
          message_id: content.to,
          reaction: content.emoji === null ? undefined : reactionOf(manner, content.emoji),
        }),
      },
    }
  const said = messageBody(manner, content)
  if ('reason' in said) return { refused: said }
  return {
    body: {
      recipient,
      messaging_type: content.kind === 'template' ? 'UTILITY' : 'RESPONSE',
      message: { ...said.message, ...(manner.metadata && { metadata: message.ours }) },
      ...(manner.quotes && message.answers !== undefined && { reply_to: { mid: message.answers } }),
    },
  }
}

/** Who gets it, in the words of the vendor. */
export function recipientOf(manner: Manner, to: SenderIdentity): Fields {
  if (to.kind !== manner.person) throw new Error(`Nobody is reached here by ${to.kind}`)
  return { id: to.value }
}

/** Instagram knows one reaction by its word. */
const reactionOf = (manner: Manner, emoji: string) => (manner.person === 'igsid' ? 'love' : emoji)

type Said = Readonly<{ message: Fields }> | ChatFailure

function messageBody(manner: Manner, content: OutgoingContent): Said {
  switch (content.kind) {
    case 'text':
      return textOf(manner, content.text)
    case 'image':
    case 'video':
    case 'document':
      return content.caption === undefined
        ? fileOf(content.kind === 'document' ? 'file' : content.kind, content.media)
        : refusedHere('content_refused', 'caption', 'Words go as a message of their own here')
    case 'audio':
      return fileOf('audio', content.media)
    case 'buttons': {
      const text = [content.header, content.text, content.footer].filter(Boolean).join('\n')
      return offered(manner, text, content.buttons)
    }
    case 'list': {
      const rows = content.sections.flatMap((section) => section.rows)
      const lines = rows.map(({ title, description }) =>
        description ? `• ${title}: ${description}` : `• ${title}`,
      )
      const text = [content.header, content.text, ...lines, content.footer].filter(Boolean)
      return offered(manner, text.join('\n'), rows)
    }
    case 'link':
      return textOf(manner, `${content.text}\n${content.title}: ${content.url}`)
    case 'template':
      return manner.templates
        ? { message: { template: templateOf(content) } }
        : refusedHere('content_refused', 'template', 'This channel knows no templates')
    case 'sticker':
    case 'location':
    case 'contacts':
      return refusedHere('content_refused', content.kind, 'This channel cannot carry it')
    default:
      throw new Error(`A ${content.kind} is only ever received`)
  }
}

function textOf({ text: { most, in: unit } }: Manner, text: string): Said {
  const size = unit === 'bytes' ? Buffer.byteLength(text) : text.length
  if (size > most) return refusedHere('too_large', 'text', `${size}, where ${most} is the most`)
  return { message: { text } }
}

type FileOf = Extract<OutgoingContent, { kind: 'image' }>['media']

function fileOf(type: 'image' | 'video' | 'audio' | 'file', media: FileOf): Said {
  const payload =
    media.id !== undefined
      ? { attachment_id: media.id }
      : media.url !== undefined
        ? { url: media.url, is_reusable: false }
        : undefined
  if (!payload) throw new Error('A file is sent by its id or its address')
  return { message: { attachment: { type, payload } } }
}

/** Choices below a text; they vanish with the next message, which is why they need no state. */
function offered(manner: Manner, text: string, offers: readonly Offer[]): Said {
  const long = offers.find(
    ({ title, payload }) => title.length > MOST_TITLE || payload.length > MOST_PAYLOAD,
  )
  if (offers.length > MOST_OFFERS || long)
    return refusedHere('too_large', long ? 'button_title' : 'buttons', 'Too much to choose from')
  const said = textOf(manner, text)
  if ('reason' in said) return said
  const quick_replies = offers.map(({ title, payload }) => ({
    content_type: 'text',
    title,
    payload,
  }))
  return { message: { ...said.message, quick_replies } }
}

type Template = Extract<OutgoingContent, { kind: 'template' }>

/** A utility template of the page, the only thing that may be sent of one's own accord. */
function templateOf({ name, language, body }: Template): Fields {
  const parameters = body.map((each) =>
    known({ type: 'text', parameter_name: each.name, text: each.text }),
  )
  return {
    name,
    language: { code: language },
    ...(parameters.length > 0 && { components: [{ type: 'body', parameters }] }),
  }
}

/** Shows the person that it was read, or that somebody writes. */
export async function actMessaging(
  parts: MetaParts,
  manner: Manner,
  account: ChatAccount,
  to: SenderIdentity,
  typing: boolean,
): Promise<void> {
  const recipient = recipientOf(manner, to)
  const path = manner.path(account)
  for (const sender_action of typing ? ['mark_seen', 'typing_on'] : ['mark_seen'])
    await graph(parts, account, { method: 'POST', path, body: { recipient, sender_action } })
}
