import { expect, test } from 'vitest'
import { type CountedForms, counted } from './arabic/plural.ts'
import { say } from './words.ts'

const ar = {
  invoices:
    '{n, plural, zero {لا فواتير} one {فاتورة واحدة} two {فاتورتان} few {# فواتير} many {# فاتورة} other {# فاتورة}}',
  greeting: 'السلام عليكم {name}، فاتورتكم <b>{number}</b> مستحقة.',
}
const en = {
  invoices: '{n, plural, =0 {no invoices} one {# invoice} other {# invoices}}',
  greeting: 'Dear {name}, your invoice <b>{number}</b> is due.',
} satisfies Record<keyof typeof ar, string>

const forms: CountedForms = {
  zero: 'لا فواتير',
  one: 'فاتورة واحدة',
  two: 'فاتورتان',
  few: 'فواتير',
  many: 'فاتورة',
  other: 'فاتورة',
}

test.each([
  [0, 'لا فواتير'],
  [1, 'فاتورة واحدة'],
  [2, 'فاتورتان'],
  [3, '3 فواتير'],
  [10, '10 فواتير'],
  [11, '11 فاتورة'],
  [99, '99 فاتورة'],
  [100, '100 فاتورة'],
  [102, '102 فاتورة'],
  [103, '103 فواتير'],
  [1111, '1,111 فاتورة'],
])('%i is counted in its class, by message and by noun', (n, text) => {
  expect(say(ar, 'invoices', { n }, 'ar')).toBe(text)
  expect(counted(n, forms)).toBe(text)
})

test('says one message in two languages, and lets angle brackets be', () => {
  const values = { name: 'سعد', number: 'INV-7' }
  expect(say(ar, 'greeting', values, 'ar')).toBe('السلام عليكم سعد، فاتورتكم <b>INV-7</b> مستحقة.')
  expect(say(en, 'greeting', values, 'en')).toBe('Dear سعد, your invoice <b>INV-7</b> is due.')
  expect(say(en, 'invoices', { n: 1 }, 'en')).toBe('1 invoice')
})

test('does not let a message leave out what it promises to name', () => {
  expect(() => say(ar, 'greeting', { name: 'سعد' }, 'ar')).toThrow('number')
})
