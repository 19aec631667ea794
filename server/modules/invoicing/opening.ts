import { InvoicePosted } from '#core/invoicing/events.ts'
import type { Currency, Rate } from '#core/money.ts'
import { Refusal } from '#core/refusal.ts'
import { type CustomerCard, findCustomers } from '#modules/contacts/index.ts'
import { type Entry, nextNumber, postEntries, reverseEntry } from '#modules/ledger/index.ts'
import type { Work } from '#platform/command.ts'
import type { Importers, InvoiceToImport, Kept } from '#platform/offers.ts'
import { buyerOf } from './prepare.ts'
import { insertInvoices, type NewInvoice, searchOf } from './store.ts'

/** A debt from before the books began; its tax was told to the authority by another system. */
export type NewOpening = Readonly<{
  id: string
  customerId: string
  /** The number it was issued with; without one, the house numbers it. */
  number?: string | undefined
  issuedOn: string
  dueOn: string
  currency: Currency
  rate?: Rate | undefined
  /** What it asked for, and what of that is still open: below nothing, the customer's own money. */
  gross: number
  balance: number
  vat?: number | undefined
  notes?: string | undefined
}>

/** What is left of it, against the opening balances. */
const entryOf = (opening: NewOpening, customerId: string, number: string): Entry => ({
  kind: 'opening',
  document: { kind: 'opening', id: opening.id, number },
  postedOn: opening.issuedOn,
  customerId,
  currency: opening.currency,
  rate: opening.rate,
  lines: [
    {
      account: 'receivable',
      amount: opening.balance,
      partyId: customerId,
      dueOn: opening.dueOn,
    },
    { account: 'opening_equity', amount: -opening.balance },
  ],
})

/** @throws invoicing.nothing_to_pay, invoicing.issued_in_the_future */
function demandSound(work: Work, { gross, balance, issuedOn }: NewOpening): void {
  const within = Math.abs(balance) <= Math.abs(gross) && Math.sign(balance) === Math.sign(gross)
  if (balance === 0 || !within) throw new Refusal('invoicing.nothing_to_pay')
  if (issuedOn > work.today)
    throw new Refusal('invoicing.issued_in_the_future', { issuedOn, today: work.today })
}

/** Looks for the numbers that the documents bring, all in one question. @throws invoicing.number_taken */
async function demandFree(work: Work, openings: readonly NewOpening[]): Promise<void> {
  const numbers = openings.flatMap(({ number }) => number ?? [])
  const twice = numbers.find((number, place) => numbers.indexOf(number) !== place)
  if (twice !== undefined) throw new Refusal('invoicing.number_taken', { number: twice })
  const [taken] = await work.run<{ number: string }>(
    `select number from invoice where company_id = $1 and number = any($2) and kind = 'opening'
       and voided_at is null limit 1`,
    [work.companyId, numbers],
  )
  if (taken) throw new Refusal('invoicing.number_taken', { number: taken.number })
}

const rowOf = (
  work: Work,
  opening: NewOpening,
  card: CustomerCard,
  { number, entryId, itemId }: { number: string; entryId: string; itemId: string },
): NewInvoice => {
  const buyer = buyerOf(card)
  const vat = opening.vat ?? 0
  return {
    id: opening.id,
    kind: 'opening',
    form: 'simplified',
    number,
    sequence: null,
    customer_id: card.id,
    currency: opening.currency,
    rate: opening.rate ?? null,
    issued_on: opening.issuedOn,
    supplied_on: null,
    terms: { kind: 'immediate' },
    due_on: opening.dueOn,
    due_basis: 'invoiced',
    delivered_on: null,
    document_discount: null,
    discount: 0,
    net: opening.gross - vat,
    vat,
    gross: opening.gross,
    vat_in_base: null,
    seller: null,
    buyer,
    qr: null,
    reference: null,
    contract: null,
    notes: opening.notes ?? null,
    reason: null,
    original_id: null,
    item_id: itemId,
    entry_id: entryId,
    search: searchOf(number, buyer.name, buyer.nameEn, card.number),
    created_at: work.now,
  }
}

function tell(work: Work, opening: NewOpening, customerId: string, number: string): void {
  const { gross, balance, currency, dueOn } = opening
  work.audit('invoicing.opening_added', {
    kind: 'invoice',
    id: opening.id,
    before: null,
    after: { number, customerId, gross, balance, currency },
  })
  if (gross <= 0) return
  work.publish(
    InvoicePosted,
    { kind: 'invoice', id: opening.id, customerId },
    { invoiceId: opening.id, customerId, number, dueOn, gross: { minor: gross, currency } },
  )
}

/** Takes over many documents together: as many statements as for one. */
async function addOpenings(
  work: Work,
  openings: readonly NewOpening[],
): Promise<{ id: string; number: string; itemId: string }[]> {
  for (const opening of openings) demandSound(work, opening)
  await demandFree(work, openings)
  const cards = await findCustomers(
    work,
    openings.map(({ customerId }) => customerId),
  )
  const whole: { opening: NewOpening; card: CustomerCard; number: string }[] = []
  for (const opening of openings) {
    const card = cards.get(opening.customerId)
    if (!card) throw new Refusal('contacts.customer_not_found', { id: opening.customerId })
    const number = opening.number ?? (await nextNumber(work, 'opening', opening.issuedOn)).number
    whole.push({ opening, card, number })
  }
  const posted = await postEntries(
    work,
    whole.map(({ opening, card, number }) => entryOf(opening, card.id, number)),
  )
  const added = whole.map(({ opening, card, number }, place) => {
    const entry = posted[place]
    const item = entry?.lines.find(({ account }) => account === 'receivable')
    if (!entry || !item) throw new Error('An opening has a line that is owed')
    tell(work, opening, card.id, number)
    return rowOf(work, opening, card, { number, entryId: entry.entryId, itemId: item.id })
  })
  await insertInvoices(work, added)
  return added.map(({ id, number, item_id }) => ({ id, number, itemId: item_id }))
}

/**
 * Takes over an open document from another system, inside someone else's command.
 * @throws contacts.customer_not_found, invoicing.nothing_to_pay, invoicing.number_taken,
 *   ledger.period_locked
 */
export async function addOpeningInvoice(
  work: Work,
  opening: NewOpening,
): Promise<{ id: string; number: string; itemId: string }> {
  const [added] = await addOpenings(work, [opening])
  if (!added) throw new Error('An opening that was taken over is there')
  return added
}

type OpeningRow = {
  id: string
  number: string
  entry_id: string
  touched: boolean
}

/**
 * Takes an opening back as if it had never been brought in; false when it was worked with since.
 * @throws ledger.period_locked
 */
export async function removeOpeningInvoice(work: Work, id: string): Promise<boolean> {
  const [row] = await work.run<OpeningRow>(
    `select i.id, i.number, i.entry_id, o.settled > 0 or exists (select 1 from invoice n
         where n.company_id = i.company_id and n.original_id = i.id) as touched
     from invoice i join open_item_view o on o.company_id = i.company_id and o.id = i.item_id
     where i.company_id = $1 and i.id = $2 and i.kind = 'opening' and i.voided_at is null
     for no key update of i`,
    [work.companyId, id],
  )
  if (!row || row.touched) return false
  await reverseEntry(work, row.entry_id, work.today)
  await work.run('update invoice set voided_at = $3 where company_id = $1 and id = $2', [
    work.companyId,
    id,
    work.now,
  ])
  work.audit('invoicing.opening_removed', {
    kind: 'invoice',
    id,
    before: { number: row.number },
    after: null,
  })
  return true
}

const openingOf = (row: InvoiceToImport): NewOpening => ({
  id: row.id,
  customerId: row.customerId,
  number: row.number ?? undefined,
  issuedOn: row.issuedOn,
  dueOn: row.dueOn,
  currency: row.currency,
  rate: row.rate ?? undefined,
  gross: row.gross,
  balance: row.balance,
  vat: row.vat ?? undefined,
  notes: row.note ?? undefined,
})

/** What invoicing offers to importing. */
export const invoiceImporter: Importers['invoices'] = {
  find: async (from, numbers) => {
    const rows = await from.run<{
      id: string
      customer_id: string
      number: string
      currency: Currency
      balance: number
    }>(
      `select i.id, i.customer_id, i.number, i.currency,
         sign(o.amount)::int * (abs(o.amount) - o.settled) as balance
       from invoice i join open_item_view o on o.company_id = i.company_id and o.id = i.item_id
       where i.company_id = $1 and i.number = any($2) and i.voided_at is null
         and i.kind <> 'credit_note'`,
      [from.companyId, numbers],
    )
    return rows.map(({ customer_id, ...row }) => ({ ...row, customerId: customer_id }))
  },
  write: async (work, rows) => {
    await addOpenings(work, rows.map(openingOf))
  },
  standing: async (from, customerIds) => {
    const rows = await from.run<{ id: string }>(
      `select customer_id as id from invoice
       where company_id = $1 and customer_id = any($2::uuid[]) and voided_at is null
       union select customer_id from invoice_draft
       where company_id = $1 and customer_id = any($2::uuid[])`,
      [from.companyId, customerIds],
    )
    return rows.map(({ id }) => id)
  },
  undo: async (work, ids) => {
    const undone: string[] = []
    const kept: Kept[] = []
    for (const id of ids) {
      if (await removeOpeningInvoice(work, id)) undone.push(id)
      else {
        const [row] = await work.run<{ number: string }>(
          'select number from invoice where company_id = $1 and id = $2',
          [work.companyId, id],
        )
        if (row) kept.push({ id, name: row.number, reason: 'invoicing.already_settled' })
      }
    }
    return { undone, kept }
  },
}
