import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '#core/day.ts'
import { type BookedEntry, fitting, type Movement } from './entries.ts'

const line: Movement = {
  ...{ amount: -50_000, currency: 'SAR', bookedOn: '2026-11-20', accountId: 'main' },
}
const entry = (change: Partial<BookedEntry> = {}): BookedEntry => ({
  ...{ id: 'e', amount: -50_000, currency: 'SAR', postedOn: '2026-11-20', accountId: null },
  ...change,
})
const found = (entries: readonly BookedEntry[]) => fitting(line, entries).map(({ id }) => id)

test('an entry fits by its amount with its sign, its currency and a day within the week', () => {
  expect(found([entry()])).toEqual(['e'])
  expect(found([entry({ postedOn: '2026-11-13' })])).toEqual(['e'])
  expect(found([entry({ postedOn: '2026-11-27' })])).toEqual(['e'])
  const others: Partial<BookedEntry>[] = [
    { amount: 50_000 },
    { amount: -50_001 },
    { currency: 'USD' },
    { postedOn: '2026-11-12' },
    { postedOn: '2026-11-28' },
  ]
  expect(found(others.map(entry))).toEqual([])
})

test('an entry that names an account of the bank is of its lines alone', () => {
  expect(found([entry({ accountId: 'main' }), entry({ id: 'f', accountId: 'other' })])).toEqual([
    'e',
  ])
})

test('the nearest day comes first, six at most, whatever order they came in', () => {
  const all = Array.from({ length: 8 }, (_, at) =>
    entry({ id: `e${at}`, postedOn: addDays('2026-11-20', at % 2 ? -at : at) }),
  )
  fc.assert(
    fc.property(fc.shuffledSubarray(all, { minLength: 8 }), (mixed) => {
      expect(found(mixed)).toEqual(['e0', 'e1', 'e2', 'e3', 'e4', 'e5'])
    }),
  )
})
