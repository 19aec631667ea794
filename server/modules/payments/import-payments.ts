import type { OpenItem, Share } from '#core/ledger/open-item.ts'
import { least } from '#core/money.ts'
import {
  type Allocation,
  type AllocationProblem,
  allocateByHand,
  allocateOldestFirst,
} from '#core/payments/allocate.ts'
import { Refusal } from '#core/refusal.ts'
import { lockCustomer, lockCustomers } from '#modules/contacts/index.ts'
import { findInvoices } from '#modules/invoicing/index.ts'
import { lockOpenItems } from '#modules/ledger/index.ts'
import type { Work } from '#platform/command.ts'
import type { Importers, Kept, PaymentToImport } from '#platform/offers.ts'
import { type Booking, bookPayments, type Incoming } from './book-payment.ts'
import { reverseHeld } from './reverse-payment.ts'
import { lockPayment, type PaymentRecord } from './store.ts'

const never = (problem: AllocationProblem): never => {
  throw new Error(`A share of a payment and a balance cannot be refused: ${problem.problem}`)
}

/** Against the invoice that the row names, as far as it goes, else the oldest first. */
function allocate(
  row: PaymentToImport,
  itemId: string | undefined,
  open: readonly OpenItem[],
): Allocation {
  const money = { minor: row.amount, currency: row.currency }
  if (!row.invoiceId) return allocateOldestFirst(money, open)
  const item = open.find(({ id }) => id === itemId)
  const shares = item ? [{ itemId: item.id, amount: least(money, item.balance) }] : []
  const given = allocateByHand(money, shares, open)
  return 'problem' in given ? never(given) : given
}

const incomingOf = (row: PaymentToImport): Incoming => ({
  id: row.id,
  customerId: row.customerId,
  amount: { minor: row.amount, currency: row.currency },
  method: row.method,
  source: 'import',
  paidOn: row.paidOn,
  rate: row.rate ?? undefined,
  reference: row.reference ?? row.number,
  note: row.note,
})

/** What is still open after these shares, for the next row of the same customer. */
const after = (open: readonly OpenItem[], shares: readonly Share[]): OpenItem[] => {
  const taken = new Map<string, number>()
  for (const { itemId, amount } of shares)
    taken.set(itemId, (taken.get(itemId) ?? 0) + amount.minor)
  return open.flatMap((item) => {
    const minor = item.balance.minor - (taken.get(item.id) ?? 0)
    return minor === 0 ? [] : [{ ...item, balance: { ...item.balance, minor } }]
  })
}

/**
 * Books the payments of a file in its order: against the invoice that each names, else the oldest
 * first. A few statements for all of them. @throws contacts.customer_not_found
 */
async function addImportedPayments(work: Work, rows: readonly PaymentToImport[]): Promise<void> {
  const customers = await lockCustomers(
    work,
    rows.map(({ customerId }) => customerId),
  )
  const customerOf = new Map(customers.flatMap((each) => each.parties.map((id) => [id, each])))
  const invoices = await findInvoices(
    work,
    rows.flatMap(({ invoiceId }) => invoiceId ?? []),
  )
  // What is open, by customer and currency, and less of it after every row.
  const open = new Map<string, readonly OpenItem[]>()
  const parties = customers.flatMap((each) => each.parties)
  for (const currency of [...new Set(rows.map((row) => row.currency))].toSorted())
    for (const item of await lockOpenItems(work, parties, currency)) {
      const key = `${customerOf.get(item.partyId)?.id} ${currency}`
      open.set(key, [...(open.get(key) ?? []), item])
    }
  const bookings = rows.map((row): Booking => {
    const customer = customerOf.get(row.customerId)
    if (!customer) throw new Refusal('contacts.customer_not_found', { id: row.customerId })
    const key = `${customer.id} ${row.currency}`
    const items = open.get(key) ?? []
    const itemId = row.invoiceId ? invoices.get(row.invoiceId)?.itemId : undefined
    const allocation = allocate(row, itemId, items)
    open.set(key, after(items, allocation.shares))
    return { incoming: incomingOf(row), customer, open: items, allocation }
  })
  await bookPayments(work, bookings)
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
  write: addImportedPayments,
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
