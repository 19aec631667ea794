import type { Work } from '#platform/command.ts'
import type { Look } from '#platform/query.ts'

/** Whose items, and from where they are looked at. Without a viewpoint: as they are now. */
export type Whose = Readonly<{ parties: readonly string[] } | { all: true }>
export type Viewpoint = Readonly<{ asOf?: string | undefined; knownOn?: string | undefined }>

/** Which of the statements finds the open lines. */
export type OpenText = Readonly<{ when: 'now' | 'as_of' | 'known'; all: boolean }>

const columns = 'l.id, l.entry_id, l.party_id, l.currency, l.posted_on, l.due_on, l.amount'
const lateness = '$3::date - l.due_on as late'
const standing = 'case when l.amount > 0 then l.amount - l.settled else l.amount + l.settled end'
const after = '(s.effective_on > $3::date or s.recorded_at > $4::timestamptz)'

// What was known on a day is today's, less what was settled or recorded since: of the settlements
// only those after the viewpoint are read; grouped once for everyone, line by line for a few.
const laterOfAll = `left join (
    select line_id, sum(amount)::bigint as amount from (
      select s.credit_id as line_id, s.amount from settlement s where s.company_id = $1 and ${after}
      union all
      select s.item_id, s.amount from settlement s where s.company_id = $1 and ${after}) t
    group by line_id) later on later.line_id = l.id`
const laterOfSome = `left join lateral (
    select sum(s.amount)::bigint as amount from settlement s
    where s.company_id = $1 and (s.credit_id = l.id or s.item_id = l.id) and ${after}) later on true`

// As of a day it is today's too, but for the lines that were settled since: their `settled_through`
// tells them, and of them alone the settlements are read, by one index or the other.
const since = (line: 'credit_id' | 'item_id') => `(
    select coalesce(sum(s.amount), 0)::bigint from settlement s
    where s.company_id = $1 and s.${line} = l.id and s.effective_on > $3::date)`
const balanceThen = `${standing} + case
    when l.settled_through is null or l.settled_through <= $3::date then 0
    when l.amount > 0 then ${since('item_id')} else -${since('credit_id')} end`
const seen = 'l.posted_on <= $3::date and $4::timestamptz is not null'

/** `offset 0` keeps the balance from being worked out twice: to be shown and to be compared. */
const thenOpen = (lines: string, which: string) => `
  select * from (
    select ${columns}, ${lateness}, ${balanceThen} as balance
    from journal_line l where ${lines} and ${seen} and ${which} offset 0) o
  where balance <> 0`

/**
 * The lines that are open, each with its balance and how late it is: $1 company, $2 parties, $3 the
 * day, $4 the instant. Everyone's and a few customers' are different texts, because one plan kept
 * for both reads the whole table for one customer.
 */
export function openText({ when, all }: OpenText): string {
  const whose = all ? '$2::uuid[] is null' : 'l.party_id = any($2)'
  const lines = `l.company_id = $1 and l.party_id is not null and ${whose}`
  const isOpen = 'l.settled < abs(l.amount)'
  const closedLater = 'l.settled_through > $3::date'
  if (when === 'now')
    return `select ${columns}, ${lateness}, ${standing} as balance
      from journal_line l where ${lines} and ${isOpen} and $4::timestamptz is not null`
  if (when === 'as_of')
    return all
      ? `${thenOpen(lines, isOpen)} union all
        ${thenOpen(lines, `l.settled = abs(l.amount) and ${closedLater}`)}`
      : thenOpen(lines, `(${isOpen} or ${closedLater})`)
  return `select ${columns}, ${lateness},
      case when l.amount > 0 then l.amount - l.settled + coalesce(later.amount, 0)
        else l.amount + l.settled - coalesce(later.amount, 0) end as balance
    from journal_line l ${all ? laterOfAll : laterOfSome}
    where ${lines} and l.posted_on <= $3::date and l.recorded_at <= $4::timestamptz
      and l.settled <> abs(l.amount) + coalesce(later.amount, 0)`
}

/** The statement to use and its first four values. */
export function openQuery(
  from: Pick<Work | Look, 'companyId' | 'today'>,
  whose: Whose,
  { asOf, knownOn }: Viewpoint,
): { how: OpenText; values: unknown[] } {
  const parties = 'parties' in whose ? whose.parties : null
  const when = knownOn !== undefined ? 'known' : asOf !== undefined ? 'as_of' : 'now'
  return {
    how: { when, all: parties === null },
    values: [from.companyId, parties, asOf ?? from.today, knownOn ?? 'infinity'],
  }
}
