import { z } from 'zod'
import { Id } from '#core/list.ts'
import { Content, MediaRef } from './incoming.ts'
import { MessageCategory, MessageChannel, messageStates } from './message.ts'
import { ReachWhy } from './reach.ts'

/** A choice that is offered with a message; `payload` comes back with the press. */
export const Offer = z.object({
  payload: z.string().min(1).max(200),
  title: z.string().trim().min(1).max(24),
  description: z.string().trim().max(72).optional(),
})
export type Offer = z.infer<typeof Offer>

/** What is filled into a template of the vendor: in order, or by name. */
export const TemplateFill = z.object({
  kind: z.literal('template'),
  name: z.string(),
  language: z.string(),
  header: z
    .union([
      z.object({ text: z.string() }),
      z.object({ media: MediaRef, as: z.enum(['image', 'video', 'document']) }),
    ])
    .optional(),
  body: z.array(z.object({ name: z.string().optional(), text: z.string() })),
  buttons: z.array(
    z.object({ index: z.int().min(0), kind: z.enum(['url', 'quick_reply']), text: z.string() }),
  ),
})
export type TemplateFill = z.infer<typeof TemplateFill>

/** What stands in a message of either side, as it is kept. */
export const Said = z.union([
  Content,
  z.object({
    kind: z.literal('buttons'),
    text: z.string(),
    header: z.string().optional(),
    footer: z.string().optional(),
    buttons: z.array(Offer),
  }),
  z.object({
    kind: z.literal('list'),
    text: z.string(),
    header: z.string().optional(),
    footer: z.string().optional(),
    button: z.string(),
    sections: z.array(z.object({ title: z.string(), rows: z.array(Offer) })),
  }),
  z.object({ kind: z.literal('link'), text: z.string(), title: z.string(), url: z.string() }),
  TemplateFill,
  /** A mail: its subject and words stand in the message itself. */
  z.object({ kind: z.literal('mail') }),
  /** Spoken elsewhere and written down here. */
  z.object({
    kind: z.literal('log'),
    of: z.enum(['phone', 'meeting', 'x', 'visit', 'other']),
    minutes: z.int().min(0).max(1440).optional(),
  }),
])
export type Said = z.infer<typeof Said>

/** Where a message of either side stands; theirs is received and nothing more. */
export const ThreadMessageState = z.enum(['received', ...messageStates])

export const ShownMedia = z.object({
  id: Id,
  state: z.enum(['waiting', 'stored', 'failed', 'refused']),
  name: z.string().nullable(),
  mime: z.string().nullable(),
  bytes: z.number().nullable(),
  reason: z.string().nullable(),
  /** Where the file is to be had for five minutes. */
  link: z.string().nullable(),
})
export type ShownMedia = z.infer<typeof ShownMedia>

/** One message of a thread as a person sees it. */
export const ThreadMessage = z.object({
  id: Id,
  threadId: Id,
  channel: MessageChannel,
  direction: z.enum(['in', 'out']),
  category: MessageCategory,
  /** By the vendor's clock; ours until it has spoken. */
  at: z.iso.datetime(),
  by: z.object({ id: Id.nullable(), name: z.string(), human: z.boolean() }),
  said: Said,
  /** The words in one piece, as they are searched and quoted. */
  text: z.string(),
  subject: z.string().nullable(),
  state: ThreadMessageState,
  reason: z.string().nullable(),
  deliveredAt: z.iso.datetime().nullable(),
  readAt: z.iso.datetime().nullable(),
  editedAt: z.iso.datetime().nullable(),
  unsentAt: z.iso.datetime().nullable(),
  /** It may still be taken back until then. */
  undoUntil: z.iso.datetime().nullable(),
  elsewhere: z.boolean(),
  answers: z.object({ id: Id, text: z.string(), direction: z.enum(['in', 'out']) }).nullable(),
  media: z.array(ShownMedia),
  reactions: z.array(z.object({ side: z.enum(['them', 'us']), emoji: z.string() })),
  mail: z
    .object({
      from: z.string(),
      to: z.array(z.string()),
      cc: z.array(z.string()),
      html: z.boolean(),
      /** Where its HTML is shown for five minutes, to be framed without scripts or origin. */
      frame: z.string().nullable(),
      /** The same with the pictures that lie elsewhere: their owner then learns that it was opened. */
      frameWithImages: z.string().nullable(),
      automatic: z.boolean(),
      authentic: z.enum(['pass', 'fail', 'none']).nullable(),
    })
    .nullable(),
  about: z.object({ kind: z.string(), id: Id }),
  /** Why it went this way, where there was a choice. */
  reach: ReachWhy.optional(),
})
export type ThreadMessage = z.infer<typeof ThreadMessage>

/** The words of what was said, for searching, quoting and previews; empty for a bare picture. */
export function wordsOf(said: Said): string {
  switch (said.kind) {
    case 'text':
    case 'buttons':
    case 'list':
      return said.text
    case 'link':
      return `${said.text}\n${said.url}`
    case 'image':
    case 'video':
    case 'document':
      return said.caption ?? said.media.fileName ?? ''
    case 'location':
      return [said.name, said.address].filter(Boolean).join('، ')
    case 'contacts':
      return said.contacts.map(({ name }) => name).join('، ')
    case 'choice':
      return said.title
    case 'order':
      return said.text ?? said.items.map(({ product }) => product).join('، ')
    case 'share':
      return said.title ?? said.url ?? ''
    case 'unsupported':
      return said.text ?? ''
    case 'template':
      return said.body.map(({ text }) => text).join(' · ')
    case 'audio':
    case 'sticker':
    case 'mail':
    case 'log':
      return ''
  }
}

/** The file of what was said, where it is one. */
export function mediaOf(said: Said): MediaRef | undefined {
  return 'media' in said ? said.media : undefined
}

const ranks: Readonly<Record<string, number>> = {
  queued: 0,
  sending: 1,
  unknown: 2,
  sent: 3,
  failed: 4,
  delivered: 5,
  read: 6,
}

/**
 * Whether what a vendor tells of a message is news: states only rise, because reports come late
 * and out of order. What was read was delivered, whatever came between; a failure stands unless
 * the message proves to have arrived.
 */
export const isNews = (from: string, to: string): boolean =>
  from !== 'withdrawn' && from !== 'received' && (ranks[to] ?? -1) > (ranks[from] ?? 99)
