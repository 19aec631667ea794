/**
 * What the timeline says of each event, by its name. A figure or a number stands in braces under
 * the name it has in the event's facts; an amount comes ready to read.
 */
export const events = {
  'contacts.customer_added': 'أُضيف العميل برقم {number}',
  'contacts.customer_changed': 'عُدّلت بيانات العميل',
  'contacts.number_marked':
    '{mark, select, wrong {عُلِّم رقم له بأنه خاطئ} other {{because, select, wrote {كتب إلينا من رقم كان مُعلَّمًا بأنه خاطئ، فرُفعت علامته} spoken {كُلّم على رقم كان مُعلَّمًا بأنه خاطئ، فرُفعت علامته} other {تبيّن أن رقمًا كان مُعلَّمًا بأنه خاطئ صحيح}}}}',
  'contacts.customer_won': 'صار عميلًا فعليًا',
  'contacts.customer_archived': 'أُرشف العميل',
  'contacts.customer_unarchived': 'عاد العميل من الأرشيف',
  'contacts.customers_merged': 'دُمج سجل آخر في هذا العميل',
  'contacts.customers_unmerged': 'فُصل سجل كان مدموجًا هنا',
  'contacts.customer_erased': 'مُحيت بياناته الشخصية',
  'credit.applied': 'طلب ائتمانًا بحد {amount}',
  'credit.refused': 'اعتُذر عن طلب ائتمانه',
  'credit.withdrawn': 'سُحب طلب ائتمانه',
  'credit.granted': 'مُنح حدًا ائتمانيًا {limit}',
  'credit.held': 'أُوقف البيع الآجل له: {reason}',
  'credit.released': 'رُفع إيقاف البيع الآجل: {reason}',
  'credit.overridden': 'بيع له {amount} رغم السياسة الائتمانية: {reason}',
  'credit.review_due': 'حانت مراجعة ائتمانه',
  'invoicing.invoice_drafted': 'كُتبت مسودة فاتورة بمبلغ {gross}',
  'invoicing.invoice_posted': 'اعتُمدت {number} بمبلغ {gross}',
  'invoicing.credit_note_posted': 'خُفّضت الفاتورة بالإشعار الدائن {number} بمبلغ {gross}',
  'invoicing.invoice_sent':
    'أُرسلت الفاتورة {number}{channel, select, whatsapp { بواتساب} email { بالبريد} sms { برسالة نصية} messenger { بماسنجر} instagram { بإنستغرام} other {}}',
  'invoicing.due_moved': 'انتقل الاستحقاق من {from} إلى {to}',
  'collections.reminder_sent': 'أُرسل إليه تذكير بمبلغ {amount}',
  'collections.chase_paused': 'أُوقف التحصيل منه: {reason}',
  'collections.chase_resumed': 'استؤنف التحصيل منه',
  'collections.customer_answered': 'ردّ العميل بزر تحت رسالة',
  'collections.contact_recorded':
    '{channel, select, call {مكالمة} visit {زيارة} other {مراسلة}}{direction, select, in { بدأها العميل} other {}}: {outcome, select, promised {وعد بالسداد} says_paid {يقول إنه سدّد} no_answer {لم يرد} call_back {طلب معاودة الاتصال} wants_plan {طلب خطة سداد} wants_settlement {طلب تسوية} disputes {يعترض على فاتورة} refuses {رفض السداد} wrong_number {رقم خاطئ} forgot {نسي الفاتورة} not_received_invoice {لم تصله الفاتورة} in_trouble {يمر بضائقة} other {سُجّلت النتيجة}}',
  'collections.dispute_opened': 'سُجّل اعتراض على {amount}',
  'collections.dispute_changed':
    '{what, select, waiting {الاعتراض ينتظر العميل} resumed {استؤنف النظر في الاعتراض} given {أُسند الاعتراض} other {كُتب في الاعتراض}}',
  'collections.dispute_overdue': 'تأخر الرد على الاعتراض',
  'collections.dispute_closed':
    '{outcome, select, accepted {انتهى الاعتراض والحق مع العميل} rejected {انتهى الاعتراض ولم يثبت} other {تراجع العميل عن اعتراضه}}',
  'collections.balance_asked': 'سُئل عن رصيده {amount} كما في {asOf}',
  'collections.balance_confirmed': 'صادق العميل على رصيده {amount} كما في {asOf}',
  'collections.balance_differs': 'أجاب العميل بأن رصيده {theirs} لا {amount} كما في {asOf}',
  'collections.balance_settled': 'عولج الاختلاف في رصيده كما في {asOf}',
  'collections.payment_plan_proposed': 'عُرضت عليه خطة لسداد {amount} على أقساط',
  'collections.payment_plan_accepted': 'وافق العميل على خطة لسداد {amount}',
  'collections.payment_plan_declined': 'لم تُقبل خطة سداد {amount}',
  'collections.payment_plan_expired': 'انتهى عرض خطة سداد {amount} بلا جواب',
  'collections.instalment_missed': 'فات قسط من خطة سداد {amount}',
  'collections.payment_plan_kept': 'نُفّذت خطة السداد: وصل {came}',
  'collections.payment_plan_broken': 'لم تُنفَّذ خطة السداد: وصل {came} من {amount}',
  'collections.payment_plan_reopened': 'عادت خطة سداد {amount} قائمة',
  'collections.payment_plan_replaced': 'حلّت خطة أخرى محل خطة {amount}',
  'collections.payment_plan_cancelled': 'أُلغيت خطة سداد {amount}: {reason}',
  'collections.concession_proposed':
    '{kind, select, settlement {اقتُرحت تسوية بخصم {amount}} waiver {اقتُرح إعفاء من {amount}} other {اقتُرح إعدام دين قدره {amount}}}',
  'collections.concession_changed':
    '{state, select, offered {اعتُمدت تسوية بخصم {amount}} sent {أُرسل إليه عرض تسوية بخصم {amount}} accepted {وافق على تسوية بخصم {amount}} kept {نُفّذت التسوية وخُصم {amount}} posted {{kind, select, waiver {أُعفي من {amount}} other {أُعدم من دينه {amount}}}} failed {لم تُنفَّذ التسوية} expired {انتهت مهلة التسوية} reversed {عُكس التنازل عن {amount}} other {تغيّرت حال التنازل عن {amount}}}',
  'collections.bad_debt_recovered': 'حُصّل {recovered} من دين كان معدومًا',
  'collections.referral_prepared': 'أُعدّت إحالة {amount} إلى شركة تحصيل',
  'collections.debt_referred': 'أُحيل {amount} إلى شركة تحصيل',
  'collections.referral_ended':
    '{outcome, select, paid {انتهت الإحالة بالسداد} recalled {استُرجع الدين من شركة التحصيل} returned {أعادت شركة التحصيل الدين} other {أُغلقت الإحالة: تعذّر التحصيل}}',
  'collections.agency_reported': 'وصل جديد من شركة التحصيل',
  'collections.promise_made': 'وعد بسداد {amount} يوم {dueOn}',
  'collections.promise_kept': 'نُفّذ الوعد: وصل {kept}',
  'collections.promise_partly_kept': 'نُفّذ الوعد جزئيًا: وصل {kept} من {amount}',
  'collections.promise_broken': 'لم يُنفَّذ الوعد بسداد {amount} يوم {dueOn}',
  'collections.promise_reopened': 'عاد الوعد بسداد {amount} قائمًا، فقد أُعيد ما نفّذه',
  'collections.promise_replaced': 'أُعيد الاتفاق على وعد {amount} يوم {dueOn}',
  'collections.promise_cancelled': 'أُلغي الوعد بسداد {amount}: {reason}',
  'messaging.talk_logged': 'سُجّل ما قيل خارج القنوات',
  'payments.recorded': 'وصلت دفعة {amount} بسند القبض {number}',
  'payments.allocated': 'خُصّص {amount} من دفعة سابقة لفواتيره',
  'payments.unallocated': 'عاد {amount} من فواتيره إلى الحساب',
  'payments.statement_sent':
    'أُرسل كشف حساب حتى {until}{channel, select, whatsapp { بواتساب} email { بالبريد} sms { برسالة نصية} messenger { بماسنجر} instagram { بإنستغرام} other {}}',
  'payments.reversed': 'أُلغيت دفعة بمبلغ {amount}',
  'payments.refunded': 'رُدّ إليه {amount}',
  'payments.attempt_opened': 'فتح صفحة الدفع لسداد {amount}',
  'payments.instrument_taken':
    '{kind, select, cheque {سُجّل الشيك} note {سُجّل السند لأمر} other {سُجّلت الكفالة}} {number} بمبلغ {amount}',
  'payments.instrument_moved':
    '{state, select, in_hand {استُرجع الشيك {number} من البنك} deposited {أُودع الشيك {number} بمبلغ {amount}} cleared {حُصّل الشيك {number} بمبلغ {amount}} returned {أُعيد الشيك {number} إلى صاحبه} replaced {استُبدل الشيك {number}} protested {احتُجّ على السند {number}} in_execution {دخل السند {number} التنفيذ} paid {سُدّد السند {number}} closed {أُغلق السند {number}} called {طُولب بالكفالة {number}} released {أُفرج عن الكفالة {number}} expired {انتهت الكفالة {number}} active {مُدّدت الكفالة {number}} other {أُلغي {number}، وكان سُجّل خطأً}}',
  'payments.cheque_bounced': 'ارتدّ الشيك {number} بمبلغ {amount}',
  'payments.instrument_due':
    '{kind, select, cheque {حل موعد الشيك} note {اقترب موعد السند} other {تقترب نهاية الكفالة}} {number} بمبلغ {amount}',
  'payments.deposit_moved':
    '{kind, select, advance {{move, select, request {طُلبت} pay {وصلت} unpay {أُلغي ما وصل من} other {أُلغي طلب}} دفعة مقدمة} other {{move, select, request {طُلب} receive {قُبض} refund {أُعيد من} apply {سُدّد مستحق من} undo {أُلغي قيد من} other {أُلغي طلب}} تأمين مسترد}} {number} بمبلغ {amount}',
  'payments.notice_opened': 'أبلغ أنه حوّل {amount}',
  'payments.notice_confirmed': 'تأكد وصول {amount} من بلاغه',
  'payments.notice_refused': 'لم يُعثر على {amount} من بلاغه',
  'payments.notice_withdrawn': 'سُحب بلاغ بسداد {amount}',
}
