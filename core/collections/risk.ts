import { z } from 'zod'
import type { Kept } from './behaviour.ts'

export const Risk = z.enum(['low', 'medium', 'high'])
export type Risk = z.infer<typeof Risk>

export const riskReasons = [
  'usually_late',
  'getting_worse',
  'owes_over_90',
  'owes_over_30',
  'broken_promises',
  'disputes',
  'never_paid',
  'not_reached',
  'pays_on_time',
  'keeps_promises',
] as const
export const RiskReason = z.object({
  code: z.enum(riskReasons),
  /** What it adds to the risk; below nothing it speaks for the customer. */
  points: z.int(),
  facts: z.record(z.string(), z.number()),
})
export type RiskReason = z.infer<typeof RiskReason>

/** What a customer's risk is read from. */
export type RiskFacts = Readonly<{
  invoices: number
  usualDaysLate: number | null
  onTime: number | null
  worse: boolean
  /** What is owed, and of it what is late by more than 30 and by more than 90 days. */
  owed: number
  over30: number
  over90: number
  keep: Kept
  disputes: number
  unanswered: number
}>

/** From so many points on the risk is medium, and high. */
export const riskFrom = { medium: 30, high: 60 } as const

const share = (part: number, whole: number): number => (whole > 0 ? part / whole : 0)

function habitReasons({ invoices, usualDaysLate, onTime, worse, owed, over30 }: RiskFacts) {
  const reasons: RiskReason[] = []
  const late = Math.round(usualDaysLate ?? 0)
  if (invoices > 0 && late >= 8)
    reasons.push({
      code: 'usually_late',
      points: late >= 45 ? 35 : late >= 20 ? 22 : 10,
      facts: { days: late },
    })
  if (worse) reasons.push({ code: 'getting_worse', points: 12, facts: {} })
  if (invoices === 0 && owed > 0 && over30 > 0)
    reasons.push({ code: 'never_paid', points: 25, facts: {} })
  if (invoices >= 3 && onTime !== null && onTime >= 0.8)
    reasons.push({
      code: 'pays_on_time',
      points: -15,
      facts: { percent: Math.round(onTime * 100) },
    })
  return reasons
}

function debtReasons({ owed, over30, over90 }: RiskFacts): RiskReason[] {
  const old = share(over90, owed)
  const late = share(over30, owed)
  if (old >= 0.1)
    return [
      {
        code: 'owes_over_90',
        points: old >= 0.5 ? 45 : 30,
        facts: { percent: Math.round(old * 100) },
      },
    ]
  if (late >= 0.25)
    return [
      {
        code: 'owes_over_30',
        points: late >= 0.6 ? 25 : 15,
        facts: { percent: Math.round(late * 100) },
      },
    ]
  return []
}

function wordReasons({ keep, disputes, unanswered }: RiskFacts): RiskReason[] {
  const reasons: RiskReason[] = []
  const broken = keep.of - keep.kept
  if (keep.of > 0 && broken * 2 >= keep.of)
    reasons.push({
      code: 'broken_promises',
      points: Math.min(30, broken * 10),
      facts: { broken, of: keep.of },
    })
  else if (keep.of >= 2 && broken === 0)
    reasons.push({ code: 'keeps_promises', points: -10, facts: { kept: keep.kept } })
  if (disputes >= 2)
    reasons.push({
      code: 'disputes',
      points: Math.min(15, disputes * 5),
      facts: { count: disputes },
    })
  if (unanswered >= 3)
    reasons.push({ code: 'not_reached', points: 15, facts: { times: unanswered } })
  return reasons
}

/** A customer's risk class (درجة المخاطرة) with every reason for it, the heaviest first: points are added up, nothing is hidden. */
export function riskOf(facts: RiskFacts): Readonly<{
  risk: Risk
  points: number
  reasons: readonly RiskReason[]
}> {
  const reasons = [...habitReasons(facts), ...debtReasons(facts), ...wordReasons(facts)].toSorted(
    (a, b) => Math.abs(b.points) - Math.abs(a.points) || (a.code < b.code ? -1 : 1),
  )
  const points = Math.max(
    0,
    reasons.reduce((sum, reason) => sum + reason.points, 0),
  )
  const risk = points >= riskFrom.high ? 'high' : points >= riskFrom.medium ? 'medium' : 'low'
  return { risk, points, reasons }
}

/** What may help with a problem debtor (علاج المديونية), by what the trouble is. */
export const remedies = [
  'settle_dispute',
  'find_contact',
  'agree_plan',
  'formal_notice',
  'stop_credit',
  'call_weekly',
] as const
export type Remedy = (typeof remedies)[number]

type Trouble = Pick<RiskFacts, 'owed' | 'over30' | 'over90' | 'keep' | 'unanswered' | 'worse'> &
  Readonly<{ openDisputes: number; risk: Risk }>

/** The first that fits, as one would judge by hand: what stands in the way goes before what presses. */
export function remedyFor(trouble: Trouble): Remedy {
  const { openDisputes, unanswered, keep, over90, over30, owed, worse, risk } = trouble
  const broken = keep.of - keep.kept
  if (openDisputes > 0) return 'settle_dispute'
  if (unanswered >= 3) return 'find_contact'
  if (share(over90, owed) >= 0.5 && broken >= 2) return 'formal_notice'
  if (broken >= 2 || share(over90, owed) >= 0.25) return 'agree_plan'
  if (risk === 'high' || worse || share(over30, owed) >= 0.5) return 'stop_credit'
  return 'call_weekly'
}
