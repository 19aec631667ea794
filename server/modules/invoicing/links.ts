import type { Session } from '#platform/session.ts'
import { payLinks } from './pay-links.ts'

/** The customer's way to pay one document; payments makes it outside of our transaction. */
export const linkTo = (
  session: Session,
  invoice: Readonly<{ id: string; customer: { id: string } }>,
): Promise<string | null> =>
  session.house.plugs
    .get(payLinks)
    .urlFor(session, { customerId: invoice.customer.id, invoiceIds: [invoice.id] })
