import type { InvoiceChase } from '#core/collections/api.ts'
import type { Tone } from '#core/messaging/tone.ts'
import { partiesOfMany } from '#modules/contacts/index.ts'
import { findInvoices } from '#modules/invoicing/index.ts'
import { query } from '#platform/query.ts'
import { nextOfItem, stateOf } from './chase.ts'
import { gatherDossiers } from './dossiers.ts'
import { readRules } from './settings.ts'
import type { From } from './store.ts'

type Last = { invoice_id: string; tone: Tone; sent_on: string }

/** The last reminder that named each of these invoices. */
async function lastOf(from: From, parties: readonly string[], ids: readonly string[]) {
  const rows = await from.run<Last>(
    `select distinct on (i.item ->> 'invoiceId') i.item ->> 'invoiceId' as invoice_id, r.tone, r.sent_on
     from reminder r, jsonb_array_elements(r.items) as i(item)
     where r.company_id = $1 and r.customer_id = any($2::uuid[]) and r.sent_on is not null
       and r.state <> 'failed' and i.item ->> 'invoiceId' = any($3::text[])
     order by i.item ->> 'invoiceId', r.sent_on desc, r.decided_at desc`,
    [from.companyId, parties, ids],
  )
  return new Map(rows.map((row) => [row.invoice_id, { tone: row.tone, on: row.sent_on }]))
}

/**
 * What was last sent about each of these invoices and what comes next, for lists: a fixed number
 * of statements however many. An invoice that is settled, or out of reach, has no line.
 */
export const chaseOfInvoices = query(
  'collections.read',
  async (from, { ids }: { ids: readonly string[] }): Promise<{ rows: InvoiceChase[] }> => {
    const invoices = [...(await findInvoices(from, ids)).values()]
    const customerIds = [...new Set(invoices.map(({ customerId }) => customerId))]
    const groups = await partiesOfMany(from, customerIds, 'collections.read')
    if (groups.length === 0) return { rows: [] }
    const parties = groups.flatMap((group) => group.parties)
    const rules = await readRules(from)
    const dossiers = await gatherDossiers(from, groups)
    const last = await lastOf(from, parties, ids)
    const wanted = new Set(ids)
    return {
      rows: [...dossiers.values()].flatMap((dossier) =>
        dossier.items
          .filter(({ invoiceId }) => wanted.has(invoiceId))
          .map((item) => ({
            invoiceId: item.invoiceId,
            last: last.get(item.invoiceId) ?? null,
            state: stateOf(dossier, item, from.today),
            next: nextOfItem(dossier, item, rules, from.today),
          })),
      ),
    }
  },
)
