import fc from 'fast-check'
import { expect, test } from 'vitest'
import { labelledMessages } from '#test/fixtures/messages/read.ts'
import { wordsOf } from './words.ts'

const keys = (text: string) => wordsOf(text).map(({ key }) => key)
const shares = (a: string, b: string) => {
  const [left, right] = [keys(a), keys(b)].map((list) =>
    list.filter((key) => !key.includes(' ') && !key.startsWith('#')),
  )
  return left?.length === 1 && left[0] === right?.[0]
}

test.each([
  ['الفاتورة', 'فاتوره'],
  ['بالفواتير', 'فاتورتي'],
  ['أسعاركم', 'السعر'],
  ['وشحنتي', 'الشحنة'],
  ['بيوصل', 'وصلتني'],
  ['دلوقتي', 'هلق'],
  ['ابعتولي', 'دزوا'],
  ['كاااام', 'قديش'],
  ['المشكلة', 'مشاكل'],
  ['invoices', 'invoice'],
  ['مُتَأَخِّرَة', 'متأخره'],
])('«%s» and «%s» are one word', (a, b) => {
  expect(shares(a, b)).toBe(true)
})

test.each([
  ['فاتورة', 'فتح'],
  ['سعر', 'شحنة'],
  ['وصل', 'صل'],
])('«%s» and «%s» are not', (a, b) => {
  expect(shares(a, b)).toBe(false)
})

test.each([
  ['حولت ٢٣٠٠ ريال', '#amount'],
  ['transfer of SAR 5,750', '#amount'],
  ['500SAR', '#amount'],
  ['الفاتوره رقم ٢٢٠٧', '#invoice_number'],
  ['INV-2026-0412', '#invoice_number'],
  ['رقم الطلب ٣٣١٠', '#order_number'],
  ['PO-20261', '#order_number'],
  ['يوم 31 أكتوبر', '#date'],
  ['بتاريخ ١/١٢', '#date'],
  ['٠٥٠٥٥١٢٨٤٧', '#phone'],
  ['خصم 15%', '#percent'],
  ['الساعة 4:30', '#time'],
  ['😡', '#angry'],
  ['شغل 👍🏼', '#glad'],
  ['https://wasl.example/p/1', '#link'],
  ['a@b.example', '#email'],
  ['؟؟؟', '#asking'],
  ['٣ كراسي', '#number'],
])('«%s» holds a %s and not its figures', (text, kind) => {
  expect(keys(text)).toContain(kind)
  expect(keys(text).join(' ')).not.toMatch(/\d{3}|@|wasl/)
})

test('Arabic in Latin letters stays as it is typed, digits and all', () => {
  expect(keys('7ajz 3 ghoraf')).toEqual([
    '7ajz',
    '#number',
    '7ajz #number',
    'ghoraf',
    '#number ghoraf',
  ])
})

test('neighbours are pairs, through words that alone say nothing', () => {
  expect(keys('ما يفتح التطبيق')).toEqual(expect.arrayContaining(['ما فتح', 'فتح طبيق']))
  expect(keys('ما يفتح التطبيق')).not.toContain('ما')
})

test('what is shown is what its writer put', () => {
  expect(wordsOf('ارسلوا الفاتورة')[1]).toEqual({ key: 'فاتور', shown: 'الفاتورة' })
  const [first] = wordsOf('فاتورتي غلط، الفاتورة غلط')
  expect(first).toEqual({ key: 'فاتور', shown: 'فاتورتي' })
})

const anything = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...'وبالهكمتين فاتوره ١٢5./-@:?؟!👍🏼aA3’') }),
  fc.constantFrom(...labelledMessages.map(({ text }) => text)),
)

test('whatever is typed is read: each key once, none empty, the same every time', () => {
  fc.assert(
    fc.property(anything, (text) => {
      const found = keys(text)
      expect(new Set(found).size).toBe(found.length)
      expect(found.every((key) => key !== '' && key.trim() === key)).toBe(true)
      expect(keys(text)).toEqual(found)
    }),
    { numRuns: 2_000 },
  )
})

test('marks, tatweel and the script of digits change nothing', () => {
  fc.assert(
    fc.property(fc.constantFrom(...labelledMessages), ({ text }) => {
      const dressed = text
        .replace(/(?<=[بتسفكلمن])(?=[بتسفكلمن])/gu, 'ـ')
        .replace(/[0-9]/g, (digit) => '٠١٢٣٤٥٦٧٨٩'.charAt(Number(digit)))
        .replace(/ /g, ' \u200f')
      // An Arabic digit inside a Latin code or word is never typed.
      fc.pre(!/[a-z]\d|\d[a-z]/i.test(text))
      expect(keys(dressed)).toEqual(keys(text))
    }),
  )
})

test('a very long text is read in no time to speak of, and to a limit', () => {
  expect(wordsOf('كلام طويل 12 '.repeat(100_000)).length).toBeLessThan(1_000)
  expect(keys('1'.repeat(100_000)).length).toBeLessThan(10)
})
