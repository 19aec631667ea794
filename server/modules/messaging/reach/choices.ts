import { Choice } from '#core/messaging/channel-template.ts'
import type { House } from '#platform/house.ts'

const placeFor = (companyId: string): string => `choice|${companyId}`
const bare = (id: string): string => id.replaceAll('-', '')
const uuid = (hex: string): string =>
  [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')

export type Chosen = Readonly<{ choice: Choice; customerId: string; aboutId: string }>

/** What is hung on a choice: sealed, so that nobody can answer for another customer. */
export const sealChoice = (
  house: House,
  companyId: string,
  { choice, customerId, aboutId }: Chosen,
): string =>
  `${choice}:${house.safe.lock(`${choice[0]}${bare(customerId)}${bare(aboutId)}`, placeFor(companyId))}`

const sealed = /^([a-z])([0-9a-f]{32})([0-9a-f]{32})$/

/** What was chosen, by whom it was offered to; nothing when we did not hang it there. */
export function readChoice(house: House, companyId: string, payload: string): Chosen | undefined {
  const [word, lock] = payload.split(':')
  const choice = Choice.safeParse(word)
  if (!choice.success || !lock) return undefined
  try {
    const [, first, customer, about] = sealed.exec(house.safe.open(lock, placeFor(companyId))) ?? []
    if (first !== choice.data[0] || !customer || !about) return undefined
    return { choice: choice.data, customerId: uuid(customer), aboutId: uuid(about) }
  } catch {
    return undefined
  }
}
