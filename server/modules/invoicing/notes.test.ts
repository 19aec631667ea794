import { beforeAll, expect, test } from 'vitest'
import { newId, openHouse, sar } from '#test/house.ts'
import { customerOf, line, problemsOf, registerSeller, written } from '#test/invoicing.ts'
import { createInvoice } from './create-invoice.ts'
import { creditInvoice, debitInvoice } from './credit-invoice.ts'
import { setDates } from './set-dates.ts'
import { showInvoice } from './show.ts'

const house = openHouse({ now: '2026-11-22T09:00:00+03:00' })
beforeAll(() => registerSeller(house))

const issue = async (change: Parameters<typeof written>[1] = {}) =>
  createInvoice(house.session(), written(await customerOf(house), change))
const show = (id: string) => showInvoice(house.session(), { id })
const credit = (id: string, change: object = {}) =>
  creditInvoice(house.session(), { id, noteId: newId(), reason: 'بضاعة معيبة', ...change })

test('a credit for everything voids the invoice, and nothing of it is owed any more', async () => {
  const invoice = await issue()
  const note = await credit(invoice.id)
  expect(note).toMatchObject({
    kind: 'credit_note',
    number: expect.stringMatching(/^CN-2026-/),
    gross: sar(-1150),
    balance: sar(0),
    original: { id: invoice.id, number: invoice.number },
  })
  expect(await show(invoice.id)).toMatchObject({
    balance: sar(0),
    creditable: sar(0),
    state: { document: 'void', timing: null },
  })
  await expect(credit(invoice.id)).rejects.toMatchObject({
    code: 'invoicing.nothing_left_to_credit',
  })
  expect(await problemsOf(house)).toEqual([])
})

test('twenty who credit the whole invoice at once: one does', async () => {
  const invoice = await issue()
  const attempts = await Promise.allSettled(Array.from({ length: 20 }, () => credit(invoice.id)))
  expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const reasons = attempts.flatMap((each) => (each.status === 'rejected' ? [each.reason.code] : []))
  expect(new Set(reasons)).toEqual(new Set(['invoicing.nothing_left_to_credit']))
  expect(await show(invoice.id)).toMatchObject({
    balance: sar(0),
    corrections: [{ gross: sar(1150) }],
  })
  expect(await problemsOf(house)).toEqual([])
})

test('many small credits at once never take more than there is', async () => {
  const invoice = await issue()
  const part = { lines: [line({ quantity: '1', unitPrice: '300' })] }
  const attempts = await Promise.allSettled(
    Array.from({ length: 8 }, () => credit(invoice.id, part)),
  )
  expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
  expect(await show(invoice.id)).toMatchObject({ balance: sar(115), creditable: sar(115) })
  const rest = await credit(invoice.id)
  expect(rest.gross).toEqual(sar(-115))
  expect(await show(invoice.id)).toMatchObject({ balance: sar(0), state: { document: 'void' } })
  expect(await problemsOf(house)).toEqual([])
})

test('a credit in a category that the invoice does not have is refused', async () => {
  const invoice = await issue()
  const zero = line({ vat: { category: 'Z', rateBasisPoints: 0, reason: 'VATEX-SA-32' } })
  await expect(credit(invoice.id, { lines: [zero] })).rejects.toMatchObject({
    code: 'invoicing.credit_exceeds',
  })
})

test('a debit note asks for more, by the terms of its invoice, and can be credited itself', async () => {
  const invoice = await issue()
  const note = await debitInvoice(house.session(), {
    id: invoice.id,
    noteId: newId(),
    reason: 'فرق سعر',
    lines: [line({ quantity: '1', unitPrice: '100' })],
  })
  expect(note).toMatchObject({
    kind: 'debit_note',
    gross: sar(115),
    dueOn: '2026-12-22',
    original: { id: invoice.id },
  })
  await credit(note.id)
  expect(await show(note.id)).toMatchObject({ balance: sar(0), state: { document: 'void' } })
  const [creditNote] = (await show(note.id)).corrections
  await expect(credit(creditNote?.id ?? '')).rejects.toMatchObject({
    code: 'invoicing.note_of_a_note',
  })
  expect(await problemsOf(house)).toEqual([])
})

test('a note is not older than its invoice, and a draft has no notes', async () => {
  const invoice = await issue()
  await expect(credit(invoice.id, { issuedOn: '2026-11-19' })).rejects.toMatchObject({
    code: 'invoicing.note_before_invoice',
  })
  const draft = await issue({ post: false })
  await expect(credit(draft.id)).rejects.toMatchObject({ code: 'invoicing.not_posted' })
})

test('terms that wait for the receipt move the due date once, when it becomes known', async () => {
  const invoice = await issue({
    issuedOn: '2026-11-01',
    terms: { kind: 'days_from_receipt', days: 10 },
  })
  expect(invoice).toMatchObject({ dueOn: '2026-11-11', dueBasis: 'invoiced' })
  const moved = await setDates(house.session(), { id: invoice.id, receivedOn: '2026-11-20' })
  expect(moved).toMatchObject({
    dueOn: '2026-11-30',
    dueBasis: 'received',
    state: { timing: { kind: 'not_due', days: 8 } },
  })
  await expect(
    setDates(house.session(), { id: invoice.id, receivedOn: '2026-11-21' }),
  ).rejects.toMatchObject({ code: 'invoicing.due_is_fixed' })
  await expect(
    setDates(house.session(), { id: invoice.id, deliveredOn: '2026-11-23' }),
  ).rejects.toMatchObject({ code: 'invoicing.date_in_the_future' })
  expect(await problemsOf(house)).toEqual([])
})

test('a due date that has its day does not move', async () => {
  const invoice = await issue({ issuedOn: '2026-11-01' })
  const noted = await setDates(house.session(), { id: invoice.id, deliveredOn: '2026-11-05' })
  expect(noted).toMatchObject({ dueOn: invoice.dueOn, deliveredOn: '2026-11-05' })
})
