import type { PartyView } from '#core/ledger/api.ts'
import { Refusal } from '#core/refusal.ts'
import type { Work } from '#platform/command.ts'
import { port } from '#platform/port.ts'
import type { Look } from '#platform/query.ts'
import { ownersWithin, type Session } from '#platform/session.ts'

export type From = Pick<Work | Look, 'run' | 'db' | 'companyId' | 'session'>

/** Who stands behind a party of the ledger, as far as its screens and papers show it. */
export type PartyCard = Readonly<{
  id: string
  /** Another id when this customer was merged into another: their lines are read together. */
  survivorId: string
  number: string
  name: string
  nameEn: string | null
  language: 'ar' | 'en'
  ownerId: string | null
  vatNumber: string | null
  registration: string | null
  phone: string | null
  address: Readonly<Record<string, string | null | undefined>> | null
}>

/** What the ledger asks of whoever keeps the customers: it stands below them and calls no door up. */
export type PartyBook = Readonly<{
  find: (from: From, ids: readonly string[]) => Promise<ReadonlyMap<string, PartyCard>>
  /** A customer's own id and those merged into it. */
  partiesOf: (from: From, id: string) => Promise<readonly string[]>
}>

export const partyBook = port<PartyBook>('ledger.parties')

export const partyView = ({ id, number, name, nameEn, ownerId }: PartyCard): PartyView => ({
  id,
  number,
  name,
  nameEn,
  ownerId,
})

const bookOf = (session: Session): PartyBook => session.house.plugs.get(partyBook)

/** The survivors behind some parties, by the party's id. A party nobody keeps is left out. */
export async function survivorsOf(
  from: From,
  ids: readonly string[],
): Promise<ReadonlyMap<string, PartyCard>> {
  const book = bookOf(from.session)
  const cards = await book.find(from, ids)
  const missing = [...cards.values()].flatMap(({ survivorId }) =>
    cards.has(survivorId) ? [] : [survivorId],
  )
  const more = missing.length > 0 ? await book.find(from, missing) : new Map<string, PartyCard>()
  return new Map(
    [...cards].map(([id, card]) => [
      id,
      cards.get(card.survivorId) ?? more.get(card.survivorId) ?? card,
    ]),
  )
}

/** The same, as far as the reader's permission for statements reaches. */
export async function partiesWithin(
  from: From,
  ids: readonly string[],
): Promise<ReadonlyMap<string, PartyCard>> {
  const owners = ownersWithin(from.session, 'ledger.statement')
  const survivors = await survivorsOf(from, ids)
  if (!owners) return survivors
  const reached = ({ ownerId }: PartyCard) => ownerId !== null && owners.includes(ownerId)
  return new Map([...survivors].filter(([, card]) => reached(card)))
}

/**
 * One customer and every id whose lines are theirs.
 * @throws ledger.customer_not_found also when the reader's permission does not reach them
 */
export async function customerOf(
  from: From,
  id: string,
): Promise<{ card: PartyCard; parties: readonly string[] }> {
  const card = (await partiesWithin(from, [id])).get(id)
  if (!card) throw new Refusal('ledger.customer_not_found', { id })
  return { card, parties: await bookOf(from.session).partiesOf(from, card.id) }
}
