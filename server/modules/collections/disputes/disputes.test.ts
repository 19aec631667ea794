import { beforeAll, expect, test } from 'vitest'
import type { OpenDispute } from '#core/collections/dispute.ts'
import { createInvoice } from '#modules/invoicing/create-invoice.ts'
import { showInvoice } from '#modules/invoicing/show.ts'
import { systemSession } from '#platform/jobs.ts'
import { client } from '#test/browserless.ts'
import { now, openChase } from '#test/chase.ts'
import { newId, sar } from '#test/house.ts'
import { customerOf, problemsOf, registerSeller, written } from '#test/invoicing.ts'
import { linkFor } from '#test/pay-online.ts'
import { pdfFile } from '#test/pdf-file.ts'
import { openDispute } from '../disputes.ts'
import { awaitCustomer, closeDispute, giveDispute, resumeDispute } from './answer.ts'
import { listDisputes, showDispute } from './queries.ts'
import { changeDisputeRules, showDisputeRules } from './rules.ts'
import { addDisputeWord } from './say.ts'
import { disputesJob } from './sweep.ts'

const { the, debtor, mailsTo, run, on } = openChase()
beforeAll(() => registerSeller(the))

const objection = (invoiceId: string, change: Partial<OpenDispute> = {}): OpenDispute => ({
  ...{ id: newId(), invoiceId, reason: 'amount', note: 'السعر يخالف العرض', source: 'staff' },
  ...change,
})
const object = (...asked: Parameters<typeof objection>) =>
  openDispute(the.session(), objection(...asked))
const list = (change: object = {}) =>
  listDisputes(the.session(), { limit: 50, sort: 'answer_by', direction: 'asc', ...change })
const show = (id: string) => showDispute(the.session(), { id })
const escalate = async () => {
  await disputesJob.run(systemSession(the.house, the.company.companyId), {})
  await the.drain()
}
const news = (id: string) =>
  the.sql<{ kind: string }>(
    `select kind from notification where kind like 'dispute%' and about_id = $1 order by at, kind`,
    [id],
  )

test('of an invoice disputed in part the rest is asked for, and parts never exceed it', async () => {
  await on()
  const late = await debtor([{ due: '2026-11-18', riyals: 500 }])
  const [invoiceId = ''] = late.invoices
  const first = await object(invoiceId, { amount: sar(200) })
  expect(first).toMatchObject({ amount: sar(200), balance: sar(500), clock: 'running' })
  await object(invoiceId, { amount: sar(100), reason: 'quality' })
  await expect(object(invoiceId, { amount: sar(300) })).rejects.toMatchObject({
    code: 'collections.dispute_of_more_than_owed',
  })
  await expect(object(invoiceId)).rejects.toMatchObject({ code: 'collections.already_disputed' })
  await run()
  expect(mailsTo(late)[0]?.text).toContain('200.00')
  expect(mailsTo(late)[0]?.text).not.toContain('500.00')
  expect(await list({ customerId: late.id })).toMatchObject({ total: 2, sums: [sar(300)] })
})

test('it is answered by the hours of its reason, and they stand still while the customer is waited for', async () => {
  the.setNow(now)
  const late = await debtor([{ due: '2026-11-18' }])
  // Sunday 11:00, two hours of work left after Monday's.
  const { id, answerBy } = await object(late.invoices[0] ?? '')
  expect(answerBy).toBe('2026-11-24T08:00:00.000Z')
  the.setNow('2026-11-23T08:00:00Z')
  expect(await awaitCustomer(the.session(), { id })).toMatchObject({ clock: 'paused' })
  the.setNow('2026-11-30T08:00:00Z')
  await escalate()
  expect(await news(id)).toEqual([])
  expect(await resumeDispute(the.session(), { id })).toMatchObject({
    clock: 'running',
    answerBy: '2026-12-01T08:00:00.000Z',
  })
  the.setNow('2026-12-01T08:05:00Z')
  expect(await show(id)).toMatchObject({ clock: 'overdue' })
  await escalate()
  await escalate()
  expect((await news(id)).map(({ kind }) => kind)).toEqual(['dispute_overdue'])
  expect(await list({ overdue: true, customerId: late.id })).toMatchObject({ overdue: 1, total: 1 })
  the.setNow(now)
})

test('it goes to whoever answers its kind, who hears of it, and may be given on', async () => {
  const late = await debtor([{ due: '2026-11-18', riyals: 300 }])
  const { ownerId } = the.company
  const { rules } = await showDisputeRules(the.session(), {})
  await changeDisputeRules(the.session(), {
    rules: rules.map((rule) => (rule.reason === 'quality' ? { ...rule, ownerId } : rule)),
  })
  const made = await object(late.invoices[0] ?? '', { reason: 'quality' })
  expect(made.owner?.id).toBe(ownerId)
  await expect(giveDispute(the.session(), { id: made.id, ownerId: newId() })).rejects.toMatchObject(
    { code: 'people.user_not_found' },
  )
  expect((await giveDispute(the.session(), { id: made.id, ownerId: null })).owner).toBeNull()
})

test('accepted, it ends in a credit note for its amount in the same transaction, and the customer hears', async () => {
  const customerId = await customerOf(the)
  const invoice = await createInvoice(the.session(), written(customerId))
  const made = await object(invoice.id, { amount: sar(230) })
  expect((await show(made.id)).creditable).toEqual(sar(1150))
  const noteId = newId()
  const closed = await closeDispute(the.session(), {
    ...{ id: made.id, outcome: 'accepted', note: 'أخطأنا في السعر', noteId, tell: true },
  })
  await the.drain()
  expect(closed).toMatchObject({ state: 'resolved', credit: { id: noteId, amount: sar(230) } })
  expect(await showInvoice(the.session(), { id: invoice.id })).toMatchObject({ balance: sar(920) })
  expect(await problemsOf(the)).toEqual([])
  const again = closeDispute(the.session(), {
    id: made.id,
    outcome: 'rejected',
    note: 'لا',
    tell: false,
  })
  await expect(again).rejects.toMatchObject({ code: 'collections.dispute_not_found' })
})

test('rejected, the customer reads why, politely', async () => {
  const late = await debtor([{ due: '2026-11-18', riyals: 300 }])
  const { id } = await object(late.invoices[0] ?? '')
  await closeDispute(the.session(), {
    ...{ id, outcome: 'rejected', note: 'السعر كما في العرض الموقّع', tell: true },
  })
  await the.drain()
  expect(mailsTo(late)[0]?.text).toContain('السعر كما في العرض الموقّع')
})

test('what the customer brings lets the clock run on, and its file is kept', async () => {
  const late = await debtor([{ due: '2026-11-18', riyals: 300 }])
  const { id } = await object(late.invoices[0] ?? '')
  await awaitCustomer(the.session(), { id })
  const word = {
    ...{ id, requestId: newId(), text: 'هذا العرض', fromCustomer: true },
    file: pdfFile('offer.pdf'),
  }
  await addDisputeWord(the.session(), word)
  const shown = await addDisputeWord(the.session(), word)
  expect(shown).toMatchObject({ clock: 'running', words: [{ file: { name: 'offer.pdf' } }] })
  expect(shown.words).toHaveLength(1)
})

test('whoever holds the pay link objects, once a click, only to what the link shows', async () => {
  const late = await debtor([
    { due: '2026-11-17', riyals: 300 },
    { due: '2026-11-18', riyals: 500 },
  ])
  const [other = '', shown = ''] = late.invoices
  const { token } = await linkFor(the, late.id, [{ id: shown, itemId: '', number: '' }])
  const call = client(the)
  const id = newId()
  const say = (invoiceId: string, change: object = {}) =>
    call('POST', `/pay/${token}/disputes`, {
      ...{ id, invoiceId, reason: 'not_received', note: 'لم تصل', amount: sar(50), ...change },
      file: pdfFile('x.pdf'),
    })
  expect((await say(shown)).body).toMatchObject({ open: [{ amount: sar(50) }] })
  expect((await say(shown)).status).toBe(200)
  expect((await say(other, { id: newId() })).status).toBe(404)
  const { rows } = await list({ customerId: late.id })
  expect(rows).toMatchObject([{ source: 'pay_page', reason: 'not_received' }])
  expect((await show(rows[0]?.id ?? '')).words).toHaveLength(1)
})
