import fc from 'fast-check'
import { expect } from 'vitest'
import { addDays, daysBetween, weekdayOf } from '#core/day.ts'
import type { TestHouse } from '#test/house.ts'
import { settleDown } from './agreed.ts'
import {
  checkBooks,
  checkDay,
  checkInstalments,
  checkKnown,
  checkRun,
  checkToday,
} from './check.ts'
import { type Desk, openDesk } from './desk.ts'
import { judge } from './gate.ts'
import { instalmentsDue } from './instalments.ts'
import type { Draw } from './play.ts'
import { holdSteps } from './steps-holds.ts'
import { moneySteps } from './steps-money.ts'
import { wordSteps } from './steps-words.ts'
import { pick, type World } from './world.ts'

const plays = { ...moneySteps, ...wordSteps, ...holdSteps }
type Kind = keyof typeof plays | 'days' | 'night' | 'run'
const weights: Readonly<Record<Kind, number>> = {
  ...{ invoice: 7, payment: 5, bounce: 4, saysPaid: 2, answersNotice: 5, takesCheque: 4 },
  ...{ movesCheque: 8, concedes: 5, takesBack: 4, promise: 5, takesWordBack: 2, plan: 4 },
  ...{ endsPlan: 1, dispute: 4, settlesDispute: 2, refers: 3, recalls: 2, pauses: 2, resumes: 3 },
  ...{ takesInHand: 2, letsGo: 1, contact: 2, consent: 2, stops: 2, atGateway: 3, days: 18 },
  ...{ night: 1, onAccount: 2, run: 32 },
}
const number = fc.nat(100_000)
const step = fc.record({
  kind: fc.oneof(
    ...Object.entries(weights).map(([kind, weight]) => ({
      arbitrary: fc.constant(kind as Kind),
      weight,
    })),
  ),
  ...{ a: number, b: number, c: number },
})
type Step = Draw & Readonly<{ kind: Kind }>
/** A history: its debts, its steps, and the past days that it is asked about at its end. */
export const history = fc.record({
  start: fc.nat(300),
  // A history without a debt says nothing: each begins with one.
  debts: fc.array(fc.record({ a: number, b: number, c: number }), { minLength: 1, maxLength: 3 }),
  steps: fc.array(step, { minLength: 12, maxLength: 30 }),
  days: fc.array(number, { minLength: 5, maxLength: 5 }),
})
type History = typeof history extends fc.Arbitrary<infer T> ? T : never

type Then = Readonly<{ tick: number; day: string; minute: number }>
/** How often each thing happened, so that a model that does nothing is seen. */
export const counts: Record<string, number> = {}
const count = (what: string) => {
  counts[what] = (counts[what] ?? 0) + 1
}

/** Each step has its own minutes, so that no two things are ever said to be just so long apart. */
function tick(world: World): void {
  world.tick += 1
  world.minute += 3
}

/** Mostly two or three: where «too soon» and «enough» lie side by side. */
const gaps = [1, 2, 2, 2, 3, 3, 5, 8]

/** Days go by, mostly to a day of work: nothing is due on the others. */
async function pass(desk: Desk, world: World, { a, c }: Draw): Promise<void> {
  world.day = addDays(world.day, pick(gaps, a) ?? 1)
  while (c % 5 > 0 && [5, 6].includes(weekdayOf(world.day))) world.day = addDays(world.day, 1)
  world.minute = 11 * 60 + 3 * world.tick
  desk.tellTime(world)
  await desk.night()
}

/** What may come between a message and its run. */
const hindrances = [
  ...(['takesInHand', 'contact', 'pauses', 'consent', 'stops', 'atGateway', 'saysPaid'] as const),
  ...(['promise', 'plan', 'dispute', 'takesCheque', 'refers', 'concedes', 'onAccount'] as const),
]

async function run(desk: Desk, world: World): Promise<boolean> {
  const { against } = await checkRun(desk, world)
  for (const why of against.length === 0 ? ['sent'] : against) count(why)
  await askForInstalments(desk, world)
  return against.length === 0
}

async function askForInstalments(desk: Desk, world: World): Promise<void> {
  for (const why of await checkInstalments(desk, world)) count(`instalment: ${why}`)
}

/** Days after a plan its instalment is asked for, and often something happens in the last moment. */
async function awaitInstalment(desk: Desk, world: World, { a, b, c }: Draw): Promise<void> {
  await play(desk, world, { kind: 'days', a: c, b, c: a })
  const hindrance = pick(hindrances, b)
  const isAboutToLeave = instalmentsDue(world).some(({ against }) => against.length === 0)
  if (isAboutToLeave && hindrance && hindrance !== 'plan' && a % 3 > 0)
    await play(desk, world, { kind: hindrance, a: b, b: c, c: a })
  await askForInstalments(desk, world)
}

/**
 * A run. Where a message is about to leave, something often happens in the last moment, so that each
 * reason is once the only one; and where one left, a new debt asks for the next a day or two later.
 */
async function meddle(desk: Desk, world: World, { a, b, c }: Draw): Promise<void> {
  const hindrance = pick(hindrances, a)
  const isAboutToLeave = [judge(world), ...instalmentsDue(world)].some(
    ({ against }) => against.length === 0,
  )
  if (isAboutToLeave && hindrance && c % 4 > 0)
    await play(desk, world, { kind: hindrance, a: b, b: c, c: a })
  if (!(await run(desk, world)) || b % 2 === 0) return
  await play(desk, world, { kind: 'invoice', a: b, b: a, c })
  await play(desk, world, { kind: 'days', a: c, b, c: a })
  await run(desk, world)
}

async function play(desk: Desk, world: World, { kind, ...draw }: Step): Promise<void> {
  tick(world)
  desk.tellTime(world)
  if (kind === 'days') await pass(desk, world, draw)
  else if (kind === 'night') {
    if (world.minute < 20 * 60) world.minute = 21 * 60 + 3 * world.tick
    desk.tellTime(world)
  } else if (kind === 'run') return meddle(desk, world, draw)
  else {
    const done = await plays[kind](desk, world, draw)
    const [real, expected] = done ?? ['nothing', 'nothing']
    count(`${kind}: ${real}`)
    expect([kind, real]).toEqual([kind, expected])
  }
  await desk.the.drain()
  settleDown(world)
  // Nothing leaves by itself: only a run sends.
  expect(await desk.left(world)).toEqual([])
  if (kind === 'plan' && draw.c % 4 > 0) await awaitInstalment(desk, world, draw)
}

/** Lives through a history at the house and in the notebook, which agree after each step. */
export async function live(
  house: TestHouse,
  { start, debts, steps, days }: History,
): Promise<void> {
  const [desk, world] = await openDesk(house, addDays('2026-11-22', start))
  const past: Then[] = []
  const all: Step[] = [...debts.map((draw) => ({ kind: 'invoice' as const, ...draw })), ...steps]
  for (const each of all) {
    await play(desk, world, each)
    await checkBooks(desk, world)
    past.push({ tick: world.tick, day: world.day, minute: world.minute })
  }
  await checkToday(desk, world)
  const first = world.invoices.map(({ postedOn }) => postedOn).toSorted()[0] ?? world.day
  for (const drawn of days) {
    const asOf = addDays(first, drawn % (daysBetween(first, world.day) + 1))
    await checkDay(desk, world, asOf)
    const then = past[drawn % past.length]
    if (then) await checkKnown(desk, world, then, then.day)
  }
}
