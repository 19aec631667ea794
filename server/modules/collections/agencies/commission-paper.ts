import type { Commission } from '#core/collections/agency-money-api.ts'
import { currencySymbol } from '#core/format.ts'
import type { PaperHead } from '#platform/documents/paper.ts'
import { column, dayText, figure } from '../documents/cells.ts'
import type { SheetDocument } from '../documents/sheet-document.ts'

const place = { us: 'المنشأة', agency: 'الوكالة' }

/** What an agency earned in a month, on paper. */
export const commissionPaper = (commission: Commission): Omit<SheetDocument, keyof PaperHead> => ({
  title: { ar: 'كشف العمولة', en: 'Commission statement' },
  running: `${commission.agencyName} ${commission.month}`,
  facts: [
    { label: { ar: 'شركة التحصيل', en: 'Agency' }, value: commission.agencyName },
    { label: { ar: 'الشهر', en: 'Month' }, value: commission.month },
  ],
  sections: commission.sections.map((section) => ({
    title: { ar: `المبالغ ب${currencySymbol(section.currency, 'ar')}`, en: section.currency },
    columns: [
      column('السند', 'Receipt', 'code'),
      column('العميل', 'Customer', 'text', 'wide'),
      column('التاريخ', 'Date'),
      column('دُفع إلى', 'Paid to'),
      column('المبلغ', 'Amount', 'num'),
      column('العمولة', 'Commission', 'num'),
    ],
    rows: section.rows.map((row) => [
      row.number,
      row.customerName ?? '—',
      dayText(row.paidOn),
      place[row.to],
      figure(row.amount),
      figure(row.commission),
    ]),
    sums: [
      { label: { ar: 'ما حُصّل', en: 'Received' }, amount: figure(section.received) },
      { label: { ar: 'العمولة', en: 'Commission' }, amount: figure(section.commission) },
      { label: { ar: 'ضريبة القيمة المضافة', en: 'VAT' }, amount: figure(section.vat) },
      { label: { ar: 'المستحق للوكالة', en: 'Due to the agency' }, amount: figure(section.total) },
    ],
    none: { ar: 'لا شيء', en: 'Nothing' },
  })),
})
