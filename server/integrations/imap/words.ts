import type { Email } from 'postal-mime'

/** Text as every store takes it: no NUL, and no half of a character. */
export const clean = (text: string): string =>
  Buffer.from(text.replaceAll('\0', ''), 'utf8').toString('utf8')

/** For a subject and a name: one line, and nothing that turns the words around it. */
export const oneLine = (text: string): string =>
  clean(text)
    .replaceAll(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()

/** The beginning of a text, never with half a character at its end. */
export const shorten = (text: string, most: number): string =>
  text.length <= most ? text : text.slice(0, most).replace(/[\ud800-\udbff]$/, '')

/** A name to show and to store under: no way into another folder, no ending that hides another. */
export function fileNameFrom(name: string | null, mime: string, place: number): string {
  const last = oneLine(name ?? '')
    .replaceAll(/[/\\:*?"<>|]+/g, '_')
    .replace(/^[.\s]+/, '')
    .trim()
  if (last !== '') return last.length <= 200 ? last : `${last.slice(0, 180)}${ending(last)}`
  return mime === 'message/rfc822' ? `mail-${place + 1}.eml` : `file-${place + 1}`
}

const ending = (name: string): string => /\.[\p{L}\p{N}]{1,10}$/u.exec(name)?.[0] ?? ''

/** Reads a mail again with its bytes as windows-1256; nothing when they are UTF-8 after all. */
export async function inArabicBytes(
  raw: Uint8Array,
  parse: (raw: Uint8Array) => Promise<Email | undefined>,
): Promise<Email | undefined> {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(raw)
    return undefined
  } catch {
    return parse(Buffer.from(new TextDecoder('windows-1256').decode(raw), 'utf8'))
  }
}
