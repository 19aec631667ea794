import { z } from 'zod'
import { Day } from '#core/day.ts'
import type { Currency } from '#core/money.ts'

export const StatementFormat = z.enum(['csv', 'camt053', 'mt940'])
export type StatementFormat = z.infer<typeof StatementFormat>

/** One movement as a bank's file says it; amounts in the account's smallest unit, money in is positive. */
export const ReadLine = z.object({
  /** The line of the file, counted from 1. */
  row: z.int(),
  bookedOn: Day,
  valueOn: Day.nullable(),
  amount: z.int(),
  description: z.string(),
  reference: z.string().nullable(),
  counterparty: z.string().nullable(),
  iban: z.string().nullable(),
  /** What the account holds after it; null where the file does not say. */
  balance: z.int().nullable(),
})
export type ReadLine = z.infer<typeof ReadLine>

/** What an account did over some days, the oldest line first. */
export type Statement = Readonly<{
  /** The account's IBAN or number as the file names it. */
  account: string | null
  currency: Currency
  opening: number | null
  closing: number | null
  lines: readonly ReadLine[]
  /** Whether its balances prove that no line is missing, doubled or misread. */
  proven: boolean
}>

/** Why a file is not taken. */
export const faultReasons = [
  'not_a_statement',
  'no_lines',
  'columns_missing',
  'day_impossible',
  'amount_unreadable',
  'amount_missing',
  'currency_unknown',
  'no_opening',
  'field_unreadable',
  'balance_differs',
  'closing_differs',
] as const
export const FaultReason = z.enum(faultReasons)
export type FaultReason = z.infer<typeof FaultReason>

/** One thing that keeps a file from being taken, and where in the file it stands. */
export const Fault = z.object({
  row: z.int(),
  reason: FaultReason,
  /** What stands there, or what should. */
  found: z.string().optional(),
  expected: z.string().optional(),
})
export type Fault = z.infer<typeof Fault>

/** A file as read: what accounts did, or why it is refused. */
export type ReadStatements = Readonly<
  { statements: readonly Statement[] } | { faults: readonly Fault[] }
>

/** More faults than these say nothing new. */
export const mostFaults = 50

/** Texts of a bank in one line, as long as they are kept. */
export const plainText = (text: string, most: number): string =>
  text
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, most)

export const textOrNull = (text: string | undefined, most: number): string | null =>
  plainText(text ?? '', most) || null
