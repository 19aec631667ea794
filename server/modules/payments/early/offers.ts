import type { EarlyVat } from '#core/credit/early-vat.ts'
import { type EarlyDiscount, earlyDiscount } from '#core/invoicing/early.ts'
import type { OpenItem } from '#core/ledger/open-item.ts'
import type { EarlyOffer } from '#core/payments/early-api.ts'
import { earlyVatOf } from '#modules/credit/index.ts'
import { type EarlyInvoice, earlyInvoices, type OpenInvoice } from '#modules/invoicing/index.ts'
import { settledDay } from '#modules/ledger/index.ts'
import type { From } from '../store.ts'

/** A discount that a payment of this day would earn. */
export type Offer = EarlyInvoice & EarlyDiscount & Readonly<{ mode: EarlyVat }>

/**
 * The discounts that money which came in on this day may earn, by the open item: it came in time,
 * and so did whatever was paid of the invoice before. None was given on it yet.
 */
export async function offersOn(
  from: Pick<From, 'run' | 'companyId'>,
  itemIds: readonly string[],
  paidOn: string,
): Promise<ReadonlyMap<string, Offer>> {
  const invoices = [...(await earlyInvoices(from, itemIds, paidOn)).values()]
  const offers = new Map<string, Offer>()
  if (invoices.length === 0) return offers
  const mode = await earlyVatOf(from)
  const given = await from.run<{ item_id: string }>(
    `select item_id from early_discount where company_id = $1 and item_id = any($2)
       and undone_at is null`,
    [from.companyId, invoices.map(({ itemId }) => itemId)],
  )
  for (const invoice of invoices) {
    if (given.some((row) => row.item_id === invoice.itemId)) continue
    const before = await settledDay(from, invoice.itemId)
    if (before !== undefined && before > invoice.until) continue
    const discount = earlyDiscount(mode, invoice.left, invoice.early)
    if (discount.minor > 0) offers.set(invoice.itemId, { ...invoice, ...discount, mode })
  }
  return offers
}

/** What may be taken off each of these open invoices by paying it today, by its item. */
export async function offersNow(
  from: Pick<From, 'run' | 'companyId' | 'today'>,
  invoices: readonly Pick<OpenInvoice, 'itemId' | 'balance'>[],
): Promise<ReadonlyMap<string, EarlyOffer>> {
  const itemIds = invoices.map(({ itemId }) => itemId)
  const offers = await offersOn(from, itemIds, from.today)
  return new Map(
    invoices.flatMap(({ itemId, balance }) => {
      const offer = offers.get(itemId)
      if (!offer || balance.minor <= offer.minor) return []
      const { currency } = balance
      const discount = { minor: offer.minor, currency }
      const toPay = { minor: balance.minor - offer.minor, currency }
      return [[itemId, { until: offer.until, discount, toPay }] as const]
    }),
  )
}

/** What these items ask of an early payer: each less its discount, unless that would be all of it. */
export const lessDiscounts = <Item extends OpenItem>(
  open: readonly Item[],
  offers: ReadonlyMap<string, Offer>,
): Item[] =>
  open.map((item) => {
    const discount = offers.get(item.id)?.minor ?? 0
    if (discount === 0 || discount >= item.balance.minor) return item
    const balance = { ...item.balance, minor: item.balance.minor - discount }
    return { ...item, balance }
  })
