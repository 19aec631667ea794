import type { Language } from '#core/people/identity.ts'
import { type Digits, grouped, inDigits } from './arabic/digits.ts'
import { ltr, rtlIsolate } from './arabic/direction.ts'
import { counted } from './arabic/plural.ts'
import { assert } from './assert.ts'
import { type Day, dayParts, daysBetween, weekdayOf } from './day.ts'
import { hijriMonths, toHijri } from './hijri.ts'
import { type Currency, digitsOf, type Money } from './money.ts'

/**
 * How a reader has figures: language, digits (Latin unless chosen), and whether the text carries
 * marks of direction, which PDF, e-mail and messages need and a screen with `<bdi>` does not.
 */
export type Reader = Readonly<{ lang: Language; digits?: Digits; isolate?: boolean }>

const minusSign = '\u2212'

/** What stands beside a figure: Arabic readers know the short form, English ones the ISO code. */
const arabicSymbols: Readonly<Record<Currency, string>> = {
  SAR: 'ر.س',
  AED: 'د.إ',
  KWD: 'د.ك',
  BHD: 'د.ب',
  OMR: 'ر.ع',
  QAR: 'ر.ق',
  JOD: 'د.أ',
  EGP: 'ج.م',
  USD: 'دولار',
  EUR: 'يورو',
  GBP: 'ج.إ',
}

/** The currency as it stands beside a figure: «ر.س», "SAR". */
export const currencySymbol = (currency: Currency, lang: Language): string =>
  lang === 'ar' ? arabicSymbols[currency] : currency

/** Arabic words keep their order in a line that runs the other way, and so do English ones. */
const phrase = (text: string, { lang, isolate }: Reader): string => {
  if (isolate !== true) return text
  return lang === 'ar' ? rtlIsolate(text) : ltr(text)
}

const figure = (text: string, { digits, isolate }: Reader): string => {
  const written = inDigits(text, digits ?? 'latn')
  return isolate === true ? ltr(written) : written
}

/** A whole number of minor units as a figure without sign: 6417000 of two digits is `64,170.00`. */
function amountFigure(minor: number, digits: number, whole: boolean): string {
  const size = 10 ** digits
  if (whole) return grouped(String(Math.round(minor / size)))
  const part = String(minor % size).padStart(digits, '0')
  return `${grouped(String(Math.floor(minor / size)))}.${part}`
}

/**
 * An amount with all its decimals, the currency to the left of the figure in both languages once
 * it is displayed: «64,170.00 ر.س», "SAR 64,170.00". `whole` rounds, half away from zero, for
 * dashboards; `currency: false` leaves the figure alone, for a column that says it in its head.
 */
export function formatMoney(
  money: Money,
  options: Reader & Readonly<{ whole?: boolean; currency?: boolean }>,
): string {
  const { minor, currency } = money
  assert(Number.isSafeInteger(minor), 'an amount is exact')
  const amount = amountFigure(Math.abs(minor), digitsOf(currency), options.whole === true)
  const sign = minor < 0 && /[1-9]/.test(amount) ? minusSign : ''
  if (options.currency === false) return figure(`${sign}${amount}`, options)
  if (options.lang === 'ar') {
    return phrase(`${figure(`${sign}${amount}`, options)} ${arabicSymbols[currency]}`, options)
  }
  const written = inDigits(`${sign}${amount}`, options.digits ?? 'latn')
  return phrase(`${currency} ${written}`, options)
}

/** A whole number with its thousands apart: `1,234`; with a noun, say it by `counted` or a message. */
export function formatCount(count: number, reader: Reader): string {
  assert(Number.isSafeInteger(count), 'what is counted is a whole number')
  return figure(`${count < 0 ? minusSign : ''}${grouped(String(Math.abs(count)))}`, reader)
}

/** A rate in basis points as a percentage, without idle zeros: 1500 is `15%`, 1250 is `12.5%`. */
export function formatPercent(basisPoints: number, reader: Reader): string {
  assert(Number.isSafeInteger(basisPoints), 'a rate is a whole number of basis points')
  const amount = amountFigure(Math.abs(basisPoints), 2, false).replace(/\.?0+$/, '')
  return figure(`${basisPoints < 0 ? minusSign : ''}${amount}%`, reader)
}

/** The months of the Gregorian calendar as Saudi Arabia names them, and in English. */
export const gregorianMonths = {
  ar: [
    ...['يناير', 'فبراير', 'مارس', 'أبريل', 'مايو', 'يونيو'],
    ...['يوليو', 'أغسطس', 'سبتمبر', 'أكتوبر', 'نوفمبر', 'ديسمبر'],
  ],
  en: [
    ...['January', 'February', 'March', 'April', 'May', 'June'],
    ...['July', 'August', 'September', 'October', 'November', 'December'],
  ],
} as const

/** The days of the week, Sunday first. */
export const weekdays = {
  ar: ['الأحد', 'الاثنين', 'الثلاثاء', 'الأربعاء', 'الخميس', 'الجمعة', 'السبت'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
} as const

const nearDays = {
  ar: { '-1': 'أمس', '0': 'اليوم', '1': 'غدًا' },
  en: { '-1': 'yesterday', '0': 'today', '1': 'tomorrow' },
} as const

export type DayOptions = Reader &
  Readonly<{
    /** The reader's day: its year is not said again. */
    today?: Day
    weekday?: boolean
    /** Weekday and year in any case, as in a tooltip or a contract. */
    full?: boolean
    /** «اليوم»، «أمس»، «غدًا» where it is one of them; needs `today`. */
    near?: boolean
  }>

/** A day in words: «22 نوفمبر», «الخميس 26 نوفمبر»; the year only when it is not today's. */
export function formatDay(day: Day, options: DayOptions): string {
  const { lang, today, full } = options
  if (options.near === true && today !== undefined) {
    const word = nearWord(daysBetween(today, day), lang)
    if (word !== undefined) return phrase(word, options)
  }
  const { year, month, day: dayOfMonth } = dayParts(day)
  const sameYear = today !== undefined && dayParts(today).year === year
  const words = [
    full === true || options.weekday === true ? weekdays[lang][weekdayOf(day)] : '',
    inDigits(String(dayOfMonth), options.digits ?? 'latn'),
    gregorianMonths[lang][month - 1],
    full === true || !sameYear ? inDigits(String(year), options.digits ?? 'latn') : '',
  ]
  return phrase(words.filter((word) => word !== '').join(' '), options)
}

const nearWord = (days: number, lang: Language): string | undefined =>
  days === -1 || days === 0 || days === 1 ? nearDays[lang][`${days}`] : undefined

/** How far a day is from today: «اليوم»، «غدًا»، «بعد 3 أيام»، «قبل يومين», "in 3 days". */
export function formatNear(day: Day, options: Reader & Readonly<{ today: Day }>): string {
  const { lang, digits = 'latn' } = options
  const days = daysBetween(options.today, day)
  const word = nearWord(days, lang)
  if (word !== undefined) return phrase(word, options)
  const distance = Math.abs(days)
  if (lang === 'en') {
    const said = `${inDigits(grouped(String(distance)), digits)} days`
    return phrase(days > 0 ? `in ${said}` : `${said} ago`, options)
  }
  const forms = { one: 'يوم', two: 'يومين', few: 'أيام', many: 'يومًا', other: 'يوم' }
  return phrase(`${days > 0 ? 'بعد' : 'قبل'} ${counted(distance, forms, digits)}`, options)
}

/** A day in the Umm al-Qura calendar: «15 جمادى الآخرة 1448 هـ»; nothing outside its table. */
export function formatHijri(
  day: Day,
  options: Reader & Readonly<{ weekday?: boolean }>,
): string | undefined {
  const hijri = toHijri(day)
  if (hijri === undefined) return undefined
  const { lang, digits = 'latn' } = options
  const words = [
    options.weekday === true ? weekdays[lang][weekdayOf(day)] : '',
    inDigits(String(hijri.day), digits),
    hijriMonths[lang][hijri.month - 1],
    inDigits(String(hijri.year), digits),
    lang === 'ar' ? 'هـ' : 'AH',
  ]
  return phrase(words.filter((word) => word !== '').join(' '), options)
}
