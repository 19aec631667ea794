import type { inboxRefusals } from '#core/inbox/refusals.ts'

/** Why the inbox may decline, in Arabic. */
export const inbox: Record<keyof typeof inboxRefusals, string> = {
  'inbox.conversation_not_found': 'لم نجد هذه المحادثة، أو ليست ضمن ما يتاح لك.',
  'inbox.message_not_found': 'لم نجد هذه الرسالة في المحادثة.',
  'inbox.note_not_found': 'لم نجد هذه الملاحظة، أو كتبها غيرك.',
  'inbox.type_not_found': 'لم نجد هذا النوع. قد يكون حُذف.',
  'inbox.label_not_found': 'لم نجد هذا الوسم. قد يكون حُذف.',
  'inbox.rule_not_found': 'لم نجد هذه القاعدة. قد تكون حُذفت.',
  'inbox.lesson_not_found': 'لم نجد هذا التصحيح. قد يكون نُسي من قبل.',
  'inbox.canned_not_found': 'لم نجد هذا الرد الجاهز، أو ليس لك أن تغيّره.',
  'inbox.user_not_found': 'لم نجد هذا الزميل، أو ليست له صلاحية الرد على المحادثات.',
  'inbox.department_not_found': 'لم نجد هذا القسم. قد يكون حُذف.',
  'inbox.template_not_found': 'لم نجد هذا القالب بين القوالب المعتمدة.',
  'inbox.name_taken': 'الاسم «{name}» مستعمل. اختر غيره.',
  'inbox.shortcut_taken': 'الاختصار «{shortcut}» مستعمل. اختر غيره.',
  'inbox.canned_unknown_variable': 'في النص موضع لا يُعرف: «{name}».',
  'inbox.shipped_type': 'هذا النوع أصلي لا يُحذف، ولك أن توقفه.',
  'inbox.someone_answers':
    '{because, select, answered_meanwhile {ردّ زميل بعد أن بدأت الكتابة. راجع رده ثم أرسل إن شئت.} other {{name} يكتب الآن في هذه المحادثة. أرسل إن شئت.}}',
  'inbox.not_undoable': 'غادرت الرسالة قبل التراجع.',
  'inbox.not_failed': 'لا يُعاد إلا إرسال رسالة تعذّر إرسالها.',
  'inbox.closed': 'لهذا المراسل محادثة أحدث مفتوحة. أكمل فيها.',
  'inbox.snooze_past': 'اختر وقتًا لم يمضِ.',
  'inbox.nothing_said': 'اكتب شيئًا أو أرفق ملفًا.',
  'inbox.nobody_to_write_to': 'لا يُراسَل هذا العنوان من هذا الحساب.',
  'inbox.template_incomplete': 'املأ كل مواضع القالب أولًا.',
  'inbox.file_too_large': 'الملف أكبر مما تحمله القناة ({most} م.ب).',
  'inbox.file_not_carried': 'هذه القناة لا تحمل ملفًا من هذا النوع.',
  'inbox.cannot_react': 'هذه القناة لا تحمل التفاعلات على هذه الرسالة.',
  'inbox.cannot_begin': 'هذا العنوان لعميل آخر. راجع بطاقتيهما.',
  'inbox.not_yours_to_link':
    'هذه المحادثة لعميل خارج ما يتاح لك. اطلب من زميلك أو مديرك أن يغيّر ربطها.',
  'inbox.begun_by_another':
    'صاحب هذا العنوان في محادثة خارج ما يتاح لك. اطلب من زميلك أو مديرك أن يسندها إليك.',
  'inbox.rule_says_nothing': 'اختر ما تفعله القاعدة: نوعًا أو أولوية أو قسمًا أو وسمًا أو زميلًا.',
}
