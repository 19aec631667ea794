import type { Work } from '#platform/command.ts'
import { port } from '#platform/port.ts'

/** By item: how much of it these parties object to now, in the smallest unit. */
type DisputedItems = (
  work: Work,
  parties: readonly string[],
) => Promise<ReadonlyMap<string, number>>

/** Fitted by whoever keeps objections: payments are below them and may not ask. */
export const disputedItems = port<DisputedItems>('payments.disputed_items')
