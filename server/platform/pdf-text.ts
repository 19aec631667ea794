/** The characters that a document may print: those that every one of its fonts can draw. */
export type Coverage = ReadonlySet<number>

/** Reads what the fonts can draw from their character maps (format 4, the basic plane). */
export function fontCoverage(fonts: readonly Buffer[]): Coverage {
  const [first = new Set<number>(), ...others] = fonts.map(charactersOf)
  return new Set([...first].filter((point) => others.every((other) => other.has(point))))
}

function charactersOf(font: Buffer): Set<number> {
  const map = tableOffset(font, 'cmap')
  const points = new Set<number>()
  for (let index = 0; index < font.readUInt16BE(map + 2); index++) {
    const table = map + font.readUInt32BE(map + 4 + index * 8 + 4)
    if (font.readUInt16BE(table) === 4) addSegments(font, table, points)
  }
  return points
}

function tableOffset(font: Buffer, tag: string): number {
  for (let index = 0; index < font.readUInt16BE(4); index++) {
    const entry = 12 + index * 16
    if (font.toString('latin1', entry, entry + 4) === tag) return font.readUInt32BE(entry + 8)
  }
  throw new Error(`The font has no table ${tag}`)
}

function addSegments(font: Buffer, table: number, points: Set<number>): void {
  const doubled = font.readUInt16BE(table + 6)
  for (let at = 0; at < doubled; at += 2) {
    const end = font.readUInt16BE(table + 14 + at)
    const start = font.readUInt16BE(table + 16 + doubled + at)
    for (let point = start; point <= end && point < 0xffff; point++) points.add(point)
  }
}

/** Marks that decide directions and joins: the compiler obeys them, no font draws them. */
const isolates = new Set([0x2066, 0x2067, 0x2068])
const endOfIsolate = 0x2069
const silent = new Set([...isolates, endOfIsolate, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x061c])

/** Left over from typing or copying, and of no use on paper: overrides, embeddings, joiners of emoji. */
const dropped = (point: number): boolean =>
  (point < 0x20 && point !== 0x0a) ||
  (point >= 0x7f && point < 0xa0) ||
  (point >= 0x202a && point <= 0x202e) ||
  (point >= 0xfe00 && point <= 0xfe0f) ||
  point === 0xfeff ||
  point === 0x00ad

const space = /\s/u
const pictograph = /\p{Extended_Pictographic}/u

/**
 * One text as it can stand on paper: no direction left open, pictures gone, and a question mark for a letter
 * that the fonts lack (the archive standard refuses the empty box that would else be drawn).
 */
export function printableText(text: string, coverage: Coverage): string {
  let open = 0
  let printed = ''
  for (const letter of text.normalize('NFC')) {
    const point = letter.codePointAt(0) ?? 0
    if (dropped(point) || (point === endOfIsolate && open === 0)) continue
    if (isolates.has(point)) open++
    if (point === endOfIsolate) open--
    const drawn = coverage.has(point) || silent.has(point) || space.test(letter)
    if (drawn) printed += letter
    else if (!pictograph.test(letter)) printed += '?'
  }
  return printed + String.fromCodePoint(endOfIsolate).repeat(open)
}

/** A document's data as the JSON that its template reads, every text of it printable. */
export function printable(data: unknown, coverage: Coverage): string {
  return JSON.stringify(data, (_key, value: unknown) =>
    typeof value === 'string' ? printableText(value, coverage) : value,
  )
}
