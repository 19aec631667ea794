import type { AccountAddress, ChatEvent } from '#core/messaging/incoming.ts'
import type { RawDelivery } from '#integrations/meta/port.ts'
import {
  bodyOf,
  type Fields,
  fields,
  flat,
  idOf,
  items,
  known,
  words,
} from '#integrations/meta/read.ts'
import { phoneOf } from './content.ts'
import { at, echoesIn, messagesIn, type Place, unknownEvent } from './incoming.ts'
import { bsuidOf, contactsIn, identities, named } from './people.ts'
import { categoryOf, qualityOf, stateOf } from './template-states.ts'

type Read = (value: Fields, place: Place) => readonly ChatEvent[]

const readers = new Map<string, Read>([
  ['messages', messagesIn],
  ['smb_message_echoes', echoesIn],
  ['user_preferences', consentsIn],
  ['user_id_update', identitiesIn],
  ['message_template_status_update', (value, place) => templateIn(value, place)],
  ['message_template_quality_update', (value, place) => templateIn(value, place)],
  ['template_category_update', (value, place) => templateIn(value, place)],
  ['phone_number_quality_update', accountIn('quality', 'event')],
  ['phone_number_name_update', accountIn('name', 'decision')],
  ['account_update', accountIn('account', 'event')],
  ['account_review_update', accountIn('review', 'decision')],
  ['account_alerts', accountIn('alert', 'alert_type')],
  ['business_capability_update', accountIn('capability', 'max_daily_conversation_per_phone')],
  ['security', accountIn('security', 'event')],
])

type Change = Readonly<{ place: Place; value: Fields; raw: unknown }>

/**
 * Everything that a delivery of WhatsApp says, in its order; what nobody knows yet is `unknown`.
 * It never throws, and drops nothing: a change out of which nothing can be read is an event, too.
 */
export function parseWhatsApp(delivery: RawDelivery): readonly ChatEvent[] {
  const body = bodyOf(delivery)
  if (body === undefined) return []
  const events = changesIn(delivery, body).flatMap((change) => {
    const found = readers.get(change.place.field)?.(change.value, change.place) ?? []
    return found.length > 0 ? found : [unknownEvent(change.place, change.raw)]
  })
  return events
}

function changesIn(delivery: RawDelivery, body: unknown): readonly Change[] {
  const root = fields(body)
  const stranger = (raw: unknown, field: string, address = ''): Change => ({
    place: { account: wholeAccount(address), delivery, entryTime: undefined, field },
    value: fields(undefined),
    raw,
  })
  if (root['object'] !== 'whatsapp_business_account') return [stranger(body, 'object')]
  return items(root['entry']).flatMap((each) => {
    const entry = fields(each)
    const waba = idOf(entry['id']) ?? ''
    const changes = items(entry['changes'])
    if (changes.length === 0) return [stranger(each, 'entry', waba)]
    return changes.map((raw) => {
      const change = fields(raw)
      const value = fields(change['value'])
      const account = accountOf(value, waba)
      const field = words(change['field']) ?? 'field'
      return { place: { account, delivery, entryTime: entry['time'], field }, value, raw }
    })
  })
}

const wholeAccount = (waba: string): AccountAddress => ({
  channel: 'whatsapp',
  address: waba,
  whole: true,
})

function accountOf(value: Fields, waba: string): AccountAddress {
  const number = idOf(fields(value['metadata'])['phone_number_id'])
  return number ? { channel: 'whatsapp', address: number } : wholeAccount(waba)
}

/** A customer pressed WhatsApp's own button against, or again for, marketing. */
function consentsIn(value: Fields, place: Place): readonly ChatEvent[] {
  const contacts = contactsIn(value)
  return items(value['user_preferences']).map((raw) => {
    const wish = fields(raw)
    const { from } = named(contacts, wish['wa_id'], wish['user_id'])
    const said = wish['value']
    const known = said === 'stop' || said === 'resume'
    if (wish['category'] !== 'marketing_messages' || !known || from.length === 0)
      return unknownEvent(place, raw, wish['timestamp'])
    const head = at(place, wish['timestamp'])
    return { ...head, kind: 'consent', from, category: 'marketing', optedOut: said === 'stop' }
  })
}

function identitiesIn(value: Fields, place: Place): readonly ChatEvent[] {
  return items(value['user_id_update']).map((raw) => {
    const update = fields(raw)
    const ids = fields(update['user_id'])
    const phone = phoneOf(update['wa_id'])
    const before = identities({ phone, bsuid: bsuidOf(ids['previous']) })
    const after = identities({ phone, bsuid: bsuidOf(ids['current']) })
    if (after.length === 0) return unknownEvent(place, raw, update['timestamp'])
    return { ...at(place, update['timestamp']), kind: 'identity', before, after }
  })
}

/** A template's state, its quality, or the class that Meta moved it to. */
function templateIn(value: Fields, place: Place): readonly ChatEvent[] {
  const name = words(value['message_template_name'])
  const language = words(value['message_template_language'])
  if (!name || !language) return []
  const event = value['event']
  const state = stateOf(event)
  const reason = words(value['reason'])
  const said = reason && reason !== 'NONE' ? reason : undefined
  const info = fields(value['other_info'])
  return [
    known({
      ...at(place, undefined),
      kind: 'template' as const,
      id: idOf(value['message_template_id']),
      name,
      language,
      state,
      quality: qualityOf(value['new_quality_score']),
      category: categoryOf(value['new_category'] ?? value['message_template_category']),
      // An event that is no state (a warning, say) is told in its own word.
      reason: said ?? words(info['title']) ?? (state === undefined ? words(event) : undefined),
    }),
  ]
}

/** Meta's word about the number or the account; `state` is the one that matters, the rest detail. */
function accountIn(about: string, key: string): Read {
  return (value, place) => {
    const info = fields(value['alert_info'])
    const state = idOf(value[key]) ?? idOf(info[key])
    if (state === undefined) return []
    const rest = Object.entries(flat(value)).filter(([name]) => name !== key)
    const detail = rest.map(([name, each]) => `${name}=${each}`).join(' ')
    return [
      known({
        ...at(place, undefined),
        kind: 'account' as const,
        about,
        state,
        detail: detail || undefined,
      }),
    ]
  }
}
