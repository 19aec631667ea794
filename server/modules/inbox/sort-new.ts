import { mostCertain } from '#core/inbox/classifier.ts'
import { isGreeting } from '#core/inbox/greeting.ts'
import { type RoutingFacts, type Rule, type RuleReason, route } from '#core/inbox/rules.ts'
import type { InboxSettings } from '#core/inbox/settings.ts'
import {
  isUnsorted,
  mayFollow,
  speaksOtherwise,
  type Understood,
} from '#core/inbox/type-follows.ts'
import { priorityNumbers } from '#core/inbox/type-names.ts'
import { sumsByCurrency } from '#core/money.ts'
import { type CustomerCard, findCustomers, partiesOf } from '#modules/contacts/index.ts'
import { agingOf } from '#modules/ledger/index.ts'
import type { SaidBriefly } from '#modules/messaging/index.ts'
import { activeUsers } from '#modules/people/index.ts'
import type { Work } from '#platform/command.ts'
import { guessType } from './classify.ts'
import { give, mayGiveNow, tellGiven } from './give.ts'
import type { Happened } from './happen.ts'
import { readRules } from './rules.ts'
import type { Clockwork } from './settings.ts'
import type { ConversationTable, KeptWhy, RuleSaid, TypeTable } from './tables.ts'
import { ensureTypes, typeName } from './types.ts'

type Heard = Readonly<{ messages: readonly SaidBriefly[]; automatic: boolean; consent: unknown }>
type How = Readonly<{
  settings: InboxSettings
  clock: Clockwork
  how: 'made' | 'reopened' | 'woken' | 'open'
}>

/** A reason of a rule as it is kept. */
export function whyOf(reason: RuleReason): KeptWhy {
  const { code, ...facts } = reason
  return { code, facts }
}

async function customerOf(work: Work, id: string | null): Promise<CustomerCard | undefined> {
  if (id === null) return undefined
  const card = (await findCustomers(work, [id])).get(id)
  if (!card || card.survivorId === card.id) return card
  return (await findCustomers(work, [card.survivorId])).get(card.survivorId) ?? card
}

/** What is overdue of a customer, for rules that ask for it. */
async function overdueFor(work: Work, rules: readonly Rule[], card: CustomerCard | undefined) {
  if (!card || !rules.some(({ when }) => when.overdueFrom)) return []
  const parties = await partiesOf(work, card.id)
  return sumsByCurrency((await agingOf(work, { parties })).map(({ overdue }) => overdue))
}

type Sorted = Readonly<{
  typeId: string | null
  typeBy: 'rule' | 'guess' | null
  certainty: number | null
  words: readonly { word: string; learned: boolean }[]
  departmentId: string | null
  labelId: string | null
  priority: number | null
  rules: RuleSaid[]
  ruled: { userId: string; rule: string } | undefined
}>

async function sortOut(
  work: Work,
  conversation: ConversationTable,
  text: string,
  clock: Clockwork,
  types: readonly TypeTable[],
): Promise<Sorted & { card: CustomerCard | undefined }> {
  const verdict = await guessType(work, text, types)
  const rules = await readRules(work)
  const card = await customerOf(work, conversation.customer_id)
  const facts: RoutingFacts = {
    text,
    channel: conversation.channel,
    accountId: conversation.account_id,
    ...(card && { customer: { tags: card.tags, overdue: await overdueFor(work, rules, card) } }),
    open: clock.isOpen(work.now),
    typeId: verdict.type,
  }
  const { outcome, because } = route(rules, facts)
  const known = (id: string | undefined) => types.find((type) => type.id === id && type.active)?.id
  const typeId = known(outcome.typeId) ?? verdict.type
  const said = Object.entries(because).map(
    ([field, { ruleId, reasons }]): RuleSaid => ({
      field,
      name: rules.find(({ id }) => id === ruleId)?.name ?? '',
      reasons: reasons.map(whyOf),
    }),
  )
  const ruleFor = said.find(({ field }) => field === 'assigneeId')
  return {
    card,
    typeId,
    typeBy: known(outcome.typeId) ? 'rule' : verdict.type === null ? null : 'guess',
    certainty: known(outcome.typeId)
      ? 1000
      : Math.round(Math.min(mostCertain, verdict.certainty) * 1000),
    words: verdict.reasons.map(({ word, learned }) => ({ word, learned })),
    departmentId:
      outcome.departmentId ?? types.find(({ id }) => id === typeId)?.department_id ?? null,
    labelId: outcome.labelId ?? null,
    priority: outcome.priority ? priorityNumbers.indexOf(outcome.priority) : null,
    rules: said,
    ruled: outcome.assigneeId
      ? { userId: outcome.assigneeId, rule: ruleFor?.name ?? '' }
      : undefined,
  }
}

/** What is decided by a rule, and as what it stands in the story when somebody says it. */
const saidAs: Readonly<Record<string, string>> = {
  departmentId: 'department',
  priority: 'priority',
  labelId: 'labelled',
}

/** What somebody has said of a conversation: the house never says it otherwise again. */
async function saidOf(work: Work, id: string): Promise<ReadonlySet<string>> {
  const rows = await work.run<{ what: string }>(
    `select distinct what from conversation_happening
     where company_id = $1 and conversation_id = $2 and what = any($3)`,
    [work.companyId, id, Object.values(saidAs)],
  )
  return new Set(rows.map(({ what }) => what))
}

/** Keeps what a message was found to be; what it says nothing of stays as an earlier one left it. */
async function writeSorted(work: Work, conversation: ConversationTable, found: Sorted) {
  const said = await saidOf(work, conversation.id)
  const stands = (field: string) => said.has(saidAs[field] ?? '')
  const sorted = {
    ...found,
    departmentId: stands('departmentId') ? null : found.departmentId,
    priority: stands('priority') ? null : found.priority,
    labelId: stands('labelId') ? null : found.labelId,
    rules: found.rules.filter(({ field }) => !stands(field)),
  }
  const [row] = await work.run<ConversationTable>(
    `update conversation set type_id = $3, type_by = $4, type_certainty = $5, type_words = $6,
       department_id = coalesce($7, department_id), priority = coalesce($8, priority), rules = $9
     where company_id = $1 and id = $2 returning *`,
    [
      ...[work.companyId, conversation.id, sorted.typeId, sorted.typeBy],
      ...[sorted.typeId === null ? null : sorted.certainty, JSON.stringify(sorted.words)],
      ...[sorted.departmentId, sorted.priority, JSON.stringify(sorted.rules)],
    ],
  )
  if (sorted.labelId !== null)
    await work.run(
      `insert into conversation_label (company_id, conversation_id, label_id)
       select company_id, $2, id from conversation_label_kind where company_id = $1 and id = $3
       on conflict do nothing`,
      [work.companyId, conversation.id, sorted.labelId],
    )
  return row ?? conversation
}

/** Who last spoke with each writer, or with the customer on any thread, by conversation. */
export async function lastAgentsOf(
  work: Work,
  conversations: readonly Pick<ConversationTable, 'id' | 'thread_id' | 'customer_id'>[],
): Promise<ReadonlyMap<string, string>> {
  if (conversations.length === 0) return new Map()
  const rows = await work.run<{ id: string; agent_id: string }>(
    `select t.id, last.agent_id from jsonb_to_recordset($2::jsonb) as t(id uuid, thread_id uuid, customer_id uuid),
     lateral (select a.agent_id from conversation_answer a
       join conversation c on c.company_id = a.company_id and c.id = a.conversation_id
       where a.company_id = $1 and a.agent_id is not null and not a.withdrawn
         and (c.thread_id = t.thread_id or c.customer_id = t.customer_id)
       order by a.at desc limit 1) last`,
    [
      work.companyId,
      JSON.stringify(
        conversations.map(({ id, thread_id, customer_id }) => ({ id, thread_id, customer_id })),
      ),
    ],
  )
  return new Map(rows.map((row) => [row.id, row.agent_id]))
}

/** Whether the one who has it still works here. */
async function isHeld(work: Work, conversation: ConversationTable): Promise<boolean> {
  if (conversation.assignee_id === null) return false
  const users = await activeUsers(work)
  return users.some(({ userId }) => userId === conversation.assignee_id)
}

/** The certainty lies in the table in thousandths. */
const understood = (
  type: string | null,
  by: Understood['by'],
  thousandths: number | null,
): Understood => ({ type, by, certainty: thousandths === null ? null : thousandths / 1000 })

/** The change of type as it stands in the story, with the words that made it. */
function typedAnew(
  work: Work,
  conversation: ConversationTable,
  { typeId, words }: Sorted,
  types: readonly TypeTable[],
): Happened {
  const nameOf = (id: string | null) => {
    const type = types.find((each) => each.id === id)
    return type ? typeName(work.session, type) : null
  }
  return {
    conversation,
    what: 'typed',
    facts: { before: nameOf(conversation.type_id), after: nameOf(typeId) },
    reasons: words.slice(0, 2).map(({ word }) => ({ code: 'word', facts: { fact: word } })),
    byHouse: true,
  }
}

/** What is new is sorted by rules and words, and given to somebody; what a person said of it stands. */
export async function sortNew(
  work: Work,
  conversation: ConversationTable,
  heard: Heard,
  { settings, clock, how }: How,
): Promise<Happened[]> {
  const text = heard.messages.map((each) => `${each.subject} ${each.text}`).join('\n')
  const { type_id, type_by, type_certainty } = conversation
  const before = understood(type_id, type_by, type_certainty)
  const unsorted = isUnsorted(before)
  const fresh = how === 'made' || how === 'reopened'
  let row = conversation
  let card: CustomerCard | undefined
  let ruled: Sorted['ruled']
  const happened: Happened[] = []
  const { automatic, consent } = heard
  const asks = mayFollow(before, { greeting: isGreeting(text), automatic })
  if (asks && !consent && text.trim() !== '') {
    const types = await ensureTypes(work)
    const sorted = await sortOut(work, conversation, text, clock, types)
    const { typeId, typeBy, certainty } = sorted
    const louder = speaksOtherwise(before, understood(typeId, typeBy, certainty))
    if (unsorted || louder) {
      row = await writeSorted(work, conversation, sorted)
      card = sorted.card
      ruled = sorted.ruled
    }
    if (!unsorted && louder) happened.push(typedAnew(work, conversation, sorted, types))
  }
  const wanting = row.assignee_id === null || (fresh && !(await isHeld(work, row)))
  if (!wanting || automatic || consent) return happened
  // Once somebody was looked for in vain, the minute's sweep looks again.
  if (!fresh && row.assigned_why !== null) return happened
  // The thread is held here, and in a rush everyone would hold one while they wait for their turn.
  if (!ruled && !(await mayGiveNow(work))) {
    work.enqueue('inbox.give', {}, { key: `inbox.give:${work.companyId}` })
    return happened
  }
  const ownerId = (card ?? (await customerOf(work, row.customer_id)))?.ownerId ?? null
  const lastAgentId = (await lastAgentsOf(work, [row])).get(row.id) ?? null
  const given = await give(work, settings, [{ conversation: row, ownerId, lastAgentId, ruled }])
  return [...happened, ...(await tellGiven(work, given, { byHouse: true }))]
}
