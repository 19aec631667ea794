import type { Covered } from '#core/collections/asked.ts'
import {
  type ConcessionKind,
  type ConcessionMethod,
  type ConcessionState,
  comeSince,
} from '#core/collections/settlement.ts'
import type { Concession, ConcessionRow } from '#core/collections/settlement-api.ts'
import type { ReachChannel } from '#core/contacts/customer.ts'
import type { Currency, Money } from '#core/money.ts'
import { standingSettlements } from '#modules/ledger/index.ts'
import { type From, grouped } from '../store.ts'

export type ConcessionTable = {
  id: string
  customer_id: string
  kind: ConcessionKind
  state: ConcessionState
  currency: Currency
  owed: number
  pay: number
  waived: number
  basis_points: number
  pay_by: string | null
  last_day: string | null
  method: ConcessionMethod
  reason: string
  came: number
  proposed_at: Date
  proposed_by_id: string | null
  proposed_by: string
  approved_at: Date | null
  approved_by: string | null
  sent_at: Date | null
  sent_channel: ReachChannel | null
  accepted_at: Date | null
  accepted_by: string | null
  accepted_on: 'page' | 'staff' | null
  ended_at: Date | null
  ended_by: string | null
  ended_because: string | null
  number: string | null
  entry_id: string | null
  settlement_ids: string[]
  credit_numbers: string[]
  posted_on: string | null
  posted: number | null
  recovered: number
}

export type ConcessionItemTable = {
  concession_id: string
  item_id: string
  invoice_id: string
  number: string
  due_on: string
  balance: number
  posted: number
}

/** A concession with the invoices that it takes from. */
export type Standing = Readonly<{ row: ConcessionTable; items: readonly ConcessionItemTable[] }>

export const moneyOf = ({ currency }: Pick<ConcessionTable, 'currency'>, minor: number): Money => ({
  minor,
  currency,
})

/** Puts to each concession its invoices, in one statement however many there are. */
export async function withItems(from: From, rows: readonly ConcessionTable[]): Promise<Standing[]> {
  if (rows.length === 0) return []
  const items = await from.run<ConcessionItemTable>(
    `select * from concession_item where company_id = $1 and concession_id = any($2::uuid[])
     order by due_on, number, item_id`,
    [from.companyId, rows.map(({ id }) => id)],
  )
  const byConcession = grouped(items, (item) => item.concession_id)
  return rows.map((row) => ({ row, items: byConcession.get(row.id) ?? [] }))
}

export async function findConcession(from: From, id: string): Promise<Standing | undefined> {
  const rows = await from.run<ConcessionTable>(
    'select * from concession where company_id = $1 and id = $2',
    [from.companyId, id],
  )
  const [standing] = await withItems(from, rows)
  return standing
}

/** What of these parties is under way: proposed, offered or accepted. */
export async function liveConcessions(
  from: From,
  parties: readonly string[] | null,
): Promise<Standing[]> {
  const rows = await from.run<ConcessionTable>(
    `select * from concession where company_id = $1
       and state in ('proposed', 'offered', 'accepted')
       and ($2::uuid[] is null or customer_id = any($2)) order by proposed_at, id`,
    [from.companyId, parties],
  )
  return withItems(from, rows)
}

/** What stands against these invoices now, as a settlement is judged by it. */
export async function comeFor(from: From, { row, items }: Standing) {
  const standing = await standingSettlements(
    from,
    items.map((item) => item.item_id),
  )
  return comeSince(
    {
      owed: row.owed,
      proposedAt: row.proposed_at.getTime(),
      agreedAt: (row.accepted_at ?? row.proposed_at).getTime(),
      lastDay: row.last_day ?? from.today,
      isCredited: row.credit_numbers.length > 0,
    },
    standing.map((each) => ({ ...each, recordedAt: each.recordedAt.getTime() })),
  )
}

/** By item: what an accepted settlement covers, until its last day of grace. */
export async function settlementCovers(
  from: From,
  parties: readonly string[] | null,
): Promise<ReadonlyMap<string, readonly Covered[]>> {
  const accepted = (await liveConcessions(from, parties)).filter(
    ({ row }) => row.state === 'accepted' && row.last_day !== null && row.last_day >= from.today,
  )
  const covers = accepted.flatMap(({ row, items }) =>
    items.map((item) => ({
      itemId: item.item_id,
      minor: item.balance,
      until: row.last_day ?? from.today,
      by: 'settlement' as const,
    })),
  )
  return grouped(covers, ({ itemId }) => itemId)
}

export const rowOf = (row: ConcessionTable, customerName: string | null): ConcessionRow => ({
  id: row.id,
  customerId: row.customer_id,
  customerName,
  kind: row.kind,
  state: row.state,
  method: row.method,
  owed: moneyOf(row, row.owed),
  pay: moneyOf(row, row.pay),
  waived: moneyOf(row, row.waived),
  basisPoints: row.basis_points,
  payBy: row.pay_by,
  lastDay: row.last_day,
  came: moneyOf(row, row.came),
  posted: row.posted === null ? null : moneyOf(row, row.posted),
  recovered: moneyOf(row, row.recovered),
  number: row.number,
  proposedAt: row.proposed_at.toISOString(),
  proposedBy: row.proposed_by,
  sentAt: row.sent_at?.toISOString() ?? null,
})

/** What a concession says of itself, without whom it asks. */
export const detailOf = (
  { row, items }: Standing,
  customer: Readonly<{ name: string | null; number: string }>,
): Omit<Concession, 'recoveries' | 'mayApprove' | 'approvers' | 'credit'> => ({
  ...rowOf(row, customer.name),
  customerNumber: customer.number,
  reason: row.reason,
  approvedAt: row.approved_at?.toISOString() ?? null,
  approvedBy: row.approved_by,
  acceptedAt: row.accepted_at?.toISOString() ?? null,
  acceptedBy: row.accepted_by,
  acceptedOn: row.accepted_on,
  endedAt: row.ended_at?.toISOString() ?? null,
  endedBy: row.ended_by,
  endedBecause: row.ended_because,
  postedOn: row.posted_on,
  entryId: row.entry_id,
  creditNumbers: row.credit_numbers,
  items: items.map((item) => ({
    itemId: item.item_id,
    invoiceId: item.invoice_id,
    number: item.number,
    dueOn: item.due_on,
    balance: moneyOf(row, item.balance),
    posted: moneyOf(row, item.posted),
  })),
})
