import { addDays, addMonths, type Day, dayParts, endOfMonth, monthOf } from '#core/day.ts'
import { buckets, daysIn } from '#core/ledger/aging.ts'
import { countBackDso } from '#core/ledger/measures.ts'
import { type Currency, share } from '#core/money.ts'

/** What was invoiced in a month with one due day. */
export type Sold = Readonly<{ dueOn: Day; soldIn: string; minor: number }>
/** What was taken off such invoices in a month: payments, credit notes, write-offs. */
export type Settled = Sold & Readonly<{ settledIn: string }>

/** All that the monthly figures are made of; nothing in it is later than `asOf`. */
export type Moves = Readonly<{
  asOf: Day
  currency: Currency
  sold: readonly Sold[]
  settled: readonly Settled[]
  /** Invoices less credit notes, by month. */
  sales: ReadonlyMap<string, number>
}>

/** Where what stood in one bucket at a month's beginning was at its end. */
export type Roll = Readonly<{ stood: number; cleared: number; stayed: number; worse: number }>

/** One month's figures, as of its last day, or of `asOf` within it. */
export type MonthFigures = Readonly<{
  month: string
  endsOn: Day
  /** What was owed by lateness, in the order of the buckets. */
  buckets: readonly number[]
  owed: number
  /** Days of sales that stood unpaid, and how many there would be if nothing were overdue. */
  dso: number | null
  bestDso: number | null
  /** DSO above the best possible (متوسط أيام التأخير). */
  add: number | null
  ceiBasisPoints: number | null
  collectable: number
  collected: number
  rateBasisPoints: number | null
  /** From each bucket but the last. */
  rolls: readonly Roll[]
}>

/** Tells the bucket's place of a due day on one day; days compare as text, so that none is counted twice. */
function placesOn(on: Day): (dueOn: Day) => number {
  const oldest = buckets.flatMap((bucket) => {
    const days = daysIn[bucket][1]
    return days === null ? [] : [addDays(on, -days)]
  })
  return (dueOn) => {
    const at = oldest.findIndex((day) => dueOn >= day)
    return at === -1 ? oldest.length : at
  }
}

/** What was open at a month's end by due day; only what was sold until `soldUntil`. */
function openAt(moves: Moves, month: string, soldUntil = month): Map<Day, number> {
  const open = new Map<Day, number>()
  const add = (day: Day, minor: number) => open.set(day, (open.get(day) ?? 0) + minor)
  for (const { dueOn, soldIn, minor } of moves.sold) if (soldIn <= soldUntil) add(dueOn, minor)
  for (const { dueOn, soldIn, settledIn, minor } of moves.settled)
    if (soldIn <= soldUntil && settledIn <= month) add(dueOn, -minor)
  return open
}

function spread(open: ReadonlyMap<Day, number>, on: Day): number[] {
  const sums = buckets.map(() => 0)
  const placeOf = placesOn(on)
  for (const [dueOn, minor] of open) {
    const at = placeOf(dueOn)
    sums[at] = (sums[at] ?? 0) + minor
  }
  return sums
}

/** Days of sales that stand unpaid, counted back over the months up to one, whose own days end with `endsOn`; null before the first sale. */
export function dsoAt(
  { currency, sales }: Pick<Moves, 'currency' | 'sales'>,
  endsOn: Day,
  owed: number,
): ReturnType<typeof countBackDso> | null {
  const oldest = [...sales.keys()].reduce((a, b) => (a < b ? a : b), '9999-99')
  if (oldest > monthOf(endsOn)) return null
  const periods = []
  for (let day = endsOn; monthOf(day) >= oldest; day = addDays(`${monthOf(day)}-01`, -1)) {
    const minor = sales.get(monthOf(day)) ?? 0
    periods.push({ days: dayParts(day).day, sales: { minor, currency } })
  }
  return countBackDso({ minor: owed, currency }, periods)
}

/**
 * Collection effectiveness index (مؤشر فعالية التحصيل): of all that could be collected in a month, the part that was.
 * (owed before + sold − owed after) ÷ (owed before + sold − not yet due after), in basis points;
 * 10,000 means that nothing overdue is left (Credit Research Foundation).
 */
export function ceiOf(
  before: number,
  sold: number,
  after: Readonly<{ owed: number; notDue: number }>,
): number | null {
  const could = before + sold - after.notDue
  return could > 0 ? share(Math.max(0, before + sold - after.owed), 10_000, could) : null
}

/** The rate of a month by the definition of the ledger's `collectionRate`. */
export function rateOf(
  {
    sold,
    settled,
  }: Readonly<{
    sold: readonly Pick<Sold, 'dueOn' | 'minor'>[]
    settled: readonly Pick<Settled, 'dueOn' | 'settledIn' | 'minor'>[]
  }>,
  month: string,
) {
  let collectable = 0
  let collected = 0
  for (const row of sold) if (monthOf(row.dueOn) <= month) collectable += row.minor
  for (const row of settled) {
    if (monthOf(row.dueOn) > month) continue
    if (row.settledIn < month) collectable -= row.minor
    if (row.settledIn === month) collected += row.minor
  }
  const rateBasisPoints = collectable > 0 ? share(collected, 10_000, collectable) : null
  return { collectable, collected, rateBasisPoints }
}

function rollsOf(
  moves: Moves,
  month: string,
  before: string,
  ends: Readonly<{ now: Day; then: Day }>,
) {
  const rolls = buckets.slice(0, -1).map(() => ({ stood: 0, cleared: 0, stayed: 0, worse: 0 }))
  const left = openAt(moves, month, before)
  const [placeThen, placeNow] = [placesOn(ends.then), placesOn(ends.now)]
  for (const [dueOn, stood] of openAt(moves, before)) {
    const at = placeThen(dueOn)
    const roll = rolls[at]
    if (!roll) continue
    const still = left.get(dueOn) ?? 0
    roll.stood += stood
    roll.cleared += stood - still
    roll[placeNow(dueOn) > at ? 'worse' : 'stayed'] += still
  }
  return rolls
}

function figuresOf(moves: Moves, month: string): MonthFigures {
  const full = endOfMonth(`${month}-01`)
  const endsOn = full < moves.asOf ? full : moves.asOf
  const then = addDays(`${month}-01`, -1)
  const before = monthOf(then)
  const inBuckets = spread(openAt(moves, month), endsOn)
  const owed = inBuckets.reduce((sum, each) => sum + each, 0)
  const notDue = inBuckets[0] ?? 0
  const owedBefore = spread(openAt(moves, before), then).reduce((sum, each) => sum + each, 0)
  const sold = moves.sold.reduce((sum, row) => sum + (row.soldIn === month ? row.minor : 0), 0)
  const dso = dsoAt(moves, endsOn, owed)?.days ?? null
  const bestDso = dsoAt(moves, endsOn, notDue)?.days ?? null
  return {
    month,
    endsOn,
    buckets: inBuckets,
    owed,
    dso,
    bestDso,
    add: dso === null || bestDso === null ? null : Math.round((dso - bestDso) * 10) / 10,
    ceiBasisPoints: ceiOf(owedBefore, sold, { owed, notDue }),
    ...rateOf(moves, month),
    rolls: rollsOf(moves, month, before, { now: endsOn, then }),
  }
}

/** The figures of the months up to that of `asOf`, oldest first. */
export const monthFigures = (moves: Moves, count: number): MonthFigures[] =>
  Array.from({ length: count }, (_, at) =>
    figuresOf(moves, monthOf(addMonths(`${monthOf(moves.asOf)}-01`, at + 1 - count))),
  )

/** Why overdue money is not paid, as far as we know: each riyal under the first that fits. */
export const delinquentReasons = [
  'disputed',
  'word_open',
  'word_broken',
  'not_contacted',
  'contacted',
] as const
export type DelinquentReason = (typeof delinquentReasons)[number]

/** What of the overdue days of sales each reason is answerable for: in proportion to its money. */
export function daysByReason(
  add: number | null,
  byReason: Readonly<Record<DelinquentReason, number>>,
): Readonly<Record<DelinquentReason, number | null>> {
  const all = delinquentReasons.reduce((sum, reason) => sum + byReason[reason], 0)
  const days = (minor: number) =>
    add === null || all === 0 ? null : Math.round((add * minor * 10) / all) / 10
  return Object.fromEntries(
    delinquentReasons.map((reason) => [reason, days(byReason[reason])]),
  ) as Record<DelinquentReason, number | null>
}

/** How long something took, of so many: the middle one and the one that nine in ten are within. */
export type Waits = Readonly<{ count: number; median: number | null; ninth: number | null }>

/** The middle of some waits, in days (the lower of two), and their ninth tenth. */
export function waitsOf(days: readonly number[]): Waits {
  const sorted = days.toSorted((a, b) => a - b)
  const at = (part: number) => sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? null
  return { count: sorted.length, median: at(0.5), ninth: at(0.9) }
}
