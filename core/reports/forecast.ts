import { type Curve, dayOfShare, unpaidAfter } from './curve.ts'

/** Where expected money comes from: a habit of paying, or a word that stands for a day. */
export const forecastSources = ['due', 'promise', 'plan', 'cheque'] as const
export type ForecastSource = (typeof forecastSources)[number]

/** A day on which a part of an invoice is to come: a promise, an instalment, a cheque. Days are counted from today. */
export type Word = Readonly<{
  by: Exclude<ForecastSource, 'due'>
  minor: number
  on: number
  /** The last day on which money still keeps it. */
  until: number
  /** How likely it is kept, from 0 to 1. */
  chance: number
}>

/** What is open of one invoice. Days are counted from today: an overdue one is due below nothing. */
export type Owed = Readonly<{
  dueIn: number
  minor: number
  words?: readonly Word[]
  /** How much of it is disputed: it comes after the dispute, if it comes. */
  disputed?: number
}>

export type Debtor = Readonly<{ curve: Curve; owed: readonly Owed[] }>

/** A week as days from today, both ends included; the first begins today. */
export type Week = Readonly<{ from: number; to: number }>

/** How long a dispute takes, and from which day on a rest day's money is a working day's. */
export type ForecastRules = Readonly<{
  disputeDays: number
  /** The first working day, the given one included. */
  workingDay: (day: number) => number
}>

/** A part of an invoice that comes by habit from a day on, or stands for one day. */
type Piece = Readonly<{ by: ForecastSource; minor: number }> &
  (Readonly<{ from: number }> | Readonly<{ on: number }>)

/** An invoice as parts that are forecast each in its own way; together they are its balance. */
function piecesOf(owed: Owed, rules: ForecastRules): Piece[] {
  const pieces: Piece[] = []
  let left = owed.minor
  const disputed = Math.min(left, owed.disputed ?? 0)
  if (disputed > 0) {
    pieces.push({ by: 'due', minor: disputed, from: rules.disputeDays })
    left -= disputed
  }
  for (const { by, minor, on, until, chance } of owed.words ?? []) {
    const given = Math.min(left, minor)
    if (given <= 0) continue
    left -= given
    const kept = given * chance
    pieces.push({ by, minor: kept, on: rules.workingDay(Math.max(0, on)) })
    // Whoever breaks a word falls back into their habit once its days are over.
    pieces.push({ by: 'due', minor: given - kept, from: Math.max(0, until + 1) })
  }
  if (left > 0) pieces.push({ by: 'due', minor: left, from: 0 })
  return pieces
}

/** Adds up how much of a part is expected in each of some weeks that follow one another. */
function addWeeks(
  piece: Piece,
  curve: Curve,
  dueIn: number,
  weeks: readonly Week[],
  into: Float64Array,
): void {
  const { minor } = piece
  let before = 0
  let last = -1
  for (let at = 0; at < weeks.length; at++) {
    const week = weeks[at]
    if (!week) continue
    const { from, to } = week
    if ('on' in piece) {
      if (piece.on >= from && piece.on <= to) into[at] = (into[at] ?? 0) + minor
      continue
    }
    if (to < piece.from) continue
    if (last < 0) {
      before = unpaidAfter(curve, piece.from - 1 - dueIn)
      last = unpaidAfter(curve, Math.max(from, piece.from) - 1 - dueIn)
    }
    const left = unpaidAfter(curve, to - dueIn)
    if (before > 1e-300) into[at] = (into[at] ?? 0) + (minor * (last - left)) / before
    last = left
  }
}

/** How much of one invoice is expected in each week, by where it comes from. */
export function expectedOf(
  curve: Curve,
  owed: Owed,
  weeks: readonly Week[],
  rules: ForecastRules,
): Readonly<Record<ForecastSource, Float64Array>> {
  const none = () => new Float64Array(weeks.length)
  const found = { due: none(), promise: none(), plan: none(), cheque: none() }
  for (const piece of piecesOf(owed, rules))
    addWeeks(piece, curve, owed.dueIn, weeks, found[piece.by])
  return found
}

export type ForecastWeek = Readonly<{
  bySource: Readonly<Record<ForecastSource, number>>
  expected: number
  /** Eight weeks in ten come between the two. */
  low: number
  high: number
}>
export type Forecast = Readonly<{
  weeks: readonly ForecastWeek[]
  /** Of what is open, what is expected after the last week or never. */
  later: number
  total: number
}>

/** Eight in ten of a bell lie so many deviations on both sides of its middle. */
const eightInTen = 1.2816

type Tally = Readonly<{
  bySource: Readonly<Record<ForecastSource, Float64Array>>
  spread: Float64Array
}>

/**
 * A customer's invoices are paid partly together, partly each by itself: their spread lies in the
 * middle between deviations that add up whole and such that make up for each other.
 */
function tally(
  { bySource, spread }: Tally,
  { curve, owed }: Debtor,
  weeks: readonly Week[],
  rules: ForecastRules,
): void {
  const together = new Float64Array(weeks.length)
  const part = new Float64Array(weeks.length)
  const expected = new Float64Array(weeks.length)
  for (const each of owed) {
    expected.fill(0)
    for (const piece of piecesOf(each, rules)) {
      part.fill(0)
      addWeeks(piece, curve, each.dueIn, weeks, part)
      const sums = bySource[piece.by]
      for (let at = 0; at < weeks.length; at++) {
        sums[at] = (sums[at] ?? 0) + (part[at] ?? 0)
        expected[at] = (expected[at] ?? 0) + (part[at] ?? 0)
      }
    }
    for (let at = 0; at < weeks.length; at++) {
      const chance = (expected[at] ?? 0) / each.minor
      const variance = each.minor ** 2 * Math.max(0, chance * (1 - chance))
      together[at] = (together[at] ?? 0) + Math.sqrt(variance)
      spread[at] = (spread[at] ?? 0) + variance / 2
    }
  }
  for (let at = 0; at < weeks.length; at++)
    spread[at] = (spread[at] ?? 0) + (together[at] ?? 0) ** 2 / 2
}

/**
 * Expected money by week (توقعات التحصيل): of every open invoice, the chance that it is paid in the
 * week, by its customer's own habit and given that it is still unpaid now; promises, instalments and
 * cheques come on their day as likely as such words are kept. Whole units; the weeks and `later` together are all that is open.
 */
export function forecast(
  debtors: readonly Debtor[],
  weeks: readonly Week[],
  rules: ForecastRules,
): Forecast {
  const none = () => new Float64Array(weeks.length)
  const sums: Tally = {
    bySource: { due: none(), promise: none(), plan: none(), cheque: none() },
    spread: none(),
  }
  let total = 0
  for (const debtor of debtors) {
    for (const { minor } of debtor.owed) total += minor
    tally(sums, debtor, weeks, rules)
  }
  const rows = weeks.map((_, at): ForecastWeek => {
    const bySource = { due: 0, promise: 0, plan: 0, cheque: 0 }
    let expected = 0
    for (const source of forecastSources) {
      bySource[source] = Math.round(sums.bySource[source][at] ?? 0)
      expected += bySource[source]
    }
    const reach = Math.round(eightInTen * Math.sqrt(sums.spread[at] ?? 0))
    return { bySource, expected, low: Math.max(0, expected - reach), high: expected + reach }
  })
  const within = rows.reduce((sum, { expected }) => sum + expected, 0)
  // Roundings of the weeks may add up to a unit more than there is.
  return { weeks: rows, later: Math.max(0, total - within), total }
}

type Ground = Readonly<{ why: 'disputed' | 'habit' }> | Readonly<{ why: Word['by']; word: Word }>

function groundOf({ minor, words = [], disputed = 0 }: Owed): Ground {
  if (disputed * 2 > minor) return { why: 'disputed' }
  const word = words.find((each) => each.minor * 2 > minor && each.chance >= 0.5)
  return word ? { why: word.by, word } : { why: 'habit' }
}

/** What an expected day rests on: a dispute over most of it, a word for most of it that is likelier kept than not, or the habit. */
export const whyOf = (owed: Owed): Ground['why'] => groundOf(owed).why

/** When one invoice is expected: the middle day, and between which days six in ten such are paid. */
export type ExpectedDay = Readonly<{ on: number; from: number; to: number | null }>

/**
 * The day on which what is open of an invoice is expected, counted from today: that of the word it
 * rests on, else the middle of its customer's habit. Null: not within two years.
 */
export function expectedDay(curve: Curve, owed: Owed, rules: ForecastRules): ExpectedDay | null {
  const { dueIn } = owed
  const ground = groundOf(owed)
  if ('word' in ground) {
    const on = rules.workingDay(Math.max(0, ground.word.on))
    return { on, from: on, to: rules.workingDay(Math.max(on, ground.word.until)) }
  }
  const start = ground.why === 'disputed' ? rules.disputeDays : 0
  const day = (share: number) => {
    const late = dayOfShare(curve, start - dueIn, share)
    return late === null ? null : rules.workingDay(Math.max(start, late + dueIn))
  }
  const on = day(0.5)
  return on === null ? null : { on, from: day(0.2) ?? on, to: day(0.8) }
}

/** The weeks from a day on, as days from it; the first ends with the given day of its own week. */
export function weeksFrom(daysLeftInWeek: number, count: number): Week[] {
  return Array.from({ length: count }, (_, at) => ({
    from: at === 0 ? 0 : daysLeftInWeek + 1 + (at - 1) * 7,
    to: daysLeftInWeek + at * 7,
  }))
}
