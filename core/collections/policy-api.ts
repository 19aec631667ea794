import { z } from 'zod'
import { ReachChannel } from '#core/contacts/customer.ts'
import { Day } from '#core/day.ts'
import { Id, NewId, PageInput, pageOf } from '#core/list.ts'
import { Money } from '#core/money.ts'
import { byId, none, routesOf } from '#core/route.ts'
import { conductKinds } from './conduct.ts'
import { ReminderPolicy } from './policy.ts'
import { ConditionCode, Segment } from './segment.ts'
import { SimulationSums } from './simulate/sums.ts'
import { Arm, TrialReport } from './trial.ts'

export const PolicyKey = z.string().regex(/^[a-z0-9_-]{1,60}$/)

export const CountSegment = z.object({
  segment: Segment,
  /** Of the policy that is edited; absent: one that is not kept yet. */
  key: PolicyKey.optional(),
  place: z.int(),
})
export type CountSegment = z.infer<typeof CountSegment>

/** How many of those who owe something a segment claims, and which other policies would too. */
export const SegmentCount = z.object({
  of: z.int(),
  /** Whom the segment fits. */
  fits: z.int(),
  /** Whom no policy before it takes. */
  gets: z.int(),
  overlaps: z.array(
    z.object({ key: PolicyKey, name: z.string(), customers: z.int(), before: z.boolean() }),
  ),
})
export type SegmentCount = z.infer<typeof SegmentCount>

/** Which policy a customer has, and why none that stands before it is theirs. */
export const PolicyWhy = z.object({
  key: PolicyKey,
  name: z.string(),
  because: z.enum(['segment', 'default', 'trial']),
  passed: z.array(z.object({ key: PolicyKey, name: z.string(), unmet: z.array(ConditionCode) })),
})
export type PolicyWhy = z.infer<typeof PolicyWhy>

/** What one message costs by channel, in the smallest unit of the company's currency. */
export const ChannelCosts = z.object({
  whatsapp: z.int().min(0).max(100_000).default(0),
  email: z.int().min(0).max(100_000).default(0),
  sms: z.int().min(0).max(100_000).default(0),
})
export type ChannelCosts = z.infer<typeof ChannelCosts>

export const StartSimulation = z.object({
  id: NewId,
  key: PolicyKey,
  name: z.string().trim().min(1).max(80),
  place: z.int(),
  policy: ReminderPolicy,
  costs: ChannelCosts,
})
export type StartSimulation = z.infer<typeof StartSimulation>

export const Simulation = z.object({
  id: Id,
  policyKey: PolicyKey,
  name: z.string(),
  from: Day,
  to: Day,
  costs: ChannelCosts,
  done: z.int(),
  /** Null before it is counted. */
  of: z.int().nullable(),
  sums: SimulationSums,
  cost: z.object({ would: Money, was: Money }),
  finishedAt: z.iso.datetime().nullable(),
  at: z.iso.datetime(),
  by: z.string(),
})
export type Simulation = z.infer<typeof Simulation>

export const simulationSides = ['would', 'was'] as const
export type SimulationSideName = (typeof simulationSides)[number]
export const simulationKinds = ['message', 'untouched'] as const
export const SimulationRow = z.object({
  seq: z.int(),
  customerId: Id,
  customerName: z.string().nullable(),
  on: Day,
  step: z.string(),
  channel: ReachChannel.nullable(),
  amount: Money,
  invoices: z.int(),
  number: z.string().nullable(),
  soonPaid: z.boolean(),
})
export type SimulationRow = z.infer<typeof SimulationRow>
export const SimulationRowsInput = PageInput.extend({
  id: Id,
  side: z.enum(simulationSides).default('would'),
  kind: z.enum(simulationKinds).default('message'),
  step: z.string().max(120).optional(),
  channel: ReachChannel.optional(),
  week: Day.optional(),
  soonPaid: z.boolean().optional(),
})
export type SimulationRowsInput = z.infer<typeof SimulationRowsInput>

export const StartTrial = z
  .object({
    id: NewId,
    name: z.string().trim().min(1).max(80),
    policyA: PolicyKey,
    policyB: PolicyKey,
    to: Day,
  })
  .refine(({ policyA, policyB }) => policyA !== policyB, { path: ['policyB'] })
export type StartTrial = z.infer<typeof StartTrial>

export const Trial = z.object({
  id: Id,
  name: z.string(),
  policyA: z.object({ key: PolicyKey, name: z.string() }),
  policyB: z.object({ key: PolicyKey, name: z.string() }),
  from: Day,
  to: Day,
  startedBy: z.string(),
  endedOn: Day.nullable(),
  endedBy: z.string().nullable(),
  winner: Arm.nullable(),
  members: z.object({ a: z.int(), b: z.int() }),
})
export type Trial = z.infer<typeof Trial>
export const TrialDetail = Trial.extend({ report: TrialReport })
export type TrialDetail = z.infer<typeof TrialDetail>

export const AdoptConduct = z.object({ kind: z.enum(conductKinds) })
export type AdoptConduct = z.infer<typeof AdoptConduct>

const at = routesOf('collections')

/** The wire of segments, of policies tried on the past, and of two compared on halves. */
export const policyContract = {
  adoptConduct: at('PUT', '/conduct')
    .input(AdoptConduct)
    .output(z.object({ done: z.literal(true) })),
  countSegment: at('POST', '/segments/count').input(CountSegment).output(SegmentCount),
  simulations: at('GET', '/simulations')
    .input(none)
    .output(z.object({ rows: z.array(Simulation) })),
  simulation: at('GET', '/simulations/{id}').input(byId).output(Simulation),
  startSimulation: at('POST', '/simulations').input(StartSimulation).output(Simulation),
  simulationRows: at('GET', '/simulations/{id}/rows')
    .input(SimulationRowsInput)
    .output(pageOf(SimulationRow)),
  trials: at('GET', '/policy-trials')
    .input(none)
    .output(z.object({ rows: z.array(Trial) })),
  trial: at('GET', '/policy-trials/{id}').input(byId).output(TrialDetail),
  startTrial: at('POST', '/policy-trials').input(StartTrial).output(Trial),
  endTrial: at('POST', '/policy-trials/{id}/ending')
    .input(z.object({ id: Id, winner: Arm.nullable() }))
    .output(Trial),
}
