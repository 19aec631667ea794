import type { Language } from '#core/people/identity.ts'
import { readProfile } from '#modules/people/index.ts'
import type { From } from './store.ts'

/** How the company names itself to its customers. */
export type Voice = Readonly<{
  name: Readonly<Record<Language, string>>
  phone: string
  email: string
}>

export function voiceOf(from: Pick<From, 'zone' | 'baseCurrency' | 'company'>): Voice {
  const { name, nameEn, phone, email } = readProfile(from)
  return { name: { ar: name, en: nameEn || name }, phone: phone ?? '', email: email ?? '' }
}
