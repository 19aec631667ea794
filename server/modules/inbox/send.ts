import type { BeginConversation, SendMessage } from '#core/inbox/api.ts'
import { ConversationOpened } from '#core/inbox/events.ts'
import { warningsFor } from '#core/inbox/presence.ts'
import { type ThreadMessage, wordsOf } from '#core/messaging/thread.ts'
import { Refusal } from '#core/refusal.ts'
import { lockCustomer, partiesOfMany } from '#modules/contacts/index.ts'
import {
  beginThread,
  findThreads,
  linkThread,
  lockThread,
  messagesById,
  reactTo,
  type Thread,
  tryAgain,
  withdrawMessage,
} from '#modules/messaging/index.ts'
import { command, type Work } from '#platform/command.ts'
import { noteAnswer, restoreAnswer, takeBackAnswer } from './answered.ts'
import { closeHeld, handTo, openHeld } from './change.ts'
import { dropDraft, markRead } from './drafts.ts'
import { aboutOf, type Happened, noteHappenings, tellChanged } from './happen.ts'
import { openConversation } from './open-conversation.ts'
import { whoTypes } from './presence.ts'
import { withdrawQuestion } from './satisfaction.ts'
import { type Spoken, speak } from './say.ts'
import { lockConversation, lockOpenOn, reaches } from './scope.ts'
import { readSettings } from './settings.ts'
import { draftOf } from './show.ts'
import type { ConversationTable } from './tables.ts'
import { threadIdsOf } from './timeline.ts'

type Sent = Readonly<{ conversationId: string; rows: ThreadMessage[] }>

/** @throws inbox.someone_answers when a colleague types here or has answered since this was begun */
async function assertAlone(
  work: Work,
  conversation: ConversationTable,
  begun: string | undefined,
): Promise<void> {
  const me = work.actor.id ?? ''
  const typing = await whoTypes(work, { kind: 'conversation', id: conversation.id })
  const draft = begun === undefined ? await draftOf(work, conversation.id) : null
  const beganAt = begun ?? (draft?.note === false ? draft.beganAt : undefined)
  const begunMs = beganAt === undefined ? work.now.getTime() : new Date(beganAt).getTime()
  const answers = await work.run<{ agent_id: string; at: Date }>(
    `select agent_id, at from conversation_answer where company_id = $1 and conversation_id = $2
       and agent_id is not null and agent_id is distinct from $3 and not withdrawn
       and at > $4 and at <= $5 order by at desc limit 5`,
    [work.companyId, conversation.id, work.actor.id, new Date(begunMs), work.now],
  )
  const said = answers.map(({ agent_id: agentId, at }) => ({ agentId, atMs: at.getTime() }))
  const typists = typing ? [typing.user.id] : []
  const [warning] = warningsFor({ agentId: me, begunMs }, typists, said)
  if (warning)
    throw new Refusal('inbox.someone_answers', {
      because: warning.code,
      userId: warning.agentId,
      name: typing && typing.user.id === warning.agentId ? typing.user.name : '',
    })
}

/** Until when what is sent now can be taken back, or the later instant at which it is to leave. */
async function leaving(work: Work, at: string | undefined): Promise<Date | undefined> {
  const { undoSeconds } = await readSettings(work)
  const undo = new Date(work.now.getTime() + undoSeconds * 1000)
  const later = at === undefined ? undefined : new Date(at)
  if (later && later > undo) return later
  return undoSeconds > 0 ? undo : undefined
}

/**
 * Puts what is said in line, and counts it as an answer of this conversation: one for a later hour
 * answers then, though from now on nobody else needs to.
 */
async function sayIn(
  work: Work,
  conversation: ConversationTable,
  thread: Thread,
  spoken: Spoken,
  at: string | undefined,
): Promise<Sent & { notBefore: Date | undefined }> {
  const notBefore = await leaving(work, at)
  const answersAt = at !== undefined && notBefore ? notBefore : work.now
  const sent = await speak(work, thread, spoken, notBefore)
  let state = conversation
  for (const { id, said } of sent) {
    await noteAnswer(work, state, {
      messageId: id,
      text: wordsOf(said),
      kind: thread.channel === 'email' ? 'mail' : said.kind,
      at: work.now,
      answersAt,
      agentId: work.actor.kind === 'user' ? work.actor.id : null,
      human: true,
    })
    state = { ...state, waiting_since: null, first_answer_at: state.first_answer_at ?? answersAt }
  }
  await dropDraft(work, conversation.id, 'reply')
  await markRead(work, conversation.id)
  const ids = sent.map(({ id }) => id)
  return { conversationId: conversation.id, rows: await messagesById(work, ids), notBefore }
}

/**
 * Answers a customer, on this thread or on another of theirs; it leaves once it can no longer be
 * taken back. @throws inbox.conversation_not_found, inbox.someone_answers, and what sendChat refuses
 */
export const sendMessage = command(
  'inbox.answer',
  async (work, input: SendMessage): Promise<Sent> => {
    const conversation = await lockConversation(work, input.conversationId, 'inbox.answer')
    const threadId = input.threadId ?? conversation.thread_id
    const reachable = await threadIdsOf(work, conversation)
    const thread = (await findThreads(work, [threadId])).get(threadId)
    if (!thread || !reachable.includes(threadId))
      throw new Refusal('messaging.thread_not_found', { id: threadId })
    if (!input.anyway) await assertAlone(work, conversation, input.beganAt)
    const happened: Happened[] = [...(await openHeld(work, conversation))]
    if (conversation.assignee_id === null && work.actor.kind === 'user')
      happened.push(...(await handTo(work, conversation, work.actor.id)))
    const { notBefore, ...sent } = await sayIn(work, conversation, thread, input, input.at)
    if (input.afterwards === 'close') {
      const open = { ...conversation, state: 'open' as const }
      const after = { messageId: input.id, notBefore }
      happened.push(...(await closeHeld(work, open, undefined, after)))
    }
    await noteHappenings(work, happened)
    tellChanged(work, conversation)
    return sent
  },
  { name: 'inbox.send', once: ({ id }) => id },
)

/** Whether a thread is the sender's to speak on: as far as its last conversation is, else its customer. */
async function mayBeginOn(
  work: Work,
  thread: Readonly<{ id: string; customerId: string | null }>,
): Promise<boolean> {
  const [last] = await work.run<{ id: string }>(
    `select id from conversation where company_id = $1 and thread_id = $2
     order by opened_at desc limit 1`,
    [work.companyId, thread.id],
  )
  if (last) return reaches(work, last.id, 'inbox.answer')
  if (thread.customerId === null) return true
  return (await partiesOfMany(work, [thread.customerId], 'contacts.read')).length > 0
}

/** The thread to begin on; one that the sender may not see is as if it were not there. */
async function threadFor(work: Work, { to }: BeginConversation): Promise<string> {
  if ('threadId' in to) {
    const thread = (await findThreads(work, [to.threadId])).get(to.threadId)
    if (!thread || !(await mayBeginOn(work, thread)))
      throw new Refusal('messaging.thread_not_found', { id: to.threadId })
    return thread.id
  }
  const customer = to.customerId
    ? await lockCustomer(work, to.customerId, 'contacts.read')
    : undefined
  const { accountId, address, name } = to
  const begun = await beginThread(work, { accountId, address, name: name ?? customer?.name })
  if (!begun) throw new Refusal('inbox.nobody_to_write_to', { address })
  if (!(await mayBeginOn(work, begun))) throw new Refusal('inbox.begun_by_another', { address })
  if (customer && begun.customerId === null)
    await linkThread(work, {
      threadId: begun.id,
      customerId: customer.id,
      within: 'contacts.read',
    })
  else if (customer && begun.customerId !== null && !customer.parties.includes(begun.customerId))
    throw new Refusal('inbox.cannot_begin', { address })
  return begun.id
}

/** The open conversation of a thread, or a new one that is the sender's. */
async function conversationOn(work: Work, thread: Thread, id: string): Promise<ConversationTable> {
  const open = await lockOpenOn(work, thread.id)
  if (open) return open
  const made = await openConversation(work, thread, {
    id,
    direction: 'out',
    assignee: {
      id: work.actor.kind === 'user' ? work.actor.id : null,
      why: { because: { code: 'began', facts: {} }, others: [] },
    },
  })
  await noteHappenings(work, [{ conversation: made, what: 'opened' }])
  const { about, facts } = aboutOf(made)
  work.publish(ConversationOpened, about, { ...facts, channel: made.channel, reopened: false })
  return made
}

/** Writes to somebody first; where the channel asks for it, with a template. */
export const beginConversation = command(
  'inbox.answer',
  async (work, input: BeginConversation): Promise<Sent> => {
    const threadId = await threadFor(work, input)
    await lockThread(work, threadId)
    const thread = (await findThreads(work, [threadId])).get(threadId)
    if (!thread) throw new Refusal('messaging.thread_not_found', { id: threadId })
    const conversation = await conversationOn(work, thread, input.conversationId)
    const { notBefore: _, ...sent } = await sayIn(work, conversation, thread, input, undefined)
    tellChanged(work, conversation)
    return sent
  },
  { name: 'inbox.begin', once: ({ id }) => id },
)

type OfMessage = Readonly<{ conversationId: string; messageId: string }>

/** A message on one of the threads of a held conversation. @throws inbox.message_not_found */
async function messageIn(work: Work, input: OfMessage) {
  const conversation = await lockConversation(work, input.conversationId, 'inbox.answer')
  const threadIds = await threadIdsOf(work, conversation)
  const [message] = await messagesById(work, [input.messageId])
  if (!message || !threadIds.includes(message.threadId))
    throw new Refusal('inbox.message_not_found', { id: input.messageId })
  return { conversation, message, threadIds }
}

async function shownAgain(work: Work, id: string): Promise<ThreadMessage> {
  const [message] = await messagesById(work, [id])
  if (!message) throw new Refusal('inbox.message_not_found', { id })
  return message
}

/** Closed in one step with this answer, and so opened again with it. */
const closedWith = ({ closed_at: closedAt }: ConversationTable, { at }: ThreadMessage): boolean =>
  closedAt !== null && closedAt.getTime() === new Date(at).getTime()

/**
 * Takes back what has not left, and with «send and close» also the end and the question after it.
 * @throws inbox.not_undoable when its sender was quicker
 */
export const undoMessage = command(
  'inbox.answer',
  async (work, input: OfMessage): Promise<ThreadMessage> => {
    const { conversation, message, threadIds } = await messageIn(work, input)
    const { messageId } = input
    if (!(await withdrawMessage(work, { messageId, threadIds })))
      throw new Refusal('inbox.not_undoable', { id: messageId })
    await withdrawQuestion(work, conversation, messageId)
    // Where the customer began anew meanwhile, the work goes on there.
    const goesOn = await lockOpenOn(work, conversation.thread_id)
    if (!goesOn && closedWith(conversation, message))
      await noteHappenings(work, await openHeld(work, conversation))
    await takeBackAnswer(work, messageId)
    tellChanged(work, conversation)
    return shownAgain(work, messageId)
  },
  { name: 'inbox.undo' },
)

/** Sends what failed once more. @throws inbox.not_failed */
export const retryMessage = command(
  'inbox.answer',
  async (work, input: OfMessage): Promise<ThreadMessage> => {
    const { conversation, message } = await messageIn(work, input)
    if (message.direction !== 'out' || !(await tryAgain(work, message.id)))
      throw new Refusal('inbox.not_failed', { id: message.id })
    await restoreAnswer(work, message.id)
    tellChanged(work, conversation)
    return shownAgain(work, message.id)
  },
  { name: 'inbox.retry' },
)

/** Puts a sign on a message, or takes it away. @throws inbox.cannot_react where the channel has none */
export const reactToMessage = command(
  'inbox.answer',
  async (work, input: OfMessage & { emoji: string | null }): Promise<ThreadMessage> => {
    const { message } = await messageIn(work, input)
    if (!(await reactTo(work, message.id, input.emoji)))
      throw new Refusal('inbox.cannot_react', { id: message.id })
    return shownAgain(work, message.id)
  },
  { name: 'inbox.react' },
)
