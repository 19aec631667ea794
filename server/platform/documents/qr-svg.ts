import { create } from 'qrcode'

/** The white border that a reader needs, in modules. */
const QUIET = 4

/** A text as a QR code, drawn as filled squares: strokes came out too thin for readers at 30 mm. */
export function qrSvg(text: string): Buffer {
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules
  let path = ''
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      if (data[y * size + x] !== 1) continue
      const start = x
      while (x + 1 < size && data[y * size + x + 1] === 1) x++
      path += `M${start + QUIET} ${y + QUIET}h${x - start + 1}v1H${start + QUIET}z`
    }
  }
  const side = size + 2 * QUIET
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}"><path fill="#1d1b18" d="${path}"/></svg>`,
  )
}
