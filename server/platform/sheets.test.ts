import { expect, test } from 'vitest'
import { readSheet, writeCsv, writeSheet } from './sheets.ts'

const columns = [
  { head: 'الاسم' },
  { head: 'المبلغ', kind: 'money' as const },
  { head: 'التاريخ', kind: 'day' as const },
]
const rows = [
  ['مؤسسة نجد، فرع الرياض', 1234.5, { day: '2026-11-22' }],
  ['=HYPERLINK("http://evil.example")', -7, null],
  ['+966 50 551 2847', 0, null],
  ['@SUM(1)', null, null],
] as const

test('a workbook that was written is read back as it was, its formulas only texts', async () => {
  const bytes = await writeSheet({ name: 'العملاء', columns, rows, direction: 'rtl' })
  const { sheets } = await readSheet(bytes, 'x.xlsx')
  expect(sheets[0]?.name).toBe('العملاء')
  expect(sheets[0]?.rows).toEqual([
    ['الاسم', 'المبلغ', 'التاريخ'],
    ['مؤسسة نجد، فرع الرياض', 1234.5, { day: '2026-11-22' }],
    [`'=HYPERLINK("http://evil.example")`, -7, null],
    ['+966 50 551 2847', 0, null],
    [`'@SUM(1)`, null, null],
  ])
})

test('separated text quotes what a spreadsheet would carry out, and opens in Arabic', async () => {
  const bytes = writeCsv({ columns, rows })
  expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
  const { sheets } = await readSheet(bytes, 'x.csv')
  expect(sheets[0]?.rows[1]).toEqual(['مؤسسة نجد، فرع الرياض', '1234.5', '2026-11-22'])
  expect(sheets[0]?.rows[2]?.[0]).toBe(`'=HYPERLINK("http://evil.example")`)
})

test('Arabic text is read in the encodings that Excel writes', async () => {
  const line = 'الاسم;المدينة\nنجد;الرياض\n'
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(line, 'utf16le')])
  const old = Buffer.from('c7e1c7d3e33bc7e1e3cfedc9c90a', 'hex')
  expect((await readSheet(utf16, 'x.txt')).sheets[0]?.rows[1]).toEqual(['نجد', 'الرياض'])
  expect((await readSheet(old, 'x.csv')).sheets[0]?.rows[0]?.[0]).toBe('الاسم')
})

test('what is no sheet is refused with its reason', async () => {
  const attempt = (bytes: Buffer) => readSheet(bytes, 'x')
  const reason = (text: string) => ({ code: 'request.invalid', facts: { reason: text } })
  await expect(attempt(Buffer.alloc(0))).rejects.toMatchObject(reason('empty'))
  const old = Buffer.from('d0cf11e0a1b11ae1', 'hex')
  await expect(attempt(old)).rejects.toMatchObject(reason('old_excel'))
  await expect(attempt(Buffer.from('PK\u0003\u0004junk'))).rejects.toMatchObject(
    reason('not_a_sheet'),
  )
  await expect(attempt(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0]))).rejects.toMatchObject(
    reason('not_a_sheet'),
  )
  // Ten bytes of archive that say they unpack to four gigabytes.
  const bomb = Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(60, 0)])
  bomb.write('PK\u0001\u0002', 10, 'latin1')
  bomb.writeUInt32LE(0xfffffff0, 34)
  await expect(attempt(bomb)).rejects.toMatchObject(reason('too_large'))
})

test('the full-width twins of a formula’s first letter are texts too', () => {
  const written = writeCsv({
    columns: [{ head: 'الاسم' }],
    rows: [['＝1+1'], ['＠SUM(1)'], ['مؤسسة']],
  })
  expect(written.toString().slice(1)).toBe("الاسم\r\n'＝1+1\r\n'＠SUM(1)\r\nمؤسسة\r\n")
})
