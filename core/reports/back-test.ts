import { type Kept, keepChance } from '#core/collections/behaviour.ts'
import { companyCurve, customerCurve, type End } from './curve.ts'
import {
  type Debtor,
  type ForecastRules,
  forecast,
  type Owed,
  type Week,
  type Word,
} from './forecast.ts'

/** A part of an invoice that was settled: on which day, known since which day; credit notes and write-offs are no money. */
export type Part = Readonly<{ on: number; known: number; minor: number; money: boolean }>

/** An invoice with all that became of it. Days are counted from one day, the same for all. */
export type Story = Readonly<{
  due: number
  /** The day on which it was there, and from which on it was known. */
  known: number
  minor: number
  parts: readonly Part[]
  /** What was promised towards it. */
  words: readonly Said[]
}>

/** A word with its story: since when it was known, since when it is over, and whether it was kept. */
export type Said = Omit<Word, 'chance'> &
  Readonly<{ said: number; ended: number | null; kept: boolean }>

export type Payer = readonly Story[]

/** A learnt year: older payments tell nothing more. */
const learnDays = 365

/** What a forecast may know in the morning of a day: the ends of invoices, and what is open. */
type Known = Readonly<{ ends: { paid: End[]; open: End[] }; owed: Owed[] }>

function openOf({ minor, parts }: Story, day: number): number {
  let left = minor
  for (const part of parts) if (part.known < day && part.on < day) left -= part.minor
  return left
}

/** How words that were over by a day were kept. */
function keptBy(stories: Payer, day: number): Kept {
  let kept = 0
  let of = 0
  for (const { words } of stories)
    for (const word of words)
      if (word.ended !== null && word.ended < day) {
        of += 1
        if (word.kept) kept += 1
      }
  return { kept, of }
}

/** What was known of a customer in the morning of a day. */
function knownOn(stories: Payer, day: number, keeps: Kept): Known {
  const chance = keepChance(keptBy(stories, day), keeps)
  const known: Known = { ends: { paid: [], open: [] }, owed: [] }
  for (const story of stories) {
    if (story.known >= day) continue
    const left = openOf(story, day)
    const { due, minor } = story
    for (const part of story.parts)
      if (part.known < day && part.on < day && part.on >= day - learnDays) {
        const share = part.minor / minor
        known.ends[part.money ? 'paid' : 'open'].push([part.on - due, share])
      }
    if (left <= 0) continue
    known.ends.open.push([day - due, left / minor])
    const words = story.words.flatMap(({ by, minor: given, on, until, said, ended }): Word[] =>
      said < day && (ended === null || ended >= day) && until >= day
        ? [{ by, minor: given, on: on - day, until: until - day, chance }]
        : [],
    )
    known.owed.push({ dueIn: due - day, minor: left, ...(words.length > 0 && { words }) })
  }
  return known
}

/** Joins what is known of every customer into what is known of the company. */
export function joinEnds(all: readonly Readonly<{ paid: readonly End[]; open: readonly End[] }>[]) {
  const paid: End[] = []
  const open: End[] = []
  for (const ends of all) {
    for (const end of ends.paid) paid.push(end)
    for (const end of ends.open) open.push(end)
  }
  return { paid, open }
}

/** The mean lateness of what was paid, each invoice weighing the same; nothing paid is on time. */
export function meanDaysLate(paid: readonly End[]): number {
  let days = 0
  let shares = 0
  for (const [daysLate, share] of paid) {
    days += daysLate * share
    shares += share
  }
  return shares === 0 ? 0 : Math.round(days / shares)
}

/** Everything on its due day, so many days later; what should have come already comes at once. */
function onTheDay(owed: readonly Owed[], weeks: readonly Week[], later: number): number[] {
  const sums = weeks.map(() => 0)
  for (const { dueIn, minor } of owed) {
    const day = Math.max(0, dueIn + later)
    const at = weeks.findIndex(({ from, to }) => day >= from && day <= to)
    if (at >= 0) sums[at] = (sums[at] ?? 0) + minor
  }
  return sums
}

/** What came in each week of what was there in a morning, whenever it was written down. */
function cameIn(payers: readonly Payer[], day: number, weeks: readonly Week[]): number[] {
  const sums = weeks.map(() => 0)
  const last = weeks.at(-1)?.to ?? -1
  for (const stories of payers)
    for (const { known, parts } of stories) {
      if (known >= day) continue
      for (const { on, minor, money } of parts) {
        const ahead = on - day
        if (!money || ahead < 0 || ahead > last) continue
        const at = weeks.findIndex(({ from, to }) => ahead >= from && ahead <= to)
        sums[at] = (sums[at] ?? 0) + minor
      }
    }
  return sums
}

/** One week ahead as it was forecast on a past day, and what came. */
export type Tried = Readonly<{
  /** The day that the forecast stood on, and how many weeks ahead it looked: 0 is its own. */
  stoodOn: number
  ahead: number
  forecast: number
  low: number
  high: number
  dueDay: number
  companyMean: number
  came: number
}>

/** The forecast of a past day, with only what was known in its morning, beside two simple ones. */
export function standOn(
  payers: readonly Payer[],
  day: number,
  weeks: readonly Week[],
  rules: ForecastRules,
): Tried[] {
  const keeps = { kept: 0, of: 0 }
  for (const stories of payers) {
    const own = keptBy(stories, day)
    keeps.kept += own.kept
    keeps.of += own.of
  }
  const known = payers.map((stories) => knownOn(stories, day, keeps))
  const ends = joinEnds(known.map((each) => each.ends))
  const company = companyCurve(ends)
  const debtors = known
    .filter(({ owed }) => owed.length > 0)
    .map(({ ends: own, owed }): Debtor => ({ curve: customerCurve(own, company), owed }))
  const guess = forecast(debtors, weeks, rules)
  const owed = known.flatMap((each) => each.owed)
  const plain = onTheDay(owed, weeks, 0)
  const mean = onTheDay(owed, weeks, meanDaysLate(ends.paid))
  const came = cameIn(payers, day, weeks)
  return guess.weeks.map(({ expected, low, high }, ahead) => ({
    stoodOn: day,
    ahead,
    forecast: expected,
    low,
    high,
    dueDay: plain[ahead] ?? 0,
    companyMean: mean[ahead] ?? 0,
    came: came[ahead] ?? 0,
  }))
}

/** How far forecasts were from what came, in parts of it; null: nothing came. */
export type Miss = Readonly<{ wape: number | null; bias: number | null }>

/**
 * WAPE (Σ|forecast − came| ÷ Σ came) and bias (Σ(forecast − came) ÷ Σ came): one big miss is not
 * hidden behind many small weeks, as a mean of percentages would hide it.
 */
export function missOf(rows: readonly Tried[], by: 'forecast' | 'dueDay' | 'companyMean'): Miss {
  let off = 0
  let over = 0
  let came = 0
  for (const row of rows) {
    off += Math.abs(row[by] - row.came)
    over += row[by] - row.came
    came += row.came
  }
  return came > 0 ? { wape: off / came, bias: over / came } : { wape: null, bias: null }
}
