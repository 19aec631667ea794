import { implement } from '@orpc/server'
import { reportsContract } from '#core/reports/api.ts'
import type { Context } from '#platform/context.ts'
import { showDashboard } from './dashboard.ts'
import { showFirstDay } from './work.ts'

const on = implement(reportsContract).$context<Context>()

export const reportsRoutes = {
  dashboard: on.dashboard.handler(({ input, context }) => showDashboard(context.session(), input)),
  firstDay: on.firstDay.handler(({ input, context }) => showFirstDay(context.session(), input)),
}
