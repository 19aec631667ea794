import { invoiceQr } from '#core/invoicing/qr-tlv.ts'
import type {
  InvoiceDocument,
  InvoiceLineRow,
} from '#modules/invoicing/documents/invoice-document.ts'
import { buyer, seller } from '#test/documents/parties.ts'

const goods: readonly InvoiceLineRow[] = [
  {
    description: { ar: 'كرسي مكتبي دوّار بمسند رأس', en: 'Swivel office chair with headrest' },
    quantity: '12',
    unit: 'قطعة',
    unitPrice: '1,350.00',
    discount: '810.00',
    net: '15,390.00',
    vatRate: '15%',
    vatAmount: '2,308.50',
    total: '17,698.50',
  },
  {
    description: { ar: 'ورق طباعة A4 وزن 80 جم (500 ورقة)', en: 'A4 paper 80 gsm, 500 sheets' },
    quantity: '100',
    unit: 'كرتون',
    unitPrice: '78.50',
    discount: '—',
    net: '7,850.00',
    vatRate: '15%',
    vatAmount: '1,177.50',
    total: '9,027.50',
  },
  {
    description: { ar: 'توصيل إلى ميناء جدة للتصدير', en: 'Delivery for export, Jeddah port' },
    quantity: '1',
    unit: 'خدمة',
    unitPrice: '2,400.00',
    discount: '—',
    net: '2,400.00',
    vatRate: 'صفر',
    vatAmount: '—',
    total: '2,400.00',
  },
]

/** A tax invoice of so many lines, ready to print. */
export function invoiceSample(lineCount = 3): InvoiceDocument {
  return {
    createdAt: '2026-11-22T07:05:00Z',
    seller,
    mark: null,
    footer: 'شركة أفق الرياض للتجهيزات المكتبية، سجل تجاري 1010384756',
    kind: 'tax_invoice',
    number: 'INV-2026-000123',
    issued: { gregorian: '22 نوفمبر 2026', hijri: '12 جمادى الآخرة 1448 هـ' },
    supplied: { gregorian: '20 نوفمبر 2026', hijri: '10 جمادى الآخرة 1448 هـ' },
    due: { gregorian: '22 ديسمبر 2026', hijri: '13 رجب 1448 هـ' },
    terms: { ar: 'الدفع خلال 30 يومًا من تاريخ الفاتورة', en: 'Net 30 from invoice date' },
    purchaseOrder: 'PO-88172/B',
    contract: null,
    original: null,
    buyer,
    currency: { ar: 'ر.س', en: 'SAR' },
    lines: Array.from({ length: lineCount }, (_, index) => goods[index % goods.length]).filter(
      (line) => line !== undefined,
    ),
    taxes: [
      {
        label: { ar: 'النسبة الأساسية \u206615%\u2069', en: 'Standard rate' },
        taxable: '23,240.00',
        vat: '3,486.00',
        reason: null,
      },
      {
        label: { ar: 'خاضع لنسبة الصفر', en: 'Zero rated' },
        taxable: '2,400.00',
        vat: '—',
        reason: { ar: 'صادرات الخدمات', en: 'Export of services, VATEX-SA-33' },
      },
    ],
    totals: {
      subtotal: '26,450.00',
      discount: '810.00',
      taxable: '25,640.00',
      vat: '3,486.00',
      vatInSar: null,
      rounding: null,
      total: '29,126.00',
      prepaid: null,
      paid: '5,000.00',
      dueLabel: { ar: 'المتبقي', en: 'Balance due' },
      due: '24,126.00',
    },
    words: {
      ar: 'تسعة وعشرون ألفًا ومئة وستة وعشرون ريالًا سعوديًا فقط لا غير',
      en: 'Twenty-nine thousand one hundred twenty-six Saudi riyals only',
    },
    qr: invoiceQr({
      sellerName: seller.name.ar,
      vatNumber: '310122393500003',
      issuedAt: '2026-11-22T10:05:00',
      total: '29126.00',
      vat: '3486.00',
    }),
    paymentUrl: 'https://pay.wasl.example/i/8f2kq7m4',
    bank: {
      name: 'مصرف الراجحي',
      beneficiary: 'شركة أفق الرياض للتجهيزات المكتبية',
      iban: 'SA03 8000 0000 6080 1016 7519',
    },
    notes:
      'تُفحص البضاعة عند الاستلام، ولا تُقبل المرتجعات بعد 7 أيام.\nGoods remain ours until paid in full.',
  }
}

/** A credit note against that invoice, ready to print. */
export function creditNoteSample(): InvoiceDocument {
  return {
    ...invoiceSample(1),
    kind: 'credit_note',
    number: 'CN-2026-000009',
    supplied: null,
    due: null,
    terms: null,
    paymentUrl: null,
    original: {
      number: 'INV-2026-000123',
      issued: '22 نوفمبر 2026',
      reason: { ar: 'إرجاع كرسيين لعيب في الصنع', en: 'Two chairs returned, defective' },
    },
  }
}
