import type {
  StatementDocument,
  StatementSection,
} from '#modules/ledger/documents/statement-document.ts'
import { buyer, seller } from '#test/documents/parties.ts'

function section(movementCount: number): StatementSection {
  return {
    heading: { ar: 'ريال سعودي', en: 'SAR' },
    currency: { ar: 'ر.س', en: 'SAR' },
    openingDate: '1 سبتمبر 2026',
    opening: '12,400.00',
    movements: Array.from({ length: movementCount }, (_, index) =>
      index % 3 === 2
        ? {
            date: '9 أكتوبر 2026',
            document: `RV-2026-${String(40 + index).padStart(6, '0')}`,
            description: { ar: 'سند قبض، حوالة بنكية', en: 'Receipt, bank transfer' },
            debit: '—',
            credit: '8,000.00',
            balance: '21,630.00',
          }
        : {
            date: '3 أكتوبر 2026',
            document: `INV-2026-${String(90 + index).padStart(6, '0')}`,
            description: { ar: 'فاتورة ضريبية، تستحق 2 نوفمبر', en: null },
            debit: '8,615.00',
            credit: '—',
            balance: '29,630.00',
          },
    ),
    openItems: [
      {
        document: 'INV-2026-000061',
        date: '2 يوليو 2026',
        due: '1 أغسطس 2026',
        late: 'متأخرة 113 يومًا',
        bucket: 4,
        description: { ar: 'طاولات اجتماعات', en: null },
        amount: '14,800.00',
        paid: '10,000.00',
        remaining: '4,800.00',
      },
      {
        document: 'INV-2026-000098',
        date: '3 أكتوبر 2026',
        due: '2 نوفمبر 2026',
        late: 'متأخرة 20 يومًا',
        bucket: 1,
        description: { ar: 'قرطاسية', en: null },
        amount: '4,140.00',
        paid: '—',
        remaining: '4,140.00',
      },
      {
        document: 'INV-2026-000123',
        date: '22 نوفمبر 2026',
        due: '22 ديسمبر 2026',
        late: null,
        bucket: 0,
        description: { ar: 'كراسي وورق وتوصيل', en: null },
        amount: '29,126.00',
        paid: '5,000.00',
        remaining: '24,126.00',
      },
    ],
    debit: '51,690.00',
    credit: '24,000.00',
    closingLabel: { ar: 'المستحق عليكم', en: 'You owe' },
    closing: '33,066.00',
    aging: [
      { label: { ar: 'غير مستحق بعد', en: 'Not due' }, amount: '24,126.00', share: 0.73 },
      { label: { ar: '1 إلى 30 يومًا', en: '1 to 30 days' }, amount: '4,140.00', share: 0.125 },
      { label: { ar: '31 إلى 60 يومًا', en: '31 to 60 days' }, amount: '—', share: 0 },
      { label: { ar: '61 إلى 90 يومًا', en: '61 to 90 days' }, amount: '—', share: 0 },
      { label: { ar: 'أكثر من 90 يومًا', en: 'Over 90 days' }, amount: '4,800.00', share: 0.145 },
    ],
  }
}

/** A statement of so many movements in riyals, and a short section in dollars. */
export function statementSample(
  kind: StatementDocument['kind'] = 'activity',
  movementCount = 9,
): StatementDocument {
  const riyals = section(movementCount)
  return {
    createdAt: '2026-11-22T07:05:00Z',
    seller,
    mark: null,
    footer: 'شركة أفق الرياض للتجهيزات المكتبية، سجل تجاري 1010384756',
    kind,
    customer: buyer,
    customerCode: 'C-00417',
    period: {
      from: { gregorian: '1 سبتمبر 2026', hijri: '19 ربيع الأول 1448 هـ' },
      to: { gregorian: '22 نوفمبر 2026', hijri: '12 جمادى الآخرة 1448 هـ' },
    },
    asOf: { gregorian: '22 نوفمبر 2026', hijri: '12 جمادى الآخرة 1448 هـ' },
    sections: [
      riyals,
      {
        ...section(2),
        heading: { ar: 'دولار أمريكي', en: 'USD' },
        currency: { ar: 'دولار', en: 'USD' },
        closing: '1,250.00',
        aging: [],
      },
    ],
    bank: {
      name: 'مصرف الراجحي',
      beneficiary: 'شركة أفق الرياض للتجهيزات المكتبية',
      iban: 'SA03 8000 0000 6080 1016 7519',
    },
    paymentUrl: 'https://pay.wasl.example/c/8f2kq7m4',
    notes: 'نرجو إشعارنا بأي اختلاف خلال 15 يومًا من تاريخ الكشف.',
  }
}
