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

/** Reads one value of the log, whatever the module that wrote it calls it. */
export function auditValue(value: unknown): AuditValue {
  if (value === null || value === undefined) return { is: 'nothing' }
  if (typeof value === 'boolean') return { is: 'yes_no', yes: value }
  if (typeof value === 'string') return valueOfText(value)
  if (Array.isArray(value))
    return value.length === 0 ? { is: 'nothing' } : { is: 'list', items: value }
  const money = Shape.safeParse(value)
  if (money.success) return { is: 'money', money: money.data }
  if (typeof value === 'object') return { is: 'fields', fields: { ...value } }
  return { is: 'text', text: String(value) }
}

const snake = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
const isMachines = (name: string): boolean =>
  name === 'id' ||
  name === 'company_id' ||
  name === 'version' ||
  (/_ids?$/.test(name) && !kept.has(name))
const kept = new Set(['owner_id', 'role_ids', 'department_ids'])

/** The names of fields that differ, in snake case, without those that only a machine reads. */
export function changedFields(
  before: unknown,
  after: unknown,
): { name: string; old: unknown; next: unknown }[] {
  const [old, next] = [fieldsOf(before), fieldsOf(after)]
  const names = [...new Set([...old.keys(), ...next.keys()])]
  return names.flatMap((name) => {
    const pair = { name, old: old.get(name), next: next.get(name) }
    const same = JSON.stringify(pair.old ?? null) === JSON.stringify(pair.next ?? null)
    return same || isMachines(name) ? [] : [pair]
  })
}

function fieldsOf(value: unknown): Map<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return new Map()
  return new Map(Object.entries(value).map(([name, of]) => [snake(name), of]))
}
