import { fold } from '#core/arabic/fold.ts'
import type { Day } from '#core/day.ts'
import { type Currency, digitsOf, type Money } from '#core/money.ts'
import { dayFault, defaultDaysAhead } from './promise.ts'
import { readDay } from './promise-day.ts'

/** What a message seems to promise; the amount is said seldom, and then often only as a part. */
export type SeemingPromise = Readonly<{ dueOn: Day; amount: Money | 'half' | 'all' | null }>

/** A message that promises is short: longer ones tell of other things too. */
const longest = 400

/** Said of oneself and of what comes: the verbs of paying in the dialects and in English. */
const intents = [
  // «بحوّل، نحوّل، راح أحوّل، سنسدد، بدفع، بنزّل لكم المبلغ، يوصلكم التحويل».
  /(?:^| )(?:و|ف)?(?:راح |رح )?(?:[سبهح](?:ا|ن|ي)?|ا|ن|ي)(?:حول|حولها|حوله|حولهم|حولكم|سدد|سددها|سدده|سددكم|سددهم|دفع|دفعها|دفعه|دفعهم|صفي|صفيها|خلصها|قفلها)(?:لكم|لك|كم)?(?= |$)/u,
  /(?:^| )(?:و)?(?:راح |رح )?(?:[سبهح](?:ا|ن|ي|ت)?|ا|ن|ي|ت)(?:رسل|نزل|وصل|وصلكم|وصلك|جيكم|جيك|عطيكم|كون عندكم|صرف|سلم|سلمكم|ودع|خلص|صفي|قفل)(?:لكم|لك)?(?= ).*(?:مبلغ|فلوس|حواله|تحويل|دفعه|سداد|شيك|حساب|متبقي|باقي|فاتوره|فواتير|مستحق)/u,
  /(?:^| )(?:ال)?(?:سداد|تحويل|دفع|دفعه|حواله|مبلغ|فلوس|شيك|متبقي|باقي)(?:كم|نا)? (?:ان شا الله )?(?:(?:ب|س)?يكون|يوم|بيوم|(?:ب|س)?يوصل(?:كم|ك)?|(?:ب|س)?ينزل|(?:ب|س)?تنزل|(?:ب|س)?توصل(?:كم|ك)?|عندكم|جاهز|بكره|بكرا|غدا|الخميس|الاحد|الاثنين|الثلاثا|الاربعا|نهايه|اخر)/u,
  /(?:^| )(?:ا|ن)?(?:اوعدكم|اعدكم|نعدكم|نوعدكم|وعد|وعدي|موعد السداد|موعدنا)(?= |$)/u,
  /(?:^| )(?:will|ll|shall|going to|gonna|can|i promise to|we promise to|plan to|planning to) (?:be )?(?:\w+ )?(?:pay|paying|transfer|transferring|settle|settling|clear|clearing|deposit|remit|wire|send (?:you )?(?:the |your |over the )?(?:payment|money|amount|transfer|balance|rest|cheque|check))/u,
  /(?:^| )(?:payment|transfer|money|cheque|check|balance|the rest|full amount) (?:will|is coming|is going|by|on|shall|should be|to be|coming|tomorrow|next)/u,
  /(?:^| )(?:i promise|we promise|expect (?:the |our )?(?:payment|transfer)|you will (?:have|get|receive) (?:the |your )?(?:payment|money|transfer|amount))/u,
]

/** What turns the same words into something else: a question, a no, what is over, what others do. */
const otherwise = [
  /[?؟]/u,
  /(?:^| )(?:هل|متي|كم|ليش|ليه|وش|ايش|شلون|كيف|وين|اين|when|what|how|why|where|did you|do you|can you|could you|have you|are you|is it)(?= |$)/u,
  /(?:^| )(?:ما|مو|مب|مش|لن|لم|لا|ولا|ماراح|مااقدر|ماقدر|مستحيل|not|never|cannot|cant|wont|unable|no)(?= |$)/u,
  /(?:^| )(?:و|قد |تم |لقد )?(?:حولت|حولنا|حولناها|حولتها|حولته|سددت|سددنا|سددناها|سددتها|دفعت|دفعنا|دفعتها|دفعناها|تم التحويل|تم السداد|تم الدفع|تم تحويل|تم سداد|paid|transferred|settled|sent|deposited)(?= |$)/u,
  /(?:^| )(?:لو|اذا|الا اذا|if|unless|once you|after you|لين|لما ترسل|بعد ما ترسل|بعد ما توصل|بعد الاستلام|بعد استلام|عند الاستلام)(?= |$)/u,
  /(?:^| )(?:ارسلوا|ارسل لي|ارسلي|رسلوا|ابي|ابغي|نبي|نبغي|اريد|نريد|محتاج|محتاجين|اطلب|طلبيه|الطلبيه|توصيل|شحن|البضاعه|بضاعه|موعد الزياره|زياره|اجتماع|delivery|deliver|ship|shipment|order|meeting|visit|refund|quotation|invoice me)(?= |$)/u,
]

/** A day and nothing but courtesy: «الخميس إن شاء الله» answers the question when. */
const courtesy = new Set(
  'ان شا الله باذن شالله انشالله انشاالله بعون يوم علي اكيد تمام طيب ابشر ابشروا ابشري حاضر اوكي ok okay sure inshallah inshaallah insha in sha allah god willing by on بحول الموعد الصباح الصبح العصر الظهر المسا الضحي'.split(
    ' ',
  ),
)
const god = /ان شا ?الله|انشا ?الله|شالله|باذن الله|in ?sha ?a?llah|god willing/u

function isBareAnswer(text: string, said: string): boolean {
  const rest = text.replace(said, ' ').split(' ').filter(Boolean)
  return god.test(text) && rest.every((word) => courtesy.has(word))
}

const thousands: Readonly<Record<string, number>> = {
  الف: 1000,
  الفين: 2000,
  'ثلاثه الاف': 3000,
  'ثلاث الاف': 3000,
  'اربعه الاف': 4000,
  'اربع الاف': 4000,
  'خمسه الاف': 5000,
  'خمس الاف': 5000,
  'سته الاف': 6000,
  'ست الاف': 6000,
  'سبعه الاف': 7000,
  'ثمانيه الاف': 8000,
  'تسعه الاف': 9000,
  'عشره الاف': 10_000,
  'عشر الاف': 10_000,
}

const figure = '(\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.(\\d{1,3}))?'
const scaled = new RegExp(`(?:^| )${figure} ?(الاف|الف|k|thousand)(?= |$|ري)`, 'u')
const priced = new RegExp(
  `(?:^| )(?:(?:sar|sr|riyals?) ?${figure}|${figure} ?(?:ريال|ريالات|رس|ر\\.س|sar|sr|riyals?))(?= |$)`,
  'u',
)
const alone =
  /(?:^| )(?<!(?:فاتوره|رقم|رقمها|رقمه|inv|invoice|no|number|يوم|تاريخ|الساعه) )(\d{1,3}(?:,\d{3})+|\d{3,7})(?= |$)/u
/** Numbers in words beyond these, «خمسين ألف»: no amount is better than a part of one. */
const beyond =
  /(?:^| )و?(?:عشرين|ثلاثين|اربعين|خمسين|ستين|سبعين|ثمانين|تسعين|(?:ثلاث|اربع|خمس|ست|سبع|ثمان|تسع)?(?:ميه|مايه)|ميتين|مايتين|\S+(?:عشر|طعش)|مليون|مليونين)(?= |$)/u
const half = /(?:^| )(?:نص|نصف|نصها|نصه|half)(?= |$)/u
const all =
  /(?:^| )(?:كامل|كاملا|كامله|كاملها|بالكامل|كل المبلغ|كل المتبقي|full|fully|in full|everything|all of it)(?= |$)/u

const money = (units: number, currency: Currency): Money | null => {
  const minor = Math.round(units * 10 ** digitsOf(currency))
  return minor > 0 && Number.isSafeInteger(minor) ? { minor, currency } : null
}

function readAmount(text: string, currency: Currency): SeemingPromise['amount'] {
  const [, many, part = '0'] = scaled.exec(text) ?? []
  if (many !== undefined)
    return money(Number(`${many.replaceAll(',', '')}.${part}`) * 1000, currency)
  const found = priced.exec(text)
  const units = found?.[1] ?? found?.[3]
  if (units !== undefined)
    return money(
      Number(`${units.replaceAll(',', '')}.${found?.[2] ?? found?.[4] ?? '0'}`),
      currency,
    )
  if (beyond.test(text)) return null
  const spoken = Object.keys(thousands)
    .toSorted((a, b) => b.length - a.length)
    .find((words) => ` ${text} `.includes(` ${words} `))
  if (spoken !== undefined) return money(thousands[spoken] ?? 0, currency)
  if (half.test(text)) return 'half'
  if (all.test(text)) return 'all'
  const bare = alone.exec(text)?.[1]
  return bare === undefined ? null : money(Number(bare.replaceAll(',', '')), currency)
}

/** Words and figures between single spaces; what asks, divides a date or groups a figure stays. */
const plainOf = (text: string): string =>
  fold(text.replace(/['’]ll\b/giu, ' will').replace(/['’`]/g, ''))
    .replace(/[.،,؛;:!](?=\s|$)/gu, ' ')
    .replace(/[^\p{L}\p{N}?؟/.,-]+/gu, ' ')
    .replace(/ +/g, ' ')
    .trim()

/**
 * Reads a promise to pay out of a message: who says that they will pay, and by when. Only a guess
 * that a person confirms, so what could mean something else is not one; without a day there is none.
 */
export function readPromise(
  text: string,
  { today, currency }: Readonly<{ today: Day; currency: Currency }>,
): SeemingPromise | undefined {
  if (text.length > longest) return undefined
  const said = plainOf(text)
  if (otherwise.some((other) => other.test(said))) return undefined
  const read = readDay(said.replace(/[?؟.,]/gu, ' '), today)
  if (!read || dayFault(read.day, today, defaultDaysAhead)) return undefined
  if (!intents.some((intent) => intent.test(said)) && !isBareAnswer(said, read.said))
    return undefined
  return { dueOn: read.day, amount: readAmount(said.replace(read.said, ' '), currency) }
}
