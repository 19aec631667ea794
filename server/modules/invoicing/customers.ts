import type { Permission } from '#core/permission.ts'
import { Refusal } from '#core/refusal.ts'
import { type CustomerCard, findCustomers } from '#modules/contacts/index.ts'
import { ownersWithin } from '#platform/session.ts'
import type { From } from './store.ts'

/** Whoever answers for each of these customers today: the record itself, or the one it was merged into. */
export async function namesOf(
  from: Pick<From, 'run' | 'companyId'>,
  ids: readonly string[],
): Promise<Map<string, CustomerCard>> {
  const cards = await findCustomers(from, ids)
  const merged = [...cards.values()].filter((card) => card.survivorId !== card.id)
  if (merged.length === 0) return cards
  const survivors = await findCustomers(
    from,
    merged.map((card) => card.survivorId),
  )
  return new Map(
    [...cards].map(([id, card]) => [id, survivors.get(card.survivorId) ?? card] as const),
  )
}

/**
 * Refuses a document of a customer outside the permission's reach, as if it were not there.
 * @throws invoicing.invoice_not_found
 */
export function demandReach(
  from: Pick<From, 'session'>,
  permission: Permission,
  card: Pick<CustomerCard, 'ownerId'> | undefined,
  id: string,
): void {
  const owners = ownersWithin(from.session, permission)
  if (!owners) return
  const owner = card?.ownerId
  if (!owner || !owners.includes(owner)) throw new Refusal('invoicing.invoice_not_found', { id })
}
