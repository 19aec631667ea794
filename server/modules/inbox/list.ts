import { fold } from '#core/arabic/fold.ts'
import type { ConversationsInput, FolderCounts } from '#core/inbox/api.ts'
import type { Folder } from '#core/inbox/conversation.ts'
import { priorityNumbers } from '#core/inbox/type-names.ts'
import { addressName } from '#core/messaging/address-name.ts'
import { Refusal } from '#core/refusal.ts'
import { foundCustomers, partiesOf, partiesOfMany } from '#modules/contacts/index.ts'
import { planForValues } from '#platform/plan.ts'
import { query } from '#platform/query.ts'
import { may } from '#platform/session.ts'
import { cursorAt, readCursor } from './cursor.ts'
import { showRows } from './rows.ts'
import { type From, type Reach, reachOf, withinSql, withinValues } from './scope.ts'
import type { ConversationTable } from './tables.ts'

/** The reach stands in `$2` to `$5`; `$5` is the reader. */
const folders: Readonly<Record<Folder, string>> = {
  mine: `c.state = 'open' and c.assignee_id = $5::uuid`,
  unassigned: `c.state = 'open' and c.assignee_id is null`,
  team: `c.state = 'open' and (c.department_id = any($4::uuid[]) or c.assignee_id = any($3::uuid[]))`,
  mentions: `exists (select 1 from conversation_mention m where m.company_id = c.company_id
    and m.conversation_id = c.id and m.user_id = $5::uuid)`,
  waiting: `c.state = 'open' and c.waiting_since is not null`,
  snoozed: `c.state = 'snoozed'`,
  closed: `c.state = 'closed'`,
  all: 'true',
}

type Sorting = Readonly<{
  /** What follows the place in `$17`, `$18`. */
  after: string
  order: string
  keyOf: (row: ConversationTable) => Date | string | number
}>

/** Nobody in this folder is not waiting: its own index keeps them in their order. */
const longest: Sorting = {
  after: '(c.waiting_since, c.id) > ($17::timestamptz, $18::uuid)',
  order: 'c.waiting_since, c.id',
  keyOf: (row) => row.waiting_since ?? never,
}

const never = '9999-12-31T00:00:00.000Z'
const waiting = `coalesce(c.waiting_since, '${never}'::timestamptz)`

const sortings: Readonly<Record<ConversationsInput['sort'], Sorting>> = {
  newest: {
    after: '(c.last_at, c.id) < ($17::timestamptz, $18::uuid)',
    order: 'c.last_at desc, c.id desc',
    keyOf: (row) => row.last_at,
  },
  oldest: {
    after: '(c.last_at, c.id) > ($17::timestamptz, $18::uuid)',
    order: 'c.last_at, c.id',
    keyOf: (row) => row.last_at,
  },
  waiting: {
    after: `(${waiting}, c.id) > ($17::timestamptz, $18::uuid)`,
    order: `${waiting}, c.id`,
    keyOf: (row) => row.waiting_since ?? never,
  },
  priority: {
    after: `(c.priority, c.last_at, c.id) < (split_part($17, ' ', 1)::int,
      split_part($17, ' ', 2)::timestamptz, $18::uuid)`,
    order: 'c.priority desc, c.last_at desc, c.id desc',
    keyOf: (row) => `${row.priority} ${row.last_at.toISOString()}`,
  },
}

const filters = `
  and ($6::text[] is null or c.channel = any($6)) and ($7::uuid[] is null or c.type_id = any($7))
  and ($8::uuid[] is null or c.department_id = any($8)) and ($9::uuid is null or c.assignee_id = $9)
  and ($10::uuid[] is null or c.customer_id = any($10)) and ($11::int[] is null or c.priority = any($11))
  and ($12::uuid[] is null or exists (select 1 from conversation_label l
    where l.company_id = c.company_id and l.conversation_id = c.id and l.label_id = any($12)))
  and (not $13::boolean or (c.state <> 'closed' and c.heard > coalesce((select r.seen from conversation_read r
    where r.company_id = c.company_id and r.user_id = $5::uuid and r.conversation_id = c.id), 0)))
  and (not $14::boolean or (c.state = 'open' and c.reply_due_at < $15::timestamptz))`

/** So far a list counts its rows; a longer one is as long as that. */
const most = 1000

const pattern = (text: string) => `%${fold(text).replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`

/** So few are named by their ids; words that stand in more are met soon in any order. */
const fewFound = 2000

/**
 * Whoever may not see numbers finds nobody by theirs: where a writer is called by one, the words
 * alone count, whose pattern stands in `$20`.
 */
const saidAlone = `and (c.writer !~ '${addressName}' or fold(c.last_text) like $20
  or c.customer_id = any($19::uuid[]))`

/** Those whose words or whose customer the text finds: the first in `$16`, the second in `$19`. */
async function textFilter(from: From, text: string | undefined) {
  if (!text)
    return {
      often: false,
      sql: 'and $16::text is null and $19::uuid[] is null and $20::text is null',
      values: [null, null, null],
    }
  const found = may(from.session, 'contacts.read') ? await foundCustomers(from, text) : []
  const parties =
    found.length > 0 ? await partiesOfMany(from, found.slice(0, 500), 'contacts.read') : []
  const customers = parties.flatMap((each) => each.parties)
  const named = await from.run<{ id: string }>('select find_conversations($1, $2) as id', [
    pattern(text),
    fewFound,
  ])
  const few = named.length < fewFound
  const sees = may(from.session, 'contacts.see_identities')
  return {
    often: !few,
    sql: `and (${few ? 'c.id = any($16::uuid[])' : 'c.words like $16'} or c.customer_id = any($19::uuid[]))
      ${sees ? 'and $20::text is null' : saidAlone}`,
    values: [
      few ? named.map(({ id }) => id) : pattern(text),
      customers,
      sees ? null : pattern(text),
    ],
  }
}

/**
 * A word that stands in every tenth conversation is met soon by walking the list in its order; the
 * planner takes every pattern for a rare one, reads all and sorts (190 ms at 100,000, then 1 ms).
 */
const inOrder = (from: From) =>
  from.run(
    `select set_config('enable_sort', 'off', true), set_config('enable_seqscan', 'off', true)`,
    [],
  )

type Asked = Omit<ConversationsInput, 'customerId'> & { parties?: readonly string[] | undefined }

const instant = /^(?!0000)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/

/** The place of a cursor of this order. @throws request.invalid for one of another */
function placeIn(sort: ConversationsInput['sort'], cursor: string): [string, string] {
  const [place, id] = readCursor(cursor)
  const [priority = '', at = ''] = sort === 'priority' ? place.split(' ') : ['0', place]
  if (!/^[0-3]$/.test(priority) || !instant.test(at) || Number.isNaN(Date.parse(at)))
    throw new Refusal('request.invalid')
  return [place, id]
}

async function listOf(from: From, input: Asked, reach: Reach) {
  const waits = input.sort === 'waiting' && input.folder === 'waiting'
  const sorting = waits ? longest : sortings[input.sort]
  const [place, placeId] =
    input.cursor === undefined ? [null, null] : placeIn(input.sort, input.cursor)
  const text = await textFilter(from, input.text)
  await planForValues(from)
  if (text.often && (input.folder === 'all' || input.folder === 'closed')) await inOrder(from)
  const priorities = input.priority?.map((each) => priorityNumbers.indexOf(each)) ?? null
  const values = (cursor: string | null) => [
    ...[from.companyId, ...withinValues(reach)],
    ...[input.channel ?? null, input.typeId ?? null, input.departmentId ?? null],
    ...[input.assigneeId ?? null, input.parties ?? null, priorities, input.labelId ?? null],
    ...[input.unread === true, input.overdue === true, from.now, text.values[0] ?? null],
    ...[cursor, placeId, text.values[1] ?? null, text.values[2] ?? null],
  ]
  const where = `c.company_id = $1 and ${folders[input.folder]} and ${withinSql(2)} ${filters} ${text.sql}`
  const rows = await from.run<ConversationTable>(
    `select c.* from conversation c where ${where} and ($17::text is null or ${sorting.after})
     order by ${sorting.order} limit ${input.limit + 1}`,
    values(place),
  )
  const [all] = await from.run<{ count: number }>(
    `select count(*) as count from (select 1 from conversation c where ${where}
       and $17::text is null and $18::uuid is null limit ${most}) counted`,
    values(null).with(17, null),
  )
  const shown = rows.slice(0, input.limit)
  const last = shown.at(-1)
  return {
    rows: await showRows(from, shown),
    nextCursor: rows.length > input.limit && last ? cursorAt(sorting.keyOf(last), last.id) : null,
    total: all?.count ?? 0,
  }
}

/** The conversations of a folder, as far as the reader sees; who waits or wrote last comes first. */
export const listConversations = query('inbox.read', async (from, input: ConversationsInput) => {
  const { customerId, ...asked } = input
  const parties = customerId ? await partiesOf(from, customerId, 'contacts.read') : undefined
  return listOf(from, { ...asked, parties }, await reachOf(from))
})

/** All conversations of a customer that the reader may see, the latest first. */
export const conversationsOfCustomer = query(
  'inbox.read',
  async (from, input: { id: string; cursor?: string | undefined; limit: number }) => {
    const parties = await partiesOf(from, input.id, 'contacts.read')
    const { cursor, limit } = input
    const asked: Asked = { folder: 'all', sort: 'newest', cursor, limit, parties }
    return listOf(from, asked, await reachOf(from))
  },
)

/** How many are in each folder, each counted to a thousand. */
export const countFolders = query('inbox.read', async (from, _: object): Promise<FolderCounts> => {
  const reach = await reachOf(from)
  const counted = (name: string, condition: string) =>
    `(select count(*) from (select 1 from conversation c where c.company_id = $1 and ${condition}
       and ${withinSql(2)} limit ${most}) x)::int as ${name}`
  const unread = `c.state = 'open' and c.assignee_id = $5::uuid and c.heard > coalesce((
    select r.seen from conversation_read r where r.company_id = c.company_id
      and r.user_id = $5::uuid and r.conversation_id = c.id), 0)`
  await planForValues(from)
  const parts = Object.entries({ ...folders, unread }).map(([name, each]) =>
    counted(`"${name}"`, each),
  )
  const [row] = await from.run<FolderCounts>(`select ${parts.join(', ')}`, [
    from.companyId,
    ...withinValues(reach),
  ])
  if (!row) throw new Error('A count has a row')
  return row
})
