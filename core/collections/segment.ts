import { z } from 'zod'
import { CustomerKind } from '#core/contacts/customer.ts'
import { Id } from '#core/list.ts'
import { Money } from '#core/money.ts'
import { Risk } from './risk.ts'

const days = z.int().min(-365).max(3650).nullable().default(null)
const percent = z.int().min(0).max(100).nullable().default(null)

/** Which customers a policy is for (شريحة): an empty condition excludes nobody. */
export const Segment = z
  .object({
    tagsAnyOf: z.array(z.string().min(1).max(60)).max(50).default([]),
    kindsAnyOf: z.array(CustomerKind).max(10).default([]),
    languagesAnyOf: z
      .array(z.enum(['ar', 'en']))
      .max(2)
      .default([]),
    /** Whose customers they are at the desk. */
    collectorsAnyOf: z.array(Id).max(50).default([]),
    riskAnyOf: z.array(Risk).max(3).default([]),
    /** Both look only at what is owed in their own currency. */
    minimumBalance: Money.nullable().default(null),
    maximumBalance: Money.nullable().default(null),
    /** How many days the oldest open invoice is late. */
    oldestDaysFrom: days,
    oldestDaysTo: days,
    /** How late they pay on average. */
    averageLateFrom: days,
    averageLateTo: days,
    /** How many of a hundred promises they keep. */
    keepRateFrom: percent,
    keepRateTo: percent,
  })
  .readonly()
export type Segment = z.infer<typeof Segment>
/** The segment that claims everyone. */
export const everyone: Segment = Segment.parse({})

/** All that a segment may look at. What is not known yet fits no condition about it. */
export type CustomerFacts = Readonly<{
  kind: string
  tags: readonly string[]
  /** What is owed in the currency that is spoken of. */
  balance: Money
  language?: 'ar' | 'en'
  collectorId?: string | null
  /** Of the oldest open invoice; below nothing while none is due. */
  oldestDays?: number
  /** Of what was late in the last twelve months; null: nothing was. */
  averageLate?: number | null
  /** Of promises whose outcome is known; null before the first. */
  keepRate?: Readonly<{ kept: number; of: number }> | null
  /** As the reports have it, as of today; null: no policy asked. */
  risk?: Risk | null
}>

export const conditionCodes = [
  'tags',
  'kind',
  'language',
  'collector',
  'risk',
  'balance',
  'oldest',
  'average_late',
  'keep_rate',
] as const
export const ConditionCode = z.enum(conditionCodes)
export type ConditionCode = z.infer<typeof ConditionCode>

/** What is known of a customer's word, as a share of a hundred. */
const keptOf = ({ keepRate }: CustomerFacts): number | undefined =>
  keepRate && keepRate.of > 0 ? Math.round((100 * keepRate.kept) / keepRate.of) : undefined

/** Whether something found is wanted; nothing wanted excludes nobody. */
export const anyOf = <Value>(wanted: readonly Value[], found: readonly Value[]): boolean =>
  wanted.length === 0 || wanted.some((each) => found.includes(each))

const known = <Value>(value: Value | null | undefined): Value[] =>
  value === null || value === undefined ? [] : [value]

/** Whether a value lies between two, both included; what nobody knows lies in no bounds. */
export function within(
  value: number | null | undefined,
  from: number | null,
  to: number | null,
): boolean {
  if (from === null && to === null) return true
  if (value === null || value === undefined) return false
  return (from === null || from <= value) && (to === null || value <= to)
}

function owes({ minimumBalance: least, maximumBalance: most }: Segment, balance: Money): boolean {
  if (least && (least.currency !== balance.currency || balance.minor < least.minor)) return false
  return !most || (most.currency === balance.currency && balance.minor <= most.minor)
}

const checks: Readonly<Record<ConditionCode, (of: Segment, facts: CustomerFacts) => boolean>> = {
  tags: ({ tagsAnyOf }, { tags }) => anyOf(tagsAnyOf, tags),
  kind: ({ kindsAnyOf }, { kind }) => anyOf<string>(kindsAnyOf, [kind]),
  language: ({ languagesAnyOf }, { language }) => anyOf(languagesAnyOf, known(language)),
  collector: ({ collectorsAnyOf }, { collectorId }) => anyOf(collectorsAnyOf, known(collectorId)),
  risk: ({ riskAnyOf }, { risk }) => anyOf(riskAnyOf, known(risk)),
  balance: (segment, { balance }) => owes(segment, balance),
  oldest: ({ oldestDaysFrom: from, oldestDaysTo: to }, { oldestDays }) =>
    within(oldestDays, from, to),
  average_late: ({ averageLateFrom: from, averageLateTo: to }, { averageLate }) =>
    within(averageLate, from, to),
  keep_rate: ({ keepRateFrom: from, keepRateTo: to }, facts) => within(keptOf(facts), from, to),
}

/** The conditions of a segment that a customer does not meet: none of them, and it claims them. */
export const unmet = (segment: Segment, facts: CustomerFacts): ConditionCode[] =>
  conditionCodes.filter((code) => !checks[code](segment, facts))

/** Whether a segment claims a customer. */
export const isIn = (segment: Segment, facts: CustomerFacts): boolean =>
  conditionCodes.every((code) => checks[code](segment, facts))

/** Whether a segment looks at the risk, which costs more to know than the rest. */
export const asksRisk = ({ riskAnyOf }: Segment): boolean => riskAnyOf.length > 0
