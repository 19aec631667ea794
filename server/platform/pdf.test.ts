import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, test } from 'vitest'
import { createPdf, PdfFailed, type PdfOptions } from '#platform/pdf.ts'
import { fontFamilies, pageCount } from '#test/documents/read-pdf.ts'

const folder = mkdtempSync(join(tmpdir(), 'wasl-pdf-'))
afterAll(() => rmSync(folder, { recursive: true }))

const opened: { close: () => Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(opened.splice(0).map((pdf) => pdf.close()))
})

function open(options: Partial<PdfOptions> = {}) {
  const warnings: string[] = []
  const log = { warn: (_facts: object, message: string) => void warnings.push(message) }
  const pdf = createPdf({ log, ...options })
  opened.push(pdf)
  return { ...pdf, warnings }
}

function template(main: string, source: string) {
  writeFileSync(join(folder, main), source)
  return { folder, main }
}

const look = '#set text(font: "IBM Plex Sans Arabic", fallback: false, lang: "ar", dir: rtl)\n'
const letter = template(
  'letter.typ',
  `${look}#set document(title: "رسالة", date: auto)\n#let d = json("/job/data.json")\n#d.text`,
)
const createdAt = '2026-11-22T07:05:00Z'
const reasonOf = (failed: Promise<unknown>) =>
  failed.then(
    () => 'printed',
    (error: unknown) => (error instanceof PdfFailed ? error.reason : String(error)),
  )

test('a document carries only our own font, reads left to right, and is an archive file', async () => {
  const printed = await open().render(letter, { createdAt, text: 'فاتورة INV-2026-7' })
  expect(printed.subarray(0, 5).toString()).toBe('%PDF-')
  expect(fontFamilies(printed)).toEqual(new Set(['IBMPlexSansArabic']))
  expect(printed.includes('R2L')).toBe(false)
  expect(printed.includes('/Direction /L2R')).toBe(true)
  expect(printed.toString('latin1')).toContain('<pdfaid:part>3</pdfaid:part>')
})

test('the same data gives the same bytes from any printer, and another instant gives others', async () => {
  const data = { createdAt, text: 'كشف حساب' }
  const first = await open().render(letter, data)
  const second = await open().render(letter, data)
  const later = await open().render(letter, { ...data, createdAt: '2026-11-23T07:05:00Z' })
  expect(second.equals(first)).toBe(true)
  expect(later.equals(first)).toBe(false)
})

test('what a person typed is text, whatever it looks like', async () => {
  const pdf = open({ workers: 1 })
  const hostile = [
    '#let x = 1; #panic("boom") #read("/style.typ") $a$ *b* _c_ <d> @e `f`',
    'quote " backslash \\ brace } ] ) newline \n tab \t nul \u0000 bell \u0007',
    'marks \u202e override \u2067 isolate \u2069\u2069\u2069 \u200f \ufeff \u202d',
    'lone \ud83d half, picture 🧾👨‍👩‍👧, 中文, ﷽, U+20C1 \u20c1, tashkeel مُحَمَّدٌ',
    'م'.repeat(3000),
    'a'.repeat(3000),
  ]
  for (const text of hostile) {
    const printed = await pdf.render(letter, { createdAt, text })
    expect(fontFamilies(printed)).toEqual(new Set(['IBMPlexSansArabic']))
  }
})

test('a font that we do not have is an error, and so is a picture that is missing', async () => {
  const pdf = open({ workers: 1 })
  const foreign = template('foreign.typ', '#set text(font: "Comic Sans MS")\nمرحبا')
  const missing = template('missing.typ', `${look}#image("/job/logo.svg")`)
  await expect(pdf.render(foreign, { createdAt })).rejects.toThrow(/unknown font family/)
  expect(await reasonOf(pdf.render(missing, { createdAt }))).toBe('template')
  expect(await reasonOf(pdf.render(letter, { createdAt, text: 'وبعد' }))).toBe('printed')
})

test('a document sees its own files, and not those of the one before it', async () => {
  const pdf = open({ workers: 1 })
  const reader = template('reader.typ', `${look}#set document(date: auto)\n#read("/job/a.txt")`)
  const file = { 'a.txt': Buffer.from('نص') }
  expect(await reasonOf(pdf.render(reader, { createdAt }, file))).toBe('printed')
  expect(await reasonOf(pdf.render(reader, { createdAt }))).toBe('template')
})

test('a template cannot read the machine’s disk', async () => {
  const pdf = open({ workers: 1 })
  for (const path of ['/etc/hostname', '../../../package.json', '/../pdf.ts']) {
    const thief = template('thief.typ', `${look}#read("${path}")`)
    expect(await reasonOf(pdf.render(thief, { createdAt }))).toBe('template')
  }
})

test('many documents at once all come out, each with its own content', async () => {
  const pdf = open({ workers: 2, documentsPerWorker: 5 })
  pdf.warm()
  const texts = Array.from({ length: 24 }, (_, index) => 'سطر\n\n'.repeat(1 + index * 20))
  const print = (text: string) => pdf.render(letter, { createdAt, text })
  const together = await Promise.all(texts.map(print))
  const alone = open({ workers: 1 })
  for (const [index, text] of texts.entries()) {
    const expected = await alone.render(letter, { createdAt, text })
    expect(together[index]?.equals(expected)).toBe(true)
  }
  expect(pageCount(together[23] ?? Buffer.alloc(0))).toBeGreaterThan(1)
  expect(pdf.warnings).toEqual([])
})

test('a document that never ends fails alone, and the next is printed by a new worker', async () => {
  const pdf = open({ workers: 1, timeoutMs: 2000 })
  const endless = template(
    'endless.typ',
    '#for i in range(3000) { for j in range(3000) { let x = calc.sin(i * j) } }',
  )
  const failing = reasonOf(pdf.render(endless, { createdAt }))
  const waiting = reasonOf(pdf.render(letter, { createdAt, text: 'في الدور' }))
  expect(await failing).toBe('timeout')
  expect(await waiting).toBe('printed')
  expect(pdf.warnings).toHaveLength(1)
})

test('a worker that dies takes one document with it, and no more', async () => {
  const tombstone = join(folder, 'died-once')
  const mortal = join(folder, 'mortal-worker.mjs')
  const real = new URL('./pdf-worker.ts', import.meta.url).href
  // The first thread ends at its first document; whoever follows is the real worker.
  writeFileSync(
    mortal,
    `import { existsSync, writeFileSync } from 'node:fs'
     import { parentPort } from 'node:worker_threads'
     if (existsSync('${tombstone}')) await import('${real}')
     else parentPort.on('message', () => { writeFileSync('${tombstone}', ''); process.exit(3) })`,
  )
  const pdf = open({ workers: 1, workerUrl: new URL(`file://${mortal}`) })
  const print = () => reasonOf(pdf.render(letter, { createdAt, text: 'سند' }))
  expect(await Promise.all([print(), print(), print()])).toEqual(['crashed', 'printed', 'printed'])
})

test('a closed printer refuses what waits and what comes', async () => {
  const pdf = open({ workers: 1 })
  const print = () => reasonOf(pdf.render(letter, { createdAt, text: 'سند' }))
  const waiting = [print(), print()]
  await pdf.close()
  expect(await Promise.all([...waiting, print()])).toEqual(['closed', 'closed', 'closed'])
})

test('an instant that is none is refused before any worker starts', async () => {
  expect(await reasonOf(open().render(letter, { createdAt: 'yesterday' }))).toBe('template')
})
