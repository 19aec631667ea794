import { z } from 'zod'
import { fold } from '#core/arabic/fold.ts'
import { cellText, type Sheet } from '#core/sheet.ts'

/** What a column of a bank's sheet may hold. */
export const bankFields = [
  'bookedOn',
  'valueOn',
  'description',
  'kind',
  'reference',
  'counterparty',
  'iban',
  'debit',
  'credit',
  'amount',
  'balance',
] as const
export const BankField = z.enum(bankFields)
export type BankField = z.infer<typeof BankField>

/** How a bank's sheet is to be read: kept with the account, so that its next file need not be explained. */
export const BankMapping = z.object({
  /** The row of the headings, counted from 1. */
  headerRow: z.int().min(1).max(1_000_000),
  /** Which column holds what, counted from 0. */
  columns: z.partialRecord(BankField, z.int().min(0).max(199)),
  dates: z.enum(['day_first', 'month_first']),
  /** Whether the newest line stands first. */
  newestFirst: z.boolean(),
  /** Whether a sign written beside an amount counts, or its column alone says which way it went. */
  signs: z.enum(['column', 'written']),
})
export type BankMapping = z.infer<typeof BankMapping>

/** What banks call their columns, in the order in which a column is believed to be it. */
const names: Readonly<Record<BankField, readonly string[]>> = {
  bookedOn: [
    'تاريخ القيد',
    'تاريخ الترحيل',
    'posting date',
    'booking date',
    'post date',
    'booked',
    'التاريخ',
    'تاريخ',
    'date',
    'تاريخ العملية',
    'تاريخ الحركة',
    'تاريخ المعاملة',
    'transaction date',
    'trans date',
    'txn date',
  ],
  valueOn: [
    'تاريخ الحق',
    'تاريخ القيمة',
    'تاريخ السريان',
    'value date',
    'تاريخ العملية',
    'تاريخ الحركة',
    'transaction date',
  ],
  description: [
    'تفاصيل العملية',
    'وصف العملية',
    'الوصف',
    'البيان',
    'التفاصيل',
    'تفاصيل',
    'بيان',
    'description',
    'transaction description',
    'details',
    'transaction details',
    'narrative',
    'narration',
    'particulars',
    'remarks',
  ],
  kind: ['نوع العملية', 'النوع', 'نوع الحركة', 'type', 'transaction type'],
  reference: [
    'المرجع',
    'رقم المرجع',
    'الرقم المرجعي',
    'رقم العملية',
    'reference',
    'reference number',
    'ref',
    'ref no',
    'transaction reference',
    'transaction id',
  ],
  counterparty: [
    'اسم المستفيد',
    'المستفيد',
    'اسم المرسل',
    'المرسل',
    'الطرف الآخر',
    'counterparty',
    'beneficiary',
    'sender',
    'name',
    'payer',
  ],
  iban: ['الآيبان', 'رقم الآيبان', 'آيبان المرسل', 'iban', 'counterparty iban', 'sender iban'],
  debit: [
    'مدين',
    'المدين',
    'المبلغ المدين',
    'سحب',
    'سحوبات',
    'مسحوبات',
    'خصم',
    'debit',
    'debit amount',
    'withdrawal',
    'withdrawals',
    'money out',
    'paid out',
  ],
  credit: [
    'دائن',
    'الدائن',
    'المبلغ الدائن',
    'إيداع',
    'إيداعات',
    'إضافة',
    'credit',
    'credit amount',
    'deposit',
    'deposits',
    'money in',
    'paid in',
  ],
  amount: ['المبلغ', 'مبلغ العملية', 'القيمة', 'amount', 'transaction amount', 'value'],
  balance: [
    'الرصيد',
    'الرصيد بعد العملية',
    'الرصيد الجاري',
    'رصيد الحساب',
    'balance',
    'running balance',
    'balance after',
    'account balance',
  ],
}

const ranks: ReadonlyMap<BankField, ReadonlyMap<string, number>> = new Map(
  bankFields.map((field) => [
    field,
    new Map(names[field].map((name, rank): [string, number] => [fold(name), rank])),
  ]),
)

/** «المبلغ (ر.س)» is «المبلغ». */
const bare = (text: string): string =>
  fold(text)
    .replace(/\(.*?\)|\[.*?\]|[:*.]/g, ' ')
    .replace(/ +/g, ' ')
    .trim()

type Columns = Partial<Record<BankField, number>>

/** Which column is which by its heading; each column is one thing, the better name first. */
function columnsOf(titles: readonly string[]): Columns {
  const columns: Columns = {}
  const taken = new Set<number>()
  for (const field of bankFields) {
    const best = titles
      .flatMap((title, column) => {
        const rank = ranks.get(field)?.get(bare(title))
        return rank === undefined || taken.has(column) ? [] : [{ column, rank }]
      })
      .toSorted((a, b) => a.rank - b.rank)[0]
    if (!best) continue
    columns[field] = best.column
    taken.add(best.column)
  }
  return columns
}

/** What no statement can do without: a day, and amounts in one column or in two. */
export const isWhole = (columns: Columns): boolean =>
  columns.bookedOn !== undefined &&
  (columns.amount !== undefined || columns.debit !== undefined || columns.credit !== undefined)

const mostHeaderRows = 40
/** No bank names more columns, and a mapping knows no more. */
const mostColumns = 200

/** The row of the headings and what stands under each; undefined where no row reads like headings. */
export function guessColumns(sheet: Sheet): Pick<BankMapping, 'headerRow' | 'columns'> | undefined {
  let best: Pick<BankMapping, 'headerRow' | 'columns'> | undefined
  for (const [at, row] of sheet.rows.slice(0, mostHeaderRows).entries()) {
    const columns = columnsOf(row.slice(0, mostColumns).map(cellText))
    const more = Object.keys(columns).length > Object.keys(best?.columns ?? {}).length
    if (isWhole(columns) && more) best = { headerRow: at + 1, columns }
  }
  return best
}
