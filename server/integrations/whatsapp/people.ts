import type { SenderIdentity } from '#core/messaging/incoming.ts'
import { type Fields, fields, idOf, items, known, words } from '#integrations/meta/read.ts'
import { phoneOf } from './content.ts'

/** A person as a webhook names them: the number may be missing since usernames came (2026). */
export type Named = Readonly<{ from: readonly SenderIdentity[]; profileName?: string }>

type Contact = Readonly<{ phone?: string; bsuid?: string; username?: string; name?: string }>

/** Everyone that a change of `messages` speaks of, in no order that can be relied on. */
export function contactsIn(value: Fields): readonly Contact[] {
  return items(value['contacts'])
    .map(fields)
    .map((contact) => {
      const profile = fields(contact['profile'])
      return known({
        phone: phoneOf(contact['wa_id']),
        bsuid: bsuidOf(contact['user_id']) ?? bsuidOf(contact['wa_id']),
        username: words(profile['username']) ?? words(contact['username']),
        name: words(profile['name']),
      })
    })
}

/** `SA.1349…`: country, dot, and up to 128 letters and digits whose case counts. */
export function bsuidOf(value: unknown): string | undefined {
  const id = words(value)
  return id !== undefined && /^[A-Z]{2}\.[A-Za-z0-9.]{1,160}$/.test(id) ? id : undefined
}

/**
 * The names of one person, from the ids beside a message and the contact that carries the same.
 * In a batch the first contact is not the first sender, so nothing goes by position.
 */
export function named(contacts: readonly Contact[], id: unknown, userId: unknown): Named {
  const phone = phoneOf(id)
  const bsuid = bsuidOf(userId) ?? bsuidOf(id)
  const contact = contacts.find((each) => matches(each, phone, bsuid))
  const from = identities({
    phone: phone ?? contact?.phone,
    bsuid: bsuid ?? contact?.bsuid,
    username: contact?.username,
  })
  // An id of a shape we have never seen is still the only one that there is.
  const raw = idOf(id) ?? idOf(userId)
  const kept = from.length === 0 && raw ? [{ kind: 'wa_bsuid' as const, value: raw }] : from
  return known({ from: kept, profileName: contact?.name })
}

function matches(contact: Contact, phone: string | undefined, bsuid: string | undefined): boolean {
  if (bsuid !== undefined && contact.bsuid !== undefined) return contact.bsuid === bsuid
  return phone !== undefined && contact.phone === phone
}

export function identities(person: {
  phone?: string | undefined
  bsuid?: string | undefined
  username?: string | undefined
}): readonly SenderIdentity[] {
  const found: SenderIdentity[] = []
  if (person.phone) found.push({ kind: 'phone', value: person.phone })
  if (person.bsuid) found.push({ kind: 'wa_bsuid', value: person.bsuid })
  if (person.username) found.push({ kind: 'wa_username', value: person.username })
  return found
}
