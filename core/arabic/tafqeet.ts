import { assert } from '#core/assert.ts'
import { digitsOf, type Money } from '#core/money.ts'
import { type CountedNoun, currencyWords } from './currency-words.ts'

type Gender = CountedNoun['gender']

const and = (parts: readonly string[]): string => parts.filter((part) => part !== '').join(' و')
const say = (words: readonly string[], at: number): string => words[at] ?? ''

/** The numeral takes the gender opposite to its noun from 3 to 10, and mixes both from 11 to 19. */
const cardinals: Readonly<Record<Gender, Readonly<{ below20: string[]; withTens: string[] }>>> = {
  masculine: {
    below20: [
      ...['', '', '', 'ثلاثة', 'أربعة', 'خمسة', 'ستة', 'سبعة', 'ثمانية', 'تسعة', 'عشرة'],
      ...['أحد عشر', 'اثنا عشر', 'ثلاثة عشر', 'أربعة عشر', 'خمسة عشر', 'ستة عشر', 'سبعة عشر'],
      ...['ثمانية عشر', 'تسعة عشر'],
    ],
    withTens: ['', 'واحد', 'اثنان', 'ثلاثة', 'أربعة', 'خمسة', 'ستة', 'سبعة', 'ثمانية', 'تسعة'],
  },
  feminine: {
    below20: [
      ...['', '', '', 'ثلاث', 'أربع', 'خمس', 'ست', 'سبع', 'ثماني', 'تسع', 'عشر'],
      ...['إحدى عشرة', 'اثنتا عشرة', 'ثلاث عشرة', 'أربع عشرة', 'خمس عشرة', 'ست عشرة'],
      ...['سبع عشرة', 'ثماني عشرة', 'تسع عشرة'],
    ],
    withTens: ['', 'إحدى', 'اثنتان', 'ثلاث', 'أربع', 'خمس', 'ست', 'سبع', 'ثمانٍ', 'تسع'],
  },
}
const tens = ['', '', 'عشرون', 'ثلاثون', 'أربعون', 'خمسون', 'ستون', 'سبعون', 'ثمانون', 'تسعون']
const hundreds = [
  ...['', 'مائة', 'مائتان', 'ثلاثمائة', 'أربعمائة', 'خمسمائة', 'ستمائة', 'سبعمائة', 'ثمانمائة'],
  'تسعمائة',
]

/** A dual loses its nun when its noun follows: «مائتا ريال»، «ألفا ريال». */
const joined = (dual: string): string => dual.slice(0, -1)

const scales = [
  { size: 1_000_000_000, one: 'مليار', two: 'ملياران', few: 'مليارات', many: 'مليارًا' },
  { size: 1_000_000, one: 'مليون', two: 'مليونان', few: 'ملايين', many: 'مليونًا' },
  { size: 1_000, one: 'ألف', two: 'ألفان', few: 'آلاف', many: 'ألفًا' },
] as const
type Scale = (typeof scales)[number]

/** 3 to 99, as said of a noun of that gender. */
function belowHundred(n: number, gender: Gender): string {
  const { below20, withTens } = cardinals[gender]
  return n < 20 ? say(below20, n) : and([say(withTens, n % 10), say(tens, Math.floor(n / 10))])
}

const hundredsWord = (n: number, nounFollows: boolean): string =>
  n === 2 && nounFollows ? joined(say(hundreds, 2)) : say(hundreds, n)

/**
 * So many thousands, millions or milliards. When the currency follows directly the dual and the
 * tanwin go: «ألفا ريال»، «أحد عشر ألف ريال», but «ألفان ومائة»، «أحد عشر ألفًا ومائة».
 */
function scaleWords(count: number, scale: Scale, nounFollows: boolean): string {
  const tail = count % 100
  const hundred = Math.floor(count / 100)
  const two = nounFollows ? joined(scale.two) : scale.two
  if (tail <= 2) {
    const whole = hundred === 0 ? '' : `${hundredsWord(hundred, true)} ${scale.one}`
    return and([whole, ['', scale.one, two][tail] ?? ''])
  }
  const lone = nounFollows ? scale.one : scale.many
  const noun = tail <= 10 ? scale.few : lone
  return `${and([hundredsWord(hundred, false), belowHundred(tail, 'masculine')])} ${noun}`
}

/** A whole number of hundreds; `nounFollows` when the counted noun comes right after it. */
function roundWords(n: number, nounFollows: boolean): string {
  const parts = scales.map((scale) => {
    const count = Math.floor(n / scale.size) % 1000
    return count === 0 ? '' : scaleWords(count, scale, nounFollows && n % scale.size === 0)
  })
  return and([...parts, hundredsWord(Math.floor(n / 100) % 10, nounFollows)])
}

/** The noun follows the last part of its number: 103 is said as 3 is, 111 as 11. */
function countedWords(n: number, noun: CountedNoun): string {
  if (n === 1) return `${noun.one} ${noun.gender === 'masculine' ? 'واحد' : 'واحدة'}`
  const tail = n % 100
  const round = n - tail
  if (tail <= 2) {
    const whole = round === 0 ? '' : `${roundWords(round, true)} ${noun.one}`
    return and([whole, ['', noun.one, noun.two][tail] ?? ''])
  }
  const number = and([roundWords(round, false), belowHundred(tail, noun.gender)])
  return `${number} ${tail <= 10 ? noun.few : noun.many}`
}

/** The largest amount that is said in words, in whole units of its currency. */
export const largestInWords = 999_999_999_999

function split({ minor, currency }: Money): Readonly<{ units: number; parts: number }> {
  assert(Number.isSafeInteger(minor) && minor >= 0, 'an amount in words is exact and not negative')
  const size = 10 ** digitsOf(currency)
  const units = Math.floor(minor / size)
  assert(units <= largestInWords, 'an amount in words is under a million million')
  return { units, parts: minor % size }
}

/**
 * The amount in Arabic words, as it stands on invoices, receipts and cheques (تفقيط):
 * «فقط مائة ريال وريال وخمسون هللة لا غير». Spelt مائة throughout, in the nominative.
 */
export function tafqeet(money: Money): string {
  const { units, parts } = split(money)
  const { unit, part } = currencyWords[money.currency]
  const words = and([
    units === 0 ? '' : countedWords(units, unit),
    parts === 0 ? '' : countedWords(parts, part),
  ])
  return `فقط ${words === '' ? `صفر ${unit.one}` : words} لا غير`
}

const englishBelow20 = [
  ...['', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven'],
  ...['twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'],
]
const englishTens = [
  ...['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'],
]
const englishScales = [
  [1_000_000_000, 'billion'],
  [1_000_000, 'million'],
  [1_000, 'thousand'],
] as const

function englishNumber(n: number): string {
  const parts = englishScales.map(([size, name]) => {
    const count = Math.floor(n / size) % 1000
    return count === 0 ? '' : `${englishBelow1000(count)} ${name}`
  })
  return [...parts, englishBelow1000(n % 1000)].filter((part) => part !== '').join(' ')
}

function englishBelow1000(n: number): string {
  const hundred = n < 100 ? '' : `${say(englishBelow20, Math.floor(n / 100))} hundred`
  const tail = n % 100
  const ten = tail < 20 ? say(englishBelow20, tail) : say(englishTens, Math.floor(tail / 10))
  const one = tail < 20 || tail % 10 === 0 ? '' : `-${say(englishBelow20, tail % 10)}`
  return [hundred, `${ten}${one}`].filter((part) => part !== '').join(' ')
}

/** The amount in English words: "One hundred one Saudi riyals and fifty halalas only". */
export function inEnglishWords(money: Money): string {
  const { units, parts } = split(money)
  const { unit, part } = currencyWords[money.currency]
  const counted = (n: number, [one, many]: CountedNoun['english']) =>
    n === 0 ? '' : `${englishNumber(n)} ${n === 1 ? one : many}`
  const words = [counted(units, unit.english), counted(parts, part.english)]
    .filter((said) => said !== '')
    .join(' and ')
  const whole = words === '' ? `zero ${unit.english[1]}` : words
  return `${whole.charAt(0).toUpperCase()}${whole.slice(1)} only`
}
