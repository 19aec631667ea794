import type { AccountAddress, ChatEvent } from '#core/messaging/incoming.ts'
import { errorCode, firstFailure } from '#integrations/meta/errors.ts'
import type { RawDelivery } from '#integrations/meta/port.ts'
import {
  type Fields,
  fields,
  firstInstant,
  idOf,
  items,
  known,
  words,
} from '#integrations/meta/read.ts'
import { contentOf, contextOf, phoneOf } from './content.ts'
import { bsuidOf, contactsIn, identities, type Named, named } from './people.ts'

/** Where a change stands: its account, its delivery, and the time of its entry. */
export type Place = Readonly<{
  account: AccountAddress
  delivery: RawDelivery
  entryTime: unknown
  field: string
}>

/** Everything in a change of the field `messages`: messages, statuses, errors of the account. */
export function messagesIn(value: Fields, place: Place): readonly ChatEvent[] {
  const contacts = contactsIn(value)
  return [
    ...items(value['messages']).map((each) => messageEvent(fields(each), contacts, place, each)),
    ...items(value['statuses']).map((each) => statusEvent(fields(each), contacts, place, each)),
    ...items(value['errors']).map((each) => errorEvent(each, place)),
  ]
}

/** What the business wrote on its own telephone, beside this platform. */
export function echoesIn(value: Fields, place: Place): readonly ChatEvent[] {
  const contacts = contactsIn(value)
  return items(value['message_echoes']).map((each) => {
    const message = fields(each)
    const to = named(contacts, message['to'], message['to_user_id']).from
    const special = specialEvent(message, place, { from: [] })
    if (special) return special
    const id = idOf(message['id'])
    if (!id) return unknownEvent(place, each)
    return {
      ...at(place, message['timestamp']),
      kind: 'echo',
      id,
      to,
      content: contentOf(message),
      context: contextOf(message),
    }
  })
}

type Contacts = ReturnType<typeof contactsIn>

function messageEvent(message: Fields, contacts: Contacts, place: Place, raw: unknown): ChatEvent {
  const sender = named(contacts, message['from'], message['from_user_id'])
  const special = specialEvent(message, place, sender)
  if (special) return special
  const id = idOf(message['id'])
  if (!id) return unknownEvent(place, raw)
  return {
    ...at(place, message['timestamp']),
    kind: 'message',
    id,
    ...sender,
    content: contentOf(message),
    context: contextOf(message),
  }
}

/** Messages that say something about another message or about a person, and are none themselves. */
function specialEvent(message: Fields, place: Place, sender: Named): ChatEvent | undefined {
  const when = at(place, message['timestamp'])
  switch (message['type']) {
    case 'reaction': {
      const reaction = fields(message['reaction'])
      const to = idOf(reaction['message_id'])
      const id = idOf(message['id'])
      const emoji = words(reaction['emoji']) ?? null
      return to
        ? known({ ...when, kind: 'reaction' as const, id, from: sender.from, to, emoji })
        : undefined
    }
    case 'edit': {
      const edit = fields(message['edit'])
      const id = idOf(edit['original_message_id'])
      return id
        ? { ...when, kind: 'edit', id, text: editedText(fields(edit['message'])) }
        : undefined
    }
    case 'revoke': {
      const id = idOf(fields(message['revoke'])['original_message_id'])
      return id ? { ...when, kind: 'unsend', id } : undefined
    }
    case 'system':
      return identityEvent(fields(message['system']), place, message['timestamp'], sender)
    default:
      return undefined
  }
}

function editedText(message: Fields): string {
  const content = contentOf(message)
  if (content.kind === 'text') return content.text
  return ('caption' in content ? content.caption : undefined) ?? ''
}

/** The same person under a new number or a new id; older deliveries write `new_wa_id`. */
function identityEvent(
  system: Fields,
  place: Place,
  timestamp: unknown,
  sender: Named,
): ChatEvent | undefined {
  const after = identities({
    phone: phoneOf(system['wa_id']) ?? phoneOf(system['new_wa_id']),
    bsuid: bsuidOf(system['user_id']),
  })
  if (after.length === 0) return undefined
  return { ...at(place, timestamp), kind: 'identity', before: sender.from, after }
}

const states = new Map<unknown, 'sent' | 'delivered' | 'read' | 'played' | 'failed'>([
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'read'],
  ['played', 'played'],
  ['failed', 'failed'],
])

function statusEvent(status: Fields, contacts: Contacts, place: Place, raw: unknown): ChatEvent {
  const id = idOf(status['id'])
  const state = states.get(status['status'])
  if (!id || !state) return unknownEvent(place, raw)
  const group = status['recipient_type'] === 'group'
  return known({
    ...at(place, status['timestamp']),
    kind: 'status' as const,
    ids: [id],
    recipient: group
      ? []
      : named(contacts, status['recipient_id'], status['recipient_user_id']).from,
    state,
    ours: words(status['biz_opaque_callback_data']),
    failure: state === 'failed' ? (firstFailure(status['errors']) ?? silentFailure) : undefined,
    pricing: pricingOf(fields(status['pricing'])),
  })
}

const silentFailure = { reason: 'rejected', code: 'unknown', detail: '' } as const

function pricingOf(pricing: Fields) {
  const category = words(pricing['category'])
  if (category === undefined) return undefined
  const billable = pricing['billable']
  return known({
    category,
    type: words(pricing['type']),
    billable: typeof billable === 'boolean' ? billable : undefined,
  })
}

function errorEvent(error: unknown, place: Place): ChatEvent {
  const failure = firstFailure([error])
  return known({
    ...at(place, undefined),
    kind: 'account' as const,
    about: 'error',
    state: errorCode(error),
    detail: failure?.detail || undefined,
  })
}

/** The head of every event. */
export const at = (place: Place, timestamp: unknown) => ({
  account: place.account,
  at: firstInstant(place.delivery, timestamp, place.entryTime),
})

/** What nobody has heard of yet, kept as it came. */
export const unknownEvent = (place: Place, raw: unknown, timestamp?: unknown): ChatEvent => ({
  ...at(place, timestamp),
  kind: 'unknown',
  field: place.field,
  raw,
})
