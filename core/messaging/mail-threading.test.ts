import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  answeredCandidates,
  mailIdsOf,
  normalisedSubject,
  referencesOfAnswer,
} from './mail-threading.ts'

test.each([
  ['<a@x>', ['a@x']],
  ['<a@x> <b@y>', ['a@x', 'b@y']],
  ['<a@x>\r\n\t<b@y>\n <c@z>', ['a@x', 'b@y', 'c@z']],
  ['<a@x><b@y>', ['a@x', 'b@y']],
  ['<very-long\r\n -id@x>', ['very-long-id@x']],
  ['a@x', ['a@x']],
  ['a@x, b@y', ['a@x', 'b@y']],
  ['Your message of Sunday <a@x>', ['a@x']],
  ['<a@x> <a@x>', ['a@x']],
  ['<no-at-sign>', ['no-at-sign']],
  ['nothing at all', []],
  ['<>', []],
  ['', []],
  [`<${'a'.repeat(600)}@x>`, []],
])('the ids in «%s»', (value, ids) => {
  expect(mailIdsOf(value)).toEqual(ids)
})

const id = fc.stringMatching(/^[a-z0-9.]{1,20}@[a-z0-9.]{1,20}$/)

test('ids come back out of a head as they went in, however it is folded', () => {
  const fold = fc.constantFrom(' ', '\r\n ', '\n\t', '')
  fc.assert(
    fc.property(fc.uniqueArray(id, { maxLength: 30, size: 'max' }), fold, (ids, between) => {
      expect(mailIdsOf(ids.map((one) => `<${one}>`).join(between))).toEqual(ids)
    }),
  )
})

test('an answer refers to the first and the last of a long talk, twenty at most, and to what it answers', () => {
  fc.assert(
    fc.property(fc.array(id, { maxLength: 60, size: 'max' }), id, (references, mailId) => {
      const chain = referencesOfAnswer({ mailId, references, inReplyTo: [] })
      const others = [...new Set(references)].filter((one) => one !== mailId)
      expect(chain.at(-1)).toBe(mailId)
      expect(chain.length).toBe(Math.min(20, others.length + 1))
      expect(new Set(chain).size).toBe(chain.length)
      if (others.length > 0) expect(chain[0]).toBe(others[0])
      expect(
        chain.slice(1, -1).every((one) => others.slice(-18).includes(one) || others.length < 20),
      ).toBe(true)
    }),
  )
})

test('a mail without references that answers one mail hands that one on', () => {
  expect(referencesOfAnswer({ mailId: 'c@x', references: [], inReplyTo: ['b@x'] })).toEqual([
    'b@x',
    'c@x',
  ])
  expect(referencesOfAnswer({ mailId: 'c@x', references: [], inReplyTo: ['a@x', 'b@x'] })).toEqual([
    'c@x',
  ])
})

test('what it answers is looked up before the rest, the latest first', () => {
  const mail = { inReplyTo: ['c@x'], references: ['a@x', 'b@x', 'c@x'] }
  expect(answeredCandidates(mail)).toEqual(['c@x', 'b@x', 'a@x'])
})

test.each([
  ['Re: فاتورة', 'فاتورة'],
  ['RE: Fwd: رد: Invoice', 'invoice'],
  ['رد: إعادة توجيه: الفاتورة رقم 5', 'الفاتورة رقم 5'],
  ['Re[2]: RE (3): x', 'x'],
  ['[EXTERNAL] Re: x', 'x'],
  ['Re : x', 'x'],
  ['\u200fرد: x', 'x'],
  ['AW: WG: x', 'x'],
  ['  Invoice   5 ', 'invoice 5'],
  ['Regarding: x', 'regarding: x'],
  ['رداء: x', 'رداء: x'],
  ['Re:', ''],
])('the subject «%s»', (subject, expected) => {
  expect(normalisedSubject(subject)).toBe(expected)
})

test('a normalised subject stays what it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (subject) => {
      const once = normalisedSubject(subject)
      expect(normalisedSubject(once)).toBe(once)
      expect(normalisedSubject(`Re: ${once}`)).toBe(once)
    }),
  )
})
