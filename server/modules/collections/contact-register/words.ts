import type { UpdateCode } from '#core/collections/agency-referral.ts'
import type {
  ContactHours,
  Ground,
  RegisterChannel,
  RegisterKind,
} from '#core/collections/contact-register.ts'
import type { ContactOutcome } from '#core/collections/desk/outcome.ts'
import type { MessageState } from '#core/messaging/message.ts'
import type { Language } from '#core/people/identity.ts'

export type Both = Readonly<{ ar: string; en: string }>

/** The columns of the file. */
export const heads: readonly Both[] = [
  { ar: 'اليوم', en: 'Day' },
  { ar: 'الوقت', en: 'Time' },
  { ar: 'النوع', en: 'Kind' },
  { ar: 'القناة', en: 'Channel' },
  { ar: 'الاتجاه', en: 'Direction' },
  { ar: 'من', en: 'By' },
  { ar: 'العميل', en: 'Customer' },
  { ar: 'رقمه', en: 'No.' },
  { ar: 'المتحدث إليه', en: 'Spoken to' },
  { ar: 'رقمه أو عنوانه', en: 'Number or address' },
  { ar: 'المستندات', en: 'Documents' },
  { ar: 'النتيجة', en: 'What came of it' },
  { ar: 'المبلغ', en: 'Amount' },
  { ar: 'العملة', en: 'Currency' },
  { ar: 'ساعات التواصل', en: 'Contact hours' },
  { ar: 'لماذا خرج', en: 'Let out by' },
  { ar: 'سبب التجاوز', en: 'Reason given' },
]

const kind: Record<RegisterKind, Both> = {
  reminder: { ar: 'تذكير', en: 'Reminder' },
  letter: { ar: 'خطاب', en: 'Letter' },
  statement: { ar: 'كشف حساب', en: 'Statement' },
  document: { ar: 'فاتورة أو سند', en: 'Invoice or receipt' },
  message: { ar: 'رسالة', en: 'Message' },
  call: { ar: 'مكالمة', en: 'Call' },
  visit: { ar: 'زيارة أو لقاء', en: 'Visit or meeting' },
  noted: { ar: 'تواصل مسجل يدويًا', en: 'Noted by hand' },
  agency: { ar: 'إفادة شركة التحصيل', en: 'Agency report' },
}
const channel: Record<RegisterChannel, Both> = {
  whatsapp: { ar: 'واتساب', en: 'WhatsApp' },
  email: { ar: 'البريد', en: 'E-mail' },
  sms: { ar: 'رسالة نصية', en: 'SMS' },
  messenger: { ar: 'ماسنجر', en: 'Messenger' },
  instagram: { ar: 'إنستغرام', en: 'Instagram' },
  call: { ar: 'الهاتف', en: 'Phone' },
  visit: { ar: 'وجهًا لوجه', en: 'In person' },
  other: { ar: 'غير ذلك', en: 'Other' },
  agency: { ar: 'شركة التحصيل', en: 'Agency' },
}
const state: Record<MessageState, Both> = {
  queued: { ar: 'في الانتظار', en: 'Queued' },
  sending: { ar: 'تُرسل الآن', en: 'Sending' },
  sent: { ar: 'أُرسلت', en: 'Sent' },
  delivered: { ar: 'وصلت', en: 'Delivered' },
  read: { ar: 'قُرئت', en: 'Read' },
  failed: { ar: 'تعذّر الإرسال', en: 'Failed' },
  unknown: { ar: 'غير مؤكدة', en: 'Unknown' },
  withdrawn: { ar: 'سُحبت', en: 'Withdrawn' },
}
const outcome: Record<ContactOutcome, Both> = {
  promised: { ar: 'وعد بالسداد', en: 'Promised' },
  says_paid: { ar: 'يقول إنه سدّد', en: 'Says they paid' },
  no_answer: { ar: 'لم يرد', en: 'No answer' },
  call_back: { ar: 'طلب معاودة الاتصال', en: 'Call back' },
  wants_plan: { ar: 'طلب خطة سداد', en: 'Wants a plan' },
  disputes: { ar: 'يعترض على فاتورة', en: 'Disputes an invoice' },
  refuses: { ar: 'رفض السداد', en: 'Refuses' },
  wrong_number: { ar: 'رقم خاطئ', en: 'Wrong number' },
  wants_settlement: { ar: 'طلب تسوية', en: 'Wants a settlement' },
  forgot: { ar: 'نسي الفاتورة', en: 'Forgot' },
  not_received_invoice: { ar: 'لم تصله الفاتورة', en: 'Invoice not received' },
  in_trouble: { ar: 'يمر بضائقة', en: 'In difficulty' },
}
const agency: Record<UpdateCode, Both> = {
  contacted: { ar: 'تواصلت معه', en: 'Contacted' },
  no_answer: { ar: 'لم يرد', en: 'No answer' },
  promised: { ar: 'وعد بالسداد', en: 'Promised' },
  plan_proposed: { ar: 'يقترح خطة سداد', en: 'Proposes a plan' },
  disputes: { ar: 'يعترض', en: 'Disputes' },
  wrong_details: { ar: 'بيانات خاطئة', en: 'Wrong details' },
  insolvent: { ar: 'متعسر', en: 'Insolvent' },
  returned: { ar: 'أعادت الدين', en: 'Returned the debt' },
  other: { ar: 'أخرى', en: 'Other' },
}
const hours: Record<ContactHours, Both> = {
  open: { ar: 'داخلها', en: 'Within' },
  holiday: { ar: 'يوم عطلة', en: 'Holiday' },
  weekend: { ar: 'عطلة نهاية الأسبوع', en: 'Weekend' },
  outside_hours: { ar: 'خارجها', en: 'Outside' },
}
const ground: Record<Ground | 'automatic', Both> = {
  gate: { ar: 'أجازته شروط التذكير', en: 'Passed every check' },
  override: { ar: 'تجاوز المنع', en: 'Overruled' },
  person: { ar: 'بيد زميل', en: 'A colleague' },
  owed: { ar: 'مستند يُرسل إلى العميل', en: 'Owed to the customer' },
  rule: { ar: 'قاعدة وضعتها المنشأة', en: "The company's rule" },
  customer: { ar: 'بدأه العميل', en: 'The customer began' },
  agency: { ar: 'الدين محال إليها', en: 'Referred debt' },
  automatic: { ar: 'آليًا', en: 'Automatic' },
}
const direction: Record<'in' | 'out', Both> = {
  in: { ar: 'وارد', en: 'In' },
  out: { ar: 'صادر', en: 'Out' },
}

export const words = { kind, channel, state, outcome, agency, hours, ground, direction } as const

/** A key of the register in the reader's words. */
export const wordOf = (group: keyof typeof words, key: string, language: Language): string => {
  const found: Readonly<Record<string, Both>> = words[group]
  return found[key]?.[language] ?? key
}
