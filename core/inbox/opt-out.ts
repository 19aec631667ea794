import { fold } from '#core/arabic/fold.ts'

const phrases = (...lines: readonly string[]): ReadonlySet<string> =>
  new Set(lines.flatMap((line) => line.split(',')).map((phrase) => bare(phrase)))

/** What may stand around the word and changes nothing about it. */
const polite =
  /^(?:(?:لو سمحت(?:وا|م|ي)?|من فضلك(?:م)?|رجا|رجاا|الرجا|ارجو|ارجوكم|يرجي|نرجو|شكرا|بليز|please|pls|plz|kindly|thanks|thank you|thx) )|(?: (?:لو سمحت(?:وا|م|ي)?|من فضلك(?:م)?|رجا|شكرا|بليز|please|pls|plz|thanks|thank you|thx))$/u

const out = phrases(
  'stop, stopp, stop all, stopall, stop it, unsubscribe, unsubscribe me, unsub, opt out, optout, cancel, end, quit, remove me, stop messages, stop sms, stop promotions, stop marketing, no more messages, stop messaging me, do not message me, dont message me, stop sending messages',
  'ايقاف, إيقاف الرسائل, ايقاف الرسايل, ايقاف الإعلانات, ايقاف التذكيرات, اوقف, أوقفوا, اوقف الرسائل, اوقفوا الرسائل, وقفوا, وقف الرسائل, وقفوا الرسايل, توقفوا, توقفوا عن المراسلة, توقف عن الإرسال, توقفوا عن الإرسال',
  'إلغاء, الغاء, الغي, الغ, إلغاء الاشتراك, الغاء اشتراك, إلغاء اشتراكي, الغوا اشتراكي, الغي اشتراكي, إلغاء الرسائل, إلغاء الاشتراك في الرسائل, إلغاء المتابعة, كنسل, كنسل الاشتراك, فك الاشتراك',
  'لا تراسلوني, لا تراسلني, لا تراسلونا, لا ترسلوا رسائل, لا ترسلون رسايل, لا ترسل رسائل, لا ترسلوا لي رسائل, لا ترسلون لي رسايل, لا تدزون رسايل, لا تطرشون رسايل, ما ابي رسايل, ما ابغى رسايل, ما بدي رسائل, مش عايز رسايل, لا اريد رسائل, لا أرغب في الرسائل, لا ارغب في استلام الرسائل, بطلوا تبعتوا رسايل, كفاية رسايل',
  'احذفوا رقمي, احذف رقمي, احذفوني, احذفوني من القائمة, شيلوا رقمي, شيلوني من القايمة, امسحوا رقمي, ازالة, ازالة رقمي, حذف رقمي',
  'ilgha, ilgha2, elgha2, elghaa, el8a2, eqaf, i2af, iqaf, wa2fo el rasayel',
)

const back = phrases(
  'start, unstop, subscribe, subscribe me, resume, opt in, optin, resubscribe, start again',
  'اشتراك, إشتراك, اشترك, اشتركني, ابدأ, بدء, بداية, استئناف, استئناف الرسائل, تفعيل الرسائل, فعلوا الرسائل, إعادة الاشتراك, اعادة اشتراك, تفعيل الاشتراك, رجعوا الرسائل, ارجعوا ارسلوا',
  'ishtirak, eshterak',
)

/** A word of consent is short; what is longer says something else too. */
const longest = 80

/**
 * Whether a message says that no more shall be sent (`out`) or that it may be again (`in`). Only
 * when it says nothing else, marks and emoji aside: «لا توقفون الخدمة» stops nothing.
 */
export function consentWord(text: string): 'out' | 'in' | undefined {
  if (text.length > longest || /[?؟]/.test(text)) return undefined
  let said = bare(text)
  for (let shorter = said.replace(polite, ''); shorter !== said; shorter = said.replace(polite, ''))
    said = shorter
  if (out.has(said)) return 'out'
  return back.has(said) ? 'in' : undefined
}

/** Letters and digits alone, folded; a letter cried out many times is said once. */
function bare(text: string): string {
  return fold(text.replace(/['’`]/g, ''))
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/(\p{L})\1{2,}/gu, '$1')
    .trim()
}
