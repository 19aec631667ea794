export type PictureSize = Readonly<{ width: number; height: number }>

const at16 = (bytes: Uint8Array, at: number) => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)
const at32 = (bytes: Uint8Array, at: number) => at16(bytes, at) * 65_536 + at16(bytes, at + 2)

/** The frame headers of a JPEG that carry its size: SOF0 to SOF15, without DHT, JPG and DAC. */
const isFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc

function sizeOfJpeg(bytes: Uint8Array): PictureSize | undefined {
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1] ?? 0
    if (isFrame(marker)) return { width: at16(bytes, at + 7), height: at16(bytes, at + 5) }
    at += 2 + Math.max(2, at16(bytes, at + 2))
  }
  return undefined
}

/**
 * How large a PNG or a JPEG says it is, read from its first bytes without unpacking it: a small
 * file may unpack to more than a machine holds. Undefined for anything else.
 */
export function pictureSize(bytes: Uint8Array): PictureSize | undefined {
  const size =
    bytes[0] === 0x89 && bytes[1] === 0x50
      ? bytes.length < 24
        ? undefined
        : { width: at32(bytes, 16), height: at32(bytes, 20) }
      : bytes[0] === 0xff && bytes[1] === 0xd8
        ? sizeOfJpeg(bytes)
        : undefined
  return size && size.width > 0 && size.height > 0 ? size : undefined
}
