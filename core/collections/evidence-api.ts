import { z } from 'zod'
import { Id, NewId } from '#core/list.ts'
import { NoticeFile } from '#core/payments/notice.ts'
import { byId, routesOf } from '#core/route.ts'

export const paperKinds = ['delivery', 'contract', 'notice', 'legal', 'other'] as const
export const PaperKind = z.enum(paperKinds)
export type PaperKind = z.infer<typeof PaperKind>

/** A paper that proves a debt: of the customer, or of one of its invoices. */
export const EvidencePaper = z.object({
  id: Id,
  kind: PaperKind,
  invoiceId: Id.nullable(),
  invoiceNumber: z.string().nullable(),
  name: z.string(),
  addedAt: z.iso.datetime(),
  addedBy: z.string(),
})
export type EvidencePaper = z.infer<typeof EvidencePaper>

export const AddPaper = z.object({
  id: NewId,
  customerId: Id,
  invoiceId: Id.optional(),
  kind: PaperKind,
  file: NoticeFile,
})
export type AddPaper = z.infer<typeof AddPaper>

/** A pack of evidence (ملف الإثبات) as it was made. */
export const EvidencePack = z.object({
  id: Id,
  customerId: Id,
  state: z.enum(['queued', 'ready', 'failed']),
  askedAt: z.iso.datetime(),
  askedBy: z.string(),
  madeAt: z.iso.datetime().nullable(),
  invoices: z.int(),
  files: z.int().nullable(),
  bytes: z.int().nullable(),
  /** Of the ZIP as a whole, in hexadecimal. */
  sha256: z.string().nullable(),
})
export type EvidencePack = z.infer<typeof EvidencePack>

export const MakeEvidence = z.object({
  id: NewId,
  customerId: Id,
  /** Empty: every posted invoice with something left to pay. */
  invoiceIds: z.array(Id).max(200).default([]),
  /** For the agency that has this referral: it may read the pack. */
  referralId: Id.optional(),
})
export type MakeEvidence = z.infer<typeof MakeEvidence>

const at = routesOf('collections')
const FileLink = z.object({ link: z.string() })

export const evidenceContract = {
  evidence: at('GET', '/customers/{id}/evidence')
    .input(byId)
    .output(z.object({ packs: z.array(EvidencePack), papers: z.array(EvidencePaper) })),
  makeEvidence: at('POST', '/evidence-packs').input(MakeEvidence).output(EvidencePack),
  /** A link to the ZIP that holds for five minutes. */
  evidenceLink: at('GET', '/evidence-packs/{id}/link').input(byId).output(FileLink),
  addPaper: at('POST', '/evidence-papers').input(AddPaper).output(EvidencePaper),
  removePaper: at('DELETE', '/evidence-papers/{id}')
    .input(byId)
    .output(z.object({ done: z.literal(true) })),
  agencyEvidence: at('GET', '/agency/debts/{id}/evidence').input(byId).output(FileLink),
}
