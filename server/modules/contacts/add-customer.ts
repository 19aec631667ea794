import type { z } from 'zod'
import { assert } from '#core/assert.ts'
import { AddCustomer, type Customer, type IdentitySource } from '#core/contacts/customer.ts'
import { CustomerAdded, CustomerWon } from '#core/contacts/events.ts'
import { Refusal } from '#core/refusal.ts'
import { command, type Work } from '#platform/command.ts'
import { ownersWithin } from '#platform/session.ts'
import { type CustomerCard, findCustomers } from './cards.ts'
import { assertHiddenUnsaid } from './hidden.ts'
import { getCustomer } from './show-customer.ts'
import {
  assertOwner,
  insertContact,
  insertIdentity,
  nameKeys,
  nextCustomerNumber,
  numberTaken,
  refreshSearch,
  tables,
  tidyAddress,
} from './store.ts'

/** What another module's command gives to add a customer: the form's fields, and where they come from. */
type NewCustomer = z.input<typeof AddCustomer> &
  Readonly<{
    /** The number it had elsewhere; without one it takes the next of ours. */
    number?: string | undefined
    source?: IdentitySource
    evidence?: string
  }>

/** Whoever reaches only their own customers adds them for themselves. @throws contacts.owner_out_of_reach */
function ownerFor(work: Work, ownerId: string | null): string | null {
  const owners = ownersWithin(work.session, 'contacts.change')
  if (!owners) return ownerId
  const owner = ownerId ?? work.actor.id
  if (owner === null || !owners.includes(owner)) throw new Refusal('contacts.owner_out_of_reach')
  return owner
}

async function insertCustomer(work: Work, input: AddCustomer, given: NewCustomer): Promise<string> {
  if (given.number && (await numberTaken(work, given.number)))
    throw new Refusal('contacts.number_taken', { number: given.number })
  const number = given.number ?? (await nextCustomerNumber(work))
  const { id, kind, name, language, stage, tags, notes, registration } = input
  await tables(work)
    .insertInto('customer')
    .values({
      ...{ company_id: work.companyId, id, number, kind, name, language, stage, tags, notes },
      name_en: input.nameEn,
      preferred_channel: input.preferredChannel,
      owner_id: input.ownerId,
      won_at: stage === 'customer' ? work.now : null,
      vat_number: input.vatNumber,
      registration,
      address: tidyAddress(input.address),
      terms: input.terms,
      ...nameKeys(name),
      merged_into: null,
      survivor_id: null,
      version: 1,
      created_at: work.now,
      created_by: work.actor.id,
      changed_at: work.now,
      changed_by: work.actor.name,
      archived_at: null,
      archived_by: null,
      erased_at: null,
    })
    .execute()
  for (const contact of input.contacts) await insertContact(work, id, contact)
  const claim = { source: given.source ?? 'manual', evidence: given.evidence ?? null } as const
  for (const identity of input.identities) await insertIdentity(work, id, identity, claim)
  await refreshSearch(work, id)
  return number
}

/** Adds a customer and tells of it; many at once need no card of each. */
export async function putCustomer(work: Work, given: NewCustomer): Promise<void> {
  const input = AddCustomer.parse(given)
  await assertOwner(work, input.ownerId)
  const number = await insertCustomer(work, input, given)
  const about = { kind: 'customer', id: input.id, customerId: input.id }
  work.audit('contacts.customer_added', {
    kind: 'customer',
    id: input.id,
    before: null,
    after: { number, kind: input.kind, stage: input.stage, ownerId: input.ownerId },
  })
  work.publish(CustomerAdded, about, { customerId: input.id, number })
}

/**
 * Adds a customer inside someone else's command, such as an import. Takes the company's series of
 * numbers, the last lock, unless it brings a number of its own.
 * @throws contacts.number_taken, contacts.phone_invalid, contacts.email_invalid, contacts.owner_not_found
 */
export async function addCustomer(work: Work, given: NewCustomer): Promise<CustomerCard> {
  await putCustomer(work, given)
  const card = (await findCustomers(work, [given.id])).get(given.id)
  assert(card !== undefined, 'what was added is there')
  return card
}

/**
 * Adds a customer with its people and identities.
 * @throws access.field_hidden, contacts.phone_invalid, contacts.email_invalid, contacts.owner_out_of_reach
 */
export const createCustomer = command(
  'contacts.change',
  async (work, input: AddCustomer): Promise<Customer> => {
    assertHiddenUnsaid(work.session, input)
    await putCustomer(work, { ...input, ownerId: ownerFor(work, input.ownerId) })
    return getCustomer(work, input.id)
  },
  { name: 'contacts.add', once: ({ id }) => id },
)

/** A prospect has bought: it, or what it was merged into, is a customer now. Harmless when repeated. */
export async function becameCustomer(work: Work, id: string): Promise<void> {
  const rows = await work.run<{ id: string }>(
    `update customer set stage = 'customer', won_at = $3, version = version + 1, changed_at = $3,
       changed_by = $4
     where company_id = $1 and stage = 'prospect'
       and id = (select coalesce(survivor_id, id) from customer where company_id = $1 and id = $2)
     returning id`,
    [work.companyId, id, work.now, work.actor.name],
  )
  for (const { id: won } of rows)
    work.publish(CustomerWon, { kind: 'customer', id: won, customerId: won }, { customerId: won })
}
