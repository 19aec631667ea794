import type { ReceiptDocument } from '#modules/payments/documents/receipt-document.ts'
import { buyer, seller } from '#test/documents/parties.ts'

/** A receipt voucher for money that settles two invoices and leaves something over. */
export function receiptSample(): ReceiptDocument {
  return {
    createdAt: '2026-11-22T07:05:00Z',
    seller,
    mark: null,
    footer: 'شركة أفق الرياض للتجهيزات المكتبية، سجل تجاري 1010384756',
    number: 'RV-2026-000045',
    received: { gregorian: '22 نوفمبر 2026', hijri: '12 جمادى الآخرة 1448 هـ' },
    customer: buyer,
    currency: { ar: 'ر.س', en: 'SAR' },
    amount: '30,000.00',
    words: {
      ar: 'ثلاثون ألف ريال سعودي فقط لا غير',
      en: 'Thirty thousand Saudi riyals only',
    },
    method: { ar: 'حوالة بنكية', en: 'Bank transfer' },
    reference: 'FT26326X8812K',
    bank: 'البنك الأهلي السعودي',
    purpose: 'سداد فواتير شهر أكتوبر',
    allocations: [
      {
        number: 'INV-2026-000098',
        dated: '3 أكتوبر 2026',
        amount: '4,140.00',
        settled: '4,140.00',
        remaining: '—',
      },
      {
        number: 'INV-2026-000123',
        dated: '22 نوفمبر 2026',
        amount: '29,126.00',
        settled: '24,126.00',
        remaining: '5,000.00',
      },
    ],
    allocated: '28,266.00',
    unapplied: '1,734.00',
    balanceAfter: { label: { ar: 'الرصيد بعد السند', en: 'Balance after' }, amount: '3,266.00' },
    receivedBy: 'عبدالعزيز القحطاني',
    notes: null,
  }
}
