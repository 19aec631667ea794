import fc from 'fast-check'
import { expect, test } from 'vitest'
import { halalas } from '#test/money.ts'
import { stripIsolates } from './arabic/direction.ts'
import {
  formatCount,
  formatDay,
  formatHijri,
  formatMoney,
  formatNear,
  formatPercent,
} from './format.ts'
import { Currency, digitsOf } from './money.ts'

const ar = { lang: 'ar' } as const
const en = { lang: 'en' } as const
const arab = { lang: 'ar', digits: 'arab' } as const

test('money has all its decimals, its currency, and a true minus before the figure', () => {
  expect(formatMoney(halalas(6_417_000), ar)).toBe('64,170.00 ر.س')
  expect(formatMoney(halalas(6_417_000), en)).toBe('SAR 64,170.00')
  expect(formatMoney(halalas(-5), ar)).toBe('\u22120.05 ر.س')
  expect(formatMoney(halalas(-123_450), en)).toBe('SAR \u22121,234.50')
  expect(formatMoney({ minor: 1_234_567, currency: 'KWD' }, ar)).toBe('1,234.567 د.ك')
  expect(formatMoney(halalas(6_417_005), arab)).toBe('٦٤٬١٧٠٫٠٥ ر.س')
  expect(formatMoney(halalas(-0), ar)).toBe('0.00 ر.س')
})

test('a dashboard has whole figures, a column leaves the currency to its head', () => {
  expect(formatMoney(halalas(6_417_050), { ...ar, whole: true })).toBe('64,171 ر.س')
  expect(formatMoney(halalas(-6_417_050), { ...ar, whole: true })).toBe('\u221264,171 ر.س')
  expect(formatMoney(halalas(-20), { ...ar, whole: true })).toBe('0 ر.س')
  expect(formatMoney(halalas(100), { ...en, currency: false })).toBe('1.00')
})

test('in a PDF or a message, money keeps its order whatever stands around it', () => {
  expect(formatMoney(halalas(-100), { ...ar, isolate: true })).toBe(
    '\u2067\u2066\u22121.00\u2069 ر.س\u2069',
  )
  expect(formatMoney(halalas(100), { ...en, isolate: true })).toBe('\u2066SAR 1.00\u2069')
  expect(formatMoney(halalas(100), { ...ar, isolate: true, currency: false })).toBe(
    '\u20661.00\u2069',
  )
})

test('the figure of any amount reads back as that amount', () => {
  const currency = fc.constantFrom(...Currency.options)
  fc.assert(
    fc.property(fc.maxSafeInteger(), currency, (minor, currency) => {
      const text = formatMoney({ minor, currency }, { ...ar, isolate: true, currency: false })
      const [units = '', part = ''] = stripIsolates(text).replace('\u2212', '-').split('.')
      expect(part).toHaveLength(digitsOf(currency))
      expect(BigInt(units.replaceAll(',', '') + part)).toBe(BigInt(minor))
      expect(units).toMatch(/^-?[0-9]{1,3}(,[0-9]{3})*$/)
    }),
  )
})

test('counts and percentages', () => {
  expect(formatCount(1_234_567, ar)).toBe('1,234,567')
  expect(formatCount(-12, arab)).toBe('\u2212١٢')
  expect(formatPercent(1_500, ar)).toBe('15%')
  expect(formatPercent(1_250, en)).toBe('12.5%')
  expect(formatPercent(5, ar)).toBe('0.05%')
  expect(formatPercent(10_000, { ...arab, isolate: true })).toBe('\u2066١٠٠٪\u2069')
  expect(formatPercent(0, ar)).toBe('0%')
})

test('a day says its year only when it is not this one', () => {
  const today = '2026-11-21'
  expect(formatDay('2026-11-22', { ...ar, today })).toBe('22 نوفمبر')
  expect(formatDay('2027-01-05', { ...ar, today })).toBe('5 يناير 2027')
  expect(formatDay('2026-11-22', ar)).toBe('22 نوفمبر 2026')
  expect(formatDay('2026-11-26', { ...ar, today, weekday: true })).toBe('الخميس 26 نوفمبر')
  expect(formatDay('2026-11-26', { ...en, today, weekday: true })).toBe('Thursday 26 November')
  expect(formatDay('2026-11-26', { ...ar, today, full: true })).toBe('الخميس 26 نوفمبر 2026')
  expect(formatDay('2026-11-26', { ...arab, today, isolate: true })).toBe('\u2067٢٦ نوفمبر\u2069')
})

test('near days have a name where it is asked for', () => {
  const today = '2026-12-31'
  const near = { ...ar, today, near: true }
  expect(formatDay('2026-12-30', near)).toBe('أمس')
  expect(formatDay('2026-12-31', near)).toBe('اليوم')
  expect(formatDay('2027-01-01', near)).toBe('غدًا')
  expect(formatDay('2027-01-02', near)).toBe('2 يناير 2027')
  expect(formatDay('2027-01-01', { ...ar, today })).toBe('1 يناير 2027')
})

test.each([
  ['2026-11-21', 'اليوم', 'today'],
  ['2026-11-22', 'غدًا', 'tomorrow'],
  ['2026-11-19', 'قبل يومين', '2 days ago'],
  ['2026-11-24', 'بعد 3 أيام', 'in 3 days'],
  ['2026-12-21', 'بعد 30 يومًا', 'in 30 days'],
  ['2026-08-13', 'قبل 100 يوم', '100 days ago'],
])('%s is %s', (day, arabic, english) => {
  expect(formatNear(day, { ...ar, today: '2026-11-21' })).toBe(arabic)
  expect(formatNear(day, { ...en, today: '2026-11-21' })).toBe(english)
})

test('a day in the Umm al-Qura calendar', () => {
  expect(formatHijri('2026-11-25', ar)).toBe('15 جمادى الآخرة 1448 هـ')
  expect(formatHijri('2024-03-11', arab)).toBe('١ رمضان ١٤٤٥ هـ')
  expect(formatHijri('2024-03-11', { ...en, weekday: true })).toBe('Monday 1 Ramadan 1445 AH')
  expect(formatHijri('1900-01-01', ar)).toBeUndefined()
})
