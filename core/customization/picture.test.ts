import { expect, test } from 'vitest'
import { pictureSize } from './picture.ts'

const bytes = (hex: string) =>
  Uint8Array.from(hex.match(/../g) ?? [], (two) => Number.parseInt(two, 16))

test('a PNG and a JPEG tell their size in their first bytes', () => {
  const png = bytes('89504e470d0a1a0a0000000d494844520000012c000000c8')
  expect(pictureSize(png)).toEqual({ width: 300, height: 200 })
  const jpeg = bytes('ffd8ffe000044a46ffc2001108006400c803012200021101031101')
  expect(pictureSize(jpeg)).toEqual({ width: 200, height: 100 })
})

test('what is cut short, empty or of another kind has no size', () => {
  expect(pictureSize(bytes('89504e470d0a1a0a'))).toBeUndefined()
  expect(pictureSize(bytes('ffd8ffe0ffff'))).toBeUndefined()
  expect(pictureSize(bytes('ffd8ffc00000000000000000'))).toBeUndefined()
  expect(pictureSize(new TextEncoder().encode('<svg width="4" height="4"/>'))).toBeUndefined()
  expect(pictureSize(new Uint8Array())).toBeUndefined()
})
