import { PaymentTerms } from '#core/contacts/terms.ts'
import { isDay } from '#core/day.ts'
import { type Money, Money as Shape } from '#core/money.ts'

/** What a value of the audit log is, so that it can be said as a person says it. */
export type AuditValue =
  | Readonly<{ is: 'nothing' }>
  | Readonly<{ is: 'money'; money: Money }>
  | Readonly<{ is: 'day'; day: string }>
  | Readonly<{ is: 'instant'; at: string }>
  | Readonly<{ is: 'yes_no'; yes: boolean }>
  | Readonly<{ is: 'id'; id: string }>
  | Readonly<{ is: 'text'; text: string }>
  | Readonly<{ is: 'number'; number: number }>
  | Readonly<{ is: 'terms'; terms: PaymentTerms }>
  | Readonly<{ is: 'percent'; basisPoints: number }>
  | Readonly<{ is: 'weekdays'; days: readonly number[] }>
  | Readonly<{ is: 'hours'; from: string; until: string }>
  | Readonly<{ is: 'week'; hours: readonly (readonly unknown[])[] }>
  | Readonly<{ is: 'list'; items: readonly unknown[] }>
  | Readonly<{ is: 'fields'; fields: Readonly<Record<string, unknown>> }>

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/
const amount = /^(-?\d+)\.?(\d*) ([A-Z]{3})$/

/** `8095.54 SAR`, as the log keeps an amount in words. */
function moneyIn(text: string): Money | undefined {
  const [, units, fraction = '', currency] = amount.exec(text) ?? []
  if (units === undefined) return undefined
  return Shape.safeParse({ minor: Number(units + fraction), currency }).data
}

function valueOfText(text: string): AuditValue {
  if (text === '') return { is: 'nothing' }
  if (isDay(text)) return { is: 'day', day: text }
  if (instant.test(text)) return { is: 'instant', at: text }
  if (uuid.test(text)) return { is: 'id', id: text }
  const money = moneyIn(text)
  return money ? { is: 'money', money } : { is: 'text', text }
}

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value)
const clock = (minutes: number): string =>
  [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':')

function valueOfList(items: readonly unknown[], name: string): AuditValue {
  if (items.length === 0) return { is: 'nothing' }
  if (name === 'weekend') return { is: 'weekdays', days: items.filter(isWhole) }
  const hours = items.filter((item) => Array.isArray(item))
  return items.length === 7 && hours.length === 7 ? { is: 'week', hours } : { is: 'list', items }
}

/** Hours of a day stand in the log as minutes since midnight, and as nothing else. */
function hoursIn(value: object): AuditValue | undefined {
  const { from, until, ...rest } = { from: null, until: null, ...value }
  return isWhole(from) && isWhole(until) && Object.keys(rest).length === 0
    ? { is: 'hours', from: clock(from), until: clock(until) }
    : undefined
}

/** Reads one value of the log, whatever the module that wrote it calls it. */
export function auditValue(value: unknown, name = ''): AuditValue {
  if (value === null || value === undefined) return { is: 'nothing' }
  if (typeof value === 'boolean') return { is: 'yes_no', yes: value }
  if (typeof value === 'string') return valueOfText(value)
  if (Array.isArray(value)) return valueOfList(value, name)
  if (isWhole(value) && name.endsWith('basis_points')) return { is: 'percent', basisPoints: value }
  if (typeof value === 'number') return { is: 'number', number: value }
  const money = Shape.safeParse(value)
  if (money.success) return { is: 'money', money: money.data }
  const terms = PaymentTerms.safeParse(value)
  if (terms.success) return { is: 'terms', terms: terms.data }
  const hours = typeof value === 'object' && hoursIn(value)
  if (hours) return hours
  if (typeof value === 'object') return { is: 'fields', fields: { ...value } }
  return { is: 'text', text: String(value) }
}

type Run = Readonly<{ first: number; last: number; items: readonly unknown[] }>

/** A week's days from Sunday, neighbours of the same hours as one run. */
export function sameHours(hours: readonly (readonly unknown[])[]): Run[] {
  const runs: Run[] = []
  for (const [day, items] of hours.entries()) {
    const before = runs.at(-1)
    if (before && JSON.stringify(before.items) === JSON.stringify(items))
      runs.splice(-1, 1, { ...before, last: day })
    else runs.push({ first: day, last: day, items })
  }
  return runs
}

const snake = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
const isMachines = (name: string): boolean =>
  machines.has(name) || (/_ids?$/.test(name) && !kept.has(name))
const kept = new Set(['owner_id', 'role_ids', 'department_ids'])
const machines = new Set([
  ...['id', 'company_id', 'version'],
  // By these the house finds a row again; the row has a name for people beside them.
  ...['key', 'replaces', 'replaced_by'],
  // A file's fingerprint: the seal of the log proves it, and nobody reads it.
  'sha256',
  // Who wrote the row and when: the line of the log says both of itself.
  ...['made_at', 'made_by', 'changed_at', 'changed_by', 'judged_at', 'recorded_at', 'saved_by'],
  ...['started_by', 'ended_by', 'last_seen_at'],
  // Whether it is the reader's own depends on the reader, and in the log there is another.
  'mine',
  // What a vendor calls its own settings, and which of them were wanting.
  ...['settings', 'missing'],
  // How a saved view narrows its list, as the address writes it: the view itself shows it in words.
  'search',
])

/** An empty text or list is nothing, as what is absent is. */
const told = (value: unknown): unknown => (auditValue(value).is === 'nothing' ? null : value)

/** The names of fields that differ, in snake case, without those that only a machine reads. */
export function changedFields(
  before: unknown,
  after: unknown,
): { name: string; old: unknown; next: unknown }[] {
  const [old, next] = [fieldsOf(before), fieldsOf(after)]
  const names = [...new Set([...old.keys(), ...next.keys()])]
  return names.flatMap((name) => {
    const pair = { name, old: old.get(name), next: next.get(name) }
    const same = JSON.stringify(told(pair.old)) === JSON.stringify(told(pair.next))
    return same || isMachines(name) ? [] : [pair]
  })
}

function fieldsOf(value: unknown): Map<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return new Map()
  return new Map(Object.entries(value).map(([name, of]) => [snake(name), of]))
}
