import { assert } from '#core/assert.ts'

/** Days after the due day (early below nothing): what lies beyond is counted at the edge. */
export const earliest = -60
export const latest = 365
const length = latest - earliest + 1

/** So much of one invoice (1: all of it), and how many days after its due day. */
export type End = readonly [daysLate: number, share: number]

/** How invoices ended: what was paid and how late, and what is still open and how late it is by now. */
export type Ends = Readonly<{ paid: readonly End[]; open: readonly End[] }>

/** What part of an invoice is still unpaid at the end of each day after its due day. */
export type Curve = Readonly<{
  /** From `earliest` to `latest`. */
  left: Float64Array
  /** The chance of a day after that: as much as the last one had. */
  tail: number
}>

/** The company's curve, with each day's chance that what is unpaid in its morning is paid. */
export type CompanyCurve = Curve & Readonly<{ daily: Float64Array }>

const placeOf = (daysLate: number): number => Math.max(0, Math.min(length - 1, daysLate - earliest))

/** Before a company has a history: most money comes within weeks of its day, little before it. */
const unknownDaily = (daysLate: number): number =>
  daysLate < 0 ? 0.005 : daysLate <= 30 ? 0.04 : 0.01
/** How many invoices that guess, and the company's own habit for a customer, count for. */
const guessWeighs = 5
const companyWeighs = 2

/** A day is read together with its neighbours, the more of them the farther it is from the due day. */
const reachOf = (daysLate: number): number => Math.min(15, 1 + Math.floor(Math.abs(daysLate) / 8))
/** A customer's invoices are few: what came on one day may as well have come some days beside it. */
const customerReach = 3

/** The neighbours of each day: from the first of them up to and without the last. */
function neighbours(beside: number): Readonly<{ from: Int32Array; until: Int32Array }> {
  const from = new Int32Array(length)
  const until = new Int32Array(length)
  for (let at = 0; at < length; at++) {
    const reach = reachOf(at + earliest) + beside
    from[at] = Math.max(0, at - reach)
    until[at] = Math.min(length, at + reach + 1)
  }
  return { from, until }
}
const ofCompany = neighbours(0)
const ofCustomer = neighbours(customerReach)

// A forecast draws a curve for each of thousands of customers: what is only needed on the way is
// written over and over, not made anew.
const came = new Float64Array(length)
const gone = new Float64Array(length + 1)
/** How much was paid, and how much stood unpaid in the morning, before each day: running sums. */
const paidBefore = new Float64Array(length + 1)
const stoodBefore = new Float64Array(length + 1)

const add = (to: Float64Array, at: number, share: number): void => {
  to[at] = (to[at] ?? 0) + share
}

function live({ paid, open }: Ends): void {
  came.fill(0)
  gone.fill(0)
  let standing = 0
  for (const [daysLate, share] of paid) {
    const at = placeOf(daysLate)
    add(came, at, share)
    add(gone, at + 1, share)
    standing += share
  }
  // Of what is open, nothing is known of today and after.
  for (const [daysLate, share] of open)
    if (daysLate > earliest) {
      add(gone, placeOf(daysLate), share)
      standing += share
    }
  for (let at = 0; at < length; at++) {
    standing -= gone[at] ?? 0
    paidBefore[at + 1] = (paidBefore[at] ?? 0) + (came[at] ?? 0)
    stoodBefore[at + 1] = (stoodBefore[at] ?? 0) + standing
  }
}

/** Each day's chance from what was lived, drawn towards what is believed of it. */
function curveBy(
  ends: Ends,
  believed: Float64Array,
  weighs: number,
  { from, until }: ReturnType<typeof neighbours>,
  daily?: Float64Array,
): Curve {
  live(ends)
  const left = new Float64Array(length)
  let unpaid = 1
  let chance = 0
  for (let at = 0; at < length; at++) {
    const first = from[at] ?? 0
    const end = until[at] ?? 0
    const paid = (paidBefore[end] ?? 0) - (paidBefore[first] ?? 0)
    const stood = (stoodBefore[end] ?? 0) - (stoodBefore[first] ?? 0)
    const belief = weighs * (end - first)
    // A payment taken back is a part below nothing on its own day.
    const found = (paid + belief * (believed[at] ?? 0)) / (stood + belief)
    chance = found < 0 ? 0 : found > 0.95 ? 0.95 : found
    unpaid *= 1 - chance
    left[at] = unpaid
    if (daily) daily[at] = chance
  }
  return { left, tail: chance }
}

const guess = Float64Array.from({ length }, (_, at) => unknownDaily(at + earliest))

/**
 * How a company's customers pay: of what is unpaid so many days after its due day, the part that is
 * paid that day (Kaplan and Meier's estimate, which lets what is still open speak too).
 */
export function companyCurve(ends: Ends): CompanyCurve {
  const daily = new Float64Array(length)
  return { ...curveBy(ends, guess, guessWeighs, ofCompany, daily), daily }
}

/**
 * How one customer pays: their own history, drawn towards the company's as though that were two
 * more invoices of theirs. With no history it is the company's, with much it is their own.
 */
export const customerCurve = (ends: Ends, company: CompanyCurve): Curve =>
  curveBy(ends, company.daily, companyWeighs, ofCustomer)

/** What is unpaid at the end of a day; after a year each day takes as much as the last one did. */
export function unpaidAfter({ left, tail }: Curve, daysLate: number): number {
  if (daysLate < earliest) return 1
  if (daysLate <= latest) return left[daysLate - earliest] ?? 0
  return (left[length - 1] ?? 0) * (1 - tail) ** (daysLate - latest)
}

/**
 * The chance that an invoice which is still unpaid in the morning of one day is paid by the end of
 * another; both are counted from its due day.
 */
export function paidBetween(curve: Curve, morning: number, evening: number): number {
  if (evening < morning) return 0
  const before = unpaidAfter(curve, morning - 1)
  if (before <= 1e-300) return 1
  return 1 - unpaidAfter(curve, evening) / before
}

/** The first day, counted from the due day, by whose end so much of what stood in a morning is paid; null: not within two years. */
export function dayOfShare(curve: Curve, morning: number, share: number): number | null {
  assert(share > 0 && share < 1, 'a share is a part')
  const wanted = unpaidAfter(curve, morning - 1) * (1 - share)
  if (wanted <= 1e-300) return morning
  for (let day = Math.max(morning, earliest); day <= morning + 730; day++)
    if (unpaidAfter(curve, day) <= wanted) return day
  return null
}
