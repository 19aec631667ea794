import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { latinDigits } from './arabic/digits.ts'

/** Of what kind a number is, as far as its country's plan tells; only `mobile` can have WhatsApp. */
export type PhoneKind = 'mobile' | 'fixed' | 'other'

const marks = /[\u200B-\u200F\u202A-\u202E\u2066-\u2069\u061C\uFEFF]/g
const extension = /[\s,،;(]*(?:تحويل[ةه]|داخلي|ext(?:ension|n)?|x|#)[\s.:]*[0-9]{1,6}\s*\)?\s*$/iu

/** No written number is longer; the rest of a long text would only cost time. */
const longestTyped = 80

/** One shape for what people type: Latin digits, no marks, no extension, `+` for 00 and in front. */
function tidy(text: string): string {
  const plain = latinDigits(text.slice(0, longestTyped)).normalize('NFKC')
  const bare = plain.replace(marks, '').replace(extension, '').trim()
  const fronted = /^[^+]+\+$/.test(bare) ? `+${bare.slice(0, -1)}` : bare
  return fronted.replace(/^\(?00/, (zeros) => zeros.replace('00', '+'))
}

/**
 * The number in E.164 (`+966505512847`), from any way people type it: ٠٥…, 05…, 5…, 966…, 00966…,
 * a trailing `+`, marks of direction, «تحويلة 12». Nothing when it is no number of its country.
 */
export function parsePhone(text: string, defaultCountry: CountryCode = 'SA'): string | undefined {
  const number = parsePhoneNumberFromString(tidy(text), { defaultCountry, extract: false })
  return number?.isValid() === true ? number.number : undefined
}

/** Of what kind an E.164 number is. */
export function phoneKind(e164: string): PhoneKind {
  const type = parsePhoneNumberFromString(e164)?.getType()
  if (type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE') return 'mobile'
  return type === 'FIXED_LINE' ? 'fixed' : 'other'
}

/** `+966 50 551 2847`; what is no number is shown as it is. Isolate it, for it runs left to right. */
export const formatPhone = (e164: string): string =>
  parsePhoneNumberFromString(e164, { extract: false })?.formatInternational() ?? e164

/**
 * The digits by which a number is found however it was typed: without country code and zeros, the
 * last nine. A number matches when its key contains the key of what was typed, be it a part; the
 * key is empty, and finds nothing, when no more than a prefix was typed.
 */
export function phoneSearchKey(text: string): string {
  const digits = tidy(text).replace(/[^0-9]/g, '')
  return digits.replace(/^0*(?:966)?0*/, '').slice(-9)
}
