import { afterAll, expect, test } from 'vitest'
import { createPdf } from '#platform/pdf.ts'
import { logo } from '#test/documents/parties.ts'
import { fontFamilies, pageCount } from '#test/documents/read-pdf.ts'
import { receiptSample } from '#test/documents/receipt-sample.ts'
import { type DepositDocument, printDeposit } from './deposit-document.ts'

const pdf = createPdf({ log: { warn: () => {} }, workers: 1 })
afterAll(() => pdf.close())

/** The request for a part of a contract, with everything that may stand on one. */
function sample(): DepositDocument {
  const { createdAt, seller, mark, footer, customer, currency, received } = receiptSample()
  return {
    ...{ createdAt, seller, mark, footer, customer, currency, dated: received, payBy: received },
    title: { ar: 'طلب دفعة مقدمة', en: 'Request for advance payment' },
    number: 'DP-2026-000001',
    asks: true,
    amount: '13,800.00',
    words: { ar: 'ثلاثة عشر ألفًا وثمانمائة ريال', en: 'Thirteen thousand eight hundred riyals' },
    subject: 'توريد وتركيب مكاتب الفرع الجديد',
    expected: '46,000.00',
    percent: '30%',
    rest: '32,200.00',
    paid: '5,000.00',
    due: '8,800.00',
    held: null,
    bank: { iban: 'SA03 8000 0000 6080 1016 7519', name: 'مصرف الراجحي' },
    link: 'https://wasl.example/pay/abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ',
    terms: { ar: 'هذا طلب دفعة وليس فاتورة ضريبية.', en: 'This is no tax invoice.' },
    notes: 'يبدأ التوريد بعد وصولها.',
  }
}

test('a request is one page in our own font, the same bytes each time', async () => {
  const printed = await printDeposit(pdf, sample(), { logo })
  expect(pageCount(printed)).toBe(1)
  expect(fontFamilies(printed)).toEqual(new Set(['IBMPlexSansArabic']))
  expect(printed.equals(await printDeposit(pdf, sample(), { logo }))).toBe(true)
})

test('a fixed amount without a bank, a link or notes still has its paper', async () => {
  const printed = await printDeposit(pdf, {
    ...sample(),
    ...{
      expected: null,
      percent: null,
      rest: null,
      paid: null,
      due: null,
      asks: false,
      bank: null,
      link: null,
    },
    notes: '#panic("boom")',
  })
  expect(pageCount(printed)).toBe(1)
})
