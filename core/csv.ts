import type { Sheet } from '#core/sheet.ts'

const separators = [',', ';', '\t', '|'] as const

/** How often the separator stands outside quotes on each of the first lines. */
function perLine(text: string, separator: string): number[] {
  const counts: number[] = []
  let count = 0
  let quoted = false
  for (const sign of text.slice(0, 20_000)) {
    if (sign === '"') quoted = !quoted
    else if (quoted) continue
    else if (sign === separator) count += 1
    else if (sign === '\n') {
      counts.push(count)
      count = 0
      if (counts.length === 30) return counts
    }
  }
  if (count > 0) counts.push(count)
  return counts
}

/** The separator that most lines agree upon; a comma inside amounts agrees with nobody. */
export function separatorOf(text: string): string {
  let best: string = ','
  let bestScore = 0
  for (const separator of separators) {
    const used = perLine(text, separator).filter((count) => count > 0)
    const common = new Map<number, number>()
    for (const count of used) common.set(count, (common.get(count) ?? 0) + 1)
    const [count = 0, lines = 0] = [...common].toSorted((a, b) => b[1] - a[1])[0] ?? []
    const score = lines * (1 + Math.min(count, 30) / 100)
    if (score > bestScore) {
      best = separator
      bestScore = score
    }
  }
  return best
}

/**
 * Reads separated text (RFC 4180, and what programs write instead): `rows[0]` is the first physical
 * line. A field that holds line breaks leaves the lines it covers blank, so that row numbers stay
 * those of the file.
 */
export function readCsv(text: string, name: string): Sheet {
  const plain = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  const said = /^sep=(.)\n/i.exec(plain)
  const separator = said?.[1] ?? separatorOf(plain)
  const rows: string[][] = []
  let row: string[] = []
  let field = ''
  // Whether only blanks stand in the field so far: to look again at each quote took minutes of one long line.
  let blank = true
  let quoted = false
  let line = 0
  let startLine = 0
  const endRow = () => {
    row.push(field)
    while (rows.length < startLine) rows.push([])
    rows.push(row.length === 1 && row[0] === '' ? [] : row)
    row = []
    field = ''
    blank = true
  }
  for (let at = 0; at < plain.length; at += 1) {
    const sign = plain.charAt(at)
    if (sign === '\n') line += 1
    if (quoted) {
      if (sign !== '"') field += sign
      else if (plain.charAt(at + 1) === '"') {
        field += '"'
        at += 1
      } else quoted = false
    } else if (sign === '"' && blank) {
      quoted = true
      blank = false
      field = ''
    } else if (sign === separator) {
      row.push(field)
      field = ''
      blank = true
    } else if (sign === '\n') {
      endRow()
      startLine = line
    } else {
      field += sign
      blank &&= sign.trim() === ''
    }
  }
  if (field !== '' || row.length > 0) endRow()
  // The line `sep=;` stays as an empty row, so that row numbers stay those of the file.
  if (said) rows[0] = []
  return { name, rows }
}
