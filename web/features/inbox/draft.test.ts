import { expect, test } from 'vitest'
import {
  changed,
  cleared,
  type Draft,
  firstOf,
  givenBack,
  isBlank,
  isWhole,
  keptOf,
  keyOf,
} from './draft.ts'

const at = '2026-11-22T08:00:00.000Z'
const later = '2026-11-22T08:10:00.000Z'
const draft = (patch: Partial<Draft> = {}): Draft => ({
  note: false,
  reply: '',
  noted: '',
  subject: '',
  threadId: null,
  answers: null,
  beganAt: null,
  ...patch,
})
const onServer = (text: string, note = false, beside: string | null = null) => ({
  ...{ text, note, beside, threadId: null, answers: null, subject: null },
  ...{ beganAt: at, savedAt: at },
})
const shelf = (whole: Draft) => ({ draft: whole, saved: keyOf(keptOf(whole)) })

test('the server has the open side, or the other while that is empty, and the other beside it', () => {
  const both = { reply: 'نرسل السند', noted: 'وعد بالسداد' }
  expect(keptOf(draft(both))).toMatchObject({
    ...{ text: 'نرسل السند', beside: 'وعد بالسداد', note: false },
  })
  expect(keptOf(draft({ ...both, note: true }))).toMatchObject({
    ...{ text: 'وعد بالسداد', beside: 'نرسل السند', note: true },
  })
  // A glance at the empty note takes nothing from the answer.
  expect(keptOf(draft({ reply: 'نرسل السند', note: true }))).toMatchObject({
    ...{ text: 'نرسل السند', beside: null, note: false },
  })
  expect(keptOf(draft({ reply: ' ', noted: '\n' }))).toBeNull()
})

test('the browser keeps only what the server does not have', () => {
  // The note beside an answer stayed in this browser alone, and was lost with it.
  const both = draft({ reply: 'نرسل السند', noted: 'وعد بالسداد' })
  expect(isWhole(both, keyOf(keptOf(both)))).toBe(true)
  expect(isWhole({ ...both, noted: 'وعد' }, keyOf(keptOf(both)))).toBe(false)
  expect(isWhole(both, '')).toBe(false)
  expect(isWhole(draft(), '')).toBe(true)
})

test('what the server never had is in the box again', () => {
  const written = draft({ reply: 'أهلًا بكم' })
  expect(firstOf(onServer('أهلًا'), { draft: written, saved: 'another' })).toEqual(written)
})

test('both sides come back from the server, and of what it had its own word counts', () => {
  const both = draft({ reply: 'أهلًا', noted: 'وعد', beganAt: at })
  expect(firstOf(onServer('أهلًا', false, 'وعد'), null)).toEqual(both)
  expect(firstOf(onServer('وعد', true, 'أهلًا'), null)).toEqual({ ...both, note: true })
  expect(firstOf(onServer('وعد', true), null)).toEqual(draft({ note: true, noted: 'وعد' }))
  expect(firstOf(onServer('أهلًا بكم'), shelf(both))).toMatchObject({
    ...{ reply: 'أهلًا بكم', noted: '' },
  })
  expect(firstOf(null, shelf(both))).toEqual(draft())
})

test('an answer begins with its first letter, and a look at the note does not begin it anew', () => {
  const begun = changed(draft(), { reply: 'أ' }, at)
  expect(begun.beganAt).toBe(at)
  const back = changed(changed(begun, { note: true }, later), { note: false, reply: 'أه' }, later)
  expect(back.beganAt).toBe(at)
  expect(changed(back, { reply: '' }, later).beganAt).toBeNull()
})

test('what was not taken stands before what was written meanwhile, and keeps its beginning', () => {
  const sent = draft({ reply: 'الأولى', subject: 'سند', beganAt: at })
  const now = changed(cleared(sent, 'reply'), { reply: 'الثانية' }, later)
  expect(givenBack(now, sent)).toEqual(
    draft({ reply: 'الأولى\nالثانية', subject: 'سند', beganAt: at }),
  )
  expect(givenBack(draft({ note: true, noted: 'وعد' }), sent)).toMatchObject({
    ...{ note: true, noted: 'وعد', reply: 'الأولى' },
  })
})

test('sending one side leaves the other', () => {
  const both = draft({ reply: 'نرسل', noted: 'وعد', beganAt: at })
  expect(cleared(both, 'reply')).toEqual(draft({ noted: 'وعد' }))
  expect(cleared(both, 'note')).toMatchObject({ reply: 'نرسل', noted: '', beganAt: at })
  expect(isBlank(cleared(draft({ reply: 'نرسل' }), 'reply'))).toBe(true)
})
