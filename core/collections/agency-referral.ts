import { z } from 'zod'
import { addDays, type Day } from '#core/day.ts'
import { Tone } from '#core/messaging/tone.ts'

/** Where a referral (إحالة) stands: still ours, with the agency, or over. */
export const referralStates = [
  'prepared',
  'referred',
  'in_progress',
  'paid',
  'recalled',
  'uncollectable',
  'returned',
] as const
export const ReferralState = z.enum(referralStates)
export type ReferralState = z.infer<typeof ReferralState>

const moves: Readonly<Record<ReferralState, readonly ReferralState[]>> = {
  prepared: ['referred', 'recalled', 'paid'],
  referred: ['in_progress', 'paid', 'recalled', 'uncollectable', 'returned'],
  in_progress: ['paid', 'recalled', 'uncollectable', 'returned'],
  paid: [],
  recalled: [],
  uncollectable: [],
  returned: [],
}

/** Whether a referral may go from one state to another. */
export const mayMove = (from: ReferralState, to: ReferralState): boolean => moves[from].includes(to)

/** Whether it is over for good; the same invoices may then be referred anew. */
export const isOver = (state: ReferralState): boolean => moves[state].length === 0

/** Whether the agency has it in hand: it sees the debt, and earns on what comes. */
export const isWithAgency = (state: ReferralState): boolean =>
  state === 'referred' || state === 'in_progress'

export type StartFacts = Readonly<{
  state: ReferralState
  /** Nobody's agreement is awaited. */
  approved: boolean
  effectiveOn: Day
  today: Day
}>

/** Whether a prepared referral takes effect now: agreed to, and the days of notice are over. */
export const takesEffect = ({ state, approved, effectiveOn, today }: StartFacts): boolean =>
  state === 'prepared' && approved && effectiveOn <= today

/** The day on which a referral takes effect that is told to the customer today. */
export const effectiveDay = (today: Day, noticeDays: number): Day => addDays(today, noticeDays)

/** A step of the ladder that comes after the due date. */
export type LadderStep = Readonly<{ key: string; tone: Tone; offsetDays: number }>

export type ReadinessFacts = Readonly<{
  ladder: readonly LadderStep[]
  /** By invoice: the steps that were said of it, and when. */
  items: readonly Readonly<{
    said: readonly Readonly<{ stepKey: string; on: Day }>[]
    disputed: boolean
    promised: boolean
  }>[]
  /** When a colleague last tried to reach the customer. */
  lastContactOn: Day | null
}>

export const readinessFaults = ['steps_left', 'never_contacted', 'disputed', 'promised'] as const
export const ReadinessFault = z.enum(readinessFaults)
export type ReadinessFault = z.infer<typeof ReadinessFault>

/** How far the chase went before a referral. Not ready: a person may still refer, with a reason. */
export const Readiness = z.object({
  ready: z.boolean(),
  steps: z.array(
    z.object({
      key: z.string(),
      tone: Tone,
      /** When it was last said of any of the invoices; null while it was not. */
      on: z.iso.date().nullable(),
      /** Said, or passed over by a firmer one, for every invoice. */
      done: z.boolean(),
    }),
  ),
  lastContactOn: z.iso.date().nullable(),
  finalNoticeOn: z.iso.date().nullable(),
  against: z.array(ReadinessFault),
})
export type Readiness = z.infer<typeof Readiness>

/** What became of one step: said, said of some invoices alone, passed over by a firmer one, or not said. */
export function sayOfStep({ on, done }: Readiness['steps'][number]) {
  if (done) return on === null ? 'passed' : 'done'
  return on === null ? 'left' : 'part'
}

const newest = (days: readonly Day[]): Day | null => days.toSorted().at(-1) ?? null

/** Says how far the chase of these invoices went, and what is still open before an agency. */
export function readinessOf({ ladder, items, lastContactOn }: ReadinessFacts): Readiness {
  const climb = ladder
    .filter(({ offsetDays }) => offsetDays > 0)
    .toSorted((a, b) => a.offsetDays - b.offsetDays)
  const reached = items.map(({ said }) =>
    climb.findLastIndex(({ key }) => said.some(({ stepKey }) => stepKey === key)),
  )
  const steps = climb.map(({ key, tone }, place) => ({
    key,
    tone,
    on: newest(
      items.flatMap(({ said }) => said.flatMap((each) => (each.stepKey === key ? [each.on] : []))),
    ),
    done: items.length > 0 && reached.every((last) => last >= place),
  }))
  const against: ReadinessFault[] = [
    ...(steps.some(({ done }) => !done) ? (['steps_left'] as const) : []),
    ...(lastContactOn === null ? (['never_contacted'] as const) : []),
    ...(items.some(({ disputed }) => disputed) ? (['disputed'] as const) : []),
    ...(items.some(({ promised }) => promised) ? (['promised'] as const) : []),
  ]
  return {
    ready: against.length === 0,
    steps,
    lastContactOn,
    finalNoticeOn: newest(steps.flatMap(({ tone, on }) => (tone === 'final' && on ? [on] : []))),
    against,
  }
}

/** What an agency may say became of a debt. */
export const updateCodes = [
  'contacted',
  'no_answer',
  'promised',
  'plan_proposed',
  'disputes',
  'wrong_details',
  'insolvent',
  'returned',
  'other',
] as const
export const UpdateCode = z.enum(updateCodes)
export type UpdateCode = z.infer<typeof UpdateCode>

/** What names a day and an amount, else it says nothing. */
export const needsAmount = (code: UpdateCode): boolean =>
  code === 'promised' || code === 'plan_proposed'
/** What ends the agency's work, or stands for nothing else, must be explained. */
export const needsNote = (code: UpdateCode): boolean =>
  code === 'returned' || code === 'other' || code === 'disputes'
