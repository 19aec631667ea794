import { defaultCalendar } from '#core/calendar.ts'
import type { GateItem } from '#core/collections/asked.ts'
import type { GateFacts } from '#core/collections/gate.ts'
import { defaultPolicy } from '#core/collections/policy.ts'
import { addDays } from '#core/day.ts'
import type { PassedWhy, ReachWhy } from '#core/messaging/reach.ts'
import { halalas } from '#test/money.ts'

/** A Sunday. */
export const today = '2026-11-22'

export function stepOf(key: string) {
  const step = defaultPolicy.steps.find((candidate) => candidate.key === key)
  if (!step) throw new Error(`no step ${key}`)
  return step
}

export const late = (itemId: string, minor: number, change: Partial<GateItem> = {}): GateItem => {
  const dueOn = addDays(today, -14)
  return {
    itemId,
    dueOn,
    balance: halalas(minor),
    step: stepOf('follow_up'),
    disputedMinor: 0,
    ...change,
  }
}
/** The same way for every step, as decideReach would say it. */
export const going = (why: ReachWhy): GateFacts['routes'] =>
  Object.fromEntries(defaultPolicy.steps.map(({ key }) => [key, why]))
export const byMail: ReachWhy = { channel: 'email', form: 'full', because: 'only', passed: [] }
export const shut = (...whys: PassedWhy[]): ReachWhy => ({
  channel: null,
  form: null,
  because: null,
  passed: whys.map((why) => ({ channel: 'email', why })),
})
/** A reminder that nothing stands against, for tests that change one thing. */
export const clear: GateFacts = {
  now: { day: today, minuteOfDay: 11 * 60 },
  calendar: defaultCalendar,
  currency: 'SAR',
  graceDays: 14,
  frequencyCap: { minDaysBetween: 3, maxIn30Days: 6 },
  items: [late('a', 100), late('b', 50)],
  totalBalance: halalas(150),
  routes: going(byMail),
  remindersIn30Days: 0,
  humanContactQuietHours: 24,
  stoppedToday: false,
  approvedSteps: [],
}
export const inHand = { by: 'ريم', since: today, lastsMinutes: 10 }
