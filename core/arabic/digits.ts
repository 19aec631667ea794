/** Which digits a reader sees: Latin (123) or Arabic-Indic (١٢٣). */
export type Digits = 'latn' | 'arab'

const arabicIndic = '٠١٢٣٤٥٦٧٨٩'
const persian = '۰۱۲۳۴۵۶۷۸۹'

/** Latin digits for whatever digits were typed; every other character stays as it is. */
export const latinDigits = (text: string): string =>
  text.replace(/[٠-٩۰-۹]/gu, (digit) =>
    String(Math.max(arabicIndic.indexOf(digit), persian.indexOf(digit))),
  )

/** A figure written with Latin digits, `,` and `.`, in the digits the reader chose. */
export function inDigits(figure: string, digits: Digits): string {
  if (digits === 'latn') return figure
  return figure
    .replaceAll(',', '٬')
    .replaceAll('.', '٫')
    .replaceAll('%', '٪')
    .replace(/[0-9]/g, (digit) => arabicIndic.charAt(Number(digit)))
}

/** Only the digits of whole numbers get a comma between thousands: `64170` becomes `64,170`. */
export const grouped = (figure: string): string => figure.replace(/\B(?=(?:[0-9]{3})+$)/g, ',')
