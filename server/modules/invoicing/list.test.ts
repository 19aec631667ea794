import { beforeAll, expect, test } from 'vitest'
import { InvoiceFilter, ListInvoices } from '#core/invoicing/api.ts'
import { reaction } from '#platform/command.ts'
import { newId, openHouse, sar } from '#test/house.ts'
import { customerOf, line, problemsOf, registerSeller, written } from '#test/invoicing.ts'
import { createInvoice } from './create-invoice.ts'
import { creditInvoice } from './credit-invoice.ts'
import { exportInvoices } from './export-invoices.ts'
import { countInvoices, listForgotten, listInvoiceRows, listInvoices, sumInvoices } from './list.ts'
import {
  addOpeningInvoice,
  invoiceImporter,
  type NewOpening,
  removeOpeningInvoice,
} from './opening.ts'

const house = openHouse({ now: '2026-11-22T09:00:00+03:00' })
let najd = ''
let blue = ''
const numbers: Record<string, string | null> = {}

const list = (change: Partial<ListInvoices> = {}) =>
  listInvoices(house.session(), ListInvoices.parse(change))
const ids = async (change: Partial<ListInvoices>) => (await list(change)).rows.map(({ id }) => id)

const made: Record<string, string> = {}
async function issue(name: string, customer: string, change: Parameters<typeof written>[1] = {}) {
  const invoice = await createInvoice(house.session(), written(customer, change))
  made[name] = invoice.id
  numbers[name] = invoice.number
  return invoice
}

beforeAll(async () => {
  await registerSeller(house)
  najd = await customerOf(house, { name: 'مؤسسة نجد للمقاولات', ownerId: house.company.ownerId })
  blue = await customerOf(house, { name: 'Blue Dune Trading Est.' })
  const now = { kind: 'immediate' } as const
  await issue('late', najd, { issuedOn: '2026-07-01', terms: now })
  await issue('today', najd, { issuedOn: '2026-11-22', terms: now })
  await issue('later', blue, { issuedOn: '2026-11-20' })
  await issue('partly', blue, { issuedOn: '2026-10-20', terms: now })
  await issue('void', blue)
  await issue('dollars', blue, { currency: 'USD', rate: '3.75' })
  await issue('draft', najd, { post: false, lines: [line({ unitPrice: '1' })] })
  const reason = 'خصم متفق عليه'
  const credit = (id: string | undefined, lines?: ReturnType<typeof line>[]) =>
    creditInvoice(house.session(), {
      id: id ?? '',
      noteId: newId(),
      reason,
      ...(lines && { lines }),
    })
  await credit(made['void'])
  await credit(made['partly'], [line({ quantity: '1', unitPrice: '100' })])
})

test('every view holds what its name says', async () => {
  const names = async (view: ListInvoices['view']) => {
    const found = new Set(await ids({ view, limit: 200 }))
    return Object.keys(made).filter((name) => found.has(made[name] ?? ''))
  }
  expect(await names('open')).toEqual(['late', 'today', 'later', 'partly', 'dollars'])
  expect(await names('overdue')).toEqual(['late', 'partly'])
  expect(await names('due_this_week')).toEqual(['today'])
  expect(await names('partly')).toEqual(['partly'])
  expect(await names('over_90')).toEqual(['late'])
  expect(await names('unsent')).toEqual(['late', 'today', 'later', 'partly', 'dollars'])
  expect(await names('drafts')).toEqual(['draft'])
  expect(await names('paid')).toEqual([])
  expect(await names('all')).toEqual(Object.keys(made))
})

test('the tabs count what their lists hold', async () => {
  const { counts } = await countInvoices(house.session(), {})
  for (const [view, count] of Object.entries(counts)) {
    const page = await list({ view: InvoiceFilter.shape.view.parse(view), limit: 200 })
    expect([view, page.total, page.rows.length]).toEqual([view, count, count])
  }
})

test('the foot adds up every row that matches, one line a currency, credits below nothing', async () => {
  const { sums, rows, total } = await list({ view: 'all', limit: 2 })
  expect(rows).toHaveLength(2)
  expect(total).toBe(9)
  expect(sums).toEqual([
    { count: 8, gross: sar(5 * 1150 + 2.3 - 1150 - 115), balance: sar(4 * 1150 - 115 - 0) },
    {
      count: 1,
      gross: { minor: 1150_00, currency: 'USD' },
      balance: { minor: 1150_00, currency: 'USD' },
    },
  ])
})

test('pages follow one another without a row twice or missing, in every order', async () => {
  for (const sort of ['due', 'issued', 'number', 'gross', 'balance'] as const)
    for (const direction of ['asc', 'desc'] as const) {
      const whole = await ids({ view: 'all', sort, direction, limit: 200 })
      const paged: string[] = []
      let cursor: string | undefined
      do {
        const page = await list({ view: 'all', sort, direction, limit: 2, cursor })
        paged.push(...page.rows.map(({ id }) => id))
        cursor = page.nextCursor ?? undefined
      } while (cursor)
      expect(paged).toEqual(whole)
      expect(new Set(whole).size).toBe(9)
    }
})

test('filters narrow the list', async () => {
  const only = async (change: Partial<ListInvoices>) =>
    (await ids({ view: 'all', limit: 200, ...change })).length
  expect(await only({ customerId: najd })).toBe(3)
  expect(await only({ ownerId: house.company.ownerId })).toBe(3)
  expect(await only({ currency: 'USD' })).toBe(1)
  expect(await only({ kind: 'credit_note' })).toBe(2)
  expect(await only({ document: 'void' })).toBe(1)
  expect(await only({ document: 'draft' })).toBe(1)
  expect(await only({ settlement: 'partly' })).toBe(1)
  expect(await only({ settlement: 'unpaid' })).toBe(4)
  expect(await only({ timing: 'overdue' })).toBe(2)
  expect(await only({ timing: 'due_today' })).toBe(1)
  expect(await only({ bucket: 'days_over_90' })).toBe(1)
  expect(await only({ bucket: 'days_31_60' })).toBe(1)
  expect(await only({ bucket: 'not_due' })).toBe(3)
  expect(await only({ issuedFrom: '2026-11-01', issuedTo: '2026-11-20' })).toBe(4)
  expect(await only({ dueTo: '2026-07-01' })).toBe(1)
  expect(await only({ grossFrom: 1, grossTo: 500_00 })).toBe(2)
})

test('a search finds by number, by any spelling of the name, and reads % as a sign', async () => {
  const found = async (search: string) => (await ids({ view: 'all', search, limit: 200 })).length
  expect(await found('موسسه نجد')).toBe(3)
  expect(await found('BLUE dune')).toBe(6)
  expect(await found(numbers['late']?.slice(-4) ?? '')).toBeGreaterThanOrEqual(1)
  expect(await found('%')).toBe(0)
  expect(await found('لا أحد')).toBe(0)
})

test('a seller sees only invoices of their own customers', async () => {
  const seller = house.session({ 'invoicing.read': 'own' })
  const page = await listInvoices(seller, ListInvoices.parse({ view: 'all', limit: 200 }))
  expect(new Set(page.rows.map(({ customer }) => customer.id))).toEqual(new Set([najd]))
  expect(page.total).toBe(3)
})

test('rows and sums by themselves are those of the whole list', async () => {
  for (const change of [{}, { view: 'all' }, { view: 'paid' }, { search: 'نجد' }] as const) {
    const whole = await list(change)
    const rows = await listInvoiceRows(house.session(), ListInvoices.parse(change))
    const foot = await sumInvoices(house.session(), InvoiceFilter.parse(change))
    expect({ ...rows, ...foot }).toEqual(whole)
  }
})

test('a word in one of many documents finds the same as a word in all of them', async () => {
  const found = async (search: string) => (await ids({ view: 'all', search, limit: 200 })).length
  // Rarer than one in a hundred, a word is looked up; else it is met with on the way.
  await house.sql(`insert into invoice
    select (jsonb_populate_record(i, jsonb_build_object('id', gen_random_uuid(), 'item_id',
      gen_random_uuid(), 'number', 'X-' || n, 'search', 'x-' || n || ' قرميد'))).*
    from invoice i, generate_series(1, 400) n where i.id = '${made['later']}'`)
  expect(await found('X-377')).toBe(1)
  expect(await found('x-37')).toBe(11)
  expect(await found('قرميد')).toBe(200)
  expect(await found(numbers['late'] ?? '')).toBe(1)
  await house.sql(`delete from invoice where search like '%قرميد'`)
})

test('what lists hold of open invoices is kept with every change, and held against the journal', async () => {
  const open = () =>
    house.sql<{ balance: number; due_on: string }>(
      'select balance, due_on from invoice_open where id = $1',
      [made['partly']],
    )
  expect(await open()).toEqual([{ balance: 1035_00, due_on: '2026-10-20' }])
  expect(await problemsOf(house)).toEqual([])
  await house.sql('update invoice_open set balance = balance - 1 where id = $1', [made['partly']])
  expect(await problemsOf(house)).toMatchObject([
    { invariant: 'open_invoices_are_open_items', found: 1, sample: { id: made['partly'] } },
  ])
  await house.sql('update invoice_open set balance = balance + 1 where id = $1', [made['partly']])
  const [row] = await house.sql<{ item_id: string; settled: number }>(
    'select item_id, settled from invoice_open join journal_line l on l.id = item_id where invoice_open.id = $1',
    [made['partly']],
  )
  const settle = (settled: string) =>
    house.sql(
      `update journal_line set settled = ${settled}, settled_base = ${settled} where id = $1`,
      [row?.item_id],
    )
  await settle('abs(amount)')
  expect(await open()).toEqual([])
  await settle(String(row?.settled))
  expect(await open()).toEqual([{ balance: 1035_00, due_on: '2026-10-20' }])
  expect(await problemsOf(house)).toEqual([])
})

test('a broken cursor begins again', async () => {
  const cursors = ['x', 'bm9uc2Vuc2U', Buffer.from('[{},{}]').toString('base64url')]
  for (const cursor of cursors) expect((await list({ view: 'all', cursor })).rows).toHaveLength(9)
})

test('the forgotten ones: old drafts, and what was never sent', async () => {
  expect((await listForgotten(house.session(), { olderThanDays: 3 })).drafts.total).toBe(0)
  house.setNow('2026-11-27T09:00:00+03:00')
  const later = await listForgotten(house.session(), { olderThanDays: 3 })
  expect(later.drafts.rows.map(({ id }) => id)).toEqual([made['draft']])
  expect(later.unsent.total).toBe(5)
  house.setNow('2026-11-22T09:00:00+03:00')
})

test('the workbook holds every row', async () => {
  const file = await exportInvoices(house.session(), ListInvoices.parse({ view: 'all' }))
  expect(file.name).toBe('invoices-2026-11-22.xlsx')
  expect(file.size).toBeGreaterThan(4000)
  const reader = house.session(['invoicing.read'])
  await expect(exportInvoices(reader, ListInvoices.parse({}))).rejects.toMatchObject({
    code: 'access.forbidden',
  })
})

const add = reaction('test.opening', (work, input: NewOpening) => addOpeningInvoice(work, input))
const opening = (change: Partial<NewOpening> = {}): NewOpening => ({
  id: newId(),
  customerId: najd,
  number: `OLD-${newId().slice(-6)}`,
  issuedOn: '2026-01-10',
  dueOn: '2026-02-10',
  currency: 'SAR',
  gross: 1000_00,
  balance: 400_00,
  ...change,
})

test('an opening owes what is left of it, and can be taken back until someone works with it', async () => {
  const input = opening()
  await add(house.session(), input)
  const [row] = (await list({ view: 'partly', search: input.number ?? '' })).rows
  expect(row).toMatchObject({ kind: 'opening', gross: sar(1000), balance: sar(400) })
  await expect(add(house.session(), opening({ number: input.number }))).rejects.toMatchObject({
    code: 'invoicing.number_taken',
  })
  const undo = reaction('test.undo', (work, rows: string[]) => invoiceImporter.undo(work, rows))
  expect(await undo(house.session(), [input.id])).toEqual({ undone: [input.id], kept: [] })
  await add(house.session(), opening({ number: input.number }))
  expect(await problemsOf(house)).toEqual([])

  const credited = opening()
  await add(house.session(), credited)
  const lines = [line({ quantity: '1', unitPrice: '200' })]
  await creditInvoice(house.session(), { id: credited.id, noteId: newId(), reason: 'إرجاع', lines })
  const remove = reaction('test.remove', (work, id: string) => removeOpeningInvoice(work, id))
  expect(await remove(house.session(), credited.id)).toBe(false)
  expect(await problemsOf(house)).toEqual([])
})

test('an opening of nothing, or of more than it was, is refused', async () => {
  for (const change of [{ balance: 0 }, { balance: 1000_01 }, { balance: -1 }])
    await expect(add(house.session(), opening(change))).rejects.toMatchObject({
      code: 'invoicing.nothing_to_pay',
    })
  const credit = opening({ gross: -200_00, balance: -200_00 })
  await add(house.session(), credit)
  expect(await problemsOf(house)).toEqual([])
})
