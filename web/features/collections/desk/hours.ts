import { type Calendar, nextOpening, windowsOn } from '#core/calendar.ts'

const hour = 60
/** More than this many hours beside each other are no choice any more. */
const mostHours = 6
const steps = [2 * hour, 3 * hour, 4 * hour]

const every = (step: number, { from, until }: Readonly<{ from: number; until: number }>) =>
  Array.from({ length: Math.ceil((until - from) / step) }, (_, at) => from + at * step)

/** A few hours of contact of a day, from the opening of each of its windows on. */
function hoursOf(calendar: Calendar, day: string): number[] {
  const opening = nextOpening(calendar, day)
  // Where the hours run past midnight, the end of the night before is no hour of this day.
  const first = opening?.day === day ? opening.minuteOfDay : 0
  const windows = windowsOn(calendar, day).filter(({ from }) => from >= first)
  const choices = steps.map((step) => windows.flatMap((window) => every(step, window)))
  return choices.find(({ length }) => length <= mostHours) ?? choices.at(-1) ?? []
}

/** The hours that a day offers: its own one among those of contact, and of today none that is over. */
export const minutesOn = (
  day: string | null,
  own: number | null,
  now: Readonly<{ today: string; minute: number; calendar: Calendar }>,
): number[] =>
  [...new Set([...(own === null ? [] : [own]), ...hoursOf(now.calendar, day ?? now.today)])]
    .filter((minute) => day !== now.today || minute > now.minute)
    .toSorted((a, b) => a - b)
