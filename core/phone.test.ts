import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatPhone, parsePhone, phoneKind, phoneSearchKey } from './phone.ts'

const typings = [
  '0505512847',
  '٠٥٠٥٥١٢٨٤٧',
  '۰۵۰۵۵۱۲۸۴۷',
  '050 551 2847',
  '050-551-2847',
  '505512847',
  '966505512847',
  '+966505512847',
  '+966 (0) 50 551 2847',
  '+9660505512847',
  '00966505512847',
  '٠٠٩٦٦٥٠٥٥١٢٨٤٧',
  '٩٦٦٥٠٥٥١٢٨٤٧+',
  '\u2066+966 50 551 2847\u2069',
  '\u200F0505512847\u202C',
  '0505512847 تحويلة 12',
  '0505512847 (تحويله ١٢)',
  '0505512847 ext. 12',
]

test.each(typings)('reads %s as one number', (typed) => {
  expect(parsePhone(typed)).toBe('+966505512847')
})

test.each(typings)('finds the number by %s', (typed) => {
  expect(phoneSearchKey(typed)).toBe('505512847')
})

test.each(['', 'لا يوجد', '050551284', '05055128470', '0005512847', '٥', '+', '0505512847 / 0533'])(
  'refuses %j',
  (typed) => {
    expect(parsePhone(typed)).toBeUndefined()
  },
)

test.each([
  ['011 461 2345', '+966114612345', 'fixed'],
  ['920012345', '+966920012345', 'other'],
  ['8001234567', '+9668001234567', 'other'],
  ['+971 50 123 4567', '+971501234567', 'mobile'],
  ['0020 10 1234 5678', '+201012345678', 'mobile'],
  ['0551234567', '+966551234567', 'mobile'],
])('knows of what kind %s is', (typed, e164, kind) => {
  expect(parsePhone(typed)).toBe(e164)
  expect(phoneKind(e164)).toBe(kind)
})

test('reads a local number of another country when told which', () => {
  expect(parsePhone('050 123 4567', 'AE')).toBe('+971501234567')
})

test('groups a number for the eye, and leaves what is none', () => {
  expect(formatPhone('+966505512847')).toBe('+966 50 551 2847')
  expect(formatPhone('غير معروف')).toBe('غير معروف')
})

test('a number is found by any beginning or end of it', () => {
  const key = phoneSearchKey('+966505512847')
  fc.assert(
    fc.property(fc.constantFrom(...typings.slice(0, 14)), fc.nat(20), (typed, length) => {
      fc.pre(!typed.includes('('))
      expect(key).toContain(phoneSearchKey(typed.slice(0, length)).replace(/^(9|96)$/, ''))
      expect(key).toContain(phoneSearchKey('0505512847'.slice(-1 - (length % 9))))
    }),
  )
})

test('never throws, whatever was typed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (typed) => {
      parsePhone(typed)
      formatPhone(typed)
      phoneKind(typed)
      expect(phoneSearchKey(typed)).toMatch(/^[0-9]{0,9}$/)
    }),
  )
}, 30_000)
