import { afterAll, expect, test } from 'vitest'
import { printStatement } from '#modules/ledger/documents/statement-document.ts'
import { createPdf } from '#platform/pdf.ts'
import { logo } from '#test/documents/parties.ts'
import { fontFamilies, pageCount } from '#test/documents/read-pdf.ts'
import { statementSample } from '#test/documents/statement-sample.ts'

const pdf = createPdf({ log: { warn: () => {} }, workers: 1 })
afterAll(() => pdf.close())

test('a statement prints in our own font, the same bytes each time', async () => {
  const printed = await printStatement(pdf, statementSample(), { logo })
  expect(fontFamilies(printed)).toEqual(new Set(['IBMPlexSansArabic']))
  expect(printed.includes('R2L')).toBe(false)
  expect(printed.equals(await printStatement(pdf, statementSample(), { logo }))).toBe(true)
})

test('two hundred movements go over several pages', async () => {
  const printed = await printStatement(pdf, statementSample('activity', 200))
  expect(pageCount(printed)).toBeGreaterThan(4)
})

test('open items print, and so does a customer who owes nothing', async () => {
  expect(pageCount(await printStatement(pdf, statementSample('open_items')))).toBe(1)
  const empty = statementSample('open_items')
  const sections = empty.sections.map((section) => ({
    ...section,
    openItems: [],
    aging: section.aging.map((bucket) => ({ ...bucket, amount: '—', share: 0 })),
  }))
  const printed = await printStatement(pdf, {
    ...empty,
    sections,
    period: null,
    bank: null,
    paymentUrl: null,
    notes: null,
  })
  expect(pageCount(printed)).toBe(1)
})
