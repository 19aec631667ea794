import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Currency } from '#core/money.ts'
import { halalas } from '#test/money.ts'
import { inEnglishWords, largestInWords, tafqeet } from './tafqeet.ts'

const rows = readFileSync(
  new URL('../../test/fixtures/tafqeet/tafqeet.tsv', import.meta.url),
  'utf8',
)
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split('\t'))

test('says every amount of the table, letter for letter', () => {
  expect(rows.length).toBeGreaterThan(110)
  const said = rows.map(([minor]) => [minor, tafqeet(halalas(Number(minor)))])
  expect(said).toEqual(rows)
})

test.each([
  ['AED', 1_150, 'فقط أحد عشر درهمًا إماراتيًا وخمسون فلسًا لا غير'],
  ['KWD', 3_108, 'فقط ثلاثة دنانير كويتية ومائة وثمانية فلوس لا غير'],
  ['BHD', 2_200, 'فقط ديناران بحرينيان ومائتا فلس لا غير'],
  ['OMR', 100_108, 'فقط مائة ريال عماني ومائة وثماني بيسات لا غير'],
  ['OMR', 1_112, 'فقط ريال عماني واحد ومائة واثنتا عشرة بيسة لا غير'],
  ['QAR', 10_102, 'فقط مائة ريال قطري وريال قطري ودرهمان لا غير'],
  ['JOD', 1_000_001, 'فقط ألف دينار أردني وفلس واحد لا غير'],
  ['EGP', 1_203, 'فقط اثنا عشر جنيهًا مصريًا وثلاثة قروش لا غير'],
  ['USD', 250_001, 'فقط ألفان وخمسمائة دولار أمريكي وسنت واحد لا غير'],
  ['EUR', 511, 'فقط خمسة يورو وأحد عشر سنتًا لا غير'],
  ['GBP', 400, 'فقط أربعة جنيهات إسترلينية لا غير'],
] as const)('says %s with its own unit and part', (currency, minor, words) => {
  expect(tafqeet({ minor, currency })).toBe(words)
})

test('says the largest amount, and refuses a larger or a negative one', () => {
  expect(tafqeet(halalas(largestInWords * 100))).toBe(
    'فقط تسعمائة وتسعة وتسعون مليارًا وتسعمائة وتسعة وتسعون مليونًا وتسعمائة وتسعة وتسعون ألفًا وتسعمائة وتسعة وتسعون ريالًا لا غير',
  )
  expect(() => tafqeet(halalas(largestInWords * 100 + 100))).toThrow('million million')
  expect(() => tafqeet(halalas(-1))).toThrow('not negative')
})

test('gives every amount up to a million halalas words of its own', () => {
  const seen = new Set<string>()
  for (let minor = 0; minor <= 1_000_000; minor += 1) {
    const words = tafqeet(halalas(minor))
    if (words.includes('undefined') || words.includes('  ')) throw new Error(`${minor}: ${words}`)
    seen.add(words)
  }
  expect(seen.size).toBe(1_000_001)
}, 120_000)

test('never says two amounts of a currency in the same words', () => {
  const minor = fc.integer({ min: 0, max: 10 ** 14 - 1 })
  fc.assert(
    fc.property(fc.constantFrom(...Currency.options), minor, minor, (currency, a, b) => {
      fc.pre(a !== b)
      expect(tafqeet({ minor: a, currency })).not.toBe(tafqeet({ minor: b, currency }))
      expect(inEnglishWords({ minor: a, currency })).not.toBe(
        inEnglishWords({ minor: b, currency }),
      )
    }),
    { numRuns: 2_000 },
  )
})

test.each([
  [0, 'Zero Saudi riyals only'],
  [1, 'One halala only'],
  [100, 'One Saudi riyal only'],
  [10_150, 'One hundred one Saudi riyals and fifty halalas only'],
  [6_417_042, 'Sixty-four thousand one hundred seventy Saudi riyals and forty-two halalas only'],
  [100_000_000_000, 'One billion Saudi riyals only'],
])('says %i halalas in English', (minor, words) => {
  expect(inEnglishWords(halalas(minor))).toBe(words)
})
