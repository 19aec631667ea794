import { latinDigits } from '#core/arabic/digits.ts'
import { fold } from '#core/arabic/fold.ts'
import { Currency, digitsOf, type Money, parseMoney } from '#core/money.ts'
import { type Cell, cellText } from '#core/sheet.ts'

/** An amount, nothing written, or something that is no amount. */
export type ReadAmount = Readonly<
  { kind: 'amount'; money: Money } | { kind: 'blank' } | { kind: 'bad' }
>

const bad: ReadAmount = { kind: 'bad' }
const blank: ReadAmount = { kind: 'blank' }

/** A number of a spreadsheet: its formula may leave more places than the currency has. */
function fromNumber(value: number, currency: Currency): ReadAmount {
  if (!Number.isFinite(value)) return bad
  const unit = 10 ** digitsOf(currency)
  // Twelve places are exact in a double of any sum met here; the thirteenth is the machine's own.
  const minor = Math.sign(value) * Math.round(Number((Math.abs(value) * unit).toPrecision(14)))
  if (!Number.isSafeInteger(minor)) return bad
  return { kind: 'amount', money: { minor: minor === 0 ? 0 : minor, currency } }
}

const wordsFor: readonly (readonly [Currency, readonly string[]])[] = [
  ['SAR', ['ريال سعودي', 'ريالا سعوديا', 'ريال', 'ر س', 'sr']],
  ['AED', ['درهم اماراتي', 'درهم', 'د ا', 'dhs', 'dh']],
  ['KWD', ['دينار كويتي', 'د ك', 'kd']],
  ['BHD', ['دينار بحريني', 'د ب', 'bd']],
  ['OMR', ['ريال عماني', 'ر ع']],
  ['QAR', ['ريال قطري', 'ر ق', 'qr']],
  ['JOD', ['دينار اردني', 'jd']],
  ['EGP', ['جنيه مصري', 'جنيه', 'ج م', 'le']],
  ['USD', ['دولار امريكي', 'دولار', '$', 'us$', 'us dollar', 'dollar']],
  ['EUR', ['يورو', '€', 'euro']],
  ['GBP', ['جنيه استرليني', '£', 'pound']],
]
const currencies: ReadonlyMap<string, Currency> = new Map([
  ...Currency.options.map((code): [string, Currency] => [code.toLowerCase(), code]),
  ...wordsFor.flatMap(([code, names]) =>
    names.map((name): [string, Currency] => [fold(name), code]),
  ),
  ['﷼', 'SAR'],
])

/** A currency by its code, its Arabic name or its sign; undefined when it is none that we know. */
export function readCurrency(cell: Cell | undefined): Currency | undefined {
  const code = Currency.options.find((each) => each === cell)
  if (code) return code
  const text = fold(cellText(cell)).replace(/\./g, ' ').replace(/ +/g, ' ').trim()
  return currencies.get(text)
}

/** The currency that an amount carries in its own text, as «USD 500» does. */
export function currencyWithin(cell: Cell | undefined): Currency | undefined {
  const text = cellText(cell)
  if (typeof cell !== 'string' || text === '') return undefined
  const word = latinDigits(text)
    .replace(/[-+()\d.,٬٫،\s]+/g, ' ')
    .trim()
  return word === '' ? undefined : readCurrency(word)
}

/** Reads an amount in a currency; a dash is nothing written. */
export function readAmount(cell: Cell | undefined, currency: Currency): ReadAmount {
  if (typeof cell === 'number') return fromNumber(cell, currency)
  if (typeof cell === 'object' && cell !== null) return bad
  const text = cellText(cell)
  if (text === '' || /^[-–—_.ـ]+$/.test(text)) return blank
  const money = parseMoney(text, currency)
  return money ? { kind: 'amount', money } : bad
}

const atOnce: ReadonlySet<string> = new Set(
  [
    'فوري',
    'نقدي',
    'نقدا',
    'نقد',
    'كاش',
    'حال',
    'عند الاستلام',
    'cash',
    'immediate',
    'cod',
    'due on receipt',
    'on receipt',
    'upon receipt',
  ].map(fold),
)
const spans: readonly (readonly [RegExp, number])[] = [
  [/^اسبوعين$|^2 weeks$/, 14],
  [/^اسبوع$|^a? ?week$/, 7],
  [/^شهرين$|^2 months$/, 60],
  [/^شهر$|^a? ?month$/, 30],
]

/** How many days someone has to pay; undefined when the words do not say. */
export function readTerms(cell: Cell | undefined): number | undefined {
  const text = fold(latinDigits(cellText(cell)))
  if (atOnce.has(text)) return 0
  for (const [shape, days] of spans) if (shape.test(text)) return days
  const found =
    /^(?:net |صافي |خلال |بعد |اجل )?(\d{1,3})(?: ?(?:يوما|يوم|ايام|days?|d))?(?: من .*)?$/.exec(
      text,
    )
  return found ? Number(found[1]) : undefined
}

const methods: readonly (readonly ['cash' | 'transfer' | 'card' | 'cheque' | 'wallet', RegExp])[] =
  [
    ['cash', /نقد|كاش|cash/],
    ['cheque', /شيك|cheque|check/],
    ['card', /مدي|بطاق|شبك|فيزا|ماستر|card|mada|visa|master|pos/],
    ['wallet', /محفظ|stc|urpay|apple|wallet/],
  ]

/** How a payment came; a transfer when the words say nothing else (سداد and IBANs arrive by bank). */
export function readMethod(cell: Cell | undefined) {
  const text = fold(cellText(cell))
  return methods.find(([, shape]) => shape.test(text))?.[0] ?? ('transfer' as const)
}

/** A number of a document: digits of both scripts are one, spaces at the ends do not count. */
export const documentNumber = (cell: Cell | undefined): string =>
  latinDigits(cellText(cell))
    .replace(/[\u200B-\u200F\u202A-\u202E\u2066-\u2069\u061C\uFEFF]/g, '')
    .trim()

const creditWords =
  /مرتجع|مردود|اشعار دائن|اشعار داين|دائن|داين|دفعه? زياد|زياده|علي الحساب|رصيد له|credit|return|refund|overpa|prepay|advance/

/** Whether the words beside a negative amount say that it is owed to the customer. */
export const saysCredit = (texts: readonly string[]): boolean =>
  texts.some((text) => text !== '' && creditWords.test(fold(text)))

const noDebt =
  /^(?:مسوده|ملغاه|ملغيه|ملغي|ملغا|لاغيه|محذوفه|باطله|مبطله|draft|void|voided|cancell?ed|deleted)$/

/** Whether a document's state says that nobody owes anything by it. */
export const saysNoDebt = (status: Cell | undefined): boolean =>
  cellText(status) !== '' && noDebt.test(fold(cellText(status)))
