import type { Customer, Identity } from '#core/contacts/customer.ts'
import { isNumber } from '#core/contacts/wrong-number.ts'
import type { Permission } from '#core/permission.ts'
import { Refusal } from '#core/refusal.ts'
import type { Work } from '#platform/command.ts'
import { type Look, query } from '#platform/query.ts'
import { may, ownersWithin } from '#platform/session.ts'
import { tables } from './store.ts'

type From = Pick<Work | Look, 'db' | 'run' | 'companyId' | 'session'>

async function partsOf(from: From, ids: readonly string[]) {
  const contacts = await tables(from)
    .selectFrom('customer_contact')
    .selectAll()
    .where('company_id', '=', from.companyId)
    .where('customer_id', 'in', ids)
    .orderBy('is_primary', 'desc')
    .orderBy('id')
    .execute()
  const identities = await tables(from)
    .selectFrom('customer_identity')
    .selectAll()
    .where('company_id', '=', from.companyId)
    .where('customer_id', 'in', ids)
    .orderBy('is_primary', 'desc')
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  const wrong = new Map(
    identities.flatMap(({ value, wrong_at: at, wrong_by: by }) =>
      at && by !== null ? [[value, { at: at.toISOString(), by }] as const] : [],
    ),
  )
  return {
    contacts: contacts.map(({ id, customer_id, name, title, is_primary }) => ({
      ...{ id, name, title },
      customerId: customer_id,
      primary: is_primary,
    })),
    identities: identities.map(
      (row): Identity => ({
        id: row.id,
        customerId: row.customer_id,
        contactId: row.contact_id,
        kind: row.kind,
        value: row.value,
        typed: row.typed,
        label: row.label,
        primary: row.is_primary,
        source: row.source,
        evidence: row.evidence,
        wrong: isNumber(row.kind) ? (wrong.get(row.value) ?? null) : null,
      }),
    ),
  }
}

/**
 * One customer with its people, its identities and those of what was merged into it; what this
 * reader may not see is null. @throws contacts.customer_not_found
 */
export async function getCustomer(
  from: From,
  id: string,
  within: Permission = 'contacts.read',
): Promise<Customer> {
  const owners = ownersWithin(from.session, within)
  const rows = await tables(from)
    .selectFrom('customer')
    .selectAll()
    .where('company_id', '=', from.companyId)
    .where((on) => on.or([on('id', '=', id), on('survivor_id', '=', id)]))
    .orderBy('number')
    .execute()
  const row = rows.find((each) => each.id === id)
  const reached = row && (!owners || (row.owner_id !== null && owners.includes(row.owner_id)))
  if (!row || !reached) throw new Refusal('contacts.customer_not_found', { id })
  const merged = rows.filter((each) => each.survivor_id === id)
  const { contacts, identities } = await partsOf(
    from,
    rows.map((each) => each.id),
  )
  const sees = {
    identities: may(from.session, 'contacts.see_identities'),
    taxes: may(from.session, 'contacts.see_tax_numbers'),
  }
  return {
    id: row.id,
    number: row.number,
    version: row.version,
    kind: row.kind,
    name: row.name,
    nameEn: row.name_en,
    language: row.language,
    preferredChannel: row.preferred_channel,
    ownerId: row.owner_id,
    stage: row.stage,
    vatNumber: sees.taxes ? row.vat_number : null,
    registration: sees.taxes ? row.registration : null,
    address: row.address,
    terms: row.terms,
    tags: row.tags,
    notes: row.notes,
    contacts,
    identities: sees.identities ? identities : null,
    hidden: [
      ...(sees.identities ? [] : (['identities'] as const)),
      ...(sees.taxes ? [] : (['tax_numbers'] as const)),
    ],
    survivorId: row.survivor_id,
    merged: merged.map(({ id: mergedId, number, name }) => ({ id: mergedId, number, name })),
    createdAt: row.created_at.toISOString(),
    changedAt: row.changed_at.toISOString(),
    changedBy: row.changed_by,
    wonAt: row.won_at?.toISOString() ?? null,
    archivedAt: row.archived_at?.toISOString() ?? null,
    erasedAt: row.erased_at?.toISOString() ?? null,
  }
}

export const showCustomer = query('contacts.read', (look, input: { id: string }) =>
  getCustomer(look, input.id),
)
