import { expect, test } from 'vitest'
import { inputFor, type Letter, withLost, withoutAnswered } from './sending.ts'

const here = { id: 'c1', threadId: 't1' }
const first: Letter = {
  say: { kind: 'text', text: 'وصلتنا حوالتكم' },
  threadId: 't1',
  subject: 'سند القبض',
  beganAt: '2026-11-22T08:00:00.000Z',
}
const sent = (letter: Letter, id: string, unanswered = [] as ReturnType<typeof withLost>) =>
  inputFor(letter, here, unanswered, { id, nowMs: 1000 })

test('the same again after a lost answer goes as it went, its id and its beginning with it', () => {
  const input = sent(first, 'm1')
  const lost = withLost([], input, first, 0)
  const { beganAt: _, ...again } = first
  expect(sent({ ...again, beganAt: '2026-11-22T08:05:00.000Z' }, 'm2', lost)).toEqual(input)
})

test('with another word, subject, file or thread it is another message', () => {
  const lost = withLost([], sent(first, 'm1'), first, 0)
  const others: Letter[] = [
    { ...first, say: { kind: 'text', text: 'وصلتنا الحوالة' } },
    { ...first, subject: 'الفاتورة' },
    { ...first, fileIds: ['f1'] },
    { ...first, threadId: 't2' },
    { ...first, answers: 'm0' },
  ]
  for (const other of others) expect(sent(other, 'm2', lost).id).toBe('m2')
})

test('the answer to another message does not forget the lost one', () => {
  const second: Letter = { say: { kind: 'text', text: 'شكرًا' } }
  const one = withLost([], sent(first, 'm1'), first, 0)
  const two = withLost(one, sent(second, 'm2', one), second, 0)
  const left = withoutAnswered(two, 'm2')
  expect(sent(first, 'm3', left).id).toBe('m1')
  expect(sent(second, 'm3', left).id).toBe('m3')
})

test('the same words a quarter of an hour later are a new message', () => {
  const lost = withLost([], sent(first, 'm1'), first, 0)
  expect(inputFor(first, here, lost, { id: 'm2', nowMs: 15 * 60_000 }).id).toBe('m2')
})

test('the own thread of the conversation is not named, nor what is empty', () => {
  expect(sent({ say: { kind: 'text', text: 'شكرًا' }, threadId: 't1', fileIds: [] }, 'm1')).toEqual({
    id: 'm1',
    conversationId: 'c1',
    say: { kind: 'text', text: 'شكرًا' },
    anyway: false,
    afterwards: 'stay',
  })
})
