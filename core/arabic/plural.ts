import { assert } from '#core/assert.ts'
import { type Digits, grouped, inDigits } from './digits.ts'

/** The six classes by which Arabic counts; the same as `Intl.PluralRules('ar')` for whole numbers. */
export type PluralClass = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other'

/**
 * The counted noun in each class. `zero`, `one` and `two` are whole phrases, for they swallow the
 * number («لا فواتير»، «فاتورة واحدة»، «فاتورتان»); the others follow the figure.
 */
export type CountedForms = Readonly<{
  zero?: string
  one: string
  two: string
  few: string
  many: string
  other: string
}>

/** The class of a whole number: 3 to 10, 103 to 110 are few; 11 to 99, 111 to 199 are many. */
export function pluralClass(n: number): PluralClass {
  assert(Number.isSafeInteger(n) && n >= 0, 'what is counted is a whole number')
  if (n === 0) return 'zero'
  if (n === 1) return 'one'
  if (n === 2) return 'two'
  const tail = n % 100
  if (tail >= 3 && tail <= 10) return 'few'
  return tail >= 11 ? 'many' : 'other'
}

/** A count with its noun as Arabic says it: «فاتورتان»، «3 فواتير»، «11 فاتورة»، «100 فاتورة». */
export function counted(n: number, forms: CountedForms, digits: Digits = 'latn'): string {
  const form = pluralClass(n)
  if (form === 'one' || form === 'two') return forms[form]
  if (form === 'zero' && forms.zero !== undefined) return forms.zero
  const noun = form === 'zero' ? forms.other : forms[form]
  return `${inDigits(grouped(String(n)), digits)} ${noun}`
}
