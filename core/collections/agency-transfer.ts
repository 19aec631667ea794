import { z } from 'zod'
import { Day } from '#core/day.ts'
import { Id, NewId } from '#core/list.ts'
import { Money, zero } from '#core/money.ts'
import { PositiveMoney } from '#core/payments/payment.ts'

/** Money between an agency and us by bank: from the agency, or to it. */
export const TransferWay = z.enum(['in', 'out'])
export type TransferWay = z.infer<typeof TransferWay>

/** Money between an agency and us by bank, apart from the hand-over of certain payments. */
export const TransferAgency = z.object({
  id: NewId,
  agencyId: Id,
  way: TransferWay,
  amount: PositiveMoney,
  paidOn: Day,
  reference: z.string().trim().max(80).default(''),
  /** Of the company's accounts whose statements are read. */
  bankAccountId: Id.optional(),
})
export type TransferAgency = z.infer<typeof TransferAgency>
export const UndoAgencyTransfer = z.object({ id: Id, reason: z.string().trim().min(1).max(400) })
export type UndoAgencyTransfer = z.infer<typeof UndoAgencyTransfer>
export const AgencyTransfer = z.object({
  id: Id,
  way: TransferWay,
  amount: Money,
  paidOn: Day,
  reference: z.string(),
  bankAccount: z.string().nullable(),
  at: z.iso.datetime(),
  by: z.string(),
  undone: z.object({ at: z.iso.datetime(), by: z.string(), reason: z.string() }).nullable(),
})
export type AgencyTransfer = z.infer<typeof AgencyTransfer>

/**
 * The most that may go this way now. What lies between us has one direction at a time.
 * @param between above nothing the agency owes us, below it we owe the agency
 */
export function openFor(way: TransferWay, between: Money): Money {
  const minor = way === 'in' ? between.minor : -between.minor
  return minor > 0 ? { minor, currency: between.currency } : zero(between.currency)
}
