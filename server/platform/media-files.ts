import { createHash } from 'node:crypto'
import type { House } from './house.ts'
import type { KeptBytes } from './stored-files.ts'

const ascii = (bytes: Uint8Array, from: number, to: number) =>
  Buffer.from(bytes.subarray(from, to)).toString('latin1')

const brands: Readonly<Record<string, string>> = { M4A: 'audio/mp4', '3gp': 'video/3gpp' }

/** Office documents and archives look alike; only what is known to be harmless keeps its own name. */
const zipped = new Set([
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
])

function pictureOf(bytes: Uint8Array): string | undefined {
  if (ascii(bytes, 0, 8) === '\x89PNG\r\n\x1a\n') return 'image/png'
  if (ascii(bytes, 0, 3) === '\xff\xd8\xff') return 'image/jpeg'
  if (/^GIF8[79]a$/.test(ascii(bytes, 0, 6))) return 'image/gif'
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP') return 'image/webp'
  return undefined
}

function soundOf(bytes: Uint8Array, claimed: string): string | undefined {
  const head = ascii(bytes, 0, 4)
  if (head === 'OggS') return 'audio/ogg'
  if (head.startsWith('ID3')) return 'audio/mpeg'
  if (bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe0) === 0xe0)
    return claimed === 'audio/aac' ? 'audio/aac' : 'audio/mpeg'
  if (ascii(bytes, 0, 5) === '#!AMR') return 'audio/amr'
  if (head === 'RIFF' && ascii(bytes, 8, 12) === 'WAVE') return 'audio/wav'
  if (ascii(bytes, 4, 8) === 'ftyp') {
    const brand = brands[ascii(bytes, 8, 11)] ?? 'video/mp4'
    return brand === 'video/mp4' && claimed === 'audio/mp4' ? 'audio/mp4' : brand
  }
  return undefined
}

/**
 * What a file is by how it begins, whatever its name and sender say. All that a browser could run
 * or that nobody knows is plain bytes, to be saved and never shown.
 */
export function mediaMime(bytes: Uint8Array, claimed: string): string {
  const known = pictureOf(bytes) ?? soundOf(bytes, claimed.split(';')[0]?.trim() ?? '')
  if (known) return known
  if (ascii(bytes, 0, 5) === '%PDF-') return 'application/pdf'
  if (ascii(bytes, 0, 4) === 'PK\x03\x04')
    return zipped.has(claimed) ? claimed : 'application/octet-stream'
  return 'application/octet-stream'
}

/** Puts a file of a conversation into the store, whatever it is; see `mediaMime` for what it counts as. */
export async function keepMedia(
  house: House,
  companyId: string,
  bytes: Uint8Array,
  claimed: string,
): Promise<KeptBytes> {
  const key = await house.files.put(companyId, bytes)
  const sha256 = createHash('sha256').update(bytes).digest()
  return { key, mime: mediaMime(bytes, claimed), bytes: bytes.length, sha256 }
}

/** Never half a letter: nobody could write that into an address. */
const shortened = (text: string, most: number): string => [...text].slice(0, most).join('')

/** A name to save a file by: no path, no control or direction marks, not too long. */
export function safeFileName(name: string | null | undefined, fallback: string): string {
  const plain = (name ?? '')
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '')
    .replaceAll(/[/\\:*?"<>|]+/g, '_')
    .replace(/^[.\s_]+/, '')
    .trim()
  const dot = plain.lastIndexOf('.')
  const end = dot > 0 ? shortened(plain.slice(dot), 16) : ''
  const head = shortened(dot > 0 ? plain.slice(0, dot) : plain, 120)
  return head === '' ? fallback : `${head}${end}`
}
