import { expect, test } from 'vitest'
import { likelyAccount } from './expense.ts'

const accounts = [
  { id: 'charges', code: '5340' },
  { id: 'rent', code: '5320' },
]

test('the same words go to the account that they went to last, figures aside', () => {
  const before = [
    { text: 'إيجار المستودع 202610', accountId: 'rent' },
    { text: 'إيجار المستودع 202609', accountId: 'charges' },
  ]
  expect(likelyAccount('إيجار المستودع 202611', before, accounts)).toBe('rent')
})

test('words that nobody booked yet are taken for bank charges, where there is such an account', () => {
  expect(likelyAccount('رسوم حوالة', [], accounts)).toBe('charges')
  expect(likelyAccount('رسوم حوالة', [], accounts.slice(1))).toBeNull()
})

test('an account that may no longer be chosen is not proposed', () => {
  const before = [{ text: 'رسوم حوالة', accountId: 'archived' }]
  expect(likelyAccount('رسوم حوالة', before, accounts)).toBe('charges')
})
