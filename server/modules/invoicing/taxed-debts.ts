import { type Currency, convert, Rate } from '#core/money.ts'
import type { Look } from '#platform/query.ts'

/** An invoice as its tax sees it: what it came to, credit notes taken off, and what is still owed. */
export type TaxedInvoice = Readonly<{
  id: string
  number: string
  customerId: string
  currency: Currency
  opening: boolean
  suppliedOn: string
  gross: number
  vat: number
  /** The same tax in the currency of the books. */
  vatInBase: number
  open: number
}>

type Row = {
  id: string
  number: string
  customer_id: string
  currency: Currency
  rate: string | null
  kind: string
  supplied_on: string
  gross: number
  vat: number
  vat_in_base: number | null
  credited: number
  vat_credited: number
  vat_credited_in_base: number
  open: number
}

const sql = `with asked as (
    select id from invoice_open where company_id = $1 and issued_on <= $2
    union select unnest($3::uuid[]))
  select i.id, i.number, i.customer_id, i.currency, i.rate, i.kind,
    coalesce(i.supplied_on, i.issued_on) as supplied_on, i.gross, i.vat, i.vat_in_base,
    coalesce(o.balance, 0)::bigint as open, c.gross as credited, c.vat as vat_credited,
    c.vat_in_base as vat_credited_in_base
  from asked join invoice i on i.company_id = $1 and i.id = asked.id
  left join invoice_open o on o.company_id = $1 and o.id = i.id
  cross join lateral (
    select coalesce(sum(n.gross), 0)::bigint as gross, coalesce(sum(n.vat), 0)::bigint as vat,
      coalesce(sum(coalesce(n.vat_in_base, n.vat)), 0)::bigint as vat_in_base
    from invoice n where n.company_id = $1 and n.original_id = i.id and n.kind = 'credit_note'
      and n.voided_at is null) c
  where i.kind in ('invoice', 'debit_note', 'opening') and i.gross > 0 and i.voided_at is null
    and ($4::uuid[] is null or i.customer_id = any($4))
    and (i.vat > 0 or i.kind = 'opening')
  order by supplied_on, i.id`

function inBase({ currency, rate, vat, vat_in_base: told }: Row, base: Currency): number {
  if (told !== null) return told
  if (currency === base || rate === null) return vat
  return convert({ minor: vat, currency }, Rate.parse(rate), base).minor
}

/**
 * The taxed invoices of these customers, or of everyone, that were issued by a day and are still
 * owed, and those that are asked for by id.
 */
export async function taxedInvoices(
  from: Pick<Look, 'run' | 'companyId' | 'baseCurrency'>,
  issuedBy: string,
  ids: readonly string[],
  parties: readonly string[] | null,
): Promise<TaxedInvoice[]> {
  const rows = await from.run<Row>(sql, [from.companyId, issuedBy, [...ids], parties])
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    customerId: row.customer_id,
    currency: row.currency,
    opening: row.kind === 'opening',
    suppliedOn: row.supplied_on,
    gross: row.gross - row.credited,
    vat: row.vat - row.vat_credited,
    vatInBase: inBase(row, from.baseCurrency) - row.vat_credited_in_base,
    open: Math.max(row.open, 0),
  }))
}
