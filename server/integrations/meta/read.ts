import type { EventInstant } from '#core/messaging/incoming.ts'
import type { RawDelivery } from './port.ts'

/** An object of a vendor, of which nothing is certain. */
export type Fields = Readonly<Record<string, unknown>>

const nothing: Fields = Object.freeze(Object.create(null))

/** The value as an object; an empty one for all that is none, so that reading on never fails. */
export function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : nothing
}

/** The value as a list; a lone value is a list of one, nothing is none. */
export function items(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  return value === undefined || value === null ? [] : [value]
}

/** Words, if there are any. */
export function words(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** An id, which some fields carry as text and some as a number. */
export function idOf(value: unknown): string | undefined {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value)
  return words(value)
}

/** A finite number, also when it was written as text. */
export function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}

const LAST = Date.UTC(9999, 11, 31)

/** An instant from seconds (WhatsApp, comments) or milliseconds (Messenger, Instagram). */
export function instantOf(value: unknown): EventInstant | undefined {
  const number = numberOf(value)
  if (number === undefined || number <= 0) return undefined
  // Seconds reach this figure in the year 5138, milliseconds had passed it by 1973.
  const ms = number < 100_000_000_000 ? number * 1000 : number
  return ms > LAST ? undefined : new Date(ms).toISOString()
}

/** The first instant that is one; else when the delivery came; else the beginning of time. */
export function firstInstant(delivery: RawDelivery, ...given: readonly unknown[]): EventInstant {
  for (const each of given) {
    const instant = instantOf(each)
    if (instant) return instant
  }
  return (delivery.receivedAt ?? new Date(0)).toISOString()
}

/** The fields that have a value, so that nothing is said that was not known. */
export function known<Thing extends object>(thing: Thing): Known<Thing> {
  const kept = Object.entries(thing).filter(([, value]) => value !== undefined)
  return Object.fromEntries(kept) as Known<Thing>
}
type Optional<Thing> = {
  [Key in keyof Thing]: undefined extends Thing[Key] ? Key : never
}[keyof Thing]
type Known<Thing> = Omit<Thing, Optional<Thing>> & {
  [Key in Optional<Thing>]?: Exclude<Thing[Key], undefined>
}

const MOST_FLAT = 40

/** Facts without their nesting (`welcome_message.text`), for what is shown and not reckoned with. */
export function flat(value: unknown, path = ''): Record<string, string> {
  const found: [string, string][] = []
  const visit = (each: unknown, name: string, depth: number) => {
    if (found.length >= MOST_FLAT || depth > 4) return
    if (typeof each === 'string' || typeof each === 'number' || typeof each === 'boolean')
      found.push([name, String(each)])
    else if (typeof each === 'object' && each !== null)
      for (const [key, inner] of Object.entries(each))
        visit(inner, name ? `${name}.${key}` : key, depth + 1)
  }
  visit(value, path, 0)
  return Object.fromEntries(found)
}

type Reviver = (key: string, value: unknown, context: { source?: string }) => unknown
const parseJson = JSON.parse as (text: string, reviver: Reviver) => unknown

/**
 * The JSON of some text, or undefined when it is none. Numbers that are too large to be exact stay
 * as they were written: they are ids.
 */
export function readJson(text: string): unknown {
  try {
    return parseJson(text, (_key, value, { source }) =>
      typeof value === 'number' && !Number.isSafeInteger(value) && source && /^-?\d+$/.test(source)
        ? source
        : value,
    )
  } catch {
    return undefined
  }
}

/** What a delivery says, or undefined when it is no JSON. Nothing of it is trusted yet. */
export function bodyOf(delivery: RawDelivery): unknown {
  if (delivery.method !== 'POST') return undefined
  return readJson(new TextDecoder().decode(delivery.body))
}
