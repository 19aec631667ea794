import type { MatchLine } from '#core/payments/api.ts'
import { newId } from '#web/new-id.ts'

/** Whose a line shall be. */
export type Wanted = Omit<MatchLine, 'id'>

/** A new payment for each try: a refused one is not asked for again under its id. */
export const freshPayment = () => ({ newPaymentId: newId() })
