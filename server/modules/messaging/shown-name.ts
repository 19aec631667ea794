import { isAddressName } from '#core/messaging/address-name.ts'
import { masked } from '#modules/contacts/index.ts'
import { may, type Session } from '#platform/session.ts'

export const seesAddresses = ({ session }: { session: Session }): boolean =>
  may(session, 'contacts.see_identities')

/** What somebody is called where many may read it: a name that tells how to reach them is masked. */
export const openName = (name: string): string =>
  (isAddressName(name) ? masked(name) : name).slice(0, 80)

/** What somebody is called, for this reader: a name that tells how to reach them is masked like that. */
export const shownName = (from: { session: Session }, name: string): string =>
  seesAddresses(from) || !isAddressName(name) ? name : masked(name)
