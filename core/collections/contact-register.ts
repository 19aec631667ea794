import { z } from 'zod'
import { type Calendar, contactState, type WallTime } from '#core/calendar.ts'

/** What kind of contact it was: what the house sends, what a colleague does, what an agency reports. */
export const registerKinds = [
  'reminder',
  'letter',
  'statement',
  'document',
  'message',
  'call',
  'visit',
  'noted',
  'agency',
] as const
export const RegisterKind = z.enum(registerKinds)
export type RegisterKind = z.infer<typeof RegisterKind>

/** The way on which it went, whichever log it was kept in. */
export const registerChannels = [
  'whatsapp',
  'email',
  'sms',
  'messenger',
  'instagram',
  'call',
  'visit',
  'other',
  'agency',
] as const
export const RegisterChannel = z.enum(registerChannels)
export type RegisterChannel = z.infer<typeof RegisterChannel>

/** Where a contact stands against the hours in which customers may be turned to. */
export const ContactHours = z.enum(['open', 'holiday', 'weekend', 'outside_hours'])
export type ContactHours = z.infer<typeof ContactHours>

/**
 * Why it was let out: the gate let a reminder pass; somebody overruled what stood against it; a
 * colleague did it by hand; it follows from what happened (an invoice, a receipt); a rule that the
 * company set says so; the customer began it; an agency has the debt in hand.
 */
const grounds = ['gate', 'override', 'person', 'owed', 'rule', 'customer', 'agency'] as const
export const Ground = z.enum(grounds)
export type Ground = z.infer<typeof Ground>

/** What is known of a contact when one asks why it was let out. */
export type Contacted = Readonly<{
  kind: RegisterKind
  direction: 'in' | 'out'
  automatic: boolean
  overridden: boolean
}>

/** Why a contact was let out. */
export function groundOf({ kind, direction, automatic, overridden }: Contacted): Ground {
  if (kind === 'agency') return 'agency'
  if (direction === 'in') return 'customer'
  if (overridden) return 'override'
  if (kind === 'reminder') return 'gate'
  if (!automatic) return 'person'
  return kind === 'document' ? 'owed' : 'rule'
}

/** A company's calendar, and the instant (ISO, UTC) until which it was in force. */
export type PastCalendar = Readonly<{ until: string; calendar: Calendar }>

/** The calendar that was in force at an instant: the first that ended after it, else the present one. */
export function calendarAt(past: readonly PastCalendar[], present: Calendar, at: string): Calendar {
  const then = past
    .filter(({ until }) => at < until)
    .toSorted((a, b) => (a.until < b.until ? -1 : 1))
  return then[0]?.calendar ?? present
}

/**
 * Whether it was within the hours of its calendar; nothing of what the customer began, of what
 * never reached them, and of an agency, whose report tells no hour.
 */
export function hoursOf(
  contact: Pick<Contacted, 'kind' | 'direction'> & Readonly<{ reached: boolean }>,
  at: WallTime,
  calendar: Calendar,
): ContactHours | null {
  const { kind, direction, reached } = contact
  if (kind === 'agency' || direction === 'in' || !reached) return null
  return contactState(calendar, at)
}
