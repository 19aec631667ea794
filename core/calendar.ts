import { z } from 'zod'
import { addDays, Day, daysBetween, weekdayOf } from '#core/day.ts'
import { fromHijri, toHijri } from '#core/hijri.ts'

const MINUTES_A_DAY = 24 * 60
/** Longer than any holiday: a calendar that is closed all year has no next contact time. */
const LOOK_AHEAD_DAYS = 400

/** A moment as the company's wall clock shows it: its day, and minutes since midnight there. */
export type WallTime = Readonly<{ day: Day; minuteOfDay: number }>

/** Part of a day in which customers may be contacted: `from` belongs to it, `until` no longer. */
export const ContactWindow = z
  .object({
    from: z
      .int()
      .min(0)
      .max(MINUTES_A_DAY - 1),
    until: z.int().min(1).max(MINUTES_A_DAY),
  })
  .refine(({ from, until }) => from < until, { path: ['until'], message: 'ends_before_it_begins' })
  .readonly()
export type ContactWindow = z.infer<typeof ContactWindow>

/** A day off, or with `to` a run of them, both ends included; its name is what the gate tells. */
export const Holiday = z
  .object({ name: z.string().min(1).max(100), from: Day, to: Day.optional() })
  .refine(({ from, to }) => to === undefined || from <= to, {
    path: ['to'],
    message: 'ends_before_it_begins',
  })
  .readonly()
export type Holiday = z.infer<typeof Holiday>

/** Ramadan, Shawwal and Dhu al-Hijjah: the months whose beginning is announced. */
export const announcedMonths = [9, 10, 12] as const

/** Sighted crescents differ from Umm al-Qura by a day, rarely two. */
const mostShift = 2

/** The first day of a Hijri month as it was announced, where Umm al-Qura has another. */
export const AnnouncedMonth = z
  .object({
    year: z.int().min(1400).max(1500),
    month: z.literal(announcedMonths),
    first: Day,
  })
  .refine(
    ({ year, month, first }) => {
      const computed = fromHijri({ year, month, day: 1 })
      return computed !== undefined && Math.abs(daysBetween(computed, first)) <= mostShift
    },
    { path: ['first'], message: 'too_far_from_the_calendar' },
  )
  .readonly()
export type AnnouncedMonth = z.infer<typeof AnnouncedMonth>

/** What comes round with the Hijri year, every year by itself. */
export const HijriRules = z
  .object({
    /** The hours of each day of Ramadan, in place of the week's; null: the same hours. */
    ramadan: z.array(ContactWindow).max(8).nullable().default(null),
    /** Days off from the first of Shawwal, and from the day of Arafah. */
    fitrDays: z.int().min(0).max(15).default(0),
    adhaDays: z.int().min(0).max(15).default(0),
    announced: z.array(AnnouncedMonth).max(100).default([]),
  })
  .readonly()
export type HijriRules = z.infer<typeof HijriRules>

/** 0 is Sunday and 6 Saturday, as `weekdayOf` counts. */
export const Weekday = z.int().min(0).max(6)

const tenToEight: readonly ContactWindow[] = [{ from: 10 * 60, until: 20 * 60 }]
const everyDay = (): ContactWindow[][] => Array.from({ length: 7 }, () => [...tenToEight])

/**
 * When a company contacts its customers, as data. Windows stand by weekday, Sunday first; a split
 * shift is two windows, and hours past midnight are a window on each of the two days.
 */
export const Calendar = z
  .object({
    weekend: z.array(Weekday).max(7).default([5, 6]),
    holidays: z.array(Holiday).max(400).default([]),
    contactWindows: z.array(z.array(ContactWindow).max(8)).length(7).default(everyDay),
    /** Absent: nothing follows the Hijri year. */
    hijri: HijriRules.optional(),
  })
  .readonly()
export type Calendar = z.infer<typeof Calendar>

/** Friday and Saturday off, no holidays, customers contacted between 10:00 and 20:00. */
export const defaultCalendar: Calendar = Calendar.parse({})

/** What the calendar says of a moment: open for contact, or the first reason why it is not. */
export type ContactState = 'open' | 'holiday' | 'weekend' | 'outside_hours'

/** The holiday that a day falls in, if any. */
export const holidayOn = (calendar: Calendar, day: Day): Holiday | undefined =>
  calendar.holidays.find(({ from, to }) => from <= day && day <= (to ?? from)) ??
  eidOn(calendar, day)

/** The first day of a Hijri month: as announced, else by Umm al-Qura. */
export function firstOfMonth(
  { announced }: HijriRules,
  year: number,
  month: (typeof announcedMonths)[number],
): Day | undefined {
  const told = announced.find((each) => each.year === year && each.month === month)
  return told?.first ?? fromHijri({ year, month, day: 1 })
}

/** The holidays of a Hijri year. */
export function eidsOf(rules: HijriRules, year: number): Holiday[] {
  const shawwal = firstOfMonth(rules, year, 10)
  const hijjah = firstOfMonth(rules, year, 12)
  const run = (name: string, first: Day | undefined, days: number): Holiday[] =>
    first === undefined || days === 0 ? [] : [{ name, from: first, to: addDays(first, days - 1) }]
  return [
    ...run('عيد الفطر', shawwal, rules.fitrDays),
    ...run('عيد الأضحى', hijjah && addDays(hijjah, 8), rules.adhaDays),
  ]
}

function eidOn({ hijri }: Calendar, day: Day): Holiday | undefined {
  if (!hijri || (hijri.fitrDays === 0 && hijri.adhaDays === 0)) return undefined
  const year = toHijri(day)?.year
  if (year === undefined) return undefined
  return eidsOf(hijri, year).find(({ from, to }) => from <= day && day <= (to ?? from))
}

/** Whether a day is one of Ramadan, as announced. */
export function isRamadan(rules: HijriRules, day: Day): boolean {
  const year = toHijri(day)?.year
  if (year === undefined) return false
  const first = firstOfMonth(rules, year, 9)
  const after = firstOfMonth(rules, year, 10)
  return first !== undefined && after !== undefined && first <= day && day < after
}

/** Whether customers may be contacted at a moment, and if not, why. */
export function contactState(calendar: Calendar, { day, minuteOfDay }: WallTime): ContactState {
  const closed = closedDay(calendar, day)
  if (closed) return closed
  const open = windowsOn(calendar, day).some(
    ({ from, until }) => from <= minuteOfDay && minuteOfDay < until,
  )
  return open ? 'open' : 'outside_hours'
}

/** Whether customers may be contacted at a moment. */
export const isContactTime = (calendar: Calendar, at: WallTime): boolean =>
  contactState(calendar, at) === 'open'

/**
 * The first moment, this one included, at which customers may be contacted; nothing when the
 * calendar never opens in the year ahead.
 */
export function nextContactTime(calendar: Calendar, at: WallTime): WallTime | undefined {
  for (let ahead = 0; ahead <= LOOK_AHEAD_DAYS; ahead += 1) {
    const day = addDays(at.day, ahead)
    if (closedDay(calendar, day)) continue
    const earliest = ahead === 0 ? at.minuteOfDay : 0
    const openings = windowsOn(calendar, day)
      .filter(({ until }) => earliest < until)
      .map(({ from }) => Math.max(from, earliest))
    if (openings.length > 0) return { day, minuteOfDay: Math.min(...openings) }
  }
  return undefined
}

/**
 * When the work of a day begins, on this day or the first one after it that is not closed. Where the
 * hours run past midnight, the day's first window is the end of the night before, and no beginning.
 */
export function nextOpening(calendar: Calendar, day: Day): WallTime | undefined {
  const next = nextContactTime(calendar, { day, minuteOfDay: 0 })
  if (next?.minuteOfDay !== 0) return next
  const windows = windowsOn(calendar, next.day)
  const later = windows.filter(({ from }) => from > 0)
  const tail = windows.every(({ from, until }) => from > 0 || until < MINUTES_A_DAY)
  if (!tail || !later.some(({ until }) => until === MINUTES_A_DAY)) return next
  return { day: next.day, minuteOfDay: Math.min(...later.map(({ from }) => from)) }
}

/** Why a day is no working day; undefined: it is one. */
export function closedDay(calendar: Calendar, day: Day): 'holiday' | 'weekend' | undefined {
  if (holidayOn(calendar, day)) return 'holiday'
  return calendar.weekend.includes(weekdayOf(day)) ? 'weekend' : undefined
}

/** The hours of a day in which customers may be contacted, if it is not closed. */
export function windowsOn(calendar: Calendar, day: Day): readonly ContactWindow[] {
  const ramadan = calendar.hijri?.ramadan
  if (calendar.hijri && ramadan && isRamadan(calendar.hijri, day)) return ramadan
  return calendar.contactWindows[weekdayOf(day)] ?? []
}

/** Longer than any holiday: in a calendar that never opens the clock gives up here. */
const WORK_AHEAD_DAYS = 800

const numberOf = ({ day, minuteOfDay }: WallTime): string =>
  `${day} ${String(minuteOfDay).padStart(4, '0')}`
/** Whether one moment of the company's wall clock comes before another. */
export const isBefore = (a: WallTime, b: WallTime): boolean => numberOf(a) < numberOf(b)

/** The minutes of work that a calendar has on a day between two minutes of it. */
function workOn(calendar: Calendar, at: WallTime, until: number): number {
  if (closedDay(calendar, at.day)) return 0
  let [worked, reached] = [0, at.minuteOfDay]
  for (const each of windowsOn(calendar, at.day).toSorted((a, b) => a.from - b.from)) {
    const from = Math.max(each.from, reached)
    const ends = Math.min(each.until, until)
    if (ends <= from) continue
    worked += ends - from
    reached = ends
  }
  return worked
}

/** How many minutes of work lie between two moments; 0 when the second is not later. */
export function workBetween(calendar: Calendar, from: WallTime, until: WallTime): number {
  let sum = 0
  for (let at = from; isBefore(at, until); at = { day: addDays(at.day, 1), minuteOfDay: 0 })
    sum += workOn(calendar, at, at.day === until.day ? until.minuteOfDay : MINUTES_A_DAY)
  return sum
}

/** The moment by which so many minutes of work are over: a clock that runs only at work. */
export function afterWork(calendar: Calendar, from: WallTime, minutes: number): WallTime {
  let [at, left] = [from, minutes]
  for (let ahead = 0; ahead < WORK_AHEAD_DAYS; ahead += 1) {
    const today = workOn(calendar, at, MINUTES_A_DAY)
    if (left <= today) return withinDay(calendar, at, left)
    left -= today
    at = { day: addDays(at.day, 1), minuteOfDay: 0 }
  }
  return at
}

/** The first minute of a day by which so much of its work is over. */
function withinDay(calendar: Calendar, at: WallTime, minutes: number): WallTime {
  let [low, high] = [at.minuteOfDay, MINUTES_A_DAY]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (workOn(calendar, at, middle) >= minutes) high = middle
    else low = middle + 1
  }
  return low === MINUTES_A_DAY
    ? { day: addDays(at.day, 1), minuteOfDay: 0 }
    : { day: at.day, minuteOfDay: low }
}
