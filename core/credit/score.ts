import type { PaymentTerms } from '#core/contacts/terms.ts'

/** How a customer has behaved in the last twelve months; amounts in the books' own currency. */
export type Behaviour = Readonly<{
  /** What they bought for in those twelve months. */
  bought: number
  /** Invoices paid in full: how many, for how much, how much of that in time. */
  paidCount: number
  paid: number
  paidInTime: number
  /** Days late × amount over what was paid; paid in time counts as no days. */
  lateAmountDays: number
  promisesKept: number
  promisesBroken: number
  chequesBounced: number
  /** Objections that turned out to be without ground. */
  disputesUnfounded: number
  /** Whole months since the first invoice. */
  months: number
  /** Invoices in a row, counted back from the last, that were paid in time. */
  streak: number
}>

export const scoreParts = [
  'in_time',
  'days_late',
  'promises',
  'cheques',
  'disputes',
  'relation',
] as const
export type ScorePart = (typeof scoreParts)[number]

/** What each part gives at most; together a hundred. */
export const mostPoints: Readonly<Record<ScorePart, number>> = {
  in_time: 35,
  days_late: 25,
  promises: 15,
  cheques: 10,
  disputes: 5,
  relation: 10,
}

export type Score = Readonly<{
  points: number
  parts: readonly Readonly<{ part: ScorePart; points: number; most: number }>[]
  /** Too little was paid yet to say anything. */
  tooNew: boolean
}>

const leastPaid = 3
const worstDays = 60
const fullMonths = 24

const partOf = (most: number, good: number, all: number): number =>
  all <= 0 ? 0 : Math.floor((most * Math.max(0, Math.min(good, all))) / all)

/** Days late of what was paid, weighted by its amount. */
export const averageDaysLate = ({ paid, lateAmountDays }: Behaviour): number =>
  paid === 0 ? 0 : Math.round(lateAmountDays / paid)

/**
 * What a customer's behaviour is worth, out of a hundred, with its parts. Better behaviour in one
 * respect never lowers it. Without any promise the word counts as two kept of three: neither praise
 * nor blame.
 */
export function behaviourScore(of: Behaviour): Score {
  const late = of.paid === 0 ? worstDays : of.lateAmountDays / of.paid
  const points: Readonly<Record<ScorePart, number>> = {
    in_time: partOf(mostPoints.in_time, of.paidInTime, of.paid),
    days_late: partOf(mostPoints.days_late, worstDays - late, worstDays),
    promises: partOf(
      mostPoints.promises,
      of.promisesKept + 2,
      of.promisesKept + of.promisesBroken + 3,
    ),
    cheques: Math.max(0, mostPoints.cheques - 5 * of.chequesBounced),
    disputes: Math.max(0, mostPoints.disputes - 2 * of.disputesUnfounded),
    relation: partOf(mostPoints.relation, of.months, fullMonths),
  }
  const parts = scoreParts.map((part) => ({
    part,
    points: points[part],
    most: mostPoints[part],
  }))
  return {
    points: parts.reduce((sum, each) => sum + each.points, 0),
    parts,
    tooNew: of.paidCount < leastPaid,
  }
}

/** From how many points on: so many months of purchases, and so many days to pay. */
const steps = [
  { from: 85, months: 3, days: 45 },
  { from: 70, months: 2, days: 30 },
  { from: 55, months: 1, days: 15 },
] as const

export type Proposal = Readonly<{
  score: Score
  /** Nothing: cash. */
  limit: number
  terms: PaymentTerms
  /** What the limit is made of: a month's purchases, how many of them, and the reward in it. */
  monthly: number
  months: number
  rewardPercent: number
}>

const rewardPercent = 10
/** Limits are round figures: whole hundreds of the currency's larger unit. */
const rounded = (minor: number, unit: number): number => Math.floor(minor / unit) * unit

/**
 * The limit and the terms that a customer has earned (ائتمان مكتسب). A proposal only: a person
 * grants it. Better behaviour or more purchases never lower it.
 * @param unit one of the currency's larger unit, a riyal, in its smallest
 */
export function proposeCredit(
  of: Behaviour,
  { rewardAfter, unit }: Readonly<{ rewardAfter: number; unit: number }>,
): Proposal {
  const score = behaviourScore(of)
  const step = score.tooNew ? undefined : steps.find(({ from }) => score.points >= from)
  const monthly = Math.floor(of.bought / 12)
  const reward = rewardAfter > 0 && of.streak >= rewardAfter ? rewardPercent : 0
  const full = monthly * (step?.months ?? 0)
  const limit = rounded(full + Math.floor((full * reward) / 100), 100 * unit)
  return {
    score,
    limit,
    terms:
      step && limit > 0 ? { kind: 'days_from_invoice', days: step.days } : { kind: 'immediate' },
    monthly,
    months: step?.months ?? 0,
    rewardPercent: step ? reward : 0,
  }
}
