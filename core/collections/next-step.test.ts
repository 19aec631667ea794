import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, daysBetween } from '#core/day.ts'
import { toneRank } from '#core/messaging/tone.ts'
import type { Currency } from '#core/money.ts'
import { halalas } from '#test/money.ts'
import type { CustomerAccount, OpenReminderItem } from './next-step.ts'
import { nextStep, planRun } from './next-step.ts'
import { defaultPolicy, ReminderPolicy, stepDay } from './policy.ts'

const dueOn = '2026-11-22'
const next = (asOf: string, reserved: string[] = [], minor = 100) =>
  nextStep(defaultPolicy, { dueOn, balance: halalas(minor) }, reserved, asOf)

const item = (itemId: string, due: string, minor: number, reserved: string[] = []) => {
  return { itemId, dueOn: due, balance: halalas(minor), reserved }
}
const customer = (...items: OpenReminderItem[]): CustomerAccount => {
  return { customerId: 'c1', kind: 'company', tags: [], items }
}
const plan = (asOf: string, ...items: OpenReminderItem[]) =>
  planRun([defaultPolicy], [customer(...items)], asOf)

test('an invoice climbs from wait to its step and waits again once the step is reserved', () => {
  expect(next('2026-11-18')).toMatchObject({ kind: 'wait', until: '2026-11-19' })
  expect(next('2026-11-19')).toMatchObject({ kind: 'due', step: { key: 'before' } })
  expect(next('2026-11-19', ['before'])).toMatchObject({ kind: 'wait', until: '2026-11-22' })
  expect(next('2026-11-22', ['before'])).toMatchObject({ kind: 'due', step: { key: 'due' } })
})

test('steps that were missed are not made up for one after another', () => {
  expect(next('2026-12-23')).toMatchObject({ kind: 'due', step: { key: 'firm' } })
  expect(next('2026-12-23', ['firm'])).toMatchObject({ kind: 'wait', until: '2027-01-21' })
})

test('«تستحق اليوم» is not sent tomorrow', () => {
  expect(next('2026-11-23')).toMatchObject({ kind: 'wait', until: '2026-11-25' })
})

test('a step is skipped, not sent years late', () => {
  expect(next('2027-02-04')).toMatchObject({ kind: 'due', step: { key: 'final' } })
  expect(next('2027-02-05')).toEqual({ kind: 'done', because: 'ladder_finished' })
  expect(next('2029-01-01')).toEqual({ kind: 'done', because: 'ladder_finished' })
})

test('a due date that moves later does not send gentler steps again', () => {
  expect(next('2026-11-22', ['follow_up'])).toMatchObject({
    kind: 'wait',
    step: { key: 'firm' },
  })
})

test('a settled invoice is done, and so is one in credit', () => {
  expect(next('2026-12-23', [], 0)).toEqual({ kind: 'done', because: 'settled' })
  expect(next('2026-12-23', [], -5)).toEqual({ kind: 'done', because: 'settled' })
})

test('a customer with three late invoices hears once, in the firmest of their tones', () => {
  const intentions = plan(
    '2026-11-22',
    item('new', '2026-11-19', 100),
    item('old', '2026-10-23', 700),
    item('between', '2026-11-02', 40, ['follow_up']),
  )
  expect(intentions).toHaveLength(1)
  expect(intentions[0]).toMatchObject({
    governing: { key: 'firm' },
    total: halalas(840),
    sendUntil: '2026-12-06',
    reservations: [
      { itemId: 'old', stepKey: 'firm' },
      { itemId: 'new', stepKey: 'friendly' },
    ],
  })
  expect(intentions[0]?.items.map(({ itemId }) => itemId)).toEqual(['old', 'between', 'new'])
})

test('a message about late invoices does not ask for one that is not yet due', () => {
  const [intention] = plan(
    '2026-11-22',
    item('late', '2026-11-08', 100),
    item('soon', '2026-11-25', 900),
  )
  expect(intention).toMatchObject({ governing: { key: 'follow_up' }, total: halalas(100) })
  expect(intention?.reservations).toContainEqual({ itemId: 'soon', stepKey: 'before' })
})

test('a message on the due day speaks only of what is due that day', () => {
  const [intention] = plan(
    '2026-11-22',
    item('today', '2026-11-22', 100),
    item('late', '2026-11-18', 900, ['friendly']),
  )
  expect(intention).toMatchObject({ governing: { key: 'due' }, total: halalas(100) })
})

test('the last step asks for approval, and nothing of an unclaimed customer is planned', () => {
  expect(plan('2026-11-22', item('a', '2026-09-23', 100))[0]?.needsApproval).toBe(true)
  expect(planRun([], [customer(item('a', '2026-09-23', 100))], '2026-11-22')).toEqual([])
})

const currencies: Currency[] = ['SAR', 'USD']
const policies = fc
  .record({
    offsets: fc.uniqueArray(fc.integer({ min: -10, max: 70 }), { minLength: 1, maxLength: 7 }),
    lateTones: fc.array(fc.constantFrom('friendly', 'follow_up', 'firm', 'final'), {
      minLength: 7,
      maxLength: 7,
    }),
    graceDays: fc.integer({ min: 0, max: 20 }),
  })
  .map(({ offsets, lateTones, graceDays }) => {
    const ladder = offsets.toSorted((a, b) => a - b)
    const order = ['friendly', 'follow_up', 'firm', 'final']
    const rising = lateTones.toSorted((a, b) => order.indexOf(a) - order.indexOf(b))
    const toneAt = (offset: number, index: number) =>
      offset < 0 ? 'before' : offset === 0 ? 'due' : rising[index]
    return ReminderPolicy.parse({
      ...defaultPolicy,
      graceDays,
      steps: ladder.map((offsetDays, index) => ({
        key: `s${index}`,
        offsetDays,
        tone: toneAt(offsetDays, index),
        channels: ['email'],
      })),
    })
  })
const accounts = fc.array(
  fc.record({
    due: fc.integer({ min: -80, max: 15 }),
    minor: fc.integer({ min: -5, max: 100_000 }),
    currency: fc.constantFrom(...currencies),
  }),
  { maxLength: 6 },
)
const schedules = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 40 })

test('over any schedule of runs a step goes once, never early, never down the ladder', () => {
  fc.assert(
    fc.property(policies, accounts, schedules, (policy, open, gaps) => {
      let account: CustomerAccount = customer(
        ...open.map(({ due, minor, currency }, index) => {
          const balance = { minor, currency }
          return { itemId: `i${index}`, dueOn: addDays(dueOn, due), balance, reserved: [] }
        }),
      )
      const reservedAt = new Map<string, number>()
      let asOf = dueOn
      for (const gap of gaps) {
        asOf = addDays(asOf, gap)
        const intentions = planRun([policy], [account], asOf)
        const perCurrency = intentions.map(({ currency }) => currency)
        expect(new Set(perCurrency).size).toBe(perCurrency.length)

        for (const { items, total, reservations, governing, sendUntil } of intentions) {
          expect(total.minor).toBe(items.reduce((sum, { balance }) => sum + balance.minor, 0))
          expect(items.every(({ balance }) => balance.minor > 0)).toBe(true)
          expect(sendUntil >= asOf).toBe(true)
          for (const { itemId, stepKey } of reservations) {
            const index = policy.steps.findIndex(({ key }) => key === stepKey)
            const step = policy.steps[index]
            const about = account.items.find((candidate) => candidate.itemId === itemId)
            if (!step || !about) throw new Error('a reservation names a step and an item')
            expect(index).toBeGreaterThan(reservedAt.get(itemId) ?? -1)
            expect(stepDay(step, about.dueOn) <= asOf).toBe(true)
            expect(daysBetween(stepDay(step, about.dueOn), asOf)).toBeLessThanOrEqual(
              policy.graceDays,
            )
            expect(toneRank(step.tone)).toBeLessThanOrEqual(toneRank(governing.tone))
            reservedAt.set(itemId, index)
          }
          if (toneRank(governing.tone) >= toneRank('due'))
            expect(items.every((asked) => asked.dueOn <= asOf)).toBe(true)
        }

        const keys = intentions.flatMap(({ reservations }) => reservations)
        const items = account.items.map((one) => {
          const fresh = keys.filter(({ itemId }) => itemId === one.itemId)
          return { ...one, reserved: [...one.reserved, ...fresh.map(({ stepKey }) => stepKey)] }
        })
        account = { ...account, items }
        expect(planRun([policy], [account], asOf)).toEqual([])
      }
    }),
    { numRuns: 400 },
  )
})
