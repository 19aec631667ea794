import { expect, test } from 'vitest'
import { addCustomer } from '#modules/contacts/index.ts'
import { reaction } from '#platform/command.ts'
import { newId, openHouse } from '#test/house.ts'
import { listConsents, saveConsent } from './consents.ts'
import { optOutUrl } from './mail.ts'
import { listMessages, resendMessage, resolveUnknown, showMessage } from './messages.ts'
import { type MessageToQueue, queueMessage } from './queue.ts'
import { sendMessage } from './send.ts'
import { sweepJob } from './sweep.ts'
import { listTemplates, resetTemplate, saveTemplate } from './templates.ts'
import { logTalk } from './threads/log-talk.ts'

const the = openHouse({ now: '2026-11-22T08:00:00Z' })

const queue = reaction('test.queue', (work, message: MessageToQueue) => queueMessage(work, message))

const mail = (more: Partial<MessageToQueue> = {}): MessageToQueue => ({
  to: { name: 'محمد الزهراني', address: `m-${newId().slice(-8)}@example.com` },
  channel: 'email',
  category: 'invoice',
  language: 'ar',
  subject: 'الفاتورة INV-2026-0001',
  body: 'السلام عليكم <محمد>، تفضلوا: https://wasl.test/pay/abc?x=1&y=2.\n\nشركة روافد',
  attachments: [],
  about: { kind: 'invoice', id: newId() },
  once: newId(),
  ...more,
})

const inbox = (message: MessageToQueue) => the.simulators.mail.inbox().list(message.to.address)

async function queued(message: MessageToQueue): Promise<string> {
  const { messageId } = await queue(the.session(), message)
  if (messageId === null) throw new Error('It was refused')
  return messageId
}
const stateOf = async (id: string) => (await showMessage(the.session(), { id })).state

async function customer(): Promise<string> {
  const id = newId()
  const add = reaction('test.add', (work, _: object) =>
    addCustomer(work, {
      id,
      kind: 'company',
      name: 'ورشة الإتقان الفني',
      language: 'ar',
      identities: [{ id: newId(), kind: 'email', typed: `c-${id.slice(-8)}@example.com` }],
    }),
  )
  await add(the.session(), {})
  return id
}

test('a queued message arrives once, in the language and direction of its reader', async () => {
  const message = mail()
  const id = await queued(message)
  await the.drain()
  const [arrived, ...more] = inbox(message)
  expect(more).toEqual([])
  expect(arrived?.subject).toBe(message.subject)
  expect(arrived?.html).toContain('dir="rtl"')
  expect(arrived?.html).toContain('&lt;محمد&gt;')
  expect(arrived?.html).toContain('href="https://wasl.test/pay/abc?x=1&amp;y=2"')
  expect(arrived?.messageId).toContain(id)
  expect(await stateOf(id)).toBe('sent')
})

test('asking twice with the same name sends one message', async () => {
  const message = mail()
  const ids = await Promise.all(Array.from({ length: 8 }, () => queued(message)))
  expect(new Set(ids).size).toBe(1)
  await the.drain()
  expect(inbox(message)).toHaveLength(1)
})

test('a message is claimed by one of eight workers', async () => {
  const message = mail()
  const id = await queued(message)
  await Promise.all(Array.from({ length: 8 }, () => sendMessage(the.session(), id)))
  await the.drain()
  expect(inbox(message)).toHaveLength(1)
})

test('a mail that left without an answer is unknown, and nothing repeats it', async () => {
  const message = mail()
  const id = await queued(message)
  the.simulators.mail.faults.dropAfterData = 1
  await the.drain()
  expect(await stateOf(id)).toBe('unknown')
  await sendMessage(the.session(), id)
  await sweepJob.run(the.session(), {})
  await the.drain()
  expect(inbox(message)).toHaveLength(1)
  expect(await stateOf(id)).toBe('unknown')
})

test('a person settles what is unknown, or sends it again', async () => {
  const message = mail()
  const id = await queued(message)
  the.simulators.mail.faults.dropAfterData = 1
  await the.drain()
  const resolved = await resolveUnknown(the.session(), { id, arrived: false, note: 'اتصلنا به' })
  expect(resolved.state).toBe('failed')
  await resendMessage(the.session(), { id })
  await the.drain()
  expect(await stateOf(id)).toBe('sent')
  expect(inbox(message)).toHaveLength(2)
  await expect(resendMessage(the.session(), { id })).rejects.toMatchObject({
    code: 'messaging.cannot_resend',
  })
})

test('what a crash left in hand becomes unknown after five minutes, and not before', async () => {
  const message = mail()
  const id = await queued(message)
  await the.sql(
    `update message set state = 'sending', attempts = 1, attempt_id = $2, claimed_at = $3 where id = $1`,
    [id, newId(), new Date(Date.now() + the.house.clock.offsetMs)],
  )
  await sendMessage(the.session(), id)
  expect(await stateOf(id)).toBe('sending')
  the.setNow('2026-11-22T08:06:00Z')
  await sweepJob.run(the.session(), {})
  expect(await stateOf(id)).toBe('unknown')
  await the.drain()
  expect(inbox(message)).toHaveLength(0)
})

test('a busy server is asked again later; a refused address is not', async () => {
  const later = mail()
  const id = await queued(later)
  the.simulators.mail.faults.later = 1
  await the.drain()
  expect(await stateOf(id)).toBe('queued')
  the.setNow('2026-11-22T08:08:00Z')
  await sendMessage(the.session(), id)
  expect(await stateOf(id)).toBe('sent')
  expect(inbox(later)).toHaveLength(1)

  const refused = mail()
  the.simulators.mail.faults.refused.add(refused.to.address)
  const second = await queued(refused)
  await the.drain()
  const shown = await showMessage(the.session(), { id: second })
  expect([shown.state, shown.reason, shown.tries.length]).toEqual(['failed', 'address_refused', 1])
})

test('five tries are enough', async () => {
  const message = mail()
  const id = await queued(message)
  the.simulators.mail.faults.later = 99
  for (let day = 1; day <= 9; day++) {
    the.setNow(`2026-12-0${day}T08:00:00Z`)
    await sendMessage(the.session(), id)
  }
  the.simulators.mail.faults.later = 0
  const shown = await showMessage(the.session(), { id })
  expect([shown.state, shown.tries.length]).toEqual(['failed', 5])
})

test('opening the opt-out link changes nothing; confirming it stops reminders, not invoices', async () => {
  const customerId = await customer()
  const path = new URL(optOutUrl(the.house, the.company.companyId, customerId)).pathname
  expect((await the.http.request(path)).status).toBe(200)
  expect((await listConsents(the.session(), { id: customerId })).rows).toEqual([])
  expect((await the.http.request(path, { method: 'POST' })).status).toBe(200)
  await the.http.request(path, { method: 'POST' })
  const { rows } = await listConsents(the.session(), { id: customerId })
  expect(rows.map(({ optedOut, source }) => [optedOut, source])).toEqual([[true, 'customer_link']])
  expect(await queue(the.session(), mail({ customerId, category: 'reminder' }))).toMatchObject({
    state: 'refused',
    reason: 'opted_out',
  })
  expect(await queue(the.session(), mail({ customerId }))).toMatchObject({ state: 'queued' })
  expect((await the.http.request(`${path}x`)).status).toBe(404)
})

test('a reminder carries the way to stop reminders, and a colleague can note a change of mind', async () => {
  const customerId = await customer()
  const message = mail({ customerId, category: 'reminder' })
  await queued(message)
  await the.drain()
  const [arrived] = inbox(message)
  const headers = new Map(arrived?.headers.map(({ key, value }) => [key, value]))
  expect(headers.get('list-unsubscribe')).toContain('/opt-out/')
  const base = { customerId, channel: 'email' as const, evidence: 'بالهاتف' }
  await saveConsent(the.session(), { ...base, id: newId(), optedOut: true })
  expect(await queue(the.session(), mail({ customerId, category: 'reminder' }))).toMatchObject({
    reason: 'opted_out',
  })
  await saveConsent(the.session(), { ...base, id: newId(), optedOut: false })
  expect(await queue(the.session(), mail({ customerId, category: 'reminder' }))).toMatchObject({
    state: 'queued',
  })
})

test("the company's own words replace the shipped ones, and can be put back", async () => {
  const before = (await listTemplates(the.session(), {})).rows.find(
    ({ key, language }) => key === 'friendly' && language === 'ar',
  )
  expect(before?.startBody).toContain('{invoices}')
  expect(before?.sample.body).toContain('فاتورتين')
  const words = { key: 'friendly', language: 'ar' as const, subject: 'تذكير بـ {invoices}' }
  const saved = await saveTemplate(the.session(), {
    ...words,
    body: 'السلام عليكم {name}، بقي {total} من {invoices}: {link}',
  })
  expect(saved.sample.subject).toBe('تذكير بـ فاتورتان')
  await expect(
    saveTemplate(the.session(), { ...words, body: 'ادفع {password}' }),
  ).rejects.toMatchObject({ code: 'messaging.template_invalid' })
  const back = await resetTemplate(the.session(), { key: 'friendly', language: 'ar' })
  expect(back.body).toBe(before?.body)
})

test('whoever reads only their own customers sees only their messages', async () => {
  const customerId = await customer()
  const message = mail({ customerId })
  const id = await queued(message)
  const own = the.session({ 'messaging.read': 'own' })
  expect((await listMessages(own, { limit: 50 })).rows).toEqual([])
  await expect(showMessage(own, { id })).rejects.toMatchObject({
    code: 'messaging.message_not_found',
  })
  await the.sql('update customer set owner_id = $2 where id = $1', [
    customerId,
    the.company.ownerId,
  ])
  expect((await listMessages(own, { limit: 50 })).rows.map((row) => row.id)).toEqual([id])
})

test('pages follow one another without a gap', async () => {
  const about = { kind: 'invoice', id: newId() }
  for (let n = 0; n < 5; n++) await queued(mail({ about }))
  const first = await listMessages(the.session(), { limit: 3, aboutId: about.id })
  const second = await listMessages(the.session(), {
    limit: 3,
    aboutId: about.id,
    cursor: first.nextCursor ?? '',
  })
  const ids = [...first.rows, ...second.rows].map((row) => row.id)
  expect([new Set(ids).size, first.total, second.nextCursor]).toEqual([5, 5, null])
})

test('who may not see how customers are reached reads messages without their addresses', async () => {
  const message = mail()
  const id = await queued(message)
  const { address } = message.to
  const blind = the.session(['messaging.read', 'messaging.send'])
  const [row] = (await listMessages(blind, { aboutId: message.about.id, limit: 5 })).rows
  const told = JSON.stringify([row, await showMessage(blind, { id })])
  expect(told).toContain('@example.com')
  expect(told).not.toContain(address)
  const sought = { aboutId: message.about.id, text: address, limit: 5 }
  expect((await listMessages(the.session(), sought)).total).toBe(1)
  expect((await listMessages(blind, sought)).total).toBe(0)
})

test('what was spoken just now has the time of the house, whatever the clock of the browser says', async () => {
  const talk = { id: newId(), customerId: await customer(), text: 'وعد بالسداد الخميس' }
  const input = { ...talk, of: 'phone' as const, direction: 'in' as const }
  const first = await logTalk(the.session(), input)
  expect(await logTalk(the.session(), input)).toEqual(first)
  expect(
    await the.sql('select said_at = queued_at as now from message where id = $1', [talk.id]),
  ).toEqual([{ now: true }])
})

test('what a customer agreed to is read by whoever reaches the customer', async () => {
  const customerId = await customer()
  const said = { id: newId(), customerId, channel: 'email' as const, optedOut: true }
  await saveConsent(the.session(), { ...said, evidence: 'اتصل بنا وطلب الإيقاف' })
  expect((await listConsents(the.session(), { id: customerId })).rows).toHaveLength(1)
  await expect(
    listConsents(the.session({ 'messaging.read': 'own' }), { id: customerId }),
  ).rejects.toMatchObject({ code: 'contacts.customer_not_found' })
})
