import { z } from 'zod'
import { Id, NewId } from '#core/list.ts'
import { Language } from '#core/people/identity.ts'
import { parseCommercialRegistration, parseVatNumber } from '#core/vat-number.ts'
import { PaymentTerms } from './terms.ts'

export const CustomerKind = z.enum(['company', 'person'])
export type CustomerKind = z.infer<typeof CustomerKind>

/** A prospect (عميل محتمل) has bought nothing yet. */
export const Stage = z.enum(['prospect', 'customer'])
export type Stage = z.infer<typeof Stage>

/** How a customer is recognised on a channel. A phone is what people type; the rest come from channels. */
export const IdentityKind = z.enum([
  'phone',
  'email',
  'whatsapp',
  'wa_bsuid',
  'wa_username',
  'psid',
  'igsid',
  'ig_username',
])
export type IdentityKind = z.infer<typeof IdentityKind>

export const reachChannels = ['whatsapp', 'email', 'sms', 'messenger', 'instagram'] as const
/** A way on which we can write to a customer. */
export const ReachChannel = z.enum(reachChannels)
export type ReachChannel = z.infer<typeof ReachChannel>

/** Who says that the identity is this customer's. */
export const IdentitySource = z.enum(['manual', 'import', 'message', 'payment', 'customer'])
export type IdentitySource = z.infer<typeof IdentitySource>

/** An address as the Saudi national address has it (العنوان الوطني). */
export const Address = z.object({
  building: z.string().trim().max(10).optional(),
  street: z.string().trim().max(120).optional(),
  district: z.string().trim().max(120).optional(),
  city: z.string().trim().max(80).optional(),
  postalCode: z.string().trim().max(10).optional(),
  additional: z.string().trim().max(10).optional(),
  shortCode: z.string().trim().max(8).optional(),
  country: z.string().length(2).default('SA'),
})
export type Address = z.infer<typeof Address>

export const Tag = z.string().trim().min(1).max(40)
const Tags = z
  .array(Tag)
  .max(30)
  .transform((tags) => [...new Set(tags)])

/** Fifteen digits, a 3 at both ends; typed with spaces or Arabic digits it is the same number. */
export const VatNumber = z
  .string()
  .max(40)
  .transform((text, context): string => {
    const number = parseVatNumber(text)
    if (number === undefined) context.addIssue({ code: 'custom', message: 'vat_number' })
    return number ?? ''
  })

/** A commercial registration or a unified number, ten digits. */
export const Registration = z
  .string()
  .max(40)
  .transform((text, context): string => {
    const number = parseCommercialRegistration(text)
    if (number === undefined) context.addIssue({ code: 'custom', message: 'registration' })
    return number ?? ''
  })

const Text = (most: number) => z.string().trim().min(1).max(most)

/** What is said of a customer; the same fields are typed, imported and shown. */
const fields = {
  kind: CustomerKind,
  name: Text(200),
  nameEn: Text(200).nullable(),
  /** The language that messages and documents to this customer are written in. */
  language: Language,
  /** The way on which they want to hear from us; null: whichever is best. */
  preferredChannel: ReachChannel.nullable(),
  ownerId: Id.nullable(),
  stage: Stage,
  vatNumber: VatNumber.nullable(),
  registration: Registration.nullable(),
  address: Address.nullable(),
  terms: PaymentTerms.nullable(),
  tags: Tags,
  notes: z.string().trim().max(5000).nullable(),
}

export const NewIdentity = z.object({
  id: NewId,
  kind: IdentityKind,
  /** As it was typed; the server keeps this beside what it understood. */
  typed: Text(254),
  label: Text(60).nullable().default(null),
  primary: z.boolean().default(false),
  contactId: Id.nullable().default(null),
})
export type NewIdentity = z.infer<typeof NewIdentity>

export const NewContact = z.object({
  id: NewId,
  name: Text(120),
  /** What they do there: «مدير المشتريات». */
  title: Text(120).nullable().default(null),
  primary: z.boolean().default(false),
})
export type NewContact = z.infer<typeof NewContact>

export const AddCustomer = z.object({
  ...fields,
  id: NewId,
  kind: CustomerKind.default('company'),
  nameEn: fields.nameEn.default(null),
  language: Language.default('ar'),
  preferredChannel: fields.preferredChannel.default(null),
  ownerId: fields.ownerId.default(null),
  stage: Stage.default('prospect'),
  vatNumber: fields.vatNumber.default(null),
  registration: fields.registration.default(null),
  address: fields.address.default(null),
  terms: fields.terms.default(null),
  tags: Tags.default([]),
  notes: fields.notes.default(null),
  identities: z.array(NewIdentity).max(20).default([]),
  contacts: z.array(NewContact).max(20).default([]),
})
export type AddCustomer = z.output<typeof AddCustomer>

/** Only what is sent is changed; `version` is the one that was read, so that nobody overwrites unseen. */
export const ChangeCustomer = z.object(fields).partial().extend({ id: Id, version: z.int() })
export type ChangeCustomer = z.output<typeof ChangeCustomer>

/** Since when a number is known to be wrong, and who says so. */
export const WrongMark = z.object({ at: z.iso.datetime(), by: z.string() })
export type WrongMark = z.infer<typeof WrongMark>

export const Identity = z.object({
  id: Id,
  customerId: Id,
  contactId: Id.nullable(),
  kind: IdentityKind,
  /** E.164 for a phone, lower case for an e-mail. */
  value: z.string(),
  typed: z.string(),
  label: z.string().nullable(),
  primary: z.boolean(),
  source: IdentitySource,
  evidence: z.string().nullable(),
  /** Of a number that is somebody else's: when that came out, and who says so. */
  wrong: WrongMark.nullable(),
})
export type Identity = z.infer<typeof Identity>

export const Contact = z.object({
  id: Id,
  customerId: Id,
  name: z.string(),
  title: z.string().nullable(),
  primary: z.boolean(),
})
export type Contact = z.infer<typeof Contact>

/** One customer with everything said of it. What the reader may not see is null. */
export const Customer = z.object({
  id: Id,
  number: z.string(),
  version: z.int(),
  kind: CustomerKind,
  name: z.string(),
  nameEn: z.string().nullable(),
  language: Language,
  preferredChannel: ReachChannel.nullable(),
  ownerId: Id.nullable(),
  stage: Stage,
  vatNumber: z.string().nullable(),
  registration: z.string().nullable(),
  address: Address.nullable(),
  terms: PaymentTerms.nullable(),
  tags: z.array(z.string()),
  notes: z.string().nullable(),
  contacts: z.array(Contact),
  /** Null when the reader may not see identities at all. */
  identities: z.array(Identity).nullable(),
  /** Which permissions the reader lacks for fields that came as null. */
  hidden: z.array(z.enum(['identities', 'tax_numbers'])),
  /** Set when the record was merged into another. */
  survivorId: Id.nullable(),
  /** Records that were merged into this one. */
  merged: z.array(z.object({ id: Id, number: z.string(), name: z.string() })),
  createdAt: z.iso.datetime(),
  changedAt: z.iso.datetime(),
  changedBy: z.string(),
  wonAt: z.iso.datetime().nullable(),
  archivedAt: z.iso.datetime().nullable(),
  erasedAt: z.iso.datetime().nullable(),
})
export type Customer = z.infer<typeof Customer>
