import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { paperKinds } from '#core/collections/evidence-api.ts'
import { logs } from './logs.ts'
import { openPacking, safePath } from './pack.ts'
import { contentOf } from './words.ts'

const hostile = [
  '../../../etc/passwd.pdf',
  '..\\..\\a.pdf',
  'a\u202Efdp.exe',
  ' . ',
  '',
  `${'漢'.repeat(190)}.pdf`,
  `${'😀'.repeat(90)}.pdf`,
  `${'ق'.repeat(190)}.pdf`,
  `\ud83d${'x'.repeat(300)}. .pdf`,
]

test('whatever a file is called, its name stays in its folder, is writable and keeps its ending', () => {
  for (const name of hostile) {
    const path = safePath(name)
    expect(path).not.toMatch(/[/\\\p{Cc}\p{Cf}\p{Cs}]|^\.|[. ]$/u)
    expect(Buffer.byteLength(path)).toBeLessThanOrEqual(210)
    expect(path.endsWith('.pdf')).toBe(name.endsWith('.pdf'))
  }
})

test('a pack takes every name, and no two are one where capitals do not count', async () => {
  const packing = await openPacking()
  try {
    const names = [...hostile, 'A.pdf', 'a.pdf', 'a.PDF']
    for (const name of names)
      await packing.add(`papers/delivery-${safePath(name)}`, Buffer.from('x'))
    const paths = packing.files.map(({ path }) => path.toLowerCase())
    expect(new Set(paths).size).toBe(names.length)
    const whole = await packing.close({ path: '00-index.pdf', bytes: Buffer.from('i') }, new Date())
    expect((await readFile(whole)).subarray(0, 2).toString()).toBe('PK')
  } finally {
    await packing.drop()
  }
})

test('the index of a pack says what each file is in both languages, and never by a key of the house', () => {
  const paths = [
    ...['invoices/INV-1.pdf', 'statement.pdf', 'logs/messages-2.pdf', 'logs/payment-plans.pdf'],
    ...logs.map(([name]) => `logs/${name}.pdf`),
    ...paperKinds.map((kind) => `papers/${kind}-scan.pdf`),
  ]
  for (const path of paths) expect(contentOf(path)).toMatch(/^[\u0600-\u06ff ]+ \/ [A-Z][a-z ]+$/u)
})
