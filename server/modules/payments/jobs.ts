import { z } from 'zod'
import { job } from '#platform/jobs.ts'
import { look } from '#platform/query.ts'
import type { Session } from '#platform/session.ts'
import { GatewayError } from './gateway.ts'
import { instrumentsDueJob } from './instruments/alerts.ts'
import { postponeCheck } from './online/postpone.ts'
import { sendRefundJob } from './online/send-refund.ts'
import { settleAttempt } from './online/settle-attempt.ts'
import { takeDelivery } from './online/webhook.ts'
import { runStatementPlansJob } from './statements/run.ts'

const mostAtOnce = 50

/** Looks at every attempt whose time has come: webhooks get lost, and payers close their browser. */
export async function checkAttempts(session: Session): Promise<void> {
  const due = await look(session, (from) =>
    from.run<{ id: string }>(
      `select id from pay_attempt where company_id = $1 and next_check_at <= $2
       order by next_check_at limit $3`,
      [from.companyId, from.now, mostAtOnce],
    ),
  )
  for (const { id } of due) {
    try {
      await settleAttempt(session, id)
    } catch (error) {
      const problem = error instanceof GatewayError ? (error.vendorCode ?? error.kind) : 'failed'
      session.house.log.warn({ attemptId: id, err: error }, 'an attempt could not be checked')
      await postponeCheck(session, { id, problem })
    }
  }
}

export const checkAttemptsJob = job('payments.check_attempts', z.looseObject({}), (session) =>
  checkAttempts(session),
)

export const paymentJobs = [
  checkAttemptsJob,
  takeDelivery,
  sendRefundJob,
  instrumentsDueJob,
  runStatementPlansJob,
]
