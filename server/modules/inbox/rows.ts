import type { ConversationRow, CustomerShown, TypeShown } from '#core/inbox/conversation.ts'
import { priorityNumbers } from '#core/inbox/type-names.ts'
import { type Money, sumsByCurrency } from '#core/money.ts'
import { type CustomerName, nameCustomers, partiesOfMany } from '#modules/contacts/index.ts'
import { agingOf } from '#modules/ledger/index.ts'
import { shownName, statesOf } from '#modules/messaging/index.ts'
import { departmentsOf, userNames } from '#modules/people/index.ts'
import { may, ownersWithin } from '#platform/session.ts'
import { viewersAt } from './presence.ts'
import type { From } from './scope.ts'
import type { ConversationTable, TypeTable } from './tables.ts'
import { typeName, typesById } from './types.ts'

const iso = (at: Date | null): string | null => at?.toISOString() ?? null

/** Customers as this reader may see them; one outside their reach is missing. */
export async function customersShown(
  from: From,
  ids: readonly string[],
): Promise<Map<string, CustomerShown>> {
  if (ids.length === 0 || !may(from.session, 'contacts.read')) return new Map()
  const names = await nameCustomers(from, ids)
  const survivors = await nameCustomers(from, [
    ...new Set([...names.values()].map(({ survivorId }) => survivorId)),
  ])
  const owners = ownersWithin(from.session, 'contacts.read')
  const seen = ({ ownerId }: CustomerName) =>
    owners === undefined || (ownerId !== null && owners.includes(ownerId))
  return new Map(
    [...names].flatMap(([id, name]): [string, CustomerShown][] => {
      const answers = survivors.get(name.survivorId) ?? name
      if (!seen(answers)) return []
      const english = from.session.language === 'en' ? answers.nameEn : null
      return [[id, { id: answers.id, name: english ?? answers.name, number: answers.number }]]
    }),
  )
}

/** What is overdue of each customer, a sum a currency; nothing at all for who may not read the books. */
export async function overdueOf(
  from: From,
  customerIds: readonly string[],
): Promise<ReadonlyMap<string, Money[]> | undefined> {
  if (!may(from.session, 'ledger.statement') && !may(from.session, 'collections.read'))
    return undefined
  const permission = may(from.session, 'collections.read') ? 'collections.read' : 'ledger.statement'
  const found = await partiesOfMany(from, customerIds, permission)
  const rootOf = new Map(found.flatMap(({ id, parties }) => parties.map((party) => [party, id])))
  const parties = [...rootOf.keys()]
  const aging = parties.length > 0 ? await agingOf(from, { parties }) : []
  const late = aging.filter(({ overdue }) => overdue.minor > 0)
  const sums = new Map(
    found.map(({ id }): [string, Money[]] => [
      id,
      sumsByCurrency(
        late.flatMap(({ partyId, overdue }) => (rootOf.get(partyId) === id ? [overdue] : [])),
      ),
    ]),
  )
  return new Map([...rootOf].map(([party, root]) => [party, sums.get(root) ?? []]))
}

type Beside = {
  seen: Map<string, number>
  drafts: Map<string, string>
  labels: Map<string, ConversationRow['labels']>
  types: Map<string, TypeTable>
}

async function besides(from: From, ids: readonly string[], typeIds: readonly string[]) {
  const me = from.session.actor.id
  const marks = await from.run<{ id: string; seen: number | null; draft: string | null }>(
    `select t.id, r.seen, left(d.text, 200) as draft from unnest($2::uuid[]) as t(id)
     left join conversation_read r on r.company_id = $1 and r.user_id = $3 and r.conversation_id = t.id
     left join conversation_draft d on d.company_id = $1 and d.user_id = $3 and d.conversation_id = t.id`,
    [from.companyId, ids, me],
  )
  const labels = await from.run<ConversationRow['labels'][number] & { conversation_id: string }>(
    `select l.conversation_id, k.id, k.name, k.colour from conversation_label l
     join conversation_label_kind k on k.company_id = $1 and k.id = l.label_id
     where l.company_id = $1 and l.conversation_id = any($2) order by k.name`,
    [from.companyId, ids],
  )
  const beside: Beside = {
    seen: new Map(marks.map(({ id, seen }) => [id, seen ?? 0])),
    drafts: new Map(
      marks.flatMap(({ id, draft }) => (draft === null ? [] : [[id, draft] as const])),
    ),
    labels: new Map(),
    types: await typesById(from, typeIds),
  }
  for (const { conversation_id: id, ...label } of labels)
    beside.labels.set(id, [...(beside.labels.get(id) ?? []), label])
  return beside
}

function typeShown(from: From, row: ConversationTable, type: TypeTable | undefined) {
  if (!type) return null
  const shown: TypeShown = {
    id: type.id,
    key: type.key,
    name: typeName(from.session, type),
    colour: type.colour,
    by: row.type_by ?? 'guess',
    certainty: (row.type_certainty ?? 1000) / 1000,
  }
  return shown
}

const present = (ids: readonly (string | null)[]): string[] => [
  ...new Set(ids.flatMap((id) => id ?? [])),
]

/** Conversations as this reader sees them, in the order given: a few statements, however many they are. */
export async function showRows(
  from: From,
  rows: readonly ConversationTable[],
): Promise<ConversationRow[]> {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const customerIds = present(rows.map((row) => row.customer_id))
  const beside = await besides(from, ids, present(rows.map((row) => row.type_id)))
  const customers = await customersShown(from, customerIds)
  const overdue = await overdueOf(from, customerIds)
  const names = await userNames(from, present(rows.map((row) => row.assignee_id)))
  const departments = await departmentsOf(from)
  const lastIds = rows.flatMap((row) =>
    row.last_direction === 'out' ? (row.last_message_id ?? []) : [],
  )
  const states = await statesOf(from, lastIds)
  const viewers = await viewersAt(from, 'conversation', ids)
  return rows.map((row): ConversationRow => {
    const { assignee_id: assigneeId, department_id: departmentId } = row
    const department = departmentId === null ? undefined : departments.get(departmentId)
    const customer = row.customer_id === null ? undefined : customers.get(row.customer_id)
    return {
      id: row.id,
      threadId: row.thread_id,
      channel: row.channel,
      writer: shownName(from, row.writer),
      customer: customer ?? null,
      lastText: row.last_text,
      lastKind: row.last_kind,
      lastAt: row.last_at.toISOString(),
      lastDirection: row.last_direction,
      lastState:
        row.last_direction === 'in' ? 'received' : (states.get(row.last_message_id ?? '') ?? null),
      unread: row.state === 'closed' ? 0 : Math.max(0, row.heard - (beside.seen.get(row.id) ?? 0)),
      state: row.state,
      snoozeUntil: iso(row.snooze_until),
      openedAt: row.opened_at.toISOString(),
      closedAt: iso(row.closed_at),
      waitingSince: iso(row.waiting_since),
      replyDue: iso(row.reply_due_at),
      assignee: assigneeId === null ? null : { id: assigneeId, name: names.get(assigneeId) ?? '' },
      department:
        departmentId !== null && department !== undefined
          ? { id: departmentId, name: department }
          : null,
      type: typeShown(from, row, beside.types.get(row.type_id ?? '')),
      labels: beside.labels.get(row.id) ?? [],
      priority: priorityNumbers[row.priority] ?? 'normal',
      overdue:
        overdue && customer ? (overdue.get(row.customer_id ?? '') ?? []) : overdue ? [] : null,
      drafted: beside.drafts.has(row.id),
      draftText: beside.drafts.get(row.id) ?? null,
      viewers: viewers.get(row.id) ?? [],
    }
  })
}

/** One conversation as a row, after it was changed. */
export async function showRow(from: From, id: string): Promise<ConversationRow> {
  const rows = await from.run<ConversationTable>(
    'select * from conversation where company_id = $1 and id = $2',
    [from.companyId, id],
  )
  const [row] = await showRows(from, rows)
  if (!row) throw new Error(`The conversation ${id} is there`)
  return row
}
