import { z } from 'zod'
import { type Day, dayParts } from '#core/day.ts'

/** The number series of documents (تسلسل الأرقام): each is gapless by itself. */
export const SeriesKey = z.enum([
  'invoice',
  'simplified',
  'credit_note',
  'debit_note',
  'receipt',
  'refund',
  'opening',
  'settlement_discount',
  'waiver',
  'write_off',
  'recovery',
  'deposit',
  'security',
  'customer',
  'journal',
])
export type SeriesKey = z.infer<typeof SeriesKey>

type Series = Readonly<{ prefix: string; yearly: boolean }>

const series: Readonly<Record<SeriesKey, Series>> = {
  invoice: { prefix: 'INV', yearly: true },
  simplified: { prefix: 'SIN', yearly: true },
  credit_note: { prefix: 'CN', yearly: true },
  debit_note: { prefix: 'DN', yearly: true },
  receipt: { prefix: 'RC', yearly: true },
  refund: { prefix: 'RF', yearly: true },
  opening: { prefix: 'OB', yearly: true },
  settlement_discount: { prefix: 'SD', yearly: true },
  waiver: { prefix: 'WV', yearly: true },
  write_off: { prefix: 'WO', yearly: true },
  recovery: { prefix: 'RV', yearly: true },
  deposit: { prefix: 'DP', yearly: true },
  security: { prefix: 'SEC', yearly: true },
  customer: { prefix: 'C', yearly: false },
  journal: { prefix: 'JV', yearly: true },
}

/** The year that a number of this day counts in; 0 for a series that never starts again. */
export const seriesYear = (key: SeriesKey, on: Day): number =>
  series[key].yearly ? dayParts(on).year : 0

/** What stands before the counted part of a number, `INV-2026-`. */
export const seriesPrefix = (key: SeriesKey, on: Day): string =>
  series[key].yearly ? `${series[key].prefix}-${dayParts(on).year}-` : `${series[key].prefix}-`
