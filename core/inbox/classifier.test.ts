import fc from 'fast-check'
import { expect, test } from 'vitest'
import { heldOut, open } from '#test/fixtures/messages/read.ts'
import {
  classify,
  type Learned,
  learnedFrom,
  lessonOf,
  type MessageType,
  unlearning,
} from './classifier.ts'
import { shippedTypes } from './seed-words.ts'

const shipped: readonly MessageType[] = shippedTypes.map((id) => ({ id, shipped: id }))
const none: Learned = new Map()
const taught = (messages: readonly (readonly [string, string])[]) =>
  learnedFrom(messages.flatMap(([text, type]) => lessonOf(text, type)))

test.each([
  ['بكم كرتون المويه وهل فيه خصم', 'sales'],
  ['الجهاز ما يشتغل بعد التحديث', 'support'],
  ['موظفكم رفع صوته علي ابي المدير', 'complaint'],
  ['ارسلوا كشف حساب وحولت لكم ٥٠٠ ريال', 'finance'],
  ['please send the invoice again', 'finance'],
])('before any correction «%s» is %s', (text, type) => {
  expect(classify(text, shipped, none).type).toBe(type)
})

test('the reason is the words that weighed most, as they were written', () => {
  const { reasons } = classify('السلام عليكم، وين كشف الحساب؟', shipped, none)
  expect(reasons.map(({ word }) => word)).toContain('كشف الحساب')
  expect(reasons.every(({ weight, learned }) => weight > 0 && !learned)).toBe(true)
})

test('what says nothing is unsure, and never an error', () => {
  for (const text of ['', '   ', '٣ ٤ ٥', 'زبرجد قرنفل ياسمين'])
    expect(classify(text, shipped, none).type).toBeNull()
  expect(classify('زبرجد قرنفل ياسمين', shipped, none)).toMatchObject({
    certainty: 0.25,
    reasons: [],
  })
  expect(classify('السعر', [], none)).toMatchObject({ type: null, ranking: [] })
  expect(classify('السعر', [{ id: 'one', shipped: 'sales' }], none).type).toBeNull()
})

test('a type of a company’s own is known by the words that it names, and by what it is taught', () => {
  const types = [...shipped, { id: 'parking', words: ['موقف', 'مواقف السيارات'] }, { id: 'events' }]
  expect(classify('فيه موقف فاضي؟', types, none).type).toBe('parking')
  const lessons = [
    'متى الفعالية القادمة',
    'وين تقام الفعالية',
    'التسجيل في الفعالية',
    'دعوة الفعالية لو سمحتوا',
  ].map((text) => [text, 'events'] as const)
  const { type, reasons } = classify('ابي احضر الفعالية', types, taught(lessons))
  expect(type).toBe('events')
  expect(reasons[0]).toMatchObject({ word: 'الفعالية', learned: true })
})

test('a correction told a few times is believed', () => {
  const text = 'ابي اعرف وش صار على معاملة التأشيرة'
  const learned = taught(Array.from({ length: 3 }, () => [text, 'support'] as const))
  expect(classify(text, shipped, learned).type).toBe('support')
})

test('of the messages held out, most are told apart, no fewer after two hundred corrections, and certainty means what it says', () => {
  const after = taught(open.slice(-200).map(({ text, type }) => [text, type] as const))
  const measure = (learned: Learned) => {
    const seen = heldOut.map((message) => ({
      message,
      verdict: classify(message.text, shipped, learned),
    }))
    const isRight = ({ message, verdict }: (typeof seen)[number]) =>
      verdict.ranking[0]?.type === message.type
    const sure = seen.filter(({ verdict }) => verdict.type !== null)
    const said = sure.reduce((sum, { verdict }) => sum + verdict.certainty, 0) / sure.length
    const sureRight = sure.filter(isRight).length / sure.length
    return {
      right: seen.filter(isRight).length / seen.length,
      sure: sure.length / seen.length,
      sureRight,
      said,
    }
  }
  const [before, later] = [measure(none), measure(after)]
  expect(before.right).toBeGreaterThanOrEqual(0.87)
  expect(later.right).toBeGreaterThanOrEqual(0.87)
  for (const figures of [before, later]) {
    expect(figures.sureRight).toBeGreaterThanOrEqual(0.9)
    expect(figures.sure).toBeGreaterThanOrEqual(0.85)
    expect(Math.abs(figures.said - figures.sureRight)).toBeLessThanOrEqual(0.06)
  }
})

const lesson = fc.tuple(
  fc.constantFrom(...open.map(({ text }) => text)),
  fc.constantFrom(...shippedTypes, 'own'),
)

test('a correction forgotten leaves no trace, in whatever order all was told', () => {
  fc.assert(
    fc.property(
      fc.array(lesson, { maxLength: 8 }),
      lesson,
      fc.nat(8),
      (others, [text, type], at) => {
        const rows = others.flatMap((each) => lessonOf(...each))
        const one = lessonOf(text, type)
        const place = Math.min(at * 5, rows.length)
        const learned = learnedFrom([
          ...rows.slice(0, place),
          ...one,
          ...rows.slice(place),
          ...unlearning(one),
        ])
        const sorted = (from: Learned) =>
          [...from].map(([key, words]) => [key, Object.fromEntries(words)] as const)
        expect(Object.fromEntries(sorted(learned))).toEqual(
          Object.fromEntries(sorted(learnedFrom(rows.toReversed()))),
        )
      },
    ),
  )
})

test('adding to what is known is the same as knowing all from the start, and changes nothing that was known', () => {
  fc.assert(
    fc.property(
      fc.array(lesson, { maxLength: 5 }),
      fc.array(lesson, { maxLength: 5 }),
      lesson,
      (some, more, [text]) => {
        const [first, second] = [some, more].map((list) =>
          list.flatMap((each) => lessonOf(...each)),
        )
        const before = learnedFrom(first ?? [])
        const verdict = classify(text, shipped, before)
        const both = learnedFrom(second ?? [], before)
        expect(classify(text, shipped, before)).toEqual(verdict)
        expect(both).toEqual(learnedFrom([...(first ?? []), ...(second ?? [])]))
      },
    ),
  )
})

test('certainties are of one whole, sorted, and the rows of a message’s own words suffice', () => {
  fc.assert(
    fc.property(fc.array(lesson, { maxLength: 10 }), lesson, (lessons, [text]) => {
      const types = [...shipped, { id: 'own' }]
      const rows = lessons.flatMap((each) => lessonOf(...each))
      const verdict = classify(text, types, learnedFrom(rows))
      const own = new Set(lessonOf(text, '').map(({ word }) => word))
      expect(classify(text, types, learnedFrom(rows.filter(({ word }) => own.has(word))))).toEqual(
        verdict,
      )
      expect(verdict.ranking.reduce((sum, { certainty }) => sum + certainty, 0)).toBeCloseTo(1, 9)
      const sorted = verdict.ranking.toSorted((a, b) => b.certainty - a.certainty)
      expect(verdict.ranking).toEqual(sorted)
    }),
  )
})
