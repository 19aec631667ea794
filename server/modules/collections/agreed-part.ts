import type { FindAgreedPart } from '#modules/payments/index.ts'
import { planPartOf } from './payment-plans/page.ts'
import { settledPartOf } from './settlements/page.ts'

/** What the holder of a link may pay of its invoices by an agreement: an instalment, or a settlement. */
export const agreedPartOf: FindAgreedPart = async (from, link) => [
  ...(await planPartOf(from, link)),
  ...(await settledPartOf(from, link)),
]
