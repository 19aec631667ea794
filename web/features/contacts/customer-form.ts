import { z } from 'zod'
import {
  AddCustomer,
  Address,
  type ChangeCustomer,
  type Customer,
  CustomerKind,
  ReachChannel,
  Registration,
  Stage,
  Tag,
  VatNumber,
} from '#core/contacts/customer.ts'
import { PaymentTerms } from '#core/contacts/terms.ts'
import { Id } from '#core/list.ts'
import { Email, Language } from '#core/people/identity.ts'
import { parsePhone } from '#core/phone.ts'
import { newId } from '#web/new-id.ts'

const Phone = z
  .string()
  .trim()
  .refine((typed) => parsePhone(typed) !== undefined)

const hasKind = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'kind' in value && Boolean(value.kind)

/** A customer as one person types it: one phone, one e-mail, one contact; the rest is added later. */
export const CustomerForm = z.object({
  kind: CustomerKind,
  name: z.string().trim().min(1).max(200),
  nameEn: z.string().trim().max(200).optional(),
  language: Language,
  preferredChannel: ReachChannel.optional(),
  ownerId: Id.optional(),
  stage: Stage,
  phone: Phone.optional(),
  email: Email.optional(),
  contactName: z.string().trim().max(120).optional(),
  contactTitle: z.string().trim().max(120).optional(),
  vatNumber: VatNumber.optional(),
  registration: Registration.optional(),
  address: Address,
  terms: z.preprocess((value) => (hasKind(value) ? value : undefined), PaymentTerms.optional()),
  tags: z.array(Tag).max(30),
  notes: z.string().trim().max(5000).optional(),
})
export type CustomerForm = z.output<typeof CustomerForm>

/** What the form shows of a customer that is there, or of none. */
export function initialOf(customer: Customer | null, ownerId: string | null) {
  if (!customer)
    return {
      ...{ kind: 'company', name: '', language: 'ar', stage: 'prospect', tags: [] },
      ...{ address: { country: 'SA' }, ...(ownerId && { ownerId }) },
    }
  const { kind, name, language, stage, tags, address } = customer
  return {
    ...{ kind, name, language, stage, tags: [...tags], address: address ?? { country: 'SA' } },
    nameEn: customer.nameEn ?? '',
    ...(customer.ownerId && { ownerId: customer.ownerId }),
    ...(customer.preferredChannel && { preferredChannel: customer.preferredChannel }),
    vatNumber: customer.vatNumber ?? '',
    registration: customer.registration ?? '',
    ...(customer.terms && { terms: customer.terms }),
    notes: customer.notes ?? '',
  }
}

const fieldsOf = (form: CustomerForm) => ({
  ...{ kind: form.kind, name: form.name, language: form.language, stage: form.stage },
  ...{ address: form.address, tags: form.tags },
  nameEn: form.nameEn || null,
  ownerId: form.ownerId ?? null,
  preferredChannel: form.preferredChannel ?? null,
  vatNumber: form.vatNumber ?? null,
  registration: form.registration ?? null,
  terms: form.terms ?? null,
  notes: form.notes || null,
})

/** The ids of what a new customer brings along, chosen once, so that a retry repeats them. */
export const newIds = () => ({ id: newId(), phone: newId(), email: newId(), contact: newId() })

/** The new customer as the contract takes it. */
export function toAdd(form: CustomerForm, ids: ReturnType<typeof newIds>): AddCustomer {
  const identity = (kind: 'phone' | 'email', typed: string | undefined) =>
    typed ? [{ id: ids[kind], kind, typed, primary: true }] : []
  return AddCustomer.parse({
    ...fieldsOf(form),
    id: ids.id,
    identities: [...identity('phone', form.phone), ...identity('email', form.email)],
    contacts: form.contactName
      ? [
          {
            ...{ id: ids.contact, name: form.contactName, primary: true },
            title: form.contactTitle || null,
          },
        ]
      : [],
  })
}

/** The change as the contract takes it; fields that the reader may not see are left out. */
export function toChange(form: CustomerForm, customer: Customer, version: number): ChangeCustomer {
  const { vatNumber, registration, ...fields } = fieldsOf(form)
  const sees = !customer.hidden.includes('tax_numbers')
  return { id: customer.id, version, ...fields, ...(sees && { vatNumber, registration }) }
}
