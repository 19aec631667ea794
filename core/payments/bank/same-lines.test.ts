import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type HereLine, sameLines } from './same-lines.ts'

const line = (change: Partial<HereLine> = {}): HereLine => ({
  ...{ id: 'x', bookedOn: '2026-11-18', amount: 15_000, description: 'SARIE ALPHA TRADING' },
  ...{ reference: null, balance: null },
  ...change,
})
const found = (lines: readonly HereLine[], here: readonly HereLine[]) => [...sameLines(lines, here)]

test('a reference, a balance or the words tell that a line is here; a day and an amount alone do not', () => {
  const here = [line({ id: 'a' })]
  const other = { description: 'TRF FROM BETA' }
  expect(found([line(other)], here)).toEqual([])
  expect(found([line({ description: 'Sarie alpha trading NONREF' })], here)).toEqual([[0, 'a']])
  expect(found([line({ ...other, balance: 9 })], [line({ id: 'a', balance: 9 })])).toEqual([
    [0, 'a'],
  ])
  expect(
    found([line({ ...other, reference: 'FT-8841' })], [line({ id: 'a', reference: 'FT8841' })]),
  ).toEqual([[0, 'a']])
  const inside = line({ id: 'a', description: 'SARIE FT998877 ALPHA' })
  expect(found([line({ ...other, reference: 'FT998877' })], [inside])).toEqual([[0, 'a']])
  expect(found([line({ bookedOn: '2026-11-19' })], here)).toEqual([])
  expect(found([line({ amount: 15_001 })], here)).toEqual([])
})

test('of transfers that are alike but for the sender each is its own', () => {
  const here = [line({ id: 'a', description: 'SARIE incoming transfer ALPHA' })]
  expect(found([line({ description: 'SARIE incoming transfer BETA' })], here)).toEqual([])
})

test('as many lines are here as there are, whatever their number and order', () => {
  const few = fc.integer({ min: 0, max: 5 })
  fc.assert(
    fc.property(few, few, (here, given) => {
      const twins = (count: number) =>
        Array.from({ length: count }, (_, at) => line({ id: `here ${at}` }))
      const same = sameLines(twins(given), twins(here))
      expect(same.size).toBe(Math.min(here, given))
      expect(new Set(same.values()).size).toBe(same.size)
      expect([...same.values()]).toEqual([...same.values()].toSorted())
    }),
  )
})
