import { z } from 'zod'
import { Registration, VatNumber } from '#core/contacts/customer.ts'
import { Id, NewId, PageInput, pageOf } from '#core/list.ts'
import { Currency, Money } from '#core/money.ts'
import { PaperContent } from '#core/paper.ts'
import { Language } from '#core/people/identity.ts'
import { routesOf } from '#core/route.ts'
import { FinancialFacts, TradeReference } from './application.ts'

const text = (most: number) => z.string().trim().max(most)
const said = (most: number) => text(most).min(1)

/** What somebody who asks for credit says of their own company. */
export const ApplyingCompany = z.object({
  name: said(200),
  registration: Registration.optional(),
  vatNumber: VatNumber.optional(),
  city: text(80).default(''),
  contactName: said(120),
  phone: said(40),
  email: z.union([z.literal(''), z.email().max(254)]).default(''),
})
export type ApplyingCompany = z.output<typeof ApplyingCompany>

export const FormState = z.enum(['open', 'sent', 'expired', 'revoked'])
export type FormState = z.infer<typeof FormState>

/** A link that was made, as a colleague sees it. */
export const CreditFormRow = z.object({
  id: Id,
  customerId: Id.nullable(),
  /** The customer's name, else what the colleague called them. */
  name: z.string(),
  state: FormState,
  /** Null once nobody can use it. */
  url: z.string().nullable(),
  madeAt: z.iso.datetime(),
  madeBy: z.string(),
  expiresAt: z.iso.datetime(),
  applicationId: Id.nullable(),
})
export type CreditFormRow = z.infer<typeof CreditFormRow>

export const mostFormDays = 60

/** For a customer, or for somebody who is none yet and is called so. */
export const MakeForm = z
  .object({
    id: NewId,
    customerId: Id.optional(),
    name: text(200).default(''),
    days: z.int().min(1).max(mostFormDays).default(14),
  })
  .refine(({ customerId, name }) => customerId !== undefined || name !== '', { path: ['name'] })
export type MakeForm = z.output<typeof MakeForm>

export const FormToken = z.string().regex(/^[A-Za-z0-9_-]{43}$/)

/** Papers that somebody without an account may bring to one application. */
export const mostFormDocuments = 6

/** All that the holder of a link learns: who asks them to fill it in, and how far they are. */
export const CreditFormPage = z.object({
  company: z.object({ name: z.string(), nameEn: z.string().nullable() }),
  currency: Currency,
  state: z.enum(['open', 'sent']),
  /** How many papers were brought, and whether more are taken. */
  documents: z.int(),
  takesDocuments: z.boolean(),
})
export type CreditFormPage = z.infer<typeof CreditFormPage>

export const ApplyOnForm = z.object({
  token: FormToken,
  requestId: NewId,
  language: Language,
  company: ApplyingCompany,
  limit: Money.refine(({ minor }) => minor > 0 && minor <= 1_000_000_000_000),
  days: z.int().min(0).max(365),
  note: text(1000).default(''),
  references: z
    .array(TradeReference.omit({ said: true }))
    .max(5)
    .default([]),
  facts: FinancialFacts.prefault({}),
})
export type ApplyOnForm = z.output<typeof ApplyOnForm>

/** A picture or a PDF of at most five megabytes, as base64. */
export const AttachOnForm = z.object({
  token: FormToken,
  documentId: NewId,
  name: said(200),
  content: PaperContent,
})
export type AttachOnForm = z.output<typeof AttachOnForm>

const at = routesOf('credit')

/** The wire of the form that a customer fills in himself (طلب ائتمان من العميل). */
export const formContract = {
  forms: at('GET', '/credit-forms')
    .input(PageInput.extend({ customerId: Id.optional() }))
    .output(pageOf(CreditFormRow)),
  makeForm: at('POST', '/credit-forms').input(MakeForm).output(CreditFormRow),
  revokeForm: at('POST', '/credit-forms/{id}/revocation')
    .input(z.object({ id: Id }))
    .output(CreditFormRow),
  formPage: at('GET', '/credit-form/{token}')
    .input(z.object({ token: FormToken }))
    .output(CreditFormPage),
  applyOnForm: at('POST', '/credit-form/{token}/application')
    .input(ApplyOnForm)
    .output(CreditFormPage),
  attachOnForm: at('POST', '/credit-form/{token}/documents')
    .input(AttachOnForm)
    .output(CreditFormPage),
}
