import type { Customer, WrongMark } from '#core/contacts/customer.ts'
import { NumberMarked } from '#core/contacts/events.ts'
import { isNumber, type MarkedBecause, stillWrong } from '#core/contacts/wrong-number.ts'
import { Refusal } from '#core/refusal.ts'
import { command, type Work } from '#platform/command.ts'
import type { Look } from '#platform/query.ts'
import { demand } from '#platform/session.ts'
import { masked } from './audit-lines.ts'
import { lockForChange } from './change-customer.ts'
import { type LockedCustomer, lockCustomer, partiesOf } from './lock.ts'
import { getCustomer } from './show-customer.ts'
import { tables, touch } from './store.ts'

type From = Pick<Work | Look, 'run' | 'companyId'>
type Held = Pick<LockedCustomer, 'id' | 'parties'>

/** A number of a customer, or of a person at it. */
export type CustomerPhone = Readonly<{
  identityId: string
  /** Of which of the merged records it is. */
  customerId: string
  value: string
  label: string | null
  primary: boolean
  contactId: string | null
  /** The person at the customer whose it is. */
  person: string | null
  wrong: WrongMark | null
}>

/** Every number that a customer can be called on, in the order in which they are tried. */
export async function phonesOf(
  from: From,
  [id = '', ...others]: readonly string[],
): Promise<CustomerPhone[]> {
  const rows = await from.run<{
    id: string
    customer_id: string
    value: string
    label: string | null
    is_primary: boolean
    contact_id: string | null
    person: string | null
    wrong_at: Date | null
    wrong_by: string | null
  }>(
    `select i.id, i.customer_id, i.value, i.label, i.is_primary, i.contact_id, k.name as person,
       w.wrong_at, w.wrong_by
     from customer_identity i
     left join customer_contact k on k.company_id = i.company_id and k.id = i.contact_id
     left join lateral (select w.wrong_at, w.wrong_by from customer_identity w
       where w.company_id = i.company_id and w.value = i.value and w.customer_id = any($2)
         and w.wrong_at is not null order by w.wrong_at desc limit 1) w on true
     where i.company_id = $1 and i.customer_id = any($2) and i.kind = 'phone'
     order by i.customer_id = $3 desc, i.is_primary desc, i.created_at, i.id`,
    [from.companyId, [id, ...others], id],
  )
  return rows.map(({ wrong_at: at, wrong_by: by, ...row }) => ({
    identityId: row.id,
    customerId: row.customer_id,
    value: row.value,
    label: row.label,
    primary: row.is_primary,
    contactId: row.contact_id,
    person: row.person,
    wrong: at && by !== null ? { at: at.toISOString(), by } : null,
  }))
}

/** Which numbers of these records were found wrong, and when, by the record that the mark is of. */
export async function wrongNumbers(
  from: From,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, Date>>> {
  const rows = await from.run<{ customer_id: string; value: string; wrong_at: Date }>(
    `select customer_id, value, wrong_at from customer_identity
     where company_id = $1 and wrong_at is not null and customer_id = any($2)`,
    [from.companyId, ids],
  )
  const found = new Map<string, Map<string, Date>>()
  for (const { customer_id: id, value, wrong_at: at } of rows)
    found.set(id, (found.get(id) ?? new Map<string, Date>()).set(value, at))
  return found
}

/**
 * Whether one of these numbers was found wrong for a customer, under any of its records, and nobody
 * has written from it since.
 */
export async function isWrongNumber(
  from: Pick<Work | Look, 'run' | 'companyId' | 'session'>,
  customerId: string,
  values: readonly string[],
  lastInAt: Date | null,
): Promise<boolean> {
  const marks = await wrongNumbers(from, await partiesOf(from, customerId))
  return [...marks.values()].some((wrong) =>
    values.some((value) => stillWrong(wrong.get(value)?.getTime(), lastInAt?.getTime() ?? null)),
  )
}

/**
 * Writes of a number of a customer that it is wrong, or right after all, under every record that
 * knows it; nothing where that is known already. For whoever holds the customer.
 */
export async function noteNumber(
  work: Work,
  { id, parties }: Held,
  value: string,
  mark: 'wrong' | 'right',
  because: MarkedBecause,
): Promise<void> {
  const wrong = mark === 'wrong'
  const changed = await work.run(
    `update customer_identity set wrong_at = $4, wrong_by = $5
     where company_id = $1 and customer_id = any($2) and value = $3
       and kind in ('phone', 'whatsapp') and (wrong_at is null) = $6 returning id`,
    [
      ...[work.companyId, parties, value],
      ...[wrong ? work.now : null, wrong ? work.actor.name : null, wrong],
    ],
  )
  if (changed.length === 0) return
  await touch(work, id)
  work.audit('contacts.number_marked', {
    kind: 'customer',
    id,
    before: { wrong: !wrong },
    after: { phone: masked(value), wrong, known_by: because },
  })
  const about = { kind: 'customer', id, customerId: id }
  work.publish(NumberMarked, about, { customerId: id, mark, because })
}

/** Whoever writes to us from a number can be reached on it: a mark on it ends. */
export async function numberAnswers(
  work: Work,
  customerId: string,
  values: readonly string[],
): Promise<void> {
  // Nearly nobody has a marked number, and nobody is held for that.
  if (!(await isWrongNumber(work, customerId, values, null))) return
  const customer = await lockCustomer(work, customerId)
  for (const value of values) await noteNumber(work, customer, value, 'right', 'wrote')
}

type Marking = Readonly<{ customerId: string; id: string; wrong: boolean }>

/**
 * A person says that a number is somebody else's, or that it is right after all.
 * @throws contacts.identity_not_found, contacts.not_a_number, contacts.merged_away
 */
export const markNumber = command(
  'contacts.change',
  async (work, input: Marking): Promise<Customer> => {
    demand(work.session, 'contacts.see_identities')
    await lockForChange(work, input.customerId, 'contacts.change')
    const parties = await partiesOf(work, input.customerId)
    const identity = await tables(work)
      .selectFrom('customer_identity')
      .select(['kind', 'value'])
      .where('company_id', '=', work.companyId)
      .where('id', '=', input.id)
      .where('customer_id', 'in', parties)
      .executeTakeFirst()
    if (!identity) throw new Refusal('contacts.identity_not_found', { id: input.id })
    if (!isNumber(identity.kind)) throw new Refusal('contacts.not_a_number', { id: input.id })
    const mark = input.wrong ? 'wrong' : 'right'
    await noteNumber(work, { id: input.customerId, parties }, identity.value, mark, 'said')
    return getCustomer(work, input.customerId)
  },
  { name: 'contacts.mark_number' },
)
