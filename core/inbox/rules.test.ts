import fc from 'fast-check'
import { expect, test } from 'vitest'
import { languageOf, type RoutingFacts, type Rule, RuleConditions, route, says } from './rules.ts'

const id = (n: number) => `0199a000-0000-7000-8000-${String(n).padStart(12, '0')}`
const facts: RoutingFacts = {
  text: 'السلام عليكم، وين الفاتورة؟',
  channel: 'whatsapp',
  accountId: id(1),
  customer: { tags: ['VIP'], overdue: [{ minor: 500_000, currency: 'SAR' }] },
  open: true,
  typeId: id(9),
}
const rule = (n: number, when: Rule['when'], outcome: Rule['outcome']): Rule => ({
  id: id(n),
  when,
  outcome,
})

test('each field is decided by the first rule that names it, and says which and why', () => {
  const { outcome, because } = route(
    [
      rule(11, { sender: 'unknown' }, { priority: 'low' }),
      rule(12, { anyWords: ['شحنه', 'فاتوره'] }, { departmentId: id(2) }),
      rule(
        13,
        { tags: ['vip'], overdueFrom: { minor: 100_000, currency: 'SAR' } },
        { priority: 'urgent', departmentId: id(3) },
      ),
      rule(14, {}, { priority: 'normal', labelId: id(4) }),
    ],
    facts,
  )
  expect(outcome).toEqual({ departmentId: id(2), priority: 'urgent', labelId: id(4) })
  expect(because.departmentId).toEqual({
    ruleId: id(12),
    place: 2,
    reasons: [{ code: 'word', value: 'فاتوره' }],
  })
  expect(because.priority?.reasons).toEqual([
    { code: 'tag', value: 'VIP' },
    { code: 'overdue', amount: { minor: 500_000, currency: 'SAR' } },
  ])
  expect(because.labelId?.reasons).toEqual([{ code: 'always' }])
})

test.each<[string, Rule['when'], Partial<RoutingFacts>, boolean]>([
  ['every word must be said', { allWords: ['وين', 'الفاتورة'] }, {}, true],
  ['one of all missing is enough against it', { allWords: ['وين', 'شحنة'] }, {}, false],
  ['another channel', { channels: ['email', 'sms'] }, {}, false],
  ['this account', { accounts: [id(1)] }, {}, true],
  ['nobody known', { sender: 'unknown' }, {}, false],
  ['less overdue than asked', { overdueFrom: { minor: 500_001, currency: 'SAR' } }, {}, false],
  ['overdue in another currency', { overdueFrom: { minor: 0, currency: 'USD' } }, {}, false],
  [
    'nothing overdue is not overdue',
    { overdueFrom: { minor: 0, currency: 'SAR' } },
    { customer: { tags: [], overdue: [{ minor: 0, currency: 'SAR' }] } },
    false,
  ],
  ['out of hours', { hours: 'closed' }, { open: false }, true],
  ['Arabic', { language: 'ar' }, {}, true],
  ['the type that was found', { types: [id(9)] }, {}, true],
  ['unsure of the type', { types: [id(9)] }, { typeId: null }, false],
])('%s', (_, when, other, holds) => {
  const { outcome } = route([rule(1, when, { priority: 'high' })], { ...facts, ...other })
  expect(outcome.priority === 'high').toBe(holds)
})

test.each([
  ['ابي الفاتورة', 'فاتورة', true],
  ['بالفاتوره غلط', 'الفاتورة', true],
  ['وللفواتير', 'فاتورة', false],
  ['أرسلوا كَشْف الحساب', 'كشف حساب', true],
  ['كشف عن الحساب', 'كشف حساب', false],
  ['I paid yesterday', 'PAID', true],
  ['unpaid', 'paid', false],
  ['ايش', '؟', false],
])('«%s» says «%s»: %s', (text, phrase, said) => {
  expect(says(text, phrase)).toBe(said)
})

test.each([
  ['كم السعر', 'ar'],
  ['7ajz ghorfa plz', 'ar'],
  ['abi 3 crtoon bel jomla w b7awwil', 'ar'],
  ['on the 3rd of May at 5pm, 10kg', 'en'],
  ['invoice متأخرة', 'ar'],
  ['👍 123', undefined],
])('«%s» is answered in %s', (text, language) => {
  expect(languageOf(text)).toBe(language)
})

const conditions = fc
  .record(
    {
      channels: fc.constantFrom(['whatsapp'], ['email']),
      sender: fc.constantFrom('known' as const, 'unknown' as const),
      hours: fc.constantFrom('open' as const, 'closed' as const),
      anyWords: fc.constantFrom(['فاتورة'], ['شحنة']),
    },
    { requiredKeys: [] },
  )
  .map((when) => RuleConditions.parse(when))
const outcomes = fc.record(
  {
    priority: fc.constantFrom('urgent' as const, 'low' as const),
    departmentId: fc.constantFrom(id(2), id(3)),
  },
  { requiredKeys: [] },
)
const rules = fc
  .array(fc.tuple(conditions, outcomes), { maxLength: 6 })
  .map((list) => list.map(([when, then], n) => rule(n + 1, when, then)))

test('a rule after the last changes only what nobody decided, and every field has its reason', () => {
  fc.assert(
    fc.property(rules, conditions, outcomes, (before, when, outcome) => {
      const first = route(before, facts)
      const second = route([...before, rule(99, when, outcome)], facts)
      expect(second.outcome).toMatchObject(first.outcome)
      expect(Object.keys(second.because).toSorted()).toEqual(Object.keys(second.outcome).toSorted())
      for (const [field, { place }] of Object.entries(second.because)) {
        const said = [...before, rule(99, when, outcome)][place - 1]?.outcome
        expect(said && Reflect.get(said, field)).toBe(Reflect.get(second.outcome, field))
      }
    }),
  )
})
