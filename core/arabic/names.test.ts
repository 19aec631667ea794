import { expect, test } from 'vitest'
import { avatarLetter } from './names.ts'

test.each([
  ['مؤسسة النور للتجارة', 'ن'],
  ['شركة أبناء سعد الدوسري', 'أ'],
  ['مجموعة مطاعم الريف', 'ر'],
  ['شَرِكَة المراعي', 'م'],
  ['عبد الله القحطاني', 'ع'],
  ['Blue Dune Trading Est.', 'B'],
  ['The noor Co.', 'N'],
  ['شركة', 'ش'],
  ['«3M» السعودية', '3'],
  ['', ''],
  ['…', ''],
])('%s shows %s', (name, letter) => {
  expect(avatarLetter(name)).toBe(letter)
})
