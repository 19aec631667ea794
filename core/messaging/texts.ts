import { tones } from './tone.ts'

const aroundPayment = [
  'thank_you',
  'invoice_sent',
  'receipt_sent',
  'statement_sent',
  'statement_clear',
] as const
const beyondReminders = ['referral_notice'] as const
/** The messages that every company starts with: one a tone, those around the payment, and what comes after. */
export const textKeys = [...tones, ...aroundPayment, ...beyondReminders] as const
export type TextKey = (typeof textKeys)[number]

export type MessageLanguage = 'ar' | 'en'
export type MessageText = Readonly<{ subject: string; body: string }>

const ladder = ['name', 'company', 'link', 'total'] as const

/**
 * What each message may speak of. Amounts, days, phones and links arrive already written in the
 * customer's language; `invoices` and `oldest_days` are whole numbers, counted by ICU. With one
 * invoice `number` and `remaining` are its own; `total` always covers all of them, and `dueDay`
 * is the earliest; `dueWords` says by itself whether that day is still to come or has passed.
 */
export const textPlaceholders = {
  before: [...ladder, 'invoices', 'number', 'remaining', 'dueDay'],
  due: [...ladder, 'invoices', 'number', 'remaining'],
  friendly: [...ladder, 'invoices', 'number', 'remaining', 'dueDay'],
  follow_up: [...ladder, 'invoices', 'number', 'oldest_days'],
  firm: [...ladder, 'deadline', 'collector', 'phone'],
  final: [...ladder, 'deadline', 'manager', 'phone'],
  thank_you: ['name', 'company', 'amount', 'number', 'remaining'],
  invoice_sent: ['name', 'company', 'number', 'total', 'dueWords', 'link'],
  receipt_sent: ['name', 'company', 'number', 'amount', 'paidDay', 'remaining'],
  statement_sent: ['name', 'company', 'until', 'balance', 'link'],
  statement_clear: ['name', 'company', 'until'],
  referral_notice: ['name', 'company', 'amount', 'deadline'],
} as const satisfies Record<TextKey, readonly string[]>

type ArabicForms = Readonly<Record<'zero' | 'one' | 'two' | 'few' | 'many' | 'other', string>>
type EnglishForms = Readonly<Record<'one' | 'other', string>>

/** An ICU plural written out of its forms, so that no class of the language can be forgotten. */
const counted = (placeholder: string, forms: ArabicForms | EnglishForms): string =>
  `{${placeholder}, plural, ${Object.entries(forms)
    .map(([form, text]) => `${form} {${text}}`)
    .join(' ')}}`

/** «فاتورتين» rather than «2 فاتورة»: one and two swallow their number. */
const arabicInvoices = (
  none: string,
  one: string,
  several: (counted: string, their: 'هما' | 'ها') => string,
): string =>
  counted('invoices', {
    zero: none,
    one,
    two: several('فاتورتين', 'هما'),
    few: several('# فواتير', 'ها'),
    many: several('# فاتورة', 'ها'),
    other: several('# فاتورة', 'ها'),
  })

const arabicDaysAgo = counted('oldest_days', {
  zero: 'اليوم',
  one: 'قبل يوم واحد',
  two: 'قبل يومين',
  few: 'قبل # أيام',
  many: 'قبل # يومًا',
  other: 'قبل # يوم',
})

const englishInvoices = (one: string, other: string): string => counted('invoices', { one, other })

const englishDaysAgo = `{oldest_days, plural, =0 {today} one {# day ago} other {# days ago}}`

const arabic: Readonly<Record<TextKey, MessageText>> = {
  before: {
    subject: arabicInvoices(
      'موعد سداد قريب',
      'الفاتورة {number} تستحق يوم {dueDay}',
      (invoices) => `موعد سداد ${invoices} قريب`,
    ),
    body: `السلام عليكم {name}، نودّ تذكيركم ${arabicInvoices(
      'بأن موعد السداد يوم {dueDay}',
      'بأن الفاتورة {number} بمبلغ {remaining} تستحق يوم {dueDay}',
      (invoices, their) => `بموعد ${invoices} بمجموع {total}، تستحق أقرب${their} يوم {dueDay}`,
    )}. يمكنكم ${arabicInvoices(
      'السداد',
      'سدادها',
      (_, their) => `سداد${their}`,
    )} متى شئتم من هنا: {link}. نسعد بخدمتكم. {company}`,
  },
  due: {
    subject: arabicInvoices(
      'موعد السداد اليوم',
      'الفاتورة {number} تستحق اليوم',
      (invoices) => `موعد سداد ${invoices} اليوم`,
    ),
    body: `السلام عليكم {name}، ${arabicInvoices(
      'يحل موعد السداد اليوم، والمتبقي {total}',
      'تستحق اليوم الفاتورة {number}، والمتبقي منها {remaining}',
      (invoices) => `يحل اليوم موعد ${invoices}، ومجموع المتبقي {total}`,
    )}. للسداد: {link}. وإن كنتم قد حوّلتم المبلغ فنشكركم، ويكفي أن ترسلوا الإيصال هنا.\n\n{company}`,
  },
  friendly: {
    subject: arabicInvoices(
      'تذكير ودّي من {company}',
      'تذكير بالفاتورة {number}',
      (invoices) => `تذكير بموعد ${invoices}`,
    ),
    body: `السلام عليكم {name}، نأمل أن تكونوا بخير. ${arabicInvoices(
      'لعل موعد السداد غاب عن البال، والمتبقي {total}',
      'لعل الفاتورة {number} غابت عن البال، فقد حل موعدها يوم {dueDay}، والمتبقي {remaining}',
      (invoices, their) =>
        `لعل موعد ${invoices} غاب عن البال، فقد حل موعد أقدم${their} يوم {dueDay}، ومجموع المتبقي {total}`,
    )}. للسداد أو تحديد موعد يناسبكم: {link}.\n\n{company}`,
  },
  follow_up: {
    subject: arabicInvoices(
      'متابعة المتبقي على حسابكم',
      'متابعة الفاتورة {number}',
      (invoices) => `متابعة المتبقي من ${invoices}`,
    ),
    body: `السلام عليكم {name}، نتابع معكم المتبقي على حسابكم وقدره {total}${arabicInvoices(
      '',
      ` من الفاتورة {number}، وقد حل موعدها ${arabicDaysAgo}`,
      (invoices, their) => ` من ${invoices}، وقد حل أقدم${their} ${arabicDaysAgo}`,
    )}. متى يناسبكم السداد؟ وإن كان في الفواتير ما يحتاج مراجعة فأخبرونا لنعالجه: {link}.\n\n{company}`,
  },
  firm: {
    subject: 'المتبقي على حسابكم لدى {company}',
    body: 'السلام عليكم {name}، لم يصلنا سداد ولا رد بشأن المتبقي على حسابكم وقدره {total}. نأمل سداده، أو الاتفاق معنا على خطة سداد، قبل {deadline}. يسعد {collector} خدمتكم على {phone}: {link}.\n\n{company}',
  },
  final: {
    subject: 'إشعار أخير بالمتبقي على حسابكم لدى {company}',
    body: 'السلام عليكم {name}، نأسف لعدم وصول السداد حتى اليوم. هذا إشعار أخير بالمتبقي وقدره {total}. إن لم يصل سداده أو يُتفق على خطة قبل {deadline} فسيتوقف البيع الآجل على حسابكم، ونتابع وفق شروط التعامل بيننا. لا نتمنى الوصول إلى ذلك، ويسعدنا اتصالكم بـ {manager} مباشرة على {phone}.\n\nللسداد: {link}\n\n{company}',
  },
  thank_you: {
    subject: 'وصل، شكرًا لكم',
    body: 'وصل، شكرًا لكم {name}. استلمنا {amount} بسند القبض {number}، والمتبقي على حسابكم {remaining}.\n\n{company}',
  },
  invoice_sent: {
    subject: 'الفاتورة {number} من {company}',
    body: 'السلام عليكم {name}، نرسل إليكم الفاتورة {number} بمبلغ {total}، و{dueWords}. تجدونها مرفقة، ويمكنكم عرضها وسدادها من هنا: {link}. وإن كان فيها ما يحتاج مراجعة فأخبرونا لنعالجه. نسعد بخدمتكم. {company}',
  },
  receipt_sent: {
    subject: 'سند القبض {number} من {company}',
    body: 'السلام عليكم {name}، نرسل إليكم سند القبض {number} بمبلغ {amount} الذي استلمناه يوم {paidDay}. تجدونه مرفقًا، والمتبقي على حسابكم {remaining}. شكرًا لكم. {company}',
  },
  statement_sent: {
    subject: 'كشف حسابكم لدى {company} حتى {until}',
    body: 'السلام عليكم {name}، نرسل إليكم كشف حسابكم حتى {until}، ورصيده {balance}. تجدونه مرفقًا، ويمكنكم السداد من هنا: {link}. وإن اختلف عما لديكم فأخبرونا لنراجعه معكم. نسعد بخدمتكم. {company}',
  },
  statement_clear: {
    subject: 'كشف حسابكم لدى {company} حتى {until}',
    body: 'السلام عليكم {name}، نرسل إليكم كشف حسابكم حتى {until}. تجدونه مرفقًا، ولا رصيد مستحق عليكم. وإن اختلف عما لديكم فأخبرونا لنراجعه معكم. شكرًا لكم. {company}',
  },
  referral_notice: {
    subject: 'بخصوص المتبقي على حسابكم لدى {company}',
    body: 'السلام عليكم {name}، نأسف لأننا لم نصل معكم إلى اتفاق بشأن المتبقي على حسابكم وقدره {amount}. سنحيل متابعته إلى شركة تحصيل تعمل نيابة عنا يوم {deadline}. إن سددتم أو اتفقتم معنا على خطة سداد قبل ذلك فلا حاجة إلى الإحالة، وإن كنتم قد سددتم فنشكركم. يسعدنا تواصلكم معنا. {company}',
  },
}

const english: Readonly<Record<TextKey, MessageText>> = {
  before: {
    subject: englishInvoices(
      'Invoice {number} is due on {dueDay}',
      '# invoices fall due from {dueDay}',
    ),
    body: `Dear {name}, a short reminder that ${englishInvoices(
      'invoice {number} for {remaining} is due on {dueDay}',
      '# invoices for {total} in all fall due, the first on {dueDay}',
    )}. You can pay at any time here: {link}. We are glad to be of service. {company}`,
  },
  due: {
    subject: englishInvoices('Invoice {number} is due today', '# invoices are due today'),
    body: `Dear {name}, ${englishInvoices(
      'invoice {number} is due today, and {remaining} of it remains',
      '# invoices are due today, and {total} of them remains',
    )}. To pay: {link}. If you have already sent the transfer, thank you: the receipt in reply to this message is enough.\n\n{company}`,
  },
  friendly: {
    subject: englishInvoices('A reminder of invoice {number}', 'A reminder of # invoices'),
    body: `Dear {name}, we hope that you are well. ${englishInvoices(
      'Invoice {number} may have slipped your mind: it was due on {dueDay}, and {remaining} remains',
      '# invoices may have slipped your mind: the oldest was due on {dueDay}, and {total} remains',
    )}. To pay, or to name a day that suits you: {link}.\n\n{company}`,
  },
  follow_up: {
    subject: englishInvoices(
      'Following up on invoice {number}',
      'Following up on # invoices that remain',
    ),
    body: `Dear {name}, we are writing about the {total} that remains on your account ${englishInvoices(
      `from invoice {number}, due ${englishDaysAgo}`,
      `from # invoices, the oldest due ${englishDaysAgo}`,
    )}. When would it suit you to pay? If anything in the invoices needs a second look, please tell us, and we will put it right: {link}.\n\n{company}`,
  },
  firm: {
    subject: 'The balance of your account with {company}',
    body: 'Dear {name}, we have received neither a payment nor a reply about the {total} that remains on your account. Please settle it, or agree a payment plan with us, before {deadline}. {collector} will be glad to help you on {phone}: {link}.\n\n{company}',
  },
  final: {
    subject: 'Final notice: the balance of your account with {company}',
    body: 'Dear {name}, we are sorry that no payment has reached us to this day. This is a final notice of the {total} that remains. If it is not settled, or a plan agreed, before {deadline}, sales on credit to your account will stop, and we will proceed under the terms between us. We would rather not come to that: please call {manager} directly on {phone}.\n\nTo pay: {link}\n\n{company}',
  },
  thank_you: {
    subject: 'Received, thank you',
    body: 'Received, thank you {name}. We have taken in {amount} under receipt {number}; {remaining} remains on your account.\n\n{company}',
  },
  invoice_sent: {
    subject: 'Invoice {number} from {company}',
    body: 'Dear {name}, here is invoice {number} for {total}, {dueWords}. It is attached, and you can view and pay it here: {link}. If anything in it needs a second look, please tell us, and we will put it right. We are glad to be of service. {company}',
  },
  receipt_sent: {
    subject: 'Receipt {number} from {company}',
    body: 'Dear {name}, here is receipt {number} for the {amount} that we received on {paidDay}. It is attached; {remaining} remains on your account. Thank you. {company}',
  },
  statement_sent: {
    subject: 'Your statement with {company} to {until}',
    body: 'Dear {name}, here is the statement of your account to {until}, with a balance of {balance}. It is attached, and you can pay here: {link}. If it differs from your own records, please tell us, and we will go through it together. We are glad to be of service. {company}',
  },
  statement_clear: {
    subject: 'Your statement with {company} to {until}',
    body: 'Dear {name}, here is the statement of your account to {until}. It is attached, and nothing is owed. If it differs from your own records, please tell us, and we will go through it together. Thank you. {company}',
  },
  referral_notice: {
    subject: 'About the amount left on your account with {company}',
    body: 'Dear {name}, we are sorry that we have not come to an agreement on the {amount} left on your account. On {deadline} we will pass it to a collection company that works on our behalf. If you settle it or agree a payment plan with us before then, there is no need for that; if you have already paid, thank you. We would be glad to hear from you. {company}',
  },
}

/** When an invoice is to be paid, as one says it of a day to come, of today and of one that has passed. */
export function dueWords(
  language: MessageLanguage,
  { dueOn, today, said }: Readonly<{ dueOn: string; today: string; said: string }>,
): string {
  if (language === 'en') return dueOn < today ? `which was due on ${said}` : `due on ${said}`
  return dueOn < today ? `استحقت يوم ${said}` : `تستحق يوم ${said}`
}

/** The messages as they ship, in ICU form; a company may replace any of them with its own words. */
export const defaultTexts: Readonly<
  Record<MessageLanguage, Readonly<Record<TextKey, MessageText>>>
> = { ar: arabic, en: english }
