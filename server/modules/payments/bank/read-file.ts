import { readCsv } from '#core/csv.ts'
import type { Currency } from '#core/money.ts'
import { type BankMapping, guessColumns } from '#core/payments/bank/columns.ts'
import { readBankSheet } from '#core/payments/bank/csv.ts'
import { isMt940, readMt940 } from '#core/payments/bank/mt940.ts'
import type { Fault, Statement, StatementFormat } from '#core/payments/bank/statement.ts'
import { Refusal } from '#core/refusal.ts'
import type { Sheet } from '#core/sheet.ts'
import { readWorkbook } from '#platform/workbook.ts'
import { isXml, readXmlStatement } from './read-xml.ts'

const mostBytes = 10 * 1024 * 1024

/** A file of a bank as read: one statement of one account, or what is wrong with it. */
export type ReadBankFile = Readonly<{
  format: StatementFormat
  mapping: BankMapping | null
  /** The sheet that it was read from; absent for the formats that name their own fields. */
  sheet?: Sheet
  statement?: Statement
  faults: readonly Fault[]
}>

/** What is to be read, and how a person said that its columns are. */
export type BankFile = Readonly<{
  content: string
  currency: Currency
  mapping: BankMapping | undefined
}>

/**
 * The messages of one file follow one another: one statement from the first opening to the last
 * closing, proven where each begins with what the one before it left.
 */
function joined(statements: readonly Statement[]): Statement {
  const filled = statements.filter(({ lines }) => lines.length > 0)
  const accounts = new Set(filled.map(({ account, currency }) => `${account ?? ''} ${currency}`))
  if (accounts.size > 1) throw new Refusal('payments.statement_accounts')
  const [first] = filled
  const last = filled.at(-1)
  if (!first || !last) throw new Error('A statement that was read has lines')
  return {
    ...first,
    closing: last.closing,
    lines: filled.flatMap(({ lines }) => lines),
    proven: filled.every(
      ({ proven, opening }, place) =>
        proven && (place === 0 || opening === filled[place - 1]?.closing),
    ),
  }
}

/** A text that names its own fields; undefined for a sheet. */
function readText(text: string): ReadBankFile | undefined {
  const format = isXml(text) ? 'camt053' : isMt940(text) ? 'mt940' : undefined
  if (!format) return undefined
  const read = format === 'camt053' ? readXmlStatement(text) : readMt940(text)
  if ('faults' in read) return { format, mapping: null, faults: read.faults }
  return { format, mapping: null, statement: joined(read.statements), faults: [] }
}

/**
 * Reads a bank's file by what stands in it, whatever its name says.
 * @throws request.too_large, payments.statement_unreadable, payments.statement_accounts
 */
export async function readBankFile(
  content: string,
  currency: Currency,
  mapping: BankMapping | undefined,
): Promise<ReadBankFile> {
  const bytes = Buffer.from(content, 'base64')
  if (bytes.length > mostBytes) throw new Refusal('request.too_large')
  let whole = ''
  const read = await readWorkbook(bytes, (text) => {
    whole = text
    return readCsv(text, '')
  })
  if ('problem' in read) throw new Refusal('payments.statement_unreadable')
  const named = readText(whole)
  if (named) return named
  const sheet = read.sheets.find((each) => guessColumns(each)) ?? read.sheets[0]
  if (!sheet) throw new Refusal('payments.statement_unreadable')
  return { format: 'csv', sheet, ...readBankSheet(sheet, currency, mapping) }
}
