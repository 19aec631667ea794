import fc from 'fast-check'
import { expect, test } from 'vitest'
import { coveredBy, laidOut } from '../asked.ts'
import { joinedParts } from './late.ts'

// The card asked for 71,020 of which 43,648 lay as a cheque in the drawer.
test('what a cheque is for is named with its day, and only the rest is asked for', () => {
  const cheque = {
    ...{ minor: 4_364_800, until: '2026-12-09', on: '2026-12-04', by: 'instrument' as const },
  }
  expect(laidOut(7_102_000, 0, [cheque])).toEqual({
    asked: 2_737_200,
    promisable: 2_737_200,
    parts: [{ by: 'instrument', minor: 4_364_800, on: '2026-12-04' }],
  })
})

test('what is promised may be promised anew, what is objected to or held otherwise may not', () => {
  const covers = [
    { minor: 40, until: '2026-11-29', by: 'promise' as const },
    { minor: 30, until: '2026-12-09', by: 'plan' as const },
  ]
  const laid = laidOut(100, 20, covers)
  expect([laid.asked, laid.promisable]).toEqual([10, 50])
  expect(laid.parts.map(({ by }) => by)).toEqual(['dispute', 'plan', 'promise'])
})

test('parts of one reason and one day are one, in the order of their days', () => {
  expect(
    joinedParts([
      { by: 'instrument', minor: 5, on: '2026-12-09' },
      { by: 'dispute', minor: 1, on: null },
      { by: 'instrument', minor: 7, on: '2026-12-04' },
      { by: 'instrument', minor: 2, on: '2026-12-09' },
    ]),
  ).toEqual([
    { by: 'dispute', minor: 1, on: null },
    { by: 'instrument', minor: 7, on: '2026-12-04' },
    { by: 'instrument', minor: 7, on: '2026-12-09' },
  ])
})

test('whatever holds an invoice, its parts and what is asked for are its balance', () => {
  const cover = fc.record({
    minor: fc.integer({ min: 0, max: 900 }),
    until: fc.constantFrom('2026-11-26', '2026-12-04'),
    by: fc.constantFrom(...coveredBy),
  })
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1000 }),
      fc.integer({ min: 0, max: 1500 }),
      fc.array(cover, { maxLength: 6 }),
      (balance, disputed, covers) => {
        const { asked, promisable, parts } = laidOut(balance, disputed, covers)
        const held = parts.reduce((sum, { minor }) => sum + minor, 0)
        expect(asked + held).toBe(balance)
        expect(promisable).toBeGreaterThanOrEqual(asked)
        expect(joinedParts(parts).reduce((sum, { minor }) => sum + minor, 0)).toBe(held)
      },
    ),
  )
})
