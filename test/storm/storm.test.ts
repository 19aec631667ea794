import { beforeAll, expect, test } from 'vitest'
import { type Storm, storm } from './storm.ts'

let seen: Storm

beforeAll(async () => {
  seen = await storm({
    messages: 500,
    deliveries: 1200,
    hostile: 100,
    people: 50,
    clients: 16,
    kills: 1,
    say: (sentence) => process.stdout.write(`storm: ${sentence}\n`),
  })
}, 600_000)

test('everything that was said stands there once, however often and in what order it came', () => {
  expect(seen.acknowledged).toBe(1200)
  expect({ effects: seen.effects, invented: seen.invented }).toEqual({
    effects: seen.said,
    invented: 0,
  })
})

test('nothing that a vendor was thanked for is lost when a node is killed', () => {
  expect({ lost: seen.lost, waiting: seen.waiting, failedJobs: seen.failedJobs }).toEqual({
    lost: [],
    waiting: 0,
    failedJobs: [],
  })
})

test('of forgeries nothing is kept, and nobody is thanked for one', () => {
  expect(seen.accepted).toEqual([])
})

test('everyone has one thread, and its work is one piece', () => {
  expect({ threads: seen.threads, astray: seen.astray }).toEqual({
    threads: seen.people,
    astray: 0,
  })
})
