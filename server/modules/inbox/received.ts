import { ConversationOpened } from '#core/inbox/events.ts'
import { consentWord } from '#core/inbox/opt-out.ts'
import type { InboxSettings } from '#core/inbox/settings.ts'
import { MessagesReceived } from '#core/messaging/events.ts'
import {
  brieflyById,
  findThreads,
  lockThread,
  type SaidBriefly,
  type Thread,
} from '#modules/messaging/index.ts'
import type { Work } from '#platform/command.ts'
import { on } from '#platform/events.ts'
import { beginning } from './answered.ts'
import { type ConsentSaid, consentHappened, takeWord } from './consent-words.ts'
import { aboutOf, type Happened, noteHappenings, tellChanged } from './happen.ts'
import { openConversation } from './open-conversation.ts'
import { isRating, languageOfCustomer, sayByHouse } from './satisfaction.ts'
import { isOffered } from './say.ts'
import { lockOpenOn } from './scope.ts'
import { Clockwork, readSettings } from './settings.ts'
import { sortNew } from './sort-new.ts'
import type { ConversationTable } from './tables.ts'

type Heard = Readonly<{
  thread: Thread
  /** What asks for somebody: an answer to our question does not. */
  messages: readonly SaidBriefly[]
  automatic: boolean
  /** Whether all that was said was that no more, or again, shall be sent. */
  consent: ConsentSaid | undefined
}>

type Found = Readonly<{
  conversation: ConversationTable
  how: 'made' | 'reopened' | 'woken' | 'open'
}>

const confirmed = {
  out: {
    ar: 'تم، لن نرسل إليك تذكيرات على هذه القناة. وإن أردت عودتها فاكتب: اشتراك.',
    en: 'Done: we will send you no more reminders here. To have them again, write START.',
  },
  in: {
    ar: 'تم، عادت رسائلنا إليك على هذه القناة. ولإيقافها اكتب: إيقاف.',
    en: 'Done: you will hear from us here again. To stop, write STOP.',
  },
} as const

async function reopenable(
  work: Work,
  { thread, automatic }: Heard,
  settings: InboxSettings,
): Promise<ConversationTable | undefined> {
  const since = new Date(work.now.getTime() - settings.reopenHours * 3_600_000)
  const [row] = await work.run<ConversationTable>(
    `select * from conversation where company_id = $1 and thread_id = $2
       and ($4 or closed_at > $3) order by opened_at desc, id desc limit 1 for no key update`,
    [work.companyId, thread.id, since, automatic],
  )
  return row
}

/** The open conversation of the thread: as it is, woken, opened again, or made. The thread is held. */
async function conversationFor(work: Work, heard: Heard, settings: InboxSettings): Promise<Found> {
  const { thread } = heard
  const standing = await lockOpenOn(work, thread.id)
  if (standing)
    return { conversation: standing, how: standing.state === 'snoozed' ? 'woken' : 'open' }
  const last = await reopenable(work, heard, settings)
  // A machine's word after the end opens nothing again.
  if (last && heard.automatic) return { conversation: last, how: 'open' }
  if (last) {
    const [again] = await work.run<ConversationTable>(
      `update conversation set state = 'open', closed_at = null, closed_by = null, reopened = reopened + 1,
         assigned_why = case when assignee_id is null then null else assigned_why end
       where company_id = $1 and id = $2 returning *`,
      [work.companyId, last.id],
    )
    return { conversation: again ?? last, how: 'reopened' }
  }
  const made = await openConversation(work, thread, {
    id: work.newId(),
    direction: 'in',
    priority: heard.automatic ? 0 : 1,
  })
  return { conversation: made, how: 'made' }
}

/** Counts what was heard into the row that lists show, and begins the waiting. */
async function count(
  work: Work,
  conversation: ConversationTable,
  heard: Heard,
  clock: Clockwork,
  settings: InboxSettings,
): Promise<ConversationTable> {
  const asks = heard.messages.filter(({ automatic }) => !automatic && !heard.automatic)
  // While nobody knows whose word it is, it stops nothing yet: somebody must say whose.
  const [first] = heard.consent?.takenFor ? [] : asks
  const last = heard.messages.at(-1)
  const since = conversation.waiting_since ?? first?.at ?? null
  const closed = conversation.state === 'closed'
  const due =
    since && !conversation.waiting_since
      ? clock.due(since, settings.replyMinutes)
      : conversation.reply_due_at
  const [row] = await work.run<ConversationTable>(
    `update conversation set heard = heard + $3, writer = $4,
       last_message_id = case when last_message_id is null or last_at <= $7 then $5 else last_message_id end,
       last_text = case when last_message_id is null or last_at <= $7 then $6 else last_text end,
       last_kind = case when last_message_id is null or last_at <= $7 then $8 else last_kind end,
       last_direction = case when last_message_id is null or last_at <= $7 then 'in' else last_direction end,
       last_at = case when last_message_id is null then $7 else greatest(last_at, $7) end, customer_id = $9,
       waiting_since = case when state = 'closed' then null else $10::timestamptz end,
       reply_due_at = case when state = 'closed' then null else $11::timestamptz end,
       state = case when state = 'snoozed' then 'open' else state end, snooze_until = null
     where company_id = $1 and id = $2 returning *`,
    [
      ...[work.companyId, conversation.id, heard.messages.length, heard.thread.name],
      ...[last?.id ?? null, beginning(last?.text || last?.subject || '')],
      ...[last && last.at > work.now ? work.now : (last?.at ?? work.now), last?.kind ?? 'text'],
      ...[heard.thread.customerId, closed ? null : since, closed ? null : due],
    ],
  )
  await work.run(
    `insert into conversation_day as d (company_id, conversation_id, day, received)
     values ($1, $2, $3, $4) on conflict (company_id, conversation_id, day)
     do update set received = d.received + excluded.received`,
    [work.companyId, conversation.id, work.today, heard.messages.length],
  )
  return row ?? conversation
}

/** A polite word that it was understood, once a conversation, and what was understood in the books. */
async function confirmConsent(
  work: Work,
  conversation: ConversationTable,
  consent: ConsentSaid,
): Promise<Happened[]> {
  const { word, takenFor } = consent
  // It is told when it is true: linking makes it so, until then it is a wish.
  if (takenFor !== null && !conversation.consent_confirmed) {
    const language = await languageOfCustomer(work, conversation)
    const said = { kind: 'text' as const, text: confirmed[word][language] }
    const once = `consent:${conversation.id}:${conversation.heard}`
    await sayByHouse(work, conversation, { id: work.newId(), once, said, language })
    await work.run(
      'update conversation set consent_confirmed = true where company_id = $1 and id = $2',
      [work.companyId, conversation.id],
    )
  }
  return [{ conversation, ...consentHappened(consent) }]
}

/** Outside working hours somebody is told so once a day, and never a machine. */
async function replyOutOfHours(
  work: Work,
  conversation: ConversationTable,
  heard: Heard,
  clock: Clockwork,
  settings: InboxSettings,
): Promise<Happened[]> {
  const { on: isOn, text } = settings.outOfHours
  if (!isOn || heard.automatic || heard.consent || conversation.state === 'closed') return []
  if (heard.messages.some(({ automatic }) => automatic)) return []
  if (conversation.auto_replied_on === work.today || clock.isOpen(work.now)) return []
  const language = await languageOfCustomer(work, conversation)
  if (text[language] === '') return []
  const said = { kind: 'text' as const, text: text[language] }
  const once = `away:${conversation.id}:${work.today}`
  if (!(await sayByHouse(work, conversation, { id: work.newId(), once, said, language }))) return []
  await work.run('update conversation set auto_replied_on = $3 where company_id = $1 and id = $2', [
    work.companyId,
    conversation.id,
    work.today,
  ])
  return [{ conversation, what: 'auto_replied', byHouse: true }]
}

/** What a customer said becomes work: found or made, counted, sorted, given to somebody. */
async function takeUp(work: Work, heard: Heard): Promise<void> {
  const settings = await readSettings(work)
  const clock = new Clockwork(settings, work.zone)
  const { conversation: before, how } = await conversationFor(work, heard, settings)
  const counted = await count(work, before, heard, clock, settings)
  const happened: Happened[] = []
  if (how === 'made') happened.push({ conversation: counted, what: 'opened', byHouse: true })
  if (how === 'reopened') happened.push({ conversation: counted, what: 'reopened', byHouse: true })
  if (how === 'woken') happened.push({ conversation: counted, what: 'woken', byHouse: true })
  if (counted.state !== 'closed')
    happened.push(...(await sortNew(work, counted, heard, { settings, clock, how })))
  if (heard.consent) happened.push(...(await confirmConsent(work, counted, heard.consent)))
  happened.push(...(await replyOutOfHours(work, counted, heard, clock, settings)))
  await noteHappenings(work, happened)
  const { about, facts } = aboutOf(counted)
  if (how === 'made' || how === 'reopened')
    work.publish(ConversationOpened, about, {
      ...facts,
      channel: counted.channel,
      reopened: how === 'reopened',
    })
  tellChanged(work, counted)
}

/**
 * What the messages say about hearing from us, when they say nothing else. A press on an answer that
 * a colleague offered answers that colleague; a stop button that a template carries is meant.
 */
function consentIn(messages: readonly SaidBriefly[]): 'out' | 'in' | undefined {
  const words = messages.map(({ text, payload, automatic }) =>
    automatic || isOffered(payload) ? undefined : consentWord(text),
  )
  return words.every((word) => word !== undefined) ? words.at(-1) : undefined
}

export const hearMessages = on(
  MessagesReceived,
  'inbox.hear_messages',
  async (work, { messageIds, automatic }) => {
    const told = await brieflyById(work, messageIds)
    const messages = told.filter(({ payload }) => !isRating(payload))
    const [any] = messages
    if (!any) return
    // Joined meanwhile, it stands on another thread than the one that was told.
    const threadId = any.threadId
    const seen = (await findThreads(work, [threadId])).get(threadId)
    if (!seen) return
    const word = consentIn(messages)
    const evidence = messages.at(-1)?.text.slice(0, 200) ?? ''
    const consent = word && { word, evidence, takenFor: seen.customerId }
    // The customer comes before the thread, in the order of everyone.
    if (consent) await takeWord(work, seen.channel, consent)
    await lockThread(work, threadId)
    const thread = (await findThreads(work, [threadId])).get(threadId)
    if (!thread) return
    // Linked in this very moment: out of order, so that the word is not lost; a deadlock is begun again.
    const linked = consent && { ...consent, takenFor: thread.customerId }
    if (linked && linked.takenFor !== consent.takenFor) await takeWord(work, thread.channel, linked)
    await takeUp(work, { thread, messages, automatic, consent: linked })
  },
)
