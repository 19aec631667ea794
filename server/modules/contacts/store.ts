import { foldName } from '#core/arabic/fold.ts'
import type { Address, IdentitySource, NewContact, NewIdentity } from '#core/contacts/customer.ts'
import { alikeKey } from '#core/contacts/duplicate.ts'
import { parsePhone } from '#core/phone.ts'
import { Refusal } from '#core/refusal.ts'
import { activeUsers } from '#modules/people/index.ts'
import type { Work } from '#platform/command.ts'
import type { Look } from '#platform/query.ts'
import type { ContactsTables } from './tables.ts'

export const tables = ({ db }: Pick<Work | Look, 'db'>) => db.withTables<ContactsTables>()

const emailShape = /^[^\s@,;<>()]+@[^\s@,;<>()]+\.[^\s@,;<>().]{2,}$/

/**
 * What an identity means, of what was typed: E.164 for a phone, lower case for an e-mail.
 * @throws contacts.phone_invalid, contacts.email_invalid
 */
export function identityValue(kind: NewIdentity['kind'], typed: string): string {
  if (kind === 'phone' || kind === 'whatsapp') {
    const number = parsePhone(typed)
    if (number) return number
    if (kind === 'phone') throw new Refusal('contacts.phone_invalid', { typed })
    return typed.trim()
  }
  if (kind !== 'email') return typed.trim()
  const address = typed.trim().toLowerCase()
  if (!emailShape.test(address)) throw new Refusal('contacts.email_invalid', { typed })
  return address
}

/** Takes the company's next customer number; nobody else adds one until this transaction ends. */
export async function nextCustomerNumber(work: Work): Promise<string> {
  for (;;) {
    const [row] = await work.run<{ taken: number }>(
      `insert into customer_series as s (company_id, next) values ($1, 2)
       on conflict (company_id) do update set next = s.next + 1 returning next - 1 as taken`,
      [work.companyId],
    )
    const number = `C-${String(row?.taken ?? 1).padStart(5, '0')}`
    // An import may have brought a number of this shape from elsewhere.
    if (!(await numberTaken(work, number))) return number
  }
}

export async function numberTaken(work: Work, number: string): Promise<boolean> {
  const rows = await work.run('select 1 from customer where company_id = $1 and number = $2', [
    work.companyId,
    number,
  ])
  return rows.length > 0
}

/** @throws contacts.owner_not_found */
export async function assertOwner(work: Work, ownerId: string | null | undefined): Promise<void> {
  if (!ownerId) return
  const users = await activeUsers(work)
  if (users.some(({ userId }) => userId === ownerId)) return
  throw new Refusal('contacts.owner_not_found', { ownerId })
}

/** The keys by which a name meets its duplicates: the same spelled otherwise, and those alike. */
export const nameKeys = (name: string) => ({ name_key: foldName(name), alike_key: alikeKey(name) })

/** An address without its empty parts; nothing at all when only the country is left. */
export function tidyAddress(address: Address | null | undefined): Address | null {
  if (!address) return null
  const { country, ...parts } = address
  const filled = Object.entries(parts).filter(([, value]) => value !== undefined && value !== '')
  return filled.length === 0 ? null : { ...Object.fromEntries(filled), country }
}

type Claim = Readonly<{ source: IdentitySource; evidence: string | null }>

/** @throws contacts.phone_invalid, contacts.email_invalid, contacts.identity_taken */
export async function insertIdentity(
  work: Work,
  customerId: string,
  identity: NewIdentity,
  { source, evidence }: Claim,
): Promise<void> {
  const value = identityValue(identity.kind, identity.typed)
  await assertFree(work, customerId, identity.id, identity.kind, value)
  await tables(work)
    .insertInto('customer_identity')
    .values({
      company_id: work.companyId,
      id: identity.id,
      customer_id: customerId,
      contact_id: identity.contactId,
      kind: identity.kind,
      value,
      typed: identity.typed,
      label: identity.label,
      is_primary: identity.primary,
      source,
      evidence,
      created_at: work.now,
      created_by: work.actor.id,
      wrong_at: null,
      wrong_by: null,
    })
    .execute()
}

/** The same value twice at one customer, or one channel's own id at two, is refused by name. */
export async function assertFree(
  work: Work,
  customerId: string,
  id: string,
  kind: NewIdentity['kind'],
  value: string,
): Promise<void> {
  const [taken] = await work.run<{ customer_id: string }>(
    `select customer_id from customer_identity where company_id = $1 and kind = $2 and value = $3
       and id <> $4 and (customer_id = $5 or kind = any('{whatsapp,wa_bsuid,psid,igsid}')) limit 1`,
    [work.companyId, kind, value, id, customerId],
  )
  if (taken) throw new Refusal('contacts.identity_taken', { customerId: taken.customer_id })
}

export async function insertContact(
  work: Work,
  customerId: string,
  contact: NewContact,
): Promise<void> {
  await tables(work)
    .insertInto('customer_contact')
    .values({
      company_id: work.companyId,
      id: contact.id,
      customer_id: customerId,
      name: contact.name,
      title: contact.title,
      is_primary: contact.primary,
    })
    .execute()
}

/** Keeps the search in step with what is said; the last statement of every change of a customer. */
export async function refreshSearch(work: Work, customerId: string): Promise<void> {
  await work.run('select refresh_customer_search($1)', [customerId])
}

/** Notes that a customer's record is another than the one that was read. */
export async function touch(work: Work, customerId: string): Promise<void> {
  await work.run(
    `update customer set version = version + 1, changed_at = $3, changed_by = $4
     where company_id = $1 and id = $2`,
    [work.companyId, customerId, work.now, work.actor.name],
  )
}
