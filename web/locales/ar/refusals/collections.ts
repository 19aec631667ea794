import type { collectionsRefusals } from '#core/collections/refusals.ts'
import { agencies } from './agencies.ts'

/** Why collections may decline, in Arabic. */
export const collections: Record<keyof typeof collectionsRefusals, string> = {
  'collections.reminder_not_found': 'لم نجد هذا التذكير.',
  'collections.reminder_not_held': 'هذا التذكير لم يعد محجوبًا. حدّث الصفحة لترى حاله.',
  'collections.cannot_override':
    'سبب الحجب لا يُتجاوز: لا مبلغ باقٍ، أو دفعة قيد التأكيد، أو طلب العميل إيقاف الرسائل، أو لا عنوان له.',
  'collections.nothing_to_approve': 'هذه الرسالة لا تنتظر موافقة.',
  'collections.policy_not_found': 'لم نجد هذه السياسة. قد تكون حُذفت.',
  'collections.default_policy_needed': 'لا بد من سياسة عامة لمن لا تشمله سياسة خاصة.',
  'collections.simulation_not_found':
    'لم نجد هذه التجربة. تُحفظ آخر 20 تجربة، فجرّب السياسة من جديد.',
  'collections.trial_not_found': 'لم نجد هذه المقارنة.',
  'collections.trial_cannot_begin': 'اختر سياسة أولى مشغّلة وثانية غير العامة، ويومًا بعد اليوم.',
  'collections.trial_runs': 'إحدى السياستين في مقارنة قائمة. أنهها أولًا.',
  'collections.trial_ended': 'انتهت هذه المقارنة من قبل. حدّث الصفحة لترى نتيجتها.',
  'collections.policy_in_trial':
    'السياسة في مقارنة قائمة، وتغييرها يفسد المقارنة. أنهِ المقارنة أولًا.',
  'collections.policies_changed':
    'أضاف زميلك سياسة أو حذفها بعد أن فتحت الصفحة، فلم يتغيّر الترتيب. حدّث الصفحة ثم رتّبها.',
  'collections.email_not_ready': 'أضف حساب البريد الذي تُرسل منه التذكيرات، ثم شغّلها.',
  'collections.invoice_not_found': 'لم نجد هذه الفاتورة، أو ليس فيها مبلغ يُطلب.',
  'collections.pause_not_found': 'لا إيقاف قائم هنا. قد يكون زميلك استأنف التذكير.',
  'collections.already_paused': 'التذكير موقوف من قبل. استأنفه أولًا إن أردت تغيير الموعد.',
  'collections.dispute_not_found': 'لا اعتراض مفتوح هنا. قد يكون زميلك أغلقه.',
  'collections.already_disputed':
    'على هذه الفاتورة اعتراض مفتوح على كلها. أغلقه أولًا، أو أضف إليه ما استجد.',
  'collections.dispute_of_more_than_owed':
    'الاعتراضات على هذه الفاتورة تزيد على المتبقي منها. اكتب مبلغًا أقل، أو أغلق ما سبق.',
  'collections.disputes_too_many':
    'وصلتنا منكم اعتراضات كثيرة قيد المراجعة. نجيب عنها أولًا، أو تواصلوا معنا.',
  'collections.dispute_waits': 'هذا الاعتراض ينتظر العميل من قبل.',
  'collections.dispute_runs': 'هذا الاعتراض لا ينتظر العميل. حدّث الصفحة لترى حاله.',
  'collections.payment_plan_not_found': 'لم نجد خطة السداد هذه.',
  'collections.payment_plan_answered': 'أُجيب عن هذه الخطة من قبل، أو سُحبت. حدّث الصفحة لترى حالها.',
  'collections.payment_plan_expired':
    'كان آخر يوم للموافقة على هذه الخطة {answerBy}. تُعرض خطة جديدة بمواعيد جديدة.',
  'collections.payment_plan_ended': 'انتهت هذه الخطة من قبل. حدّث الصفحة لترى حالها.',
  'collections.confirmation_not_found':
    'لم نجد مصادقة الرصيد هذه، أو سُحبت. إن وصلكم رابط أحدث فاستعملوه.',
  'collections.confirmation_over':
    'أُجيب عن هذه المصادقة أو تغيّرت حالها من قبل. حدّث الصفحة لترى أين وصلت.',
  'collections.confirmation_day':
    'اختر يومًا لا يتجاوز اليوم للرصيد، وآخر موعد للجواب لا يسبق اليوم.',
  'collections.confirmation_nobody':
    'لا أحد يُسأل: لا رصيد لأحد في ذلك اليوم، أو سُئل من اخترتهم عنه من قبل.',
  'collections.confirmation_same': 'الرصيد الذي كتبتموه يطابق رصيدنا. اختاروا «مطابق» لتأكيده.',
  'collections.plan_of_more_than_owed':
    'مبلغ الخطة أكبر من المتبقي بعد كل ما سُدّد. اكتب مبلغًا لا يزيد عليه.',
  'collections.plan_schedule':
    '{fault, select, not_the_sum {مجموع الأقساط لا يساوي مبلغ الخطة. عدّل قسطًا حتى يتساويا.} not_ascending {موعد القسط {place} ليس بعد موعد الذي قبله. رتّب المواعيد.} in_the_past {مضى موعد القسط {place}. اختر اليوم أو يومًا بعده.} too_far {موعد القسط {place} أبعد مما تسمح به الإعدادات. قرّبه، أو قلّل عدد الأقساط.} no_amount {اكتب مبلغ القسط {place}.} other {اكتب بين قسط واحد و60 قسطًا.}}',
  'collections.plan_answer_by':
    'آخر يوم للموافقة يكون بين اليوم وآخر مهلة القسط الأول ({last}). اختر يومًا بينهما.',
  'collections.concession_not_found': 'لم نجد هذه التسوية أو الإعفاء.',
  'collections.concession_stands':
    'على الفاتورة {number} تسوية أو إعفاء قيد المعالجة. أنهه أولًا، أو اختر فواتير أخرى.',
  'collections.concession_ended': 'تغيّرت حال هذه التسوية. حدّث الصفحة لترى حالها.',
  'collections.concession_of_nothing':
    'لا مبلغ باقٍ يُتنازل عنه في هذه الفواتير، أو كتبت أكثر من المتبقي. راجع المبلغ.',
  'collections.concession_pay_too_much':
    'مبلغ السداد لا يترك شيئًا يُعفى عنه. اكتب مبلغًا أقل من المتبقي.',
  'collections.beyond_limit': 'المبلغ أو النسبة يتجاوز حدّ صلاحيتك. يوافق عليه: {who}.',
  'collections.own_proposal': 'لا يوافق أحد على اقتراحه فوق حدّه. اطلب الموافقة من زميل مخوّل.',
  'collections.nobody_may_agree':
    'لا أحد في منشأتك مخوّل بهذا القدر. ارفع حدود الصلاحية من الإعدادات، أو قلّل المبلغ.',
  'collections.limit_of_whom': 'اختر لكل حدّ دورًا أو شخصًا واحدًا.',
  'collections.credit_by_hand':
    'الرصيد الافتتاحي {number} لا يُعرف توزيع ضريبته، فأصدر إشعاره الدائن من صفحته، أو اختر الخصم دون إشعار.',
  'collections.not_reversible':
    'انتهت بإشعارات دائنة، ولا تُعكس من هنا. أصدر إشعارًا مدينًا من صفحة الفاتورة.',
  'collections.nothing_to_recover':
    'لا مبلغ على حساب العميل بهذا القدر، أو أكثر مما أُعدم. سجّل الدفعة أولًا.',
  'collections.no_way_to_send': 'لا طريق مفتوح يصل إلى العميل. أضف له بريدًا أو جوالًا.',
  'collections.promise_not_found': 'لم نجد هذا الوعد.',
  'collections.promise_stands': 'وعدكم قائم حتى {dueOn}. لتغيير الموعد تواصلوا مع المنشأة.',
  'collections.promise_of_more_than_owed':
    'الوعد أكبر من المتبقي بعد المقبوضات والوعود القائمة. اكتب مبلغًا لا يزيد عليه.',
  'collections.nothing_to_promise': 'لا مبلغ مستحق يوعد به.',
  'collections.nothing_askable':
    'المفتوح كله في شيك أو خطة سداد أو تسوية أو اعتراض، أو عند شركة تحصيل. غيّر ذلك أولًا، ثم سجّل الوعد.',
  'collections.promise_in_the_past': 'مضى هذا اليوم. اختر اليوم أو يومًا بعده.',
  'collections.promise_too_far':
    'أبعد موعد للوعد {days, plural, one {يوم واحد} two {يومان} few {# أيام} many {# يومًا} other {# يوم}} من اليوم. اختر يومًا أقرب، أو اتفق على أجزاء.',
  'collections.promise_ended': 'انتهى هذا الوعد من قبل. حدّث الصفحة لترى حاله.',
  'collections.desk_held': 'يعمل {by} على هذا العميل الآن. انتظر حتى يفرغ منه، أو يأخذه منه مشرف.',
  'collections.out_of_collectors_reach':
    'لا تشمل صلاحية {collector} هذا العميل، فلن يظهر في قائمة أحد. أسنده إلى زميل آخر، أو اجعل {collector} مسؤولًا عنه أولًا.',
  'collections.called_enough':
    '{limit, select, contacts_day {تواصلتم مع هذا العميل اليوم بكل القنوات بقدر ما تسمح منشأتك ({most}). عد إليه في يوم آخر.} contacts_week {تواصلتم مع هذا العميل في أسبوع بكل القنوات بقدر ما تسمح منشأتك ({most}). عد إليه في أسبوع آخر.} contacts_30 {تواصلتم مع هذا العميل في 30 يومًا بكل القنوات بقدر ما تسمح منشأتك ({most}). انتظر أن يتواصل هو.} calls_today {كُلّم هذا العميل اليوم بقدر ما تسمح منشأتك ({most, plural, one {مرة واحدة} two {مرتان} few {# مرات} many {# مرة} other {# مرة}}). اختر قناة أخرى أو يومًا آخر.} other {حُوول الاتصال بهذا العميل في 30 يومًا بقدر ما تسمح منشأتك ({most, plural, one {مرة واحدة} two {مرتان} few {# مرات} many {# مرة} other {# مرة}}). اكتب له بدل الاتصال.}}',
  'collections.not_a_time_to_call':
    '{because, select, holiday {اليوم إجازة} weekend {اليوم عطلة أسبوعية} other {الساعة خارج أوقات التواصل}}، ولا يُتصل بالعملاء فيها. سجّل موعدًا لاحقًا، أو سجّل مكالمة واردة إن كان هو من اتصل.',
  'collections.follow_up_needed': 'حدّد متى تعود إليه: لا يبقى دَين مفتوح بلا موعد متابعة.',
  'collections.follow_up_past': 'مضى هذا الموعد. اختر موعدًا بعد الآن.',
  'collections.follow_up_too_far':
    'أبعد موعد للمتابعة {days, plural, one {يوم واحد} two {يومان} few {# أيام} many {# يومًا} other {# يوم}} من اليوم.',
  'collections.promise_needed': 'اكتب المبلغ والموعد اللذين وعد بهما.',
  'collections.dispute_needed': 'اختر الفاتورة التي يعترض عليها وسبب الاعتراض.',
  'collections.phone_unknown':
    'هذا الرقم لم يعد من أرقام العميل. افتح البطاقة من جديد واختر رقمًا منها.',
  ...agencies,
}
