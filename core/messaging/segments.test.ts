import fc from 'fast-check'
import { expect, test } from 'vitest'
import { smsSize } from './segments.ts'

/** The table of 3GPP TS 23.038 once more, as code points from its own page. */
const table = new Map<number, number>()
const one = (from: number, to = from) => {
  for (let code = from; code <= to; code++) table.set(code, 1)
}
one(0x20, 0x5a)
one(0x61, 0x7a)
table.delete(0x60)
for (const code of [
  0x40, 0xa3, 0x24, 0xa5, 0xe8, 0xe9, 0xf9, 0xec, 0xf2, 0xc7, 0x0a, 0xd8, 0xf8, 0x0d, 0xc5, 0xe5,
  0x394, 0x5f, 0x3a6, 0x393, 0x39b, 0x3a9, 0x3a0, 0x3a8, 0x3a3, 0x398, 0x39e, 0xc6, 0xe6, 0xdf,
  0xc9, 0xa4, 0xa1, 0xc4, 0xd6, 0xd1, 0xdc, 0xa7, 0xbf, 0xe4, 0xf6, 0xf1, 0xfc, 0xe0,
])
  one(code)
for (const code of [0x0c, 0x5e, 0x7b, 0x7d, 0x5c, 0x5b, 0x7e, 0x5d, 0x7c, 0x20ac])
  table.set(code, 2)

/** The fewest segments into which whole characters go, tried from behind and not greedily. */
function oracle(text: string) {
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0)
  const gsm = codes.every((code) => table.has(code))
  const sizes = codes.map((code) => (gsm ? (table.get(code) ?? 0) : code > 0xffff ? 2 : 1))
  const units = sizes.reduce((sum, size) => sum + size, 0)
  const [alone, beside] = gsm ? [160, 153] : [70, 67]
  const encoding = gsm ? 'gsm7' : 'ucs2'
  if (units <= alone) return { encoding, units, segments: Math.min(units, 1) }
  const fewest = Array<number>(sizes.length + 1).fill(0)
  for (let start = sizes.length - 1; start >= 0; start--) {
    let best = Number.POSITIVE_INFINITY
    let room = beside
    for (let end = start; end < sizes.length; end++) {
      room -= sizes[end] ?? 0
      if (room < 0) break
      best = Math.min(best, 1 + (fewest[end + 1] ?? 0))
    }
    fewest[start] = best
  }
  return { encoding, units, segments: fewest[0] }
}

const letters = fc.constantFrom('a', 'Z', '€', '[', '\n', 'ä', '5')
const latin = fc.array(letters, { maxLength: 700 }).map((all) => all.join(''))
const mixed = fc
  .array(fc.oneof(letters, fc.constantFrom('ش', '😀', '’', 'ç', '\u200f')), { maxLength: 400 })
  .map((all) => all.join(''))

test('the size of any text is what a second reckoning finds', () => {
  fc.assert(
    fc.property(fc.oneof(latin, mixed, fc.string({ unit: 'binary', maxLength: 300 })), (text) => {
      expect(smsSize(text)).toMatchObject(oracle(text))
    }),
    { numRuns: 400 },
  )
})

test('what is left fits, and one unit more costs a segment', () => {
  fc.assert(
    fc.property(fc.oneof(latin, mixed), (text) => {
      const { encoding, segments, left } = smsSize(text)
      fc.pre(text !== '')
      const unit = encoding === 'gsm7' ? 'a' : 'ش'
      expect(smsSize(text + unit.repeat(left)).segments).toBe(segments)
      expect(smsSize(text + unit.repeat(left + 1)).segments).toBe(segments + 1)
    }),
  )
})

test.each([
  ['', 'gsm7', 0, 0, 160],
  ['a'.repeat(160), 'gsm7', 160, 1, 0],
  ['a'.repeat(161), 'gsm7', 161, 2, 145],
  ['ش'.repeat(70), 'ucs2', 70, 1, 0],
  ['ش'.repeat(71), 'ucs2', 71, 2, 63],
  // The escape of the euro may not end the first segment, so it holds 152.
  [`${'a'.repeat(152)}€${'a'.repeat(10)}`, 'gsm7', 164, 2, 141],
  // Nor may half of a face.
  [`${'ش'.repeat(66)}😀${'ش'.repeat(10)}`, 'ucs2', 78, 2, 55],
])('%j is reckoned by hand', (text, encoding, units, segments, left) => {
  expect(smsSize(text)).toMatchObject({ encoding, units, segments, left })
})

test('one curly quote that doubles the price is named, with the plain text', () => {
  const text = `It’s due. ${'x'.repeat(80)}`
  expect(smsSize(text)).toMatchObject({
    segments: 2,
    cheaper: { characters: ['’'], text: text.replace('’', "'"), segments: 1 },
  })
  expect(smsSize(`ok 👍 ${'x'.repeat(80)}`).cheaper?.text).not.toContain('👍')
  expect(smsSize(`مبلغ ${'x'.repeat(80)}`).cheaper).toBeUndefined()
  expect(smsSize(`٥٠ SAR ${'x'.repeat(80)}`).cheaper?.text).toMatch(/^50 SAR/)
  expect(smsSize(`Résumé č ${'x'.repeat(80)}`).cheaper?.text).toMatch(/^Résumé c/)
})

test('what is said to be cheaper is plain, and costs what is said', () => {
  fc.assert(
    fc.property(mixed, (text) => {
      const { cheaper, segments } = smsSize(text)
      if (!cheaper) return
      expect(smsSize(cheaper.text)).toMatchObject({ encoding: 'gsm7', segments: cheaper.segments })
      expect(cheaper.segments).toBeLessThan(segments)
    }),
  )
})
