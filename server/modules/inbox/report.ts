import { addDays } from '#core/day.ts'
import type {
  InboxReport,
  ReportInput,
  ReportLine,
  ReportRow,
  ReportRowsInput,
} from '#core/inbox/report.ts'
import { shownName } from '#modules/messaging/index.ts'
import { userNames } from '#modules/people/index.ts'
import { query } from '#platform/query.ts'
import { cursorAt, readTimeCursor } from './cursor.ts'
import { type From, reachOf, withinSql, withinValues } from './scope.ts'
import { typeNamesOf } from './types.ts'

type GroupBy = ReportInput['groupBy']

/** What each figure is grouped by: of conversations `c`, and of answers `a`. */
const keys: Readonly<Record<GroupBy, (at: string) => { c: string; a: string }>> = {
  channel: () => ({ c: 'c.channel', a: 'a.channel' }),
  type: () => ({ c: 'c.type_id::text', a: 'c.type_id::text' }),
  agent: () => ({ c: 'c.assignee_id::text', a: 'a.agent_id::text' }),
  day: (at) => ({
    c: `(${at} at time zone $4)::date::text`,
    a: '(a.at at time zone $4)::date::text',
  }),
}

const span = (at: string) =>
  `${at} >= ($2::date::timestamp at time zone $4) and ${at} < ($3::date::timestamp at time zone $4)`

type Figure = { key: string | null } & Record<string, number | null>

/** Of the conversations with an instant in the range, by key. */
const conversations = (by: GroupBy, at: string, figures: string) => `
  select ${keys[by](at).c} as key, ${figures} from conversation c
  where c.company_id = $1 and ${span(at)} and ${withinSql(5)} group by 1`

const percentile = (part: number, of: string, which: string) =>
  `(percentile_disc(${part}) within group (order by ${of}) filter (where ${which} and a.wall_s is not null))::int`

const responses = (name: string, which: string) => `
  count(a.wall_s) filter (where ${which}) as ${name}_count,
  ${percentile(0.5, 'a.wall_s', which)} as ${name}_median,
  ${percentile(0.9, 'a.wall_s', which)} as ${name}_p90,
  ${percentile(0.5, 'a.working_s', which)} as ${name}_working_median,
  ${percentile(0.9, 'a.working_s', which)} as ${name}_working_p90`

const answers = (by: GroupBy) => `
  select ${keys[by]('a.at').a} as key, grouping(${keys[by]('a.at').a}) as whole, count(*) as answered, ${responses('first', 'a.first')},
    ${responses('next', 'not a.first')}
  from conversation_answer a join conversation c on c.company_id = a.company_id and c.id = a.conversation_id
  where a.company_id = $1 and not a.withdrawn and ${span('a.at')} and ${withinSql(5)} group by grouping sets ((1), ())`

const receivedKey = (by: GroupBy) => (by === 'day' ? 'd.day::text' : keys[by]('').c)

const received = (by: GroupBy) => `
  select ${receivedKey(by)} as key, sum(d.received)::int as received
  from conversation_day d join conversation c on c.company_id = d.company_id and c.id = d.conversation_id
  where d.company_id = $1 and d.day >= $2 and d.day < $3 and $4::text is not null and ${withinSql(5)} group by 1`

const scores = [1, 2, 3, 4, 5]
  .map((score) => `count(*) filter (where c.satisfaction_score = ${score}) as score_${score}`)
  .join(', ')

const minutes = (seconds: number | null | undefined) =>
  seconds === null || seconds === undefined ? null : Math.round(seconds / 6) / 10

type Found = Record<string, number | null>

function responseOf(found: Found, name: string): ReportLine['first'] {
  const at = (part: string) => minutes(found[`${name}_${part}`])
  return {
    count: found[`${name}_count`] ?? 0,
    median: at('median'),
    p90: at('p90'),
    workingMedian: at('working_median'),
    workingP90: at('working_p90'),
  }
}

function lineOf(key: string, name: string | null, found: Found): ReportLine {
  const given = [1, 2, 3, 4, 5].map((score) => found[`score_${score}`] ?? 0)
  const count = given.reduce((sum, each) => sum + each, 0)
  const points = given.reduce((sum, each, at) => sum + each * (at + 1), 0)
  return {
    key,
    name,
    opened: found['opened'] ?? 0,
    closed: found['closed'] ?? 0,
    received: found['received'] ?? 0,
    answered: found['answered'] ?? 0,
    first: responseOf(found, 'first'),
    next: responseOf(found, 'next'),
    satisfaction: {
      asked: found['asked'] ?? 0,
      count,
      average: count === 0 ? null : Math.round((points / count) * 100) / 100,
      scores: given,
    },
  }
}

/** What the keys of a report are called; days and channels are their own names. */
async function namesOf(from: From, by: GroupBy, ids: readonly string[]) {
  if (by === 'agent') return userNames(from, ids)
  return by === 'type' ? typeNamesOf(from, ids) : new Map<string, string>()
}

/** How much was said and how fast it was answered, by one thing, and all together. */
export const showReport = query(
  'inbox.read',
  async (from, input: ReportInput): Promise<InboxReport> => {
    const { groupBy } = input
    const values = [
      ...[from.companyId, input.from, addDays(input.to, 1), from.zone],
      ...withinValues(await reachOf(from)),
    ]
    const lines = new Map<string, Found>()
    const total: Found = {}
    const counted = (rows: Figure[]) => {
      for (const { key, ...figures } of rows) {
        const line = lines.get(key ?? '') ?? {}
        lines.set(key ?? '', line)
        for (const [name, value] of Object.entries(figures)) {
          line[name] = value
          total[name] = (total[name] ?? 0) + (value ?? 0)
        }
      }
    }
    counted(
      await from.run<Figure>(conversations(groupBy, 'c.opened_at', 'count(*) as opened'), values),
    )
    counted(
      await from.run<Figure>(conversations(groupBy, 'c.closed_at', 'count(*) as closed'), values),
    )
    const asked = `count(*) as asked, ${scores}`
    counted(await from.run<Figure>(conversations(groupBy, 'c.satisfaction_at', asked), values))
    counted(await from.run<Figure>(received(groupBy), values))
    const said = await from.run<Figure & { whole: number }>(answers(groupBy), values)
    for (const { key, whole, ...figures } of said)
      if (whole === 1) Object.assign(total, figures)
      else lines.set(key ?? '', { ...lines.get(key ?? ''), ...figures })
    const names = await namesOf(from, groupBy, [...lines.keys()].filter(Boolean))
    return {
      rows: [...lines]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, found]) => lineOf(key, names.get(key) ?? null, found)),
      total: lineOf('', null, total),
    }
  },
)

type Line = {
  conversation_id: string
  message_id: string | null
  channel: ReportRow['channel']
  name: string
  agent_id: string | null
  at: Date
  wall_s: number | null
  working_s: number | null
  score: number | null
}

/** The rows of one figure: where they come from, and the instant that they are sorted by. */
function rowsSql(figure: ReportRowsInput['figure'], by: GroupBy): string {
  const ofConversations = (at: string) => `
    select c.id as conversation_id, c.last_message_id as message_id, c.channel, c.writer as name,
      c.assignee_id as agent_id, ${at} as at, null::int as wall_s, null::int as working_s,
      c.satisfaction_score as score, c.id as id, ${keys[by](at).c} as key
    from conversation c where c.company_id = $1 and ${span(at)} and ${withinSql(5)}`
  const ofAnswers = (when: string) => `
    select c.id as conversation_id, a.message_id, a.channel, c.writer as name, a.agent_id, a.at, a.wall_s,
      a.working_s, c.satisfaction_score as score, a.message_id as id, ${keys[by]('a.at').a} as key
    from conversation_answer a join conversation c on c.company_id = a.company_id and c.id = a.conversation_id
    where a.company_id = $1 and not a.withdrawn and ${span('a.at')} and ${when} and ${withinSql(5)}`
  switch (figure) {
    case 'opened':
      return ofConversations('c.opened_at')
    case 'closed':
      return ofConversations('c.closed_at')
    case 'satisfaction':
      return ofConversations('c.satisfaction_at')
    // A row a day on which the customer wrote, whatever was said after it.
    case 'received':
      return `
        select c.id as conversation_id, c.last_message_id as message_id, c.channel, c.writer as name,
          c.assignee_id as agent_id, d.day::timestamp at time zone $4 as at, null::int as wall_s,
          null::int as working_s, c.satisfaction_score as score, c.id as id,
          ${receivedKey(by)} as key
        from conversation_day d
        join conversation c on c.company_id = d.company_id and c.id = d.conversation_id
        where d.company_id = $1 and d.day >= $2::date and d.day < $3::date and ${withinSql(5)}`
    case 'answered':
      return ofAnswers('true')
    case 'first':
      return ofAnswers('a.first and a.wall_s is not null')
    case 'next':
      return ofAnswers('not a.first and a.wall_s is not null')
  }
}

/** The rows behind one figure, the latest first. */
export const listReportRows = query('inbox.read', async (from, input: ReportRowsInput) => {
  const place = input.cursor ? readTimeCursor(input.cursor) : undefined
  const { groupBy, figure, limit } = input
  const values = [
    ...[from.companyId, input.from, addDays(input.to, 1), from.zone],
    ...withinValues(await reachOf(from)),
    input.key ?? null,
  ]
  const matching = `select * from (${rowsSql(figure, groupBy)}) x
    where ($9::text is null or coalesce(key, '') = $9)`
  const rows = await from.run<Line & { id: string }>(
    `${matching} and ($10::timestamptz is null or (at, id) < ($10, $11::uuid))
     order by at desc, id desc limit $12`,
    [...values, place?.at ?? null, place?.id ?? null, limit + 1],
  )
  const [all] = await from.run<{ count: number }>(
    `select count(*) as count from (${matching} limit 1000) counted`,
    values,
  )
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const names = await userNames(
    from,
    shown.flatMap((row) => row.agent_id ?? []),
  )
  return {
    rows: shown.map(
      (row): ReportRow => ({
        conversationId: row.conversation_id,
        messageId: row.message_id,
        channel: row.channel,
        name: shownName(from, row.name),
        agent: row.agent_id === null ? null : (names.get(row.agent_id) ?? null),
        at: row.at.toISOString(),
        minutes: minutes(row.wall_s),
        workingMinutes: minutes(row.working_s),
        score: row.score,
      }),
    ),
    nextCursor: rows.length > limit && last ? cursorAt(last.at, last.id) : null,
    total: all?.count ?? 0,
  }
})
