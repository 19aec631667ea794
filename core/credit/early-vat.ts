import { z } from 'zod'

/**
 * What a discount for early payment does to the tax. An invoice that was reported is never changed,
 * and its tax is always that of its full price: a tax worked out on a price that may still be
 * discounted would be refused by the authority. So the three ways differ in what the discount is of,
 * and in whether a credit note lowers the tax when it is taken.
 * - `net`: of the price without tax; the tax stays as it was invoiced.
 * - `gross`: of all that is asked for; the tax stays, and the company bears its part.
 * - `credit_note`: of all that is asked for; a credit note takes the tax of the discount back.
 */
export const EarlyVat = z.enum(['net', 'gross', 'credit_note'])
export type EarlyVat = z.infer<typeof EarlyVat>
