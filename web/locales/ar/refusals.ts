import type { RefusalCode } from '#core/refusal.ts'
import { collaboration } from './refusals/collaboration.ts'
import { collections } from './refusals/collections.ts'
import { contacts } from './refusals/contacts.ts'
import { credit } from './refusals/credit.ts'
import { customization } from './refusals/customization.ts'
import { importing } from './refusals/importing.ts'
import { inbox } from './refusals/inbox.ts'
import { invoicing } from './refusals/invoicing.ts'
import { ledger } from './refusals/ledger.ts'
import { messaging } from './refusals/messaging.ts'
import { payments } from './refusals/payments.ts'
import { people } from './refusals/people.ts'
import { reports } from './refusals/reports.ts'

/** Every refusal in Arabic; a code without its sentence does not compile. */
export const refusals: Record<RefusalCode | 'network', string> = {
  network: 'انقطع الاتصال بالخادم. لم يضع شيء مما حفظته. جرّب بعد لحظات.',
  'request.invalid': 'في الطلب ما لا يُقبل. راجع ما كتبته.',
  'request.not_found': 'لم نجد ما طلبته. قد يكون حُذف أو نُقل.',
  'request.too_large': 'الملف أو الطلب أكبر من المسموح.',
  'request.id_reused': 'أُرسل هذا الطلب من قبل بمحتوى آخر. أعد فتح الصفحة ثم جرّب.',
  'request.too_many': 'طلبات كثيرة في وقت قصير. انتظر قليلًا ثم جرّب.',
  'request.stale': 'عدّل غيرك هذا السجل قبل أن تحفظ. اعرض تعديله ثم احفظ تعديلك.',
  'request.origin': 'جاء الطلب من عنوان آخر فلم يُقبل. افتح وصل من عنوانه المعتاد.',
  'access.unauthenticated': 'سجّل دخولك لتكمل.',
  'access.forbidden': 'هذا يحتاج صلاحية ليست لديك. اطلبها من مالك المنشأة.',
  'access.field_hidden': 'في السجل حقل لا تملك صلاحية تغييره.',
  'system.failed': 'وقع خطأ عندنا ولم يُحفظ هذا الطلب. ما حُفظ قبله باقٍ.',
  ...people,
  ...customization,
  ...contacts,
  ...credit,
  ...importing,
  ...collaboration,
  ...ledger,
  ...messaging,
  ...inbox,
  ...invoicing,
  ...payments,
  ...collections,
  ...reports,
}
