import type { Customer } from '#core/contacts/customer.ts'
import { CustomersMerged, CustomersUnmerged } from '#core/contacts/events.ts'
import { Refusal } from '#core/refusal.ts'
import { command, type Work } from '#platform/command.ts'
import { query } from '#platform/query.ts'
import { lockForChange } from './change-customer.ts'
import { lockCustomer, partiesOf } from './lock.ts'
import { getCustomer } from './show-customer.ts'
import { tables } from './store.ts'

type Merge = Readonly<{ mergeId: string; survivorId: string; mergedId: string }>

function tell(work: Work, merge: Merge, event: typeof CustomersMerged | typeof CustomersUnmerged) {
  const { survivorId, mergedId } = merge
  work.audit(event.name, {
    kind: 'customer',
    id: survivorId,
    before: { mergedId, merged: event === CustomersUnmerged },
    after: { mergedId, merged: event === CustomersMerged },
  })
  work.publish(event, { kind: 'customer', id: survivorId, customerId: survivorId }, merge)
}

/**
 * Makes two records one customer: the merged one becomes an alias of the survivor, and keeps all
 * that is its own, so that un-merging gives it back.
 * @throws contacts.merge_with_itself, contacts.already_merged, contacts.merged_away
 */
export const mergeCustomers = command(
  'contacts.merge',
  async (work, input: { id: string; mergeId: string; mergedId: string }): Promise<Customer> => {
    const { id: survivorId, mergedId, mergeId } = input
    if (survivorId === mergedId) throw new Refusal('contacts.merge_with_itself')
    // One order for everyone: two people merging the same pair the other way round take turns.
    for (const id of [survivorId, mergedId].sort()) {
      const locked = await lockCustomer(work, id, 'contacts.merge')
      if (locked.id === id) continue
      if (id === mergedId) throw new Refusal('contacts.already_merged', { survivorId: locked.id })
      throw new Refusal('contacts.merged_away', { survivorId: locked.id })
    }
    await lockForChange(work, survivorId, 'contacts.merge')
    await work.run(
      `update customer set merged_into = case when id = $3 then $2 else merged_into end,
         survivor_id = $2
       where company_id = $1 and (id = $3 or survivor_id = $3)`,
      [work.companyId, survivorId, mergedId],
    )
    await countAliases(work, [survivorId, mergedId])
    await tables(work)
      .insertInto('customer_merge')
      .values({
        company_id: work.companyId,
        id: mergeId,
        survivor_id: survivorId,
        merged_id: mergedId,
        merged_at: work.now,
        merged_by: work.actor.name,
        undone_at: null,
        undone_by: null,
      })
      .execute()
    tell(work, { mergeId, survivorId, mergedId }, CustomersMerged)
    return getCustomer(work, survivorId)
  },
  { once: ({ mergeId }) => mergeId },
)

/**
 * Makes a merged record a customer of its own again, with whatever had been merged into it before.
 * @throws contacts.not_merged
 */
export const unmergeCustomers = command(
  'contacts.merge',
  async (work, input: { id: string; mergedId: string }): Promise<Customer> => {
    const { mergedId } = input
    const survivor = await lockCustomer(work, mergedId, 'contacts.merge')
    if (survivor.id === mergedId || !survivor.parties.includes(input.id))
      throw new Refusal('contacts.not_merged', { mergedId })
    await work.run(
      `with recursive own as (
         select id from customer where company_id = $1 and id = $2
         union all
         select c.id from customer c join own on c.merged_into = own.id where c.company_id = $1)
       update customer c set
         merged_into = case when c.id = $2 then null else c.merged_into end,
         survivor_id = case when c.id = $2 then null else $2 end
       from own where c.company_id = $1 and c.id = own.id`,
      [work.companyId, mergedId],
    )
    await countAliases(work, [survivor.id, mergedId])
    const [undone] = await work.run<{ id: string }>(
      `update customer_merge set undone_at = $3, undone_by = $4
       where company_id = $1 and merged_id = $2 and undone_at is null returning id`,
      [work.companyId, mergedId, work.now, work.actor.name],
    )
    if (!undone) throw new Refusal('contacts.not_merged', { mergedId })
    tell(work, { mergeId: undone.id, survivorId: survivor.id, mergedId }, CustomersUnmerged)
    return getCustomer(work, mergedId)
  },
  { name: 'contacts.unmerge' },
)

/** Keeps on each record how many it answers for, under the lock that every use of it takes. */
async function countAliases(work: Work, ids: readonly string[]): Promise<void> {
  await work.run(
    `update customer c set aliases = (select count(*) from customer a
       where a.company_id = $1 and a.survivor_id = c.id)
     where c.company_id = $1 and c.id = any($2)`,
    [work.companyId, ids],
  )
}

type MergeRecord = {
  id: string
  survivor_id: string
  survivor_number: string
  survivor_name: string
  merged_id: string
  merged_number: string
  merged_name: string
  merged_at: Date
  merged_by: string
  undone_at: Date | null
  undone_by: string | null
}

/** Every merge that touched this customer, standing or undone, newest first. */
export const listMerges = query('contacts.read', async (look, input: { id: string }) => {
  const parties = await partiesOf(look, input.id, 'contacts.read')
  const rows = await look.run<MergeRecord>(
    `select m.id, m.survivor_id, s.number as survivor_number, s.name as survivor_name, m.merged_id,
       x.number as merged_number, x.name as merged_name, m.merged_at, m.merged_by, m.undone_at,
       m.undone_by
     from customer_merge m
     join customer s on s.company_id = m.company_id and s.id = m.survivor_id
     join customer x on x.company_id = m.company_id and x.id = m.merged_id
     where m.company_id = $1 and (m.survivor_id = any($2::uuid[]) or m.merged_id = any($2::uuid[]))
     order by m.merged_at desc, m.id desc`,
    [look.companyId, parties],
  )
  return {
    rows: rows.map((row) => ({
      id: row.id,
      survivor: { id: row.survivor_id, number: row.survivor_number, name: row.survivor_name },
      merged: { id: row.merged_id, number: row.merged_number, name: row.merged_name },
      at: row.merged_at.toISOString(),
      by: row.merged_by,
      undoneAt: row.undone_at?.toISOString() ?? null,
      undoneBy: row.undone_by,
    })),
  }
})
