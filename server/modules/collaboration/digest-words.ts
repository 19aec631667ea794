import type { NotificationKind } from '#core/collaboration/notification.ts'
import type { Language } from '#core/people/identity.ts'

const kinds: Readonly<Record<Language, Readonly<Record<NotificationKind, string>>>> = {
  ar: {
    payment_received: 'دفعات جديدة',
    reminder_waiting: 'تذكيرات تنتظر موافقتك',
    message_failed: 'رسائل لم تُرسل',
    message_unknown: 'رسائل لا نعلم هل وصلت',
    account_troubled: 'قنوات تحتاج نظرك',
    customer_answered: 'عملاء ردّوا على رسائلك',
    promise_broken: 'وعود لم تُنفَّذ',
    plan_accepted: 'خطط سداد قُبلت',
    plan_declined: 'خطط سداد لم تُقبل',
    plan_broken: 'خطط سداد لم تُنفَّذ',
    agency_reported: 'أخبار من شركات التحصيل',
    referral_ended: 'إحالات انتهت',
    credit_applied: 'طلبات ائتمان من العملاء',
    credit_review: 'حدود ائتمان حانت مراجعتها',
    dispute_raised: 'اعتراضات أُسندت إليك',
    dispute_overdue: 'اعتراضات تأخر الرد عليها',
    concession_waits: 'تنازلات تنتظر موافقتك',
    instrument_due: 'شيكات وسندات وكفالات حان موعدها',
    cheque_bounced: 'شيكات ارتدّت',
    balance_differs: 'أرصدة لا تطابق سجلات عملائها',
    conversation_assigned: 'محادثات أُسندت إليك',
    conversation_waits: 'عملاء ينتظرون ردًا',
    conversation_unclaimed: 'محادثات جديدة لم يأخذها أحد',
    colleague_mentioned: 'ملاحظات ذُكرت فيها',
    import_finished: 'ملفات انتهى استيرادها',
    books_problem: 'ملاحظات على الدفاتر',
  },
  en: {
    payment_received: 'New payments',
    reminder_waiting: 'Reminders waiting for your approval',
    message_failed: 'Messages not sent',
    message_unknown: 'Messages of unknown fate',
    account_troubled: 'Channels that need you',
    customer_answered: 'Customers who answered',
    promise_broken: 'Promises that were broken',
    plan_accepted: 'Payment plans agreed to',
    plan_declined: 'Payment plans declined',
    plan_broken: 'Payment plans that were broken',
    agency_reported: 'News from collection agencies',
    referral_ended: 'Referrals that ended',
    credit_applied: 'Credit applications from customers',
    credit_review: 'Credit limits to review',
    dispute_raised: 'Disputes given to you',
    dispute_overdue: 'Disputes whose answer is late',
    concession_waits: 'Concessions waiting for you to agree',
    instrument_due: 'Cheques, notes and guarantees whose day has come',
    cheque_bounced: 'Cheques that bounced',
    balance_differs: 'Balances that customers have otherwise',
    conversation_assigned: 'Conversations given to you',
    conversation_waits: 'Customers waiting for an answer',
    conversation_unclaimed: 'New conversations that nobody has',
    colleague_mentioned: 'Notes that name you',
    import_finished: 'Imports finished',
    books_problem: 'Problems in the books',
  },
}

const frames = {
  ar: {
    subject: (company: string) => `ما لم تقرأه بعد في ${company}`,
    first: 'صباح الخير، هذا ما ينتظر نظرك:',
    open: 'لتراه كله:',
    off: 'لا تريد هذه الرسالة؟ أوقفها من هنا:',
  },
  en: {
    subject: (company: string) => `What you have not read at ${company}`,
    first: 'Good morning. This waits for you:',
    open: 'See all of it:',
    off: 'Rather not get this? Switch it off here:',
  },
} as const

type Told = Readonly<{
  language: Language
  company: string
  counted: readonly Readonly<{ kind: NotificationKind; count: number }>[]
  link: string
  off: string
}>

/** The morning mail: how many of each kind, no names and no amounts. */
export function digestText({ language, company, counted, link, off }: Told) {
  const frame = frames[language]
  const lines = counted.map(({ kind, count }) => `- ${kinds[language][kind]}: ${count}`)
  return {
    subject: frame.subject(company),
    text: [frame.first, '', ...lines, '', frame.open, link, '', frame.off, off].join('\n'),
  }
}
