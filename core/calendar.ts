import { z } from 'zod'
import { addDays, Day, weekdayOf } from '#core/day.ts'

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
  })
  .readonly()
export type Calendar = z.infer<typeof Calendar>

/** Friday and Saturday off, no holidays, customers contacted between 10:00 and 20:00. */
export const defaultCalendar: Calendar = Calendar.parse({})

/** What the calendar says of a moment: open for contact, or the first reason why it is not. */
export type ContactState = 'open' | 'holiday' | 'weekend' | 'outside_hours'

/** The holiday that a day falls in, if any. */
export const holidayOn = (calendar: Calendar, day: Day): Holiday | undefined =>
  calendar.holidays.find(({ from, to }) => from <= day && day <= (to ?? from))

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

function closedDay(calendar: Calendar, day: Day): 'holiday' | 'weekend' | undefined {
  if (holidayOn(calendar, day)) return 'holiday'
  return calendar.weekend.includes(weekdayOf(day)) ? 'weekend' : undefined
}

const windowsOn = (calendar: Calendar, day: Day): readonly ContactWindow[] =>
  calendar.contactWindows[weekdayOf(day)] ?? []
