import { expect, test } from 'vitest'
import { warningsFor } from './presence.ts'

const answers = [
  { agentId: 'badr', atMs: 900 },
  { agentId: 'ghada', atMs: 3_000 },
  { agentId: 'ghada', atMs: 4_000 },
  { agentId: 'amal', atMs: 5_000 },
]

test('before an answer leaves, its writer learns who has answered since it was begun and who writes now', () => {
  expect(warningsFor({ agentId: 'amal', begunMs: 1_000 }, ['amal', 'badr'], answers)).toEqual([
    { code: 'answered_meanwhile', agentId: 'ghada' },
    { code: 'another_is_typing', agentId: 'badr' },
  ])
})

test('what one does oneself, and what was answered before, warns of nothing', () => {
  expect(warningsFor({ agentId: 'badr', begunMs: 8_000 }, ['badr'], answers)).toEqual([])
})
