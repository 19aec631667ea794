import type { ReachChannel } from '#core/contacts/customer.ts'
import type { StandingText } from '#core/messaging/channel-template.ts'
import { declinable, type MessageCategory } from '#core/messaging/message.ts'
import {
  decideReach,
  type ReachAsked,
  type ReachForm,
  type ReachSeen,
  type ReachWhy,
  type Travel,
} from '#core/messaging/reach.ts'
import { windowAt } from '#core/messaging/window.ts'
import { Refusal } from '#core/refusal.ts'
import { type CustomerCard, findCustomers, partiesOf } from '#modules/contacts/index.ts'
import type { Work } from '#platform/command.ts'
import { idWithin } from '#platform/ids.ts'
import { may } from '#platform/session.ts'
import { accountsById } from '../accounts/by-id.ts'
import { providerOf } from '../accounts/opened.ts'
import { sendChat } from '../chat/send-chat.ts'
import { type MessageToQueue, paperOf, queueMessage, type RefusedBecause } from '../queue.ts'
import type { From } from '../store.ts'
import type { ThreadTable } from '../tables.ts'
import { type Letter, messageBy } from './compose.ts'
import { type Reachable, type Ways, waysTo } from './ways.ts'

type Wanted = Readonly<{
  card: Pick<CustomerCard, 'preferredChannel'>
  category: MessageCategory
  text: StandingText
  asked: ReachAsked
  /** Words of a person's own, which no template says. */
  ownWords?: boolean | undefined
}>

/** Which way is taken to one customer, by ways that were read already. */
export function routeOf(ways: Ways, who: Reachable, wanted: Wanted): ReachWhy {
  const own = wanted.ownWords === true
  const all = ways.of(who, wanted.text).map((way) => (own ? { ...way, template: false } : way))
  return decideReach(all, {
    asked: wanted.asked,
    preferred: wanted.card.preferredChannel,
    declinable: declinable.includes(wanted.category),
  })
}

/**
 * A letter by the way that its route says. A template that turns out to lack a value is no way, and
 * the next one is taken. @returns the route that was taken in the end, and its message if there is one
 */
export function letterBy(
  from: Pick<From, 'session' | 'companyId'>,
  ways: Ways,
  who: Reachable & { card: Pick<CustomerCard, 'preferredChannel'> },
  letter: Letter,
  asked: ReachAsked,
): Readonly<{ why: ReachWhy; message: MessageToQueue | undefined }> {
  const { category, text } = letter
  const wanted = { card: who.card, category, text, asked }
  const tried = (ownWords: boolean) => {
    const why = routeOf(ways, who, { ...wanted, ownWords })
    const place = why.channel ? ways.placeOf(who, why.channel) : undefined
    const message = place && messageBy(from.session.house, from.companyId, letter, why, place, ways)
    return { why, message }
  }
  const first = tried(letter.ownWords === true)
  return first.message || first.why.form !== 'template' ? first : tried(true)
}

/** A customer as someone to reach. @throws contacts.customer_not_found */
export async function reachable(
  from: From,
  customerId: string,
): Promise<Reachable & { card: CustomerCard }> {
  const parties = await partiesOf(from, customerId)
  const [id = customerId] = parties
  const card = (await findCustomers(from, [id])).get(id)
  if (!card) throw new Refusal('contacts.customer_not_found', { id: customerId })
  return { id, parties, card }
}

/** Another address than the customer's own may be named with the letter. */
async function addressed(from: From, letter: Letter): Promise<Reachable & { card: CustomerCard }> {
  const who = await reachable(from, letter.customerId)
  return letter.email === undefined ? who : { ...who, card: { ...who.card, email: letter.email } }
}

/** Which way a letter would take and how it would read there, before anyone sends it. */
export async function previewReach(
  from: From,
  letter: Letter,
  asked: ReachAsked = 'best',
): Promise<ReachSeen> {
  const who = await addressed(from, letter)
  const ways = await waysTo(from, [who], letter.category)
  const { why, message } = letterBy(from, ways, who, letter, asked)
  const { category, text, ownWords } = letter
  return {
    why,
    to: may(from.session, 'contacts.see_identities') ? (message?.to.address ?? null) : null,
    words: message?.body ?? letter.body,
    ...byHand(ways, who, { category, text, ownWords }),
  }
}

const everyDay: ReadonlySet<ReachChannel> = new Set(['whatsapp', 'sms', 'email'])

/** By which channels a text can reach a customer at all, and why not by the others: for whoever chooses one. */
function byHand(
  ways: Ways,
  who: Reachable & { card: Pick<CustomerCard, 'preferredChannel'> },
  wanted: Omit<Wanted, 'card' | 'asked'>,
): Pick<ReachSeen, 'open' | 'closed'> {
  const judged = ways.of(who, wanted.text).map(({ channel }) => {
    const route = routeOf(ways, who, { ...wanted, card: who.card, asked: channel })
    const against = route.passed.find((each) => each.channel === channel)
    return { channel, why: route.channel === null ? (against?.why ?? 'less_fit') : null }
  })
  return {
    open: judged.flatMap(({ channel, why }) => (why === null ? [channel] : [])),
    closed: judged.flatMap(({ channel, why }) =>
      why === null || (why === 'no_account' && !everyDay.has(channel)) ? [] : [{ channel, why }],
    ),
  }
}

export type Sent =
  | Readonly<{ messageId: string; state: 'queued'; why: ReachWhy }>
  | Readonly<{
      messageId: null
      state: 'refused'
      /** `no_way`: every way is shut, and `why` says what stands against each. */
      reason: RefusedBecause | 'no_way'
      why: ReachWhy
    }>

/** Sends a letter by the best way there is, or by the one that was asked for. */
export async function reach(work: Work, letter: Letter, asked: ReachAsked = 'best'): Promise<Sent> {
  const who = await addressed(work, letter)
  const ways = await waysTo(work, [who], letter.category)
  const { why, message } = letterBy(work, ways, who, letter, asked)
  if (!message) return { messageId: null, state: 'refused', reason: 'no_way', why }
  return { ...(await queueMessage(work, message)), why }
}

/**
 * Sends a letter as a person asked for it: on the thread before them, else by the best way.
 * @param id of the message, where it goes on a thread
 */
export const sendLetter = (
  work: Work,
  letter: Letter,
  { channel, threadId, holdSeconds = 0 }: Travel,
  id: string,
): Promise<Sent> =>
  threadId === undefined
    ? reach(work, letter, letter.email === undefined ? channel : 'email')
    : reachOn(work, letter, {
        threadId,
        id,
        byHuman: work.actor.kind === 'user',
        linkedOnly: true,
        ...(holdSeconds > 0 && {
          notBefore: new Date(work.now.getTime() + holdSeconds * 1000),
        }),
      })

type OnThread = Readonly<{
  threadId: string
  id: string
  byHuman: boolean
  /** The id comes from whoever asks: a thread of nobody is then not there. */
  linkedOnly?: boolean
  /** Until then it can be taken back. */
  notBefore?: Date
}>

/**
 * Sends a letter on a thread that is open before the sender, in the form that it allows.
 * @throws messaging.thread_not_found, messaging.window_closed, messaging.opted_out
 */
export async function reachOn(
  work: Work,
  letter: Letter,
  { threadId, id, byHuman, linkedOnly = false, notBefore }: OnThread,
): Promise<Sent> {
  const [thread] = await work.run<ThreadTable>(
    'select * from thread where company_id = $1 and id = $2',
    [work.companyId, threadId],
  )
  if (!thread || thread.channel === 'manual')
    throw new Refusal('messaging.thread_not_found', { id: threadId })
  const who = await reachable(work, letter.customerId)
  const theirs =
    thread.customer_id === null ? !linkedOnly : who.parties.includes(thread.customer_id)
  if (!theirs) throw new Refusal('messaging.thread_not_found', { id: threadId })
  const all = await waysTo(work, [who], letter.category)
  const account = (await accountsById(work, [thread.account_id])).get(thread.account_id)
  const place = {
    accountId: thread.account_id,
    threadId,
    address: thread.address,
    abilities: account && providerOf(work.session.house, account).abilities,
  }
  const { channel } = thread
  const why: ReachWhy = { channel, form: 'full', because: 'fixed', passed: [] }
  const write = (form: ReachWhy['form']) =>
    messageBy(work.session.house, work.companyId, letter, { ...why, form }, place, all)
  const lastIn = thread.last_in_at?.getTime() ?? null
  const window = windowAt(work.now.getTime(), lastIn, place.abilities?.windowHours).state
  const open = window === 'open' || window === 'always'
  const form: ReachForm = channel === 'sms' ? 'short' : open ? 'full' : 'template'
  const message = write(form) ?? write('full')
  if (!message) throw new Refusal('messaging.window_closed', { channel })
  const taken = { ...why, form: message.said?.kind === 'template' ? ('template' as const) : form }
  const chat = {
    threadId,
    byHuman,
    notBefore,
    category: letter.category,
    language: letter.language,
    why: taken,
  }
  const { messageId } = await sendChat(work, {
    ...chat,
    id,
    said: message.said ?? { kind: 'text', text: message.body },
    ...(channel === 'email' && { subject: letter.subject }),
    attachments: message.attachments,
    about: letter.about,
    once: letter.once,
    words: message.body,
  })
  for (const [place, paper] of (message.papers ?? []).entries())
    await sendChat(work, {
      ...chat,
      ...paperOf(letter, paper, place),
      id: idWithin(id, `paper ${place}`),
    })
  return { messageId, state: 'queued', why: taken }
}
