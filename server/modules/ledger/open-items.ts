import type { OpenItem } from '#core/ledger/open-item.ts'
import type { Currency, Money } from '#core/money.ts'
import type { Work } from '#platform/command.ts'
import { planForValues } from '#platform/plan.ts'
import type { Look } from '#platform/query.ts'
import { type OpenText, openQuery, openText, type Viewpoint, type Whose } from './open-text.ts'

type From = Pick<Work | Look, 'run' | 'companyId' | 'now'>

/** An open item with the document behind it. */
export type OpenItemLine = OpenItem &
  Readonly<{
    partyId: string
    documentKind: string
    documentId: string
    postedOn: string
    amount: Money
  }>

/** Money of a customer that is not used up: what is left of a payment or a credit note. */
export type CreditLine = Omit<OpenItemLine, 'dueOn'>

type LockedRow = {
  id: string
  party_id: string
  document_kind: string
  document_id: string
  document_number: string
  posted_on: string
  due_on: string
  currency: Currency
  amount: number
  settled: number
}

const columns = `l.id, l.party_id, e.document_kind, e.document_id, e.document_number, l.posted_on,
  l.due_on, l.currency, l.amount, l.settled`
const tables = `from journal_line l
  join journal_entry e on e.company_id = l.company_id and e.id = l.entry_id`
// One lock order for everyone: no deadlocks.
const held = 'order by l.id for no key update of l'
const openOf = `select ${columns} ${tables} where l.company_id = $1 and l.party_id = any($2)
  and l.currency = $3 and l.party_id is not null and l.settled < abs(l.amount)`

const itemOf = (row: LockedRow): OpenItemLine => ({
  id: row.id,
  number: row.document_number,
  dueOn: row.due_on,
  balance: { minor: Math.abs(row.amount) - row.settled, currency: row.currency },
  partyId: row.party_id,
  documentKind: row.document_kind,
  documentId: row.document_id,
  postedOn: row.posted_on,
  amount: { minor: Math.abs(row.amount), currency: row.currency },
})

/**
 * What these parties still owe in one currency, held until the transaction ends: two payments
 * arriving together take turns, instead of both settling the same invoice.
 */
export async function lockOpenItems(
  work: Work,
  parties: readonly string[],
  currency: Currency,
): Promise<OpenItemLine[]> {
  const rows = await work.run<LockedRow>(`${openOf} and l.amount > 0 ${held}`, [
    work.companyId,
    parties,
    currency,
  ])
  return rows.map(itemOf)
}

/** The same by id; what is settled in full or is not there is left out. */
export async function lockOpenItemsById(
  work: Work,
  ids: readonly string[],
): Promise<OpenItemLine[]> {
  const rows = await work.run<LockedRow>(
    `select ${columns} ${tables} where l.company_id = $1 and l.id = any($2)
       and l.party_id is not null and l.amount > 0 and l.settled < l.amount ${held}`,
    [work.companyId, ids],
  )
  return rows.map(itemOf)
}

/** The unused money of these parties, held: payments on account, credit notes. Written positive. */
export async function lockCredits(
  work: Work,
  parties: readonly string[],
  currency: Currency,
): Promise<CreditLine[]> {
  const rows = await work.run<LockedRow>(`${openOf} and l.amount < 0 ${held}`, [
    work.companyId,
    parties,
    currency,
  ])
  return rows.map(itemOf)
}

/** Items as they stood: an open credit has a balance below nothing. */
export type StandingItem = OpenItemLine & Readonly<{ daysLate: number }>

type StandingRow = Omit<LockedRow, 'settled'> & { entry_id: string; balance: number; late: number }

const standing = (how: OpenText): string => `
  select o.*, e.document_kind, e.document_id, e.document_number from (${openText(how)}) o
  join journal_entry e on e.company_id = $1 and e.id = o.entry_id order by o.due_on, o.id`

/** Every party that has an open item or money of its own, in the order of ids. */
export async function partiesWithOpenItems(
  from: Pick<From, 'run' | 'companyId'>,
): Promise<string[]> {
  const rows = await from.run<{ id: string }>(
    `select distinct party_id as id from journal_line
     where company_id = $1 and party_id is not null and settled < abs(amount) order by 1`,
    [from.companyId],
  )
  return rows.map(({ id }) => id)
}

/** The open items of some customers or of all: now, as of a day, or as known at an instant. */
export async function openItemsOf(
  from: From & Pick<Look, 'today'>,
  whose: Whose,
  viewpoint: Viewpoint = {},
): Promise<StandingItem[]> {
  const { how, values } = openQuery(from, whose, viewpoint)
  if (how.all) await planForValues(from)
  const rows = await from.run<StandingRow>(standing(how), values)
  return rows.map((row) => ({
    ...itemOf({ ...row, settled: 0 }),
    amount: { minor: row.amount, currency: row.currency },
    balance: { minor: row.balance, currency: row.currency },
    daysLate: row.late,
  }))
}
