import { masked } from '#modules/contacts/index.ts'
import { may, type Session } from '#platform/session.ts'

/** A name that is a number or an address: whoever gave no name is called by it. In PostgreSQL's words. */
export const addressName = '\\S@\\S|^\\+?[0-9٠-٩ ().-]{6,}$'
const address = new RegExp(addressName)

export const seesAddresses = ({ session }: { session: Session }): boolean =>
  may(session, 'contacts.see_identities')

/** What somebody is called where many may read it: a name that tells how to reach them is masked. */
export const openName = (name: string): string =>
  (address.test(name) ? masked(name) : name).slice(0, 80)

/** What somebody is called, for this reader: a name that tells how to reach them is masked like that. */
export const shownName = (from: { session: Session }, name: string): string =>
  seesAddresses(from) || !address.test(name) ? name : masked(name)
