import { z } from 'zod'
import { Shifts } from '#core/hours.ts'
import { Id } from '#core/list.ts'

export const availabilities = ['online', 'busy', 'away', 'off'] as const
/** What a colleague says of themselves; `off` is not at work, or signed in nowhere. */
export const Availability = z.enum(availabilities)
export type Availability = z.infer<typeof Availability>

/** How well somebody knows a type of conversation: 1 a beginner, 3 an expert. */
export const Skill = z.object({ typeId: Id, level: z.int().min(1).max(3) })
export type Skill = z.infer<typeof Skill>

/** How a user works: when, how much at once, and what they know well. */
export const UserWork = z.object({
  id: Id,
  /** Null: the company's own hours. */
  shifts: Shifts.nullable(),
  /** Conversations at once; null: as the company has it. */
  capacity: z.int().min(0).max(500).nullable(),
  skills: z.array(Skill).max(60),
})
export type UserWork = z.infer<typeof UserWork>

export const MyAvailability = z.object({
  availability: Availability,
  since: z.iso.datetime().nullable(),
  /** Since when they are absent, by their own word or a lead's, signed in or not. */
  awaySince: z.iso.datetime().nullable(),
  /** The lead who said so; null: they said it themselves. */
  by: z.string().nullable(),
})
export type MyAvailability = z.infer<typeof MyAvailability>
