import type {
  AssignmentShown,
  ConversationDetail,
  DoorShown,
  Draft,
  Suggestion,
  ThreadShown,
} from '#core/inbox/conversation.ts'
import { type Known, mentionsIn, type SuggestionReason, whoWrites } from '#core/inbox/suggest.ts'
import type { Window } from '#core/messaging/window.ts'
import {
  findCustomers,
  foundCustomers,
  knownBy,
  type Mark,
  masked,
} from '#modules/contacts/index.ts'
import {
  type Door,
  doorsOf,
  findThreads,
  messagesOf,
  optedOut,
  type Thread,
} from '#modules/messaging/index.ts'
import { userNames } from '#modules/people/index.ts'
import { query } from '#platform/query.ts'
import { may } from '#platform/session.ts'
import { invoiceBook } from './invoice-book.ts'
import { namesFor } from './reason-names.ts'
import { customersShown, showRows } from './rows.ts'
import { type From, findConversation, reaches } from './scope.ts'
import { readSettings } from './settings.ts'
import type { ConversationTable, KeptWhy } from './tables.ts'
import { threadIdsOf } from './timeline.ts'

function windowShown(window: Window): DoorShown['window'] {
  if (window.state === 'always') return window
  if (window.state === 'closed')
    return {
      state: 'closed',
      since: window.sinceMs === null ? null : new Date(window.sinceMs).toISOString(),
    }
  return { state: window.state, until: new Date(window.untilMs).toISOString() }
}

/** What an answer may be, as the wire has it. */
export function doorShown({ window, abilities, accountName, shut }: Door): DoorShown {
  return {
    window: windowShown(window),
    abilities: abilities
      ? {
          most: abilities.text.most,
          countedIn: abilities.text.in,
          captions: abilities.captions,
          buttons: abilities.buttons,
          quotes: abilities.quotes,
          kinds: [...abilities.kinds],
        }
      : null,
    accountName,
    shut,
  }
}

/** Threads with what may be said on each, in the order given. */
export async function showThreads(from: From, ids: readonly string[]): Promise<ThreadShown[]> {
  const found = await findThreads(from, ids)
  const threads = ids.flatMap((id) => found.get(id) ?? [])
  const doors = await doorsOf(from, threads)
  const open = await from.run<{ id: string; thread_id: string }>(
    `select id, thread_id from conversation
     where company_id = $1 and thread_id = any($2) and state <> 'closed'`,
    [from.companyId, ids],
  )
  const seen = may(from.session, 'contacts.see_identities')
  return threads.flatMap((thread): ThreadShown[] => {
    const door = doors.get(thread.id)
    if (!door) return []
    return [
      {
        id: thread.id,
        channel: thread.channel,
        name: thread.name,
        address: seen ? thread.address : null,
        accountId: thread.accountId,
        door: doorShown(door),
        lastInAt: thread.lastInAt?.toISOString() ?? null,
        lastOutAt: thread.lastOutAt?.toISOString() ?? null,
        blocked: thread.blocked,
        conversationId: open.find((each) => each.thread_id === thread.id)?.id ?? null,
      },
    ]
  })
}

type DraftTable = {
  text: string
  beside: string | null
  thread_id: string | null
  answers: string | null
  subject: string | null
  note: boolean
  began_at: Date
  saved_at: Date
}

/** The reader's own draft, if they have one. */
export async function draftOf(
  from: Pick<From, 'run' | 'companyId' | 'session'>,
  id: string,
): Promise<Draft | null> {
  const [row] = await from.run<DraftTable>(
    `select text, beside, thread_id, answers, subject, note, began_at, saved_at from conversation_draft
     where company_id = $1 and user_id = $2 and conversation_id = $3`,
    [from.companyId, from.session.actor.id, id],
  )
  if (!row) return null
  return {
    text: row.text,
    beside: row.beside,
    threadId: row.thread_id,
    answers: row.answers,
    subject: row.subject,
    note: row.note,
    beganAt: row.began_at.toISOString(),
    savedAt: row.saved_at.toISOString(),
  }
}

const whyShown = ({ code, facts }: KeptWhy) => ({ code, facts: { ...facts } })

async function assignmentShown(
  from: From,
  row: ConversationTable,
): Promise<AssignmentShown | null> {
  if (!row.assigned_why || !row.assigned_at) return null
  const { because, others } = row.assigned_why
  const names = await userNames(
    from,
    others.map(({ id }) => id),
  )
  return {
    at: row.assigned_at.toISOString(),
    because: whyShown(because),
    others: others.map(({ id, because: why }) => ({
      user: { id, name: names.get(id) ?? '' },
      because: whyShown(why),
    })),
  }
}

const mostCandidates = 40

/** The names under which the writer of a thread is known to its channel. */
const identityOf = ({ channel, address }: Thread) => ({
  kind:
    channel === 'email'
      ? 'email'
      : channel === 'messenger' || channel === 'instagram'
        ? 'other'
        : 'phone',
  value: address,
})

async function suggestionsFor(from: From, thread: Thread): Promise<Suggestion[]> {
  if (!may(from.session, 'contacts.read')) return []
  const heard = await messagesOf(from, [thread.id], { limit: 30 })
  const texts = heard.filter(({ direction }) => direction === 'in').map(({ text }) => text)
  const mentioned = mentionsIn(texts)
  const own = identityOf(thread)
  const marks: Mark[] = [
    ...[...mentioned.phones, ...(own.kind === 'phone' ? [own.value] : [])].map(
      (value): Mark => ({ kind: 'phone', value }),
    ),
    ...[...mentioned.emails, ...(own.kind === 'email' ? [own.value] : [])].map(
      (value): Mark => ({ kind: 'email', value }),
    ),
  ]
  const ids = new Set([...(await knownBy(from, marks)).values()].flat())
  for (const text of [thread.name, ...mentioned.vatNumbers])
    if (text.includes(' ') || /^\d{15}$/.test(text))
      for (const id of await foundCustomers(from, text)) ids.add(id)
  const invoices = may(from.session, 'invoicing.read')
    ? await from.session.house.plugs.get(invoiceBook).buyersOf(from, mentioned.invoiceNumbers)
    : []
  for (const { customerId } of invoices) ids.add(customerId)
  const cards = await findCustomers(from, [...ids].slice(0, mostCandidates))
  const known = [...cards.values()].map(
    (card): Known => ({
      customerId: card.id,
      names: [card.name, card.nameEn, card.contactName].flatMap((name) => name ?? []),
      identities: [
        ...(card.phone === null ? [] : [{ kind: 'phone', value: card.phone }]),
        ...(card.email === null ? [] : [{ kind: 'email', value: card.email }]),
      ],
      vatNumber: card.vatNumber,
      invoiceNumbers: invoices
        .filter(({ customerId }) => customerId === card.id)
        .map(({ number }) => number),
    }),
  )
  const writer = { identities: [own], profileName: thread.name, mentioned }
  const suggestions = whoWrites(writer, known)
  const shown = await customersShown(
    from,
    suggestions.map(({ customerId }) => customerId),
  )
  const open = may(from.session, 'contacts.see_identities')
  const reasonShown = ({ code, fact }: SuggestionReason) => ({
    code,
    facts: { fact: code === 'same_identity' && !open ? masked(fact) : fact },
  })
  return suggestions.flatMap(({ customerId, score, reasons }) => {
    const customer = shown.get(customerId)
    return customer ? [{ customer, score, reasons: reasons.map(reasonShown) }] : []
  })
}

/** A conversation with its doors, why it is where it is, and who the writer may be. @throws inbox.conversation_not_found */
export const showConversation = query(
  'inbox.read',
  async (from, { id }: { id: string }): Promise<ConversationDetail> => {
    const row = await findConversation(from, id)
    const [shown] = await showRows(from, [row])
    const threads = await showThreads(from, await threadIdsOf(from, row))
    const own = threads.find((thread) => thread.id === row.thread_id)
    const thread = (await findThreads(from, [row.thread_id])).get(row.thread_id)
    if (!shown || !own || !thread) throw new Error(`The conversation ${id} has a thread`)
    const [notes] = await from.run<{ count: number }>(
      `select count(*) as count from conversation_note
       where company_id = $1 and conversation_id = $2 and removed_at is null`,
      [from.companyId, id],
    )
    const reasons = row.rules.flatMap((rule) => rule.reasons)
    const named = await namesFor(from, reasons, own.door.accountName)
    const out =
      row.customer_id === null ? undefined : await optedOut(from, [row.customer_id], row.channel)
    return {
      ...shown,
      door: own.door,
      threads,
      linkedBy: thread.linkedBy,
      why: await assignmentShown(from, row),
      typeWords: row.type_words,
      rules: row.rules.map((rule) => ({ ...rule, reasons: rule.reasons.map(named) })),
      notes: notes?.count ?? 0,
      draft: await draftOf(from, id),
      suggestions: thread.customerId === null ? await suggestionsFor(from, thread) : [],
      firstResponseMinutes:
        row.first_answer_s === null ? null : Math.round(row.first_answer_s / 60),
      satisfaction: row.satisfaction_at
        ? { askedAt: row.satisfaction_at.toISOString(), score: row.satisfaction_score }
        : null,
      optedOut: row.customer_id !== null && (out?.has(row.customer_id) ?? false),
      mayAnswer: await reaches(from, id, 'inbox.answer'),
      mayAssign: await reaches(from, id, 'inbox.assign'),
      undoSeconds: (await readSettings(from)).undoSeconds,
    }
  },
)
