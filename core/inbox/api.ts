import { z } from 'zod'
import { Id, NewId, PageInput, pageOf } from '#core/list.ts'
import { MessageChannel } from '#core/messaging/message.ts'
import { ThreadMessage } from '#core/messaging/thread.ts'
import { byId, none, routesOf } from '#core/route.ts'
import {
  ConversationDetail,
  ConversationRow,
  Doing,
  Draft,
  Folder,
  PresencePlace,
  TimelineItem,
  Viewer,
} from './conversation.ts'
import { AgentRow, InboxReport, ReportInput, ReportRow, ReportRowsInput } from './report.ts'
import { Priority } from './rules.ts'
import { FoundMessage, SearchMessages } from './search.ts'
import {
  CannedReply,
  ConversationType,
  InboxSettings,
  LabelRow,
  RoutingRule,
  SaveCanned,
  SaveLabel,
  SaveRule,
  SaveType,
} from './settings.ts'
import { teachingContract } from './teaching.ts'

export const ConversationsInput = PageInput.extend({
  folder: Folder.default('mine'),
  /** Of the writer's and the customer's name, and of what was said last. */
  text: z.string().trim().max(120).optional(),
  channel: z.array(MessageChannel).max(6).optional(),
  typeId: z.array(Id).max(40).optional(),
  labelId: z.array(Id).max(40).optional(),
  departmentId: z.array(Id).max(40).optional(),
  assigneeId: Id.optional(),
  customerId: Id.optional(),
  priority: z.array(Priority).max(4).optional(),
  unread: z.boolean().optional(),
  /** The answer is later than the company wants. */
  overdue: z.boolean().optional(),
  /** `waiting`: who waits longest comes first. */
  sort: z.enum(['newest', 'oldest', 'waiting', 'priority']).default('newest'),
})
export type ConversationsInput = z.infer<typeof ConversationsInput>

/** How many are in each folder, of those that the reader may see; `unread` is of one's own. */
export const FolderCounts = z.object({
  mine: z.int(),
  unassigned: z.int(),
  team: z.int(),
  mentions: z.int(),
  waiting: z.int(),
  snoozed: z.int(),
  closed: z.int(),
  all: z.int(),
  unread: z.int(),
})
export type FolderCounts = z.infer<typeof FolderCounts>

export const TimelineInput = z
  .object({
    id: Id,
    /** What is older than this place (a cursor of the page before). */
    before: z.string().max(400).optional(),
    /** What is newer than this place. */
    after: z.string().max(400).optional(),
    /** A message, so that a link leads into the middle: half the page is older, half is newer. */
    around: Id.optional(),
    limit: z.int().min(1).max(200).default(50),
  })
  .refine(({ before, after, around }) => [before, after, around].filter(Boolean).length <= 1)
export type TimelineInput = z.infer<typeof TimelineInput>

export const Timeline = z.object({
  /** Newest first. */
  rows: z.array(TimelineItem),
  /** For `before`; null where nothing is older. */
  older: z.string().nullable(),
  /** For `after`; null at the newest. */
  newer: z.string().nullable(),
})
export type Timeline = z.infer<typeof Timeline>

/** What a person says: words, a template where words may not leave, files, or a voice note. */
export const Saying = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string().trim().min(1).max(20_000) }),
  z.object({
    kind: z.literal('template'),
    templateId: Id,
    /** For each variable of header, body and buttons, in order. */
    values: z.array(z.string().trim().max(1024)).max(40),
    headerFileId: Id.optional(),
  }),
  z.object({
    kind: z.literal('files'),
    fileIds: z.array(Id).min(1).max(10),
    /** Goes with the first file, or before it where the channel has no captions. */
    caption: z.string().trim().max(4000).optional(),
  }),
  z.object({ kind: z.literal('voice'), fileId: Id }),
  z.object({
    kind: z.literal('buttons'),
    text: z.string().trim().min(1).max(1024),
    /** At most as many as the door's `abilities.buttons`. */
    titles: z.array(z.string().trim().min(1).max(20)).min(1).max(10),
  }),
])
export type Saying = z.infer<typeof Saying>

const Send = z.object({
  /** Of the first message; what does not fit into one becomes several. */
  id: NewId,
  say: Saying,
  /** Our id of the message that it answers. */
  answers: Id.optional(),
  /** For mail; absent: «Re:» of the last one. */
  subject: z.string().trim().max(300).optional(),
  /** With files of a mail. */
  fileIds: z.array(Id).max(10).optional(),
})

export const SendMessage = Send.extend({
  conversationId: Id,
  /** Another thread of the same customer than the conversation's own. */
  threadId: Id.optional(),
  /** When this answer was begun, to tell whether a colleague answered meanwhile; absent: as the draft says. */
  beganAt: z.iso.datetime().optional(),
  /** Although a colleague types or has just answered. */
  anyway: z.boolean().default(false),
  /** Closes or snoozes in the same step. */
  afterwards: z.enum(['stay', 'close']).default('stay'),
  /** Leaves at that time and not before. */
  at: z.iso.datetime().optional(),
})
export type SendMessage = z.infer<typeof SendMessage>

export const BeginConversation = Send.extend({
  /** Of the conversation; an open one on the same thread is taken instead. */
  conversationId: NewId,
  /** A thread that is there, or an address to write to for the first time. */
  to: z.union([
    z.object({ threadId: Id }),
    z.object({
      accountId: Id,
      customerId: Id.nullable(),
      address: z.string().trim().min(3).max(254),
      name: z.string().trim().max(120).optional(),
    }),
  ]),
})
export type BeginConversation = z.infer<typeof BeginConversation>

/** The ways on which a customer can be written to now: their threads, and addresses without one. */
export const Reach = z.object({
  threads: ConversationDetail.shape.threads,
  addresses: z.array(
    z.object({
      accountId: Id,
      accountName: z.string(),
      channel: MessageChannel,
      address: z.string(),
      /** Nothing but a template may be the first word. */
      templateOnly: z.boolean(),
    }),
  ),
})
export type Reach = z.infer<typeof Reach>

export const TemplateOffer = z.object({
  id: Id,
  accountId: Id,
  name: z.string(),
  language: z.string(),
  category: z.string(),
  quality: z.string().nullable(),
  header: z.string().nullable(),
  /** The kind of file that the header wants. */
  headerMedia: z.enum(['image', 'video', 'document']).nullable(),
  body: z.string(),
  footer: z.string().nullable(),
  buttons: z.array(z.string()),
  /** In order; `value` is what the house knows for this customer, null where a person must fill it. */
  variables: z.array(
    z.object({
      in: z.enum(['header', 'body', 'button']),
      name: z.string(),
      value: z.string().nullable(),
    }),
  ),
})
export type TemplateOffer = z.infer<typeof TemplateOffer>

export const UploadFile = z.object({
  id: NewId,
  name: z.string().trim().min(1).max(200),
  mime: z.string().max(120),
  /** At most ten megabytes, as base64. */
  content: z.base64().min(1).max(13_981_016),
  /** Where it is to go: checked against what that channel carries. */
  channel: MessageChannel.optional(),
  voice: z.boolean().default(false),
})
export type UploadFile = z.infer<typeof UploadFile>
export const UploadedFile = z.object({
  id: Id,
  name: z.string(),
  mime: z.string(),
  bytes: z.int(),
  /** How it will travel. */
  as: z.enum(['image', 'video', 'audio', 'document']),
  link: z.string(),
})
export type UploadedFile = z.infer<typeof UploadedFile>

export const SaveNote = z.object({
  id: NewId,
  conversationId: Id,
  text: z.string().trim().min(1).max(4000),
  mentions: z.array(Id).max(20),
})
export type SaveNote = z.infer<typeof SaveNote>

export const ChangeState = z.discriminatedUnion('state', [
  z.object({ id: Id, state: z.literal('open') }),
  z.object({
    id: Id,
    state: z.literal('closed'),
    /** Absent: as the company's settings say. */
    askSatisfaction: z.boolean().optional(),
  }),
  z.object({ id: Id, state: z.literal('snoozed'), until: z.iso.datetime() }),
])
export type ChangeState = z.infer<typeof ChangeState>

export const SaveDraft = Draft.pick({
  text: true,
  threadId: true,
  answers: true,
  subject: true,
  note: true,
}).extend({ id: Id, beside: Draft.shape.beside.optional() })
export type SaveDraft = z.infer<typeof SaveDraft>

export const BulkChange = z.object({
  ids: z.array(Id).min(1).max(200),
  change: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('assignee'), userId: Id.nullable() }),
    z.object({ kind: z.literal('close') }),
    z.object({ kind: z.literal('open') }),
    z.object({ kind: z.literal('label'), labelId: Id, on: z.boolean() }),
    z.object({ kind: z.literal('priority'), priority: Priority }),
    z.object({ kind: z.literal('read') }),
  ]),
})
export type BulkChange = z.infer<typeof BulkChange>

const at = routesOf('inbox')
const Done = z.object({ done: z.literal(true) })
const rowsOf = <Row extends z.ZodType>(row: Row) => z.object({ rows: z.array(row) })
const Sent = z.object({ conversationId: Id, rows: z.array(ThreadMessage) })
const byMessage = z.object({ conversationId: Id, messageId: Id })

/** The wire of the inbox: parsed by the server, typed and called in the browser, printed as OpenAPI. */
export const inboxContract = {
  /** `total` counts to a thousand: more is a thousand. */
  conversations: at('GET', '/conversations')
    .input(ConversationsInput)
    .output(pageOf(ConversationRow)),
  counts: at('GET', '/conversations/counts').input(none).output(FolderCounts),
  changeMany: at('POST', '/conversations/changes')
    .input(BulkChange)
    .output(z.object({ changed: z.array(Id), skipped: z.array(Id) })),
  conversation: at('GET', '/conversations/{id}').input(byId).output(ConversationDetail),
  timeline: at('GET', '/conversations/{id}/timeline').input(TimelineInput).output(Timeline),
  templates: at('GET', '/conversations/{id}/templates')
    .input(z.object({ id: Id, threadId: Id.optional() }))
    .output(rowsOf(TemplateOffer)),
  reach: at('GET', '/customers/{id}/reach').input(byId).output(Reach),
  /** Every conversation of a customer, the latest first, for their page. */
  ofCustomer: at('GET', '/customers/{id}/conversations')
    .input(PageInput.extend({ id: Id }))
    .output(pageOf(ConversationRow)),

  begin: at('POST', '/conversations').input(BeginConversation).output(Sent),
  send: at('POST', '/conversations/{conversationId}/messages').input(SendMessage).output(Sent),
  undo: at('DELETE', '/conversations/{conversationId}/messages/{messageId}')
    .input(byMessage)
    .output(ThreadMessage),
  retry: at('POST', '/conversations/{conversationId}/messages/{messageId}/retry')
    .input(byMessage)
    .output(ThreadMessage),
  react: at('PUT', '/conversations/{conversationId}/messages/{messageId}/reaction')
    .input(byMessage.extend({ emoji: z.string().min(1).max(40).nullable() }))
    .output(ThreadMessage),
  upload: at('POST', '/conversation-files').input(UploadFile).output(UploadedFile),
  note: at('POST', '/conversations/{conversationId}/notes').input(SaveNote).output(TimelineItem),
  removeNote: at('DELETE', '/conversations/{conversationId}/notes/{noteId}')
    .input(z.object({ conversationId: Id, noteId: Id }))
    .output(Done),

  take: at('PUT', '/conversations/{id}/taking').input(byId).output(ConversationRow),
  assign: at('PUT', '/conversations/{id}/assignee')
    .input(z.object({ id: Id, userId: Id.nullable() }))
    .output(ConversationRow),
  setDepartment: at('PUT', '/conversations/{id}/department')
    .input(z.object({ id: Id, departmentId: Id.nullable() }))
    .output(ConversationRow),
  setState: at('PUT', '/conversations/{id}/state').input(ChangeState).output(ConversationRow),
  setLabels: at('PUT', '/conversations/{id}/labels')
    .input(z.object({ id: Id, labelIds: z.array(Id).max(20) }))
    .output(ConversationRow),
  setPriority: at('PUT', '/conversations/{id}/priority')
    .input(z.object({ id: Id, priority: Priority }))
    .output(ConversationRow),
  /** A correction: the classifier learns from it. */
  setType: at('PUT', '/conversations/{id}/type')
    .input(z.object({ id: Id, typeId: Id.nullable() }))
    .output(ConversationRow),
  setCustomer: at('PUT', '/conversations/{id}/customer')
    .input(z.object({ id: Id, customerId: Id.nullable() }))
    .output(ConversationRow),
  /** Read up to the newest; `unread` makes it unread again. */
  setReading: at('PUT', '/conversations/{id}/reading')
    .input(z.object({ id: Id, unread: z.boolean().default(false) }))
    .output(Done),
  saveDraft: at('PUT', '/conversations/{id}/draft').input(SaveDraft).output(Draft),
  removeDraft: at('DELETE', '/conversations/{id}/draft').input(byId).output(Done),

  search: at('GET', '/message-search')
    .input(SearchMessages)
    .output(z.object({ rows: z.array(FoundMessage), nextCursor: z.string().nullable() })),

  /**
   * At once when it changes, every ten seconds while the desk is open, every five while typing; the
   * answer is who else is there.
   */
  beat: at('PUT', '/presence')
    .input(z.object({ place: PresencePlace, doing: Doing }))
    .output(rowsOf(Viewer)),
  presence: at('GET', '/presence')
    .input(z.object({ kind: PresencePlace.shape.kind, id: Id }))
    .output(rowsOf(Viewer)),
  leave: at('DELETE', '/presence/{kind}/{id}').input(PresencePlace).output(Done),

  agents: at('GET', '/agents').input(none).output(rowsOf(AgentRow)),
  report: at('GET', '/inbox-report').input(ReportInput).output(InboxReport),
  reportRows: at('GET', '/inbox-report/rows').input(ReportRowsInput).output(pageOf(ReportRow)),

  canned: at('GET', '/canned-replies')
    .input(z.object({ prefix: z.string().trim().max(60).optional() }))
    .output(rowsOf(CannedReply)),
  saveCanned: at('PUT', '/canned-replies/{id}').input(SaveCanned).output(CannedReply),
  removeCanned: at('DELETE', '/canned-replies/{id}').input(byId).output(Done),
  /** The words as they would leave; `missing` names what must be filled by hand first. */
  fillCanned: at('POST', '/conversations/{conversationId}/canned-replies/{id}/filling')
    .input(z.object({ conversationId: Id, id: Id }))
    .output(z.object({ text: z.string(), missing: z.array(z.string()) })),

  types: at('GET', '/conversation-types').input(none).output(rowsOf(ConversationType)),
  saveType: at('PUT', '/conversation-types/{id}').input(SaveType).output(ConversationType),
  removeType: at('DELETE', '/conversation-types/{id}').input(byId).output(Done),
  labels: at('GET', '/conversation-labels').input(none).output(rowsOf(LabelRow)),
  saveLabel: at('PUT', '/conversation-labels/{id}').input(SaveLabel).output(LabelRow),
  removeLabel: at('DELETE', '/conversation-labels/{id}').input(byId).output(Done),
  rules: at('GET', '/routing-rules').input(none).output(rowsOf(RoutingRule)),
  saveRule: at('PUT', '/routing-rules/{id}').input(SaveRule).output(RoutingRule),
  removeRule: at('DELETE', '/routing-rules/{id}').input(byId).output(Done),
  orderRules: at('PUT', '/routing-rules')
    .input(z.object({ ids: z.array(Id).max(200) }))
    .output(rowsOf(RoutingRule)),
  settings: at('GET', '/inbox-settings').input(none).output(InboxSettings),
  saveSettings: at('PUT', '/inbox-settings').input(InboxSettings).output(InboxSettings),
  ...teachingContract,
}
