import type { collectionsRefusals } from '#core/collections/refusals.ts'

/** Why collections may decline, in Arabic. */
export const collections: Record<keyof typeof collectionsRefusals, string> = {
  'collections.reminder_not_found': 'لم نجد هذا التذكير.',
  'collections.reminder_not_held': 'هذا التذكير لم يعد محجوبًا. حدّث الصفحة لترى حاله.',
  'collections.cannot_override':
    'سبب الحجب لا يُتجاوز: لا مبلغ باقٍ، أو دفعة قيد التأكيد، أو طلب العميل إيقاف الرسائل، أو لا عنوان له.',
  'collections.nothing_to_approve': 'هذه الرسالة لا تنتظر موافقة.',
  'collections.policy_not_found': 'لم نجد هذه السياسة. قد تكون حُذفت.',
  'collections.default_policy_needed': 'لا بد من سياسة عامة لمن لا تشمله سياسة خاصة.',
  'collections.email_not_ready': 'أضف حساب البريد الذي تُرسل منه التذكيرات، ثم شغّلها.',
  'collections.invoice_not_found': 'لم نجد هذه الفاتورة، أو ليس فيها مبلغ يُطلب.',
  'collections.pause_not_found': 'لا إيقاف قائم هنا. قد يكون زميلك استأنف التذكير.',
  'collections.already_paused': 'التذكير موقوف من قبل. استأنفه أولًا إن أردت تغيير الموعد.',
  'collections.dispute_not_found': 'لا اعتراض مفتوح هنا. قد يكون زميلك أغلقه.',
  'collections.already_disputed': 'على هذه الفاتورة اعتراض مفتوح.',
  'collections.promise_not_found': 'لم نجد هذا الوعد.',
  'collections.promise_stands': 'وعدكم قائم حتى {dueOn}. لتغيير الموعد تواصلوا مع المنشأة.',
  'collections.promise_of_more_than_owed':
    'الوعد أكبر من المتبقي بعد المقبوضات والوعود القائمة. اكتب مبلغًا لا يزيد عليه.',
  'collections.nothing_to_promise': 'لا مبلغ مستحق يوعد به.',
  'collections.promise_in_the_past': 'مضى هذا اليوم. اختر اليوم أو يومًا بعده.',
  'collections.promise_too_far':
    'أبعد موعد للوعد {days, plural, one {يوم واحد} two {يومان} few {# أيام} many {# يومًا} other {# يوم}} من اليوم. اختر يومًا أقرب، أو اتفق على أجزاء.',
  'collections.promise_ended': 'انتهى هذا الوعد من قبل. حدّث الصفحة لترى حاله.',
  'collections.desk_held': 'يعمل {by} على هذا العميل الآن. انتظر حتى يفرغ منه، أو يأخذه منه مشرف.',
  'collections.called_enough':
    '{limit, select, calls_today {كُلّم هذا العميل اليوم بقدر ما تسمح منشأتك ({most, plural, one {مرة واحدة} two {مرتان} few {# مرات} many {# مرة} other {# مرة}}). اختر قناة أخرى أو يومًا آخر.} other {حُوول الاتصال بهذا العميل في 30 يومًا بقدر ما تسمح منشأتك ({most, plural, one {مرة واحدة} two {مرتان} few {# مرات} many {# مرة} other {# مرة}}). اكتب له بدل الاتصال.}}',
  'collections.not_a_time_to_call':
    '{because, select, holiday {اليوم إجازة} weekend {اليوم عطلة أسبوعية} other {الساعة خارج أوقات التواصل}}، ولا يُتصل بالعملاء فيها. سجّل موعدًا لاحقًا، أو سجّل مكالمة واردة إن كان هو من اتصل.',
  'collections.follow_up_needed': 'حدّد متى تعود إليه: لا يبقى دَين مفتوح بلا موعد متابعة.',
  'collections.follow_up_past': 'مضى هذا الموعد. اختر موعدًا بعد الآن.',
  'collections.follow_up_too_far':
    'أبعد موعد للمتابعة {days, plural, one {يوم واحد} two {يومان} few {# أيام} many {# يومًا} other {# يوم}} من اليوم.',
  'collections.promise_needed': 'اكتب المبلغ والموعد اللذين وعد بهما.',
  'collections.dispute_needed': 'اختر الفاتورة التي يعترض عليها وسبب الاعتراض.',
}
