import { type MessageLanguage, textPlaceholders } from '#core/messaging/texts.ts'
import type { MessageValues } from '#core/words.ts'
import type { StandingText } from './channel-template.ts'

type Short = Exclude<StandingText, 'free'>

const arabic: Readonly<Record<Short, string>> = {
  before: '{company}: نذكّركم بأن {total} تستحق {dueDay}. للسداد: {link}',
  due: '{company}: يحل اليوم موعد سداد {total}. للسداد: {link}',
  friendly: '{company}: المتبقي على حسابكم {total}، حل موعده {dueDay}. للسداد: {link}',
  follow_up: '{company}: المتبقي على حسابكم {total}. متى يناسبكم السداد؟ {link}',
  firm: '{company}: نأمل سداد المتبقي {total} قبل {deadline}. للسداد: {link} أو اتصلوا بنا {phone}',
  final:
    '{company}: إشعار أخير بالمتبقي {total}، ونأمل سداده قبل {deadline}: {link} أو اتصلوا بنا {phone}',
  thank_you: '{company}: استلمنا {amount} بسند القبض {number}، والمتبقي {remaining}. شكرًا لكم',
  invoice_sent: '{company}: الفاتورة {number} بمبلغ {total} {dueWords}. للعرض والسداد: {link}',
  receipt_sent: '{company}: استلمنا {amount} بسند القبض {number}، والمتبقي {remaining}. شكرًا لكم',
  statement_sent: '{company}: رصيد حسابكم حتى {until} هو {balance}. للعرض والسداد: {link}',
  statement_clear: '{company}: لا رصيد مستحق على حسابكم حتى {until}. شكرًا لكم',
  referral_notice:
    '{company}: سنحيل متابعة المتبقي {amount} إلى شركة تحصيل يوم {deadline} ما لم نتفق قبله. يسعدنا تواصلكم',
  pay_link: '{company}: المتبقي على حسابكم {total}. للعرض والسداد: {link}',
}

const english: Readonly<Record<Short, string>> = {
  before: '{company}: {total} falls due on {dueDay}. To pay: {link}',
  due: '{company}: {total} is due today. To pay: {link}',
  friendly: '{company}: {total} remains on your account, due {dueDay}. To pay: {link}',
  follow_up: '{company}: {total} remains on your account. When would it suit you to pay? {link}',
  firm: '{company}: please settle {total} before {deadline}: {link} or call {phone}',
  final:
    '{company}: final notice of {total}; please settle it before {deadline}: {link} or call {phone}',
  thank_you: '{company}: received {amount} (receipt {number}); {remaining} remains. Thank you',
  invoice_sent: '{company}: invoice {number} for {total}, {dueWords}. View and pay: {link}',
  receipt_sent: '{company}: received {amount} (receipt {number}); {remaining} remains. Thank you',
  statement_sent: '{company}: your balance to {until} is {balance}. View and pay: {link}',
  statement_clear: '{company}: nothing is owed on your account to {until}. Thank you',
  referral_notice:
    '{company}: on {deadline} we will pass the {amount} left to a collection company unless we agree before. Please contact us',
  pay_link: '{company}: {total} remains on your account. View and pay: {link}',
}

const texts = { ar: arabic, en: english }

/** Marks of direction that a screen needs and that an SMS would pay for. */
const marks = /[\u200e\u200f\u061c\u2066-\u2069]/g

/**
 * A text of the house as an SMS says it: as few words as are still polite, and the link.
 * @param values those of the text in full
 */
export function shortText(
  text: StandingText,
  language: MessageLanguage,
  values: MessageValues,
): string | undefined {
  if (text === 'free') return undefined
  return texts[language][text]
    .replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
    .replaceAll(marks, '')
    .trim()
}

/** The places of a short text, all of which the text in full has too. */
export const shortPlaces = (text: Short, language: MessageLanguage): string[] =>
  [...texts[language][text].matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')

/** What a text may speak of. */
export const placesOfText = (text: Short): readonly string[] =>
  text === 'pay_link' ? ['name', 'company', 'total', 'link'] : textPlaceholders[text]
