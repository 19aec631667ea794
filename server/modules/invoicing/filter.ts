import { fold } from '#core/arabic/fold.ts'
import { addDays, weekdayOf } from '#core/day.ts'
import type { InvoiceFilter } from '#core/invoicing/api.ts'
import { daysIn } from '#core/ledger/aging.ts'
import { customersWithin, foundCustomers, partiesOf } from '#modules/contacts/index.ts'
import type { Look } from '#platform/query.ts'

/**
 * What a filter asks of posted documents. Of a hundred thousand invoices a few thousand are open:
 * they stand in a table of their own with all that a filter may ask of a document, so that the same
 * conditions on `i` are put to `invoice` or to `invoice_open`.
 */
export type Posted = Readonly<{
  /** Conditions on the document alone. */
  plain: string
  /** Whether only open ones, only settled ones or both are asked for. */
  which: 'open' | 'closed' | 'any'
  /** Conditions on what is still open of it: on rows of `invoice_open`. */
  open: string
}>

/** The rows that a filter asks for, as the two sources of the list; a source may be left out. */
export type Sources = Readonly<{ posted: Posted | null; drafts: string | null; values: unknown[] }>

/** Gives every value a place of its own, so that no value is ever part of the text. */
class Values {
  readonly list: unknown[] = []
  add(value: unknown, type: string): string {
    this.list.push(value)
    return `$${this.list.length}::${type}`
  }
}

export const isClosed =
  'not exists (select 1 from invoice_open o where o.company_id = $1 and o.id = i.id)'
export const postedGross = `case i.kind when 'credit_note' then -i.gross else i.gross end`

type Conditions = {
  posted: string[]
  open: string[]
  closed: boolean
  drafts: string[]
  noDrafts: boolean
  noPosted: boolean
}

/** What each saved view asks for; the week ends on Saturday. */
function ofView(view: InvoiceFilter['view'], today: string, values: Values, to: Conditions): void {
  const day = () => values.add(today, 'date')
  const owed = 'i.balance > 0'
  if (view !== 'drafts' && view !== 'all') to.noDrafts = true
  switch (view) {
    case 'open':
      to.open.push(owed)
      break
    case 'overdue':
      to.open.push(owed)
      to.posted.push(`i.due_on < ${day()}`)
      break
    case 'due_this_week':
      to.open.push(owed)
      to.posted.push(
        `i.due_on between ${day()} and ${values.add(addDays(today, 6 - weekdayOf(today)), 'date')}`,
      )
      break
    case 'partly':
      to.open.push(owed, 'i.balance < i.gross')
      break
    case 'over_90':
      to.open.push(owed)
      to.posted.push(`i.due_on < ${values.add(addDays(today, -90), 'date')}`)
      break
    case 'unsent':
      to.posted.push(`i.sent_at is null and i.voided_at is null and i.kind = 'invoice'`)
      break
    case 'paid':
      to.closed = true
      to.posted.push(`i.voided_at is null and i.kind <> 'credit_note'`)
      break
    case 'drafts':
      to.noPosted = true
      break
    case 'all':
      break
  }
}

const settlements = {
  unpaid: `i.balance = ${postedGross}`,
  partly: `i.balance <> ${postedGross}`,
} as const

const documents = {
  draft: '',
  posted: 'i.voided_at is null',
  void: 'i.voided_at is not null',
} as const

/** What only a posted document has: a number of days late, a settlement. */
function ofState(filter: InvoiceFilter, today: string, values: Values, to: Conditions): void {
  const { settlement, timing, bucket, document, kind } = filter
  if (settlement || timing || bucket) to.noDrafts = true
  if (settlement === 'paid') {
    to.closed = true
    to.posted.push('i.voided_at is null')
  } else if (settlement) to.open.push(settlements[settlement])
  if (timing) {
    const sign = { not_due: '>', due_today: '=', overdue: '<' }[timing]
    to.open.push('i.balance > 0')
    to.posted.push(`i.due_on ${sign} ${values.add(today, 'date')}`)
  }
  if (bucket) {
    const [first, last] = daysIn[bucket]
    to.open.push('i.balance > 0')
    if (first !== null) to.posted.push(`i.due_on <= ${values.add(addDays(today, -first), 'date')}`)
    if (last !== null) to.posted.push(`i.due_on >= ${values.add(addDays(today, -last), 'date')}`)
  }
  if (document === 'draft') to.noPosted = true
  else if (document) {
    to.noDrafts = true
    to.posted.push(documents[document])
  }
  if (kind) {
    if (kind !== 'invoice') to.noDrafts = true
    to.posted.push(`i.kind = ${values.add(kind, 'text')}`)
  }
}

/** What drafts and posted documents are asked alike. */
function ofBoth(filter: InvoiceFilter, values: Values, to: Conditions): void {
  const ask = (condition: (alias: string) => string) => {
    to.posted.push(condition('i'))
    to.drafts.push(condition('d'))
  }
  const range = (column: string, from: unknown, till: unknown, type: string, posted = column) => {
    for (const [sign, value] of [
      ['>=', from],
      ['<=', till],
    ] as const) {
      if (value === undefined) continue
      const place = values.add(value, type)
      to.posted.push(`i.${posted} ${sign} ${place}`)
      to.drafts.push(`d.${column} ${sign} ${place}`)
    }
  }
  if (filter.currency) {
    const place = values.add(filter.currency, 'text')
    ask((alias) => `${alias}.currency = ${place}`)
  }
  range('issued_on', filter.issuedFrom, filter.issuedTo, 'date')
  range('due_on', filter.dueFrom, filter.dueTo, 'date')
  range('gross', filter.grossFrom, filter.grossTo, 'bigint')
}

const escaped = (word: string): string => word.replace(/[\\%_]/g, (sign) => `\\${sign}`)

/** Whose documents: those of one customer, of one owner's customers, and of those in reach. */
async function ofCustomers(look: Look, filter: InvoiceFilter, values: Values, to: Conditions) {
  const among = (ids: readonly string[]) => {
    const place = values.add(ids, 'uuid[]')
    to.posted.push(`i.customer_id = any(${place})`)
    to.drafts.push(`d.customer_id = any(${place})`)
  }
  const owners = filter.ownerId === undefined ? undefined : [filter.ownerId]
  const reach = await customersWithin(look, 'invoicing.read', owners)
  if (reach) among(reach)
  if (filter.customerId) among(await partiesOf(look, filter.customerId))
}

// Rows from eight days spread over all of the company's: what is in one of a hundred of them is met
// with soon enough in any order, what is rarer is looked up. The planner cannot tell the two apart,
// because behind the wall it may not use what it knows of the words.
const sampleSql = `
  select count(*) filter (where s.search like all ($2::text[])) as found, count(*) as looked
  from (select min(issued_on) as first, max(issued_on) as last from invoice where company_id = $1) r,
    generate_series(0, 7) n, lateral (
      select i.search from invoice i
      where i.company_id = $1 and i.issued_on >= r.first + (r.last - r.first) * n / 8
      order by i.issued_on, i.id limit 150) s`

async function isCommon(look: Look, patterns: readonly string[]): Promise<boolean> {
  const [sample] = await look.run<{ found: number; looked: number }>(sampleSql, [
    look.companyId,
    patterns,
  ])
  return sample !== undefined && sample.found * 100 > sample.looked
}

const fewNamed = 60

async function ofSearch(look: Look, search: string | undefined, values: Values, to: Conditions) {
  const words = search ? fold(search).split(' ').filter(Boolean).slice(0, 6) : []
  if (words.length === 0) return
  const longestFirst = words.toSorted((a, b) => b.length - a.length)
  const patterns = longestFirst.map((word) => `%${escaped(word)}%`)
  const named = await foundCustomers(look, words.join(' '))
  const words$ = values.add(patterns, 'text[]')
  const named$ = values.add(named, 'uuid[]')
  if (named.length > fewNamed || (await isCommon(look, patterns))) {
    // In a case, so that the planner takes it for common too and reads in the order asked for.
    const met = (alias: string) =>
      `case when ${alias}.search like all (${words$}) then true else ${alias}.customer_id = any(${named$}) end`
    to.posted.push(met('i'))
    to.drafts.push(met('d'))
    return
  }
  // One set, not an `or`: the planner begins with what was found instead of reading everything.
  to.posted.push(`i.id in (select find_invoices(${words$}) union
    select f.id from invoice f where f.company_id = $1 and f.customer_id = any(${named$}))`)
  to.drafts.push(`(d.search like all (${words$}) or d.customer_id = any(${named$}))`)
}

/** Turns a filter into the conditions of both sources; the texts come from a fixed set. */
export async function sourcesOf(look: Look, filter: InvoiceFilter): Promise<Sources> {
  const values = new Values()
  const company = values.add(look.companyId, 'uuid')
  const to: Conditions = {
    posted: [`i.company_id = ${company}`],
    open: [],
    closed: false,
    drafts: [`d.company_id = ${company}`],
    noDrafts: false,
    noPosted: false,
  }
  ofView(filter.view, look.today, values, to)
  ofState(filter, look.today, values, to)
  ofBoth(filter, values, to)
  await ofCustomers(look, filter, values, to)
  await ofSearch(look, filter.search, values, to)
  return {
    posted: postedOf(to),
    drafts: to.noDrafts ? null : to.drafts.join(' and '),
    values: values.list,
  }
}

/** Nothing is open and settled at once: such a filter finds nothing. */
function postedOf(to: Conditions): Posted | null {
  const opened = to.open.length > 0
  if (to.noPosted || (opened && to.closed)) return null
  const which = opened ? 'open' : to.closed ? 'closed' : 'any'
  return { plain: to.posted.join(' and '), which, open: to.open.join(' and ') }
}
