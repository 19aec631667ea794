import { z } from 'zod'
import { assert } from '#core/assert.ts'
import {
  type Calendar,
  ContactWindow,
  type Holiday,
  isContactTime,
  type WallTime,
} from '#core/calendar.ts'
import { addDays, weekdayOf } from '#core/day.ts'

/** The shifts of each weekday, Sunday first; a day without any is a day off. */
export const Shifts = z.array(z.array(ContactWindow).max(8)).length(7).readonly()
export type Shifts = z.infer<typeof Shifts>

/** When somebody is there to answer; the holidays are the company's own, as in its calendar. */
export type WorkingHours = Readonly<{ shifts: Shifts; holidays: readonly Holiday[] }>

/**
 * What a zone's clocks show from an instant on, minutes ahead of UTC: one element for Riyadh, two a
 * year where clocks change. Sorted; the first also holds for all that was before it.
 */
export type ZoneSegment = Readonly<{ fromMs: number; offsetMinutes: number }>

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const EPOCH = '1970-01-01'

type Stretch = Readonly<{ fromMs: number; untilMs: number; offsetMs: number }>

/** Whether the company is at work at an instant. */
export const isOpen = (hours: WorkingHours, zone: readonly ZoneSegment[], atMs: number): boolean =>
  isContactTime(asCalendar(hours), wallTime(atMs, offsetAt(zone, atMs)))

/**
 * How many milliseconds of work lie between two instants; 0 when the second is not later. An hour
 * that clocks show twice counts twice, one that they leave out not at all.
 */
export function workingMs(
  hours: WorkingHours,
  zone: readonly ZoneSegment[],
  fromMs: number,
  untilMs: number,
): number {
  let sum = 0
  for (const stretch of stretches(zone, fromMs, untilMs)) {
    const [from, until] = [stretch.fromMs + stretch.offsetMs, stretch.untilMs + stretch.offsetMs]
    for (let day = Math.floor(from / DAY); day * DAY < until; day += 1)
      for (const shift of shiftsOn(hours, day)) {
        const begins = Math.max(from, day * DAY + shift.from * MINUTE)
        const ends = Math.min(until, day * DAY + shift.until * MINUTE)
        sum += Math.max(0, ends - begins)
      }
  }
  return sum
}

/** Whole minutes of work between two instants. */
export const workingMinutes = (
  hours: WorkingHours,
  zone: readonly ZoneSegment[],
  fromMs: number,
  untilMs: number,
): number => Math.floor(workingMs(hours, zone, fromMs, untilMs) / MINUTE)

const asCalendar = ({ shifts, holidays }: WorkingHours): Calendar => ({
  weekend: [],
  holidays: [...holidays],
  contactWindows: shifts.map((windows) => [...windows]),
})

function offsetAt(zone: readonly ZoneSegment[], atMs: number): number {
  const [first] = zone
  assert(first !== undefined, 'a zone has an offset')
  const segment = zone.findLast(({ fromMs }) => fromMs <= atMs) ?? first
  return segment.offsetMinutes * MINUTE
}

function stretches(zone: readonly ZoneSegment[], fromMs: number, untilMs: number): Stretch[] {
  const changes = zone.map((segment) => segment.fromMs).filter((at) => fromMs < at && at < untilMs)
  return [fromMs, ...changes].map((begins, at) => ({
    fromMs: begins,
    untilMs: changes[at] ?? untilMs,
    offsetMs: offsetAt(zone, begins),
  }))
}

function wallTime(atMs: number, offsetMs: number): WallTime {
  const local = atMs + offsetMs
  const day = Math.floor(local / DAY)
  return { day: addDays(EPOCH, day), minuteOfDay: Math.floor((local - day * DAY) / MINUTE) }
}

/** The shifts of a day without their overlaps, so that no minute counts twice. */
function shiftsOn({ shifts, holidays }: WorkingHours, number: number): ContactWindow[] {
  const day = addDays(EPOCH, number)
  if (holidays.some(({ from, to }) => from <= day && day <= (to ?? from))) return []
  const apart: ContactWindow[] = []
  for (const shift of (shifts[weekdayOf(day)] ?? []).toSorted((a, b) => a.from - b.from)) {
    const last = apart.at(-1)
    if (last && shift.from <= last.until)
      apart.splice(-1, 1, { from: last.from, until: Math.max(last.until, shift.until) })
    else apart.push(shift)
  }
  return apart
}
