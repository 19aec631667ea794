import { fold } from '#core/arabic/fold.ts'
import type { MessageChannel } from '#core/messaging/message.ts'
import { planForValues } from '#platform/plan.ts'
import { shownName } from '../shown-name.ts'
import type { From } from '../store.ts'

export type WordsSought = Readonly<{
  text: string
  /** Undefined: in all threads. */
  threadIds: readonly string[] | undefined
  channels: readonly MessageChannel[] | undefined
  direction: 'in' | 'out' | undefined
  before: Readonly<{ at: Date; id: string }> | undefined
  limit: number
}>

export type FoundWords = Readonly<{
  id: string
  threadId: string
  channel: MessageChannel
  direction: 'in' | 'out'
  at: Date
  by: string
  customerId: string | null
  subject: string
  body: string
}>

const mostWords = 5
/** So many of the newest are simply read: a word that is in many messages is found among these. */
const newest = 6_000
/** A word of two letters has no place in the index of threes. */
const shortest = 3

/** The folded words that must all stand in a message. */
export const soughtWords = (text: string): string[] =>
  fold(text).split(/\s+/).filter(Boolean).slice(0, mostWords)

const pattern = (word: string) => `%${word.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`

const columns = `id, thread_id as "threadId", channel, direction, said_at as at,
  case when direction = 'in' then to_name else actor_name end as by, customer_id as "customerId",
  subject, left(body, 8000) as body`

const clauses = (count: number) =>
  Array.from({ length: count }, (_, at) => `and words like $${at + 8}`).join(' ')

/** The rows of one reach of time; `$2`, `$3` the place before it, `$4` threads, `$5`, `$6` of which kind. */
const filters = `($4::uuid[] is null or thread_id = any($4)) and ($5::text[] is null or channel = any($5))
  and ($6::text is null or direction = $6)`

const place = `($2::timestamptz is null or (said_at, id) < ($2, $3::uuid))`

// The inner limit is a fence: what is newest is read in its own order until enough was found.
const amongNewest = (count: number) => `
  select ${columns} from (
    select * from message where company_id = $1 and thread_id is not null and ${place}
    order by said_at desc, id desc limit ${newest}) m
  where ${filters} ${clauses(count)} order by said_at desc, id desc limit $7`

const amongAll = `
  select ${columns} from message where company_id = $1
    and id in (select find_messages($2::text[], $3, $4, $5, $6, $7, $8))
  order by said_at desc, id desc`

const ofThreads = (count: number) => `
  select ${columns} from message where company_id = $1 and thread_id is not null and ${place}
    and ${filters} ${clauses(count)} order by said_at desc, id desc limit $7`

const fewThreads = 200

export type WordsFound = Readonly<{
  rows: FoundWords[]
  /** From where to look on; undefined when nothing is older. */
  next: Readonly<{ at: Date; id: string }> | undefined
}>

/** Messages that hold all the words, in any spelling, the newest first. */
export async function findWords(from: From, sought: WordsSought): Promise<WordsFound> {
  const words = soughtWords(sought.text)
  if (words.length === 0) return { rows: [], next: undefined }
  const { before, threadIds, limit } = sought
  await planForValues(from)
  const values = (place: WordsSought['before'], most: number) => [
    ...[from.companyId, place?.at ?? null, place?.id ?? null, threadIds ?? null],
    ...[sought.channels ?? null, sought.direction ?? null, most, ...words.map(pattern)],
  ]
  const ask = (text: string, place: WordsSought['before'], most = limit + 1) =>
    from.run<FoundWords>(text, values(place, most))
  const named = (row: FoundWords): FoundWords =>
    row.direction === 'in' ? { ...row, by: shownName(from, row.by) } : row
  const paged = (rows: FoundWords[]): WordsFound => {
    const shown = rows.slice(0, limit).map(named)
    return { rows: shown, next: rows.length > limit ? shown.at(-1) : undefined }
  }
  if (threadIds && threadIds.length <= fewThreads)
    return paged(await ask(ofThreads(words.length), before))
  const near = await ask(amongNewest(words.length), before)
  if (near.length > limit) return paged(near)
  const [edge] = await from.run<{ at: Date; id: string }>(
    `select said_at as at, id from message where company_id = $1 and thread_id is not null and ${place}
     order by said_at desc, id desc offset ${newest - 1} limit 1`,
    [from.companyId, before?.at ?? null, before?.id ?? null],
  )
  if (!edge) return paged(near)
  // Without an index to ask, the reader goes on by themselves, a stretch at a time.
  if (words.every((word) => word.length < shortest)) return { rows: near.map(named), next: edge }
  const longestFirst = words.toSorted((a, b) => b.length - a.length).map(pattern)
  const far = await from.run<FoundWords>(amongAll, [
    ...[from.companyId, longestFirst, threadIds ?? null, sought.channels ?? null],
    ...[sought.direction ?? null, edge.at, edge.id, limit + 1 - near.length],
  ])
  return paged([...near, ...far])
}
