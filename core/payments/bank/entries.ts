import { type Day, daysBetween } from '#core/day.ts'
import type { Currency } from '#core/money.ts'

/** Money at the bank as an entry of the books has it: signed, in its currency. */
export type BookedEntry = Readonly<{
  id: string
  amount: number
  currency: Currency
  postedOn: Day
  /** The account of the bank that it names; null: it names none. */
  accountId: string | null
}>

/** A line of the bank as far as an entry may be the same money. */
export type Movement = Readonly<{
  amount: number
  currency: Currency
  bookedOn: Day
  accountId: string
}>

/** So far from a line's day its entry stands at most. */
export const nearEntryDays = 7
const mostEntries = 6

const farOf = (line: Movement, { postedOn }: BookedEntry): number =>
  Math.abs(daysBetween(line.bookedOn, postedOn))

/** Whether an entry may be the money of a line: its amount, its currency, its account, about its day. */
export const fits = (line: Movement, entry: BookedEntry): boolean =>
  entry.amount === line.amount &&
  entry.currency === line.currency &&
  (entry.accountId === null || entry.accountId === line.accountId) &&
  farOf(line, entry) <= nearEntryDays

/**
 * The entries that may be the money of a line, the nearest day first and a few at most. The same line
 * and the same entries always come in the same order.
 */
export const fitting = <Entry extends BookedEntry>(
  line: Movement,
  entries: readonly Entry[],
): Entry[] =>
  entries
    .filter((entry) => fits(line, entry))
    .toSorted((a, b) => farOf(line, a) - farOf(line, b) || (a.id < b.id ? -1 : 1))
    .slice(0, mostEntries)
