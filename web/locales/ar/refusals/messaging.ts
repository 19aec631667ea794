import type { messagingRefusals } from '#core/messaging/refusals.ts'

/** Why messaging may decline, in Arabic. */
export const messaging: Record<keyof typeof messagingRefusals, string> = {
  'messaging.message_not_found': 'لم نجد هذه الرسالة.',
  'messaging.cannot_resend': 'لا يُعاد إرسال هذه الرسالة: إما أنها وصلت، أو ما زالت في طريقها.',
  'messaging.not_unknown': 'نتيجة هذه الرسالة معروفة، فلا حاجة إلى حسمها.',
  'messaging.account_not_found': 'لم نجد حساب البريد هذا. قد يكون حُذف.',
  'messaging.template_not_found': 'لا رسالة بهذا الاسم.',
  'messaging.template_invalid':
    'في النص موضع لا يُعرف. المواضع المتاحة مذكورة تحت النص، وتُكتب كما هي بين قوسين.',
}
