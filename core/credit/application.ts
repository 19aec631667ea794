import { z } from 'zod'
import { PaymentTerms } from '#core/contacts/terms.ts'
import { Day } from '#core/day.ts'
import { Id, NewId } from '#core/list.ts'
import { Money } from '#core/money.ts'
import { PaperContent } from '#core/paper.ts'
import { byId, routesOf } from '#core/route.ts'

const Limit = Money.refine(({ minor }) => minor > 0 && minor <= 1_000_000_000_000)

/** Somebody who sells to the customer already, and what they say of them. */
export const TradeReference = z.object({
  name: z.string().trim().min(1).max(120),
  phone: z.string().trim().max(40).default(''),
  said: z.string().trim().max(400).default(''),
})

/** What was looked into before a decision. */
export const checkKinds = ['registration', 'vat', 'email', 'visit', 'bureau'] as const
export const CreditCheck = z.object({
  kind: z.enum(checkKinds),
  outcome: z.enum(['good', 'bad']),
  note: z.string().trim().max(400).default(''),
})
export type CreditCheck = z.output<typeof CreditCheck>

/** What the customer says of their business. */
export const FinancialFacts = z.object({
  yearsInBusiness: z.int().min(0).max(200).nullable().default(null),
  yearlySales: Money.nullable().default(null),
  employees: z.int().min(0).max(1_000_000).nullable().default(null),
  bank: z.string().trim().max(80).default(''),
})

const said = {
  limit: Limit,
  terms: PaymentTerms,
  note: z.string().trim().max(1000).default(''),
  references: z.array(TradeReference).max(10).default([]),
  facts: FinancialFacts.prefault({}),
  checks: z
    .array(CreditCheck)
    .max(checkKinds.length)
    .refine((checks) => new Set(checks.map(({ kind }) => kind)).size === checks.length)
    .default([]),
}

export const ApplyForCredit = z.object({ id: NewId, customerId: Id, ...said })
export type ApplyForCredit = z.output<typeof ApplyForCredit>
export const ChangeApplication = z.object({ id: Id, ...said })
export type ChangeApplication = z.output<typeof ChangeApplication>

export const ApplicationState = z.enum(['open', 'approved', 'refused', 'withdrawn'])
export type ApplicationState = z.infer<typeof ApplicationState>

export const ApproveApplication = z.object({
  id: Id,
  limit: Limit,
  terms: PaymentTerms,
  conditions: z.string().trim().max(400).default(''),
  validUntil: Day.nullable().default(null),
  reviewOn: Day,
})
export type ApproveApplication = z.output<typeof ApproveApplication>

export const RefuseApplication = z.object({
  id: Id,
  /** As it may be said to the customer. */
  reason: z.string().trim().min(3).max(400),
})
export type RefuseApplication = z.infer<typeof RefuseApplication>

/** A picture or a PDF of at most five megabytes, as base64. */
export const AttachDocument = z.object({
  id: Id,
  documentId: NewId,
  name: z.string().trim().min(1).max(200),
  content: PaperContent,
})
export type AttachDocument = z.infer<typeof AttachDocument>

export const mostDocuments = 20

/** A company as it described itself, already in the shape of our numbers. */
const SaidCompany = z.object({
  name: z.string(),
  registration: z.string().optional(),
  vatNumber: z.string().optional(),
  city: z.string(),
  contactName: z.string(),
  phone: z.string(),
  email: z.string(),
})

export const CreditApplication = z.object({
  id: Id,
  customerId: Id,
  state: ApplicationState,
  /** Who filled it in. */
  source: z.enum(['staff', 'customer']),
  /** What the customer says of their own company, where they filled it in themselves. */
  company: SaidCompany.nullable(),
  ...said,
  documents: z.array(z.object({ id: Id, name: z.string(), mime: z.string(), link: z.string() })),
  openedAt: z.iso.datetime(),
  openedBy: z.string(),
  decidedAt: z.iso.datetime().nullable(),
  decidedBy: z.string().nullable(),
  /** What was granted, or why not. */
  decision: z
    .object({
      limit: Money.nullable(),
      terms: PaymentTerms.nullable(),
      conditions: z.string(),
      reason: z.string(),
    })
    .nullable(),
})
export type CreditApplication = z.output<typeof CreditApplication>

const at = routesOf('credit')

/** The wire of credit applications (طلبات الائتمان). */
export const applicationContract = {
  apply: at('POST', '/credit-applications').input(ApplyForCredit).output(CreditApplication),
  application: at('GET', '/credit-applications/{id}').input(byId).output(CreditApplication),
  changeApplication: at('PUT', '/credit-applications/{id}')
    .input(ChangeApplication)
    .output(CreditApplication),
  attachDocument: at('POST', '/credit-applications/{id}/documents')
    .input(AttachDocument)
    .output(CreditApplication),
  removeDocument: at('DELETE', '/credit-applications/{id}/documents/{documentId}')
    .input(z.object({ id: Id, documentId: Id }))
    .output(CreditApplication),
  approveApplication: at('POST', '/credit-applications/{id}/approval')
    .input(ApproveApplication)
    .output(CreditApplication),
  refuseApplication: at('POST', '/credit-applications/{id}/refusal')
    .input(RefuseApplication)
    .output(CreditApplication),
  withdrawApplication: at('POST', '/credit-applications/{id}/withdrawal')
    .input(byId)
    .output(CreditApplication),
}
