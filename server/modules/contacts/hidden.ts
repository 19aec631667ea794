import { Refusal } from '#core/refusal.ts'
import { may, type Session } from '#platform/session.ts'

type Said = Readonly<{
  vatNumber?: unknown
  registration?: unknown
  identities?: readonly unknown[]
  phone?: unknown
  email?: unknown
  owes?: unknown
  sort?: string
}>

const isSaid = (value: unknown): boolean =>
  value !== undefined && value !== null && (!Array.isArray(value) || value.length > 0)

/**
 * Refuses whatever would read or write a field that this reader may not see: a value typed over
 * an unseen one, a filter that would tell it, an order that would betray it.
 * @throws access.field_hidden
 */
export function assertHiddenUnsaid(session: Session, said: Said): void {
  const refuse = (field: string): never => {
    throw new Refusal('access.field_hidden', { field })
  }
  if (!may(session, 'contacts.see_tax_numbers')) {
    for (const field of ['vatNumber', 'registration'] as const)
      if (isSaid(said[field])) refuse(field)
    if (said.sort === 'vatNumber') refuse('vatNumber')
  }
  if (!may(session, 'ledger.statement'))
    if (isSaid(said.owes) || said.sort === 'balance' || said.sort === 'overdue') refuse('balance')
  if (!may(session, 'contacts.see_identities'))
    for (const field of ['identities', 'phone', 'email'] as const)
      if (isSaid(said[field])) refuse(field)
}

/**
 * The fields without those that the writer never saw: their null is the null they were shown, not
 * a wish to empty them.
 */
export function withoutHidden<Fields extends Readonly<Record<string, unknown>>>(
  session: Session,
  fields: Fields,
): Fields {
  if (may(session, 'contacts.see_tax_numbers')) return fields
  const { vatNumber: _, registration: __, ...seen } = fields
  return seen as unknown as Fields
}
