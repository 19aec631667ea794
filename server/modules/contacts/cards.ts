import type { Address, CustomerKind, ReachChannel, Stage } from '#core/contacts/customer.ts'
import type { PaymentTerms } from '#core/contacts/terms.ts'
import type { Work } from '#platform/command.ts'
import type { Look } from '#platform/query.ts'
import { may, type Session } from '#platform/session.ts'

/** What other modules need of a customer: to name it, to write to it, to date its invoices. */
export type CustomerCard = Readonly<{
  id: string
  /** The record that answers for this one; its own id unless it was merged away. */
  survivorId: string
  number: string
  name: string
  nameEn: string | null
  kind: CustomerKind
  language: 'ar' | 'en'
  /** The way on which they want to hear from us. */
  preferredChannel: ReachChannel | null
  ownerId: string | null
  tags: readonly string[]
  stage: Stage
  vatNumber: string | null
  registration: string | null
  address: Address | null
  email: string | null
  /** The best number; none that was found wrong. */
  phone: string | null
  contactName: string | null
  terms: PaymentTerms | null
  archived: boolean
}>

type CardRecord = {
  id: string
  survivor_id: string
  number: string
  name: string
  name_en: string | null
  kind: CustomerKind
  language: 'ar' | 'en'
  preferred_channel: ReachChannel | null
  owner_id: string | null
  tags: string[]
  stage: Stage
  vat_number: string | null
  registration: string | null
  address: Address | null
  terms: PaymentTerms | null
  archived_at: Date | null
  email: string | null
  phone: string | null
  contact_name: string | null
}

/** Every record whose parts are c's: itself, and what was merged into it. */
const parties = `array(select p.id from customer p where p.company_id = c.company_id
  and (p.id = c.id or p.survivor_id = c.id))`

/** A number `i` that was found wrong under any record of the customer `c` is used under none of them. */
const unmarked = `not exists (select from customer_identity w
  join customer o on o.company_id = w.company_id and o.id = w.customer_id
  where w.company_id = c.company_id and w.value = i.value and w.wrong_at is not null
    and coalesce(o.survivor_id, o.id) = coalesce(c.survivor_id, c.id))`

/**
 * The best address of a kind, no number that was found wrong: the record's own before those of its aliases, the primary first. The
 * kind is no key of its index on purpose: while an import runs, the statistics know of no e-mails
 * yet, and the planner would read all of them for each customer (129 ms a row, measured).
 */
export const bestIdentity = (kind: 'email' | 'phone') => `(
  select i.value from customer_identity i
  where i.company_id = c.company_id and i.customer_id = any(${parties}) and i.kind || '' = '${kind}'${
    kind === 'phone'
      ? `
    and ${unmarked}`
      : ''
  }
  order by i.customer_id = c.id desc, i.is_primary desc, i.created_at, i.id limit 1)`

/** The number that was found wrong of who has no other, in place of the best one; else null. */
export const wrongPhone = `(
  select i.value from customer_identity i
  where i.company_id = c.company_id and i.customer_id = any(${parties}) and i.kind || '' = 'phone'
    and i.wrong_at is not null and ${bestIdentity('phone')} is null
  order by i.customer_id = c.id desc, i.is_primary desc, i.created_at, i.id limit 1)`

export const bestContact = `(
  select k.name from customer_contact k
  where k.company_id = c.company_id and k.customer_id = any(${parties})
  order by k.customer_id = c.id desc, k.is_primary desc, k.id limit 1)`

const cardsSql = `
  select c.id, coalesce(c.survivor_id, c.id) as survivor_id, c.number, c.name, c.name_en, c.kind,
    c.language, c.preferred_channel, c.owner_id, c.tags, c.stage, c.vat_number, c.registration, c.address, c.terms,
    c.archived_at, ${bestIdentity('email')} as email, ${bestIdentity('phone')} as phone,
    ${bestContact} as contact_name
  from customer c where c.company_id = $1 and c.id = any($2::uuid[])`

/** How a customer is addressed in a letter: the person we know, else the name in its language. */
export const salutation = (
  card: Pick<CustomerCard, 'contactName' | 'language' | 'name' | 'nameEn'>,
) => card.contactName ?? (card.language === 'en' ? (card.nameEn ?? card.name) : card.name)

const cardOf = (row: CardRecord): CustomerCard => ({
  id: row.id,
  survivorId: row.survivor_id,
  number: row.number,
  name: row.name,
  nameEn: row.name_en,
  kind: row.kind,
  language: row.language,
  preferredChannel: row.preferred_channel,
  ownerId: row.owner_id,
  tags: row.tags,
  stage: row.stage,
  vatNumber: row.vat_number,
  registration: row.registration,
  address: row.address,
  email: row.email,
  phone: row.phone,
  contactName: row.contact_name,
  terms: row.terms,
  archived: row.archived_at !== null,
})

/**
 * Cards by the ids asked for, merged ones included; an unknown id is missing from the map. A card
 * holds everything: what shows one to a reader passes it through `cardFor` first.
 */
export async function findCustomers(
  from: Pick<Work | Look, 'run' | 'companyId'>,
  ids: readonly string[],
): Promise<Map<string, CustomerCard>> {
  if (ids.length === 0) return new Map()
  const rows = await from.run<CardRecord>(cardsSql, [from.companyId, [...new Set(ids)]])
  return new Map(rows.map((row) => [row.id, cardOf(row)]))
}

/**
 * Numbers that customers are known to use WhatsApp on, where they are others than their phone; none
 * that was found wrong.
 */
export async function whatsappNumbers(
  from: Pick<Work | Look, 'run' | 'companyId'>,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const rows = await from.run<{ customer_id: string; value: string }>(
    `select distinct on (i.customer_id) i.customer_id, i.value from customer_identity i
     join customer c on c.company_id = i.company_id and c.id = i.customer_id
     where i.company_id = $1 and i.customer_id = any($2::uuid[]) and i.kind = 'whatsapp'
       and ${unmarked}
     order by i.customer_id, i.is_primary desc, i.created_at, i.id`,
    [from.companyId, ids],
  )
  return new Map(rows.map((row) => [row.customer_id, row.value]))
}

/** Every address of mail under which these customers are known, in small letters. */
export async function emailsOf(
  from: Pick<Work | Look, 'run' | 'companyId'>,
  ids: readonly string[],
): Promise<string[]> {
  const rows = await from.run<{ value: string }>(
    `select distinct lower(value) as value from customer_identity
     where company_id = $1 and customer_id = any($2::uuid[]) and kind = 'email'`,
    [from.companyId, ids],
  )
  return rows.map(({ value }) => value)
}

export type CustomerName = Pick<
  CustomerCard,
  'id' | 'survivorId' | 'number' | 'name' | 'nameEn' | 'ownerId'
>

/** What customers are called, merged ones included: of some, or of all without ids. */
export async function nameCustomers(
  from: Pick<Work | Look, 'run' | 'companyId'>,
  ids?: readonly string[],
): Promise<Map<string, CustomerName>> {
  const some = ids ? 'and id = any($2::uuid[])' : ''
  const rows = await from.run<CustomerName>(
    `select id, coalesce(survivor_id, id) as "survivorId", number, name, name_en as "nameEn",
       owner_id as "ownerId" from customer where company_id = $1 ${some}`,
    ids ? [from.companyId, ids] : [from.companyId],
  )
  return new Map(rows.map((row) => [row.id, row]))
}

/** The card as this reader may see it: hidden fields are null. */
export function cardFor(session: Session, card: CustomerCard): CustomerCard {
  const identities = may(session, 'contacts.see_identities')
  const taxes = may(session, 'contacts.see_tax_numbers')
  return {
    ...card,
    ...(!identities && { phone: null, email: null }),
    ...(!taxes && { vatNumber: null, registration: null }),
  }
}
