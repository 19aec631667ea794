import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readCsv } from '#core/csv.ts'
import { ImportOptions } from '#core/importing/api.ts'
import { judge } from '#core/importing/judge.ts'
import { customersAfter, sameIn } from '#core/importing/plan.ts'
import { recognise } from '#core/importing/recognise.ts'
import type { Judged } from '#core/importing/verdict.ts'
import { readWorkbook } from '#platform/workbook.ts'

const fixture = (name: string) => new URL(`../../../test/fixtures/import/${name}`, import.meta.url)

async function fileOf(name: string, options = {}) {
  const read = await readWorkbook(readFileSync(fixture(name)), (text) => readCsv(text, name))
  if ('problem' in read) throw new Error(read.problem)
  const { sheets } = read
  const mappings = sheets.map((sheet, index) => {
    const { kind, headerRow, columns } = recognise(sheet)
    const fields = Object.fromEntries(columns.map(({ column, field }) => [column, field]))
    return { sheet: index, kind, headerRow, fields }
  })
  const known = { today: '2026-11-22', byCode: new Map(), invoices: new Map() }
  const verdict = judge(sheets, mappings, ImportOptions.parse(options), known)
  const same = sameIn(verdict.customers, [])
  return { sheets, verdict, same, after: customersAfter(verdict.customers, same) }
}

const refused = (rows: readonly Judged[], sheet: number) =>
  rows.flatMap((row) => (row.sheet === sheet && row.state === 'refused' ? [row] : []))
const ready = (rows: readonly Judged[], sheet: number) =>
  rows.filter((row) => row.sheet === sheet && row.state === 'ready').length

type Expected = {
  rows: Record<string, { accepted: number; refused_rows?: { row: number; reason: string }[] }>
  customers: { written: number; after_dedup: number; suggested_groups: string[][] }
  open_balance: Record<string, { minor: number }>
  alternatives: { open_balance: Record<string, { minor: number }> }[]
}

test('the big file comes to exactly the figures that stand beside it', async () => {
  const expected = JSON.parse(readFileSync(fixture('07-big-500.expected.json'), 'utf8')) as Expected
  const { sheets, verdict, same, after } = await fileOf('07-big-500.xlsx')

  for (const [index, { name }] of sheets.entries()) {
    const of = expected.rows[name]
    expect(ready(verdict.rows, index)).toBe(of?.accepted)
    expect(refused(verdict.rows, index).map(({ row, reason }) => ({ row, reason }))).toEqual(
      (of?.refused_rows ?? []).map(({ row, reason }) => ({ row, reason })),
    )
  }
  expect(verdict.customers).toHaveLength(expected.customers.written)
  expect(after).toBe(expected.customers.after_dedup)
  expect(
    same.filter(({ certain }) => certain).map(({ members }) => members.map(({ code }) => code)),
  ).toEqual(expected.customers.suggested_groups)
  const minors = (balances: Record<string, { minor: number }> | undefined) =>
    Object.fromEntries(Object.entries(balances ?? {}).map(([code, { minor }]) => [code, minor]))
  expect(Object.fromEntries(verdict.open)).toEqual(minors(expected.open_balance))

  const kept = await fileOf('07-big-500.xlsx', { excess: 'on_account' })
  expect(Object.fromEntries(kept.verdict.open)).toEqual(
    minors(expected.alternatives[0]?.open_balance),
  )
})

test('what an accounting service exports: drafts stay out, spellings of one customer meet', async () => {
  const { verdict, after } = await fileOf('01-daftra-like.xlsx')
  expect(refused(verdict.rows, 1).map(({ row, reason }) => `${row} ${reason}`)).toEqual([
    '14 missing_customer',
    '33 unknown_customer',
    '46 duplicate_invoice_number',
    '59 bad_date',
    '68 negative_amount',
    '79 missing_customer',
    '86 paid_exceeds_total',
    '100 duplicate_invoice_number',
    '112 bad_date',
    '123 amounts_do_not_add_up',
  ])
  const skipped = verdict.rows.filter((row) => row.state === 'skipped' && row.skip === 'no_debt')
  expect(skipped).toHaveLength(9)
  expect([verdict.customers.length, after]).toEqual([36, 33])
})

test('what an owner keeps by hand: two calendars, two scripts, returns, and a total of guesses', async () => {
  const { verdict, after } = await fileOf('03-hand-made.xlsx')
  expect(ready(verdict.rows, 0)).toBe(23)
  expect(refused(verdict.rows, 0).map(({ row, reason }) => `${row} ${reason}`)).toEqual([
    '13 bad_date',
    '20 duplicate_invoice_number',
    '24 missing_customer',
    '26 amounts_do_not_add_up',
    '30 bad_amount',
  ])
  const warned = verdict.rows.flatMap((row) => (row.state === 'ready' ? row.warnings : []))
  expect(warned.map(({ kind }) => kind).toSorted()).toEqual([
    ...['bad_phone', 'terms_not_understood'],
  ])
  expect([verdict.customers.length, after]).toEqual([16, 10])
})
