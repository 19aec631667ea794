import { z } from 'zod'
import { Id } from '#core/list.ts'
import { MessageChannel } from '#core/messaging/message.ts'
import { ThreadMessage, ThreadMessageState } from '#core/messaging/thread.ts'
import { Money } from '#core/money.ts'
import { Priority } from './rules.ts'

export const conversationStates = ['open', 'snoozed', 'closed'] as const
/** Where the work on a thread stands; `snoozed` comes back by itself, and at once when the customer writes. */
export const ConversationState = z.enum(conversationStates)
export type ConversationState = z.infer<typeof ConversationState>

export const folders = [
  'mine',
  'unassigned',
  'team',
  'mentions',
  'waiting',
  'snoozed',
  'closed',
  'all',
] as const
/** The piles in which people work; `waiting` is where a customer was not answered yet, whoever has it. */
export const Folder = z.enum(folders)
export type Folder = z.infer<typeof Folder>

export const Named = z.object({ id: Id, name: z.string() })
export type Named = z.infer<typeof Named>

export const labelColours = ['grey', 'blue', 'green', 'amber', 'red', 'violet'] as const
export const LabelColour = z.enum(labelColours)

export const Label = z.object({ id: Id, name: z.string(), colour: LabelColour })
export type Label = z.infer<typeof Label>

/** The type of a conversation: `key` names a shipped one, whose name is in the reader's language. */
export const TypeShown = z.object({
  id: Id,
  key: z.string().nullable(),
  name: z.string(),
  colour: LabelColour,
  /** Said by a person or a rule, or guessed with this certainty, 0 to 1. */
  by: z.enum(['person', 'rule', 'guess']),
  certainty: z.number().min(0).max(1),
})
export type TypeShown = z.infer<typeof TypeShown>

export const CustomerShown = z.object({ id: Id, name: z.string(), number: z.string() })
export type CustomerShown = z.infer<typeof CustomerShown>

export const doings = ['viewing', 'typing', 'away'] as const
/** What somebody does at a desk; `away` has it open and looks elsewhere. */
export const Doing = z.enum(doings)
export type Doing = z.infer<typeof Doing>

export const PresencePlace = z.object({ kind: z.enum(['conversation', 'customer']), id: Id })
export type PresencePlace = z.infer<typeof PresencePlace>

/** A colleague who has the same conversation or the same customer open. */
export const Viewer = z.object({
  user: Named,
  place: PresencePlace,
  doing: Doing,
  since: z.iso.datetime(),
  /** Gone after this unless heard of again. */
  until: z.iso.datetime(),
})
export type Viewer = z.infer<typeof Viewer>

/** One conversation in a list. */
export const ConversationRow = z.object({
  id: Id,
  threadId: Id,
  channel: MessageChannel,
  /** What the writer calls themselves on the channel. */
  writer: z.string(),
  /** Null when nobody knows whose thread it is, or the reader may not see the customer. */
  customer: CustomerShown.nullable(),
  /** The beginning of the last message; empty for a bare picture, then `lastKind` says what it was. */
  lastText: z.string(),
  lastKind: z.string(),
  lastAt: z.iso.datetime(),
  lastDirection: z.enum(['in', 'out']),
  lastState: ThreadMessageState.nullable(),
  /** Messages of the customer that the reader has not seen. */
  unread: z.int(),
  state: ConversationState,
  snoozeUntil: z.iso.datetime().nullable(),
  openedAt: z.iso.datetime(),
  closedAt: z.iso.datetime().nullable(),
  /** When the customer wrote the first message that nobody answered. */
  waitingSince: z.iso.datetime().nullable(),
  /** Until when the company wants to have answered, by its working hours. */
  replyDue: z.iso.datetime().nullable(),
  assignee: Named.nullable(),
  department: Named.nullable(),
  type: TypeShown.nullable(),
  labels: z.array(Label),
  priority: Priority,
  /** What is overdue, a sum a currency; null for who may not read the books. */
  overdue: z.array(Money).nullable(),
  /** The reader has begun an answer and not sent it. */
  drafted: z.boolean(),
  /** The beginning of it; null where there is none. */
  draftText: z.string().nullable(),
  viewers: z.array(Viewer),
})
export type ConversationRow = z.infer<typeof ConversationRow>

/** A word of the house as a code with what it names; the reader's language makes the sentence. */
export const Why = z.object({
  code: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), Money])),
})
export type Why = z.infer<typeof Why>

/** What an answer on a thread may be, before anyone writes it. */
export const DoorShown = z.object({
  window: z.discriminatedUnion('state', [
    z.object({ state: z.literal('always') }),
    /** Anyone may write freely until then. */
    z.object({ state: z.literal('open'), until: z.iso.datetime() }),
    /** Only a person may, until then. */
    z.object({ state: z.literal('human'), until: z.iso.datetime() }),
    /** Only templates; null when they never wrote. */
    z.object({ state: z.literal('closed'), since: z.iso.datetime().nullable() }),
  ]),
  /** Null for mail and what is only written down: anything goes. */
  abilities: z
    .object({
      most: z.int(),
      countedIn: z.enum(['units', 'bytes']),
      captions: z.boolean(),
      buttons: z.int(),
      quotes: z.boolean(),
      kinds: z.array(z.string()),
    })
    .nullable(),
  accountName: z.string().nullable(),
  /** Nothing can leave: the account is gone. */
  shut: z.boolean(),
})
export type DoorShown = z.infer<typeof DoorShown>

/** A thread of the same customer, through which they can be answered as well. */
export const ThreadShown = z.object({
  id: Id,
  channel: MessageChannel,
  name: z.string(),
  /** Null for who may not see how customers are reached. */
  address: z.string().nullable(),
  accountId: Id,
  door: DoorShown,
  lastInAt: z.iso.datetime().nullable(),
  lastOutAt: z.iso.datetime().nullable(),
  blocked: z.boolean(),
  /** The conversation that is open on it, if any. */
  conversationId: Id.nullable(),
})
export type ThreadShown = z.infer<typeof ThreadShown>

export const Draft = z.object({
  text: z.string().max(20_000),
  /** What was begun on the other side: the answer beside a note, the note beside an answer. */
  beside: z.string().max(20_000).nullable(),
  /** Through which thread it was meant to go. */
  threadId: Id.nullable(),
  answers: Id.nullable(),
  subject: z.string().max(300).nullable(),
  note: z.boolean(),
  /** When the first letter of it was written: an answer of a colleague after this is news to its writer. */
  beganAt: z.iso.datetime(),
  savedAt: z.iso.datetime(),
})
export type Draft = z.infer<typeof Draft>

/** «لماذا هذا الموظف»: why the one who has it, or why nobody, and why not the others. */
export const AssignmentShown = z.object({
  at: z.iso.datetime(),
  /** `owner`, `spoke_last`, `most_skilled`, `rule`, `person` … or `nobody_free` and the like. */
  because: Why,
  others: z.array(z.object({ user: Named, because: Why })),
})
export type AssignmentShown = z.infer<typeof AssignmentShown>

/** Who the writer may be; nothing is linked by this alone. */
export const Suggestion = z.object({
  customer: CustomerShown,
  score: z.number(),
  reasons: z.array(Why),
})
export type Suggestion = z.infer<typeof Suggestion>

export const ConversationDetail = ConversationRow.extend({
  door: DoorShown,
  /** Every thread of the customer, this one first. */
  threads: z.array(ThreadShown),
  linkedBy: z.enum(['attested', 'person']).nullable(),
  why: AssignmentShown.nullable(),
  /** The words that weighed most when the type was guessed. */
  typeWords: z.array(z.object({ word: z.string(), learned: z.boolean() })),
  /** The rule that said the type, the department or the assignee. */
  rules: z.array(z.object({ field: z.string(), name: z.string(), reasons: z.array(Why) })),
  notes: z.int(),
  draft: Draft.nullable(),
  /** Only while nobody knows whose thread it is. */
  suggestions: z.array(Suggestion),
  firstResponseMinutes: z.int().nullable(),
  satisfaction: z
    .object({ askedAt: z.iso.datetime(), score: z.int().min(1).max(5).nullable() })
    .nullable(),
  /** The customer wants to hear no more of what is not owed to them on this channel. */
  optedOut: z.boolean(),
  mayAnswer: z.boolean(),
  mayAssign: z.boolean(),
  /** How long what is sent can be taken back. */
  undoSeconds: z.int(),
})
export type ConversationDetail = z.infer<typeof ConversationDetail>

export const happenings = [
  'opened',
  'reopened',
  'closed',
  'snoozed',
  'woken',
  'assigned',
  'unassigned',
  'department',
  'typed',
  'priority',
  'labelled',
  'linked',
  'unlinked',
  'joined',
  'opted_out',
  'opted_in',
  'auto_replied',
  'asked_satisfaction',
  'rated',
] as const
/** What happened to a conversation, beside what was said. */
export const Happening = z.enum(happenings)
export type Happening = z.infer<typeof Happening>

export const Note = z.object({
  id: Id,
  text: z.string(),
  by: z.object({ id: Id.nullable(), name: z.string() }),
  mentions: z.array(Named),
})
export type Note = z.infer<typeof Note>

const item = { id: Id, at: z.iso.datetime(), conversationId: Id.nullable() }
/** One line of the timeline: what was said on any thread of the customer, a note, or a happening. */
export const TimelineItem = z.discriminatedUnion('kind', [
  z.object({ ...item, kind: z.literal('message'), message: ThreadMessage }),
  z.object({ ...item, kind: z.literal('note'), note: Note }),
  z.object({
    ...item,
    kind: z.literal('happening'),
    what: Happening,
    by: z.object({ id: Id.nullable(), name: z.string(), human: z.boolean() }),
    /** Names as they were then: `to`, `before`, `after`, `until`, `score` … */
    facts: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
    reasons: z.array(Why),
  }),
])
export type TimelineItem = z.infer<typeof TimelineItem>
