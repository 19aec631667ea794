import type { ConfirmationState } from '#core/collections/confirmation.ts'
import type { Bilingual } from '#platform/documents/paper.ts'

type Both = Bilingual & Readonly<{ en: string }>

export const stateWords: Readonly<Record<ConfirmationState, Both>> = {
  waiting: { ar: 'في الطريق', en: 'Queued' },
  unsent: { ar: 'تعذّر إرسالها', en: 'Could not be sent' },
  sent: { ar: 'أُرسلت', en: 'Sent' },
  opened: { ar: 'فُتحت', en: 'Opened' },
  confirmed: { ar: 'مطابق', en: 'Confirmed' },
  differs: { ar: 'غير مطابق', en: 'Differs' },
  unanswered: { ar: 'بلا جواب', en: 'No answer' },
  withdrawn: { ar: 'سُحبت', en: 'Withdrawn' },
}

export const headWords = {
  customer: { ar: 'العميل', en: 'Customer' },
  number: { ar: 'رقمه', en: 'No.' },
  as_of: { ar: 'كما في', en: 'As of' },
  state: { ar: 'الحال', en: 'State' },
  currency: { ar: 'العملة', en: 'Currency' },
  balance: { ar: 'رصيدنا', en: 'Our balance' },
  theirs: { ar: 'رصيدهم', en: 'Theirs' },
  difference: { ar: 'الفرق', en: 'Difference' },
  sent: { ar: 'أُرسلت', en: 'Sent on' },
  answered: { ar: 'يوم الجواب', en: 'Answered on' },
  by: { ar: 'أجاب عنهم', en: 'Answered by' },
  settled: { ar: 'عولج الفرق', en: 'Difference cleared' },
  count: { ar: 'العدد', en: 'Count' },
  register: { ar: 'سجل مصادقات الأرصدة', en: 'Register of Balance Confirmations' },
  totals: { ar: 'المجاميع حسب الحال', en: 'Totals by state' },
  answers: { ar: 'المصادقات', en: 'Confirmations' },
  made: { ar: 'أُعدّ يوم', en: 'Made on' },
  share: { ar: 'نسبة ما صودق عليه', en: 'Confirmed share' },
  none: { ar: 'لا مصادقات.', en: 'No confirmations.' },
} as const satisfies Record<string, Both>
