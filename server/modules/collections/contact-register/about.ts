import type { Currency, Money } from '#core/money.ts'
import { findInvoices } from '#modules/invoicing/index.ts'
import type { From } from '../store.ts'
import type { ContactLine } from './lines.ts'

/** Which debts a contact was about, how much was asked for, and why it went in spite of a barrier. */
export type About = Readonly<{
  debts: readonly string[]
  amount: Money | null
  because: string | null
}>

const nothing: About = { debts: [], amount: null, because: null }

type Found = { id: string; numbers: string[]; amount?: number; currency?: Currency; why?: string }

/** The kinds of things that a contact can be about whose documents are known to collections. */
const statements: Readonly<Record<string, string>> = {
  reminder: `select r.id, r.amount, r.currency, r.override_reason as why,
      array(select i ->> 'number' from jsonb_array_elements(r.items) i) as numbers
    from reminder r where r.company_id = $1 and r.id = any($2)`,
  dispute: `select id, array[invoice_number] as numbers from dispute
    where company_id = $1 and id = any($2)`,
  referral: `select r.id, r.amount, r.currency, array(select i.number from referral_item i
      where i.company_id = r.company_id and i.referral_id = r.id order by i.due_on, i.number)
      as numbers
    from referral r where r.company_id = $1 and r.id = any($2)`,
}

/** What these contacts were about, each kind of thing read once. */
export async function aboutOf(
  from: From,
  lines: readonly ContactLine[],
): Promise<(line: ContactLine) => About> {
  const idsOf = (kind: string) =>
    lines.flatMap((line) => (line.about_kind === kind && line.about_id ? [line.about_id] : []))
  const found = new Map<string, About>()
  for (const [kind, statement] of Object.entries(statements)) {
    const ids = idsOf(kind)
    if (ids.length === 0) continue
    const rows = await from.run<Found>(statement, [from.companyId, ids])
    for (const { id, numbers, amount, currency, why } of rows)
      found.set(`${kind} ${id}`, {
        debts: numbers,
        amount: amount === undefined || !currency ? null : { minor: amount, currency },
        because: why ?? null,
      })
  }
  const invoiceIds = idsOf('invoice')
  const invoices =
    invoiceIds.length === 0 ? new Map() : await findInvoices(from, [...new Set(invoiceIds)])
  for (const [id, { number }] of invoices)
    found.set(`invoice ${id}`, { ...nothing, debts: number ? [number] : [] })
  return (line) => {
    const about = found.get(`${line.about_kind} ${line.about_id}`) ?? nothing
    return line.override_reason === null ? about : { ...about, because: line.override_reason }
  }
}
