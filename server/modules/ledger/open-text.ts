import type { Work } from '#platform/command.ts'
import type { Look } from '#platform/query.ts'

/** Whose items, and from where they are looked at. Without a viewpoint: as they are now. */
export type Whose = Readonly<{ parties: readonly string[] } | { all: true }>
export type Viewpoint = Readonly<{ asOf?: string | undefined; knownOn?: string | undefined }>

/** Which of the four statements finds the open lines. */
export type OpenText = Readonly<{ now: boolean; all: boolean }>

const columns = `l.id, l.entry_id, l.party_id, l.currency, l.posted_on, l.due_on, l.amount,
  $3::date - l.due_on as late`
const after = '(s.effective_on > $3::date or s.recorded_at > $4::timestamptz)'

// The balances of a past day are today's, less what was settled since: of the settlements only
// those after the viewpoint are read; grouped once for everyone, line by line for a few.
const laterOfAll = `left join (
    select line_id, sum(amount)::bigint as amount from (
      select s.credit_id as line_id, s.amount from settlement s where s.company_id = $1 and ${after}
      union all
      select s.item_id, s.amount from settlement s where s.company_id = $1 and ${after}) t
    group by line_id) later on later.line_id = l.id`
const laterOfSome = `left join lateral (
    select sum(s.amount)::bigint as amount from settlement s
    where s.company_id = $1 and (s.credit_id = l.id or s.item_id = l.id) and ${after}) later on true`

/**
 * The lines that are open, each with its balance and how late it is: $1 company, $2 parties, $3 the
 * day, $4 the instant. Everyone's and a few customers' are different texts, because one plan kept
 * for both reads the whole table for one customer.
 */
export function openText({ now, all }: OpenText): string {
  const whose = all ? '$2::uuid[] is null' : 'l.party_id = any($2)'
  const lines = `l.company_id = $1 and l.party_id is not null and ${whose}`
  if (now)
    return `select ${columns},
        case when l.amount > 0 then l.amount - l.settled else l.amount + l.settled end as balance
      from journal_line l
      where ${lines} and l.settled < abs(l.amount) and $4::timestamptz is not null`
  return `select ${columns},
      case when l.amount > 0 then l.amount - l.settled + coalesce(later.amount, 0)
        else l.amount + l.settled - coalesce(later.amount, 0) end as balance
    from journal_line l ${all ? laterOfAll : laterOfSome}
    where ${lines} and l.posted_on <= $3::date and l.recorded_at <= $4::timestamptz
      and l.settled < abs(l.amount) + coalesce(later.amount, 0)`
}

/** The statement to use and its first four values. */
export function openQuery(
  from: Pick<Work | Look, 'companyId' | 'today'>,
  whose: Whose,
  { asOf, knownOn }: Viewpoint,
): { how: OpenText; values: unknown[] } {
  const parties = 'parties' in whose ? whose.parties : null
  const now = asOf === undefined && knownOn === undefined
  return {
    how: { now, all: parties === null },
    values: [from.companyId, parties, asOf ?? from.today, knownOn ?? 'infinity'],
  }
}
