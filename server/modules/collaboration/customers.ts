import type { Work } from '#platform/command.ts'
import { port } from '#platform/port.ts'
import type { Look } from '#platform/query.ts'
import { may, ownersWithin } from '#platform/session.ts'

export type From = Pick<Work | Look, 'run' | 'db' | 'companyId' | 'session'>

/** As much of a customer as a notification needs: what they are called, and whose they are. */
export type Acquaintance = Readonly<{ id: string; name: string; ownerId: string | null }>

/** The customers of these ids, by the id asked for. */
export type FindAcquaintances = (
  from: From,
  ids: readonly string[],
) => Promise<ReadonlyMap<string, Acquaintance>>

/** Asked of whoever keeps the customers, because this module stands below them. */
export const acquaintances = port<FindAcquaintances>('collaboration.customers')

const find = (from: From, ids: readonly string[]) =>
  from.session.house.plugs.get(acquaintances)(from, ids)

/** Whose customer this is; null when nobody's. */
export async function ownerOf(from: From, customerId: string): Promise<string | null> {
  return (await find(from, [customerId])).get(customerId)?.ownerId ?? null
}

/** Those of these customers whom the reader may see. */
export async function customersSeen(
  from: From,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Acquaintance>> {
  if (ids.length === 0 || !may(from.session, 'contacts.read')) return new Map()
  const found = await find(from, ids)
  const owners = ownersWithin(from.session, 'contacts.read')
  if (!owners) return found
  return new Map(
    [...found].filter(([, { ownerId }]) => ownerId !== null && owners.includes(ownerId)),
  )
}
