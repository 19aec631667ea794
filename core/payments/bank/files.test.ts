import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readCsv } from '#core/csv.ts'
import { passedOver, readBankSheet } from './csv.ts'
import { readMt940 } from './mt940.ts'

const folder = join(import.meta.dirname, '../../../test/fixtures/bank')

function textOf(path: string): string {
  const bytes = readFileSync(path)
  const encoding = path.includes('utf16le')
    ? 'utf-16le'
    : path.includes('win1256')
      ? 'windows-1256'
      : 'utf-8'
  return new TextDecoder(encoding).decode(bytes)
}

/** Every sample of a kind by its name: how many lines it has, or the first thing wrong with it. */
function outcomes(kind: 'csv' | 'mt940'): Record<string, unknown> {
  return Object.fromEntries(
    readdirSync(join(folder, kind)).map((name) => {
      const text = textOf(join(folder, kind, name))
      if (kind === 'csv') {
        const { statement, faults } = readBankSheet(readCsv(text, name), 'SAR')
        return [name, statement ? [statement.lines.length, statement.proven] : faults[0]]
      }
      const read = readMt940(text)
      if ('faults' in read) return [name, read.faults[0]]
      return [name, read.statements.reduce((sum, { lines }) => sum + lines.length, 0)]
    }),
  )
}

test('every sheet of a Saudi bank is read, and its balances prove it', () => {
  expect(outcomes('csv')).toEqual({
    'modelled.alrajhi.utf8bom.csv': [4, true],
    'modelled.alrajhi.win1256.semicolon.csv': [4, true],
    'modelled.d360.newest-first.utf16le.csv': [3, true],
    'modelled.generic-pos-netting.english.csv': [3, true],
    'modelled.snb.utf8.csv': [4, true],
  })
})

test('every MT940 file is read, or refused with its line and the reason', () => {
  expect(outcomes('mt940')).toEqual({
    'wolph.ASNB.mt940.txt': 8,
    'wolph.betterplace.empty_86.sta': { row: 1, reason: 'no_opening' },
    'wolph.citi.mt940.txt': 3,
    'wolph.cmxl.mt940.sta': { row: 4, reason: 'currency_unknown', found: 'DEM' },
    'wolph.jejik.generic.sta': 2,
    'wolph.jejik.ing.sta': {
      row: 26,
      reason: 'closing_differs',
      found: '3.47',
      expected: '-45.59',
    },
    'wolph.mBank.mt940.sta': { row: 5, reason: 'currency_unknown', found: 'PLN' },
    'wolph.self-provided.february_30.sta': { row: 6, reason: 'day_impossible', found: '160230' },
    'wolph.self-provided.multiline.sta': { row: 38, reason: 'no_opening' },
  })
})

const rajhi = (rows: readonly string[]) =>
  readCsv(['الرصيد,دائن,مدين,تفاصيل العملية,التاريخ', ...rows].join('\n'), '')

test('money in and money out are told apart by the balances, whatever the headings say', () => {
  const sheet = readCsv(
    'Date,Details,Debit,Credit,Balance\n2026-09-01,a,10.00,,110.00\n2026-09-02,b,,40.00,70.00\n',
    '',
  )
  const { statement, mapping } = readBankSheet(sheet, 'SAR')
  expect(statement?.lines.map(({ amount }) => amount)).toEqual([1000, -4000])
  expect(mapping?.columns).toMatchObject({ debit: 3, credit: 2 })
})

test('a balance that does not follow refuses the sheet, with its line and both figures', () => {
  const { statement, faults } = readBankSheet(
    rajhi([
      '110.00,10.00,,أ,2026/09/01',
      '130.00,20.00,,ب,2026/09/02',
      '999.00,30.00,,ج,2026/09/03',
      '1009.00,10.00,,د,2026/09/04',
    ]),
    'SAR',
  )
  expect(statement).toBeUndefined()
  expect(faults).toEqual([
    { row: 4, reason: 'balance_differs', found: '999.00', expected: '160.00' },
  ])
})

test('a line of no amount moves nothing, wherever it stands and whichever line is the first', () => {
  const rows = [
    '150.00,,,الرصيد الختامي,2026/09/04',
    '150.00,20.00,,ج,2026/09/03',
    '130.00,0.00,0.00,ضريبة,2026/09/02',
    '130.00,30.00,,ب,2026/09/02',
    '100.00,,,الرصيد الافتتاحي,2026/09/01',
  ]
  for (const each of [rows, rows.slice(0, -1), rows.toReversed()]) {
    const { statement, faults } = readBankSheet(rajhi(each), 'SAR')
    expect(faults).toEqual([])
    expect(statement).toMatchObject({ opening: 10_000, closing: 15_000, proven: true })
    expect(statement?.lines.map(({ amount }) => amount)).toEqual([3000, 2000])
  }
})

test('a day that the calendar does not have refuses the sheet with its line', () => {
  const { faults } = readBankSheet(
    rajhi(['110.00,10.00,,أ,2026/09/01', '130.00,20.00,,ب,2026/02/30']),
    'SAR',
  )
  expect(faults).toEqual([{ row: 3, reason: 'day_impossible', found: '2026/02/30' }])
})

test('without balances a sheet is read, and nothing is proven', () => {
  const sheet = readCsv('Date,Description,Amount\n25-06-2026,coffee,-20.00\n26-06-2026,in,50\n', '')
  const { statement } = readBankSheet(sheet, 'SAR')
  expect(statement?.proven).toBe(false)
  expect(statement?.lines.map(({ bookedOn, amount }) => [bookedOn, amount])).toEqual([
    ['2026-06-25', -2000],
    ['2026-06-26', 5000],
  ])
})

test('what is no sheet of a bank says so', () => {
  expect(readBankSheet(readCsv('اسم,جوال\nأحمد,0501234567\n', ''), 'SAR').faults).toEqual([
    { row: 1, reason: 'not_a_statement' },
  ])
})

// A given mapping with its headings too deep took the file without a word, two lines short.
test('rows above the headings that read as lines are counted, headings and titles are not', () => {
  const sheet = readCsv(
    [
      'Statement of account,,',
      'Date,Details,Amount',
      '2026-09-01,a,10.00',
      '2026-09-02,b,-4.00',
      '2026-09-03,c,7.00',
    ].join('\n'),
    '',
  )
  const { mapping } = readBankSheet(sheet, 'SAR')
  if (!mapping) throw new Error('The sheet has headings')
  expect(passedOver(sheet, mapping, 'SAR')).toBe(0)
  const deep = { ...mapping, headerRow: 4 }
  expect(passedOver(sheet, deep, 'SAR')).toBe(2)
  expect(readBankSheet(sheet, 'SAR', deep).statement?.lines).toHaveLength(1)
})
