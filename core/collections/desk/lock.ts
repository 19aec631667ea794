import { z } from 'zod'
import { Id } from '#core/list.ts'

/** A customer stays in hand for so long after the last sign of life (حجز العميل). */
export const lockLastsMs = 10 * 60_000
/** How often a screen gives one. */
export const lockBeatMs = 60_000
/** A page that nobody touched for so long is not at work, however visible it is. */
export const lockTouchMs = 10 * 60_000

/** Whether a page that shows a customer gives a sign of life: it is seen, and somebody is at it. */
export const givesSign = (page: Readonly<{ visible: boolean; idleMs: number }>): boolean =>
  page.visible && page.idleMs < lockTouchMs

/** Who works on a customer at this moment. */
export const DeskLock = z.object({
  by: z.object({ id: Id, name: z.string() }),
  since: z.iso.datetime(),
  mine: z.boolean(),
})
export type DeskLock = z.infer<typeof DeskLock>
