import { clockOf, DisputeReason, type DisputeState } from '#core/collections/dispute.ts'
import type { Dispute } from '#core/collections/dispute-api.ts'
import { findCustomers } from '#modules/contacts/index.ts'
import { userNames } from '#modules/people/index.ts'
import type { From } from '../store.ts'
import type { DisputeTable } from '../tables.ts'

/** An objection with what is open of its invoice now. */
export type DisputeRecord = DisputeTable & Readonly<{ balance: number }>

/** What every read of objections begins with. */
export const selectDisputes = `select d.*, o.amount - o.settled as balance from dispute d
  join open_item_view o on o.company_id = d.company_id and o.id = d.item_id
  where d.company_id = $1`

export const stateOf = (row: Pick<DisputeTable, 'closed_at' | 'waiting_since'>): DisputeState => {
  if (row.closed_at !== null) return 'resolved'
  return row.waiting_since === null ? 'open' : 'waiting'
}

type Names = Readonly<{
  customers: ReadonlyMap<string, Readonly<{ name: string }>>
  owners: ReadonlyMap<string, string>
}>

function disputeOf(row: DisputeRecord, { customers, owners }: Names, now: Date): Dispute {
  const { currency } = row
  const state = stateOf(row)
  const answerByMs = row.answer_by?.getTime() ?? null
  return {
    id: row.id,
    customerId: row.customer_id,
    customerName: customers.get(row.customer_id)?.name ?? null,
    invoiceId: row.invoice_id,
    invoiceNumber: row.invoice_number,
    reason: DisputeReason.catch('other').parse(row.reason),
    amount: row.amount === null ? null : { minor: row.amount, currency },
    balance: { minor: row.balance, currency },
    note: row.note,
    source: row.source,
    state,
    clock: clockOf({ answerByMs, state }, now.getTime()),
    answerBy: row.answer_by?.toISOString() ?? null,
    owner:
      row.owner_id === null ? null : { id: row.owner_id, name: owners.get(row.owner_id) ?? '' },
    openedAt: row.opened_at.toISOString(),
    openedBy: row.opened_by,
    waitingSince: row.waiting_since?.toISOString() ?? null,
    closedAt: row.closed_at?.toISOString() ?? null,
    closedBy: row.closed_by,
    outcome: row.outcome,
    closingNote: row.closing_note,
    credit:
      row.credit_note_id !== null && row.credit_number !== null && row.credited !== null
        ? {
            id: row.credit_note_id,
            number: row.credit_number,
            amount: { minor: row.credited, currency },
          }
        : null,
  }
}

/** Objections as a reader sees them, with the names of their customers and owners. */
export async function shownDisputes(
  from: From,
  rows: readonly DisputeRecord[],
): Promise<Dispute[]> {
  const customers = await findCustomers(
    from,
    rows.map((row) => row.customer_id),
  )
  const owners = await userNames(
    from,
    rows.flatMap((row) => row.owner_id ?? []),
  )
  return rows.map((row) => disputeOf(row, { customers, owners }, from.now))
}

/** One objection as it stands now. */
export async function findDispute(from: From, id: string): Promise<DisputeRecord | undefined> {
  const [row] = await from.run<DisputeRecord>(`${selectDisputes} and d.id = $2`, [
    from.companyId,
    id,
  ])
  return row
}
