import { z } from 'zod'
import type { Day } from '#core/day.ts'
import { addDays } from '#core/day.ts'
import { ReachAsked } from '#core/messaging/reach.ts'
import { Tone, toneRank } from '#core/messaging/tone.ts'
import { Money } from '#core/money.ts'
import {
  type ConditionCode,
  type CustomerFacts,
  everyone,
  isIn,
  Segment,
  unmet,
} from './segment.ts'

/** The way a reminder travels: one by name, or whichever is best for each customer. */
export const ReminderChannel = ReachAsked
export type ReminderChannel = z.infer<typeof ReminderChannel>

export const StepAct = z.enum(['message', 'call'])
export type StepAct = z.infer<typeof StepAct>

/** When alone a step is taken; all that are asked must hold on its day. */
export const StepConditions = z
  .object({
    /** At least so much is open; looks only at its own currency. */
    amountFrom: Money.nullable().default(null),
    /** What was last sent to them was not read. */
    lastUnread: z.boolean().default(false),
    /** They broke their word lately, and gave no new one. */
    promiseBroken: z.boolean().default(false),
    /** Nobody of theirs answered in the last three months. */
    neverAnswered: z.boolean().default(false),
  })
  .readonly()
export type StepConditions = z.infer<typeof StepConditions>

/** One rung of the ladder; `offsetDays` counts from the due date and is negative before it. */
export const ReminderStep = z
  .object({
    /** Kept for good: what is already sent is remembered by it. */
    key: z.string().regex(/^[a-z0-9_]{1,40}$/),
    offsetDays: z.int().min(-90).max(730),
    tone: Tone,
    channels: z.array(ReminderChannel).min(1),
    /** A person agrees to each message of this step before it leaves. */
    needsApproval: z.boolean().default(false),
    /** A call sends nothing: it is put before a collector. Absent: a message. */
    act: StepAct.optional(),
    /** Absent: always. */
    only: StepConditions.optional(),
  })
  .refine(({ tone, offsetDays }) => toneFitsOffset(tone, offsetDays), {
    path: ['tone'],
    message: 'tone_does_not_fit_day',
  })
  .refine(({ act, offsetDays }) => act !== 'call' || offsetDays > 0, {
    path: ['act'],
    message: 'calls_come_after_the_due_day',
  })
  .readonly()
export type ReminderStep = z.infer<typeof ReminderStep>

/** How often one customer may hear from the machine, whatever the ladders ask for. */
export const FrequencyCap = z
  .object({ minDaysBetween: z.int().min(1).max(60), maxIn30Days: z.int().min(1).max(30) })
  .readonly()
export type FrequencyCap = z.infer<typeof FrequencyCap>

/** A company's ladder of reminders, as data: whom it is for, what is said when, and how often. */
export const ReminderPolicy = z
  .object({
    key: z.string().min(1).max(60),
    /** The one that holds for every customer whom no segment claims. */
    isDefault: z.boolean().default(false),
    /** Kept to be tried: it claims nobody, unless a trial gives it some. */
    isOff: z.boolean().default(false),
    segment: Segment.default(everyone),
    steps: z.array(ReminderStep).min(1).max(20),
    /** All invoices of a customer in one message; the product offers no other way. */
    consolidation: z.literal('one_message_per_customer').default('one_message_per_customer'),
    frequencyCap: FrequencyCap,
    /** A step that could not be sent is still sent up to this many days late, and then skipped. */
    graceDays: z.int().min(0).max(60),
  })
  .check(({ value, issues }) => {
    for (const message of ladderFaults(value.steps))
      issues.push({ code: 'custom', message, path: ['steps'], input: value.steps })
    if (value.isDefault && value.isOff)
      issues.push({ code: 'custom', message: 'default_is_on', path: ['isOff'], input: value })
  })
  .readonly()
export type ReminderPolicy = z.infer<typeof ReminderPolicy>

/** The ladder that a company starts with: six steps, the last only by a person's approval. */
export const defaultPolicy: ReminderPolicy = ReminderPolicy.parse({
  key: 'default',
  isDefault: true,
  steps: [
    { key: 'before', offsetDays: -3, tone: 'before', channels: ['best'] },
    { key: 'due', offsetDays: 0, tone: 'due', channels: ['best'] },
    { key: 'friendly', offsetDays: 3, tone: 'friendly', channels: ['best'] },
    { key: 'follow_up', offsetDays: 14, tone: 'follow_up', channels: ['best'] },
    { key: 'firm', offsetDays: 30, tone: 'firm', channels: ['best'] },
    { key: 'final', offsetDays: 60, tone: 'final', channels: ['best'], needsApproval: true },
  ],
  frequencyCap: { minDaysBetween: 3, maxIn30Days: 6 },
  graceDays: 14,
})

/** The way that a step asks for; of several names the first, as one message goes one way. */
export const askedBy = ({ channels }: Pick<ReminderStep, 'channels'>): ReminderChannel =>
  channels[0] ?? 'best'

/** What a customer has done lately, as the conditions of steps ask it. */
export type CustomerDeeds = Readonly<{
  lastUnread: boolean
  promiseBroken: boolean
  neverAnswered: boolean
}>

/** Whether a step is taken, for a customer of whom so much is open. What nobody knows is not so. */
export function stepApplies(
  { only }: ReminderStep,
  balance: Money,
  deeds: CustomerDeeds | undefined,
): boolean {
  if (!only) return true
  const { amountFrom: least } = only
  if (least && (least.currency !== balance.currency || balance.minor < least.minor)) return false
  return deedNames.every((name) => !only[name] || deeds?.[name] === true)
}
const deedNames = ['lastUnread', 'promiseBroken', 'neverAnswered'] as const

/** Whether a step is said to the customer, and not put before a collector. */
export const isMessage = ({ act }: ReminderStep): boolean => act !== 'call'

/** The policy of a customer: the first whose segment claims it, else the default, else none. */
export function choosePolicy(
  policies: readonly ReminderPolicy[],
  customer: CustomerFacts,
): ReminderPolicy | undefined {
  const claimed = policies.find((policy) => isAsked(policy) && isIn(policy.segment, customer))
  return claimed ?? policies.find((policy) => policy.isDefault)
}
/** The default is for whom nobody claims, so nobody asks it. */
const isAsked = ({ isDefault, isOff }: ReminderPolicy): boolean => !isDefault && !isOff

/** The policies that were asked before the chosen one, and what kept each from claiming a customer. */
export function passedOver(
  policies: readonly ReminderPolicy[],
  chosenKey: string,
  customer: CustomerFacts,
): readonly Readonly<{ key: string; unmet: readonly ConditionCode[] }>[] {
  const asked = policies.filter(isAsked)
  const at = asked.findIndex(({ key }) => key === chosenKey)
  return asked
    .slice(0, at < 0 ? asked.length : at)
    .map(({ key, segment }) => ({ key, unmet: unmet(segment, customer) }))
}

/** The day on which a step first may be sent. */
export const stepDay = (step: ReminderStep, dueOn: Day): Day => addDays(dueOn, step.offsetDays)

/**
 * The last day on which a step may still be sent. «تستحق اليوم» is true on one day only, and what
 * announces a due date must arrive before it.
 */
export function lastStepDay(step: ReminderStep, dueOn: Day, graceDays: number): Day {
  if (step.tone === 'due') return dueOn
  const latest = addDays(stepDay(step, dueOn), graceDays)
  const eve = addDays(dueOn, -1)
  return step.tone === 'before' && latest > eve ? eve : latest
}

/** Whether what a step says is true of an item on a day. */
export const isTimely = (step: ReminderStep, dueOn: Day, on: Day, graceDays: number): boolean =>
  stepDay(step, dueOn) <= on && on <= lastStepDay(step, dueOn, graceDays)

function toneFitsOffset(tone: Tone, offsetDays: number): boolean {
  if (tone === 'before') return offsetDays < 0
  if (tone === 'due') return offsetDays === 0
  return offsetDays > 0
}

/** A ladder climbs: each step later than the one before it, never gentler, never the same key. */
function ladderFaults(steps: readonly ReminderStep[]): string[] {
  const faults: string[] = []
  if (new Set(steps.map(({ key }) => key)).size < steps.length) faults.push('step_key_repeated')
  const climbs = steps.every((step, index) => {
    const below = steps[index - 1]
    return (
      below === undefined ||
      (below.offsetDays < step.offsetDays && toneRank(below.tone) <= toneRank(step.tone))
    )
  })
  if (!climbs) faults.push('steps_do_not_climb')
  return faults
}
