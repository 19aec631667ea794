import type { paymentsRefusals } from '#core/payments/refusals.ts'

/** Why payments may decline, in Arabic. */
export const payments: Record<keyof typeof paymentsRefusals, string> = {
  'payments.payment_not_found': 'لا دفعة بهذا المعرّف.',
  'payments.paid_in_the_future': 'التاريخ {paidOn} لم يحن بعد. اختر اليوم أو يومًا قبله.',
  'payments.rate_needed': 'اكتب سعر صرف {currency} يوم وصول المبلغ.',
  'payments.share_unknown_item':
    'في التوزيع مستند لم يعد مفتوحًا لهذا العميل. حدّث القائمة ووزّع المبلغ من جديد.',
  'payments.share_repeated': 'المستند {number} مذكور مرتين في التوزيع.',
  'payments.share_other_currency': 'المستند {number} بعملة غير عملة الدفعة.',
  'payments.share_of_nothing': 'اكتب مبلغًا أكبر من صفر أمام المستند {number}، أو أزله.',
  'payments.share_above_balance':
    'ما كتبته أمام المستند {number} أكثر من المتبقي عليه. ربما سُدّد جزء منه الآن: حدّث القائمة.',
  'payments.shares_above_payment': 'مجموع ما وزّعته أكثر من مبلغ الدفعة.',
  'payments.nothing_unallocated': 'وُزّعت الدفعة {number} كلها، ولم يبق منها شيء على الحساب.',
  'payments.nothing_open': 'لا شيء مفتوح على العميل بهذه العملة. يبقى المبلغ على حسابه.',
  'payments.allocation_not_found': 'فُكّ هذا الربط من قبل. حدّث الصفحة.',
  'payments.already_reversed': 'أُلغيت الدفعة {number} من قبل.',
  'payments.has_refunds': 'رُدّ جزء من الدفعة {number} إلى العميل، فلا تُلغى.',
  'payments.reversal_before_payment': 'لا يسبق تاريخ الإلغاء تاريخ الدفعة {paidOn}.',
  'payments.paid_by_gateway':
    'وصلت الدفعة {number} عبر بوابة الدفع. رُدّ مبلغها من البوابة بدل إلغائها.',
  'payments.refund_under_way':
    'ما زال ردّ سابق من الدفعة {number} قيد التنفيذ لدى بوابة الدفع. انتظر حتى تُعرف نتيجته، ثم أعد المحاولة.',
  'payments.not_paid_by_gateway': 'لم تصل الدفعة {number} عبر بوابة الدفع. رُدّها نقدًا أو بحوالة.',
  'payments.refund_above_unallocated':
    'لا يُردّ إلا ما بقي على الحساب من الدفعة {number}. فُكّ ربطها بالفواتير أولًا إن لزم.',
  'payments.no_address': 'لا بريد إلكترونيًا لهذا العميل. أضفه في سجله ثم أرسل.',
  'payments.statement_declined':
    'أوقف العميل الرسائل غير الواجبة، وكشف الحساب منها. سلّمه إليه بطريق آخر.',
  'payments.window_closed':
    'لا قالب معتمد لهذه الرسالة، ومضت مهلة الرد الحر. اعتمد قالبًا أو اختر قناة أخرى.',
  'payments.email_not_ready': 'لا حساب بريد يُرسل منه. أضفه من الإعدادات ثم أرسل.',
  'payments.link_not_found': 'رابط السداد غير صحيح. انسخه كاملًا من الرسالة.',
  'payments.link_ended': 'انتهت مدة رابط السداد. اطلبوا رابطًا جديدًا من المنشأة.',
  'payments.invoice_not_payable':
    'إحدى الفواتير المختارة سُدّدت أو لم تعد متاحة هنا. حدّث الصفحة لترى المتبقي الآن.',
  'payments.part_not_allowed': 'تُسدَّد الفواتير المختارة كاملة.',
  'payments.amount_out_of_range':
    'تغيّر المتبقي، أو المبلغ خارج المسموح. حدّث الصفحة واختر المبلغ من جديد.',
  'payments.nothing_to_pay': 'لم يبق شيء للسداد.',
  'payments.no_gateway': 'السداد الإلكتروني غير متاح الآن لدى المنشأة. يمكنكم التحويل البنكي.',
  'payments.gateway_not_found': 'لا حساب بوابة دفع بهذا المعرّف.',
  'payments.gateway_key_mode':
    'المفتاحان ليسا من بيئة واحدة. يبدأ مفتاحا التجربة بـ sk_test و pk_test، ومفتاحا التشغيل بـ sk_live و pk_live.',
  'payments.gateway_refused': 'لم تقبل بوابة الدفع الطلب، ولم يُخصم شيء. جرّبوا بعد قليل.',
  'payments.gateway_unavailable': 'بوابة الدفع لا تجيب الآن، ولم يُخصم شيء. جرّبوا بعد قليل.',
  'payments.simulator_unavailable': 'محاكي بوابة الدفع غير مشغّل هنا.',
  'payments.simulator_beside_live': 'لدى المنشأة حساب دفع حقيقي، فلا يُفتح المحاكي معه.',
  'payments.attempt_not_found': 'لا محاولة سداد بهذا المعرّف.',
  'payments.attempt_ended': 'بدأتم محاولة أحدث في نافذة أخرى. أكملوا السداد منها.',
  'payments.attempt_paid': 'وصل سدادكم السابق قبل لحظات. حدّثوا الصفحة لتروا المتبقي.',
  'payments.notice_not_found': 'لا بلاغ سداد بهذا المعرّف.',
  'payments.notice_ended': 'انتهى هذا البلاغ من قبل على يد {by}. حدّث الصفحة لترى ما صار إليه.',
  'payments.notice_message':
    'لا صورة ولا ملف PDF في هذه الرسالة، أو أن المحادثة لا تخص هذا العميل. اربطها به أولًا.',
  'payments.notice_repeated': 'فتح {by} بلاغًا من هذه الرسالة. تجده في بلاغات السداد.',
  'payments.notice_too_many':
    'وصلتنا بلاغاتك السابقة وهي قيد التحقق. تواصل مع المنشأة إن استجد شيء.',
  'payments.bank_account_not_found': 'لا حساب بنكيًا بهذا المعرّف.',
  'payments.bank_account_known': 'هذا الآيبان مسجل للحساب «{name}».',
  'payments.bank_account_currency': 'عملة الحساب لا تتغير. أضف حسابًا آخر بالعملة الثانية.',
  'payments.statement_unreadable':
    'تعذّر فتح الملف. نزّله من البنك بصيغة CSV أو إكسل (XLSX) أو MT940.',
  'payments.statement_faulty':
    'في السطر {row} ما يمنع أخذ الملف. صحّح الأعمدة أو نزّل الملف من جديد.',
  'payments.statement_unproven': 'لا رصيد في الملف يثبت حركاته. راجعها، ثم أكّد أنها صحيحة لتُؤخذ.',
  'payments.statement_taken': 'أخذ {by} هذا الملف من قبل، وحركاته هنا.',
  'payments.statement_not_found': 'لا كشف بهذا المعرّف. حدّث قائمة الكشوف.',
  'payments.statement_matched':
    '{count, plural, one {طوبقت حركة من هذا الكشف. تراجع عنها أولًا ثم أزِله.} two {طوبقت حركتان من هذا الكشف. تراجع عنهما أولًا ثم أزِله.} few {طوبقت # حركات من هذا الكشف. تراجع عنها أولًا ثم أزِله.} many {طوبقت # حركة من هذا الكشف. تراجع عنها أولًا ثم أزِله.} other {طوبقت # حركة من هذا الكشف. تراجع عنها أولًا ثم أزِله.}}',
  'payments.payment_answers': 'هذه الدفعة تجيب عن بلاغ آخر. اختر دفعة غيرها أو سجّل ما وصل.',
  'payments.rule_known': 'هذه الكلمات لعميل ليس من عملائك. طابق بلا تذكّر، أو اسأل من يراه.',
  'payments.statement_accounts': 'في الملف أكثر من حساب. نزّل كل حساب في ملف وحده.',
  'payments.statement_currency': 'عملة الكشف {found}، وعملة الحساب {account}. اختر الحساب الصحيح.',
  'payments.statement_other_account':
    'الكشف لآيبان آخر هو {iban}، غير آيبان «{name}». اختر الحساب الصحيح.',
  'payments.bank_line_not_found': 'لا حركة بنكية بهذا المعرّف، أو أنها لم تعد مفتوحة.',
  'payments.line_taken': 'طُوبقت هذه الحركة قبل لحظات. حدّث الصفحة لترى لمن هي.',
  'payments.line_open': 'هذه الحركة مفتوحة الآن، ولا شيء يُتراجع عنه.',
  'payments.line_goes_out':
    'هذا المبلغ خرج من الحساب، وليس سدادًا. اربطه بقيده إن كان مقيّدًا من قبل، أو سجّله مصروفًا، أو استبعده مع السبب.',
  'payments.line_comes_in':
    'هذا المبلغ دخل إلى الحساب، وليس مصروفًا. طابقه بعميله، أو اربطه بقيده إن كان مقيّدًا من قبل، أو استبعده مع السبب.',
  'payments.line_other_amount': 'مبلغ الحركة غير مبلغ الدفعة. سجّل الدفعة بما وصل فعلًا.',
  'payments.payment_matched': 'لهذه الدفعة حركة بنكية أخرى. افتحها وتراجع عنها أولًا إن لم تكن هي.',
  'payments.entry_other':
    'لا يطابق هذا القيد الحركة، أو أنه عُكس. اختر قيدًا قائمًا بمبلغها وعملتها، قريبًا من يومها.',
  'payments.entry_taken': 'لهذا القيد حركة بنكية أخرى. افتحها وتراجع عنها أولًا إن لم تكن هي.',
  'payments.rule_not_found': 'لا قاعدة بهذا المعرّف، ربما حذفها زميل.',
  'payments.rule_too_short': 'الكلمات قصيرة فتنطبق على غيره. اكتب ما يميّز هذا العميل.',
  'payments.instrument_not_found': 'لا شيك ولا سند ولا كفالة بهذا المعرّف. ارجع إلى القائمة.',
  'payments.instrument_known':
    'سُجّلت هذه الورقة برقمها {number} لهذا العميل من قبل. ابحث عنها في القائمة.',
  'payments.instrument_cannot':
    'تغيّر حال هذه الورقة فلم يعد هذا ممكنًا. حدّث الصفحة لترى حالها الآن.',
  'payments.statement_plan_not_found': 'لا جدولة بهذا المعرّف. حدّث الصفحة لترى ما هو قائم.',
  'payments.statement_run_not_found': 'لا إرسال بهذا المعرّف. ارجع إلى كشوف الحساب الدورية.',
  'payments.deposit_not_found': 'لا طلب بهذا المعرّف. ارجع إلى قائمة الدفعات المقدمة والتأمينات.',
  'payments.deposit_cannot': 'تغيّر حال هذا الطلب فلم يعد هذا ممكنًا. حدّث الصفحة لترى حاله الآن.',
  'payments.deposit_amount':
    'المبلغ المطلوب لا يصح. اكتب مبلغًا أكبر من الصفر ولا يزيد على القيمة المتوقعة.',
  'payments.deposit_currency': 'اكتب المبلغ بعملة {currency}.',
  'payments.deposit_above_held':
    'المبلغ أكبر مما يُحتفظ به من هذا التأمين. اكتب مبلغًا لا يزيد عليه.',
  'payments.deposit_exact':
    'المبلغ أكبر مما على العميل. سدّد به ما عليه، وأعد إليه الباقي من التأمين.',
  'payments.deposit_above_due':
    'المبلغ غير المتبقي من هذا الطلب. اكتب مبلغًا لا يزيد عليه، والتأمين يُقبض كاملًا.',
  'payments.deposit_step':
    'لا يمكن إلغاء هذه الخطوة الآن. إن كان القبض هو الخطأ فألغِ أولًا ما أُعيد من التأمين أو سُدّد به.',
  'payments.instrument_day':
    'هذا التاريخ لا يصح هنا. اختر يومًا لم يسبق الإيداع ولم يأتِ بعد اليوم، وللتمديد يومًا بعد الموعد السابق.',
}
