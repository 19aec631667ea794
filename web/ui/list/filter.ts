import type { ReactNode } from 'react'
import type { Currency } from '#core/money.ts'

/** One thing to choose. */
export type Option = Readonly<{ value: string; label: string }>

/**
 * One way to narrow a list, kept in the address under its id: one value, values joined by `,`,
 * or a range `from..to` (days, or smallest units of money) of which either end may be open.
 */
export type FilterDef = Readonly<{ id: string; label: string }> &
  (
    | Readonly<{ kind: 'enum'; options: readonly Option[]; many?: boolean }>
    | Readonly<{ kind: 'text' }>
    | Readonly<{ kind: 'days' }>
    | Readonly<{ kind: 'money'; currency: Currency }>
    /** People, customers: asked for while one types. */
    | Readonly<{ kind: 'pick'; load: (text: string) => Promise<readonly Option[]> }>
  )

/** The two ends of a range; an open end is undefined. */
export type Range = Readonly<{ from: string | undefined; to: string | undefined }>

/** Reads `2026-01-01..2026-02-01` as a filter of days or money writes it. */
export function rangeOf(text: string | undefined): Range {
  const [from, to] = (text ?? '').split('..')
  return { from: from || undefined, to: to || undefined }
}

/** The opposite of rangeOf; nothing when both ends are open. */
export const rangeText = ({ from, to }: Range): string | null =>
  from || to ? `${from ?? ''}..${to ?? ''}` : null

/** The values of an enum filter that takes many. */
export const manyOf = (text: string | undefined): string[] => (text ? text.split(',') : [])

/** How a chosen filter reads: «الفرع **الرياض**». */
export type FilterText = Readonly<{ name: string; value: ReactNode }>
