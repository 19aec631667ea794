import { latinDigits } from '#core/arabic/digits.ts'
import { fold } from '#core/arabic/fold.ts'
import { addDays, type Day, daysInMonth, isDay } from '#core/day.ts'
import { fromHijri, hijriMonthLength, hijriMonths } from '#core/hijri.ts'
import { type Cell, cellText } from '#core/sheet.ts'

export type DateOrder = 'day_first' | 'month_first'

/** A day, or what was written instead: `last` is the month's last day when the day is beyond it. */
export type ReadDay = Readonly<{ day: Day } | { day: null; last: Day | null }>

const nothing: ReadDay = { day: null, last: null }

/** Day 1 of a spreadsheet is 1900-01-01, and it believes in 1900-02-29. */
const serialZero: Day = '1899-12-30'
const firstSerial = 32_874
const lastSerial = 73_415

const gregorianMonths: readonly (readonly string[])[] = [
  ['january', 'jan', 'يناير', 'كانون الثاني'],
  ['february', 'feb', 'فبراير', 'شباط'],
  ['march', 'mar', 'مارس', 'اذار'],
  ['april', 'apr', 'ابريل', 'نيسان'],
  ['may', 'مايو', 'ايار'],
  ['june', 'jun', 'يونيو', 'يونيه', 'حزيران'],
  ['july', 'jul', 'يوليو', 'يوليه', 'تموز'],
  ['august', 'aug', 'اغسطس', 'اب'],
  ['september', 'sep', 'sept', 'سبتمبر', 'ايلول'],
  ['october', 'oct', 'اكتوبر', 'تشرين الاول'],
  ['november', 'nov', 'نوفمبر', 'تشرين الثاني'],
  ['december', 'dec', 'ديسمبر', 'كانون الاول'],
]
const otherHijriNames: Readonly<Record<string, number>> = {
  'ربيع الثاني': 4,
  'جمادي الاول': 5,
  'جمادي الثاني': 6,
  'جمادي الثانيه': 6,
  'جماد الاول': 5,
  'جماد الاخر': 6,
  'جماد الثاني': 6,
  'ذي القعده': 11,
  'ذي الحجه': 12,
}

type Named = Readonly<{ month: number; hijri: boolean }>
const monthNames: ReadonlyMap<string, Named> = new Map([
  ...gregorianMonths.flatMap((names, at) =>
    names.map((name): [string, Named] => [fold(name), { month: at + 1, hijri: false }]),
  ),
  ...[...hijriMonths.ar.entries(), ...hijriMonths.en.entries()].map(
    ([at, name]): [string, Named] => [fold(name), { month: at + 1, hijri: true }],
  ),
  ...Object.entries(otherHijriNames).map(([name, month]): [string, Named] => [
    fold(name),
    { month, hijri: true },
  ]),
])

function assemble(year: number, month: number, day: number, hijri: boolean): ReadDay {
  if (month < 1 || month > 12 || day < 1) return nothing
  if (hijri) {
    const length = hijriMonthLength(year, month)
    if (length === undefined) return nothing
    const found = fromHijri({ year, month, day })
    if (found !== undefined) return { day: found }
    return { day: null, last: fromHijri({ year, month, day: length }) ?? null }
  }
  if (year < 1990 || year > 2100) return nothing
  const two = (value: number) => String(value).padStart(2, '0')
  const length = daysInMonth(year, month)
  const text = `${year}-${two(month)}-${two(Math.min(day, length))}`
  if (!isDay(text)) return nothing
  return day <= length ? { day: text } : { day: null, last: text }
}

const isHijriYear = (year: number): boolean => year >= 1356 && year <= 1500

/** Two digits are of this century, of whichever calendar the text says. */
function fullYear(digits: string, hijri: boolean): number {
  if (digits.length > 2) return Number(digits)
  return Number(digits) + (hijri ? 1400 : 2000)
}

function fromNumbers(parts: readonly string[], order: DateOrder, saidHijri: boolean): ReadDay {
  const [a = '', b = '', c = ''] = parts
  if (a.length === 4) {
    const year = Number(a)
    return assemble(year, Number(b), Number(c), isHijriYear(year))
  }
  if (a.length > 2 || b.length > 2 || (c.length !== 2 && c.length !== 4)) return nothing
  const year = fullYear(c, saidHijri)
  const hijri = isHijriYear(year)
  // Nobody writes a Hijri date month first.
  const [day, month] = order === 'month_first' && !hijri ? [b, a] : [a, b]
  return assemble(year, Number(month), Number(day), hijri)
}

function fromWords(text: string, saidHijri: boolean): ReadDay {
  const found = /^(?:[^\d ]+ )?(?:(\d{1,2}) )?(\D+?) (?:(\d{1,2}) )?(\d{4}|\d{2})$/.exec(text)
  if (!found) return nothing
  const [, before, name = '', after, year = ''] = found
  const named =
    monthNames.get(name.trim()) ?? monthNames.get(name.trim().split(' ').slice(1).join(' '))
  const day = before ?? after
  if (!named || day === undefined) return nothing
  return assemble(fullYear(year, named.hijri || saidHijri), named.month, Number(day), named.hijri)
}

/**
 * The day a cell says. A year in front is year-month-day; otherwise the day comes first, unless the
 * sheet's order says month; years of 14xx are Hijri (Umm al-Qura); numbers are a spreadsheet's own.
 */
export function readDay(cell: Cell | undefined, order: DateOrder): ReadDay {
  if (cell !== null && typeof cell === 'object') return { day: cell.day }
  if (typeof cell === 'number' && Number.isFinite(cell)) {
    const whole = Math.floor(cell)
    if (whole >= firstSerial && whole <= lastSerial) return { day: addDays(serialZero, whole) }
  }
  const plain = fold(latinDigits(cellText(cell)))
  if (plain === '') return nothing
  // A letter after the date says whose calendar it is: هـ (folded to ه), م.
  const saidHijri = /(?:\d ?(?:ه|h|ah)|هجري)$/.test(plain)
  const bare = plain
    .replace(/(\d) ?(?:هجري|ميلادي|ه|م|h|ah|ad)\.?$/, '$1')
    .replace(/(\d)[t ]\d{1,2}:\d{2}.*$/, '$1')
    .trim()
  if (/^\d{8}$/.test(bare))
    return fromNumbers([bare.slice(0, 4), bare.slice(4, 6), bare.slice(6)], order, saidHijri)
  const numbers = /^(\d{1,4}) ?[-/.\\ ] ?(\d{1,2}) ?[-/.\\ ] ?(\d{1,4})$/.exec(bare)
  if (numbers) return fromNumbers(numbers.slice(1, 4), order, saidHijri)
  return fromWords(
    bare
      .replace(/[,،\-/.]+/g, ' ')
      .replace(/ +/g, ' ')
      .trim(),
    saidHijri,
  )
}

/**
 * Which of day and month comes first in a column, as far as its cells can tell: 25/06 is only one
 * of them. Where nothing tells, the day comes first, as everyone here writes it.
 */
export function orderOf(cells: readonly (Cell | undefined)[]): DateOrder {
  let dayFirst = 0
  let monthFirst = 0
  for (const cell of cells) {
    if (typeof cell !== 'string') continue
    const found = /^\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{2,4})/.exec(latinDigits(cell))
    if (!found || isHijriYear(Number(found[3]))) continue
    if (Number(found[1]) > 12 && Number(found[2]) <= 12) dayFirst += 1
    if (Number(found[2]) > 12 && Number(found[1]) <= 12) monthFirst += 1
  }
  return monthFirst > dayFirst ? 'month_first' : 'day_first'
}
