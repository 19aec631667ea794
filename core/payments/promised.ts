import { z } from 'zod'
import { Day } from '#core/day.ts'
import { Id } from '#core/list.ts'
import { Money } from '#core/money.ts'

/** What a customer said they would pay, as far as it is still to come. */
export const Promised = z.object({
  left: Money,
  /** The day on which it was said: money of an earlier day is not what was promised. */
  since: Day,
  dueOn: Day,
  itemIds: z.array(Id),
})
export type Promised = Readonly<z.infer<typeof Promised>>

/**
 * The items that money is for before the oldest ones: where it is exactly what one promise still
 * waits for, it is taken to be the money that was promised. Of several alike, of the one that is
 * due first. Empty where no promise waits for just so much.
 */
export function promisedFirst(
  money: Money,
  on: Day,
  words: readonly Promised[],
): ReadonlySet<string> {
  const [word] = words
    .filter(
      ({ left, since }) =>
        left.minor === money.minor && left.currency === money.currency && since <= on,
    )
    .toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0))
  return new Set(word?.itemIds)
}
