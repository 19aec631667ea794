import { fold } from '#core/arabic/fold.ts'
import type { Day } from '#core/day.ts'
import { readDay } from '#core/read-day.ts'
import { type Cell, cellText, type Sheet } from '#core/sheet.ts'
import { type UpdateCode, updateCodes } from './agency-referral.ts'

/** What a line of an agency's file says happened. */
export type AgencyAct =
  | Readonly<{ kind: 'update'; code: UpdateCode }>
  | Readonly<{ kind: 'payment'; to: 'us' | 'agency' }>

/** A line that can be read; the amount waits for the currency of its debt. */
export type AgencyLine = Readonly<{
  line: number
  invoice: string
  act: AgencyAct
  day: Day | null
  amount: Cell
  reference: string
  note: string
}>

export const lineFaults = ['no_invoice', 'unknown_act', 'wrong_day'] as const
export type LineFault = (typeof lineFaults)[number]
export type RefusedLine = Readonly<{ line: number; reason: LineFault; text: string }>

const columns = {
  invoice: ['invoice', 'رقم الفاتورة', 'الفاتورة'],
  act: ['what', 'status', 'الحالة', 'ما حدث'],
  day: ['date', 'التاريخ', 'اليوم'],
  amount: ['amount', 'المبلغ'],
  reference: ['reference', 'المرجع'],
  note: ['note', 'notes', 'ملاحظة', 'الملاحظات', 'ملاحظات'],
} as const
type Column = keyof typeof columns

const named: Readonly<Record<UpdateCode | 'paid_us' | 'paid_agency', string>> = {
  contacted: 'تم التواصل',
  no_answer: 'لم يرد',
  promised: 'وعد بالسداد',
  plan_proposed: 'يقترح خطة',
  disputes: 'يعترض',
  wrong_details: 'بيانات خاطئة',
  insolvent: 'متعسر',
  returned: 'أعيدت',
  other: 'أخرى',
  paid_us: 'دفع للمنشأة',
  paid_agency: 'دفع للوكالة',
}

/** The heads that an export begins with, so that what comes back can be read. */
export const agencyFileHeads = {
  ar: ['رقم الفاتورة', 'الحالة', 'التاريخ', 'المبلغ', 'المرجع', 'ملاحظة'],
  en: ['Invoice', 'Status', 'Date', 'Amount', 'Reference', 'Note'],
} as const

const plain = (cell: Cell | undefined): string =>
  fold(cellText(cell))
    .replace(/[_\s]+/g, ' ')
    .trim()

const acts = new Map<string, AgencyAct>([
  ...updateCodes.flatMap((code): [string, AgencyAct][] => [
    [plain(code), { kind: 'update', code }],
    [plain(named[code]), { kind: 'update', code }],
  ]),
  ...(['us', 'agency'] as const).flatMap((to): [string, AgencyAct][] => [
    [plain(`paid_${to}`), { kind: 'payment', to }],
    [plain(named[`paid_${to}`]), { kind: 'payment', to }],
  ]),
])

/** Where each column stands; undefined when the first row is no head of such a file. */
function placesOf(head: readonly Cell[]): ReadonlyMap<Column, number> | undefined {
  const places = new Map<Column, number>()
  for (const [column, names] of Object.entries(columns) as [Column, readonly string[]][]) {
    const at = head.findIndex((cell) => names.some((name) => plain(name) === plain(cell)))
    if (at >= 0) places.set(column, at)
  }
  return places.has('invoice') && places.has('act') ? places : undefined
}

/**
 * Reads the file that an agency sends: an update or a payment a line, by the invoice's number. A line
 * without a status only repeats what was exported, and says nothing. Undefined: no such file.
 */
export function readAgencyFile(
  sheet: Sheet,
): Readonly<{ lines: readonly AgencyLine[]; refused: readonly RefusedLine[] }> | undefined {
  const start = sheet.rows.findIndex((row) => row.some((cell) => cellText(cell) !== ''))
  const places = placesOf(sheet.rows[start] ?? [])
  if (!places) return undefined
  const lines: AgencyLine[] = []
  const refused: RefusedLine[] = []
  for (const [at, row] of sheet.rows.entries()) {
    if (at <= start) continue
    const cell = (column: Column) => {
      const place = places.get(column)
      return place === undefined ? null : (row[place] ?? null)
    }
    const said = plain(cell('act'))
    if (said === '') continue
    const line = at + 1
    const text = row.map(cellText).filter(Boolean).join(' | ').slice(0, 200)
    const invoice = cellText(cell('invoice'))
    const act = acts.get(said)
    const day = readDay(cell('day'), 'day_first').day
    const dayFault = cellText(cell('day')) !== '' && day === null
    const reason: LineFault | undefined =
      invoice === '' ? 'no_invoice' : !act ? 'unknown_act' : dayFault ? 'wrong_day' : undefined
    if (reason || !act) refused.push({ line, reason: reason ?? 'unknown_act', text })
    else
      lines.push({
        ...{ line, invoice, act, day, amount: cell('amount') },
        ...{ reference: cellText(cell('reference')), note: cellText(cell('note')) },
      })
  }
  return { lines, refused }
}
