import type { InvoiceForm, InvoiceKind } from '#core/invoicing/document.ts'
import type { Currency, Money } from '#core/money.ts'
import { Refusal } from '#core/refusal.ts'
import { openItemsOf } from '#modules/ledger/index.ts'
import type { Work } from '#platform/command.ts'
import type { Look } from '#platform/query.ts'

/** What other modules need to know of a posted document. */
export type InvoiceCard = Readonly<{
  id: string
  kind: InvoiceKind
  form: InvoiceForm
  number: string
  customerId: string
  currency: Currency
  issuedOn: string
  dueOn: string
  gross: Money
  /** The line of the journal that is its open item. */
  itemId: string
  originalId: string | null
  sentAt: Date | null
  void: boolean
}>
export type OpenInvoice = InvoiceCard & Readonly<{ balance: Money }>

type CardRow = {
  id: string
  kind: InvoiceKind
  form: InvoiceForm
  number: string
  customer_id: string
  currency: Currency
  issued_on: string
  due_on: string
  gross: number
  item_id: string
  original_id: string | null
  sent_at: Date | null
  voided_at: Date | null
}
const columns = `id, kind, form, number, customer_id, currency, issued_on, due_on, gross, item_id,
  original_id, sent_at, voided_at`

const cardOf = (row: CardRow): InvoiceCard => ({
  id: row.id,
  kind: row.kind,
  form: row.form,
  number: row.number,
  customerId: row.customer_id,
  currency: row.currency,
  issuedOn: row.issued_on,
  dueOn: row.due_on,
  gross: { minor: row.gross, currency: row.currency },
  itemId: row.item_id,
  originalId: row.original_id,
  sentAt: row.sent_at,
  void: row.voided_at !== null,
})

/** Posted documents by their ids; a draft and an unknown id are simply not in the answer. */
export async function findInvoices(
  from: Pick<Work | Look, 'run' | 'companyId'>,
  ids: readonly string[],
): Promise<Map<string, InvoiceCard>> {
  if (ids.length === 0) return new Map()
  const rows = await from.run<CardRow>(
    `select ${columns} from invoice where company_id = $1 and id = any($2)`,
    [from.companyId, ids],
  )
  return new Map(rows.map((row) => [row.id, cardOf(row)]))
}

/** Whose the posted documents with these numbers are. */
export function buyersOf(
  from: Pick<Work | Look, 'run' | 'companyId'>,
  numbers: readonly string[],
): Promise<{ number: string; customerId: string }[]> {
  return from.run(
    `select number, customer_id as "customerId" from invoice
     where company_id = $1 and number = any($2) order by number, id`,
    [from.companyId, numbers],
  )
}

/**
 * A posted document, held until the transaction ends.
 * @throws invoicing.invoice_not_found
 */
export async function lockInvoice(
  work: Pick<Work, 'run' | 'companyId'>,
  id: string,
): Promise<InvoiceCard> {
  const [row] = await work.run<CardRow>(
    `select ${columns} from invoice where company_id = $1 and id = $2 for no key update`,
    [work.companyId, id],
  )
  if (!row) throw new Refusal('invoicing.invoice_not_found', { id })
  return cardOf(row)
}

/** What these parties still owe, document by document; the oldest due first. */
export async function openInvoicesOf(
  from: Pick<
    Work | Look,
    'run' | 'db' | 'companyId' | 'today' | 'session' | 'now' | 'baseCurrency'
  >,
  parties: readonly string[],
): Promise<OpenInvoice[]> {
  const items = await openItemsOf(from, { parties })
  const balances = new Map(items.map((item) => [item.id, item.balance]))
  const rows = await from.run<CardRow>(
    `select ${columns} from invoice where company_id = $1 and item_id = any($2)
       and kind <> 'credit_note' order by due_on, id`,
    [from.companyId, [...balances.keys()]],
  )
  return rows.flatMap((row) => {
    const balance = balances.get(row.item_id)
    return balance ? [{ ...cardOf(row), balance }] : []
  })
}
