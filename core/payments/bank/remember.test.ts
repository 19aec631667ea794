import { expect, test } from 'vitest'
import { type Before, rememberable } from './remember.ts'

const line = { counterparty: null, description: 'حوالة واردة نور الخليج 20261121' }
const before = (customerIds: readonly (string | null)[]): Before[] =>
  customerIds.map((customerId, n) => ({ text: `حوالة واردة نور الخليج ${n}`, customerId }))

test('the words of a description may be learned, without the figures that change', () => {
  expect(rememberable(line)).toBe('حواله وارده نور الخليج')
  expect(rememberable({ counterparty: null, description: '4471 ح' })).toBeNull()
})

// «حوالة واردة من الراجحي» was offered to be remembered, and made every transfer one customer's.
test('words over money of several customers, or many times of nobody, are not learned', () => {
  expect(rememberable(line, before(['a', 'a', null]))).not.toBeNull()
  expect(rememberable(line, before(['a', 'b']))).toBeNull()
  expect(rememberable(line, before(Array.from({ length: 10 }, () => null)))).toBeNull()
  expect(rememberable(line, before([null, null]))).not.toBeNull()
})
