/** Why a customer comes up now (لماذا الآن), as the desk says it. */
export const deskWhy = {
  why_joint: '،',
  why_call_back_now: 'طلب معاودة الاتصال {when}',
  why_call_asked: 'طلب {when} أن تتصل به',
  why_promise_broken: 'وعد لم يُنفَّذ: {amount}، وكان موعده {day}',
  why_promise_broken_part: 'وعد نُفّذ بعضه: {amount}، وكان موعده {day}',
  why_promise_broken_before: 'آخر وعوده لم يُنفَّذ: {amount}، وكان موعده {day}',
  why_promise_broken_before_part: 'آخر وعوده نُفّذ بعضه: {amount}، وكان موعده {day}',
  why_cheque_bounced: 'ارتدّ شيكه {day}: {amount}',
  why_reply_waits: 'رد منه ينتظر منذ {day}',
  why_notice_waits: 'بلاغ سداد بتاريخ {day} ينتظر التحقق',
  why_dispute_answered: 'أُجيب اعتراضه على {number} ولم يُخبر به بعد',
  why_offer_ends: 'عرض تسوية بسداد {amount} ينتهي {day} بلا جواب',
  why_offer_ready: 'تسوية بسداد {amount} جاهزة ولم تُرسل إليه بعد',
  why_offer_stands: 'عُرضت عليه تسوية بسداد {amount}، وآخر موعد لها {day}، ولم يُجب بعد',
  why_offer_unapproved: 'تسوية بسداد {amount} تنتظر موافقة زميل قبل أن تُعرض عليه',
  why_offer_expired: 'انتهى عرض التسوية بسداد {amount} بلا جواب',
  why_offer_unsent: 'مضى أجل تسوية بسداد {amount} قبل أن تُرسل إليه',
  why_offer_declined: 'لم يقبل التسوية بسداد {amount}، فاسأله عما يناسبه',
  why_plan_broken: 'خطة سداد لم تُنفَّذ: {amount}',
  why_instalment_missed: 'قسط حل {day} ولم يكتمل: {amount}',
  why_plan_unanswered:
    'خطة سداد {amount} بلا جواب منذ {days, plural, one {يوم} two {يومين} few {# أيام} many {# يومًا} other {# يوم}}',
  why_plan_offered: 'عُرضت عليه خطة سداد {amount}، وآخر موعد لها {day}، ولم يُجب بعد',
  why_promise_today: 'يستحق وعده اليوم: {amount}',
  why_follow_up_now: 'حان موعد متابعته بعد «{outcome}»',
  why_call_step: 'سياسته تطلب مكالمة، وموعدها {day}',
  why_step_waits: 'إشعار أخير ينتظر الموافقة',
  why_over_90_silent:
    'تجاوز 90 يومًا، ولم يُكلَّم منذ {ago, plural, one {يوم} two {يومين} few {# أيام} many {# يومًا} other {# يوم}}',
  why_over_90_never: 'تجاوز 90 يومًا ولم يُكلَّم بعد',
  why_over_90:
    'متأخر {days, plural, one {يومًا} two {يومين} few {# أيام} many {# يومًا} other {# يوم}}، تجاوز التسعين',
  why_never_called:
    'متأخر {days, plural, one {يومًا} two {يومين} few {# أيام} many {# يومًا} other {# يوم}} ولم يُكلَّم بعد',
  why_silent:
    'لم يُكلَّم منذ {ago, plural, one {يوم} two {يومين} few {# أيام} many {# يومًا} other {# يوم}}',
  why_read_unanswered:
    'قرأ آخر {times, plural, one {تذكير} two {تذكيرين} few {# تذكيرات} many {# تذكيرًا} other {# تذكير}} ولم يرد',
  why_no_answer:
    'لم يرد {times, plural, one {على مكالمة} two {على مكالمتين} few {على # مكالمات} many {على # مكالمة} other {على # مكالمة}}',
  why_wrong_number: 'رقمه خاطئ، ويحتاج إلى رقم صحيح',
  why_first_time: 'أول تأخر له، واتصال مبكر يكفي غالبًا',
  why_late:
    'متأخر {days, plural, one {يومًا} two {يومين} few {# أيام} many {# يومًا} other {# يوم}} في {invoices, plural, one {فاتورة} two {فاتورتين} few {# فواتير} many {# فاتورة} other {# فاتورة}}',
}
