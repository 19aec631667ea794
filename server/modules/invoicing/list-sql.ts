import type { InvoiceSort } from '#core/invoicing/api.ts'
import type { Direction } from '#core/list.ts'
import {
  isClosed,
  leftFrom,
  openBalance,
  openFrom,
  type Posted,
  postedGross,
  type Sources,
} from './filter.ts'

const leftBalance = `coalesce(${openBalance}, 0)`

// A table of its own: what a reader may sort by never reaches the text of a statement.
export const sorts = {
  due: { posted: 'i.due_on', drafts: 'd.due_on', type: 'date' },
  issued: { posted: 'i.issued_on', drafts: 'd.issued_on', type: 'date' },
  number: { posted: 'i.number', drafts: `''::text`, type: 'text' },
  gross: { posted: postedGross, drafts: 'd.gross', type: 'bigint' },
  balance: { posted: leftBalance, drafts: '0::bigint', type: 'bigint' },
} as const satisfies Record<InvoiceSort, { posted: string; drafts: string; type: string }>

/** Where a page of rows begins and how many it takes, as places in the statement's values. */
export type PagePlaces = Readonly<{
  sort: InvoiceSort
  direction: Direction
  after: string | null
  limit: string
}>

const columns = `i.id, i.kind, i.form, i.number, i.customer_id, i.currency, i.issued_on, i.due_on,
  ${postedGross} as gross, i.sent_at, i.voided_at is not null as void`

function postedPage(posted: Posted, { sort, direction, after, limit }: PagePlaces): string {
  const by = sorts[sort].posted
  const beyond =
    after === null ? '' : ` and (${by}, i.id) ${direction === 'asc' ? '>' : '<'} ${after}`
  const order = `order by ${by} ${direction}, i.id ${direction} limit ${limit}`
  if (posted.which === 'closed' && sort !== 'balance')
    return `(select ${columns}, 0::bigint as balance, ${by} as sort from invoice i
      where ${posted.plain} and ${isClosed}${beyond} ${order})`
  const closed = posted.which === 'closed' ? ' and o.id is null' : ''
  if (sort === 'balance')
    return `(select ${columns}, ${leftBalance} as balance, ${by} as sort from ${leftFrom}
      where ${posted.plain}${closed}${beyond} ${order})`
  // The page first, its open items after: fifty of them instead of all.
  return `(select p.id, p.kind, p.form, p.number, p.customer_id, p.currency, p.issued_on, p.due_on,
      p.gross, p.sent_at, p.void, ${leftBalance} as balance, p.sort
    from (select ${columns}, i.item_id, ${by} as sort from invoice i
      where ${posted.plain}${beyond} ${order}) p
    left join open_item_view o on o.company_id = $1 and o.id = p.item_id and o.settled < abs(o.amount))`
}

function draftPage(condition: string, { sort, direction, after, limit }: PagePlaces): string {
  const by = sorts[sort].drafts
  const beyond =
    after === null ? '' : ` and (${by}, d.id) ${direction === 'asc' ? '>' : '<'} ${after}`
  return `(select d.id, 'invoice' as kind, d.form, null as number, d.customer_id, d.currency,
      d.issued_on, d.due_on, d.gross, null::timestamptz as sent_at, false as void,
      0::bigint as balance, ${by} as sort
    from invoice_draft d where ${condition}${beyond}
    order by ${by} ${direction}, d.id ${direction} limit ${limit})`
}

/**
 * One page of open documents and the sums of all of them, from one reading: which rows by the
 * indexes that cover the question, what stands in them for the page's few alone.
 */
export function openSql(posted: Posted, { sort, direction, after, limit }: PagePlaces): string {
  const by = sorts[sort].posted
  const beyond =
    after === null ? '' : `where (sort, id) ${direction === 'asc' ? '>' : '<'} ${after}`
  return `with m as materialized (
      select i.id, i.currency, ${postedGross} as gross, ${openBalance} as balance, ${by} as sort
      from ${openFrom} where ${posted.plain} and ${posted.open})
    select coalesce((select jsonb_agg(to_jsonb(s) order by s.count desc, s.currency) from (
        select currency, count(*) as count, sum(gross)::bigint as gross,
          sum(balance)::bigint as balance from m group by currency) s), '[]') as sums,
      coalesce((select jsonb_agg(to_jsonb(r) order by r.sort ${direction}, r.id ${direction}) from (
        select ${columns}, p.balance, p.sort
        from (select id, balance, sort from m ${beyond}
          order by sort ${direction}, id ${direction} limit ${limit}) p
        join invoice i on i.company_id = $1 and i.id = p.id) r), '[]') as rows`
}

/** The statement of one page: each source gives its first rows in order, and the two are merged. */
export function pageSql({ posted, drafts }: Sources, places: PagePlaces): string {
  const { direction, limit } = places
  const parts = [posted && postedPage(posted, places), drafts && draftPage(drafts, places)]
  return `select * from (${parts.filter(Boolean).join(' union all ')}) r
    order by sort ${direction}, id ${direction} limit ${limit}`
}

const summed = (from: string, where: string, sign: '' | '-', balance: string) =>
  `select i.currency, ${sign}count(*) as count, ${sign}sum(${postedGross})::bigint as gross,
     ${balance}::bigint as balance
   from ${from} where ${where} group by i.currency`

/**
 * The sums of posted documents. Documents and open items are added up apart, because joining all
 * of them costs more than both: settled ones are all of them less the open ones.
 */
function postedSums(posted: Posted): string[] {
  const { plain, which, open } = posted
  const opened = `sum(${openBalance})`
  if (which === 'open') return [summed(openFrom, `${plain} and ${open}`, '', opened)]
  const all = summed('invoice i', plain, '', '0')
  if (which === 'closed') return [all, summed(openFrom, plain, '-', '0')]
  const balances = `select i.currency, 0::bigint as count, 0::bigint as gross,
     ${opened}::bigint as balance
   from ${openFrom} where ${plain} group by i.currency`
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
export function countSql({ posted, drafts }: Sources): string {
  const parts = [
    posted?.which === 'open' &&
      `(select count(*) from ${openFrom} where ${posted.plain} and ${posted.open})`,
    posted && posted.which !== 'open' && `(select count(*) from invoice i where ${posted.plain})`,
    drafts && `(select count(*) from invoice_draft d where ${drafts})`,
  ].filter(Boolean)
  const open =
    posted?.which === 'closed' && `(select count(*) from ${openFrom} where ${posted.plain})`
  return `select ${parts.join(' + ') || '0'}${open ? ` - ${open}` : ''} as count`
}
