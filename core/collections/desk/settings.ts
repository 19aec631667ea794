import { z } from 'zod'
import { CustomerKind } from '#core/contacts/customer.ts'
import { Id } from '#core/list.ts'
import { AttemptCaps, defaultCaps } from './outcome.ts'

/** Which customers a rule of sharing out is for: an empty condition excludes nobody. */
export const DeskSegment = z
  .object({
    tagsAnyOf: z.array(z.string().min(1).max(60)).max(50).default([]),
    kindsAnyOf: z.array(CustomerKind).max(10).default([]),
    languagesAnyOf: z
      .array(z.enum(['ar', 'en']))
      .max(2)
      .default([]),
    /** In the smallest unit of whatever currency is late. */
    lateFrom: z.int().min(0).nullable().default(null),
    lateTo: z.int().min(0).nullable().default(null),
    daysFrom: z.int().min(0).nullable().default(null),
    daysTo: z.int().min(0).nullable().default(null),
  })
  .readonly()
export type DeskSegment = z.infer<typeof DeskSegment>

/** Customers of a segment go to these collectors, each time to the one with the fewest. */
export const DeskRule = z
  .object({
    name: z.string().trim().min(1).max(80),
    segment: DeskSegment,
    userIds: z.array(Id).min(1).max(50),
  })
  .readonly()
export type DeskRule = z.infer<typeof DeskRule>

/** What a collector is to bring in a day; nothing: no target. */
export const DeskTarget = z
  .object({
    contacts: z.int().min(0).max(500).default(0),
    promisedMinor: z.int().min(0).default(0),
    collectedMinor: z.int().min(0).default(0),
  })
  .readonly()
export type DeskTarget = z.infer<typeof DeskTarget>

export const DeskSettings = z
  .object({
    caps: AttemptCaps.default(defaultCaps),
    /** Without one of their own, everybody has this target. */
    target: DeskTarget.default({ contacts: 0, promisedMinor: 0, collectedMinor: 0 }),
    targets: z.record(Id, DeskTarget).default({}),
    rules: z.array(DeskRule).max(50).default([]),
  })
  .readonly()
export type DeskSettings = z.infer<typeof DeskSettings>
export const defaultDeskSettings: DeskSettings = DeskSettings.parse({})

export const targetOf = ({ target, targets }: DeskSettings, userId: string): DeskTarget =>
  targets[userId] ?? target
