import { addDays } from '#core/day.ts'
import { Refusal } from '#core/refusal.ts'
import { findCustomers } from '#modules/contacts/index.ts'
import type { House } from '#platform/house.ts'
import { systemSession } from '#platform/jobs.ts'
import { look } from '#platform/query.ts'
import { tokenHash } from '#platform/secrets.ts'
import type { Session } from '#platform/session.ts'
import { findConfirmation } from './store.ts'

/** The same key for the same confirmation, whenever it is written: only its hash is kept. */
export const tokenOf = (session: Session, id: string): string =>
  session.house.safe.tokenFor(`confirm|${id}`)

/** For so many days after the last one for an answer a link still opens what was asked and answered. */
const openDays = 180

/** Where the customer answers. */
export const confirmationUrl = (session: Session, id: string): string =>
  `${session.house.publicUrl}/confirm/${tokenOf(session, id)}`

/**
 * Who holds this token: a customer on a public page, in one company, with one confirmation. Whoever
 * does not know a token learns nothing, not even that there is a company.
 * @throws collections.confirmation_not_found
 */
export async function enterByConfirmation(
  house: House,
  token: string,
): Promise<{ session: Session; id: string }> {
  const { rows } = await house.pool.query<{ company_id: string; subject_id: string }>({
    name: 'find_confirm_link',
    text: "select company_id, subject_id from gate.find_public_link($1, 'confirm')",
    values: [tokenHash(token)],
  })
  const [found] = rows
  if (!found) throw new Refusal('collections.confirmation_not_found')
  const { company_id: companyId, subject_id: id } = found
  const actor = await look(systemSession(house, companyId), async (from) => {
    const row = await findConfirmation(from, id)
    // What was taken back, or is long over, is nobody's business any more.
    if (!row || row.state === 'withdrawn' || addDays(row.answer_by, openDays) < from.today)
      throw new Refusal('collections.confirmation_not_found')
    const card = (await findCustomers(from, [row.customer_id])).get(row.customer_id)
    return { kind: 'customer' as const, id: row.customer_id, name: card?.name ?? '' }
  })
  return { session: systemSession(house, companyId, actor), id }
}
