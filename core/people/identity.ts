import { z } from 'zod'
import { Id } from '#core/list.ts'
import { Currency } from '#core/money.ts'
import { Permission, Scope } from '#core/permission.ts'
import { parseVatNumber } from '#core/vat-number.ts'

export const Language = z.enum(['ar', 'en'])
export type Language = z.infer<typeof Language>

/** At least 12 characters; no rule of composition, a list of common ones is refused by the server. */
export const Password = z.string().min(12).max(200)
export const Email = z.email().max(254).toLowerCase()
export const PersonName = z.string().trim().min(1).max(120)

/** How figures and dates are shown to one person. */
export const Preferences = z.object({
  language: Language,
  digits: z.enum(['latn', 'arab']),
  calendar: z.enum(['gregory', 'hijri', 'both']),
  theme: z.enum(['light', 'dark', 'system']),
})
export type Preferences = z.infer<typeof Preferences>

/** Permission → how far it reaches. A permission that is missing is not held. */
export const Grants = z.partialRecord(Permission, Scope)
export type Grants = z.infer<typeof Grants>

/** Fifteen digits, a 3 at both ends; typed with spaces or Arabic digits it is the same number. */
const CompanyVatNumber = z
  .string()
  .max(40)
  .transform((text, context): string => {
    const number = parseVatNumber(text)
    if (number === undefined) context.addIssue({ code: 'custom', message: 'vat_number' })
    return number ?? ''
  })

export const CompanyProfile = z.object({
  name: z.string().trim().min(1).max(160),
  nameEn: z.string().trim().max(160).optional(),
  vatNumber: CompanyVatNumber.optional(),
  registration: z.string().trim().max(20).optional(),
  zone: z.string().max(60).default('Asia/Riyadh'),
  baseCurrency: Currency.default('SAR'),
  address: z
    .object({
      building: z.string().max(10).optional(),
      street: z.string().max(120).optional(),
      district: z.string().max(120).optional(),
      city: z.string().max(80).optional(),
      postalCode: z.string().max(10).optional(),
      country: z.string().length(2).default('SA'),
    })
    .default({ country: 'SA' }),
  phone: z.string().max(30).optional(),
  email: z.email().max(254).optional(),
  iban: z.string().max(34).optional(),
  bankName: z.string().max(120).optional(),
})
export type CompanyProfile = z.infer<typeof CompanyProfile>

/** Who is signed in, where, and what they may do. */
export const Me = z.object({
  userId: Id,
  personId: Id.nullable(),
  name: z.string(),
  email: z.string(),
  totp: z.boolean(),
  preferences: Preferences,
  grants: Grants,
  company: CompanyProfile.extend({ id: Id }),
  companies: z.array(z.object({ id: Id, name: z.string() })),
  /** Today in the company's zone, by the server's clock. */
  today: z.string(),
  simulators: z.boolean(),
})
export type Me = z.infer<typeof Me>
