import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cannedVariables, checkCanned, findCanned, prepareCanned, variablesOf } from './canned.ts'

const text = 'أهلًا {customer.name}، المتأخر عليكم {overdue}. تفضلوا رابط السداد: {pay_link}'

test('a reply with all that it speaks of is ready', () => {
  const values = {
    'customer.name': 'مؤسسة النور',
    overdue: '1,200.00 ر.س',
    pay_link: 'https://wasl.example/p/1',
  }
  expect(prepareCanned(text, values)).toEqual({
    kind: 'ready',
    text: 'أهلًا مؤسسة النور، المتأخر عليكم 1,200.00 ر.س. تفضلوا رابط السداد: https://wasl.example/p/1',
  })
})

test('what is missing is named before it is sent, and an empty value is missing too', () => {
  expect(
    prepareCanned(text, { 'customer.name': 'مؤسسة النور', overdue: ' ', pay_link: null }),
  ).toEqual({
    kind: 'missing',
    missing: ['overdue', 'pay_link'],
    problems: [],
    draft: 'أهلًا مؤسسة النور، المتأخر عليكم {overdue}. تفضلوا رابط السداد: {pay_link}',
  })
})

test('a name that nobody knows and a lone brace are found when it is saved, and never sent', () => {
  expect(checkCanned('{customer.nmae} {')).toEqual([
    { code: 'unknown_variable', name: 'customer.nmae', at: 0 },
    { code: 'lone_brace', at: 16 },
  ])
  expect(prepareCanned('{constructor}', {}).kind).toBe('missing')
  expect(checkCanned(text)).toEqual([])
})

const any = fc.array(
  fc.oneof(
    fc.constantFrom(...cannedVariables).map((name) => `{${name}}`),
    fc.string({ unit: fc.constantFrom('ا', ' ', '.', '$', '&', '1') }),
  ),
)
const value = fc.string({ unit: fc.constantFrom('ا', '$', '&', '{', '}', '1'), minLength: 1 })

test('a ready reply has every value as it is and no hole, whatever stands in the values', () => {
  fc.assert(
    fc.property(any, fc.dictionary(fc.constantFrom(...cannedVariables), value), (parts, values) => {
      const written = parts.join('')
      const prepared = prepareCanned(written, values)
      const missing = variablesOf(written).filter((name) => values[name] === undefined)
      expect(prepared.kind === 'ready').toBe(missing.length === 0)
      if (prepared.kind === 'missing') expect(prepared.missing).toEqual(missing)
      else
        expect(prepared.text).toBe(
          parts.map((part) => Reflect.get(values, part.slice(1, -1)) ?? part).join(''),
        )
    }),
  )
})

const replies = [
  { id: '1', shortcut: 'شكر', title: 'شكر على السداد', text: 'وصلنا المبلغ' },
  { id: '2', shortcut: 'سداد', title: 'رابط السداد', text: '{pay_link}' },
  { id: '3', shortcut: 'إيبان', title: 'رقم الآيبان', text: 'للتحويل البنكي' },
  { id: '4', shortcut: 'hours', title: 'Working hours', text: '{hours}' },
]

test.each([
  ['/س', ['2', '1']],
  ['ايبان', ['3']],
  ['السداد', ['1', '2']],
  ['HOU', ['4']],
  ['تحويل', ['3']],
  ['لا شيء', []],
])('«%s» finds the replies in the order of how near they are', (typed, ids) => {
  expect(findCanned(replies, typed).map(({ id }) => id)).toEqual(ids)
})

test('whatever beginning of a shortcut is typed, its reply is found, and before those of other places', () => {
  fc.assert(
    fc.property(fc.constantFrom(...replies), fc.nat(10), fc.boolean(), (reply, length, slash) => {
      const typed = (slash ? '/' : '') + reply.shortcut.slice(0, length + 1)
      expect(findCanned(replies, typed)).toContain(reply)
      expect(findCanned(replies, (slash ? '/' : '') + reply.shortcut)[0]).toBe(reply)
    }),
  )
})
