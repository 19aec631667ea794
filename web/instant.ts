import { type Digits, inDigits } from '#core/arabic/digits.ts'
import { addDays } from '#core/day.ts'

const formatters = new Map<string, Intl.DateTimeFormat>()
function formatter(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  formatters.set(zone, made)
  return made
}

function partsOf(instant: string, zone: string): Record<string, string> {
  const parts = formatter(zone).formatToParts(new Date(instant))
  return Object.fromEntries(parts.map(({ type, value }) => [type, value]))
}

/** The calendar day on which an instant falls in the company's zone. */
export function dayOf(instant: string, zone: string): string {
  const parts = partsOf(instant, zone)
  return `${parts['year']}-${parts['month']}-${parts['day']}`
}

/** The last moment of a day in the company's zone, as an instant. */
export function endOfDay(day: string, zone: string): string {
  // No zone is further than 14 hours from UTC: the day's end lies in the two days around it.
  let first = new Date(`${day}T00:00:00Z`).getTime() - 14 * 3_600_000
  let last = first + 2 * 28 * 3_600_000
  while (last - first > 1) {
    const middle = Math.floor((first + last) / 2)
    if (dayOf(new Date(middle).toISOString(), zone) <= day) first = middle
    else last = middle
  }
  return new Date(first).toISOString()
}

/** The instant of a time such as `16:30` on a day of the company's zone. */
export function instantAt(day: string, time: string, zone: string): string {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  const midnight = Date.parse(endOfDay(addDays(day, -1), zone)) + 1
  return new Date(midnight + (hours * 60 + minutes) * 60_000).toISOString()
}

/** The hour and minute of an instant in the company's zone: `10:05`. */
export function clockOf(instant: string, zone: string, digits: Digits): string {
  const parts = partsOf(instant, zone)
  return inDigits(`${parts['hour']}:${parts['minute']}`, digits)
}
