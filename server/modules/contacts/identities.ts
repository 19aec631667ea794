import { assert } from '#core/assert.ts'
import type {
  Contact,
  Customer,
  Identity,
  NewContact,
  NewIdentity,
} from '#core/contacts/customer.ts'
import { CustomerChanged } from '#core/contacts/events.ts'
import { Refusal } from '#core/refusal.ts'
import { command, type Work } from '#platform/command.ts'
import { demand } from '#platform/session.ts'
import { masked } from './audit-lines.ts'
import { lockForChange } from './change-customer.ts'
import { assertHiddenUnsaid } from './hidden.ts'
import { getCustomer } from './show-customer.ts'
import {
  assertFree,
  identityValue,
  insertContact,
  insertIdentity,
  refreshSearch,
  tables,
  touch,
} from './store.ts'

type Of = Readonly<{ customerId: string; id: string }>

async function tell(
  work: Work,
  { customerId, id }: Of,
  change: { action: string; field: string; before: unknown; after: unknown },
): Promise<void> {
  await refreshSearch(work, customerId)
  await touch(work, customerId)
  work.audit(change.action, {
    kind: 'customer',
    id: customerId,
    before: change.before && { id, ...(change.before as object) },
    after: change.after && { id, ...(change.after as object) },
  })
  const about = { kind: 'customer', id: customerId, customerId }
  work.publish(CustomerChanged, about, { customerId, fields: [change.field] })
}

/** One primary of a kind: the new one takes the place of the old. */
async function demoteOthers(work: Work, { customerId, id }: Of, kind: NewIdentity['kind']) {
  await work.run(
    `update customer_identity set is_primary = false
     where company_id = $1 and customer_id = $2 and kind = $3 and id <> $4 and is_primary`,
    [work.companyId, customerId, kind, id],
  )
}

const findIdentity = (work: Work, { customerId, id }: Of) =>
  tables(work)
    .selectFrom('customer_identity')
    .selectAll()
    .where('company_id', '=', work.companyId)
    .where('id', '=', id)
    .where('customer_id', '=', customerId)
    .executeTakeFirst()

/**
 * Adds a phone, an e-mail or a channel's id to a customer, or corrects one.
 * @throws contacts.phone_invalid, contacts.email_invalid, contacts.identity_taken, contacts.contact_not_found
 */
export const saveIdentity = command(
  'contacts.change',
  async (work, input: NewIdentity & { customerId: string }): Promise<Identity> => {
    assertHiddenUnsaid(work.session, { identities: [input] })
    const { customerId, ...identity } = input
    await lockForChange(work, customerId, 'contacts.change')
    if (identity.contactId) await getContact(work, { customerId, id: identity.contactId })
    const before = await findIdentity(work, input)
    if (identity.primary) await demoteOthers(work, input, identity.kind)
    const kind = before?.kind ?? identity.kind
    const value = identityValue(kind, identity.typed)
    const righted = before?.wrong_at != null && value !== before.value
    if (before) {
      await assertFree(work, customerId, identity.id, before.kind, value)
      await tables(work)
        .updateTable('customer_identity')
        .set({
          value,
          typed: identity.typed,
          label: identity.label,
          is_primary: identity.primary,
          contact_id: identity.contactId,
          // The mark is of the number that stood here.
          ...(righted && { wrong_at: null, wrong_by: null }),
        })
        .where('company_id', '=', work.companyId)
        .where('id', '=', identity.id)
        .execute()
    } else {
      await insertIdentity(work, customerId, identity, { source: 'manual', evidence: null })
    }
    await tell(work, input, {
      action: 'contacts.identity_saved',
      field: kind,
      before: before
        ? { kind: before.kind, value: masked(before.value), ...(righted && { wrong: true }) }
        : null,
      after: { kind, value: masked(value), ...(righted && { wrong: false }) },
    })
    const saved = (await getCustomer(work, customerId)).identities?.find(
      ({ id }) => id === identity.id,
    )
    assert(saved !== undefined, 'what was saved is there')
    return saved
  },
  { name: 'contacts.save_identity' },
)

/** @throws contacts.identity_not_found */
export const removeIdentity = command(
  'contacts.change',
  async (work, input: Of): Promise<Customer> => {
    demand(work.session, 'contacts.see_identities')
    await lockForChange(work, input.customerId, 'contacts.change')
    const before = await findIdentity(work, input)
    if (!before) throw new Refusal('contacts.identity_not_found', { id: input.id })
    await tables(work)
      .deleteFrom('customer_identity')
      .where('company_id', '=', work.companyId)
      .where('id', '=', input.id)
      .execute()
    await tell(work, input, {
      action: 'contacts.identity_removed',
      field: before.kind,
      before: { kind: before.kind, value: masked(before.value) },
      after: null,
    })
    return getCustomer(work, input.customerId)
  },
  { name: 'contacts.remove_identity' },
)

async function getContact(work: Work, { customerId, id }: Of) {
  const row = await findContact(work, { customerId, id })
  if (!row) throw new Refusal('contacts.contact_not_found', { id })
  return row
}

const findContact = (work: Work, { customerId, id }: Of) =>
  tables(work)
    .selectFrom('customer_contact')
    .selectAll()
    .where('company_id', '=', work.companyId)
    .where('id', '=', id)
    .where('customer_id', '=', customerId)
    .executeTakeFirst()

/** Adds a person at the customer, or corrects one; a new primary takes the old one's place. */
export const saveContact = command(
  'contacts.change',
  async (work, input: NewContact & { customerId: string }): Promise<Contact> => {
    const { customerId, ...contact } = input
    await lockForChange(work, customerId, 'contacts.change')
    const before = await findContact(work, input)
    if (contact.primary)
      await work.run(
        `update customer_contact set is_primary = false
         where company_id = $1 and customer_id = $2 and id <> $3 and is_primary`,
        [work.companyId, customerId, contact.id],
      )
    if (before)
      await tables(work)
        .updateTable('customer_contact')
        .set({ name: contact.name, title: contact.title, is_primary: contact.primary })
        .where('company_id', '=', work.companyId)
        .where('id', '=', contact.id)
        .execute()
    else await insertContact(work, customerId, contact)
    // A person's name and title stay out of the log, which is never altered.
    await tell(work, input, {
      action: 'contacts.contact_saved',
      field: 'contacts',
      before: before ? { primary: before.is_primary } : null,
      after: { primary: contact.primary },
    })
    return { ...contact, customerId }
  },
  { name: 'contacts.save_contact' },
)

/** @throws contacts.contact_not_found */
export const removeContact = command(
  'contacts.change',
  async (work, input: Of): Promise<Customer> => {
    await lockForChange(work, input.customerId, 'contacts.change')
    const before = await getContact(work, input)
    await tables(work)
      .deleteFrom('customer_contact')
      .where('company_id', '=', work.companyId)
      .where('id', '=', input.id)
      .execute()
    await tell(work, input, {
      action: 'contacts.contact_removed',
      field: 'contacts',
      before: { primary: before.is_primary },
      after: null,
    })
    return getCustomer(work, input.customerId)
  },
  { name: 'contacts.remove_contact' },
)
