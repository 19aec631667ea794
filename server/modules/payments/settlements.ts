import type { Currency } from '#core/money.ts'
import type { AllocationRow } from '#core/payments/api.ts'
import type { From } from './store.ts'

type Row = {
  id: string
  credit_id: string
  item_id: string
  document_kind: string
  document_id: string
  document_number: string
  due_on: string | null
  amount: number
  currency: Currency
  effective_on: string
  left_over: number
}

/**
 * What payments settle at present, by the line of each payment: settlements that were not taken
 * back, without those that gave the money back to the customer or undid the payment.
 */
export async function allocationsOf(
  from: Pick<From, 'run' | 'companyId'>,
  creditIds: readonly string[],
): Promise<Map<string, AllocationRow[]>> {
  const rows = await from.run<Row>(
    `select id, credit_id, item_id, document_kind, document_id, document_number, due_on, amount,
       currency, effective_on, left_over from allocation_view
     where company_id = $1 and credit_id = any($2)
       and document_kind <> 'refund' and document_kind <> 'payment'
     order by due_on, document_number, id`,
    [from.companyId, creditIds],
  )
  const found = new Map<string, AllocationRow[]>()
  for (const row of rows) {
    const { currency } = row
    const allocation: AllocationRow = {
      id: row.id,
      itemId: row.item_id,
      documentKind: row.document_kind,
      documentId: row.document_id,
      number: row.document_number,
      dueOn: row.due_on,
      amount: { minor: row.amount, currency },
      effectiveOn: row.effective_on,
      left: { minor: row.left_over, currency },
    }
    found.set(row.credit_id, [...(found.get(row.credit_id) ?? []), allocation])
  }
  return found
}

/** What of a payment lies on the customer's account: neither allocated nor given back. */
export async function unappliedOf(
  from: Pick<From, 'run' | 'companyId'>,
  creditId: string,
): Promise<number> {
  const [row] = await from.run<{ left_over: number }>(
    'select left_over from party_line_view where company_id = $1 and id = $2',
    [from.companyId, creditId],
  )
  return row?.left_over ?? 0
}

/** Everything that a customer owes in one currency, less what lies on their account. */
export async function balanceOf(
  from: Pick<From, 'run' | 'companyId'>,
  parties: readonly string[],
  currency: Currency,
): Promise<number> {
  const [row] = await from.run<{ balance: number }>(
    `select coalesce(sum(sign(amount) * left_over), 0)::bigint as balance
     from party_line_view where company_id = $1 and party_id = any($2) and currency = $3`,
    [from.companyId, parties, currency],
  )
  return row?.balance ?? 0
}
