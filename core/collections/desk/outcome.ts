import { z } from 'zod'
import { type Calendar, nextContactTime, nextOpening, type WallTime } from '#core/calendar.ts'
import { addDays } from '#core/day.ts'
import { ContactCaps, type ContactFault } from '../conduct.ts'

/** The eight on the card, in the order of their keys. */
export const cardOutcomes = [
  'promised',
  'says_paid',
  'no_answer',
  'call_back',
  'wants_plan',
  'disputes',
  'refuses',
  'wrong_number',
] as const
/** Behind «أخرى». */
export const otherOutcomes = [
  'wants_settlement',
  'forgot',
  'not_received_invoice',
  'in_trouble',
] as const
/** What came of a contact (نتيجة الاتصال). */
export const ContactOutcome = z.enum([...cardOutcomes, ...otherOutcomes])
export type ContactOutcome = z.infer<typeof ContactOutcome>

export const contactChannels = ['call', 'whatsapp', 'visit', 'mail', 'other'] as const
export const ContactChannel = z.enum(contactChannels)
export type ContactChannel = z.infer<typeof ContactChannel>

/** Nobody of theirs was spoken with. */
const unreached: ReadonlySet<ContactOutcome> = new Set(['no_answer', 'wrong_number'])
export const wasReached = (outcome: ContactOutcome): boolean => !unreached.has(outcome)
export const reachedBy: readonly ContactOutcome[] = ContactOutcome.options.filter(wasReached)
/** What fills the answered calls of a day: who asked to be called back wants the next one. */
export const fillsTheDay: readonly ContactOutcome[] = reachedBy.filter(
  (outcome) => outcome !== 'call_back',
)

/** The ways on which a contact says something of the number itself. */
const byNumber: ReadonlySet<ContactChannel> = new Set(['call', 'whatsapp', 'other'])

/**
 * What a contact says of the number that was tried: that it is wrong, or, where somebody named the
 * number on which they were spoken with, that it is right; else nothing.
 */
export function saidOfNumber(
  outcome: ContactOutcome,
  channel: ContactChannel,
  named: boolean,
): 'wrong' | 'right' | null {
  if (!byNumber.has(channel)) return null
  if (outcome === 'wrong_number') return 'wrong'
  return named && wasReached(outcome) ? 'right' : null
}

/** The next time to speak with them, by the company's wall clock, and how. */
export type FollowUp = Readonly<{ at: WallTime; elsewhere: boolean }>

const minutesADay = 24 * 60

/** A second try comes so long after the first. */
const laterMinutes = 3 * 60
const callBackMinutes = 2 * 60
/** From this try on another way than the phone is the better one. */
const elsewhereFrom = 3

/** Who was offered a plan or a settlement has so many days for it. */
const offerDays = 3

/** Days to wait before the next contact where the outcome itself names none. */
const daysAfter: Readonly<Record<Exclude<ContactOutcome, 'no_answer' | 'call_back'>, number>> = {
  // Its own day and grace come from the promise; this is for one that names none.
  promised: 1,
  says_paid: 3,
  wants_plan: 1,
  wants_settlement: offerDays,
  disputes: 3,
  refuses: 7,
  wrong_number: 1,
  forgot: 2,
  not_received_invoice: 1,
  in_trouble: 7,
}

/** A time that a person would name: the next quarter of an hour. */
const onTheQuarter = (minute: number): number => Math.ceil(minute / 15) * 15

/** So many minutes later, or when the hours of contact begin after that. */
function later(calendar: Calendar, at: WallTime, minutes: number): WallTime {
  const minute = onTheQuarter(at.minuteOfDay + minutes)
  const then = {
    day: addDays(at.day, Math.floor(minute / minutesADay)),
    minuteOfDay: minute % minutesADay,
  }
  const next = nextContactTime(calendar, then) ?? then
  return next.day === then.day ? next : (nextOpening(calendar, next.day) ?? next)
}

/** The opening of the first day of contact so many days ahead. */
function dayAhead(calendar: Calendar, at: WallTime, days: number): WallTime {
  const day = addDays(at.day, days)
  return nextOpening(calendar, day) ?? { day, minuteOfDay: 0 }
}

/** When to ask after what was offered while they were spoken with. */
export const offerFollowUp = (at: WallTime, calendar: Calendar): WallTime =>
  dayAhead(calendar, at, offerDays)

/**
 * When to speak with a customer next. «لا يرد»: later the same day, then the next working day, and
 * after the third try in a row on another way.
 * @param tries unanswered ones in a row, this one included
 */
export function proposeFollowUp(
  outcome: ContactOutcome,
  tries: number,
  at: WallTime,
  calendar: Calendar,
): FollowUp {
  if (outcome === 'no_answer') {
    if (tries >= elsewhereFrom) return { at: dayAhead(calendar, at, 1), elsewhere: true }
    if (tries <= 1) return { at: later(calendar, at, laterMinutes), elsewhere: false }
    return { at: dayAhead(calendar, at, 1), elsewhere: false }
  }
  if (outcome === 'call_back') return { at: later(calendar, at, callBackMinutes), elsewhere: false }
  return { at: dayAhead(calendar, at, daysAfter[outcome]), elsewhere: outcome === 'wrong_number' }
}

/** How often one customer may be called, whoever calls. */
export const AttemptCaps = z
  .object({
    /** Calls in which somebody answered, in one day. */
    callsADay: z.int().min(1).max(10),
    /** Everything that was tried, answered or not, in thirty days. */
    attemptsIn30Days: z.int().min(1).max(60),
    /** Over all ways, messages too; what the gate holds reminders back by. */
    contacts: ContactCaps.optional(),
  })
  .readonly()
export type AttemptCaps = z.infer<typeof AttemptCaps>
export const defaultCaps: AttemptCaps = { callsADay: 1, attemptsIn30Days: 10 }

export type CapFault = Readonly<{
  code: 'calls_today' | 'attempts_30' | ContactFault['code']
  most: number
}>

/** The limit that one more call would break; what a customer begins is never counted. */
export function capFault(
  made: Readonly<{ answeredToday: number; in30Days: number }>,
  caps: AttemptCaps,
): CapFault | null {
  if (made.answeredToday >= caps.callsADay) return { code: 'calls_today', most: caps.callsADay }
  if (made.in30Days >= caps.attemptsIn30Days)
    return { code: 'attempts_30', most: caps.attemptsIn30Days }
  return null
}
