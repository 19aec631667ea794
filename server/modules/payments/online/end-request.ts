import type { Work } from '#platform/command.ts'
import { endAttempt, lockAttempt } from './attempt-store.ts'

/**
 * Gives up the checkouts of a request that nothing more is due of; its customer is held. Money that
 * comes through one of them all the same is marked as late.
 */
export async function endAttemptsOf(work: Work, depositId: string): Promise<void> {
  // Attempts of one link take turns here: none begins before this has ended.
  await work.run(
    `select id from pay_link where company_id = $1 and deposit_id = $2 order by id
     for no key update`,
    [work.companyId, depositId],
  )
  const live = await work.run<{ id: string }>(
    `select a.id from pay_attempt a
     join pay_link k on k.company_id = a.company_id and k.id = a.link_id
     where a.company_id = $1 and k.deposit_id = $2 and a.state in ('opening', 'open')
     order by a.id`,
    [work.companyId, depositId],
  )
  for (const { id } of live) {
    const attempt = await lockAttempt(work, id)
    if (attempt.state === 'opening' || attempt.state === 'open')
      await endAttempt(work, attempt, 'superseded')
  }
}

/** Ends the links of a request that asks for nothing any more, and what was begun through them. */
export async function endDepositLinks(work: Work, depositId: string): Promise<void> {
  await endAttemptsOf(work, depositId)
  await work.run(
    `update pay_link set revoked_at = $3, revoked_by = $4
     where company_id = $1 and deposit_id = $2 and revoked_at is null`,
    [work.companyId, depositId, work.now, work.actor.name],
  )
}
