import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  formatIban,
  parseCommercialRegistration,
  parseIban,
  parseUnifiedNumber,
  parseVatNumber,
} from './vat-number.ts'

test.each([
  ['300000000000003', '300000000000003'],
  [' 3000 0000 0000 003\u200F', '300000000000003'],
  ['٣٠٠٠٠٠٠٠٠٠٠٠٠٠٣', '300000000000003'],
  ['300000000000004', undefined],
  ['100000000000003', undefined],
  ['30000000000003', undefined],
  ['3000000000000003', undefined],
  ['', undefined],
])('the VAT number %j reads as %j', (typed, number) => {
  expect(parseVatNumber(typed)).toBe(number)
})

test('tells a registration from a unified number', () => {
  expect(parseCommercialRegistration('1010 123 456')).toBe('1010123456')
  expect(parseCommercialRegistration('0101234567')).toBeUndefined()
  expect(parseCommercialRegistration('101012345')).toBeUndefined()
  expect(parseUnifiedNumber('٧٠٠١٢٣٤٥٦٧')).toBe('7001234567')
  expect(parseUnifiedNumber('1010123456')).toBeUndefined()
})

test.each([
  ['SA03 8000 0000 6080 1016 7519', 'SA0380000000608010167519'],
  ['sa0380000000608010167519', 'SA0380000000608010167519'],
  ['٠٣٨٠٠٠٠٠٠٠٦٠٨٠١٠١٦٧٥١٩', 'SA0380000000608010167519'],
  ['IBAN: SA03-8000-0000-6080-1016-7519', 'SA0380000000608010167519'],
  ['GB82 WEST 1234 5698 7654 32', 'GB82WEST12345698765432'],
  ['SA0380000000608010167518', undefined],
  ['SA038000000060801016751', undefined],
  ['80000000608010167519', undefined],
  ['', undefined],
])('the IBAN %j reads as %j', (typed, iban) => {
  expect(parseIban(typed)).toBe(iban)
})

test('one wrong digit of an IBAN is always noticed', () => {
  const iban = 'SA0380000000608010167519'
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 23 }), fc.integer({ min: 0, max: 9 }), (at, digit) => {
      fc.pre(iban.charAt(at) !== String(digit))
      expect(parseIban(`${iban.slice(0, at)}${digit}${iban.slice(at + 1)}`)).toBeUndefined()
    }),
  )
})

test('an IBAN is printed in fours and read back', () => {
  expect(formatIban('SA0380000000608010167519')).toBe('SA03 8000 0000 6080 1016 7519')
  expect(formatIban('GB82WEST12345698765432')).toBe('GB82 WEST 1234 5698 7654 32')
})
