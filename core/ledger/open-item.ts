import { z } from 'zod'
import { Day } from '#core/day.ts'
import { Money } from '#core/money.ts'

/** A posted receivable with something left to pay; the number is the document's, as printed. */
export const OpenItem = z
  .object({ id: z.uuid(), number: z.string(), dueOn: Day, balance: Money })
  .readonly()
export type OpenItem = z.infer<typeof OpenItem>

/** A part of some money, meant for one open item. */
export const Share = z.object({ itemId: z.uuid(), amount: Money }).readonly()
export type Share = z.infer<typeof Share>
