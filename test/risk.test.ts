import { expect, test } from 'vitest'
import { defaultPolicy, ReminderPolicy } from '#core/collections/policy.ts'
import { Segment } from '#core/collections/segment.ts'
import { addDays } from '#core/day.ts'
import { showChase } from '#modules/collections/chase.ts'
import { savePolicy } from '#modules/collections/policies.ts'
import { countSegment } from '#modules/collections/segments/count.ts'
import { showInsight } from '#modules/reports/insight.ts'
import { openChase } from './chase.ts'

const { the, debtor, on } = openChase()
const today = '2026-11-22'

test('the risk that a segment asks for is the one that the page of the customer shows', async () => {
  const segment = Segment.parse({ riskAnyOf: ['high'] })
  await on()
  const policy = ReminderPolicy.parse({ ...defaultPolicy, isDefault: false, segment })
  await savePolicy(the.session(), { key: 'risky', name: 'المتأخرون', place: 7, policy })
  const old = await debtor([{ due: addDays(today, -100), riyals: 300 }])
  const fresh = await debtor([{ due: addDays(today, 5), riyals: 300 }])
  const shown = async ({ id }: { id: string }) => ({
    risk: (await showInsight(the.session(), { id })).risk.risk,
    why: (await showChase(the.session(), { id })).policyWhy,
  })
  expect(await shown(old)).toMatchObject({ risk: 'high', why: { key: 'risky' } })
  const passed = [{ key: 'risky', unmet: ['risk'] }]
  expect(await shown(fresh)).toMatchObject({ risk: 'low', why: { key: 'default', passed } })
  const counted = await countSegment(the.session(), { segment, key: 'risky', place: 7 })
  expect(counted.fits).toBe(1)
})
