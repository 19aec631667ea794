import type {
  AccountAddress,
  ChatEvent,
  ContentContext,
  SenderIdentity,
} from '#core/messaging/incoming.ts'
import { contentsOf, signs } from './attachments.ts'
import type { RawDelivery } from './port.ts'
import {
  bodyOf,
  type Fields,
  fields,
  firstInstant,
  flat,
  idOf,
  instantOf,
  items,
  known,
  numberOf,
  words,
} from './read.ts'

/** What differs between Messenger and Instagram in what they tell. */
export type Dialect = Readonly<{
  channel: 'messenger' | 'instagram'
  object: 'page' | 'instagram'
  person: 'psid' | 'igsid'
}>

type Place = Readonly<{
  dialect: Dialect
  delivery: RawDelivery
  account: AccountAddress
  entryTime: unknown
  standby: boolean
}>

/**
 * Everything that a delivery of Messenger or Instagram says. Events come in three envelopes: in
 * `messaging[]` (or `standby[]`), in `changes[]`, and with `field` and `value` on the entry itself.
 * It never throws, and drops nothing.
 */
export function parseMessaging(dialect: Dialect, delivery: RawDelivery): readonly ChatEvent[] {
  const body = bodyOf(delivery)
  if (body === undefined) return []
  const root = fields(body)
  const place = (address: string, entryTime: unknown, standby = false): Place => ({
    dialect,
    delivery,
    account: { channel: dialect.channel, address },
    entryTime,
    standby,
  })
  if (root['object'] !== dialect.object) return [unknown(place('', undefined), 'object', body)]
  return items(root['entry']).flatMap((each) => {
    const entry = fields(each)
    const address = idOf(entry['id']) ?? ''
    const here = place(address, entry['time'])
    const events = [
      ...items(entry['messaging']).flatMap((event) => eventsOf(event, here)),
      ...items(entry['standby']).flatMap((event) =>
        eventsOf(event, place(address, entry['time'], true)),
      ),
      ...items(entry['changes']).flatMap((change) => changeOf(change, here)),
      ...(entry['field'] === undefined ? [] : changeOf(each, here)),
    ]
    return events.length > 0 ? events : [unknown(here, 'entry', each)]
  })
}

/** A change is a message event in other clothes, or something that is no conversation (comments). */
function changeOf(raw: unknown, place: Place): readonly ChatEvent[] {
  const change = fields(raw)
  const field = words(change['field']) ?? 'field'
  const value = fields(change['value'])
  if (value['sender'] !== undefined && value['recipient'] !== undefined)
    return eventsOf(change['value'], { ...place, standby: field === 'standby' })
  return [unknown(place, field, raw, value['created_time'])]
}

/** What makes an event what it is, in the order in which it is looked for. */
const readers: readonly (readonly [string, Read])[] = [
  ['message', messageOf],
  ['postback', postbackOf],
  ['reaction', reactionOf],
  ['delivery', (part, event, place) => statusOf('delivered', part, event, place)],
  ['read', (part, event, place) => statusOf('read', part, event, place)],
  ['message_edit', editOf],
  ['optin', optinOf],
  ['referral', arrivalOf],
]
type Read = (part: Fields, event: Fields, place: Place) => readonly ChatEvent[]

function eventsOf(raw: unknown, place: Place): readonly ChatEvent[] {
  const event = fields(raw)
  for (const [name, read] of readers) {
    if (event[name] === undefined) continue
    const found = read(fields(event[name]), event, place)
    return found.length > 0 ? found : [unknown(place, name, raw, event['timestamp'])]
  }
  const kind = Object.keys(event).find((key) => !['sender', 'recipient', 'timestamp'].includes(key))
  return [unknown(place, kind ?? 'event', raw, event['timestamp'])]
}

const head = (place: Place, ...timestamps: readonly unknown[]) => ({
  account: place.account,
  at: firstInstant(place.delivery, ...timestamps, place.entryTime),
})

const unknown = (place: Place, field: string, raw: unknown, timestamp?: unknown): ChatEvent => ({
  ...head(place, timestamp),
  kind: 'unknown',
  field,
  raw,
})

function person(place: Place, side: unknown): readonly SenderIdentity[] {
  const id = idOf(fields(side)['id'])
  if (id === undefined || id === place.account.address) return []
  const username = words(fields(side)['username'])
  return [
    { kind: place.dialect.person, value: id },
    ...(username ? [{ kind: 'ig_username' as const, value: username }] : []),
  ]
}

/** Whether the business itself speaks: its own page is the sender. */
const byBusiness = (event: Fields, place: Place) =>
  idOf(fields(event['sender'])['id']) === place.account.address

function messageOf(message: Fields, event: Fields, place: Place): readonly ChatEvent[] {
  const id = idOf(message['mid'])
  if (!id) return []
  const when = head(place, event['timestamp'])
  if (message['is_deleted'] === true) return [{ ...when, kind: 'unsend', id }]
  const context = contextOf(message, event)
  const echo = message['is_echo'] === true || byBusiness(event, place)
  return contentsOf(message).map((content, index) => {
    const part = index > 0 ? { part: index } : {}
    if (echo) {
      const to = person(place, event['recipient'])
      const ours = words(message['metadata'])
      return known({ ...when, kind: 'echo' as const, id, ...part, to, content, context, ours })
    }
    const from = person(place, event['sender'])
    const standby = place.standby ? { standby: true } : {}
    return { ...when, kind: 'message', id, ...part, from, content, context, ...standby }
  })
}

function contextOf(message: Fields, event: Fields): ContentContext {
  const replyTo = fields(message['reply_to'])
  const referral = {
    ...flat(message['referral'] ?? event['referral']),
    ...flat(replyTo['story'], 'story'),
  }
  return known({
    answers: idOf(replyTo['mid']),
    referral: Object.keys(referral).length > 0 ? referral : undefined,
  })
}

function postbackOf(postback: Fields, event: Fields, place: Place): readonly ChatEvent[] {
  const from = person(place, event['sender'])
  // Old presses come without an id; the same press delivered again must have the same one.
  const time = numberOf(event['timestamp'])
  const made = from[0] && time !== undefined ? `postback:${from[0].value}:${time}` : undefined
  const id = idOf(postback['mid']) ?? made
  if (!id) return []
  const referral = flat(postback['referral'])
  const content = known({
    kind: 'choice' as const,
    of: 'postback' as const,
    payload: words(postback['payload']),
    title: words(postback['title']) ?? '',
  })
  return [
    {
      ...head(place, event['timestamp']),
      kind: 'message',
      id,
      from,
      content,
      context: Object.keys(referral).length > 0 ? { referral } : {},
      ...(place.standby && { standby: true }),
    },
  ]
}

function reactionOf(reaction: Fields, event: Fields, place: Place): readonly ChatEvent[] {
  const to = idOf(reaction['mid'])
  const word = reaction['reaction']
  const sign = words(reaction['emoji']) ?? signs.get(word) ?? words(word)
  const back = reaction['action'] === 'unreact'
  if (!to || (!back && sign === undefined)) return []
  const from = person(place, event['sender'])
  const emoji = back ? null : (sign ?? null)
  return [{ ...head(place, event['timestamp']), kind: 'reaction', from, to, emoji }]
}

/** Messenger says «all until then», Instagram names the message. */
function statusOf(
  state: 'delivered' | 'read',
  part: Fields,
  event: Fields,
  place: Place,
): readonly ChatEvent[] {
  const ids = [...items(part['mids']), ...items(part['mid'])].flatMap((mid) => idOf(mid) ?? [])
  const watermark = instantOf(part['watermark'])
  if (ids.length === 0 && watermark === undefined) return []
  const recipient = person(place, event['sender'])
  const when = head(place, event['timestamp'], part['watermark'])
  return [known({ ...when, kind: 'status' as const, ids, watermark, recipient, state })]
}

function editOf(edit: Fields, event: Fields, place: Place): readonly ChatEvent[] {
  const id = idOf(edit['mid'])
  const text = edit['text']
  if (!id || typeof text !== 'string') return []
  return [{ ...head(place, event['timestamp']), kind: 'edit', id, text }]
}

/** Only the switch for marketing messages says something about consent. */
function optinOf(optin: Fields, event: Fields, place: Place): readonly ChatEvent[] {
  const from = person(place, event['sender'])
  if (optin['type'] !== 'notification_messages' || from.length === 0) return []
  const optedOut = optin['notification_messages_status'] === 'STOP_NOTIFICATIONS'
  const when = head(place, event['timestamp'])
  return [{ ...when, kind: 'consent', from, category: 'marketing', optedOut }]
}

function arrivalOf(referral: Fields, event: Fields, place: Place): readonly ChatEvent[] {
  const from = person(place, event['sender'])
  const facts = flat(referral)
  if (from.length === 0 || Object.keys(facts).length === 0) return []
  return [{ ...head(place, event['timestamp']), kind: 'arrival', from, referral: facts }]
}
