import type { ChatFailure, MediaRef } from '#core/messaging/incoming.ts'
import { refusedHere } from '#integrations/meta/errors.ts'
import type { Offer, OutgoingChat, OutgoingContent } from '#integrations/meta/port.ts'
import { type Fields, known } from '#integrations/meta/read.ts'
import { templateBody } from './template-sending.ts'

/** What WhatsApp refuses anyway, by the figure that its pages give (read 2026-11). */
const MOST = {
  text: 4096,
  caption: 1024,
  body: 1024,
  header: 60,
  footer: 60,
  buttons: 3,
  buttonTitle: 20,
  buttonId: 256,
  listButton: 20,
  rows: 10,
  rowTitle: 24,
  rowDescription: 72,
  rowId: 200,
  sectionTitle: 24,
  ours: 512,
}

type Kind = OutgoingContent['kind']
type Of<K extends Kind> = Extract<OutgoingContent, { kind: K }>

/** The request that sends this message, or why WhatsApp would refuse it. */
export function compose(message: OutgoingChat): { body: Fields } | { refused: ChatFailure } {
  const refused = tooMuch(message.content) ?? addressless(message)
  if (refused) return { refused }
  if (message.ours.length > MOST.ours) throw new Error('What we hang on a message is too long')
  return {
    body: {
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      ...recipientOf(message),
      ...(message.answers !== undefined && { context: { message_id: message.answers } }),
      biz_opaque_callback_data: message.ours,
      ...contentBody(message.content),
    },
  }
}

/** The vendor wants bare digits; where the number is unknown, the id that it knows a person by. */
function recipientOf({ to }: OutgoingChat): Fields {
  if (to.kind === 'phone') return { to: to.value.replace(/^\+/, '') }
  return { recipient: to.value }
}

function addressless({ to }: OutgoingChat): ChatFailure | undefined {
  if (to.kind === 'phone')
    return /^\+[1-9]\d{6,14}$/.test(to.value)
      ? undefined
      : refusedHere('number_invalid', 'phone', 'The number is not written in full')
  if (to.kind === 'wa_bsuid' && to.value !== '') return undefined
  throw new Error(`WhatsApp reaches nobody by ${to.kind}`)
}

function contentBody(content: OutgoingContent): Fields {
  switch (content.kind) {
    case 'text': {
      const preview_url = /\bhttps?:\/\//i.test(content.text)
      return { type: 'text', text: { preview_url, body: content.text } }
    }
    case 'image':
    case 'video':
      return {
        type: content.kind,
        [content.kind]: known({ ...fileOf(content.media), caption: content.caption }),
      }
    case 'document': {
      const filename = content.media.fileName
      const document = known({ ...fileOf(content.media), caption: content.caption, filename })
      return { type: 'document', document }
    }
    case 'audio':
      // Only a recording in ogg is shown as a voice message; the vendor takes the word for it.
      return {
        type: 'audio',
        audio: { ...fileOf(content.media), ...(content.voice && { voice: true }) },
      }
    case 'sticker':
      return { type: 'sticker', sticker: fileOf(content.media) }
    case 'location': {
      const { latitude, longitude, name, address } = content
      return { type: 'location', location: known({ latitude, longitude, name, address }) }
    }
    case 'contacts':
      return { type: 'contacts', contacts: content.contacts.map(cardOf) }
    case 'reaction':
      return {
        type: 'reaction',
        reaction: { message_id: content.to, emoji: content.emoji ?? '' },
      }
    case 'buttons':
      return interactive('button', content, { buttons: content.buttons.map(buttonOf) })
    case 'list':
      return interactive('list', content, {
        button: content.button,
        sections: content.sections.map(({ title, rows }) => ({ title, rows: rows.map(rowOf) })),
      })
    case 'link':
      return interactive('cta_url', content, {
        name: 'cta_url',
        parameters: { display_text: content.title, url: content.url },
      })
    case 'template':
      return { type: 'template', template: templateBody(content) }
    default:
      throw new Error(`A ${content.kind} is only ever received`)
  }
}

/** A file by the id under which it was handed over, or else by its address. */
export function fileOf(media: MediaRef): Fields {
  if (media.id !== undefined) return { id: media.id }
  if (media.url !== undefined) return { link: media.url }
  throw new Error('A file is sent by its id or its address')
}

type Card = Of<'contacts'>['contacts'][number]

function cardOf(card: Card): Fields {
  return known({
    // One part beside the whole name is demanded, whichever it is.
    name: { formatted_name: card.name, first_name: card.name },
    org: card.organisation === undefined ? undefined : { company: card.organisation },
    phones: card.phones.length > 0 ? card.phones.map((phone) => ({ phone })) : undefined,
    emails: card.emails.length > 0 ? card.emails.map((email) => ({ email })) : undefined,
  })
}

type Framed = Readonly<{ text: string; header?: string; footer?: string }>

function interactive(type: string, framed: Framed, action: Fields): Fields {
  const { text, header, footer } = framed
  return {
    type: 'interactive',
    interactive: known({
      type,
      header: header === undefined ? undefined : { type: 'text', text: header },
      body: { text },
      footer: footer === undefined ? undefined : { text: footer },
      action,
    }),
  }
}

const buttonOf = ({ payload, title }: Offer) => ({ type: 'reply', reply: { id: payload, title } })

const rowOf = ({ payload, title, description }: Offer) => known({ id: payload, title, description })

/** The first thing in it that WhatsApp would not take. */
function tooMuch(content: OutgoingContent): ChatFailure | undefined {
  for (const [what, size, most] of measures(content))
    if (size > most || size < 0)
      return refusedHere('too_large', what, `${what}: ${size}, where ${most} is the most`)
  return undefined
}

type Measure = readonly [what: string, size: number, most: number]

function measures(content: OutgoingContent): readonly Measure[] {
  switch (content.kind) {
    case 'text':
      return [['text', content.text.length, MOST.text]]
    case 'image':
    case 'video':
    case 'document':
      return [['caption', content.caption?.length ?? 0, MOST.caption]]
    case 'buttons':
      return [
        ...frameMeasures(content),
        ['buttons', content.buttons.length, MOST.buttons],
        ...offers(content.buttons, 'button', MOST.buttonTitle, MOST.buttonId),
      ]
    case 'list': {
      const rows = content.sections.flatMap((section) => section.rows)
      return [
        ...frameMeasures(content),
        ['list_button', content.button.length, MOST.listButton],
        ['rows', rows.length, MOST.rows],
        ...content.sections.map(
          ({ title }): Measure => ['section_title', title.length, MOST.sectionTitle],
        ),
        ...offers(rows, 'row', MOST.rowTitle, MOST.rowId),
      ]
    }
    case 'link':
      return [
        ['body', content.text.length, MOST.body],
        ['link_title', content.title.length, MOST.buttonTitle],
      ]
    default:
      return []
  }
}

const frameMeasures = ({ text, header, footer }: Framed): readonly Measure[] => [
  ['body', text.length, MOST.body],
  ['header', header?.length ?? 0, MOST.header],
  ['footer', footer?.length ?? 0, MOST.footer],
]

const offers = (
  list: readonly Offer[],
  what: string,
  title: number,
  payload: number,
): readonly Measure[] =>
  list.flatMap((offer): readonly Measure[] => [
    [`${what}_title`, offer.title.length, title],
    [`${what}_payload`, offer.payload.length, payload],
    [`${what}_description`, offer.description?.length ?? 0, MOST.rowDescription],
  ])
