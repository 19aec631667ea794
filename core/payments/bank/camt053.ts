import { z } from 'zod'
import { type Day, isDay } from '#core/day.ts'
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

/** A text of the file; what it is not is nothing. */
const Text = z.string().catch('')
const Maybe = <Shape extends z.ZodType>(shape: Shape) => shape.optional().catch(undefined)

const Amount = z.object({ '#text': z.string(), '@Ccy': z.string() })
const When = z.object({ Dt: Maybe(z.string()), DtTm: Maybe(z.string()) })
const AccountId = z.object({
  Id: z.object({ IBAN: Maybe(z.string()), Othr: Maybe(z.object({ Id: Text })) }),
  Ccy: Maybe(z.string()),
})
/** Older versions name a party itself, newer ones in a level of its own. */
const Party = z.object({ Nm: Maybe(z.string()), Pty: Maybe(z.object({ Nm: Text })) })
const Status = z.union([z.string(), z.object({ Cd: Text }).transform(({ Cd }) => Cd)])

const Part = z.object({
  Refs: Maybe(z.object({ EndToEndId: Text, TxId: Text, InstrId: Text, AcctSvcrRef: Text })),
  Amt: Maybe(Amount),
  AmtDtls: Maybe(z.object({ TxAmt: Maybe(z.object({ Amt: Amount })) })),
  RltdPties: Maybe(
    z.object({
      Dbtr: Maybe(Party),
      DbtrAcct: Maybe(AccountId),
      Cdtr: Maybe(Party),
      CdtrAcct: Maybe(AccountId),
    }),
  ),
  RmtInf: Maybe(
    z.object({
      Ustrd: z.array(Text).catch([]),
      Strd: z.array(z.object({ CdtrRefInf: Maybe(z.object({ Ref: Text })) })).catch([]),
    }),
  ),
  AddtlTxInf: Text,
})
const Entry = z.object({
  Amt: Amount,
  CdtDbtInd: z.enum(['CRDT', 'DBIT']),
  Sts: Status.catch('BOOK'),
  BookgDt: Maybe(When),
  ValDt: Maybe(When),
  NtryRef: Text,
  AcctSvcrRef: Text,
  AddtlNtryInf: Text,
  NtryDtls: z.array(z.object({ TxDtls: z.array(Part).catch([]) })).catch([]),
})
type Entry = z.infer<typeof Entry>
type Part = z.infer<typeof Part>
const Balance = z.object({
  Tp: z.object({ CdOrPrtry: z.object({ Cd: Text }) }),
  Amt: Amount,
  CdtDbtInd: z.enum(['CRDT', 'DBIT']),
})
type Balance = z.infer<typeof Balance>
const Stmt = z.object({
  Acct: Maybe(AccountId),
  Bal: z.array(Balance).catch([]),
  Ntry: z.array(z.unknown()).catch([]),
})
/** A CAMT.053 document as a plain tree: texts, attributes under `@`, what may repeat as lists. */
export const CamtTree = z.object({
  Document: z.object({ BkToCstmrStmt: z.object({ Stmt: z.array(Stmt) }) }),
})

function minorOf(text: string, currency: Currency): number | undefined {
  const [whole = '', decimals = ''] = text.trim().split('.')
  const digits = digitsOf(currency)
  if (!/^\d{1,15}$/.test(whole) || !/^\d*$/.test(decimals)) return undefined
  if (/[1-9]/.test(decimals.slice(digits))) return undefined
  const minor = Number(whole + decimals.slice(0, digits).padEnd(digits, '0'))
  return Number.isSafeInteger(minor) ? minor : undefined
}

type Sum = Pick<Balance, 'Amt' | 'CdtDbtInd'>

/** An amount with its side, in the account's currency. A reversal's side is already the side it takes. */
function signedOf({ Amt, CdtDbtInd }: Sum, currency: Currency, row: number): number | Fault {
  if (Amt['@Ccy'] !== currency) return { row, reason: 'currency_unknown', found: Amt['@Ccy'] }
  const minor = minorOf(Amt['#text'], currency)
  if (minor === undefined) return { row, reason: 'amount_unreadable', found: Amt['#text'] }
  return CdtDbtInd === 'CRDT' ? minor : -minor || 0
}

function dayOf(when: z.infer<typeof When> | undefined): Day | undefined {
  const text = (when?.Dt ?? when?.DtTm ?? '').slice(0, 10)
  return isDay(text) ? text : undefined
}

const nameOf = (party: z.infer<typeof Party> | undefined) => party?.Pty?.Nm ?? party?.Nm

/** Who stands on the other side, and what they wrote. */
function detailsOf(entry: Entry, part: Part | undefined) {
  const theirs = entry.CdtDbtInd === 'CRDT'
  const parties = part?.RltdPties
  const account = theirs ? parties?.DbtrAcct : parties?.CdtrAcct
  const said = [
    ...(part?.RmtInf?.Ustrd ?? []),
    ...(part?.RmtInf?.Strd ?? []).map((each) => each.CdtrRefInf?.Ref ?? ''),
  ].filter(Boolean)
  const endToEnd = part?.Refs?.EndToEndId
  const reference = endToEnd === 'NOTPROVIDED' ? '' : endToEnd
  return {
    description: plainText(said.join(' ') || part?.AddtlTxInf || entry.AddtlNtryInf, 1000),
    reference: textOrNull(reference || part?.Refs?.TxId || entry.AcctSvcrRef || entry.NtryRef, 200),
    counterparty: textOrNull(nameOf(theirs ? parties?.Dbtr : parties?.Cdtr), 200),
    iban: parseIban(account?.Id.IBAN ?? '') ?? null,
  }
}

/** The parts of a batch, where each has its amount and they come to the whole. */
function partsOf(entry: Entry, currency: Currency, whole: number): readonly [Part, number][] {
  const parts = entry.NtryDtls.flatMap(({ TxDtls }) => TxDtls)
  const amounts = parts.flatMap((part): [Part, number][] => {
    const amount = part.Amt ?? part.AmtDtls?.TxAmt?.Amt
    const minor = amount?.['@Ccy'] === currency ? minorOf(amount['#text'], currency) : undefined
    return minor === undefined ? [] : [[part, whole < 0 ? -minor : minor]]
  })
  const sum = amounts.reduce((all, [, minor]) => all + minor, 0)
  return amounts.length > 1 && amounts.length === parts.length && sum === whole ? amounts : []
}

/** The lines of one entry: one, or one a part; none where it is not booked or moves nothing. */
function linesOf(given: unknown, row: number, currency: Currency): ReadLine[] | Fault {
  const parsed = Entry.safeParse(given)
  if (!parsed.success) return { row, reason: 'field_unreadable' }
  const entry = parsed.data
  if (entry.Sts !== 'BOOK') return []
  const whole = signedOf(entry, currency, row)
  if (typeof whole !== 'number') return whole
  const valueOn = dayOf(entry.ValDt) ?? null
  const bookedOn = dayOf(entry.BookgDt) ?? valueOn
  if (bookedOn === null)
    return { row, reason: 'day_impossible', found: entry.BookgDt?.Dt ?? entry.BookgDt?.DtTm ?? '' }
  const parts = partsOf(entry, currency, whole)
  const [only] = entry.NtryDtls.flatMap(({ TxDtls }) => TxDtls)
  const pieces: readonly (readonly [Part | undefined, number])[] =
    parts.length > 0 ? parts : [[only, whole]]
  return pieces
    .filter(([, amount]) => amount !== 0)
    .map(([part, amount]) => ({
      ...{ row, bookedOn, valueOn, amount },
      ...detailsOf(entry, part),
      balance: null,
    }))
}

const isFault = (each: object): each is Fault => 'reason' in each

type Stmt = z.infer<typeof Stmt>

const balanceNamed = (stmt: Stmt, ...codes: string[]): Balance | undefined =>
  stmt.Bal.find(({ Tp }) => codes.includes(Tp.CdOrPrtry.Cd))

function statementOf(stmt: Stmt, rows: readonly number[]): Statement | readonly Fault[] {
  const top = rows[0] ?? 1
  const first = balanceNamed(stmt, 'OPBD', 'PRCD')
  const last = balanceNamed(stmt, 'CLBD')
  const [entry] = stmt.Ntry.map((each) => Entry.safeParse(each).data).filter(Boolean)
  const code = stmt.Acct?.Ccy ?? (first ?? last ?? entry)?.Amt['@Ccy'] ?? ''
  const currency = Currency.safeParse(code).data
  if (!currency) return [{ row: top, reason: 'currency_unknown', found: code }]
  const read = stmt.Ntry.map((each, at) => linesOf(each, rows[at] ?? top, currency))
  const faults = read.flatMap((each) => (isFault(each) ? [each] : []))
  if (faults.length > 0) return faults
  const found = read.flatMap((each) => (isFault(each) ? [] : each))
  const backwards = (found[0]?.bookedOn ?? '') > (found.at(-1)?.bookedOn ?? '')
  const ordered = backwards ? found.toReversed() : found
  const opening = first ? signedOf(first, currency, top) : null
  const closing = last ? signedOf(last, currency, rows.at(-1) ?? top) : null
  if (opening !== null && typeof opening !== 'number') return [opening]
  if (closing !== null && typeof closing !== 'number') return [closing]
  let balance = opening
  const lines = ordered.map((line) => {
    if (balance !== null) balance += line.amount
    return { ...line, balance }
  })
  if (balance !== null && closing !== null && balance !== closing)
    return [
      {
        ...{ row: rows.at(-1) ?? top, reason: 'closing_differs' as const },
        found: toDecimalText({ minor: closing, currency }),
        expected: toDecimalText({ minor: balance, currency }),
      },
    ]
  return {
    account: stmt.Acct?.Id.IBAN ?? stmt.Acct?.Id.Othr?.Id ?? null,
    ...{ currency, opening, closing, lines },
    proven: opening !== null && closing !== null,
  }
}

/**
 * Reads the tree of a CAMT.053 document. Entries that are not booked are left out; a batch becomes
 * its parts where they come to the whole. Taken whole or not at all.
 * @param rows the line of the file on which each entry begins, in the order of the document
 */
export function readCamt053(tree: unknown, rows: readonly number[]): ReadStatements {
  const parsed = CamtTree.safeParse(tree)
  if (!parsed.success) return { faults: [{ row: 1, reason: 'not_a_statement' }] }
  let from = 0
  const read = parsed.data.Document.BkToCstmrStmt.Stmt.map((stmt) => {
    const own = rows.slice(from, from + stmt.Ntry.length)
    from += stmt.Ntry.length
    return statementOf(stmt, own)
  })
  const faults = read.flatMap((each) => ('lines' in each ? [] : each))
  if (faults.length > 0) return { faults: faults.slice(0, mostFaults) }
  const statements = read.flatMap((each) => ('lines' in each ? [each] : []))
  if (!statements.some(({ lines }) => lines.length > 0))
    return { faults: [{ row: 1, reason: 'no_lines' }] }
  return { statements }
}
