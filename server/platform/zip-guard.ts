import { inflateRawSync } from 'node:zlib'

/** How far an archive may open: what a workbook of ten megabytes needs, and no bomb fits into. */
export type ZipLimits = Readonly<{ entries: number; inflated: number }>

const endSignature = 0x06054b50
const entrySignature = 0x02014b50
const localSignature = 0x04034b50

function endOf(bytes: Buffer): number {
  const earliest = Math.max(0, bytes.length - 65_557)
  for (let at = bytes.length - 22; at >= earliest; at -= 1)
    if (bytes.readUInt32LE(at) === endSignature) return at
  return -1
}

/**
 * Opens every entry of a zip as far as the limits allow: the sizes that an archive declares are its
 * own word. False for what is no zip, lies about itself, or would grow beyond the limits.
 */
export function isHonestZip(bytes: Buffer, limits: ZipLimits): boolean {
  const end = bytes.length < 22 ? -1 : endOf(bytes)
  if (end < 0) return false
  const count = bytes.readUInt16LE(end + 10)
  let at = bytes.readUInt32LE(end + 16)
  if (count === 0 || count > limits.entries) return false
  let left = limits.inflated
  try {
    for (let entry = 0; entry < count; entry += 1) {
      if (bytes.readUInt32LE(at) !== entrySignature) return false
      const method = bytes.readUInt16LE(at + 10)
      const packed = bytes.readUInt32LE(at + 20)
      const local = bytes.readUInt32LE(at + 42)
      if (bytes.readUInt32LE(local) !== localSignature) return false
      const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
      const body = bytes.subarray(start, start + packed)
      if (body.length !== packed || (method !== 0 && method !== 8)) return false
      left -= method === 0 ? packed : inflateRawSync(body, { maxOutputLength: left + 1 }).length
      if (left < 0) return false
      at +=
        46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
    }
  } catch (error) {
    // Offsets beyond the end, a broken stream, or more output than is left.
    if (error instanceof RangeError || (error instanceof Error && 'code' in error)) return false
    throw error
  }
  return true
}
