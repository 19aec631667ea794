import { z } from 'zod'
import { reaction } from '#platform/command.ts'
import { job } from '#platform/jobs.ts'

/** What was read stays a quarter of a year, what never was a whole one. */
const sweep = reaction('collaboration.sweep', async (work) => {
  await work.run(
    `delete from notification where company_id = $1
       and (read_at < $2::timestamptz - interval '90 days' or at < $2::timestamptz - interval '1 year')`,
    [work.companyId, work.now],
  )
})

export const sweepNotifications = job('collaboration.sweep', z.unknown(), (session) =>
  sweep(session, undefined),
)
