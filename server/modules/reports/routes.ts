import { implement } from '@orpc/server'
import { reportsContract } from '#core/reports/api.ts'
import type { Context } from '#platform/context.ts'
import { listContacts, listOwners, showCollectors } from './collectors.ts'
import { showDashboard } from './dashboard.ts'
import { listDelinquent } from './delinquent.ts'
import { exportCollectors, exportFigures, exportForecast } from './export.ts'
import { showFigures } from './figures.ts'
import { showForecast } from './forecast.ts'
import { checkForecast } from './forecast-check.ts'
import { listForecastRows } from './forecast-rows.ts'
import { showExpected, showInsight } from './insight.ts'
import { listProblemDebtors } from './problem-debtors.ts'
import { showFirstDay } from './work.ts'

const on = implement(reportsContract).$context<Context>()

export const reportsRoutes = {
  dashboard: on.dashboard.handler(({ input, context }) => showDashboard(context.session(), input)),
  firstDay: on.firstDay.handler(({ input, context }) => showFirstDay(context.session(), input)),

  forecast: on.forecast.handler(({ input, context }) => showForecast(context.session(), input)),
  forecastRows: on.forecastRows.handler(({ input, context }) =>
    listForecastRows(context.session(), input),
  ),
  forecastCheck: on.forecastCheck.handler(({ input, context }) =>
    checkForecast(context.session(), input),
  ),
  forecastFile: on.forecastFile.handler(({ input, context }) =>
    exportForecast(context.session(), input),
  ),

  figures: on.figures.handler(({ input, context }) => showFigures(context.session(), input)),
  figuresFile: on.figuresFile.handler(({ input, context }) =>
    exportFigures(context.session(), input),
  ),
  delinquent: on.delinquent.handler(({ input, context }) =>
    listDelinquent(context.session(), input),
  ),
  collectors: on.collectors.handler(({ input, context }) =>
    showCollectors(context.session(), input),
  ),
  collectorsFile: on.collectorsFile.handler(({ input, context }) =>
    exportCollectors(context.session(), input),
  ),
  contacts: on.contacts.handler(({ input, context }) => listContacts(context.session(), input)),
  owners: on.owners.handler(({ input, context }) => listOwners(context.session(), input)),

  insight: on.insight.handler(({ input, context }) => showInsight(context.session(), input)),
  expected: on.expected.handler(({ input, context }) => showExpected(context.session(), input)),
  problemDebtors: on.problemDebtors.handler(({ input, context }) =>
    listProblemDebtors(context.session(), input),
  ),
}
