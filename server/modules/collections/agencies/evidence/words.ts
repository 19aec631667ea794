import type { ContactChannel } from '#core/collections/desk/outcome.ts'
import type { DisputeOutcome, DisputeReason } from '#core/collections/dispute.ts'
import { PaperKind } from '#core/collections/evidence-api.ts'
import type { Decision } from '#core/collections/gate.ts'
import type { PromiseSource, PromiseState } from '#core/collections/promise.ts'
import type { MessageChannel, MessageState } from '#core/messaging/message.ts'
import type { Tone } from '#core/messaging/tone.ts'
import type { NoticeSource, NoticeState } from '#core/payments/notice.ts'
import { type Both, words as register } from '../../contact-register/words.ts'

/** Keys of the house as a cell of a pack says them, in both languages: «وصلت / Delivered». */
const inBoth =
  <K extends string>(of: Readonly<Record<K, Both>>) =>
  (key: K): string =>
    `${of[key].ar} / ${of[key].en}`

const { channel } = register

export const said = {
  direction: inBoth(register.direction),
  channel: inBoth<MessageChannel | ContactChannel>({
    ...channel,
    mail: channel.email,
    manual: { ar: 'مسجلة يدويًا', en: 'Noted by hand' },
  }),
  // What came in has no way behind it.
  message: inBoth<MessageState | 'received'>({
    ...register.state,
    received: { ar: 'وردت', en: 'Received' },
  }),
  outcome: inBoth(register.outcome),
  source: inBoth<PromiseSource | NoticeSource>({
    call: channel.call,
    mail: channel.email,
    meeting: { ar: 'لقاء', en: 'Meeting' },
    chat: { ar: 'محادثة', en: 'Chat' },
    portal: { ar: 'البوابة', en: 'Portal' },
    pay_page: { ar: 'صفحة الدفع', en: 'Pay page' },
    button: { ar: 'زر تحت رسالة', en: 'Button' },
    staff: { ar: 'موظف', en: 'Staff' },
  }),
  promise: inBoth<PromiseState>({
    open: { ar: 'قائم', en: 'Open' },
    kept: { ar: 'نُفّذ', en: 'Kept' },
    partly_kept: { ar: 'نُفّذ جزئيًا', en: 'Partly kept' },
    broken: { ar: 'لم يُنفَّذ', en: 'Broken' },
    renegotiated: { ar: 'أُعيد الاتفاق', en: 'Renegotiated' },
    cancelled: { ar: 'أُلغي', en: 'Cancelled' },
  }),
  notice: inBoth<NoticeState>({
    open: { ar: 'قائم', en: 'Open' },
    confirmed: { ar: 'أُكد', en: 'Confirmed' },
    refused: { ar: 'لم يُقبل', en: 'Refused' },
    withdrawn: { ar: 'سُحب', en: 'Withdrawn' },
  }),
  reason: inBoth<DisputeReason>({
    amount: { ar: 'المبلغ', en: 'Amount' },
    quality: { ar: 'الجودة', en: 'Quality' },
    not_received: { ar: 'لم يستلم', en: 'Not received' },
    already_paid: { ar: 'مدفوعة من قبل', en: 'Already paid' },
    duplicate: { ar: 'مكررة', en: 'Duplicate' },
    other: { ar: 'أخرى', en: 'Other' },
  }),
  dispute: inBoth<DisputeOutcome | 'open'>({
    open: { ar: 'قائم', en: 'Open' },
    accepted: { ar: 'قُبل', en: 'Accepted' },
    rejected: { ar: 'رُفض', en: 'Rejected' },
    withdrawn: { ar: 'سُحب', en: 'Withdrawn' },
  }),
  tone: inBoth<Tone>({
    before: { ar: 'قبل الاستحقاق', en: 'Before due' },
    due: { ar: 'يوم الاستحقاق', en: 'Due day' },
    friendly: { ar: 'ودّي', en: 'Friendly' },
    follow_up: { ar: 'متابعة', en: 'Follow-up' },
    firm: { ar: 'حازم', en: 'Firm' },
    final: { ar: 'إشعار أخير', en: 'Final notice' },
  }),
  verdict: inBoth<Decision['verdict']>({
    send: { ar: 'يُرسل', en: 'Send' },
    hold: { ar: 'محجوب', en: 'Held' },
    drop: { ar: 'تُرك', en: 'Dropped' },
  }),
  paper: inBoth<PaperKind>({
    delivery: { ar: 'إثبات تسليم', en: 'Delivery proof' },
    contract: { ar: 'عقد', en: 'Contract' },
    notice: { ar: 'إشعار خطي للعميل', en: 'Written notice to the customer' },
    legal: { ar: 'إجراء نظامي', en: 'Legal step' },
    other: { ar: 'أخرى', en: 'Other' },
  }),
} as const

const contents: Readonly<Record<string, string>> = {
  invoices: 'فاتورة / Invoice',
  statement: 'كشف الحساب / Statement of account',
  'logs/messages': 'سجل الرسائل / Messages',
  'logs/contacts': 'سجل الاتصالات / Contacts',
  'logs/promises': 'الوعود بالسداد / Promises',
  'logs/payment-plans': 'خطط السداد وأقساطها / Payment plans and instalments',
  'logs/payment-notices': 'بلاغات السداد / Payment notices',
  'logs/disputes': 'الاعتراضات / Disputes',
  'logs/reminders': 'التذكيرات وقراراتها / Reminders',
}

/** What a file of a pack is, by its path, as the index says it. */
export function contentOf(path: string): string {
  const kind = PaperKind.safeParse(/^papers\/(\w+)-/.exec(path)?.[1])
  if (kind.success) return said.paper(kind.data)
  const key = Object.keys(contents).find((each) => path.startsWith(each))
  return (key && contents[key]) ?? path
}
