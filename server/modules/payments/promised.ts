import type { Promised } from '#core/payments/promised.ts'
import { port } from '#platform/port.ts'
import type { From } from './store.ts'

/** The open promises of these parties, with what is still to come of each. */
type PromisedBy = (from: From, parties: readonly string[]) => Promise<readonly Promised[]>

/** Fitted by whoever keeps promises: payments are below them and may not ask. */
export const promisedBy = port<PromisedBy>('payments.promised_by')
