import { earns } from '#core/invoicing/early.ts'
import type { OpenItem, Share } from '#core/ledger/open-item.ts'
import { postDiscountNote, withdrawDiscountNote } from '#modules/invoicing/index.ts'
import {
  isLocked,
  lockOpenItemsById,
  postEntry,
  reverseEntry,
  settle,
  settlementsByCredit,
  unsettle,
} from '#modules/ledger/index.ts'
import type { Work } from '#platform/command.ts'
import type { Offer } from './offers.ts'

/** The payment that earns discounts, already in the books. */
export type Earner = Readonly<{
  id: string
  number: string
  customerId: string
  paidOn: string
  rate?: string | undefined
}>

type Given = Readonly<{ creditId: string; entryId: string | null; noteId: string | null }>

/** The day of the money that earned it; where that month is closed by now, today. */
const bookedOn = async (work: Work, { paidOn }: Earner): Promise<string> =>
  (await isLocked(work, paidOn)) ? work.today : paidOn

/** An entry of its own: the discount is an expense, and the customer owes that much less. */
async function byEntry(
  work: Work,
  earner: Earner & Readonly<{ on: string }>,
  offer: Offer,
  id: string,
): Promise<Given> {
  const { entryId, lines } = await postEntry(work, {
    kind: 'early_discount',
    document: { kind: 'early_discount', id, number: offer.number },
    postedOn: earner.on,
    customerId: earner.customerId,
    currency: offer.currency,
    rate: earner.rate,
    lines: [
      { account: 'discount_allowed', amount: offer.minor },
      {
        account: 'receivable',
        amount: -offer.minor,
        partyId: earner.customerId,
        dueOn: earner.on,
      },
    ],
  })
  const creditId = lines.find(({ amount }) => amount < 0)?.id ?? ''
  return { creditId, entryId, noteId: null }
}

async function byNote(work: Work, on: string, offer: Offer): Promise<Given> {
  const noteId = work.newId()
  const { parts, id: invoiceId } = offer
  const { itemId } = await postDiscountNote(work, { invoiceId, noteId, parts, on })
  return { creditId: itemId, entryId: null, noteId }
}

async function giveOne(work: Work, earner: Earner, offer: Offer): Promise<void> {
  const id = work.newId()
  const on = await bookedOn(work, earner)
  const given =
    offer.mode === 'credit_note'
      ? await byNote(work, on, offer)
      : await byEntry(work, { ...earner, on }, offer, id)
  await work.run(
    `insert into early_discount (company_id, id, payment_id, invoice_id, item_id, mode, amount,
       currency, credit_id, entry_id, note_id, given_at, given_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      ...[work.companyId, id, earner.id, offer.id, offer.itemId, offer.mode, offer.minor],
      ...[offer.currency, given.creditId, given.entryId, given.noteId, work.now, work.actor.name],
    ],
  )
  const [open] = await lockOpenItemsById(work, [offer.itemId])
  if (!open) throw new Error('What earns a discount is still open by it')
  const minor = Math.min(open.balance.minor, offer.minor)
  await settle(work, {
    creditId: given.creditId,
    shares: [{ itemId: offer.itemId, amount: { minor, currency: offer.currency } }],
    effectiveOn: on,
  })
  work.audit('payments.early_discount_given', {
    kind: 'invoice',
    id: offer.id,
    before: null,
    after: {
      amount: { minor: offer.minor, currency: offer.currency },
      number: earner.number,
      paidOn: earner.paidOn,
      until: offer.until,
    },
  })
}

/**
 * Gives each invoice that a payment has just paid the discount it earned by that: all but the
 * discount came by the day. What is beyond the invoice stays on the customer's account.
 * @returns what each item owes less, by its id
 */
export async function giveDiscounts(
  work: Work,
  earner: Earner,
  paid: Readonly<{ shares: readonly Share[]; open: readonly OpenItem[] }>,
  offers: ReadonlyMap<string, Offer>,
): Promise<ReadonlyMap<string, number>> {
  const less = new Map<string, number>()
  for (const { itemId, amount } of paid.shares) {
    const offer = offers.get(itemId)
    const balance = paid.open.find(({ id }) => id === itemId)?.balance.minor ?? 0
    if (!offer || !earns(balance, amount.minor, offer.minor)) continue
    await giveOne(work, earner, offer)
    less.set(itemId, Math.min(offer.minor, balance - amount.minor))
  }
  return less
}

type DiscountRow = {
  id: string
  invoice_id: string
  credit_id: string
  entry_id: string | null
  note_id: string | null
  amount: number
}

/**
 * Takes back the discounts on these items, of which something was paid that no longer counts: a
 * discount is for the whole of an invoice, whichever part of it came last.
 */
export async function takeDiscountsBack(
  work: Work,
  itemIds: readonly string[],
  reason: string,
): Promise<void> {
  const rows = await work.run<DiscountRow>(
    `select id, invoice_id, credit_id, entry_id, note_id, amount from early_discount
     where company_id = $1 and item_id = any($2) and undone_at is null order by id`,
    [work.companyId, [...itemIds]],
  )
  for (const row of rows) {
    if (row.note_id !== null)
      await withdrawDiscountNote(work, { invoiceId: row.invoice_id, noteId: row.note_id })
    else if (row.entry_id !== null) {
      const ids = await settlementsByCredit(work, row.credit_id)
      await unsettle(work, ids, { effectiveOn: work.today, reason })
      await reverseEntry(work, row.entry_id, work.today)
    }
    await work.run(
      `update early_discount set undone_at = $3, undone_by = $4
       where company_id = $1 and id = $2`,
      [work.companyId, row.id, work.now, work.actor.name],
    )
    work.audit('payments.early_discount_undone', {
      kind: 'invoice',
      id: row.invoice_id,
      before: { amount: row.amount },
      after: { reason },
    })
  }
}
