import { reaction } from '#platform/command.ts'
import { lockAttempt, lookLater } from './attempt-store.ts'

/** The gateway could not be asked: the attempt keeps its state and its turn comes again. */
export const postponeCheck = reaction(
  'payments.postpone_check',
  async (work, { id, problem }: { id: string; problem: string }) => {
    await lookLater(work, await lockAttempt(work, id))
    await work.run('update pay_attempt set problem = $3 where company_id = $1 and id = $2', [
      work.companyId,
      id,
      problem,
    ])
  },
)
