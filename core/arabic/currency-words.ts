import type { Currency } from '#core/money.ts'

/** A noun as Arabic counts it, with its gender, and as English does. */
export type CountedNoun = Readonly<{
  gender: 'masculine' | 'feminine'
  /** After one, and after a hundred, a thousand, a million: «ريال». */
  one: string
  two: string
  /** After 3 to 10: «ريالات». */
  few: string
  /** After 11 to 99: «ريالًا». */
  many: string
  english: readonly [one: string, many: string]
}>

/** How an amount of a currency is said: riyals and halalas. */
export type CurrencyWords = Readonly<{ unit: CountedNoun; part: CountedNoun }>

const masculine = (
  one: string,
  two: string,
  few: string,
  many: string,
  ...english: readonly [string, string]
): CountedNoun => ({ gender: 'masculine', one, two, few, many, english })

const feminine = (
  one: string,
  two: string,
  few: string,
  ...english: readonly [string, string]
): CountedNoun => ({ gender: 'feminine', one, two, few, many: one, english })

const halala = feminine('هللة', 'هللتان', 'هللات', 'halala', 'halalas')
const fils = masculine('فلس', 'فلسان', 'فلوس', 'فلسًا', 'fils', 'fils')
const baisa = feminine('بيسة', 'بيستان', 'بيسات', 'baisa', 'baisas')
const dirham = masculine('درهم', 'درهمان', 'دراهم', 'درهمًا', 'dirham', 'dirhams')
const qirsh = masculine('قرش', 'قرشان', 'قروش', 'قرشًا', 'piastre', 'piastres')
const cent = masculine('سنت', 'سنتان', 'سنتات', 'سنتًا', 'cent', 'cents')
const penny = masculine('بنس', 'بنسان', 'بنسات', 'بنسًا', 'penny', 'pence')

/** `[one, two, few, many]` with an adjective of nationality; things in the plural are feminine. */
const saying = (
  noun: readonly [string, string, string, string],
  adjective: string,
  english: readonly [string, string],
): CountedNoun =>
  masculine(
    `${noun[0]} ${adjective}`,
    `${noun[1]} ${adjective}ان`,
    `${noun[2]} ${adjective}ة`,
    `${noun[3]} ${adjective}ًا`,
    ...english,
  )

const riyal = ['ريال', 'ريالان', 'ريالات', 'ريالًا'] as const
const dinar = ['دينار', 'ديناران', 'دنانير', 'دينارًا'] as const
const pound = ['جنيه', 'جنيهان', 'جنيهات', 'جنيهًا'] as const

/**
 * The words of each currency. The Saudi riyal is «ريال» and nothing more, as Saudi documents have
 * it; the others say whose they are, since a riyal, a dinar and a pound belong to several countries.
 */
export const currencyWords: Readonly<Record<Currency, CurrencyWords>> = {
  SAR: { unit: masculine(...riyal, 'Saudi riyal', 'Saudi riyals'), part: halala },
  AED: {
    unit: saying(['درهم', 'درهمان', 'دراهم', 'درهمًا'], 'إماراتي', ['UAE dirham', 'UAE dirhams']),
    part: fils,
  },
  KWD: { unit: saying(dinar, 'كويتي', ['Kuwaiti dinar', 'Kuwaiti dinars']), part: fils },
  BHD: {
    unit: saying(dinar, 'بحريني', ['Bahraini dinar', 'Bahraini dinars']),
    part: fils,
  },
  OMR: { unit: saying(riyal, 'عماني', ['Omani rial', 'Omani rials']), part: baisa },
  QAR: { unit: saying(riyal, 'قطري', ['Qatari riyal', 'Qatari riyals']), part: dirham },
  JOD: {
    unit: saying(dinar, 'أردني', ['Jordanian dinar', 'Jordanian dinars']),
    part: fils,
  },
  EGP: {
    unit: saying(pound, 'مصري', ['Egyptian pound', 'Egyptian pounds']),
    part: qirsh,
  },
  USD: {
    unit: saying(['دولار', 'دولاران', 'دولارات', 'دولارًا'], 'أمريكي', ['US dollar', 'US dollars']),
    part: cent,
  },
  EUR: {
    unit: masculine('يورو', 'يوروان', 'يورو', 'يورو', 'euro', 'euros'),
    part: cent,
  },
  GBP: {
    unit: saying(pound, 'إسترليني', ['pound sterling', 'pounds sterling']),
    part: penny,
  },
}
