import { z } from 'zod'
import { job } from '#platform/jobs.ts'
import { runReminders } from './run.ts'

export const runJob = job('collections.run', z.looseObject({}), (session) => runReminders(session))
