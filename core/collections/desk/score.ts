import { z } from 'zod'
import { digitsOf, type Money, percentOf } from '#core/money.ts'
import { type DeskFacts, isFreshlyBroken } from './facts.ts'

export const scoreParts = [
  'age',
  'keep_rate',
  'answers',
  'no_answer',
  'tried_often',
  'promise_broken',
  'promise_today',
  'notice',
  'reply_waits',
  'call_back',
  'step_waits',
  'long_silence',
  'wrong_number',
  'bounds',
] as const
/** One reason for the chance, in basis points of the amount, and the money that it stands for. */
export const ScorePart = z.object({
  code: z.enum(scoreParts),
  points: z.int(),
  minor: z.int(),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
})
export type ScorePart = z.infer<typeof ScorePart>
type Weighed = Readonly<{ code: ScorePart['code']; points: number; facts?: ScorePart['facts'] }>

/** What a contact now is expected to bring (المبلغ المتوقع تحصيله), and how that comes about. */
export type Score = Readonly<{
  /** In basis points. */
  chance: number
  expected: Money
  parts: readonly ScorePart[]
}>

const least = 200
const most = 9500

/** From how many days late on a debt is this likely to be paid after a contact. */
const byAge: readonly (readonly [from: number, points: number])[] = [
  [181, 1200],
  [91, 2000],
  [61, 3000],
  [31, 4000],
  [0, 5000],
]

function ageOf({ ageDays }: DeskFacts): Weighed {
  const [, points] = byAge.find(([from]) => ageDays >= from) ?? [0, 5000]
  return { code: 'age', points, facts: { days: ageDays } }
}

/** Half of the promises kept changes nothing; three known outcomes count whole. */
function keptOf({ keep }: DeskFacts): Weighed[] {
  if (!keep || keep.of === 0) return []
  const points = Math.round(((2 * keep.kept - keep.of) / keep.of) * 1000 * Math.min(1, keep.of / 3))
  return [{ code: 'keep_rate', points, facts: { kept: keep.kept, of: keep.of } }]
}

function contactsOf(facts: DeskFacts): Weighed[] {
  const { unanswered, attemptsIn30Days, answeredLately, last, wrongNumber } = facts
  const ago = facts.spokenAgo === undefined ? (last?.daysAgo ?? null) : facts.spokenAgo
  const silent = ago === null || ago >= 9
  return [
    ...(answeredLately && unanswered === 0 ? [{ code: 'answers', points: 800 } as const] : []),
    ...(unanswered > 0
      ? [
          {
            code: 'no_answer',
            points: -500 * Math.min(3, unanswered),
            facts: { times: unanswered },
          } as const,
        ]
      : []),
    ...(attemptsIn30Days > 5
      ? [{ code: 'tried_often', points: -600, facts: { times: attemptsIn30Days } } as const]
      : []),
    ...(silent ? [{ code: 'long_silence', points: 300 } as const] : []),
    ...(wrongNumber ? [{ code: 'wrong_number', points: -1500 } as const] : []),
  ]
}

function momentsOf(facts: DeskFacts): Weighed[] {
  const { promise, notice, replyWaits, stepWaits, today } = facts
  const callBack = facts.callAsked !== null || isCallBackDue(facts)
  return [
    ...(isFreshlyBroken(facts) ? [{ code: 'promise_broken', points: 1500 } as const] : []),
    ...(promise?.dueOn === today ? [{ code: 'promise_today', points: 500 } as const] : []),
    ...(notice ? [{ code: 'notice', points: 1000 } as const] : []),
    ...(replyWaits ? [{ code: 'reply_waits', points: 1500 } as const] : []),
    ...(callBack ? [{ code: 'call_back', points: 2000 } as const] : []),
    ...(stepWaits ? [{ code: 'step_waits', points: 500 } as const] : []),
  ]
}

/** They asked to be called at a time that has come. */
export const isCallBackDue = ({ last, nowMs }: DeskFacts): boolean =>
  last?.outcome === 'call_back' && last.followUpMs !== null && last.followUpMs <= nowMs

/**
 * Judges what a contact with a customer now is worth: what may be asked for × the chance that it
 * comes. Every part is shown, in points and in money, and they add up to the chance and the score.
 */
export function scoreOf(facts: DeskFacts): Score {
  const weighed: Weighed[] = [
    ageOf(facts),
    ...keptOf(facts),
    ...contactsOf(facts),
    ...momentsOf(facts),
  ].filter(({ points }) => points !== 0)
  const raw = weighed.reduce((sum, { points }) => sum + points, 0)
  const chance = Math.min(most, Math.max(least, raw))
  if (chance !== raw) weighed.push({ code: 'bounds', points: chance - raw })
  const { minor, currency } = facts.askable
  let through = 0
  const parts = weighed.map(({ code, points, facts: of = {} }): ScorePart => {
    const before = percentOf(minor, through)
    through += points
    return { code, points, minor: percentOf(minor, through) - before, facts: of }
  })
  return { chance, expected: { minor: percentOf(minor, chance), currency }, parts }
}

/** One order for currencies of two and of three decimals. */
export const weightOf = ({ minor, currency }: Money): number =>
  digitsOf(currency) === 2 ? minor * 10 : minor
