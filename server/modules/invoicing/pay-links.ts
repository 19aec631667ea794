import { port } from '#platform/port.ts'
import type { Session } from '#platform/session.ts'

/** Where a customer pays: fitted by payments, which stands above invoicing. */
export type PayLinks = Readonly<{
  /** The address of the page where this customer pays these documents; null when none can be made. */
  urlFor: (
    session: Session,
    asked: { customerId: string; invoiceIds: readonly string[] },
  ) => Promise<string | null>
}>

export const payLinks = port<PayLinks>('invoicing.pay_links')
