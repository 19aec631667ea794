import type { Language } from '#core/people/identity.ts'
import type { ShippedType } from './seed-words.ts'

/** What the shipped types are called until a company names them itself. */
export const typeNames: Readonly<Record<ShippedType, Readonly<Record<Language, string>>>> = {
  sales: { ar: 'مبيعات', en: 'Sales' },
  support: { ar: 'دعم فني', en: 'Support' },
  complaint: { ar: 'شكوى واستفسار', en: 'Complaints and enquiries' },
  finance: { ar: 'مالية', en: 'Finance' },
}

/** The priorities by the number that they are kept as, the least first. */
export const priorityNumbers = ['low', 'normal', 'high', 'urgent'] as const
