import { fold } from '#core/arabic/fold.ts'
import type { Day } from '#core/day.ts'
import { compact } from './place.ts'

/** A movement as far as two formats of one bank say it alike. */
type Said = Readonly<{
  bookedOn: Day
  amount: number
  description: string
  reference: string | null
  balance: number | null
}>
/** A line that a file of another format brought. */
export type HereLine = Said & Readonly<{ id: string }>

const wordsOf = ({ description }: Said): ReadonlySet<string> =>
  new Set(
    fold(description)
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word.length > 1),
  )

/** One format may say more than the other, but not something else: banks begin all transfers alike. */
function sameWords(one: Said, other: Said): boolean {
  const [few, many] = [wordsOf(one), wordsOf(other)].toSorted((a, b) => a.size - b.size)
  return few !== undefined && few.size > 1 && [...few].every((word) => many?.has(word))
}

function sameReference(one: Said, other: Said): boolean {
  const [a, b] = [compact(one.reference ?? ''), compact(other.reference ?? '')]
  const says = (code: string, { description }: Said) =>
    code.length >= 6 && /\d/.test(code) && compact(description).includes(code)
  return (a.length >= 4 && a === b) || says(a, other) || says(b, one)
}

/** What tells that two lines of one day and amount are one movement, the strongest first. */
const agreements: readonly ((one: Said, other: Said) => boolean)[] = [
  sameReference,
  (one, other) => one.balance !== null && one.balance === other.balance,
  sameWords,
]

/**
 * Which of these lines are here already from a file of another format, by their place: the same
 * day and amount, and a reference, a balance or a description that agrees. A line that is here
 * stands for one of them alone, the n-th of some twins for the n-th.
 */
export function sameLines(
  lines: readonly Said[],
  here: readonly HereLine[],
): ReadonlyMap<number, string> {
  const found = new Map<number, string>()
  const taken = new Set<string>()
  for (const agree of agreements)
    for (const [place, line] of lines.entries()) {
      if (found.has(place)) continue
      const same = here.find(
        (each) =>
          !taken.has(each.id) &&
          each.bookedOn === line.bookedOn &&
          each.amount === line.amount &&
          agree(each, line),
      )
      if (!same) continue
      found.set(place, same.id)
      taken.add(same.id)
    }
  return found
}
