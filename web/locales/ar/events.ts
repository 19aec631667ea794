/**
 * What the timeline says of each event, by its name. A figure or a number stands in braces under
 * the name it has in the event's facts; an amount comes ready to read.
 */
export const events = {
  'contacts.customer_added': 'أُضيف العميل برقم {number}',
  'contacts.customer_changed': 'عُدّلت بيانات العميل',
  'contacts.customer_won': 'صار عميلًا فعليًا',
  'contacts.customer_archived': 'أُرشف العميل',
  'contacts.customer_unarchived': 'عاد العميل من الأرشيف',
  'contacts.customers_merged': 'دُمج سجل آخر في هذا العميل',
  'contacts.customers_unmerged': 'فُصل سجل كان مدموجًا هنا',
  'contacts.customer_erased': 'مُحيت بياناته الشخصية',
  'invoicing.invoice_drafted': 'كُتبت مسودة فاتورة بمبلغ {gross}',
  'invoicing.invoice_posted': 'اعتُمدت {number} بمبلغ {gross}',
  'invoicing.credit_note_posted': 'خُفّضت الفاتورة بالإشعار الدائن {number} بمبلغ {gross}',
  'invoicing.invoice_sent': 'أُرسلت الفاتورة {number} بالبريد',
  'invoicing.due_moved': 'انتقل الاستحقاق من {from} إلى {to}',
  'collections.customer_answered': 'ردّ العميل بزر تحت رسالة',
  'messaging.talk_logged': 'سُجّل ما قيل خارج القنوات',
  'payments.recorded': 'وصلت دفعة {amount} بسند القبض {number}',
  'payments.allocated': 'خُصّص {amount} من دفعة سابقة لفواتيره',
  'payments.unallocated': 'عاد {amount} من فواتيره إلى الحساب',
  'payments.statement_sent': 'كشف حساب حتى {until} أُرسل بالبريد',
  'payments.reversed': 'أُلغيت دفعة بمبلغ {amount}',
  'payments.refunded': 'رُدّ إليه {amount}',
  'payments.attempt_opened': 'فتح صفحة الدفع لسداد {amount}',
}
