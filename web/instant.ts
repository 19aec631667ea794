import { type Digits, inDigits } from '#core/arabic/digits.ts'

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

/** The hour and minute of an instant in the company's zone: `10:05`. */
export function clockOf(instant: string, zone: string, digits: Digits): string {
  const parts = partsOf(instant, zone)
  return inDigits(`${parts['hour']}:${parts['minute']}`, digits)
}
