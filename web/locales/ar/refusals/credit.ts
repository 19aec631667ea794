import type { creditRefusals } from '#core/credit/refusals.ts'

/** Why credit may decline, in Arabic. */
export const credit: Record<keyof typeof creditRefusals, string> = {
  'credit.on_hold':
    '{reason, select, cash_only {لم يُمنح هذا العميل ائتمانًا، فالبيع له نقدًا.} over_limit {يتجاوز هذا البيع حد العميل.} expired {انتهت صلاحية ائتمان هذا العميل.} held {البيع الآجل لهذا العميل موقوف.} overdue_amount {على هذا العميل مبلغ متأخر يزيد على المسموح.} overdue_age {على هذا العميل دَين متأخر منذ {days, plural, one {يوم} two {يومين} few {# أيام} many {# يومًا} other {# يوم}}.} promise_broken {لم يُنفّذ هذا العميل وعده بالسداد.} plan_broken {لم يُنفّذ هذا العميل خطة سداده.} cheque_bounced {ارتدّ شيك لهذا العميل.} other {لا يشتري هذا العميل بالأجل الآن.}} بِعه نقدًا، أو حصّل ما عليه، أو يعتمدها من له صلاحية التجاوز بسبب.',
  'credit.application_not_found': 'لم نجد هذا الطلب.',
  'credit.application_open': 'لهذا العميل طلب ينتظر القرار. افتحه وأكمله.',
  'credit.application_ended': 'بُتّ في هذا الطلب من قبل. حدّث الصفحة لترى القرار.',
  'credit.form_not_found': 'لم نجد هذا الرابط. تأكدوا أنه كامل، أو اطلبوا رابطًا جديدًا.',
  'credit.form_ended': 'انتهت مدة هذا الرابط. اطلبوا رابطًا جديدًا ممن أرسله إليكم.',
  'credit.form_sent': 'أُرسل الطلب بهذا الرابط من قبل. لطلب آخر يلزم رابط جديد.',
  'credit.form_pending': 'لديكم طلب سابق ينتظر القرار. سنتواصل معكم بشأنه.',
  'credit.above_authority': 'هذا الحد فوق صلاحيتك. اطلب القرار ممن يضع السياسة الائتمانية.',
  'credit.valid_until_past': 'مضى هذا اليوم. اختر اليوم أو يومًا بعده.',
  'credit.review_past': 'اختر للمراجعة يومًا بعد اليوم.',
  'credit.document_not_found': 'لم نجد هذا المستند. قد يكون زميلك حذفه.',
  'credit.too_many_documents': 'للطلب {most} مستندًا على الأكثر. احذف ما لا يلزم.',
  'credit.already_held': 'أوقف {by} ائتمان هذا العميل من قبل.',
  'credit.nothing_to_release': 'لا إيقاف يُرفع. حدّد يومًا إن أردت التجاوز عن المتأخر حتى حينه.',
}
