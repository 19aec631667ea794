import { expect, test } from 'vitest'
import {
  currencyWithin,
  documentNumber,
  readAmount,
  readCurrency,
  readMethod,
  readTerms,
  saysCredit,
  saysNoDebt,
} from './read-cell.ts'

const minor = (cell: string | number) => {
  const read = readAmount(cell, 'SAR')
  return read.kind === 'amount' ? read.money.minor : read.kind
}

test.each([
  ['١٢٬٥٠٠٫٠٠ ر.س', 1_250_000],
  ['٩٨٠٫٥٠', 98_050],
  ['28,750.00', 2_875_000],
  ['SAR 9,200.00', 920_000],
  ['(٣٥٠) ر.س', -35_000],
  ['(1,000.00)', -100_000],
  [780.44, 78_044],
  [0.1 + 0.2, 30],
  [8033.875, 803_388],
  ['-', 'blank'],
  ['', 'blank'],
  ['؟؟', 'bad'],
  ['١٧٠٬٠٠٠ تقريبا', 'bad'],
])('%s is %s', (cell, expected) => {
  expect(minor(cell)).toBe(expected)
})

test('currencies by code, name and sign; what is none is undefined', () => {
  expect(['usd', 'ر.س', 'دينار كويتي', '$', 'درهم'].map((text) => readCurrency(text))).toEqual([
    ...['USD', 'SAR', 'KWD', 'USD', 'AED'],
  ])
  expect(readCurrency('ZZZ')).toBeUndefined()
  expect(currencyWithin('USD 500')).toBe('USD')
  expect(currencyWithin('500')).toBeUndefined()
})

test.each([
  ['30 يوم', 30],
  ['٣٠ يوما', 30],
  ['7 ايام', 7],
  ['15', 15],
  ['فوري', 0],
  ['Net 45', 45],
  ['Due on receipt', 0],
  ['شهرين', 60],
  ['قسطين', undefined],
])('«%s» gives %s days', (words, days) => {
  expect(readTerms(words)).toBe(days)
})

test('numbers of documents are one in both scripts, and keep what stands between', () => {
  expect(documentNumber(' ٣٠٠١ ')).toBe('3001')
  expect(documentNumber('INV-٠٢ ')).toBe('INV-02')
  expect(documentNumber(3001)).toBe('3001')
})

test('what a row says of credits, drafts and ways to pay', () => {
  expect(saysCredit(['مرتجع بضاعه'])).toBe(true)
  expect(saysCredit(['دفعة زياده على الحساب'])).toBe(true)
  expect(saysCredit(['', 'غير مدفوعة'])).toBe(false)
  expect(['مسودة', 'ملغاة', 'Void', 'متأخرة'].map(saysNoDebt)).toEqual([true, true, true, false])
  expect(['نقدًا', 'شيك', 'مدى', 'تحويل بنكي', 'سداد'].map(readMethod)).toEqual([
    ...['cash', 'cheque', 'card', 'transfer', 'transfer'],
  ])
})
