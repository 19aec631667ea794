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

/** What a list needs of a party: to name it, to sort and search by its name. */
export type PartyName = Pick<
  PartyCard,
  'id' | 'survivorId' | 'number' | 'name' | 'nameEn' | 'ownerId'
>

/** What the ledger asks of whoever keeps the customers: it stands below them and calls no door up. */
export type PartyBook = Readonly<{
  find: (from: From, ids: readonly string[]) => Promise<ReadonlyMap<string, PartyCard>>
  /** The names alone, for lists of thousands; without ids, of everyone. */
  names: (from: From, ids?: readonly string[]) => Promise<ReadonlyMap<string, PartyName>>
  /** A customer's own id and those merged into it. */
  partiesOf: (from: From, id: string) => Promise<readonly string[]>
}>

export const partyBook = port<PartyBook>('ledger.parties')

export const partyView = ({ id, number, name, nameEn, ownerId }: PartyName): PartyView => ({
  id,
  number,
  name,
  nameEn,
  ownerId,
})

const bookOf = (session: Session): PartyBook => session.house.plugs.get(partyBook)

type Found<Card> = ReadonlyMap<string, Card>

/** Puts in each party's place the record that answers for it. */
async function survivorsIn<Card extends PartyName>(
  cards: Found<Card>,
  find: (ids: readonly string[]) => Promise<Found<Card>>,
): Promise<Found<Card>> {
  const missing = [...cards.values()].flatMap(({ survivorId }) =>
    cards.has(survivorId) ? [] : [survivorId],
  )
  const more: Found<Card> = missing.length > 0 ? await find(missing) : new Map()
  return new Map(
    [...cards].map(([id, card]) => [
      id,
      cards.get(card.survivorId) ?? more.get(card.survivorId) ?? card,
    ]),
  )
}

/** The survivors behind some parties, by the party's id. A party nobody keeps is left out. */
export async function survivorsOf(from: From, ids: readonly string[]): Promise<Found<PartyCard>> {
  const find = (some: readonly string[]) => bookOf(from.session).find(from, some)
  return survivorsIn(await find(ids), find)
}

function within<Card extends PartyName>(from: From, survivors: Found<Card>): Found<Card> {
  const owners = ownersWithin(from.session, 'ledger.statement')
  if (!owners) return survivors
  const reached = ({ ownerId }: Card) => ownerId !== null && owners.includes(ownerId)
  return new Map([...survivors].filter(([, card]) => reached(card)))
}

/** The names of some parties or of all, as far as the reader's permission for statements reaches. */
export async function namesWithin(from: From, ids?: readonly string[]): Promise<Found<PartyName>> {
  const find = (some?: readonly string[]) => bookOf(from.session).names(from, some)
  return within(from, await survivorsIn(await find(ids), find))
}

/** The cards of some parties, as far as the reader's permission for statements reaches. */
async function partiesWithin(
  from: From,
  ids: readonly string[],
): Promise<ReadonlyMap<string, PartyCard>> {
  return within(from, await survivorsOf(from, ids))
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
