import type { messagingRefusals } from '#core/messaging/refusals.ts'

/** Why messaging may decline, in Arabic. */
export const messaging: Record<keyof typeof messagingRefusals, string> = {
  'messaging.message_not_found': 'لم نجد هذه الرسالة.',
  'messaging.cannot_resend': 'لا يُعاد إرسال هذه الرسالة: إما أنها وصلت، أو ما زالت في طريقها.',
  'messaging.not_failed': 'لا يُنحّى إلا ما تعذّر إرساله. حدّث الصفحة لترى حال هذه الرسالة.',
  'messaging.not_unknown': 'نتيجة هذه الرسالة معروفة، فلا حاجة إلى حسمها.',
  'messaging.account_not_found': 'لم نجد هذا الحساب. قد يكون حُذف.',
  'messaging.account_taken': 'لديكم حساب بهذا المعرّف ({address}). افتحه وعدّله.',
  'messaging.account_played': 'حساب التجربة لا يُعدَّل. احذفه ثم اربط حسابك.',
  'messaging.vendor_fixed': 'لا يتغيّر مزوّد الحساب. أضف حسابًا جديدًا للمزوّد الآخر.',
  'messaging.played_beside_live': 'لديكم حساب حقيقي في هذه القناة، فلا يُفتح بجانبه حساب للتجربة.',
  'messaging.live_beside_played': 'احذف حساب التجربة في هذه القناة أولًا، ثم اربط حسابك.',
  'messaging.simulator_unavailable': 'التجربة بلا حساب غير متاحة هنا لهذا المزوّد.',
  'messaging.grant_none': 'هذا الحساب يدخل بكلمة مرور. غيّر طريقة دخوله في إعداداته أولًا.',
  'messaging.grant_state':
    'لم تعد هذه الموافقة صالحة: إما أنها استُعملت، أو مضى عليها ربع ساعة، أو بدأت من جلسة أخرى. ارجع إلى الحساب وابدأ من جديد.',
  'messaging.grant_refused':
    'لم يقبل المزوّد الموافقة ({said}). راجع معرّف التطبيق وسره وعنوان العودة عنده، ثم ابدأ من جديد.',
  'messaging.thread_not_found': 'لم نجد هذه المحادثة.',
  'messaging.window_closed':
    'مضت المهلة التي يسمح فيها المزوّد بالكتابة بحرية. أرسل قالبًا معتمدًا، أو انتظر رسالة من العميل.',
  'messaging.opted_out': 'أوقف العميل هذه الرسائل على هذه القناة.',
  'messaging.thread_blocked': 'حظر العميل هذا الحساب، فلا تصله رسائله.',
  'messaging.number_wrong':
    'هذا الرقم مُعلَّم بأنه خاطئ، وما يخص العميل لا يُرسل إلى غيره. صحّح الرقم في سجل العميل، أو ارفع عنه العلامة إن كان صحيحًا.',
  'messaging.too_long': 'الرسالة أطول مما تحمله هذه القناة.',
  'messaging.empty': 'اكتب شيئًا، أو أرفق ملفًا.',
  'messaging.kind_not_carried': 'هذه القناة لا تحمل هذا النوع من الرسائل.',
  'messaging.address_invalid': 'هذا العنوان لا تصل إليه رسالة على هذه القناة.',
  'messaging.cannot_begin': 'لا تُبدأ محادثة على هذه القناة؛ يكتب العميل أولًا.',
  'messaging.channel_template_not_found': 'لم نجد هذا القالب. قد يكون حُذف.',
  'messaging.channel_template_invalid': 'في القالب ما سيرفضه المزوّد. راجع ما أشرنا إليه.',
  'messaging.template_in_review': 'القالب عند المزوّد الآن، فلا يُعدَّل ولا يُقدَّم ثانية.',
  'messaging.template_name_taken': 'لديكم قالب باسم {name} بهذه اللغة. اختر اسمًا آخر.',
  'messaging.no_way': 'لا طريق يصل به إلى هذا العميل الآن.',
  'messaging.logged_later': 'لا يُسجَّل ما لم يحدث بعد. راجع الوقت.',
  'messaging.template_not_found': 'لا رسالة بهذا الاسم.',
  'messaging.template_invalid':
    'في النص موضع لا يُعرف. المواضع المتاحة مذكورة تحت النص، وتُكتب كما هي بين قوسين.',
}
