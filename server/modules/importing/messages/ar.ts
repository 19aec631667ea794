import type { RefusalReason } from '#core/importing/reasons.ts'

const reasons: Record<RefusalReason, string> = {
  missing_customer: 'لا عميل في هذا الصف',
  unknown_customer: 'العميل ليس في ورقة العملاء',
  bad_date: 'لا تاريخ، أو يوم ليس في التقويم',
  bad_amount: 'لا مبلغ، أو ما كُتب ليس رقمًا',
  negative_amount: 'مبلغ سالب، ولا شيء يقول إنه مرتجع أو دفعة زائدة',
  duplicate_invoice_number: 'رقم الفاتورة مكرر',
  amounts_do_not_add_up: 'المتبقي لا يساوي المبلغ ناقص المسدد',
  paid_exceeds_total: 'المسدد أكبر من الإجمالي',
  payment_exceeds_balance: 'الدفعة أكبر من المتبقي على فاتورتها',
  unknown_invoice: 'لا فاتورة مقبولة بهذا الرقم',
  unknown_currency: 'العملة غير معروفة',
  debit_and_credit: 'المدين والدائن معبآن معًا',
  total_does_not_match: 'مجموع الأعمار لا يساوي الإجمالي',
  declined: 'لم يُقبل عند الحفظ',
}

export const ar = { reasons, row: 'الصف', reason: 'السبب', refused: 'صفوف تُصلح' }
