import { fold } from '#core/arabic/fold.ts'
import { addDays, weekdayOf } from '#core/day.ts'
import type { InvoiceFilter } from '#core/invoicing/api.ts'
import { customersWithin, partiesOf, searchCustomers } from '#modules/contacts/index.ts'
import type { Look } from '#platform/query.ts'

/**
 * What a filter asks of posted documents. Of a hundred thousand invoices a few thousand are open:
 * what asks for open ones begins with the open items, and the others never join all of them.
 */
export type Posted = Readonly<{
  /** Conditions on the document alone. */
  plain: string
  /** Whether only open ones, only settled ones or both are asked for. */
  which: 'open' | 'closed' | 'any'
  /** Conditions on what is still open of it. */
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

/** Documents with something open. */
export const openFrom = `open_item_view o join invoice i
  on i.company_id = $1 and i.item_id = o.id and o.company_id = $1 and o.settled < abs(o.amount)`
export const leftFrom = `invoice i left join open_item_view o
  on o.company_id = i.company_id and o.id = i.item_id and o.settled < abs(o.amount)`
export const isClosed = `not exists (select 1 from open_item_view o where o.company_id = $1
  and o.id = i.item_id and o.settled < abs(o.amount))`
export const postedGross = `case i.kind when 'credit_note' then -i.gross else i.gross end`
export const openBalance =
  'case when o.amount < 0 then o.amount + o.settled else o.amount - o.settled end'

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
  const owed = 'o.amount > 0'
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
      to.open.push(owed, 'o.amount - o.settled < i.gross')
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
  unpaid: `${openBalance} = ${postedGross}`,
  partly: `${openBalance} <> ${postedGross}`,
} as const

const documents = {
  draft: '',
  posted: 'i.voided_at is null',
  void: 'i.voided_at is not null',
} as const

/** How many days late the first and the last of a bucket are. */
const bucketDays = {
  not_due: [null, 0],
  days_1_30: [1, 30],
  days_31_60: [31, 60],
  days_61_90: [61, 90],
  days_over_90: [91, null],
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
    to.open.push('o.amount > 0')
    to.posted.push(`i.due_on ${sign} ${values.add(today, 'date')}`)
  }
  if (bucket) {
    const [first, last] = bucketDays[bucket]
    to.open.push('o.amount > 0')
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

/** The customers of one owner: those that this owner would reach who may see only their own. */
async function customersOf(look: Look, ownerId: string): Promise<string[]> {
  const { session } = look
  const owner = {
    ...session,
    actor: { ...session.actor, id: ownerId },
    grants: new Map([['invoicing.read', 'own']] as const),
  }
  return (await customersWithin({ ...look, session: owner }, 'invoicing.read')) ?? []
}

/** Whose documents: those of one customer, of one owner's customers, and of those in reach. */
async function ofCustomers(look: Look, filter: InvoiceFilter, values: Values, to: Conditions) {
  const among = (ids: readonly string[]) => {
    const place = values.add(ids, 'uuid[]')
    to.posted.push(`i.customer_id = any(${place})`)
    to.drafts.push(`d.customer_id = any(${place})`)
  }
  const reach = await customersWithin(look, 'invoicing.read')
  if (reach) among(reach)
  if (filter.customerId) among(await partiesOf(look, filter.customerId))
  if (filter.ownerId) among(await customersOf(look, filter.ownerId))
}

async function ofSearch(look: Look, search: string | undefined, values: Values, to: Conditions) {
  const words = search ? fold(search).split(' ').filter(Boolean).slice(0, 6) : []
  if (words.length === 0) return
  const longestFirst = words.toSorted((a, b) => b.length - a.length)
  const patterns = longestFirst.map((word) => `%${escaped(word)}%`)
  const named = await searchCustomers(look, words.join(' '), {
    within: 'invoicing.read',
    limit: 500,
  })
  const words$ = values.add(patterns, 'text[]')
  const named$ = values.add(named, 'uuid[]')
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
