import type { MessageLanguage } from '#core/messaging/texts.ts'
import {
  type Choice,
  linkEnd,
  type StandingText,
  type TemplateVariable,
} from './channel-template.ts'
import { type TemplateDraft, variablesIn } from './template-draft.ts'

/** A template that a company can hand in as it is. */
export type Proposal = Readonly<{
  standsFor: StandingText
  draft: TemplateDraft
  variables: readonly TemplateVariable[]
}>

type Words = Readonly<{ body: string; replies?: readonly Choice[]; pay?: true }>
type Proposed = Exclude<StandingText, 'free'>

const chase = { pay: true, replies: ['paid', 'promise', 'call'] } as const

const arabic: Readonly<Record<Proposed, Words>> = {
  before: {
    body: 'السلام عليكم {{name}}، نودّ تذكيركم بأن {{total}} من حسابكم لدى {{company}} تستحق يوم {{dueDay}}. يمكنكم عرض التفاصيل والسداد من الزر أدناه. نسعد بخدمتكم.',
    ...chase,
  },
  due: {
    body: 'السلام عليكم {{name}}، يحل اليوم موعد سداد {{total}} من حسابكم لدى {{company}}. يمكنكم السداد من الزر أدناه، وإن كنتم قد حوّلتم المبلغ فنشكركم.',
    ...chase,
  },
  friendly: {
    body: 'السلام عليكم {{name}}، نأمل أن تكونوا بخير. لعل موعد السداد غاب عن البال، فقد حل يوم {{dueDay}}، والمتبقي على حسابكم لدى {{company}} هو {{total}}. للتفاصيل والسداد من الزر أدناه.',
    ...chase,
  },
  follow_up: {
    body: 'السلام عليكم {{name}}، نتابع معكم المتبقي على حسابكم لدى {{company}} وقدره {{total}}. متى يناسبكم السداد؟ وإن كان في الفواتير ما يحتاج مراجعة فأخبرونا لنعالجه.',
    ...chase,
  },
  firm: {
    body: 'السلام عليكم {{name}}، لم يصلنا سداد ولا رد بشأن المتبقي على حسابكم لدى {{company}} وقدره {{total}}. نأمل سداده، أو الاتفاق معنا على خطة سداد، قبل {{deadline}}. يسعد {{collector}} خدمتكم على {{phone}}، ولكم التحية.',
    ...chase,
  },
  final: {
    body: 'السلام عليكم {{name}}، هذا إشعار أخير بالمتبقي على حسابكم لدى {{company}} وقدره {{total}}. إن لم يصل سداده أو يُتفق على خطة قبل {{deadline}} فسيتوقف البيع الآجل على حسابكم. يسعدنا اتصالكم بـ {{manager}} مباشرة على {{phone}}، ولكم التحية.',
    ...chase,
  },
  thank_you: {
    body: 'وصل، شكرًا لكم {{name}}. استلمنا {{amount}} بسند القبض {{number}}، والمتبقي على حسابكم {{remaining}}. مع تحيات {{company}}، ونسعد بخدمتكم.',
  },
  invoice_sent: {
    body: 'السلام عليكم {{name}}، صدرت لكم من {{company}} الفاتورة {{number}} بمبلغ {{total}}، و{{dueWords}}. يمكنكم عرضها وسدادها من الزر أدناه، وإن كان فيها ما يحتاج مراجعة فأخبرونا لنعالجه.',
    pay: true,
    replies: ['call'],
  },
  receipt_sent: {
    body: 'السلام عليكم {{name}}، استلمت {{company}} منكم {{amount}} يوم {{paidDay}} بسند القبض {{number}}، والمتبقي على حسابكم {{remaining}}. شكرًا لكم.',
    replies: ['statement'],
  },
  statement_sent: {
    body: 'السلام عليكم {{name}}، رصيد حسابكم لدى {{company}} حتى {{until}} هو {{balance}}. يمكنكم السداد من الزر أدناه، ونرسل إليكم الكشف كاملًا إن أردتم.',
    pay: true,
    replies: ['statement', 'call'],
  },
  statement_clear: {
    body: 'السلام عليكم {{name}}، لا رصيد مستحق على حسابكم لدى {{company}} حتى {{until}}، ونرسل إليكم الكشف كاملًا إن أردتم. شكرًا لكم.',
    replies: ['statement'],
  },
  referral_notice: {
    body: 'السلام عليكم {{name}}، نأسف لأننا لم نصل معكم إلى اتفاق بشأن المتبقي على حسابكم لدى {{company}} وقدره {{amount}}. سنحيل متابعته إلى شركة تحصيل تعمل نيابة عنا يوم {{deadline}}، ولا حاجة إلى ذلك إن سددتم أو اتفقتم معنا قبله. يسعدنا تواصلكم معنا.',
    replies: ['paid', 'promise', 'call'],
  },
  pay_link: {
    body: 'السلام عليكم {{name}}، يمكنكم عرض المتبقي على حسابكم لدى {{company}} وقدره {{total}} وسداده من الزر أدناه. نسعد بخدمتكم.',
    pay: true,
    replies: ['paid', 'call'],
  },
}

const english: Readonly<Record<Proposed, Words>> = {
  before: {
    body: 'Dear {{name}}, a short reminder that {{total}} of your account with {{company}} falls due on {{dueDay}}. You can see the details and pay with the button below. We are glad to be of service.',
    ...chase,
  },
  due: {
    body: 'Dear {{name}}, {{total}} of your account with {{company}} is due today. You can pay with the button below; if you have already sent the transfer, thank you.',
    ...chase,
  },
  friendly: {
    body: 'Dear {{name}}, we hope that you are well. A payment may have slipped your mind: it was due on {{dueDay}}, and {{total}} remains on your account with {{company}}. The button below shows the details.',
    ...chase,
  },
  follow_up: {
    body: 'Dear {{name}}, we are writing about the {{total}} that remains on your account with {{company}}. When would it suit you to pay? If anything needs a second look, please tell us, and we will put it right.',
    ...chase,
  },
  firm: {
    body: 'Dear {{name}}, we have received neither a payment nor a reply about the {{total}} that remains on your account with {{company}}. Please settle it, or agree a payment plan with us, before {{deadline}}. {{collector}} will be glad to help you on {{phone}} at any time.',
    ...chase,
  },
  final: {
    body: 'Dear {{name}}, this is a final notice of the {{total}} that remains on your account with {{company}}. If it is not settled, or a plan agreed, before {{deadline}}, sales on credit to your account will stop. Please call {{manager}} directly on {{phone}} to talk about it.',
    ...chase,
  },
  thank_you: {
    body: 'Received, thank you {{name}}. We have taken in {{amount}} under receipt {{number}}; {{remaining}} remains on your account with {{company}}. We are glad to be of service.',
  },
  invoice_sent: {
    body: 'Dear {{name}}, {{company}} has issued invoice {{number}} for {{total}} to you, {{dueWords}}. You can view and pay it with the button below; if anything in it needs a second look, please tell us.',
    pay: true,
    replies: ['call'],
  },
  receipt_sent: {
    body: 'Dear {{name}}, {{company}} received {{amount}} from you on {{paidDay}} under receipt {{number}}; {{remaining}} remains on your account. Thank you.',
    replies: ['statement'],
  },
  statement_sent: {
    body: 'Dear {{name}}, the balance of your account with {{company}} to {{until}} is {{balance}}. You can pay with the button below, and we will gladly send the whole statement.',
    pay: true,
    replies: ['statement', 'call'],
  },
  statement_clear: {
    body: 'Dear {{name}}, nothing is owed on your account with {{company}} to {{until}}, and we will gladly send the whole statement. Thank you.',
    replies: ['statement'],
  },
  referral_notice: {
    body: 'Dear {{name}}, we are sorry that we have not come to an agreement on the {{amount}} left on your account with {{company}}. On {{deadline}} we will pass it to a collection company that works on our behalf, unless you settle it or agree a plan with us before. We would be glad to hear from you.',
    replies: ['paid', 'promise', 'call'],
  },
  pay_link: {
    body: 'Dear {{name}}, you can see the {{total}} that remains on your account with {{company}}, and pay it, with the button below. We are glad to be of service.',
    pay: true,
    replies: ['paid', 'call'],
  },
}

/** What the choices under a message are called; at most twenty characters, as vendors have it. */
export const choiceWords: Readonly<Record<MessageLanguage, Readonly<Record<Choice, string>>>> = {
  ar: {
    pay: 'السداد الآن',
    paid: 'سددت',
    promise: 'أعدكم بموعد',
    statement: 'كشف الحساب',
    call: 'اتصلوا بي',
  },
  en: {
    pay: 'Pay now',
    paid: 'I have paid',
    promise: 'Promise a day',
    statement: 'Statement',
    call: 'Call me',
  },
}

const examples: Readonly<Record<MessageLanguage, Readonly<Record<string, string>>>> = {
  ar: {
    name: 'محمد الزهراني',
    company: 'شركة روافد',
    total: '13,466.50 ر.س',
    dueDay: 'الخميس 8 أكتوبر',
    dueWords: 'تستحق يوم الخميس 8 أكتوبر',
    deadline: 'الأحد 29 نوفمبر',
    collector: 'سعد الحربي',
    manager: 'نورة السبيعي',
    phone: '+966 50 551 2847',
    amount: '7,452.00 ر.س',
    number: 'INV-2026-0326',
    remaining: '6,014.50 ر.س',
    paidDay: 'الأحد 22 نوفمبر',
    until: '22 نوفمبر 2026',
    balance: '13,466.50 ر.س',
  },
  en: {
    name: 'Mohammed Al-Zahrani',
    company: 'Rawafid',
    total: 'SAR 13,466.50',
    dueDay: 'Thursday 8 October',
    dueWords: 'due on Thursday 8 October',
    deadline: 'Sunday 29 November',
    collector: 'Saad Al-Harbi',
    manager: 'Noura Al-Subaie',
    phone: '+966 50 551 2847',
    amount: 'SAR 7,452.00',
    number: 'INV-2026-0326',
    remaining: 'SAR 6,014.50',
    paidDay: 'Sunday 22 November',
    until: '22 November 2026',
    balance: 'SAR 13,466.50',
  },
}

/** A likely value of a place, for the review to look at. */
export const sampleOf = (language: MessageLanguage, name: string): string | undefined =>
  name === linkEnd ? 'Xy3vQ0' : examples[language][name]

function proposal(
  standsFor: Proposed,
  language: MessageLanguage,
  { body, pay, replies = [] }: Words,
  payUrl: string,
): Proposal {
  const said = examples[language]
  const words = choiceWords[language]
  const names = variablesIn(body)
  const end = 'Xy3vQ0'
  return {
    standsFor,
    draft: {
      name: `wasl_${standsFor}`,
      language,
      category: 'utility',
      body,
      examples: names.map((name) => said[name] ?? ''),
      buttons: [
        ...(pay
          ? [
              {
                kind: 'url' as const,
                text: words.pay,
                url: `${payUrl}/{{1}}`,
                example: `${payUrl}/${end}`,
              },
            ]
          : []),
        ...replies.map((choice) => ({ kind: 'quick_reply' as const, text: words[choice] })),
      ],
    },
    variables: [
      ...names.map((name) => ({
        part: 'body' as const,
        name,
        example: said[name] ?? '',
        means: name,
      })),
      ...(pay
        ? [{ part: 'button' as const, name: '1', button: 0, example: end, means: linkEnd }]
        : []),
      ...replies.map((choice, place) => ({
        part: 'reply' as const,
        name: words[choice],
        button: place + (pay ? 1 : 0),
        example: '',
        means: choice,
      })),
    ],
  }
}

/** A template for each text of the house in both languages. @param payUrl where pay links begin */
export const proposalsFor = (payUrl: string): Proposal[] =>
  ([arabic, english] as const).flatMap((texts, place) =>
    (Object.keys(texts) as Proposed[]).map((key) =>
      proposal(key, place === 0 ? 'ar' : 'en', texts[key], payUrl),
    ),
  )
