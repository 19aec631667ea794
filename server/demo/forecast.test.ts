import { expect, test } from 'vitest'
import { checkForecast, showDashboard, showFigures } from '#modules/reports/index.ts'
import { createRateLimits } from '#platform/rate-limit.ts'
import { router } from '#server/modules.ts'
import { openHouse } from '#test/house.ts'
import { makeDemo } from './index.ts'

// A Sunday: the last complete week ended yesterday.
const house = openHouse({ now: '2026-11-22T08:00:00Z', empty: true })

test('the forecast of past weeks was nearer to what came than due days were, and nearer than the mean', async () => {
  const { companyId, userId, personId } = await makeDemo(house.house, router(createRateLimits()), {
    size: { customers: 120, invoices: 1000 },
    progress: () => {},
  })
  const company = { companyId, ownerId: userId, personId, email: '' }
  const session = house.session(undefined, company)
  const { all, ahead, weeks, within } = await checkForecast(session, {})
  expect(weeks).toHaveLength(8)
  const miss = all.forecast.wape ?? 9
  expect(miss).toBeLessThan((all.dueDay.wape ?? 0) * 0.8)
  expect(miss).toBeLessThan((all.companyMean.wape ?? 0) * 0.8)
  expect(Math.abs(all.forecast.bias ?? 9)).toBeLessThan(0.3)
  // What is overdue all falls into a due day's first week: the weeks after it are no easy win. Each
  // of them by itself is a matter of few invoices in one history: core's back-test plays many.
  const later = (by: 'forecast' | 'dueDay' | 'companyMean') =>
    ahead.slice(1).reduce((sum, row) => sum + (row[by].wape ?? 9), 0)
  expect(later('forecast')).toBeLessThan(later('dueDay') * 0.95)
  expect(later('forecast')).toBeLessThan(later('companyMean') * 0.8)
  expect(within.count / within.of).toBeGreaterThan(0.5)

  const figures = await showFigures(session, {})
  const dashboard = await showDashboard(session, {})
  const now = figures.months.at(-1)
  expect(now?.owed).toEqual(dashboard.outstanding)
  expect(now?.buckets).toEqual(dashboard.buckets)
  expect(now?.dso).toBe(dashboard.dso?.days)
  expect(figures.months.map(({ rateBasisPoints }) => rateBasisPoints)).toEqual(
    dashboard.rates.map(({ rateBasisPoints }) => rateBasisPoints),
  )
}, 240_000)
