import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '#core/day.ts'
import { late, today } from '#test/gate-case.ts'
import { halalas } from '#test/money.ts'
import { askedOf, coveredBy, partOf } from './asked.ts'

const lastDay = addDays(today, 3)
const minor = fc.integer({ min: 0, max: 900 })
const covers = fc.record({
  minor,
  until: fc.integer({ min: -2, max: 9 }).map((n) => addDays(today, n)),
  by: fc.constantFrom(...coveredBy),
})
const invoices = fc
  .record({ balance: minor, disputedMinor: minor, covered: fc.array(covers, { maxLength: 3 }) })
  .map(({ balance, ...rest }) => late('a', balance, rest))

test('a part is never asked for beyond its invoice, nor less than it for what comes later', () => {
  fc.assert(
    fc.property(invoices, minor, (whole, most) => {
      const asked = askedOf(partOf(whole, most, lastDay, today), today)
      const free = askedOf(whole, today)
      expect(asked).toBeLessThanOrEqual(Math.min(most, free))
      // Where everything was given for later days, the part is asked for before the rest is.
      const isLater = whole.covered?.every(({ until }) => until > lastDay || until < today)
      if (isLater) expect(asked).toBe(Math.min(most, free))
    }),
  )
})

test('what is given for a day in time stands for the part, and what is disputed for the rest first', () => {
  const covered = [
    { minor: 300, until: addDays(today, 8), on: addDays(today, 2), by: 'instrument' as const },
    { minor: 200, until: addDays(today, 40), by: 'settlement' as const },
  ]
  const part = partOf(late('a', 800, { covered }), 350, lastDay, today)
  expect([part.balance, askedOf(part, today)]).toEqual([halalas(350), 50])
  const objected = partOf(late('a', 800, { disputedMinor: 500 }), 350, lastDay, today)
  expect([objected.disputedMinor, askedOf(objected, today)]).toEqual([50, 300])
})
