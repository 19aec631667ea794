import type { AddPaper, EvidencePaper } from '#core/collections/evidence-api.ts'
import { Refusal } from '#core/refusal.ts'
import { lockCustomer } from '#modules/contacts/index.ts'
import { findInvoices } from '#modules/invoicing/index.ts'
import { command } from '#platform/command.ts'
import { type KeptPaper, keepPaper, orDrop } from '#platform/paper.ts'
import { demand, type Session } from '#platform/session.ts'
import { alikePaper, storeFile } from '#platform/stored-files.ts'
import type { From } from '../../store.ts'

export type PaperRow = {
  id: string
  customer_id: string
  kind: EvidencePaper['kind']
  invoice_id: string | null
  file_id: string
  name: string
  added_at: Date
  added_by: string
}

/** The papers of a customer that are still in force. */
export const papersOf = (from: From, parties: readonly string[]): Promise<PaperRow[]> =>
  from.run<PaperRow>(
    `select p.id, p.customer_id, p.kind, p.invoice_id, p.file_id, f.name, p.added_at, p.added_by
     from evidence_paper p join file f on f.company_id = p.company_id and f.id = p.file_id
     where p.company_id = $1 and p.customer_id = any($2::uuid[]) and p.removed_at is null
     order by p.added_at, p.id`,
    [from.companyId, parties],
  )

export async function shownPapers(from: From, rows: readonly PaperRow[]): Promise<EvidencePaper[]> {
  const invoices = await findInvoices(
    from,
    rows.flatMap((row) => row.invoice_id ?? []),
  )
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    invoiceId: row.invoice_id,
    invoiceNumber: row.invoice_id ? (invoices.get(row.invoice_id)?.number ?? null) : null,
    name: row.name,
    addedAt: row.added_at.toISOString(),
    addedBy: row.added_by,
  }))
}

type Wanted = KeptPaper & Readonly<{ said: Omit<AddPaper, 'file'> }>

const add = command(
  'collections.evidence',
  async (work, { said, kept, name }: Wanted): Promise<{ shown: EvidencePaper; key: string }> => {
    const customer = await lockCustomer(work, said.customerId, 'collections.evidence')
    if (said.invoiceId) {
      const invoice = (await findInvoices(work, [said.invoiceId])).get(said.invoiceId)
      if (!invoice || !customer.parties.includes(invoice.customerId))
        throw new Refusal('collections.invoice_not_found', { id: said.invoiceId })
    }
    const fileId = await storeFile(work, kept, name)
    await work.run(
      `insert into evidence_paper (company_id, id, customer_id, invoice_id, kind, file_id, added_at, added_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        ...[work.companyId, said.id, customer.id, said.invoiceId ?? null, said.kind, fileId],
        ...[work.now, work.actor.name],
      ],
    )
    work.audit('collections.evidence_paper_added', {
      kind: 'customer',
      id: customer.id,
      before: null,
      after: { kind: said.kind, name, invoiceId: said.invoiceId ?? null },
    })
    const row = (await papersOf(work, [customer.id])).filter(({ id }) => id === said.id)
    const [shown] = await shownPapers(work, row)
    if (!shown) throw new Error('One paper was just added')
    return { shown, key: kept.key }
  },
  {
    name: 'collections.add_paper',
    once: ({ said }) => said.id,
    alike: ({ said, ...paper }) => [said, alikePaper(paper)],
  },
)

/**
 * Keeps a paper that proves a debt. @throws collections.invoice_not_found, file.kind_refused,
 *   request.too_large
 */
export async function addPaper(session: Session, input: AddPaper): Promise<EvidencePaper> {
  demand(session, 'collections.evidence')
  const { file, ...said } = input
  const paper = await keepPaper(session, file, 'paper')
  const adding = add(session, { said, ...paper })
  const { shown } = await orDrop(session, paper, adding, ({ key }) => key !== paper.kept.key)
  return shown
}

/** Takes a paper out of the packs to come. @throws collections.evidence_paper_not_found */
export const removePaper = command(
  'collections.evidence',
  async (work, { id }: { id: string }): Promise<{ done: true }> => {
    const find = () =>
      work.run<{ customer_id: string }>(
        'select customer_id from evidence_paper where company_id = $1 and id = $2 and removed_at is null',
        [work.companyId, id],
      )
    const [found] = await find()
    if (!found) throw new Refusal('collections.evidence_paper_not_found', { id })
    await lockCustomer(work, found.customer_id, 'collections.evidence')
    await work.run(
      `update evidence_paper set removed_at = $3, removed_by = $4
       where company_id = $1 and id = $2 and removed_at is null`,
      [work.companyId, id, work.now, work.actor.name],
    )
    work.audit('collections.evidence_paper_removed', {
      kind: 'customer',
      id: found.customer_id,
      before: { id },
      after: null,
    })
    return { done: true }
  },
  { name: 'collections.remove_paper' },
)
