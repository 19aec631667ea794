import { nextContactTime } from '#core/calendar.ts'
import { addDays, type Day, daysBetween, eachDay } from '#core/day.ts'
import { toneRank } from '#core/messaging/tone.ts'
import {
  askedBy,
  isMessage,
  lastStepDay,
  type ReminderPolicy,
  type ReminderStep,
} from '../policy.ts'
import { type SimulationRules, wayKey } from './history.ts'

/** A step with all that a replay asks of it, in whole days from the due date. */
export type Rung = Readonly<{
  step: ReminderStep
  first: number
  last: number
  rank: number
  asksForArrears: boolean
  way: string
  isMessage: boolean
}>
export type RungLadder = Readonly<{ policy: ReminderPolicy; rungs: readonly Rung[] }>

const dueRank = toneRank('due')

/** The rule counts from a due day: whichever it is. */
const anyDay: Day = '2000-01-01'

const rungsOf = (policy: ReminderPolicy): RungLadder => ({
  policy,
  rungs: policy.steps.map((step) => ({
    step,
    first: step.offsetDays,
    last: daysBetween(anyDay, lastStepDay(step, anyDay, policy.graceDays)),
    rank: toneRank(step.tone),
    asksForArrears: toneRank(step.tone) > dueRank,
    way: wayKey(step.tone, askedBy(step)),
    isMessage: isMessage(step),
  })),
})

/** The rules in whole numbers, so that a year of a hundred thousand invoices is a matter of seconds. */
export type Replay = Readonly<{
  rules: SimulationRules
  ladders: readonly RungLadder[]
  /** The earliest and the latest day, from the due date, on which any step may be said. */
  earliest: number
  latest: number
  days: number
  /** By day: the minute at which messages begin to leave; nothing on a day on which none do. */
  opens: readonly (number | undefined)[]
  dayOf: (number: number) => Day
  numberOf: (day: Day) => number
}>

/** Lays out the rules of a simulation. */
export function layOut(rules: SimulationRules): Replay {
  const { from, to, calendar } = rules
  const days = eachDay(from, to)
  const known = new Map(days.map((day, number) => [day, number]))
  const numberOf = (day: Day): number => {
    const found = known.get(day) ?? daysBetween(from, day)
    known.set(day, found)
    return found
  }
  const ladders = rules.policies.map(rungsOf)
  const said = ladders.flatMap(({ rungs }) => rungs.filter((rung) => rung.isMessage))
  return {
    rules,
    ladders,
    earliest: Math.min(...said.map(({ first }) => first)),
    latest: Math.max(...said.map(({ last }) => last)),
    days: days.length,
    opens: days.map((day) => {
      const next = nextContactTime(calendar, { day, minuteOfDay: 0 })
      return next?.day === day ? next.minuteOfDay : undefined
    }),
    dayOf: (number) => days[number] ?? addDays(from, number),
    numberOf,
  }
}
