import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type Beats,
  expiryMs,
  type Heartbeat,
  heard,
  warningsFor,
  whoIsHere,
  withoutGone,
} from './presence.ts'

const none: Beats = new Map()
const beat = (agentId: string, doing: Heartbeat['doing'], atMs: number): Heartbeat => ({
  agentId,
  doing,
  atMs,
})
const doings = (beats: Beats, nowMs: number) =>
  whoIsHere(beats, nowMs).map(({ agentId, doing }) => `${agentId} ${doing}`)

test('who types is seen typing, a little later viewing, and then is gone', () => {
  const beats = heard(none, [beat('amal', 'viewing', 1_000), beat('amal', 'typing', 1_000)])
  expect(doings(beats, 1_000 + expiryMs.typing - 1)).toEqual(['amal typing'])
  expect(doings(beats, 1_000 + expiryMs.typing)).toEqual(['amal viewing'])
  expect(doings(beats, 1_000 + expiryMs.viewing)).toEqual([])
})

test('who left is gone at once, though an older sign of theirs comes late, and can come back', () => {
  const left = heard(none, [beat('amal', 'left', 5_000), beat('amal', 'typing', 4_000)])
  expect(doings(left, 5_001)).toEqual([])
  expect(doings(heard(left, [beat('amal', 'viewing', 6_000)]), 6_000)).toEqual(['amal viewing'])
})

test('before an answer leaves, its writer learns who else writes, holds the desk or has answered', () => {
  const beats = heard(none, [
    beat('amal', 'typing', 9_000),
    beat('badr', 'typing', 9_500),
    beat('dina', 'holding', 2_000),
    beat('essa', 'viewing', 9_000),
  ])
  const answers = [
    { agentId: 'badr', atMs: 900 },
    { agentId: 'ghada', atMs: 3_000 },
    { agentId: 'ghada', atMs: 4_000 },
    { agentId: 'amal', atMs: 5_000 },
  ]
  expect(warningsFor({ agentId: 'amal', begunMs: 1_000 }, beats, answers, 10_000)).toEqual([
    { code: 'answered_meanwhile', agentId: 'ghada', atMs: 4_000 },
    { code: 'held_by_another', agentId: 'dina', atMs: 2_000 },
    { code: 'another_is_typing', agentId: 'badr', atMs: 9_500 },
  ])
  expect(
    warningsFor(
      { agentId: 'badr', begunMs: 8_000 },
      heard(none, [beat('badr', 'typing', 9_000)]),
      answers,
      10_000,
    ),
  ).toEqual([])
})

test('who holds the desk and writes is told as both', () => {
  const beats = heard(none, [beat('dina', 'holding', 1_000), beat('dina', 'typing', 1_000)])
  const codes = warningsFor({ agentId: 'amal', begunMs: 0 }, beats, [], 2_000).map(
    ({ code }) => code,
  )
  expect(codes).toEqual(['held_by_another', 'another_is_typing'])
})

const beats = fc.array(
  fc.record({
    agentId: fc.constantFrom('a', 'b', 'c'),
    doing: fc.constantFrom(
      'viewing' as const,
      'typing' as const,
      'holding' as const,
      'left' as const,
    ),
    atMs: fc.integer({ min: 0, max: 200_000 }),
  }),
  { maxLength: 12 },
)
const now = fc.integer({ min: 0, max: 300_000 })

test('signs may come in any order, twice, or by two ways: who is here is the same', () => {
  fc.assert(
    fc.property(beats, beats, now, (some, more, nowMs) => {
      const at = whoIsHere(heard(heard(none, some), more), nowMs)
      expect(whoIsHere(heard(heard(none, more), [...some, ...more].toReversed()), nowMs)).toEqual(
        at,
      )
      expect(new Set(at.map(({ agentId }) => agentId)).size).toBe(at.length)
    }),
  )
})

test('forgetting those who are gone changes nothing of what is seen from then on', () => {
  fc.assert(
    fc.property(beats, beats, now, fc.nat(50_000), (some, late, nowMs, later) => {
      const all = heard(none, some)
      const fresh = late.map((each) => ({ ...each, atMs: each.atMs + nowMs }))
      const kept = heard(withoutGone(all, nowMs), fresh)
      expect(whoIsHere(kept, nowMs + later)).toEqual(whoIsHere(heard(all, fresh), nowMs + later))
    }),
  )
})
