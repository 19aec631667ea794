import { type Address, addressParser } from 'postal-mime'
import type { MailHeader, MailPerson } from '#core/messaging/mail.ts'
import { oneLine } from './words.ts'

const mostPeople = 200
const addressPattern = /^[^\s<>()[\]\\,;:"@\p{Cc}]{1,64}@[^\s<>()[\]\\,;:"@\p{Cc}]{1,253}$/u

function personOf(address: Address): MailPerson[] {
  if (address.group) return address.group.flatMap(personOf)
  const plain = oneLine(address.address ?? '').toLowerCase()
  if (plain.length > 254 || !addressPattern.test(plain)) return []
  return [{ name: oneLine(address.name).slice(0, 200), address: plain }]
}

/** Everybody of a field whose address is one, groups taken apart. */
export const peopleFrom = (addresses: readonly Address[] | undefined): MailPerson[] =>
  (addresses ?? []).slice(0, mostPeople).flatMap(personOf).slice(0, mostPeople)

/** The first who has an address; else the envelope's, without a name. */
export function personFrom(
  candidates: readonly (Address | undefined)[],
  returnPath: string | undefined,
): MailPerson | null {
  const named = candidates.flatMap((candidate) => (candidate ? personOf(candidate) : []))
  return named[0] ?? personOf({ name: '', address: returnPath ?? '' })[0] ?? null
}

const envelopeFields = new Set(['delivered-to', 'x-original-to', 'envelope-to', 'x-delivered-to'])

/** The envelope's recipients, as far as the receiving server wrote them down. */
export const namesFrom = (headers: readonly MailHeader[]): MailPerson[] =>
  headers
    .filter(({ key }) => envelopeFields.has(key))
    .slice(0, 20)
    .flatMap(({ value }) => peopleFrom(addressParser(value.slice(0, 2000))))

/** Every address that the mail may have come by, each once. */
export function deliveredToOf(
  headers: readonly MailHeader[],
  envelope: readonly MailPerson[],
): string[] {
  const fields = headers
    .filter(({ key }) => key === 'to' || key === 'cc')
    .flatMap(({ value }) => peopleFrom(addressParser(value.slice(0, 20_000))))
  return [...new Set([...envelope, ...fields].map(({ address }) => address))].slice(0, mostPeople)
}
