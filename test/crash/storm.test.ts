import { beforeAll, expect, test } from 'vitest'
import { crashPoints, type Storm, storm } from './storm.ts'

let seen: Storm

beforeAll(async () => {
  seen = await storm({
    customers: 24,
    invoicesEach: 1,
    clients: 4,
    databaseKills: 2,
    nodeKills: 1,
    crashAt: crashPoints,
    say: (sentence) => process.stdout.write(`crash: ${sentence}\n`),
  })
}, 600_000)

test('nothing that was acknowledged is lost, whatever was killed', () => {
  expect(seen.acknowledged).toBeGreaterThan(50)
  expect({ lost: seen.lost, refused: seen.refused, unanswered: seen.unanswered }).toEqual({
    lost: [],
    refused: [],
    unanswered: 0,
  })
})

test('the books hold every rule, and no number is missing', () => {
  expect({ unsound: seen.unsound, gaps: seen.gaps }).toEqual({ unsound: [], gaps: [] })
})

test('no customer is reminded twice', () => {
  expect(seen.reminders).toBeGreaterThan(0)
  expect(seen.twice).toEqual([])
})

test('both nodes serve again without help, and the queue runs empty', () => {
  expect(seen.crashes).toEqual(crashPoints)
  expect(seen.fellOver).toEqual([])
  expect(Math.max(...seen.recoveredMs)).toBeLessThan(Infinity)
  expect(seen.failedJobs).toEqual([])
  expect(seen.drainedMs).toBeLessThan(Infinity)
  expect(seen.heldByTheDead).toBe(0)
})
