import { afterAll, expect, test } from 'vitest'
import { printReceipt } from '#modules/payments/documents/receipt-document.ts'
import { createPdf } from '#platform/pdf.ts'
import { logo } from '#test/documents/parties.ts'
import { fontFamilies, pageCount } from '#test/documents/read-pdf.ts'
import { receiptSample } from '#test/documents/receipt-sample.ts'

const pdf = createPdf({ log: { warn: () => {} }, workers: 1 })
afterAll(() => pdf.close())

test('a receipt voucher is one page in our own font, the same bytes each time', async () => {
  const printed = await printReceipt(pdf, receiptSample(), { logo })
  expect(pageCount(printed)).toBe(1)
  expect(fontFamilies(printed)).toEqual(new Set(['IBMPlexSansArabic']))
  expect(printed.includes('R2L')).toBe(false)
  expect(printed.equals(await printReceipt(pdf, receiptSample(), { logo }))).toBe(true)
})

test('money on account, with nothing allocated and nothing else said, still has its voucher', async () => {
  const printed = await printReceipt(pdf, {
    ...receiptSample(),
    reference: null,
    bank: null,
    purpose: null,
    allocations: [],
    allocated: null,
    balanceAfter: null,
    receivedBy: null,
    notes: '#panic("boom")',
  })
  expect(pageCount(printed)).toBe(1)
})

test('a payment that settles fifty invoices goes over several pages', async () => {
  const sample = receiptSample()
  const allocations = Array.from({ length: 25 }, () => sample.allocations).flat()
  expect(pageCount(await printReceipt(pdf, { ...sample, allocations }))).toBeGreaterThan(1)
})
