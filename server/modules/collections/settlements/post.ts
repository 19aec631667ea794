import { type Conceding, spread } from '#core/collections/settlement.ts'
import type { AccountKey } from '#core/ledger/chart.ts'
import type { SeriesKey } from '#core/ledger/series.ts'
import type { LockedCustomer } from '#modules/contacts/index.ts'
import { creditableIn, creditIn } from '#modules/invoicing/index.ts'
import {
  lockOpenItemsById,
  nextNumber,
  postEntry,
  rateOfItem,
  reverseEntry,
  settleMany,
  unsettle,
} from '#modules/ledger/index.ts'
import type { Work } from '#platform/command.ts'
import { watch } from '../store.ts'
import { type ConcessionTable, moneyOf, type Standing } from './store.ts'

type Share = Readonly<{ itemId: string; minor: number }>

const books = {
  settlement: { series: 'settlement_discount', account: 'settlement_discount' },
  waiver: { series: 'waiver', account: 'waivers' },
  write_off: { series: 'write_off', account: 'bad_debt' },
} as const satisfies Record<
  ConcessionTable['kind'],
  Readonly<{ series: SeriesKey; account: AccountKey }>
>

/** What is open of these invoices now, held until the transaction ends. */
async function openNow(work: Work, { items }: Standing): Promise<Conceding[]> {
  const open = await lockOpenItemsById(
    work,
    items.map((item) => item.item_id),
  )
  return open.map(({ id, dueOn, balance }) => ({ itemId: id, dueOn, balance: balance.minor }))
}

/** Takes shares off by credit notes, VAT included; what cannot be split so is left over. */
async function byCreditNotes(work: Work, { row, items }: Standing, shares: readonly Share[]) {
  const numbers: string[] = []
  const left: Share[] = []
  for (const { itemId, minor } of shares) {
    const invoiceId = items.find((item) => item.item_id === itemId)?.invoice_id ?? ''
    const creditable = (await creditableIn(work, invoiceId)) ?? 0
    const gross = Math.min(minor, creditable)
    // Under ten halalas there is no VAT to be split off.
    const note =
      gross < 10
        ? null
        : await creditIn(work, {
            id: invoiceId,
            noteId: work.newId(),
            reason: row.reason.slice(0, 300),
            gross,
          })
    if (note?.number) numbers.push(note.number)
    const taken = note ? Math.abs(note.gross.minor) : 0
    if (minor > taken) left.push({ itemId, minor: minor - taken })
  }
  return { numbers, left }
}

type Posted = Readonly<{ number: string; entryId: string; settlementIds: string[] }>

/**
 * At the rate of each debt itself: what is let go earns or loses nothing by exchange, and nobody
 * may have entered a rate for the day.
 */
async function sharesByRate(work: Work, row: ConcessionTable, shares: readonly Share[]) {
  const found = new Map<string, { rate: string; amount: number; shares: Share[] }>()
  for (const share of shares) {
    const rate = row.currency === work.baseCurrency ? '1' : await rateOfItem(work, share.itemId)
    const same = found.get(rate) ?? { rate, amount: 0, shares: [] }
    same.amount += share.minor
    same.shares.push(share)
    found.set(rate, same)
  }
  return [...found.values()]
}

/** Takes shares off by an entry of the ledger: the receivable falls, an expense rises. */
async function byEntry(
  work: Work,
  { row }: Standing,
  customer: LockedCustomer,
  shares: readonly Share[],
): Promise<Posted> {
  const { series, account } = books[row.kind]
  const rates = await sharesByRate(work, row, shares)
  const { number } = await nextNumber(work, series, work.today)
  const { entryId, lines } = await postEntry(work, {
    kind: series,
    document: { kind: series, id: row.id, number },
    postedOn: work.today,
    customerId: customer.id,
    currency: row.currency,
    ...(row.currency !== work.baseCurrency && { rate: rates[0]?.rate }),
    lines: rates.flatMap(({ rate, amount }) => [
      { account, amount, rate },
      { account: 'receivable' as const, amount: -amount, partyId: customer.id, rate },
    ]),
  })
  const credits = lines.filter(({ partyId }) => partyId !== null)
  const settled = await settleMany(
    work,
    rates.map((each, place) => {
      const credit = credits[place]
      if (!credit) throw new Error('The receivable line was just posted')
      return {
        creditId: credit.id,
        shares: each.shares.map(({ itemId, minor }) => ({ itemId, amount: moneyOf(row, minor) })),
        effectiveOn: work.today,
      }
    }),
  )
  return { number, entryId, settlementIds: settled.flatMap(({ settlementIds }) => settlementIds) }
}

/**
 * Lets go in the books what was agreed to: never more than is open now. The customer is held.
 * @returns what was let go
 */
export async function postConcession(
  work: Work,
  standing: Standing,
  customer: LockedCustomer,
): Promise<number> {
  const { row } = standing
  const shares = spread(row.waived, await openNow(work, standing))
  const amount = shares.reduce((sum, { minor }) => sum + minor, 0)
  const state = row.kind === 'settlement' ? 'kept' : 'posted'
  const credits =
    row.method === 'credit_note'
      ? await byCreditNotes(work, standing, shares)
      : { numbers: [], left: shares }
  const entry =
    credits.left.length > 0 ? await byEntry(work, standing, customer, credits.left) : undefined
  await work.run(
    `update concession set state = $3, number = $4, entry_id = $5, settlement_ids = $6,
       credit_numbers = $7, posted_on = $8, posted = $9 where company_id = $1 and id = $2`,
    [
      ...[work.companyId, row.id, state, entry?.number ?? credits.numbers[0] ?? null],
      ...[entry?.entryId ?? null, entry?.settlementIds ?? [], credits.numbers],
      ...[work.today, amount],
    ],
  )
  await work.run(
    `update concession_item i set posted = s.minor
     from jsonb_to_recordset($3::jsonb) as s("itemId" uuid, minor bigint)
     where i.company_id = $1 and i.concession_id = $2 and i.item_id = s."itemId"`,
    [work.companyId, row.id, JSON.stringify(shares)],
  )
  await watch(work, [customer.id])
  return amount
}

/** What was taken back may be let go again: until then nothing of it stands in the books. */
export async function forgetPosting(work: Work, id: string): Promise<void> {
  await work.run(
    `update concession set number = null, entry_id = null, settlement_ids = '{}', posted_on = null,
       posted = null where company_id = $1 and id = $2`,
    [work.companyId, id],
  )
  await work.run(
    'update concession_item set posted = 0 where company_id = $1 and concession_id = $2',
    [work.companyId, id],
  )
}

/** Takes an entry of the ledger back: its invoices are open again by what was let go of them. */
export async function takeBackPosting(work: Work, { row }: Standing): Promise<void> {
  if (row.entry_id === null) return
  // Why, the concession itself says: what a person wrote can be erased there, and never in the books.
  await unsettle(work, row.settlement_ids, { effectiveOn: work.today, reason: 'taken_back' })
  await reverseEntry(work, row.entry_id, work.today)
  await watch(work, [row.customer_id])
}
