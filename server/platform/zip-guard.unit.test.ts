import { deflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { isHonestZip } from './zip-guard.ts'

/** A zip of one entry, with whatever size it says it has. */
function zipOf(content: Buffer, declared = content.length, stored = false): Buffer {
  const name = Buffer.from('a.xml')
  const packed = stored ? content : deflateRawSync(content)
  const method = stored ? 0 : 8
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(method, 8)
  local.writeUInt32LE(packed.length, 18)
  local.writeUInt32LE(declared, 22)
  local.writeUInt16LE(name.length, 26)
  const entry = Buffer.alloc(46)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt16LE(method, 10)
  entry.writeUInt32LE(packed.length, 20)
  entry.writeUInt32LE(declared, 24)
  entry.writeUInt16LE(name.length, 28)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(46 + name.length, 12)
  end.writeUInt32LE(30 + name.length + packed.length, 16)
  return Buffer.concat([local, name, packed, entry, name, end])
}

const limits = { entries: 5, inflated: 1_000_000 }

test('an ordinary archive opens; a bomb does not, whatever size it declares', () => {
  expect(isHonestZip(zipOf(Buffer.from('<a/>')), limits)).toBe(true)
  const bomb = Buffer.alloc(50_000_000)
  expect(isHonestZip(zipOf(bomb), limits)).toBe(false)
  expect(isHonestZip(zipOf(bomb, 10), limits)).toBe(false)
  expect(isHonestZip(zipOf(bomb, 10, true), limits)).toBe(false)
})

test('what is cut off, or no archive at all, is refused without an error', () => {
  const whole = zipOf(Buffer.from('<a/>'.repeat(100)))
  for (let length = 0; length < whole.length; length += 7)
    expect(isHonestZip(whole.subarray(0, length), limits)).toBe(false)
  expect(isHonestZip(Buffer.from('PK\x05\x06'.padEnd(40, 'x')), limits)).toBe(false)
})
