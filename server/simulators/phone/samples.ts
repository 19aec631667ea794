import { crc32, deflateSync } from 'node:zlib'
import type { SentFile } from '../meta/phone.ts'

export type SampleKind = 'photo' | 'sticker' | 'voice' | 'document'

/** A file of each kind that a customer can send without having one at hand. */
export function sampleFile(kind: SampleKind): SentFile {
  if (kind === 'photo') return { bytes: picture(), mime: 'image/png', fileName: 'receipt.png' }
  if (kind === 'sticker') return { bytes: sticker(), mime: 'image/webp', fileName: 'sticker.webp' }
  if (kind === 'voice')
    return { bytes: silence(), mime: 'audio/ogg; codecs=opus', fileName: 'voice.ogg' }
  return { bytes: paper(), mime: 'application/pdf', fileName: 'transfer.pdf' }
}

/** The smallest picture that WebP knows. */
const sticker = (): Uint8Array =>
  Buffer.from('UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA', 'base64')

const WIDTH = 160
const HEIGHT = 200

/** A slip of paper with lines on it, as a PNG. */
function picture(): Uint8Array {
  const rows = Buffer.alloc(HEIGHT * (WIDTH + 1))
  for (let y = 0; y < HEIGHT; y++)
    for (let x = 0; x < WIDTH; x++) {
      const line = y % 24 > 16 && y % 24 < 20 && x > 20 && x < WIDTH - 20 - (y % 5) * 10
      rows[y * (WIDTH + 1) + 1 + x] = line ? 90 : 235
    }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(WIDTH, 0)
  head.writeUInt32BE(HEIGHT, 4)
  // Eight bits of grey.
  head[8] = 8
  const magic = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    magic,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(name: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), content])
  const size = Buffer.alloc(4)
  size.writeUInt32BE(content.byteLength)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([size, body, sum])
}

/** A second of silence, as Opus in Ogg. */
function silence(): Uint8Array {
  const head = Buffer.from([...Buffer.from('OpusHead'), 1, 1, 0, 0, 0x80, 0xbb, 0, 0, 0, 0, 0])
  const tags = Buffer.from([
    ...Buffer.from('OpusTags'),
    4,
    0,
    0,
    0,
    ...Buffer.from('Wasl'),
    0,
    0,
    0,
    0,
  ])
  const packets = Array.from({ length: 50 }, () => Buffer.from([0xf8, 0xff, 0xfe]))
  return Buffer.concat([page([head], 0, 0, 2), page([tags], 0, 1, 0), page(packets, 48_000, 2, 4)])
}

function page(packets: readonly Buffer[], position: number, number: number, flags: number): Buffer {
  const head = Buffer.alloc(27 + packets.length)
  head.write('OggS', 'latin1')
  head[5] = flags
  head.writeBigUInt64LE(BigInt(position), 6)
  head.writeUInt32LE(1, 14)
  head.writeUInt32LE(number, 18)
  head[26] = packets.length
  packets.forEach((packet, index) => {
    head[27 + index] = packet.byteLength
  })
  const whole = Buffer.concat([head, ...packets])
  whole.writeUInt32LE(oggSum(whole), 22)
  return whole
}

function oggSum(bytes: Uint8Array): number {
  let sum = 0
  for (const byte of bytes) {
    sum ^= byte << 24
    for (let bit = 0; bit < 8; bit++) sum = sum & 0x80000000 ? (sum << 1) ^ 0x04c11db7 : sum << 1
  }
  return sum >>> 0
}

/** One page that says that something was transferred, as a PDF. */
function paper(): Uint8Array {
  const text = 'BT /F1 18 Tf 60 700 Td (Bank transfer: SAR 1,500.00) Tj ET'
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>',
    `<</Length ${text.length}>>stream\n${text}\nendstream`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  ]
  let pdf = '%PDF-1.4\n'
  const places = objects.map((object, index) => {
    const place = pdf.length
    pdf += `${index + 1} 0 obj${object}endobj\n`
    return `${String(place).padStart(10, '0')} 00000 n \n`
  })
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join('')}`
  const tail = `trailer<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${pdf.length}\n%%EOF\n`
  return Buffer.from(pdf + table + tail, 'latin1')
}
