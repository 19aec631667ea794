import { ltr } from '#core/arabic/direction.ts'
import { readProfile } from '#modules/people/index.ts'
import type { PaperHead } from '#platform/documents/paper.ts'
import type { From } from '../store.ts'

/** The head of a paper of the company, made at this moment. */
export function headOf(from: From): PaperHead {
  const profile = readProfile(from)
  const address = ['building', 'street', 'district', 'city', 'postalCode'] as const
  const line = address.flatMap((part) => profile.address?.[part] ?? []).join('، ')
  const contact = profile.phone ?? profile.email
  return {
    createdAt: from.now.toISOString(),
    seller: {
      name: { ar: profile.name, en: profile.nameEn ?? null },
      address: line === '' ? null : { ar: line, en: null },
      vatNumber: profile.vatNumber ?? null,
      registration: profile.registration ?? null,
      registrationLabel: null,
      contact: contact ? ltr(contact) : null,
    },
    mark: null,
    footer: profile.name,
  }
}
