/** What the invoice's QR code says in phase one (tags 1 to 5), each exactly as printed in the code. */
export type InvoiceQr = Readonly<{
  sellerName: string
  vatNumber: string
  /** `2026-11-21T10:05:00`, as issued. */
  issuedAt: string
  /** A plain decimal, `1150.00`. */
  total: string
  vat: string
}>

/** The longest value that one field of the code can hold, in bytes of UTF-8: its length is one byte. */
export const QR_FIELD_MAX_BYTES = 255

/** A field does not fit in the code, most often a long Arabic seller name (two bytes a letter). */
export class QrFieldTooLong extends Error {
  readonly field: keyof InvoiceQr
  readonly bytes: number

  constructor(field: keyof InvoiceQr, bytes: number) {
    super(`The QR field ${field} takes ${bytes} bytes of ${QR_FIELD_MAX_BYTES}`)
    this.name = 'QrFieldTooLong'
    this.field = field
    this.bytes = bytes
  }
}

const fieldsByTag = ['sellerName', 'vatNumber', 'issuedAt', 'total', 'vat'] as const

/** How many bytes a value takes in the code; a company's set-up checks its name with it. */
export const qrBytes = (value: string): number => utf8(value).length

/** The content of the phase-one QR code: base64 of tag, length, value for the five fields. Throws QrFieldTooLong. */
export function invoiceQr(invoice: InvoiceQr): string {
  const bytes = fieldsByTag.flatMap((field, index) => {
    const value = utf8(invoice[field])
    if (value.length > QR_FIELD_MAX_BYTES) throw new QrFieldTooLong(field, value.length)
    return [index + 1, value.length, ...value]
  })
  return base64(bytes)
}

/** The last bits of a code point as a continuation byte. */
const continuation = (point: number, shift: number): number => 0x80 | ((point >> shift) & 0x3f)

function utf8(text: string): number[] {
  return Array.from(text).flatMap((letter) => {
    const read = letter.codePointAt(0) ?? 0xfffd
    // Half of a surrogate pair is no character, and has no UTF-8.
    const point = read >= 0xd800 && read <= 0xdfff ? 0xfffd : read
    if (point < 0x80) return [point]
    if (point < 0x800) return [0xc0 | (point >> 6), continuation(point, 0)]
    if (point < 0x10000) {
      return [0xe0 | (point >> 12), continuation(point, 6), continuation(point, 0)]
    }
    return [
      0xf0 | (point >> 18),
      continuation(point, 12),
      continuation(point, 6),
      continuation(point, 0),
    ]
  })
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Written out because this code also runs where neither Buffer nor btoa may be named. */
function base64(bytes: readonly number[]): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const [first = 0, second = 0, third = 0] = bytes.slice(at, at + 3)
    const group = (first << 16) | (second << 8) | third
    const letters = [18, 12, 6, 0].map((shift) => alphabet.charAt((group >> shift) & 0x3f))
    text += letters.slice(0, Math.min(3, bytes.length - at) + 1).join('')
  }
  return text.padEnd(Math.ceil(bytes.length / 3) * 4, '=')
}
