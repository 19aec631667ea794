import type { InvoiceSort } from '#core/invoicing/api.ts'
import type { Direction } from '#core/list.ts'
import { isClosed, type Posted, postedGross, type Sources } from './filter.ts'

// A table of its own: what a reader may sort by never reaches the text of a statement.
export const sorts = {
  due: { posted: 'i.due_on', drafts: 'd.due_on', type: 'date' },
  issued: { posted: 'i.issued_on', drafts: 'd.issued_on', type: 'date' },
  number: { posted: 'i.number', drafts: `''::text`, type: 'text' },
  gross: { posted: postedGross, drafts: 'd.gross', type: 'bigint' },
  balance: { posted: 'i.balance', drafts: '0::bigint', type: 'bigint' },
} as const satisfies Record<InvoiceSort, { posted: string; drafts: string; type: string }>

/** Where a page of rows begins and how many it takes, as places in the statement's values. */
export type PagePlaces = Readonly<{
  sort: InvoiceSort
  direction: Direction
  /** The places of the last row before it, and by what that row was sorted. */
  after: Readonly<{ sort: string; id: string; value: string | number }> | null
  limit: string
}>

const columns = `i.id, i.kind, i.form, i.number, i.customer_id, i.currency, i.issued_on, i.due_on,
  ${postedGross} as gross, i.sent_at, i.voided_at is not null as void`

function beyond(by: string, id: string, { after, direction }: PagePlaces): string {
  const sign = direction === 'asc' ? '>' : '<'
  return after === null ? '' : ` and (${by}, ${id}) ${sign} (${after.sort}, ${after.id})`
}

const ordered = (by: string, id: string, { direction, limit }: PagePlaces): string =>
  `order by ${by} ${direction}, ${id} ${direction} limit ${limit}`

/** Open documents in the order of their own table; what stands in them for the page's few alone. */
function openPage(posted: Posted, places: PagePlaces): string {
  const by = sorts[places.sort].posted
  const open = posted.open ? ` and ${posted.open}` : ''
  return `(select ${columns}, p.balance, p.sort
    from (select i.id, i.balance, ${by} as sort from invoice_open i
      where ${posted.plain}${open}${beyond(by, 'i.id', places)} ${ordered(by, 'i.id', places)}) p
    join invoice i on i.company_id = $1 and i.id = p.id)`
}

/** Settled ones all have the balance nothing: among them the id alone says the order. */
function closedByBalance(posted: Posted, places: PagePlaces): string | null {
  const { after, direction } = places
  const reached = after === null ? 1 : Number(after.value) * (direction === 'asc' ? -1 : 1)
  if (after !== null && reached < 0) return null
  const sign = direction === 'asc' ? '>' : '<'
  const rest = after !== null && reached === 0 ? ` and i.id ${sign} ${after.id}` : ''
  return `(select ${columns}, 0::bigint as balance, 0::bigint as sort from invoice i
    where ${posted.plain} and ${isClosed}${rest} order by i.id ${direction} limit ${places.limit})`
}

/** What stands at each place: one or two parts, each with its own first rows in order. */
function postedPages(posted: Posted, places: PagePlaces): (string | null)[] {
  const { which } = posted
  if (which === 'open') return [openPage(posted, places)]
  if (places.sort === 'balance')
    return [which === 'any' ? openPage(posted, places) : null, closedByBalance(posted, places)]
  const by = sorts[places.sort].posted
  const closed = which === 'closed' ? ` and ${isClosed}` : ''
  return [
    `(select ${columns}, coalesce(o.balance, 0) as balance, p.sort
      from (select i.id, ${by} as sort from invoice i
        where ${posted.plain}${closed}${beyond(by, 'i.id', places)} ${ordered(by, 'i.id', places)}) p
      join invoice i on i.company_id = $1 and i.id = p.id
      left join invoice_open o on o.company_id = $1 and o.id = p.id)`,
  ]
}

function draftPage(condition: string, places: PagePlaces): string {
  const by = sorts[places.sort].drafts
  return `(select d.id, 'invoice' as kind, d.form, null as number, d.customer_id, d.currency,
      d.issued_on, d.due_on, d.gross, null::timestamptz as sent_at, false as void,
      0::bigint as balance, ${by} as sort
    from invoice_draft d where ${condition}${beyond(by, 'd.id', places)}
    ${ordered(by, 'd.id', places)})`
}

/** The statement of one page: each source gives its first rows in order, and the two are merged. */
export function pageSql({ posted, drafts }: Sources, places: PagePlaces): string {
  const parts = [
    ...(posted ? postedPages(posted, places) : []),
    drafts ? draftPage(drafts, places) : null,
  ].filter((part) => part !== null)
  return `select * from (${parts.join(' union all ')}) r ${ordered('sort', 'id', places)}`
}

const summed = (from: string, where: string, sign: '' | '-', balance: string) =>
  `select i.currency, ${sign}count(*) as count, ${sign}sum(${postedGross})::bigint as gross,
     ${balance}::bigint as balance
   from ${from} i where ${where} group by i.currency`

/** The sums of posted documents: settled ones are all of them less the open ones. */
function postedSums({ plain, which, open }: Posted): string[] {
  if (which === 'open')
    return [summed('invoice_open', `${plain} and ${open}`, '', 'sum(i.balance)')]
  const all = summed('invoice', plain, '', '0')
  if (which === 'closed') return [all, summed('invoice_open', plain, '-', '0')]
  const balances = `select i.currency, 0::bigint as count, 0::bigint as gross,
     sum(i.balance)::bigint as balance
   from invoice_open i where ${plain} group by i.currency`
  return [all, balances]
}

/** The statement of the foot: how many, how much, how much of it is open; one row a currency. */
export function sumsSql({ posted, drafts }: Sources): string {
  const parts = [
    ...(posted ? postedSums(posted) : []),
    ...(drafts
      ? [
          `select d.currency, count(*) as count, sum(d.gross)::bigint as gross, 0::bigint as balance
           from invoice_draft d where ${drafts} group by d.currency`,
        ]
      : []),
  ]
  return `select currency, sum(count)::bigint as count, sum(gross)::bigint as gross,
      sum(balance)::bigint as balance
    from (${parts.join(' union all ')}) s group by currency having sum(count) > 0
    order by count desc, currency`
}

/** How many rows match, as an expression. */
export function countOf({ posted, drafts }: Sources): string {
  const count = (from: string, where: string) => `(select count(*) from ${from} where ${where})`
  const parts = [
    posted?.which === 'open' && count('invoice_open i', `${posted.plain} and ${posted.open}`),
    posted && posted.which !== 'open' && count('invoice i', posted.plain),
    drafts && count('invoice_draft d', drafts),
  ].filter(Boolean)
  const open = posted?.which === 'closed' && count('invoice_open i', posted.plain)
  return `${parts.join(' + ') || '0'}${open ? ` - ${open}` : ''}`
}
