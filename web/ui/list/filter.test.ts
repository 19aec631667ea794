import { expect, test } from 'vitest'
import { manyOf, rangeOf, rangeText } from './filter.ts'

test('a range survives the address, whichever end is open', () => {
  for (const range of [
    { from: '2026-01-01', to: '2026-02-01' },
    { from: '1000', to: undefined },
    { from: undefined, to: '5000' },
  ])
    expect(rangeOf(rangeText(range) ?? '')).toEqual(range)
})

test('a range with no end leaves the address', () => {
  expect(rangeText({ from: undefined, to: undefined })).toBeNull()
  expect(rangeOf(undefined)).toEqual({ from: undefined, to: undefined })
})

test('many values are told apart, and none is no value', () => {
  expect(manyOf('a,b')).toEqual(['a', 'b'])
  expect(manyOf(undefined)).toEqual([])
})
