/**
 * Aging and past balances a second time, by brute force: days are counted one at a time on a
 * calendar of month lengths, and each balance is asked for line by line.
 */

const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** The next day, by the school rule of leap years. */
export function tomorrow(day: string): string {
  let [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  const leap = year % 400 === 0 || (year % 4 === 0 && year % 100 !== 0)
  const length = month === 2 && leap ? 29 : (lengths[month - 1] ?? 0)
  date += 1
  if (date > length) {
    date = 1
    month += 1
  }
  if (month > 12) {
    month = 1
    year += 1
  }
  return [
    String(year).padStart(4, '0'),
    String(month).padStart(2, '0'),
    String(date).padStart(2, '0'),
  ].join('-')
}

/** Which bucket, 0 to 4, holds an item: walks from the due date to the day, at most 91 steps. */
export function oracleBucket(dueOn: string, asOf: string): number {
  let late = 0
  let day = dueOn
  while (day < asOf && late < 91) {
    day = tomorrow(day)
    late += 1
  }
  return [0, 30, 60, 90].filter((limit) => late > limit).length
}

type Line = Readonly<{
  id: string
  amount: { minor: number }
  postedOn: string
  recordedAt: string
}>
type Row = Readonly<{
  fromId: string
  toId: string
  amount: { minor: number }
  effectiveOn: string
  recordedAt: string
}>

/** One line's balance, or null if it was not there yet: every row is asked on its own. */
export function oracleBalance(
  line: Line,
  lines: readonly Line[],
  rows: readonly Row[],
  asOf: string,
  knownOn: string,
): number | null {
  const there = (one: Line) => !(one.postedOn > asOf || one.recordedAt > knownOn)
  if (!there(line)) return null
  const bothThere = (row: Row) =>
    lines.filter((one) => one.id === row.fromId || one.id === row.toId).every(there)
  return (
    line.amount.minor +
    rows
      .filter((row) => row.effectiveOn <= asOf && row.recordedAt <= knownOn && bothThere(row))
      .map((row) => {
        const in_ = row.fromId === line.id ? row.amount.minor : 0
        const out = row.toId === line.id ? row.amount.minor : 0
        return in_ - out
      })
      .reduce((a, b) => a + b, 0)
  )
}
