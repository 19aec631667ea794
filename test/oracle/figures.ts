/**
 * The figures of collection a second time, by brute force: item by item, day by day on the school
 * calendar of the aging's oracle, and straight from the written definitions.
 */
import { oracleBucket, tomorrow } from './aging.ts'

export type OracleItem = Readonly<{
  dueOn: string
  postedOn: string
  minor: number
  settled: readonly Readonly<{ on: string; minor: number }>[]
}>

const balanceOn = (item: OracleItem, day: string): number =>
  item.postedOn > day
    ? 0
    : item.settled.reduce((left, part) => (part.on <= day ? left - part.minor : left), item.minor)

/** What is owed on a day, in five buckets. */
export function oracleAging(items: readonly OracleItem[], day: string): number[] {
  const sums = [0, 0, 0, 0, 0]
  for (const item of items) {
    const bucket = oracleBucket(item.dueOn, day)
    sums[bucket] = (sums[bucket] ?? 0) + balanceOn(item, day)
  }
  return sums
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)

/** The last day of a month, by walking. */
export function lastOf(month: string): string {
  let day = `${month}-28`
  while (tomorrow(day).startsWith(month)) day = tomorrow(day)
  return day
}

function monthBefore(month: string): string {
  const [year = 0, at = 0] = month.split('-').map(Number)
  return at === 1 ? `${year - 1}-12` : `${year}-${String(at - 1).padStart(2, '0')}`
}

/** DSO by count-back, unrounded: whole months are eaten until one is too much, of which a part. */
export function oracleDso(
  owed: number,
  sales: Readonly<Record<string, number>>,
  day: string,
): number | null {
  const first = Object.keys(sales).sort()[0]
  if (first === undefined || first > day.slice(0, 7)) return null
  const eat = (left: number, month: string, days: number): number => {
    if (left <= 0 || month < first) return 0
    const sold = sales[month] ?? 0
    if (sold > left) return (left / sold) * days
    const before = monthBefore(month)
    return days + eat(left - Math.max(0, sold), before, Number(lastOf(before).slice(8)))
  }
  return eat(owed, day.slice(0, 7), Number(day.slice(8)))
}

/** (before + sold − after) ÷ (before + sold − not yet due after), as a part; null: nothing could be. */
export function oracleCei(items: readonly OracleItem[], month: string, end: string): number | null {
  const before = sum(oracleAging(items, lastOf(monthBefore(month))))
  const sold = sum(
    items
      .filter(({ postedOn }) => postedOn.startsWith(month) && postedOn <= end)
      .map(({ minor }) => minor),
  )
  const after = oracleAging(items, end)
  const could = before + sold - (after[0] ?? 0)
  return could > 0 ? Math.max(0, before + sold - sum(after)) / could : null
}

/** Of what was due by the month's end and unpaid at its beginning, the part paid in it. */
export function oracleRate(
  items: readonly OracleItem[],
  month: string,
  end: string,
): number | null {
  let could = 0
  let did = 0
  for (const item of items) {
    if (item.postedOn > end || item.dueOn > lastOf(month)) continue
    could += item.minor
    for (const { on, minor } of item.settled) {
      if (on < `${month}-01`) could -= minor
      else if (on <= end && on <= lastOf(month)) did += minor
    }
  }
  return could > 0 ? did / could : null
}

/** Each item followed from one day to another: out of its bucket by payment, still in it, or in a worse one. */
export function oracleRolls(items: readonly OracleItem[], then: string, now: string) {
  const rolls = [0, 1, 2, 3].map(() => ({ stood: 0, cleared: 0, stayed: 0, worse: 0 }))
  for (const item of items) {
    const bucket = oracleBucket(item.dueOn, then)
    const roll = rolls[bucket]
    if (!roll) continue
    const [stood, left] = [balanceOn(item, then), item.postedOn > then ? 0 : balanceOn(item, now)]
    roll.stood += stood
    roll.cleared += stood - left
    roll[oracleBucket(item.dueOn, now) > bucket ? 'worse' : 'stayed'] += left
  }
  return rolls
}

type OracleEnd = readonly [daysLate: number, share: number]
type OracleEnds = Readonly<{ paid: readonly OracleEnd[]; open: readonly OracleEnd[] }>

/** One day's chance of being paid, from every invoice asked anew whether it stood that day. */
function dailyChance(
  { paid, open }: OracleEnds,
  day: number,
  reach: number,
  belief: (day: number) => number,
  weighs: number,
): number {
  const [from, to] = [Math.max(-60, day - reach), Math.min(365, day + reach)]
  const held = (late: number) => Math.max(-60, Math.min(365, late))
  let came = 0
  let stood = 0
  for (let each = from; each <= to; each++) {
    for (const [late, share] of paid) {
      if (held(late) === each) came += share
      if (held(late) >= each) stood += share
    }
    for (const [late, share] of open) if (late > -60 && held(late) > each) stood += share
  }
  const days = to - from + 1
  return Math.min(0.95, (came + weighs * days * belief(day)) / (stood + weighs * days))
}

const reach = (day: number): number => Math.min(15, 1 + Math.floor(Math.abs(day) / 8))
const guess = (day: number): number => (day < 0 ? 0.005 : day <= 30 ? 0.04 : 0.01)
/** By the company's habit on a day: nobody's own. */
export const oracleCompanyDaily = (all: OracleEnds, day: number): number =>
  dailyChance(all, day, reach(day), guess, 5)
/** By one customer's. */
export const oracleCustomerDaily = (own: OracleEnds, all: OracleEnds, day: number): number =>
  dailyChance(own, day, reach(day) + 3, (at) => oracleCompanyDaily(all, at), 2)

/** What is expected between two days of an amount that is unpaid today, walked day by day. */
export function oracleExpected(
  daily: (daysLate: number) => number,
  owed: Readonly<{ dueIn: number; minor: number }>,
  from: number,
  to: number,
): number {
  let unpaid = owed.minor
  let came = 0
  for (let day = 0; day <= to; day++) {
    const late = day - owed.dueIn
    const paid = late < -60 ? 0 : unpaid * daily(Math.min(365, late))
    unpaid -= paid
    if (day >= from) came += paid
  }
  return came
}
