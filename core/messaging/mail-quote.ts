/** The words of a mail, and what it repeats of the mails before it. */
export type Split = Readonly<{ said: string; quoted: string }>

const longestOpening = 300
const mostLinesOfOpening = 4

/** What mail programs put before a repeated mail, on one line once the fold is undone. */
const openings: readonly RegExp[] = [
  /^On .{4,280} wrote\s*:$/i,
  /^Le .{4,280} a écrit\s*:$/i,
  /^(في|بتاريخ|يوم) .{3,280}(كتب|كتبت|كتبَ|تمت كتابة|أرسل|أرسلت)( .{0,200})?[:：]$/,
  /^(كتب|كتبت|كتبَ) .{1,280} (في|بتاريخ|يوم) .{2,280}[:：]$/,
  /^(كتب|كتبت|كتبَ) [^.!?؟]{1,120}[:：]$/,
]
const beginsOpening = /^(On|Le|في|بتاريخ|يوم|كتب|كتبت|كتبَ) /i
const rules = [
  /^-{2,}\s*(original message|forwarded message|الرسالة الأصلية|رسالة محولة|رسالة معاد توجيهها|الرسالة المعاد توجيهها)\s*-{2,}$/i,
  /^begin forwarded message:$/i,
]
const fromField = /^\*?(from|من|المرسل)\s*:\*?\s*\S/i
const otherField =
  /^\*?(sent|date|to|cc|subject|تم الإرسال|تاريخ الإرسال|أُرسلت|أرسلت|التاريخ|إلى|الى|نسخة|الموضوع)\s*:/i

const bare = (line: string) => line.replaceAll(/\p{Cf}/gu, '').trim()
const isQuoted = (line: string) => bare(line).startsWith('>')
const isEmpty = (line: string) => bare(line) === ''

/** How many lines the opening at this place takes; none when there is none. */
function openingAt(lines: readonly string[], at: number): number {
  const first = bare(lines[at] ?? '')
  if (first.length > longestOpening || !beginsOpening.test(first)) return 0
  let joined = ''
  for (let count = 1; count <= mostLinesOfOpening; count += 1) {
    const line = bare(lines[at + count - 1] ?? '')
    if (line === '') return 0
    joined = `${joined} ${line}`.trim()
    if (joined.length > longestOpening) return 0
    if (openings.some((opening) => opening.test(joined))) return count
  }
  return 0
}

/** The block of fields by which Outlook introduces what it repeats to the end of the mail. */
function isFieldBlock(lines: readonly string[], at: number): boolean {
  if (!fromField.test(bare(lines[at] ?? ''))) return false
  const next = lines.slice(at + 1, at + 6).filter((line) => otherField.test(bare(line)))
  return next.length >= 2
}

function isRule(lines: readonly string[], at: number): boolean {
  const line = bare(lines[at] ?? '')
  if (rules.some((rule) => rule.test(line))) return true
  return /^_{10,}$/.test(line) && isFieldBlock(lines, at + 1)
}

/** Where the repeated part begins, and whether it goes to the end whatever follows. */
function firstQuoted(lines: readonly string[]): { at: number; body: number; rest: boolean } | null {
  for (let at = 0; at < lines.length; at += 1) {
    if (isRule(lines, at) || isFieldBlock(lines, at)) return { at, body: at + 1, rest: true }
    const opening = openingAt(lines, at)
    if (opening > 0) return { at, body: at + opening, rest: false }
    if (isQuoted(lines[at] ?? '')) return { at, body: at, rest: false }
  }
  return null
}

/**
 * Parts a mail's new words from what it repeats, in Arabic and English. Where somebody answered
 * between the lines of the other mail, nothing is parted: the one would make no sense without the other.
 * No line is lost, and none is made.
 */
export function splitQuoted(text: string): Split {
  const whole = { said: text.trim(), quoted: '' }
  const lines = text.replaceAll('\r\n', '\n').split('\n')
  const found = firstQuoted(lines)
  if (!found) return whole
  const before = lines.slice(0, found.at)
  const tail = lines.slice(found.at)
  const afterOpening = lines.slice(found.body)
  const marked = afterOpening.some(isQuoted)
  if (found.rest || !marked) return parted(before, tail, whole)
  const firstMark = afterOpening.findIndex(isQuoted)
  const afterMarks = afterOpening.slice(firstMark)
  const end = afterMarks.findIndex((line) => !isQuoted(line) && !isEmpty(line))
  if (afterOpening.slice(0, firstMark).some((line) => !isEmpty(line))) return whole
  if (end === -1) return parted(before, tail, whole)
  const after = afterMarks.slice(end)
  if (after.some(isQuoted)) return whole
  const quoted = tail.slice(0, tail.length - after.length)
  return parted([...before, ...after], quoted, whole)
}

function parted(said: readonly string[], quoted: readonly string[], whole: Split): Split {
  const words = said.join('\n').trim()
  // A mail that only passes another one on says that one.
  return words === '' ? whole : { said: words, quoted: quoted.join('\n').trim() }
}
