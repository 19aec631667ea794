import { z } from 'zod'
import { assert } from '#core/assert.ts'
import { type Day, daysBetween } from '#core/day.ts'
import { Bucket, bucketOf } from '#core/ledger/aging.ts'
import type { Money } from '#core/money.ts'

/** What has become of the document itself. */
export const DocumentState = z.enum(['draft', 'posted', 'void'])
export type DocumentState = z.infer<typeof DocumentState>

/** How much of the document is paid. */
export const Settlement = z.enum(['unpaid', 'partly', 'paid'])
export type Settlement = z.infer<typeof Settlement>

/** Where today stands to the due date. */
export const Timing = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('not_due'), days: z.int().positive() }),
    z.object({ kind: z.literal('due_today') }),
    z.object({ kind: z.literal('overdue'), days: z.int().positive(), bucket: Bucket }),
  ])
  .readonly()
export type Timing = z.infer<typeof Timing>

/** The three sides of a document's state; the timing is null when nothing waits to be paid. */
export const InvoiceState = z
  .object({ document: DocumentState, settlement: Settlement, timing: Timing.nullable() })
  .readonly()
export type InvoiceState = z.infer<typeof InvoiceState>

/** What a document's state is worked out from: facts that are stored, while the state never is. */
export type StateFacts = Readonly<{
  document: DocumentState
  amount: Money
  settled: Money
  dueOn: Day
}>

/** How much of an amount is paid; a credit note is used up in the same way, below zero. */
export function settlementOf(amount: Money, settled: Money): Settlement {
  assert(amount.currency === settled.currency, 'an amount is settled in its own currency')
  const sign = amount.minor < 0 ? -1 : 1
  const paid = settled.minor * sign
  assert(paid >= 0 && paid <= amount.minor * sign, 'no more is settled than there is')
  if (settled.minor === amount.minor) return 'paid'
  return paid === 0 ? 'unpaid' : 'partly'
}

/** Where a day stands to the due date: on the due date itself nothing is late. */
export function timingOf(dueOn: Day, asOf: Day): Timing {
  const daysLate = daysBetween(dueOn, asOf)
  if (daysLate === 0) return { kind: 'due_today' }
  if (daysLate < 0) return { kind: 'not_due', days: -daysLate }
  return { kind: 'overdue', days: daysLate, bucket: bucketOf(daysLate) }
}

/** The state of an invoice on a day. A draft, a void or a paid one is never overdue. */
export function stateOf({ document, amount, settled, dueOn }: StateFacts, asOf: Day): InvoiceState {
  const settlement = settlementOf(amount, settled)
  const waits = document === 'posted' && settlement !== 'paid'
  return { document, settlement, timing: waits ? timingOf(dueOn, asOf) : null }
}
