import { latinDigits } from './arabic/digits.ts'

/** Letters and digits only, in Latin digits and capitals: people paste numbers with spaces and marks. */
const compact = (text: string): string =>
  latinDigits(text)
    .normalize('NFKC')
    .replace(/[\s\-_.\u200B-\u200F\u202A-\u202E\u2066-\u2069\u061C\uFEFF]/gu, '')
    .toUpperCase()

const matching = (text: string, shape: RegExp): string | undefined => {
  const code = compact(text)
  return shape.test(code) ? code : undefined
}

/** A Saudi VAT number (الرقم الضريبي): fifteen digits, the first and the last a 3 (BR-KSA-40). */
export const parseVatNumber = (text: string): string | undefined => matching(text, /^3[0-9]{13}3$/)

/** A commercial registration (السجل التجاري): ten digits; the newer ones are unified numbers. */
export const parseCommercialRegistration = (text: string): string | undefined =>
  matching(text, /^[1-9][0-9]{9}$/)

/** A unified national number (الرقم الوطني الموحد): ten digits, the first a 7. */
export const parseUnifiedNumber = (text: string): string | undefined =>
  matching(text, /^7[0-9]{9}$/)

/** Lengths of the account numbers our customers pay from (ISO 13616 registry). */
const ibanLengths: Readonly<Record<string, number>> = {
  SA: 24,
  AE: 23,
  KW: 30,
  BH: 22,
  OM: 23,
  QA: 29,
  JO: 30,
  EG: 29,
  GB: 22,
  DE: 22,
  FR: 27,
  TR: 26,
}

/** The number modulo 97 digit by digit, letters counting from A = 10, so that no figure is too big. */
function remainder97(code: string): number {
  let remainder = 0
  for (const sign of code) {
    const value = Number.parseInt(sign, 36)
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97
  }
  return remainder
}

/** An IBAN without spaces, its length and check digits right; `SA` when the country was left out. */
export function parseIban(text: string): string | undefined {
  const bare = compact(text).replace(/^IBAN:?/, '')
  const code = /^[0-9]{22}$/.test(bare) ? `SA${bare}` : bare
  if (!/^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$/.test(code)) return undefined
  const length = ibanLengths[code.slice(0, 2)]
  if (length !== undefined && code.length !== length) return undefined
  return remainder97(code.slice(4) + code.slice(0, 4)) === 1 ? code : undefined
}

/** An IBAN in fours, as banks print it: `SA03 8000 0000 6080 1016 7519`. */
export const formatIban = (iban: string): string => iban.replace(/(.{4})(?=.)/g, '$1 ')
