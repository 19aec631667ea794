import { afterAll, expect, test } from 'vitest'
import {
  type InvoiceDocument,
  type InvoiceKind,
  printInvoice,
} from '#modules/invoicing/documents/invoice-document.ts'
import { createPdf } from '#platform/pdf.ts'
import { creditNoteSample, invoiceSample } from '#test/documents/invoice-sample.ts'
import { logo } from '#test/documents/parties.ts'
import { fontFamilies, pageCount } from '#test/documents/read-pdf.ts'

const pdf = createPdf({ log: { warn: () => {} }, workers: 1 })
afterAll(() => pdf.close())

test('an ordinary invoice is one page in our own font, the same bytes each time', async () => {
  const printed = await printInvoice(pdf, invoiceSample(), { logo })
  expect(pageCount(printed)).toBe(1)
  expect(fontFamilies(printed)).toEqual(new Set(['IBMPlexSansArabic']))
  expect(printed.includes('R2L')).toBe(false)
  expect(printed.equals(await printInvoice(pdf, invoiceSample(), { logo }))).toBe(true)
})

test('an invoice of sixty lines goes over several pages', async () => {
  expect(pageCount(await printInvoice(pdf, invoiceSample(60)))).toBe(3)
})

test('the payment link can be clicked as it was given', async () => {
  const printed = await printInvoice(pdf, invoiceSample())
  expect(printed.toString('latin1')).toContain('(https://pay.wasl.example/i/8f2kq7m4)')
})

test('every kind of invoice and note prints, down to the barest', async () => {
  const kinds: readonly InvoiceKind[] = [
    'tax_invoice',
    'simplified_invoice',
    'credit_note',
    'debit_note',
    'simplified_credit_note',
    'simplified_debit_note',
  ]
  const bare: InvoiceDocument = {
    ...invoiceSample(1),
    buyer: null,
    supplied: null,
    due: null,
    terms: null,
    purchaseOrder: null,
    qr: null,
    paymentUrl: null,
    bank: null,
    notes: null,
    taxes: [],
  }
  for (const kind of kinds) {
    expect(pageCount(await printInvoice(pdf, { ...bare, kind }))).toBe(1)
    expect(pageCount(await printInvoice(pdf, { ...creditNoteSample(), kind }, { logo }))).toBe(1)
  }
})

test('the e-invoice rides inside the PDF under its own name', async () => {
  const bytes = Buffer.from('<Invoice>فاتورة</Invoice>')
  const fileName = '310122393500003_20261122T100500_INV-2026-000123.xml'
  const printed = await printInvoice(pdf, invoiceSample(), { xml: { fileName, bytes } })
  const text = printed.toString('latin1')
  expect(text).toContain('/AFRelationship /Data')
  expect(text).toContain(`(${fileName})`)
})

test('names and notes from the outside cannot harm the page', async () => {
  const names = [
    '#let x = 1 #panic("boom")',
    'شركة "الاقتباس" \\ والشرطة } ] ) $ * _ `',
    'اسم \u202eمقلوب\u2067 مفتوح',
    'ش'.repeat(3000),
    'Very'.repeat(750),
    'شركة طويلة الاسم '.repeat(180),
  ]
  const sample = invoiceSample(2)
  for (const ar of names) {
    const name = { ar, en: ar }
    const [line] = sample.lines
    const printed = await printInvoice(pdf, {
      ...sample,
      seller: { ...sample.seller, name },
      buyer: sample.buyer && { ...sample.buyer, name, address: name, contact: ar },
      lines: line ? [{ ...line, description: name, unit: ar }] : [],
      purchaseOrder: ar,
      mark: { ar: 'مسودة', en: 'Draft' },
      footer: ar,
      notes: ar,
    })
    expect(pageCount(printed)).toBeGreaterThan(0)
  }
})
