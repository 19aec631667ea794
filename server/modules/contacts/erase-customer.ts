import type { Customer } from '#core/contacts/customer.ts'
import { CustomerErased } from '#core/contacts/events.ts'
import { Refusal } from '#core/refusal.ts'
import { command, type Work } from '#platform/command.ts'
import { lockForChange } from './change-customer.ts'
import { partiesOf } from './lock.ts'
import { getCustomer } from './show-customer.ts'
import { nameKeys, refreshSearch } from './store.ts'

const pseudonym: Readonly<Record<'ar' | 'en', string>> = {
  ar: 'عميل مُحيت بياناته',
  en: 'Erased customer',
}

type Party = { id: string; number: string; language: 'ar' | 'en' }

async function eraseParty(work: Work, { id, number, language }: Party): Promise<void> {
  const name = `${pseudonym[language]} ${number}`
  const keys = nameKeys(name)
  const of = [work.companyId, id]
  await work.run('delete from customer_identity where company_id = $1 and customer_id = $2', of)
  await work.run('delete from customer_contact where company_id = $1 and customer_id = $2', of)
  await work.run(
    'delete from customer_twin where company_id = $1 and (first_id = $2 or second_id = $2)',
    of,
  )
  await work.run(
    `update customer set name = $3, name_key = $4, alike_key = $7, name_en = null, vat_number = null,
       registration = null, address = null, notes = null, tags = '{}', erased_at = $5,
       archived_at = coalesce(archived_at, $5), version = version + 1, changed_at = $5,
       changed_by = $6 where company_id = $1 and id = $2`,
    [...of, name, keys.name_key, work.now, work.actor.name, keys.alike_key],
  )
  await refreshSearch(work, id)
}

/** The stored replies of earlier requests carry the person's data too. */
async function eraseReplies(work: Work, ids: readonly string[]): Promise<void> {
  await work.run(
    `update request set reply = null where company_id = $1
       and ((command = 'contacts.add' and id = any($2::uuid[]))
         or (command = 'contacts.merge' and id in (select m.id from customer_merge m
           where m.company_id = $1
             and (m.survivor_id = any($2::uuid[]) or m.merged_id = any($2::uuid[])))))`,
    [work.companyId, ids],
  )
}

/** So do those of whatever else was done about them: each names whom it is about. */
export async function forgetReplies(
  work: Work,
  { customerId }: { customerId: string },
): Promise<void> {
  await work.run(
    `update request set reply = null
     where company_id = $1 and reply is not null and reply::text ~ $2`,
    [work.companyId, (await partiesOf(work, customerId)).join('|')],
  )
}

/**
 * Erases a person's data for good: a pseudonym takes the name's place, and the debt, its documents
 * and the history stay. Tax documents keep the name they were issued to, as the law asks.
 * @throws contacts.only_persons_are_erased, contacts.erased
 */
export const eraseCustomer = command(
  'contacts.erase',
  async (work, input: { id: string }): Promise<Customer> => {
    const row = await lockForChange(work, input.id, 'contacts.erase')
    if (row.kind !== 'person') throw new Refusal('contacts.only_persons_are_erased')
    const parties = await partiesOf(work, input.id)
    const records = await work.run<Party>(
      `select id, number, language from customer where company_id = $1 and id = any($2::uuid[])
       order by id for no key update`,
      [work.companyId, parties],
    )
    for (const party of records) await eraseParty(work, party)
    await eraseReplies(work, parties)
    work.audit('contacts.customer_erased', {
      kind: 'customer',
      id: input.id,
      before: { erased: false },
      after: { erased: true },
    })
    const about = { kind: 'customer', id: input.id, customerId: input.id }
    work.publish(CustomerErased, about, { customerId: input.id })
    return getCustomer(work, input.id)
  },
)
