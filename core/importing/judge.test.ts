import { expect, test } from 'vitest'
import type { Cell, Sheet } from '#core/sheet.ts'
import { ImportOptions } from './api.ts'
import { judge } from './judge.ts'
import { recognise } from './recognise.ts'
import type { Judged } from './verdict.ts'

type Options = Parameters<typeof ImportOptions.parse>[0]

function judged(rows: Cell[][] | Sheet[], options: Options = {}) {
  const isSheets = rows.length > 0 && !Array.isArray(rows[0])
  const sheets = (isSheets ? rows : [{ name: 'ورقة1', rows }]) as Sheet[]
  const mappings = sheets.map((sheet, index) => {
    const { kind, headerRow, columns } = recognise(sheet)
    const fields = Object.fromEntries(columns.map(({ column, field }) => [column, field]))
    return { sheet: index, kind, headerRow, fields }
  })
  const known = { today: '2026-11-22', byCode: new Map(), invoices: new Map() }
  return judge(sheets, mappings, ImportOptions.parse(options), known)
}

const said = (row: Judged) =>
  row.state === 'refused' ? row.reason : row.state === 'skipped' ? row.skip : 'ready'
const outcomes = (...args: Parameters<typeof judged>) => judged(...args).rows.map(said)

const head = [
  'العميل',
  'رقم الفاتورة',
  'التاريخ',
  'المبلغ',
  'المدفوع',
  'المتبقي',
  'العملة',
  'ملاحظات',
]
const line = (...cells: Cell[]): Cell[] => ['سالم', '1', '1/9/2026', 100, 0, 100, 'SAR', ...cells]
const but = (column: number, cell: Cell): Cell[] => line().with(column, cell)

test.each([
  ['missing_customer', but(0, '')],
  ['bad_date', but(2, '31/9/2026')],
  ['bad_date', but(2, '')],
  ['bad_amount', but(3, '؟؟')],
  ['bad_amount', but(3, '')],
  ['negative_amount', but(3, -100).with(5, -100)],
  ['amounts_do_not_add_up', but(5, 90)],
  ['paid_exceeds_total', but(4, 150).with(5, -50)],
  ['unknown_currency', but(6, 'ZZZ')],
])('%s', (reason, row) => {
  expect(outcomes([head, row])).toEqual(['heading', reason])
})

test('a number that an accepted row took is taken, in either script; a refused row takes none', () => {
  expect(outcomes([head, but(3, '؟'), but(1, '١'), but(1, ' 1 ')])).toEqual([
    ...['heading', 'bad_amount', 'ready', 'duplicate_invoice_number'],
  ])
})

test('a negative invoice that says what it is comes in as a credit', () => {
  const { rows, open } = judged([head, [...but(3, -350).with(5, -350), 'مرتجع بضاعه']])
  expect(rows.map(said)).toEqual(['heading', 'ready'])
  expect(open.get('SAR')).toBe(-35_000)
})

test('titles, blank lines, repeated headings, sums and remarks are no data', () => {
  expect(
    outcomes([
      ['كشف مديونية العملاء'],
      [],
      head,
      line(),
      head,
      ['الإجمالي', '', '', 100],
      ['* الأسعار شاملة الضريبة'],
    ]),
  ).toEqual([
    ...['before_header', 'blank', 'heading', 'ready', 'repeated_header', 'total', 'footnote'],
  ])
})

test('customers who stand as headings own the lines under them, as in an English report', () => {
  const { rows, customers } = judged([
    ['Open Invoices'],
    ['Date', 'Num', 'Due Date', 'Open Balance'],
    ['Blue Dune Logistics'],
    ['09/25/2026', '1001', '10/25/2026', '1,200.00'],
    ['Total for Blue Dune Logistics', '', '', '1,200.00'],
    ['Harbor Lantern LLC'],
    ['10/13/2026', '1002', '11/12/2026', '300.00'],
    ['TOTAL', '', '', '1,500.00'],
  ])
  expect(rows.map(said)).toEqual([
    ...['before_header', 'heading', 'heading', 'ready', 'total', 'heading', 'ready', 'total'],
  ])
  expect(customers.map(({ name }) => name)).toEqual(['Blue Dune Logistics', 'Harbor Lantern LLC'])
  const invoices = rows.flatMap((row) =>
    row.state === 'ready' && row.draft.kind === 'invoices' ? row.draft.invoices : [],
  )
  expect(invoices.map(({ issuedOn, dueOn }) => [issuedOn, dueOn])).toEqual([
    ['2026-09-25', '2026-10-25'],
    ['2026-10-13', '2026-11-12'],
  ])
})

test('a report of ages becomes open items by bucket, if its buckets give its total', () => {
  const ages = ['Customer', 'Current', '1 - 30', '31 - 60', '61 - 90', 'Over 90', 'Total']
  const { rows, open } = judged([
    ages,
    ['Blue Dune', 100, 50, 0, 0, 25.5, 175.5],
    ['Harbor', 100, 0, 0, 0, 0, 120],
    ['Total', 200, 50, 0, 0, 25.5, 295.5],
  ])
  expect(rows.map(said)).toEqual(['heading', 'ready', 'total_does_not_match', 'total'])
  expect(open.get('SAR')).toBe(17_550)
})

test('debit and credit of one customer at once are refused', () => {
  const { rows } = judged([
    ['اسم العميل', 'مدين', 'دائن'],
    ['سالم', 500, 0],
    ['ساره', 500, 20],
    ['نور', '', 30],
  ])
  expect(rows.map(said)).toEqual(['heading', 'ready', 'debit_and_credit', 'ready'])
})

const book = (payments: Cell[][]): Sheet[] => [
  {
    name: 'العملاء',
    rows: [
      ['كود العميل', 'اسم العميل'],
      ['C1', 'سالم'],
    ],
  },
  {
    name: 'الفواتير',
    rows: [
      ['رقم الفاتورة', 'كود العميل', 'التاريخ', 'الإجمالي'],
      ['A', 'C1', '1/9/2026', 100],
      ['B', 'C9', '1/9/2026', 100],
    ],
  },
  { name: 'المدفوعات', rows: [['رقم السند', 'رقم الفاتورة', 'التاريخ', 'المبلغ'], ...payments] },
]

test('payments take their invoices down one after the other', () => {
  const payments = [
    ['1', 'A', '5/9/2026', 60],
    ['2', 'A', '6/9/2026', 60],
    ['3', 'A', '6/9/2026', 40],
    ['4', 'B', '6/9/2026', 40],
    ['5', 'A', '30/2/2026', 1],
  ]
  expect(outcomes(book(payments))).toEqual([
    ...['heading', 'ready', 'heading', 'ready', 'unknown_customer', 'heading'],
    ...['ready', 'payment_exceeds_balance', 'ready', 'unknown_invoice', 'bad_date'],
  ])
})

test('each question has an answer for the whole file', () => {
  const over = book([['1', 'A', '5/9/2026', 160]])
  expect(outcomes(over, { excess: 'on_account', unknownCustomers: 'create' })).toEqual([
    ...['heading', 'ready', 'heading', 'ready', 'ready', 'heading', 'ready'],
  ])
  expect(outcomes([head, but(5, 90)], { disagreement: 'believe_balance' })).toContain('ready')
  expect(outcomes([head, but(6, 'ZZZ')], { assumeCurrency: true })).toContain('ready')
  expect(outcomes([head, but(3, -5).with(5, -5)], { negatives: 'credit' })).toContain('ready')
  expect(outcomes([head, but(2, '31/9/2026')], { edits: { '0:2:2': '2026-09-30' } })).toContain(
    'ready',
  )
  expect(outcomes([head, line()], { left: ['0:2'] })).toEqual(['heading', 'by_you'])
})
