import type { peopleRefusals } from '#core/people/refusals.ts'

/** Why people and sessions may decline, in Arabic. */
export const people: Record<keyof typeof peopleRefusals, string> = {
  'setup.already_done': 'أُعدّت المنشأة من قبل. سجّل دخولك.',
  'setup.link_invalid':
    'رابط الإعداد غير صالح أو انتهت مدته. شغّل الخادم من جديد لتحصل على رابط آخر.',
  'setup.demo_not_ready': 'لا منشأة تجريبية تنتظر الدخول بهذا الرابط. ادخل من صفحة تسجيل الدخول.',
  'session.credentials_wrong': 'البريد أو كلمة المرور غير صحيح.',
  'session.locked': 'محاولات كثيرة. انتظر قليلًا ثم جرّب، أو غيّر كلمة المرور.',
  'session.code_wrong': 'الرمز غير صحيح أو انتهت مدته. اكتب الرمز الظاهر الآن في تطبيق المصادقة.',
  'session.ended': 'انتهت جلستك. سجّل دخولك لتكمل من حيث وقفت.',
  'people.user_not_found': 'لا مستخدم بهذا المعرّف.',
  'people.email_taken': 'هذا البريد لمستخدم آخر في المنشأة.',
  'people.department_name_taken': 'في المنشأة قسم باسم «{name}». اختر اسمًا آخر.',
  'people.password_too_common': 'كلمة مرور شائعة يسهل تخمينها. اختر جملة تحفظها أنت وحدك.',
  'people.password_wrong': 'كلمة المرور الحالية غير صحيحة.',
  'people.last_owner': 'هذا آخر مالك للمنشأة. عيّن مالكًا آخر أولًا.',
  'people.cannot_deactivate_self': 'لا توقف حسابك بنفسك. اطلب ذلك من مالك آخر.',
  'people.role_not_found': 'لا دور بهذا المعرّف.',
  'people.role_in_use': 'لهذا الدور أعضاء. انقلهم إلى دور آخر ثم احذفه.',
  'people.role_is_shipped': 'هذا دور أساسي لا يُغيّر. انسخه إلى دور جديد وغيّر فيه.',
  'people.department_not_found': 'لا قسم بهذا المعرّف.',
  'people.invitation_invalid': 'الدعوة غير صالحة أو انتهت مدتها. اطلب دعوة جديدة ممن دعاك.',
  'people.reset_invalid': 'رابط تغيير كلمة المرور غير صالح أو استُعمل. اطلب رابطًا جديدًا.',
  'people.key_not_found': 'لا مفتاح بهذا المعرّف.',
  'people.grant_exceeds_own': 'لا تمنح صلاحية أوسع من صلاحيتك.',
  'people.totp_not_started': 'ابدأ تفعيل الرمز أولًا، ثم أكّده.',
  'people.company_not_found': 'لست عضوًا في هذه المنشأة.',
}
