import { type Day, daysBetween, isDay } from '#core/day.ts'
import { Currency, digitsOf, toDecimalText } from '#core/money.ts'
import { parseIban } from '#core/vat-number.ts'
import {
  type Fault,
  mostFaults,
  plainText,
  type ReadLine,
  type ReadStatements,
  type Statement,
  textOrNull,
} from './statement.ts'

type Field = Readonly<{ tag: string; row: number; text: string }>

const ends = /^-(?:\}|X{3}|\s*$)/

/** The fields of every message in the file; a message ends with a dash, or where the next begins. */
function messagesOf(text: string): Field[][] {
  const messages: { tag: string; row: number; text: string }[][] = []
  let open: { tag: string; row: number; text: string }[] = []
  const close = () => {
    if (open.length > 0) messages.push(open)
    open = []
  }
  for (const [at, written] of text.split(/\r\n?|\n/).entries()) {
    const line = written.replace(/^(?:\{[1-3]:[^}]*\}\s*)*\{4:/, '')
    const [, tag, rest = ''] = /^:(\d{2}[A-Z]?):(.*)$/.exec(line) ?? []
    if (tag === '20') close()
    if (tag !== undefined) open.push({ tag, row: at + 1, text: rest })
    else if (ends.test(line)) close()
    else {
      const last = open.at(-1)
      if (last) last.text += `\n${line}`
    }
  }
  close()
  return messages
}

/** `YYMMDD`; years from 80 on are of the last century. */
function dayOfSix(six: string): Day | undefined {
  const year = Number(six.slice(0, 2))
  const text = `${year >= 80 ? 19 : 20}${six.slice(0, 2)}-${six.slice(2, 4)}-${six.slice(4, 6)}`
  return isDay(text) ? text : undefined
}

/** `MMDD` in the year that lies nearest to a day: an entry of January may be of a value in December. */
function entryDay(four: string, near: Day): Day | undefined {
  const year = Number(near.slice(0, 4))
  const days = [year - 1, year, year + 1]
    .map((each) => `${each}-${four.slice(0, 2)}-${four.slice(2)}`)
    .filter((each): each is Day => isDay(each))
  return days.toSorted((a, b) => Math.abs(daysBetween(a, near)) - Math.abs(daysBetween(b, near)))[0]
}

function minorOf(text: string, currency: Currency): number | undefined {
  const [whole = '', decimals = ''] = text.split(',')
  const digits = digitsOf(currency)
  if (!/^\d{1,15}$/.test(whole) || /[1-9]/.test(decimals.slice(digits))) return undefined
  const minor = Number(whole + decimals.slice(0, digits).padEnd(digits, '0'))
  return Number.isSafeInteger(minor) ? minor : undefined
}

type Balance = Readonly<{ minor: number; currency: Currency }>

/** `C200101EUR444,29` */
function balanceOf(field: Field): Balance | Fault {
  const [, side, six = '', code = '', figure = ''] =
    /^([CD])(\d{6})([A-Z]{3})([\d,]+)\s*$/.exec(field.text.trim()) ?? []
  if (side === undefined)
    return { row: field.row, reason: 'field_unreadable', found: plainText(field.text, 60) }
  const currency = Currency.safeParse(code)
  if (!currency.success) return { row: field.row, reason: 'currency_unknown', found: code }
  if (!dayOfSix(six)) return { row: field.row, reason: 'day_impossible', found: six }
  const minor = minorOf(figure, currency.data)
  if (minor === undefined) return { row: field.row, reason: 'amount_unreadable', found: figure }
  return { minor: side === 'C' ? minor : -minor || 0, currency: currency.data }
}

const entryShape =
  /^(\d{6})(\d{4}|\s{4})?\s*(RC|RD|C|D)([A-Z])?(\d[\d,]*)([NFS][A-Z0-9]{3})?([^\n]*)(?:\n([\s\S]*))?$/

/** What stands in `:86:`: words alone, or numbered parts (`?20`…) as some banks write them. */
function detailsOf(text: string): Pick<ReadLine, 'description' | 'counterparty' | 'iban'> {
  const whole = text.replace(/\n/g, '')
  const parts = /\?\d{2}/.test(whole) ? whole.split(/\?(?=\d{2})/) : []
  const of = (from: number, to: number) =>
    parts
      .filter((part) => Number(part.slice(0, 2)) >= from && Number(part.slice(0, 2)) <= to)
      .map((part) => part.slice(2))
  const words =
    parts.length > 1 ? [...of(0, 0), of(20, 29).join(''), of(60, 63).join('')].join(' ') : text
  const account = parts.length > 1 ? [...of(38, 38), ...of(31, 31)] : [firstIban(text)]
  return {
    description: plainText(words, 1000),
    counterparty: textOrNull(of(32, 33).join(' '), 200),
    iban: account.map((each) => parseIban(each ?? '')).find((each) => each !== undefined) ?? null,
  }
}

const firstIban = (text: string): string | undefined =>
  [...text.matchAll(/\b[A-Z]{2}\d{2}[A-Z0-9]{11,30}\b/g)].map(([found]) => found).find(parseIban)

/** `:61:` with the words of the `:86:` behind it; undefined for a line that moves nothing. */
function lineOf(field: Field, words: string, currency: Currency): ReadLine | Fault | undefined {
  const found = entryShape.exec(field.text)
  if (!found)
    return { row: field.row, reason: 'field_unreadable', found: plainText(field.text, 60) }
  const [, six = '', four = '', side = '', , figure = '', , tail = '', more = ''] = found
  const valueOn = dayOfSix(six)
  if (!valueOn) return { row: field.row, reason: 'day_impossible', found: six }
  const bookedOn = /\d{4}/.test(four) ? entryDay(four, valueOn) : valueOn
  if (!bookedOn) return { row: field.row, reason: 'day_impossible', found: four }
  const minor = minorOf(figure, currency)
  if (minor === undefined) return { row: field.row, reason: 'amount_unreadable', found: figure }
  if (minor === 0) return undefined
  const [theirs = '', banks = ''] = tail.split('//')
  const reference = theirs.trim() === 'NONREF' ? banks : theirs || banks
  const details = detailsOf(words)
  return {
    row: field.row,
    bookedOn,
    valueOn,
    amount: side === 'C' || side === 'RD' ? minor : -minor,
    reference: textOrNull(reference, 200),
    ...details,
    description: details.description || plainText(more, 1000),
    balance: null,
  }
}

const isFault = (each: object): each is Fault => 'reason' in each

/** One message: its lines, each with the balance after it, and whether the balances prove them. */
function statementOf(fields: readonly Field[]): Statement | readonly Fault[] {
  const first = fields.find(({ tag }) => tag === '60F' || tag === '60M')
  const last = fields.findLast(({ tag }) => tag === '62F' || tag === '62M')
  if (!first) return [{ row: fields[0]?.row ?? 1, reason: 'no_opening' }]
  const opening = balanceOf(first)
  if (isFault(opening)) return [opening]
  const { currency } = opening
  const faults: Fault[] = []
  const lines: ReadLine[] = []
  let balance = opening.minor
  for (const [at, field] of fields.entries()) {
    if (field.tag !== '61') continue
    const next = fields[at + 1]
    const line = lineOf(field, next?.tag === '86' ? next.text : '', currency)
    if (line === undefined) continue
    if (isFault(line)) faults.push(line)
    else {
      balance += line.amount
      lines.push({ ...line, balance })
    }
  }
  if (faults.length > 0) return faults
  const closing = last && balanceOf(last)
  if (closing && isFault(closing)) return [closing]
  if (last && closing && closing.minor !== balance)
    return [
      {
        row: last.row,
        reason: 'closing_differs',
        found: toDecimalText(closing),
        expected: toDecimalText({ minor: balance, currency }),
      },
    ]
  const account = fields.find(({ tag }) => tag === '25')?.text
  return {
    account: textOrNull(account, 80),
    currency,
    opening: opening.minor,
    closing: closing?.minor ?? balance,
    lines,
    proven: closing !== undefined,
  }
}

/** Whether a text is of this kind at all. */
export const isMt940 = (text: string): boolean => /^(?:\{.*\{4:)?:(?:20|25|60F|61|86):/m.test(text)

/**
 * Reads SWIFT MT940, in the forms that banks write it: with or without envelopes, `:86:` in words or
 * in numbered parts. A file is taken whole or not at all; what is wrong says its line.
 */
export function readMt940(text: string): ReadStatements {
  const read = messagesOf(text).map(statementOf)
  const faults = read.flatMap((each) => ('lines' in each ? [] : each))
  if (faults.length > 0) return { faults: faults.slice(0, mostFaults) }
  const statements = read.flatMap((each) => ('lines' in each ? [each] : []))
  if (!statements.some(({ lines }) => lines.length > 0))
    return { faults: [{ row: 1, reason: 'no_lines' }] }
  return { statements }
}
