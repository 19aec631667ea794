import { least } from '#core/money.ts'
import {
  type AllocationProblem,
  allocateByHand,
  allocateOldestFirst,
} from '#core/payments/allocate.ts'
import { Refusal } from '#core/refusal.ts'
import { lockCustomer } from '#modules/contacts/index.ts'
import { findInvoices } from '#modules/invoicing/index.ts'
import type { Work } from '#platform/command.ts'
import type { Importers, Kept, PaymentToImport } from '#platform/offers.ts'
import { bookPayment } from './book-payment.ts'
import { reverseHeld } from './reverse-payment.ts'
import { lockPayment, type PaymentRecord } from './store.ts'

const never = (problem: AllocationProblem): never => {
  throw new Error(`A share of a payment and a balance cannot be refused: ${problem.problem}`)
}

/** Books one payment of a file: against its invoice if it names one, else the oldest first. */
export async function addImportedPayment(work: Work, row: PaymentToImport): Promise<void> {
  const { amount: minor, currency, invoiceId } = row
  const money = { minor, currency }
  const invoice = invoiceId ? (await findInvoices(work, [invoiceId])).get(invoiceId) : undefined
  await bookPayment(
    work,
    {
      id: row.id,
      customerId: row.customerId,
      amount: money,
      method: row.method,
      source: 'import',
      paidOn: row.paidOn,
      rate: row.rate ?? undefined,
      reference: row.reference ?? row.number,
      note: row.note,
    },
    (open) => {
      if (!invoiceId) return allocateOldestFirst(money, open)
      const item = open.find(({ id }) => id === invoice?.itemId)
      const shares = item ? [{ itemId: item.id, amount: least(money, item.balance) }] : []
      const given = allocateByHand(money, shares, open)
      return 'problem' in given ? never(given) : given
    },
  )
}

/** Whether someone gave the payment's money to an item after it came in. */
async function allocatedSince(work: Work, payment: PaymentRecord): Promise<boolean> {
  // By the credit itself: joined to the payment, the view would be made for the whole company.
  const rows = await work.run(
    `select id from allocation_view where company_id = $1 and credit_id = $2
       and recorded_at > (select recorded_at from payment where company_id = $1 and id = $3) limit 1`,
    [work.companyId, payment.creditId, payment.id],
  )
  return rows.length > 0
}

async function undoOne(work: Work, id: string): Promise<Kept | undefined> {
  const [row] = await work.run<{ customer_id: string; number: string; source: string }>(
    'select customer_id, number, source from payment where company_id = $1 and id = $2',
    [work.companyId, id],
  )
  if (row?.source !== 'import')
    return { id, name: row?.number ?? '', reason: 'payments.payment_not_found' }
  try {
    const customer = await lockCustomer(work, row.customer_id)
    const payment = await lockPayment(work, id)
    if (await allocatedSince(work, payment))
      return { id, name: row.number, reason: 'request.stale' }
    await reverseHeld(work, payment, customer.id, { reason: 'mistake' })
    return undefined
  } catch (error) {
    if (error instanceof Refusal) return { id, name: row.number, reason: error.code }
    throw error
  }
}

/** What payments offer to importing. An undone payment is reversed, as any that was a mistake. */
export const paymentImporter: Importers['payments'] = {
  write: async (work, rows) => {
    for (const row of rows) await addImportedPayment(work, row)
  },
  standing: async (from, customerIds) => {
    const rows = await from.run<{ id: string }>(
      `select distinct p.customer_id as id from payment p
       where p.company_id = $1 and p.customer_id = any($2::uuid[]) and not exists (
         select 1 from payment_reversal r where r.company_id = p.company_id and r.payment_id = p.id)`,
      [from.companyId, customerIds],
    )
    return rows.map(({ id }) => id)
  },
  undo: async (work, ids) => {
    const kept: Kept[] = []
    const undone: string[] = []
    for (const id of ids) {
      const reason = await undoOne(work, id)
      if (reason) kept.push(reason)
      else undone.push(id)
    }
    return { undone, kept }
  },
}
