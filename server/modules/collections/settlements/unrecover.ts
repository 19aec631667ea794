import { ConcessionChanged } from '#core/collections/events.ts'
import { lockCustomer } from '#modules/contacts/index.ts'
import { lockOpenItemsById, reverseEntry, unsettle } from '#modules/ledger/index.ts'
import type { Work } from '#platform/command.ts'
import { findConcession, moneyOf } from './store.ts'

type Row = { id: string; concession_id: string; entry_id: string; number: string; amount: number }

/**
 * Money that had recovered a bad debt was taken back: the recovery is undone, for nobody owes what
 * was written off. What else of it was there lies on the customer's account again.
 */
export async function undoRecovery(
  work: Work,
  { itemId, documentId: concessionId }: Readonly<{ itemId: string; documentId: string }>,
): Promise<void> {
  const found = await findConcession(work, concessionId)
  if (!found) return
  await lockCustomer(work, found.row.customer_id)
  const [open] = await lockOpenItemsById(work, [itemId])
  const [recovery] = await work.run<Row>(
    `select r.id, r.concession_id, r.entry_id, r.number, r.amount from recovery r
     join journal_line l on l.company_id = r.company_id and l.entry_id = r.entry_id
     where r.company_id = $1 and r.concession_id = $2 and l.id = $3 and r.undone_at is null`,
    [work.companyId, concessionId, itemId],
  )
  if (!open || !recovery) return
  const left = await work.run<{ id: string }>(
    'select id from allocation_view where company_id = $1 and item_id = $2 order by id',
    [work.companyId, itemId],
  )
  const reason = recovery.number
  if (left.length > 0)
    await unsettle(
      work,
      left.map(({ id }) => id),
      { effectiveOn: work.today, reason },
    )
  await reverseEntry(work, recovery.entry_id, work.today, reason)
  await work.run('update recovery set undone_at = $3 where company_id = $1 and id = $2', [
    ...[work.companyId, recovery.id, work.now],
  ])
  await work.run(
    'update concession set recovered = recovered - $3 where company_id = $1 and id = $2',
    [work.companyId, concessionId, recovery.amount],
  )
  const { row } = found
  work.audit('collections.recovery_undone', {
    kind: 'concession',
    id: concessionId,
    before: { amount: moneyOf(row, recovery.amount), number: recovery.number },
    after: null,
  })
  work.publish(
    ConcessionChanged,
    { kind: 'concession', id: concessionId, customerId: row.customer_id },
    {
      ...{ concessionId, customerId: row.customer_id, kind: row.kind, state: row.state },
      amount: moneyOf(row, row.posted ?? row.waived),
    },
  )
}
