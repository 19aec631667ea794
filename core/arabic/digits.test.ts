import { expect, test } from 'vitest'
import { grouped, inDigits, latinDigits } from './digits.ts'

test('digits typed in any script are read as Latin ones', () => {
  expect(latinDigits('٠٥٠ ۱۲۳ 456 ريال')).toBe('050 123 456 ريال')
})

test('a figure takes the digits and the separators of its reader', () => {
  expect(inDigits('-64,170.05%', 'arab')).toBe('-٦٤٬١٧٠٫٠٥٪')
  expect(inDigits('64,170.05', 'latn')).toBe('64,170.05')
})

test('thousands are grouped', () => {
  expect(['1', '123', '1234', '123456', '1234567'].map(grouped)).toEqual([
    '1',
    '123',
    '1,234',
    '123,456',
    '1,234,567',
  ])
})
