import { z } from 'zod'
import { type Calendar, HijriRules } from '#core/calendar.ts'

const most = z.int().min(1).max(60).nullable().default(null)

/** How often one customer may be turned to, on all ways together; null: without limit. */
export const ContactCaps = z.object({ aDay: most, aWeek: most, in30Days: most }).readonly()
export type ContactCaps = z.infer<typeof ContactCaps>

/** How often they were, on all ways: messages of the chase, calls and visits, answered or not. */
export type ContactsMade = Readonly<{ aDay: number; aWeek: number; in30Days: number }>

export type ContactFault = Readonly<{
  code: 'contacts_day' | 'contacts_week' | 'contacts_30'
  most: number
  made: number
}>

const limits = [
  ['aDay', 'contacts_day'],
  ['aWeek', 'contacts_week'],
  ['in30Days', 'contacts_30'],
] as const

/** The limit that one more contact would break, the shortest time first. */
export function contactFault(made: ContactsMade, caps: ContactCaps): ContactFault | undefined {
  for (const [name, code] of limits) {
    const limit = caps[name]
    if (limit !== null && made[name] >= limit) return { code, most: limit, made: made[name] }
  }
  return undefined
}

/** Ready-made conduct: that of any company, and what finance companies in Saudi Arabia are held to. */
export const conductKinds = ['ordinary', 'finance'] as const
export type ConductKind = (typeof conductKinds)[number]

type Conduct = Readonly<{
  callsADay: number
  attemptsIn30Days: number
  contacts: ContactCaps
  calendar: Calendar
}>

const days = (from: number, until: number) =>
  Array.from({ length: 7 }, () => [{ from: from * 60, until: until * 60 }])

/**
 * The finance one follows the rules of collection from individuals of the Saudi Central Bank as they
 * are publicly known: at most ten tries to call in thirty days, in decent hours. It is a beginning
 * to be checked by counsel, and says so where it is offered.
 */
export function conductOf(kind: ConductKind, calendar: Calendar): Conduct {
  const calls = { callsADay: 1, attemptsIn30Days: 10 }
  const hijri = HijriRules.parse({
    ...calendar.hijri,
    ramadan: calendar.hijri?.ramadan ?? [{ from: 12 * 60, until: 17 * 60 }],
    fitrDays: calendar.hijri?.fitrDays || 4,
    adhaDays: calendar.hijri?.adhaDays || 4,
  })
  if (kind === 'ordinary')
    return {
      ...calls,
      contacts: { aDay: 2, aWeek: 5, in30Days: 15 },
      calendar: { ...calendar, contactWindows: days(10, 20), hijri },
    }
  return {
    ...calls,
    contacts: { aDay: 1, aWeek: 3, in30Days: 10 },
    calendar: { ...calendar, contactWindows: days(9, 18), hijri },
  }
}
