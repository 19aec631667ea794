import { z } from 'zod'
import { Holiday } from '#core/calendar.ts'
import { Shifts } from '#core/hours.ts'
import { Id, NewId } from '#core/list.ts'
import { MessageChannel } from '#core/messaging/message.ts'
import { Language } from '#core/people/identity.ts'
import { Label, LabelColour } from './conversation.ts'
import { RuleConditions, RuleOutcome } from './rules.ts'

const nine = [{ from: 9 * 60, until: 17 * 60 }]
/** Sunday to Thursday, nine to five. */
export const usualShifts: Shifts = [nine, nine, nine, nine, nine, [], []]

const Words = z.object({ ar: z.string().trim().max(1000), en: z.string().trim().max(1000) })

/** How a company works in its inbox. */
export const InboxSettings = z.object({
  shifts: Shifts.default(usualShifts),
  holidays: z.array(Holiday).max(400).default([]),
  /** Whether conversations are given to colleagues by themselves. */
  assigning: z.boolean().default(true),
  /** How many conversations a colleague holds at once, unless theirs says otherwise. */
  capacity: z.int().min(1).max(500).default(30),
  /** Minutes of work within which a customer should be answered; the badge turns and people are reminded. */
  replyMinutes: z.int().min(1).max(10_000).default(60),
  /** After so many reminders nobody is told again. */
  reminders: z.int().min(0).max(10).default(3),
  /** Minutes of work after which an unanswered conversation goes to another; null: never. */
  reassignMinutes: z.int().min(5).max(10_000).nullable().default(null),
  /** Minutes of absence after which a waiting conversation goes to another; null: never. */
  absenceMinutes: z.int().min(1).max(10_000).nullable().default(30),
  /** A message within so many hours after closing opens the same conversation again. */
  reopenHours: z.int().min(0).max(720).default(24),
  /** How long what was sent can be taken back. */
  undoSeconds: z.int().min(0).max(60).default(5),
  outOfHours: z.object({ on: z.boolean(), text: Words }).default({
    on: false,
    text: {
      ar: 'شكرًا لتواصلك معنا. وصلتنا رسالتك خارج أوقات الدوام، وسنرد عليك في أول يوم عمل بإذن الله.',
      en: 'Thank you for your message. It reached us outside working hours; we will answer on the next working day.',
    },
  }),
  satisfaction: z.object({ on: z.boolean(), text: Words }).default({
    on: false,
    text: {
      ar: 'كيف كانت خدمتنا لك اليوم؟ رأيك يهمنا.',
      en: 'How did we do today? We would like to know.',
    },
  }),
})
export type InboxSettings = z.infer<typeof InboxSettings>

const TypeName = z.string().trim().min(1).max(60)

/** A type of conversation; the shipped ones keep their key, can be renamed and switched off. */
export const ConversationType = z.object({
  id: Id,
  key: z.enum(['sales', 'support', 'complaint', 'finance']).nullable(),
  /** As this reader calls it. */
  name: TypeName,
  /** As it is called in each language; without an English name the first stands for both. */
  own: z.object({ ar: TypeName, en: TypeName.nullable() }),
  colour: LabelColour,
  /** Who may be given it: whoever knows this type so well; null: anyone of the department. */
  skill: z.object({ typeId: Id.nullable(), level: z.int().min(1).max(3) }).nullable(),
  /** Who answers it. */
  departmentId: Id.nullable(),
  /** Words that speak for a type of one's own from its first day. */
  words: z.array(z.string().trim().min(1).max(60)).max(60),
  active: z.boolean(),
  /** How many corrections it has learned from. */
  lessons: z.int(),
})
export type ConversationType = z.infer<typeof ConversationType>
export const SaveType = ConversationType.omit({ key: true, lessons: true, own: true }).extend({
  id: NewId,
  nameEn: TypeName.nullable().default(null),
  colour: LabelColour.default('grey'),
  skill: ConversationType.shape.skill.default(null),
})
export type SaveType = z.infer<typeof SaveType>

export const SaveLabel = z.object({
  id: NewId,
  name: z.string().trim().min(1).max(40),
  colour: LabelColour,
})
export type SaveLabel = z.infer<typeof SaveLabel>
export const LabelRow = Label.extend({ conversations: z.int() })

/** A line of the company's routing: asked in order, and the first that holds decides each field. */
export const RoutingRule = z.object({
  id: Id,
  name: z.string().trim().min(1).max(80),
  on: z.boolean(),
  place: z.int(),
  when: RuleConditions,
  outcome: RuleOutcome,
})
export type RoutingRule = z.infer<typeof RoutingRule>
/** A new one comes last, or at this place, before those that stand there; a known one keeps its own. */
export const SaveRule = RoutingRule.extend({
  id: NewId,
  place: z.int().min(1).max(100_000).optional(),
})
export type SaveRule = z.infer<typeof SaveRule>

/** Words that are ready to be sent; `{customer.name}` and the like are filled in before sending. */
export const CannedReply = z.object({
  id: Id,
  shortcut: z.string(),
  title: z.string(),
  text: z.string(),
  language: Language,
  typeIds: z.array(Id),
  channels: z.array(MessageChannel),
  /** Whether everyone has it, or only who wrote it. */
  shared: z.boolean(),
  mine: z.boolean(),
  used: z.int(),
  changedAt: z.iso.datetime(),
})
export type CannedReply = z.infer<typeof CannedReply>
export const SaveCanned = z.object({
  id: NewId,
  shortcut: z
    .string()
    .trim()
    .regex(/^[\p{L}\p{M}\p{N}_-]{1,30}$/u),
  title: z.string().trim().min(1).max(80),
  text: z.string().trim().min(1).max(4000),
  language: Language,
  typeIds: z.array(Id).max(40),
  channels: z.array(MessageChannel).max(6),
  shared: z.boolean(),
})
export type SaveCanned = z.infer<typeof SaveCanned>
