import type { Day } from '#core/day.ts'

/** Where the house takes its time from. Only tests, simulators and the demo may set an offset. */
export type Clock = { offsetMs: number }

/** The present instant by the house's clock. */
export const nowOf = (clock: Clock): Date => new Date(Date.now() + clock.offsetMs)

const formats = new Map<string, Intl.DateTimeFormat>()
function formatFor(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA-u-ca-gregory-nu-latn', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
    formats.set(zone, format)
  }
  return format
}

/** The calendar day and the minute of that day, on the wall clock of a zone. */
export function wallClock(instant: Date, zone: string): { day: Day; minuteOfDay: number } {
  const parts: Record<string, string> = {}
  for (const part of formatFor(zone).formatToParts(instant)) parts[part.type] = part.value
  return {
    day: `${parts['year']}-${parts['month']}-${parts['day']}`,
    minuteOfDay: Number(parts['hour']) * 60 + Number(parts['minute']),
  }
}

/** The calendar day it is, in this zone, at this instant. */
export const dayOf = (instant: Date, zone: string): Day => wallClock(instant, zone).day

/** Whether PostgreSQL and this runtime know the zone by its IANA name. */
export function isZone(zone: string): boolean {
  try {
    formatFor(zone)
    return /^[A-Za-z_]+(\/[A-Za-z0-9_+-]+)*$/.test(zone)
  } catch {
    return false
  }
}
