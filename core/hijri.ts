import { assert } from './assert.ts'
import { addDays, type Day, daysBetween } from './day.ts'

/** A day of the Umm al-Qura calendar; months count from 1 (Muharram). */
export type HijriDay = Readonly<{ year: number; month: number; day: number }>

/** The years that the table covers; due dates and contracts lie well within. */
export const firstHijriYear = 1356
export const lastHijriYear = 1500

/** 1 Muharram 1356. */
const firstDay: Day = '1937-03-14'

/**
 * Umm al-Qura follows the sky and no formula, so its month lengths are a table: three hexadecimal
 * digits a year, the lowest bit Muharram, 1 for thirty days. Taken from ICU, as Node 24 carries it.
 */
const longMonths =
  'eaae94d2ac564aea6d56ad55d4aa9352ba5b53a6b5ea9d52d29a554ad56daea6e4ed1da2aaa95a2da5b9bb2' +
  '7646c95552ab4dbaba5b4da9d52aa592d26d8ed2daad5aa5a4b4979372b6975d69d52c9592b25b4db9d55d2' +
  'da5d4aa9554daad3aabd2bc4b89a9552d5adb6a6d4dc9d92aa69562ae56d36ab55aaa94d49d95d2ba5b55aa' +
  'd55a9a92e26e55dada6d46a5b27a4d4ad56db5a754f49e92d26a563566b5baab92b2568ba9b55aada5b4da9' +
  'b52a9a536276575af26d46a95552ad4bd9ba574b69b52a9552da5d4daad96b2e95e2ac9692eaad56ad65d4a'

/** How many days lie between the first day of the table and each month's first, and the end. */
const monthStarts: readonly number[] = (() => {
  const starts = [0]
  let days = 0
  for (let year = 0; year <= lastHijriYear - firstHijriYear; year += 1) {
    const bits = Number.parseInt(longMonths.slice(year * 3, year * 3 + 3), 16)
    for (let month = 0; month < 12; month += 1) {
      days += 29 + ((bits >> month) & 1)
      starts.push(days)
    }
  }
  return starts
})()

const startOf = (monthIndex: number): number => {
  const start = monthStarts[monthIndex]
  assert(start !== undefined, 'the month lies in the table')
  return start
}

/** The Hijri day of a day; none outside 1356 to 1500 AH (March 1937 to November 2077). */
export function toHijri(day: Day): HijriDay | undefined {
  const offset = daysBetween(firstDay, day)
  const months = monthStarts.length - 1
  if (offset < 0 || offset >= startOf(months)) return undefined
  let low = 0
  let high = months
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (startOf(middle) <= offset) low = middle
    else high = middle
  }
  return {
    year: firstHijriYear + Math.floor(low / 12),
    month: (low % 12) + 1,
    day: offset - startOf(low) + 1,
  }
}

/** How many days that Hijri month has, 29 or 30; none outside the table. */
export function hijriMonthLength(year: number, month: number): 29 | 30 | undefined {
  const whole = Number.isInteger(year) && Number.isInteger(month)
  const known = year >= firstHijriYear && year <= lastHijriYear && month >= 1 && month <= 12
  if (!whole || !known) return undefined
  const index = (year - firstHijriYear) * 12 + month - 1
  return startOf(index + 1) - startOf(index) === 30 ? 30 : 29
}

/** The day of a Hijri day; none where that month has no such day, or outside the table. */
export function fromHijri({ year, month, day }: HijriDay): Day | undefined {
  const length = hijriMonthLength(year, month)
  if (length === undefined || !Number.isInteger(day) || day < 1 || day > length) return undefined
  return addDays(firstDay, startOf((year - firstHijriYear) * 12 + month - 1) + day - 1)
}

/** The months in both languages, Muharram first. */
export const hijriMonths = {
  ar: [
    'محرم',
    'صفر',
    'ربيع الأول',
    'ربيع الآخر',
    'جمادى الأولى',
    'جمادى الآخرة',
    'رجب',
    'شعبان',
    'رمضان',
    'شوال',
    'ذو القعدة',
    'ذو الحجة',
  ],
  en: [
    'Muharram',
    'Safar',
    'Rabi al-Awwal',
    'Rabi al-Akhir',
    'Jumada al-Ula',
    'Jumada al-Akhirah',
    'Rajab',
    'Shaban',
    'Ramadan',
    'Shawwal',
    'Dhu al-Qadah',
    'Dhu al-Hijjah',
  ],
} as const
