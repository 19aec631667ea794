import { z } from 'zod'
import { Id, PageInput, pageOf } from '#core/list.ts'
import { MessageChannel } from '#core/messaging/message.ts'
import { routesOf } from '#core/route.ts'
import { Why } from './conversation.ts'
import { ReportInput } from './report.ts'
import { RuleOutcome } from './rules.ts'

/** A message that nobody sent, to see what the rules and the classifier would make of it. */
export const TryRouting = z.object({
  text: z.string().trim().min(1).max(4000),
  channel: MessageChannel.default('whatsapp'),
  /** Whether a customer whom the company knows writes it. */
  known: z.boolean().default(false),
  /** Whether it arrives in working hours. */
  open: z.boolean().default(true),
})
export type TryRouting = z.infer<typeof TryRouting>

const WordOfType = z.object({ word: z.string(), learned: z.boolean() })

export const RoutingTried = z.object({
  /** What the classifier says by itself; without a type it is unsure, and `nearest` is its best guess. */
  guess: z.object({
    typeId: Id.nullable(),
    nearestId: Id.nullable(),
    certainty: z.number().min(0).max(1),
    words: z.array(WordOfType),
  }),
  /** The rules that hold and decide something, in their order. */
  rules: z.array(z.object({ id: Id, place: z.int(), name: z.string(), reasons: z.array(Why) })),
  outcome: RuleOutcome,
})
export type RoutingTried = z.infer<typeof RoutingTried>

/** A person said otherwise than the house, or said what it did not know: the last word on one conversation. */
export const Lesson = z.object({
  conversationId: Id,
  name: z.string(),
  channel: MessageChannel,
  lastText: z.string(),
  /** What it had been taken for; null where the house was unsure. */
  saidId: Id.nullable(),
  said: z.string().nullable(),
  saidBy: z.enum(['rule', 'guess']).nullable(),
  certainty: z.number().min(0).max(1).nullable(),
  /** The words by which it was guessed. */
  words: z.array(WordOfType),
  madeId: Id,
  made: z.string(),
  by: z.string(),
  at: z.iso.datetime(),
  /** Nothing is learned from it any more. */
  forgottenAt: z.iso.datetime().nullable(),
})
export type Lesson = z.infer<typeof Lesson>

export const LessonsInput = PageInput.extend({
  /** `none`: where the house was unsure. */
  said: z.union([Id, z.literal('none')]).optional(),
  made: Id.optional(),
})
export type LessonsInput = z.infer<typeof LessonsInput>

export const ClassifierShown = z.object({
  types: z.array(
    z.object({
      id: Id,
      name: z.string(),
      /** Conversations of ninety days that it was guessed for, and those that people gave another. */
      guessed: z.int(),
      corrected: z.int(),
    }),
  ),
  /** Conversations of ninety days that it was too unsure of to say anything. */
  unsure: z.int(),
  /** What it said, what people made of it, and how often; without `said` it had been unsure. */
  cells: z.array(z.object({ saidId: Id.nullable(), madeId: Id, count: z.int() })),
})
export type ClassifierShown = z.infer<typeof ClassifierShown>

const at = routesOf('inbox')
const Done = z.object({ done: z.literal(true) })

/** Looking at what the classifier knows, taking a lesson back, and the figures as a file. */
export const teachingContract = {
  /** The report as a workbook, in the reader's language. */
  exportReport: at('GET', '/inbox-report/export').input(ReportInput).output(z.file()),
  tryRouting: at('POST', '/routing-trials').input(TryRouting).output(RoutingTried),
  classifier: at('GET', '/classifier').input(z.object({})).output(ClassifierShown),
  lessons: at('GET', '/classifier/lessons').input(LessonsInput).output(pageOf(Lesson)),
  forgetLesson: at('DELETE', '/classifier/lessons/{conversationId}')
    .input(z.object({ conversationId: Id }))
    .output(Done),
}
