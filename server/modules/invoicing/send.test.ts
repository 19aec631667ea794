import { beforeAll, expect, test } from 'vitest'
import { newId, openHouse } from '#test/house.ts'
import { customerOf, registerSeller, written } from '#test/invoicing.ts'
import { createInvoice } from './create-invoice.ts'
import { creditInvoice } from './credit-invoice.ts'
import { invoicePdf } from './pdf.ts'
import { postMany } from './post-many.ts'
import { previewSending, sendInvoice, sendMany } from './send-invoice.ts'
import { showInvoice } from './show.ts'

const house = openHouse({ now: '2026-11-22T09:00:00+03:00' })
beforeAll(() => registerSeller(house))

const issue = async (change: Parameters<typeof written>[1] = {}, customer = {}) =>
  createInvoice(house.session(), written(await customerOf(house, customer), change))

test('an invoice is sent once with its PDF, however often the button is pressed', async () => {
  const invoice = await issue()
  const sending = { id: invoice.id, sendingId: newId() }
  await Promise.all([1, 2, 3].map(() => sendInvoice(house.session(), sending)))
  await house.drain()

  const mails = house.simulators.mail
    .inbox()
    .list()
    .filter(({ subject }) => subject.includes(invoice.number ?? '-'))
  expect(mails).toHaveLength(1)
  expect((await showInvoice(house.session(), { id: invoice.id })).sentAt).not.toBeNull()
  // The timeline said «by e-mail» and named the house, whoever had sent it and how.
  const [told] = await house.sql<{ facts: object }>(
    "select facts from event where name = 'invoicing.invoice_sent' and about_id = $1",
    [invoice.id],
  )
  expect(told?.facts).toMatchObject({ channel: 'email', by: house.session().actor.name })
})

test('many are sent, and the answer says how many went and why the others did not', async () => {
  const good = await issue()
  const draft = await issue({ post: false })
  const mute = await issue({}, { identities: [] })
  const void_ = await issue()
  await creditInvoice(house.session(), { id: void_.id, noteId: newId(), reason: 'خطأ في العميل' })
  const ids = [good.id, draft.id, mute.id, void_.id, newId()]

  const preview = await previewSending(house.session(), { ids })
  expect(preview.rows.map(({ problem }) => problem)).toEqual([
    null,
    'not_posted',
    'address_missing',
    'void',
    'not_found',
  ])
  expect(preview.sample?.body).toContain(good.number)

  const result = await sendMany(house.session(), { id: newId(), ids })
  expect(result.done).toEqual([{ id: good.id, number: good.number }])
  expect(result.failed.map(({ code }) => code)).toEqual([
    'invoicing.not_posted',
    'invoicing.address_missing',
    'invoicing.is_void',
    'invoicing.invoice_not_found',
  ])
})

test('many drafts are posted, each by itself', async () => {
  const good = await issue({ post: false })
  const bad = await issue({ post: false, issuedOn: '2026-12-01' })
  const result = await postMany(house.session(), { ids: [bad.id, good.id] })
  expect(result.done.map(({ id }) => id)).toEqual([good.id])
  expect(result.failed).toEqual([{ id: bad.id, code: 'invoicing.issued_in_the_future' }])
})

test('the PDF is printed once and kept; a draft has none', async () => {
  const invoice = await issue({ suppliedOn: '2026-11-19', notes: 'شكرًا لتعاملكم' })
  const first = await invoicePdf(house.session(), invoice.id)
  expect(first.fileName).toBe(`${invoice.number}.pdf`)
  expect(Buffer.from(first.bytes.subarray(0, 5)).toString()).toBe('%PDF-')
  const again = await invoicePdf(house.session(), invoice.id)
  expect(Buffer.compare(Buffer.from(again.bytes), Buffer.from(first.bytes))).toBe(0)
  const kept = await house.sql('select 1 from invoice_file where invoice_id = $1', [invoice.id])
  expect(kept).toHaveLength(1)
  const draft = await issue({ post: false })
  await expect(invoicePdf(house.session(), draft.id)).rejects.toMatchObject({
    code: 'invoicing.not_posted',
  })
})
