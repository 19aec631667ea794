import { SatisfactionTold } from '#core/inbox/events.ts'
import type { InboxSettings } from '#core/inbox/settings.ts'
import { ChoiceMade } from '#core/messaging/events.ts'
import type { Said } from '#core/messaging/thread.ts'
import type { Language } from '#core/people/identity.ts'
import { Refusal } from '#core/refusal.ts'
import {
  brieflyById,
  doorsOf,
  findThreads,
  sendChat,
  withdrawMessage,
} from '#modules/messaging/index.ts'
import type { Work } from '#platform/command.ts'
import { on } from '#platform/events.ts'
import { idWithin } from '#platform/ids.ts'
import { aboutOf, type Happened, noteHappenings } from './happen.ts'
import type { ConversationTable } from './tables.ts'

const titles = {
  ar: ['ضعيفة جدًا', 'ضعيفة', 'مقبولة', 'جيدة', 'ممتازة'],
  en: ['Very poor', 'Poor', 'Fair', 'Good', 'Excellent'],
} as const
const open = { ar: 'قيّم الخدمة', en: 'Rate us' } as const

type ByHouse = Readonly<{
  id: string
  /** Names the sending for ever. */
  once: string
  said: Said
  language: Language
  notBefore?: Date | undefined
}>

/** What the house says by itself, if the rules of the channel let it. @returns whether it was put in line */
export async function sayByHouse(
  work: Work,
  conversation: ConversationTable,
  chat: ByHouse,
): Promise<boolean> {
  try {
    await sendChat(work, {
      ...chat,
      threadId: conversation.thread_id,
      byHuman: false,
      category: 'chat',
    })
    return true
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}

/** The language in which the customer last wrote. */
export async function languageOfCustomer(
  work: Work,
  conversation: ConversationTable,
): Promise<Language> {
  const [last] = conversation.last_message_id
    ? await brieflyById(work, [conversation.last_message_id])
    : []
  return last?.language ?? 'ar'
}

/** The last answer with which a conversation is closed in one step. */
export type LastAnswer = Readonly<{ messageId: string; notBefore: Date | undefined }>

/** The question that follows an answer, known by it: what takes the one back finds the other. */
const questionAfter = (messageId: string): string => idWithin(messageId, 'csat')

/**
 * Asks once a conversation how it was, where the channel has something to press.
 * @param after the answer that leaves first
 */
export async function askSatisfaction(
  work: Work,
  conversation: ConversationTable,
  settings: InboxSettings,
  after: LastAnswer | undefined,
): Promise<Happened[]> {
  if (conversation.satisfaction_at !== null || conversation.heard === 0) return []
  const threads = await findThreads(work, [conversation.thread_id])
  const door = (await doorsOf(work, [...threads.values()])).get(conversation.thread_id)
  const { abilities, window, shut } = door ?? {}
  if (!abilities || shut || (window?.state !== 'open' && window?.state !== 'always')) return []
  const language = await languageOfCustomer(work, conversation)
  const text = settings.satisfaction.text[language]
  const offers = [5, 4, 3, 2, 1].map((score) => ({
    payload: `csat:${conversation.id}:${score}`,
    title: titles[language][score - 1] ?? String(score),
  }))
  const said: Said | undefined = abilities.kinds.includes('list')
    ? {
        kind: 'list',
        text,
        button: open[language],
        sections: [{ title: open[language], rows: offers }],
      }
    : abilities.kinds.includes('buttons') && abilities.buttons >= offers.length
      ? { kind: 'buttons', text, buttons: offers }
      : undefined
  const id = after ? questionAfter(after.messageId) : work.newId()
  // Taken back with its answer, it may be asked again at the next end.
  const once = `csat:${conversation.id}:${id}`
  const notBefore = after?.notBefore
  if (!said || !(await sayByHouse(work, conversation, { id, once, said, language, notBefore })))
    return []
  await work.run('update conversation set satisfaction_at = $3 where company_id = $1 and id = $2', [
    work.companyId,
    conversation.id,
    work.now,
  ])
  return [{ conversation, what: 'asked_satisfaction', byHouse: true }]
}

/** Whoever takes back the answer with which they closed takes back the question after it. */
export async function withdrawQuestion(
  work: Work,
  conversation: ConversationTable,
  messageId: string,
): Promise<void> {
  const question = { messageId: questionAfter(messageId), threadIds: [conversation.thread_id] }
  if (!(await withdrawMessage(work, question))) return
  await work.run(
    'update conversation set satisfaction_at = null where company_id = $1 and id = $2',
    [work.companyId, conversation.id],
  )
}

const answer = /^csat:([0-9a-f-]{36}):([1-5])$/

/** Whether a press is an answer to the question, which asks nobody for anything. */
export const isRating = (payload: string | null): boolean => answer.test(payload ?? '')

/** The customer's answer to the question, the last one if there are several. */
export const hearRating = on(
  ChoiceMade,
  'inbox.hear_rating',
  async (work, { threadId, payload }) => {
    const [, id, score] = answer.exec(payload) ?? []
    if (!id || !score) return
    const [conversation] = await work.run<ConversationTable>(
      `update conversation set satisfaction_score = $4, satisfaction_told_at = $5
     where company_id = $1 and id = $2 and thread_id = $3 and satisfaction_at is not null returning *`,
      [work.companyId, id, threadId, Number(score), work.now],
    )
    if (!conversation) return
    await noteHappenings(work, [
      { conversation, what: 'rated', facts: { score: Number(score) }, byHouse: true },
    ])
    const { about, facts } = aboutOf(conversation)
    work.publish(SatisfactionTold, about, { ...facts, score: Number(score) })
  },
)
