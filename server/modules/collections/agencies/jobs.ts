import { z } from 'zod'
import { job } from '#platform/jobs.ts'
import { startReferrals } from './refer.ts'

export const startReferralsJob = job('collections.start_referrals', z.looseObject({}), (session) =>
  startReferrals(session),
)
