import type { Content, ContentContext, MediaRef } from '#core/messaging/incoming.ts'
import { sha256Of } from '#integrations/meta/media.ts'
import {
  type Fields,
  fields,
  flat,
  idOf,
  items,
  known,
  numberOf,
  readJson,
  words,
} from '#integrations/meta/read.ts'

type Read = (body: Fields, message: Fields) => Content | undefined

const readers = new Map<string, Read>([
  ['text', (body) => textOf(words(body['body']))],
  ['image', (body) => captioned('image', body)],
  ['video', (body) => captioned('video', body)],
  ['document', (body) => captioned('document', body)],
  ['audio', audioOf],
  ['voice', (body) => audioOf({ ...body, voice: true })],
  ['sticker', stickerOf],
  ['location', locationOf],
  ['contacts', (_body, message) => contactsOf(message['contacts'])],
  ['interactive', interactiveOf],
  ['button', templateButtonOf],
  ['order', orderOf],
])

/** What a WhatsApp message says; what we cannot read is shown as unsupported, with its own word. */
export function contentOf(message: Fields): Content {
  const type = words(message['type']) ?? kindWithoutName(message)
  const read = readers.get(type)?.(fields(message[type]), message)
  return read ?? unsupported(message, type)
}

/** A message without `type` is one that WhatsApp's own examples show: its body names it. */
function kindWithoutName(message: Fields): string {
  for (const type of readers.keys()) if (message[type] !== undefined) return type
  return 'unknown'
}

const textOf = (text: string | undefined): Content | undefined =>
  text === undefined ? undefined : { kind: 'text', text }

/** The file of a message, with everything that says which one it is. */
export function mediaOf(body: Fields): MediaRef | undefined {
  const id = idOf(body['id'])
  const url = words(body['url']) ?? words(body['link'])
  if (id === undefined && url === undefined) return undefined
  return known({
    id,
    url,
    mime: words(body['mime_type']),
    sha256: sha256Of(body['sha256']),
    size: wholeSize(body['file_size']),
    fileName: words(body['filename']),
  })
}

function wholeSize(value: unknown): number | undefined {
  const size = numberOf(value)
  return size !== undefined && Number.isSafeInteger(size) && size >= 0 ? size : undefined
}

function captioned(kind: 'image' | 'video' | 'document', body: Fields): Content | undefined {
  const media = mediaOf(body)
  return media && known({ kind, media, caption: words(body['caption']) })
}

function audioOf(body: Fields): Content | undefined {
  const media = mediaOf(body)
  return media && { kind: 'audio', voice: body['voice'] === true, media }
}

function stickerOf(body: Fields): Content | undefined {
  const media = mediaOf(body)
  return media && { kind: 'sticker', animated: body['animated'] === true, media }
}

function locationOf(body: Fields): Content | undefined {
  const latitude = numberOf(body['latitude'])
  const longitude = numberOf(body['longitude'])
  if (latitude === undefined || longitude === undefined) return undefined
  return known({
    kind: 'location' as const,
    latitude,
    longitude,
    name: words(body['name']),
    address: words(body['address']),
    url: words(body['url']),
  })
}

function contactsOf(list: unknown): Content | undefined {
  const contacts = items(list).map(fields).map(contactOf)
  return contacts.length > 0 ? { kind: 'contacts', contacts } : undefined
}

function contactOf(card: Fields) {
  const name = fields(card['name'])
  const parts = [name['first_name'], name['last_name']].flatMap((part) => words(part) ?? [])
  const phones = items(card['phones']).map(fields)
  return known({
    name: words(name['formatted_name']) ?? parts.join(' '),
    organisation: words(fields(card['org'])['company']),
    phones: phones.flatMap((each) => words(each['phone']) ?? phoneOf(each['wa_id']) ?? []),
    emails: items(card['emails']).flatMap((each) => words(fields(each)['email']) ?? []),
  })
}

/** WhatsApp writes numbers as bare digits. */
export function phoneOf(waId: unknown): string | undefined {
  const digits = idOf(waId)?.replace(/^\+/, '')
  return digits && /^\d{5,20}$/.test(digits) ? `+${digits}` : undefined
}

function interactiveOf(body: Fields): Content | undefined {
  const type = words(body['type'])
  if (type === 'button_reply' || type === 'list_reply') {
    const reply = fields(body[type])
    return known({
      kind: 'choice' as const,
      of: type === 'list_reply' ? ('list' as const) : ('button' as const),
      payload: words(reply['id']),
      title: words(reply['title']) ?? '',
      description: words(reply['description']),
    })
  }
  return type === 'nfm_reply' ? formOf(fields(body[type])) : undefined
}

/** A form's answers come as JSON within a text. */
function formOf(reply: Fields): Content {
  const raw = reply['response_json']
  const read = typeof raw === 'string' ? readJson(raw) : raw
  const plain = typeof read === 'object' && read !== null && !Array.isArray(read)
  const answers = plain ? { ...fields(read) } : raw === undefined ? undefined : { response: raw }
  return known({
    kind: 'choice' as const,
    of: 'form' as const,
    payload: words(fields(read)['flow_token']),
    title: words(reply['body']) ?? words(reply['name']) ?? '',
    answers,
  })
}

function templateButtonOf(body: Fields): Content | undefined {
  const payload = words(body['payload'])
  const title = words(body['text'])
  if (payload === undefined && title === undefined) return undefined
  return known({ kind: 'choice' as const, of: 'template' as const, payload, title: title ?? '' })
}

function orderOf(body: Fields): Content {
  return known({
    kind: 'order' as const,
    catalog: idOf(body['catalog_id']),
    text: words(body['text']),
    items: items(body['product_items'])
      .map(fields)
      .map((each) =>
        known({
          product: idOf(each['product_retailer_id']) ?? '',
          quantity: numberOf(each['quantity']) ?? 0,
          price: priceOf(each['item_price']),
          currency: words(each['currency']),
        }),
      ),
  })
}

function priceOf(value: unknown): string | undefined {
  const price = numberOf(value)
  return price === undefined ? undefined : String(price)
}

/** Whatever words came along: what could not be read is still shown. */
function unsupported(message: Fields, type: string): Content {
  const body = fields(message[type])
  const error = fields(items(message['errors'])[0])
  const inner = words(body['type'])
  const text =
    words(body['body']) ??
    words(body['text']) ??
    words(fields(message['text'])['body']) ??
    words(fields(error['error_data'])['details']) ??
    words(error['title'])
  return known({
    kind: 'unsupported' as const,
    type: inner === undefined || inner === type ? type : `${type}:${inner}`,
    text,
  })
}

/** What a message answers, and what led to it. */
export function contextOf(message: Fields): ContentContext {
  const context = fields(message['context'])
  const product = flat(context['referred_product'], 'product')
  const referral = { ...flat(message['referral']), ...product }
  return known({
    answers: idOf(context['id']),
    forwarded:
      context['forwarded'] === true || context['frequently_forwarded'] === true ? true : undefined,
    group: idOf(message['group_id']),
    referral: Object.keys(referral).length > 0 ? referral : undefined,
  })
}
