import type { Money } from '#core/money.ts'
import { port } from '#platform/port.ts'
import type { From } from '../store.ts'
import type { LinkRecord } from './links.ts'

type Link = Pick<LinkRecord, 'id' | 'customerId' | 'invoiceIds' | 'depositId'>

/** So much of these invoices, which the company agreed to take by itself. */
export type AgreedPart = Readonly<{ invoiceIds: readonly string[]; amount: Money }>

export type FindAgreedPart = (from: From, link: Link) => Promise<readonly AgreedPart[]>

/**
 * What the holder of a link agreed to pay now of its invoices: an instalment or a settlement is paid in
 * part whatever the company says of parts. Asked of whoever keeps the agreements, because they stand above.
 */
export const agreedParts = port<FindAgreedPart>('payments.agreed_parts')
