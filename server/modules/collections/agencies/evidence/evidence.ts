import type { EvidencePack, MakeEvidence } from '#core/collections/evidence-api.ts'
import { Refusal } from '#core/refusal.ts'
import { customersWithin, lockCustomer, partiesOf } from '#modules/contacts/index.ts'
import { findInvoices, openInvoicesOf } from '#modules/invoicing/index.ts'
import { command } from '#platform/command.ts'
import { look, query } from '#platform/query.ts'
import { demand, type Session } from '#platform/session.ts'
import { fileLink } from '#platform/stored-files.ts'
import type { From } from '../../store.ts'
import { ownAgency } from '../agencies.ts'
import { findReferral } from '../store.ts'
import { papersOf, shownPapers } from './papers.ts'

export type PackRow = {
  id: string
  customer_id: string
  invoice_ids: string[]
  referral_id: string | null
  state: EvidencePack['state']
  asked_at: Date
  asked_by_id: string | null
  asked_by: string
  made_at: Date | null
  file_id: string | null
  files: number | null
  bytes: number | null
  sha256: Buffer | null
}

const packSql = `select p.id, p.customer_id, p.invoice_ids, p.referral_id, p.state, p.asked_at,
    p.asked_by_id, p.asked_by, p.made_at, p.file_id, p.files, f.bytes, f.sha256
  from evidence_pack p left join file f on f.company_id = p.company_id and f.id = p.file_id
  where p.company_id = $1`

const packOf = (row: PackRow): EvidencePack => ({
  id: row.id,
  customerId: row.customer_id,
  state: row.state,
  askedAt: row.asked_at.toISOString(),
  askedBy: row.asked_by,
  madeAt: row.made_at?.toISOString() ?? null,
  invoices: row.invoice_ids.length,
  files: row.files,
  bytes: row.bytes,
  sha256: row.sha256?.toString('hex') ?? null,
})

/** @throws collections.evidence_not_found */
export async function findPack(from: Pick<From, 'run' | 'companyId'>, id: string) {
  const [row] = await from.run<PackRow>(`${packSql} and p.id = $2`, [from.companyId, id])
  if (!row) throw new Refusal('collections.evidence_not_found', { id })
  return row
}

/** The packs and papers of a customer, the newest pack first. */
export const showEvidence = query('collections.evidence', async (from, { id }: { id: string }) => {
  const parties = await partiesOf(from, id, 'collections.evidence')
  const rows = await from.run<PackRow>(
    `${packSql} and p.customer_id = any($2::uuid[]) order by p.asked_at desc, p.id limit 50`,
    [from.companyId, parties],
  )
  return {
    packs: rows.map(packOf),
    papers: await shownPapers(from, await papersOf(from, parties)),
  }
})

/** Which invoices a pack is about: those that were chosen, or all that are open. */
async function invoicesFor(
  from: From,
  { invoiceIds }: MakeEvidence,
  parties: readonly string[],
): Promise<string[]> {
  if (invoiceIds.length === 0) return (await openInvoicesOf(from, parties)).map(({ id }) => id)
  const found = await findInvoices(from, invoiceIds)
  for (const id of invoiceIds) {
    const invoice = found.get(id)
    if (!invoice || !parties.includes(invoice.customerId))
      throw new Refusal('collections.invoice_not_found', { id })
  }
  return [...new Set(invoiceIds)]
}

/**
 * Asks for a pack of evidence: a job puts it together.
 * @throws collections.invoice_not_found, collections.referral_not_found
 */
export const makeEvidence = command(
  'collections.evidence',
  async (work, input: MakeEvidence): Promise<EvidencePack> => {
    const customer = await lockCustomer(work, input.customerId, 'collections.evidence')
    const invoiceIds = await invoicesFor(work, input, customer.parties)
    if (input.referralId) {
      const referral = await findReferral(work, input.referralId)
      if (!customer.parties.includes(referral.customer_id))
        throw new Refusal('collections.referral_not_found', { id: input.referralId })
    }
    await work.run(
      `insert into evidence_pack (company_id, id, customer_id, invoice_ids, referral_id, asked_at,
         asked_by_id, asked_by) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        ...[work.companyId, input.id, customer.id, invoiceIds, input.referralId ?? null],
        ...[work.now, work.actor.id, work.actor.name],
      ],
    )
    work.audit('collections.evidence_asked', {
      kind: 'customer',
      id: customer.id,
      before: null,
      after: { packId: input.id, invoices: invoiceIds.length },
    })
    work.enqueue('collections.make_evidence', { packId: input.id }, { key: `evidence:${input.id}` })
    return packOf(await findPack(work, input.id))
  },
  { name: 'collections.make_evidence', once: ({ id }) => id },
)

const note = command(
  'collections.evidence',
  async (work, { packId }: { packId: string }): Promise<string> => {
    const pack = await findPack(work, packId)
    const visible = await customersWithin(work, 'collections.evidence')
    if (visible && !visible.includes(pack.customer_id))
      throw new Refusal('collections.evidence_not_found', { id: packId })
    if (!pack.file_id) throw new Refusal('collections.evidence_not_ready')
    work.audit('collections.evidence_downloaded', {
      kind: 'customer',
      id: pack.customer_id,
      before: null,
      after: { packId },
    })
    return pack.file_id
  },
  { name: 'collections.evidence_link' },
)

/** A link to the ZIP, and a line in the audit that somebody took it. @throws collections.evidence_… */
export async function evidenceLink(session: Session, { id }: { id: string }) {
  const fileId = await note(session, { packId: id })
  return { link: fileLink(session.house, session.companyId, fileId) }
}

const noteOwn = command(
  'collections.agency_desk',
  async (work, { id }: { id: string }): Promise<string> => {
    const agency = await ownAgency(work)
    const [pack] = await work.run<PackRow>(
      `${packSql} and p.referral_id = $2 and p.state = 'ready'
         and exists (select 1 from referral r where r.company_id = p.company_id
           and r.id = p.referral_id and r.agency_id = $3 and r.started_at is not null
           and r.ended_at is null)
       order by p.asked_at desc limit 1`,
      [work.companyId, id, agency.id],
    )
    if (!pack?.file_id) throw new Refusal('collections.evidence_not_found', { id })
    work.audit('collections.evidence_downloaded', {
      kind: 'customer',
      id: pack.customer_id,
      before: null,
      after: { packId: pack.id, agency: agency.name },
    })
    return pack.file_id
  },
  { name: 'collections.agency_evidence' },
)

/** The newest pack of a debt that one's own agency has in hand. @throws collections.evidence_not_found */
export async function agencyEvidence(session: Session, input: { id: string }) {
  demand(session, 'collections.agency_desk')
  return { link: fileLink(session.house, session.companyId, await noteOwn(session, input)) }
}

/** Whether a debt that an agency has comes with a pack. */
export async function hasEvidence(from: From, referralId: string): Promise<boolean> {
  const [pack] = await from.run(
    `select 1 from evidence_pack where company_id = $1 and referral_id = $2 and state = 'ready' limit 1`,
    [from.companyId, referralId],
  )
  return pack !== undefined
}

/** The pack that a job works on, as it stands now. */
export const readPack = (session: Session, id: string): Promise<PackRow> =>
  look(session, (from) => findPack(from, id))
