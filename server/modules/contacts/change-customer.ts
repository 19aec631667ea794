import type { ChangeCustomer, Customer } from '#core/contacts/customer.ts'
import { CustomerChanged, CustomerWon } from '#core/contacts/events.ts'
import { Refusal } from '#core/refusal.ts'
import { command, type Work } from '#platform/command.ts'
import { ownersWithin } from '#platform/session.ts'
import { auditable } from './audit-lines.ts'
import { assertHiddenUnsaid, withoutHidden } from './hidden.ts'
import { lockCustomer } from './lock.ts'
import { getCustomer } from './show-customer.ts'
import { assertOwner, nameKeys, refreshSearch, tables, tidyAddress } from './store.ts'
import type { ContactsTables } from './tables.ts'

type Fields = Omit<ChangeCustomer, 'id' | 'version'>
type Row = ContactsTables['customer']

/** @throws contacts.customer_not_found, contacts.merged_away, contacts.erased */
export async function lockForChange(
  work: Work,
  id: string,
  permission: 'contacts.change' | 'contacts.archive' | 'contacts.merge' | 'contacts.erase',
): Promise<Row> {
  const locked = await lockCustomer(work, id, permission)
  if (locked.id !== id) throw new Refusal('contacts.merged_away', { survivorId: locked.id })
  const row = await tables(work)
    .selectFrom('customer')
    .selectAll()
    .where('company_id', '=', work.companyId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  if (row.erased_at) throw new Refusal('contacts.erased', { id })
  return row
}

function assertFresh(row: Row, version: number): void {
  if (row.version === version) return
  throw new Refusal('request.stale', {
    version: row.version,
    changedBy: row.changed_by,
    changedAt: row.changed_at.toISOString(),
  })
}

/** @throws contacts.owner_not_found, contacts.owner_out_of_reach */
export async function assertOwnerReached(work: Work, ownerId: string | null): Promise<void> {
  await assertOwner(work, ownerId)
  const owners = ownersWithin(work.session, 'contacts.change')
  if (owners && (ownerId === null || !owners.includes(ownerId)))
    throw new Refusal('contacts.owner_out_of_reach')
}

/** The columns that a change sets; what it does not mention stays. */
function columnsOf(work: Work, row: Row, fields: Fields): Partial<Row> {
  const { kind, name, nameEn, language, ownerId, stage, tags, notes, terms } = fields
  return {
    ...(kind !== undefined && { kind }),
    ...(name !== undefined && { name, ...nameKeys(name) }),
    ...(nameEn !== undefined && { name_en: nameEn }),
    ...(language !== undefined && { language }),
    ...(fields.preferredChannel !== undefined && { preferred_channel: fields.preferredChannel }),
    ...(ownerId !== undefined && { owner_id: ownerId }),
    ...(stage !== undefined && {
      stage,
      won_at: stage === 'prospect' ? null : (row.won_at ?? work.now),
    }),
    ...(fields.vatNumber !== undefined && { vat_number: fields.vatNumber }),
    ...(fields.registration !== undefined && { registration: fields.registration }),
    ...(fields.address !== undefined && { address: tidyAddress(fields.address) }),
    ...(terms !== undefined && { terms }),
    ...(tags !== undefined && { tags }),
    ...(notes !== undefined && { notes }),
  }
}

const same = (a: unknown, b: unknown): boolean =>
  JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

/** Columns that follow from others: they change without being news. */
const derived: ReadonlySet<string> = new Set(['name_key', 'alike_key', 'won_at'])

/** Sets these columns and tells what is different; nothing at all when nothing is. */
export async function writeChange(work: Work, row: Row, columns: Partial<Row>): Promise<void> {
  const changed = Object.fromEntries(
    Object.entries(columns).filter(([name, value]) => !same(value, row[name as keyof Row])),
  ) as Partial<Row>
  const fields = Object.keys(changed).filter((name) => !derived.has(name))
  if (fields.length === 0) return
  await tables(work)
    .updateTable('customer')
    .set({
      ...changed,
      version: row.version + 1,
      changed_at: work.now,
      changed_by: work.actor.name,
    })
    .where('company_id', '=', work.companyId)
    .where('id', '=', row.id)
    .execute()
  await refreshSearch(work, row.id)
  const about = { kind: 'customer', id: row.id, customerId: row.id }
  const personal = row.kind === 'person' || changed.kind === 'person'
  work.audit('contacts.customer_changed', {
    ...{ kind: 'customer', id: row.id },
    before: auditable(row, fields, personal),
    after: auditable({ ...row, ...changed }, fields, personal),
  })
  work.publish(CustomerChanged, about, { customerId: row.id, fields })
  if (changed.stage === 'customer') work.publish(CustomerWon, about, { customerId: row.id })
}

/**
 * Changes what is said of a customer, if it is still as the writer read it.
 * @throws request.stale, access.field_hidden, contacts.owner_out_of_reach, contacts.merged_away
 */
export const changeCustomer = command(
  'contacts.change',
  async (work, input: ChangeCustomer): Promise<Customer> => {
    const { id, version, ...said } = input
    assertHiddenUnsaid(work.session, said)
    const fields = withoutHidden(work.session, said)
    const row = await lockForChange(work, id, 'contacts.change')
    assertFresh(row, version)
    if (fields.ownerId !== undefined && fields.ownerId !== row.owner_id)
      await assertOwnerReached(work, fields.ownerId)
    await writeChange(work, row, columnsOf(work, row, fields))
    return getCustomer(work, id)
  },
)
