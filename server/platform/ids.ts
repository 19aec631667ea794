import { createHash, randomBytes } from 'node:crypto'

/** A uuid of version 7: sorts by the moment it was made, so that indexes grow at their end. */
export function uuidv7(atMs: number, random: (size: number) => Uint8Array = randomBytes): string {
  const bytes = Buffer.from(random(16))
  bytes.writeUIntBE(atMs, 0, 6)
  return written(bytes)
}

/**
 * The id of one part of a batch, the same whenever the batch is sent again. It has no moment in it,
 * and is written as version 7 because contracts take nothing else for a new id.
 */
export const idWithin = (batch: string, part: string): string =>
  written(createHash('sha256').update(`${batch}:${part}`).digest().subarray(0, 16))

function written(bytes: Buffer): string {
  bytes[6] = (bytes.readUInt8(6) & 0x0f) | 0x70
  bytes[8] = (bytes.readUInt8(8) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
