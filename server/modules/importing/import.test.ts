import { readFileSync } from 'node:fs'
import { afterEach, expect, test, vi } from 'vitest'
import type { ImportView } from '#core/importing/api.ts'
import { perform } from '#platform/jobs.ts'
import { newId, openHouse } from '#test/house.ts'
import { refusedFile } from './refused-file.ts'
import {
  changeImport,
  discardImport,
  listImports,
  previewRows,
  showImport,
  showSame,
} from './review.ts'
import { carryOn, runImport } from './run.ts'
import { undoChunk, undoImport } from './undo.ts'
import { upload } from './upload.ts'

const house = openHouse({ now: '2026-11-22T09:00:00+03:00' })
// Hundreds of rows go through every rule of the house, with all that listens to them.
vi.setConfig({ testTimeout: 180_000 })

const fixture = (name: string) =>
  readFileSync(new URL(`../../../test/fixtures/import/${name}`, import.meta.url)).toString('base64')
const csv = (text: string) => Buffer.from(text).toString('base64')

const bring = async (fileName: string, content = fixture(fileName)) =>
  upload(house.session(), { id: newId(), fileName, content })
const change = (view: ImportView, options: Partial<ImportView['options']>) =>
  changeImport(house.session(), {
    id: view.id,
    options: { ...view.options, ...options },
    sheets: view.sheets.map(({ sheet, kind, headerRow, columns }) => ({
      ...{ sheet, kind, headerRow },
      fields: Object.fromEntries(
        columns.flatMap(({ column, field }) => (field ? [[String(column), field]] : [])),
      ),
    })),
  })
const shown = async (id: string) =>
  (await listImports(house.session(), { limit: 50 })).rows.find((row) => row.id === id)

/** Writes a started import to its end, without what its events make others do. */
const finish = async (id: string) => {
  while (await carryOn(house.session(), id));
}
const takeBack = async (id: string) => {
  await undoImport(house.session(), { id })
  while ((await undoChunk(house.session(), { importId: id })) > 0);
}

/** What is owed now, by currency, as the books have it. */
const owed = async () =>
  Object.fromEntries(
    (
      await house.sql<{ currency: string; owed: number }>(
        `select currency, sum(amount)::bigint as owed from journal_line
         where company_id = $1 and party_id is not null group by 1 having sum(amount) <> 0`,
        [house.company.companyId],
      )
    ).map(({ currency, owed: minor }) => [currency, minor]),
  )
const books = async () =>
  house.sql<{ invariant: string; found: number }>(`select * from check_books($1) where found > 0`, [
    house.company.companyId,
  ])

afterEach(async () => {
  expect(await books()).toEqual([])
})

test('a crash loses no row and writes none twice, however many carry on at once', async () => {
  const view = await bring('03-hand-made.xlsx')
  await runImport(house.session(), { id: view.id })
  await Promise.all([1, 2, 3].map(() => carryOn(house.session(), view.id)))
  await house.drain()
  await perform(house.house, 'importing.write', {
    companyId: house.company.companyId,
    importId: view.id,
  })

  expect(await shown(view.id)).toMatchObject({ state: 'done', invoices: 22, customers: 16 })
  expect(await owed()).toEqual({ SAR: 14_774_575 })
  const twice = await house.sql(
    'select 1 from import_row where import_id = $1 group by record_id having count(*) > 1',
    [view.id],
  )
  expect(twice).toEqual([])
  await undoImport(house.session(), { id: view.id })
  await house.drain()
})

test('what the house declines stands beside its row, and the others go on', async () => {
  const view = await bring(
    'late.csv',
    csv(
      'العميل;رقم الفاتورة;التاريخ;المبلغ\nسالم;F-1;1/9/2026;100\nسالم;F-2;1/9/2027;100\nسالم;F-3;2/9/2026;50\n',
    ),
  )
  await runImport(house.session(), { id: view.id })
  await house.drain()
  expect(await shown(view.id)).toMatchObject({ state: 'done', invoices: 2, refused: 1 })
  const problems = await house.sql<{ problem: string }>(
    'select problem from import_row where import_id = $1 and problem is not null',
    [view.id],
  )
  expect(problems).toEqual([{ problem: 'invoicing.issued_in_the_future' }])
  await undoImport(house.session(), { id: view.id })
  await house.drain()
})

test('a fix in place makes the row good, and a row can be left out', async () => {
  const view = await bring(
    'fix.csv',
    csv('العميل,رقم الفاتورة,التاريخ,المبلغ\nنور,G-1,31/9/2026,100\nنور,G-2,1/9/2026,؟؟\n'),
  )
  const { rows } = await previewRows(house.session(), {
    ...{ id: view.id, sheet: 0, show: 'refused', limit: 50 },
  })
  expect(rows.map(({ row, reason, column }) => [row, reason, column])).toEqual([
    [2, 'bad_date', 2],
    [3, 'bad_amount', 3],
  ])
  const fix = rows[0]?.fixes[0]
  const fixed = await change(view, {
    edits: { [`0:2:${fix?.column}`]: fix?.value ?? '' },
    left: ['0:3'],
  })
  expect(fixed.sheets[0]?.counts).toMatchObject({ ready: 1, refused: 0 })
  await discardImport(house.session(), { id: view.id })
  expect(await shown(view.id)).toBeUndefined()
})

test('what is no spreadsheet is refused by what it is', async () => {
  const of = (content: Buffer) => bring('x.xlsx', content.toString('base64'))
  await expect(of(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).rejects.toMatchObject({
    code: 'importing.file_is_old_excel',
  })
  await expect(of(Buffer.from('PK\x03\x04 and then nothing'))).rejects.toMatchObject({
    code: 'importing.file_unreadable',
  })
  await expect(of(Buffer.from([1, 0, 2]))).rejects.toMatchObject({
    code: 'importing.file_unreadable',
  })
  await expect(of(Buffer.from('\n\n'))).rejects.toMatchObject({ code: 'importing.file_empty' })
  const headings = Buffer.from('رقم الفاتورة,العميل,الإجمالي\n\n')
  await expect(of(headings)).rejects.toMatchObject({ code: 'importing.file_empty' })
  const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n')
  await expect(of(pdf)).rejects.toMatchObject({ code: 'importing.file_unreadable' })
})

test('older Arabic programs write Windows-1256, with semicolons', async () => {
  const bytes = Buffer.from([
    ...[0xc7, 0xe1, 0xda, 0xe3, 0xed, 0xe1, 0x3b], // «العميل;»
    ...Buffer.from('total;date\n'),
    ...[0xd3, 0xc7, 0xe1, 0xe3, 0x3b], // «سالم;»
    ...Buffer.from('100;1/9/2026\n'),
  ])
  const view = await bring('old.csv', bytes.toString('base64'))
  expect(view.sheets[0]?.columns.map(({ title, field }) => [title, field])).toEqual([
    ['العميل', 'name'],
    ['total', 'total'],
    ['date', 'issuedOn'],
  ])
  await discardImport(house.session(), { id: view.id })
})

test('another company does not see the import, and a reader may not start it', async () => {
  const view = await bring('03-hand-made.xlsx')
  const other = house.session(undefined, await house.anotherCompany())
  await expect(
    previewRows(other, { id: view.id, sheet: 0, show: 'all', limit: 5 }),
  ).rejects.toMatchObject({ code: 'importing.not_found' })
  await expect(runImport(house.session(['importing.read']), { id: view.id })).rejects.toMatchObject(
    { code: 'access.forbidden' },
  )
  await discardImport(house.session(), { id: view.id })
})

test('payments find invoices of the house; old money is news to nobody', async () => {
  const invoices = await bring(
    'invoices.csv',
    csv('العميل,البريد,رقم الفاتورة,التاريخ,المبلغ\nسالم,salem@example.com,H-1,1/9/2026,100\n'),
  )
  await runImport(house.session(), { id: invoices.id })
  await house.drain()
  const payments = await bring(
    'payments.csv',
    csv(
      'رقم السند,رقم الفاتورة,التاريخ,المبلغ,طريقة الدفع\nR-1,H-1,5/9/2026,60,نقدًا\nR-2,H-1,6/9/2026,60,مدى\n',
    ),
  )
  expect(payments.sheets[0]?.counts).toMatchObject({ ready: 1, refused: 1 })
  await runImport(house.session(), { id: payments.id })
  await house.drain()
  expect(await owed()).toEqual({ SAR: 4_000 })
  expect(await house.sql('select subject from message')).toEqual([])
  const told = await house.sql<{ kind: string }>('select distinct kind from notification')
  expect(told.map(({ kind }) => kind)).not.toContain('payment_received')

  // The payment stands on the invoice, so the invoice and its customer stay until it is gone.
  await undoImport(house.session(), { id: invoices.id })
  await house.drain()
  const { kept } = await showImport(house.session(), { id: invoices.id })
  expect(kept.map(({ name, reason }) => [name, reason])).toEqual([
    ['سالم', 'in_use'],
    ['H-1', 'invoicing.already_settled'],
  ])
  await undoImport(house.session(), { id: payments.id })
  await house.drain()
  expect(await owed()).toEqual({ SAR: 10_000 })
})

test('who bought again since the import stays when it is taken back', async () => {
  const file = (number: string) =>
    csv(`رقم العميل,العميل,رقم الفاتورة,التاريخ,المبلغ\nK-7,سواحل,${number},1/9/2026,100\n`)
  const first = await bring('first.csv', file('K-1'))
  await runImport(house.session(), { id: first.id })
  await finish(first.id)
  const second = await bring('second.csv', file('K-2'))
  expect(second.summary?.customers).toMatchObject({ new: 0, linked: 1 })
  await runImport(house.session(), { id: second.id })
  await finish(second.id)

  await takeBack(first.id)
  const { kept } = await showImport(house.session(), { id: first.id })
  expect(kept).toEqual([{ kind: 'customers', name: 'سواحل', reason: 'in_use' }])
  await takeBack(second.id)
})

test('a file of 500 rows becomes exactly its good rows, and is taken back whole', async () => {
  const before = await owed()
  const view = await bring('07-big-500.xlsx')
  expect(view.sheets.map(({ kind, counts }) => [kind, counts.ready, counts.refused])).toEqual([
    ['customers', 40, 0],
    ['invoices', 332, 8],
    ['payments', 115, 5],
  ])
  expect(view.summary?.customers).toMatchObject({ written: 40, afterSame: 38, new: 40 })

  await runImport(house.session(), { id: view.id })
  await finish(view.id)

  expect(await shown(view.id)).toMatchObject({
    ...{ state: 'done', customers: 40, invoices: 332, payments: 115, refused: 13 },
  })
  expect(await owed()).toEqual({
    SAR: 330_255_134 + (before['SAR'] ?? 0),
    ...{ USD: 3_775_233, AED: 4_273_121 },
  })
  const [balance] = await house.sql<{ owed: number }>(
    `select sum(l.amount)::bigint as owed from journal_line l
     join customer c on c.company_id = l.company_id and c.id = l.party_id where c.number = 'C00010'`,
  )
  expect(balance?.owed).toBe(7_508_162)

  const { url } = await refusedFile(house.session(), { id: view.id, language: 'ar' })
  const answer = await house.http.request(url)
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment/)
  expect(answer.headers.get('content-security-policy')).toMatch(/^sandbox/)

  await takeBack(view.id)
  expect(await shown(view.id)).toMatchObject({ state: 'undone' })
  expect(await owed()).toEqual(before)
  const listed = await house.sql(
    `select 1 from customer where company_id = $1 and archived_at is null and number like 'C000%'`,
    [house.company.companyId],
  )
  expect(listed).toEqual([])
})

test('accepted suggestions make one customer, and the house is known by its own codes next time', async () => {
  const first = await bring('07-big-500.xlsx')
  const { groups } = await showSame(house.session(), { id: first.id })
  const certain = groups.filter(
    (group) => group.certain && !group.members.some((m) => m.customerId),
  )
  const same = Object.fromEntries(certain.map(({ key }) => [key, true]))
  const decided = await change(first, { same })
  expect(decided.summary?.customers.new).toBe(38)
  await runImport(house.session(), { id: first.id })
  await finish(first.id)

  const again = await bring('07-big-500.xlsx')
  expect(again.earlier?.id).toBe(first.id)
  expect(again.summary?.customers).toMatchObject({ new: 0, linked: 40 })
  expect(again.sheets[1]?.counts.ready).toBe(0)
  await discardImport(house.session(), { id: again.id })
  await takeBack(first.id)
})

// Anybody who may import was told the name, number and telephone of whoever bears the same mark.
test('who sees their own customers is told of no twin among the customers of others', async () => {
  const sheet = csv('الاسم,الجوال\nمؤسسة لا تخصك,0561230077\n')
  const first = await bring('first.csv', sheet)
  await runImport(house.session(), { id: first.id })
  await finish(first.id)
  const own = house.session({ 'importing.read': 'own', 'importing.run': 'own' })
  const mine = await upload(own, { id: newId(), fileName: 'again.csv', content: `${sheet}` })
  expect((await showSame(own, { id: mine.id })).groups).toEqual([])
  const told = await showSame(house.session(), { id: mine.id })
  expect(told.groups[0]?.members.map(({ name }) => name)).toContain('مؤسسة لا تخصك')
  await takeBack(first.id)
})
