import { ConcessionChanged } from '#core/collections/events.ts'
import type { ConcessionState } from '#core/collections/settlement.ts'
import { Refusal } from '#core/refusal.ts'
import { type LockedCustomer, lockCustomerOr } from '#modules/contacts/index.ts'
import type { Work } from '#platform/command.ts'
import { watch } from '../store.ts'
import { findConcession, moneyOf, type Standing } from './store.ts'

export type Held = Readonly<{ standing: Standing; customer: LockedCustomer }>

/**
 * Holds a concession's customer and reads it again behind the lock.
 * @throws collections.concession_not_found, collections.concession_ended in another state
 */
export async function holdConcession(
  work: Work,
  id: string,
  states: readonly ConcessionState[],
): Promise<Held> {
  const found = await findConcession(work, id)
  const gone = () => new Refusal('collections.concession_not_found', { id })
  if (!found) throw gone()
  const customer = await lockCustomerOr(work, found.row.customer_id, 'collections.concede', gone)
  const standing = await findConcession(work, id)
  if (!standing || !states.includes(standing.row.state))
    throw new Refusal('collections.concession_ended', { state: standing?.row.state ?? '' })
  return { standing, customer }
}

/**
 * Says where a concession stands now, in the log and aloud. An offer that is sent stands where it stood:
 * that it left is what is told.
 */
export async function tellState(
  work: Work,
  { standing, customer }: Held,
  happened?: 'sent',
): Promise<void> {
  const { row } = standing
  const after = (await findConcession(work, row.id))?.row
  if (!after) throw new Error('A concession is never removed')
  await watch(work, [customer.id])
  work.audit(`collections.concession_${happened ?? after.state}`, {
    kind: 'concession',
    id: row.id,
    before: null,
    after: {
      amount: moneyOf(row, after.posted ?? row.waived),
      number: after.number,
      reason: after.ended_because,
    },
  })
  work.publish(
    ConcessionChanged,
    { kind: 'concession', id: row.id, customerId: customer.id },
    {
      concessionId: row.id,
      customerId: customer.id,
      kind: row.kind,
      amount: moneyOf(row, after.posted ?? row.waived),
      state: happened ?? after.state,
    },
  )
}

type Ending = Readonly<{
  state: ConcessionState
  because: string | null
  /** Whoever it was, where it is not the one who acts. */
  by?: string
}>

/** Ends a concession that is held, once and for all. */
export async function endConcession(work: Work, held: Held, ending: Ending): Promise<void> {
  await work.run(
    `update concession set state = $3, ended_at = $4, ended_by = $5, ended_because = $6
     where company_id = $1 and id = $2`,
    [
      ...[
        work.companyId,
        held.standing.row.id,
        ending.state,
        work.now,
        ending.by ?? work.actor.name,
      ],
      ending.because,
    ],
  )
  await tellState(work, held)
}
