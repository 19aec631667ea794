import type { MessageChannel } from '#core/messaging/message.ts'
import { takeConsent } from '#modules/messaging/index.ts'
import type { Work } from '#platform/command.ts'
import type { Happened } from './happen.ts'

/** A word of a customer on hearing from us, and whose it was taken for; null while nobody knows. */
export type ConsentSaid = Readonly<{
  word: 'out' | 'in'
  evidence: string
  takenFor: string | null
}>

/** Holds the customer, and keeps their word. */
export async function takeWord(
  work: Work,
  channel: MessageChannel,
  { word, evidence, takenFor: customerId }: ConsentSaid,
): Promise<void> {
  if (customerId === null) return
  const optedOut = word === 'out'
  await takeConsent(work, { customerId, channel, optedOut, source: 'customer_word', evidence })
}

/** The word in the story of its conversation, with whose it was taken for. */
export const consentHappened = ({
  word,
  evidence,
  takenFor,
}: ConsentSaid): Omit<Happened, 'conversation'> => ({
  what: word === 'out' ? 'opted_out' : 'opted_in',
  facts: { said: evidence, customerId: takenFor },
  byHouse: true,
})

type Last = {
  id: string
  thread_id: string
  channel: MessageChannel
  what: 'opted_out' | 'opted_in'
  facts: { said?: string; customerId?: string | null }
}

/**
 * What was last said on these threads about hearing from us is the word of the customer whose they
 * are now. Holds the customer, so it comes before every other lock. @returns what to write down
 */
export async function giveWordTo(
  work: Work,
  threadIds: readonly string[],
  customerId: string,
): Promise<Happened[]> {
  const [last] = await work.run<Last>(
    `select c.id, c.thread_id, c.channel, h.what, h.facts from conversation_happening h
     join conversation c on c.company_id = h.company_id and c.id = h.conversation_id
     where h.company_id = $1 and h.thread_id = any($2) and h.what in ('opted_out', 'opted_in')
     order by h.at desc, h.id desc limit 1`,
    [work.companyId, threadIds],
  )
  if (!last || last.facts.customerId === customerId) return []
  const word = last.what === 'opted_out' ? ('out' as const) : ('in' as const)
  const consent = { word, evidence: last.facts.said ?? word, takenFor: customerId }
  await takeWord(work, last.channel, consent)
  return [{ conversation: last, ...consentHappened(consent) }]
}
