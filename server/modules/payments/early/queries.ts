import type { Currency } from '#core/money.ts'
import type { InvoiceDiscount } from '#core/payments/early-api.ts'
import { Refusal } from '#core/refusal.ts'
import { partiesOf, reachedOr } from '#modules/contacts/index.ts'
import { findInvoices } from '#modules/invoicing/index.ts'
import { openItemsOf } from '#modules/ledger/index.ts'
import { query } from '#platform/query.ts'
import type { From } from '../store.ts'
import { offersNow } from './offers.ts'

type GivenRow = {
  amount: number
  currency: Currency
  note_id: string | null
  payment_id: string
  given_at: Date
}

async function givenOn(
  from: Pick<From, 'run' | 'companyId'>,
  invoiceId: string,
): Promise<InvoiceDiscount['given']> {
  const [row] = await from.run<GivenRow>(
    `select amount, currency, note_id, payment_id, given_at from early_discount
     where company_id = $1 and invoice_id = $2 and undone_at is null`,
    [from.companyId, invoiceId],
  )
  if (!row) return null
  return {
    amount: { minor: row.amount, currency: row.currency },
    noteId: row.note_id,
    paymentId: row.payment_id,
    at: row.given_at.toISOString(),
  }
}

/**
 * The discount that an invoice's terms give to who pays today, or the one that was given; of what is
 * no posted invoice, neither. @throws invoicing.invoice_not_found for one out of reach
 */
export const showEarlyDiscount = query(
  'invoicing.read',
  async (from, { id }: { id: string }): Promise<InvoiceDiscount> => {
    const invoice = (await findInvoices(from, [id])).get(id)
    if (!invoice) return { offer: null, given: null }
    const reached = partiesOf(from, invoice.customerId, 'invoicing.read')
    const parties = await reachedOr(
      reached,
      () => new Refusal('invoicing.invoice_not_found', { id }),
    )
    const given = await givenOn(from, id)
    const open = (await openItemsOf(from, { parties })).find((item) => item.id === invoice.itemId)
    if (!open) return { offer: null, given }
    const { itemId } = invoice
    const offers = await offersNow(from, [{ itemId, balance: open.balance }])
    return { offer: offers.get(itemId) ?? null, given }
  },
)
