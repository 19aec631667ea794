import type { ConfirmationRecord } from '#core/collections/confirmation-api.ts'
import { BalanceSettled } from '#core/collections/confirmation-events.ts'
import { Refusal } from '#core/refusal.ts'
import { command } from '#platform/command.ts'
import {
  aboutOf,
  confirmationWithin,
  demandAct,
  factsOf,
  findConfirmation,
  holdConfirmation,
  recordOf,
} from './store.ts'

/**
 * Takes a question back: its link opens nothing any more.
 * @throws collections.confirmation_not_found, collections.confirmation_over
 */
export const withdrawConfirmation = command(
  'collections.confirm_balance',
  async (work, { id }: { id: string }): Promise<ConfirmationRecord> => {
    await confirmationWithin(work, id, 'collections.confirm_balance')
    const { row } = await holdConfirmation(work, id)
    demandAct(row, 'withdraw')
    await work.run(
      `update balance_confirmation set state = 'withdrawn' where company_id = $1 and id = $2`,
      [work.companyId, id],
    )
    work.audit('collections.confirmation_withdrawn', {
      kind: 'balance_confirmation',
      id,
      before: { state: row.state },
      after: { state: 'withdrawn' },
    })
    const after = await findConfirmation(work, id)
    if (!after) throw new Error('A confirmation is never removed')
    return recordOf(work, after)
  },
  { name: 'collections.withdraw_confirmation' },
)

/**
 * Notes how a difference was cleared up; the answer itself stays as it was given.
 * @throws collections.confirmation_not_found, collections.confirmation_over
 */
export const settleConfirmation = command(
  'collections.confirm_balance',
  async (work, { id, note }: { id: string; note: string }): Promise<ConfirmationRecord> => {
    await confirmationWithin(work, id, 'collections.confirm_balance')
    const held = await holdConfirmation(work, id)
    demandAct(held.row, 'settle')
    if (held.row.settled_at !== null)
      throw new Refusal('collections.confirmation_over', { state: 'settled' })
    await work.run(
      `update balance_confirmation set settled_at = $3, settled_by = $4, settled_note = $5
       where company_id = $1 and id = $2`,
      [work.companyId, id, work.now, work.actor.name, note],
    )
    work.audit('collections.confirmation_settled', {
      kind: 'balance_confirmation',
      id,
      before: null,
      after: { note },
    })
    work.publish(BalanceSettled, aboutOf(held.row, held.customer.id), {
      ...factsOf(held.row, work.baseCurrency),
      customerId: held.customer.id,
    })
    const after = await findConfirmation(work, id)
    if (!after) throw new Error('A confirmation is never removed')
    return recordOf(work, after)
  },
  { name: 'collections.settle_confirmation' },
)
