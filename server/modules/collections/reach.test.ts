import { beforeAll, expect, test } from 'vitest'
import { AddCustomer } from '#core/contacts/customer.ts'
import type { MessageCategory } from '#core/messaging/message.ts'
import { addCustomer } from '#modules/contacts/index.ts'
import { createInvoice } from '#modules/invoicing/create-invoice.ts'
import { addOpeningInvoice } from '#modules/invoicing/index.ts'
import { sendInvoice } from '#modules/invoicing/send-invoice.ts'
import { chooseAccount } from '#modules/messaging/accounts/choose.ts'
import { tryAccount } from '#modules/messaging/accounts/try.ts'
import {
  listChannelTemplates,
  proposeTemplate,
  removeChannelTemplate,
  saveChannelTemplate,
  submitTemplate,
  syncTemplates,
} from '#modules/messaging/channel-templates/manage.ts'
import { saveConsent } from '#modules/messaging/consents.ts'
import { type Letter, messagesOf, reach, readChoice, sendChat } from '#modules/messaging/index.ts'
import { showMessage } from '#modules/messaging/messages.ts'
import { sealChoice } from '#modules/messaging/reach/choices.ts'
import { logTalk } from '#modules/messaging/threads/log-talk.ts'
import { command, reaction } from '#platform/command.ts'
import { systemSession } from '#platform/jobs.ts'
import { look } from '#platform/query.ts'
import { now, openChase } from '#test/chase.ts'
import { newId } from '#test/house.ts'
import { registerSeller, written } from '#test/invoicing.ts'
import { showChase } from './chase.ts'
import { showPlanDetail } from './plan.ts'
import { showReminder } from './reminders.ts'

const { the, run, rowsOf, on, codes } = openChase()
const meta = () => the.simulators.meta
const accounts: Record<string, { id: string; address: string }> = {}

/** What vendors told is delivered, taken in and worked off. */
async function settle(): Promise<void> {
  for (let round = 0; round < 3; round++) {
    await meta().deliver()
    await the.drain()
  }
}

async function open(provider: 'whatsapp_cloud' | 'messenger' | 'unifonic'): Promise<void> {
  const id = newId()
  await tryAccount(the.session(), { id, provider })
  await chooseAccount(the.session(), { id })
  const [row] = await the.sql<{ address: string }>(
    'select address from channel_account where id = $1',
    [id],
  )
  accounts[provider] = { id, address: row?.address ?? '' }
}

beforeAll(async () => {
  for (const provider of ['whatsapp_cloud', 'messenger', 'unifonic'] as const) await open(provider)
  await on()
})

let counter = 0
const debt = reaction(
  'test.debt',
  async (work, input: Debtor & { phone?: string; email?: string }) => {
    const { id, invoiceId, phone, email, preferred = null } = input
    const identities = [
      ...(phone ? [{ id: newId(), kind: 'phone' as const, typed: phone, primary: true }] : []),
      ...(email ? [{ id: newId(), kind: 'email' as const, typed: email, primary: true }] : []),
    ]
    await addCustomer(
      work,
      AddCustomer.parse({
        ...{ id, name: `شركة ${id.slice(-5)}`, stage: 'customer', identities },
        preferredChannel: preferred,
      }),
    )
    await addOpeningInvoice(work, {
      ...{ id: invoiceId, customerId: id, issuedOn: '2026-08-01', dueOn: '2026-11-18' },
      ...{ currency: 'SAR' as const, gross: 50_000, balance: 50_000 },
    })
  },
)
type Debtor = { id: string; invoiceId: string; preferred?: 'sms' | 'email' | 'whatsapp' }

async function debtor(has: { phone?: boolean; email?: boolean; preferred?: Debtor['preferred'] }) {
  counter += 1
  const digits = `96650${String(1_000_000 + counter)}`
  const made = { id: newId(), invoiceId: newId(), preferred: has.preferred }
  const email = `r-${made.id.slice(-8)}@example.com`
  await debt(the.session(), {
    ...{ id: made.id, invoiceId: made.invoiceId },
    ...(has.preferred && { preferred: has.preferred }),
    ...(has.phone && { phone: `+${digits}` }),
    ...(has.email && { email }),
  })
  await the.drain()
  return { ...made, digits, email, invoices: [made.invoiceId] }
}

const phoneOf = (digits: string) =>
  meta().phone(accounts['whatsapp_cloud']?.address ?? '', { name: 'سعد', id: digits })

async function approve(standsFor: 'friendly' | 'invoice_sent') {
  const accountId = accounts['whatsapp_cloud']?.id ?? ''
  const template = await proposeTemplate(the.session(), {
    ...{ id: newId(), accountId, standsFor, language: 'ar' },
  })
  await the.drain()
  return template
}

test('a template that ships is handed in with one click, reviewed, and known by its state', async () => {
  const made = await approve('friendly')
  expect(made.state).toBe('pending')
  the.setNow('2026-11-22T08:00:10Z')
  await settle()
  const accountId = accounts['whatsapp_cloud']?.id ?? ''
  await syncTemplates(the.session(), { id: accountId })
  await the.drain()
  const { rows } = await listChannelTemplates(the.session(), { accountId })
  expect(rows).toMatchObject([{ id: made.id, state: 'approved', standsFor: 'friendly' }])
})

test('a draft is judged by field before anybody hands it in, and can be taken back', async () => {
  const accountId = accounts['whatsapp_cloud']?.id ?? ''
  const draft = {
    ...{ id: newId(), accountId, name: 'own_words', language: 'ar', category: 'utility' as const },
    ...{ body: '{{name}} أهلًا', buttons: [], standsFor: null, variables: [] },
  }
  expect((await saveChannelTemplate(the.session(), draft)).state).toBe('draft')
  await expect(submitTemplate(the.session(), { id: draft.id })).rejects.toMatchObject({
    code: 'messaging.channel_template_invalid',
    facts: { problem: 'variable_at_edge' },
  })
  await removeChannelTemplate(the.session(), { id: draft.id })
  await expect(submitTemplate(the.session(), { id: draft.id })).rejects.toMatchObject({
    code: 'messaging.channel_template_not_found',
  })
})

test('a reminder goes by approved template where no window is open, and says why', async () => {
  const late = await debtor({ phone: true, email: true })
  await run()
  await settle()
  const [row] = await rowsOf(late)
  expect([row?.state, row?.channel]).toEqual(['sent', 'whatsapp'])
  const [arrived] = phoneOf(late.digits).arrived()
  expect(arrived?.type).toBe('template')
  expect(the.simulators.mail.inbox().list(late.email)).toEqual([])
  const message = await showMessage(the.session(), { id: row?.messageId ?? '' })
  expect(message.body).toContain('500.00')
  expect(message.reach).toMatchObject({
    ...{ channel: 'whatsapp', form: 'template', because: 'template' },
    passed: expect.arrayContaining([{ channel: 'email', why: 'less_fit' }]),
  })
})

test('in an open window it carries choices; each press becomes a record and an answer', async () => {
  const late = await debtor({ phone: true })
  phoneOf(late.digits).write('السلام عليكم')
  await settle()
  await run()
  await settle()
  const [reminder] = phoneOf(late.digits).arrived()
  const offered = JSON.stringify(reminder?.content)
  const payload = (choice: string) => new RegExp(`${choice}:v1[\\w.-]+`).exec(offered)?.[0] ?? ''
  expect(offered).toContain('سددت')
  phoneOf(late.digits).press(reminder?.id ?? '', payload('paid'))
  await settle()
  const { pauses } = await showChase(the.session(), { id: late.id })
  expect(pauses).toMatchObject([{ reason: 'يقول إنه سدّد', until: '2026-11-25' }])
  phoneOf(late.digits).press(reminder?.id ?? '', payload('promise'))
  phoneOf(late.digits).press(reminder?.id ?? '', payload('call'))
  await settle()
  const said = phoneOf(late.digits)
    .arrived()
    .map(({ content }) => JSON.stringify(content))
  expect(said.some((each) => /\/pay\/[\w-]+\?promise=1/.test(each))).toBe(true)
  const told = await the.sql<{ facts: { reason: string } }>(
    "select facts from notification where kind = 'customer_answered' order by id",
  )
  expect(told.map(({ facts }) => facts.reason)).toContain('call')
})

test('a choice that was offered to another customer asks for nothing', async () => {
  const [mine, other] = [await debtor({ phone: true }), await debtor({ phone: true })]
  const { house } = the
  const { companyId } = the.company
  const chosen = { choice: 'paid' as const, customerId: other.id, aboutId: newId() }
  const payload = sealChoice(house, companyId, chosen)
  expect(readChoice(house, companyId, payload)).toEqual(chosen)
  expect(readChoice(house, newId(), payload)).toBeUndefined()
  expect(readChoice(house, companyId, payload.replace('paid', 'call'))).toBeUndefined()
  phoneOf(mine.digits).write('مرحبا')
  await settle()
  const [thread] = await the.sql<{ id: string }>('select id from thread where customer_id = $1', [
    mine.id,
  ])
  const { takeChoice } = await import('./choices.ts')
  const press = reaction('test.press', (work) =>
    takeChoice(work, {
      ...{ threadId: thread?.id ?? '', messageId: newId(), customerId: mine.id, payload },
    }),
  )
  await press(the.session(), undefined)
  for (const { id } of [mine, other])
    expect((await showChase(the.session(), { id })).pauses).toEqual([])
})

test('who stopped one way is reminded on another, and where the chase stands says both', async () => {
  // It said «stopped» of everything, and then named a next reminder on no way at all.
  const late = await debtor({ phone: true, email: true })
  await saveConsent(the.session(), {
    ...{ id: newId(), customerId: late.id, channel: 'whatsapp', optedOut: true, evidence: 'قال' },
  })
  const chase = await showChase(the.session(), { id: late.id })
  expect(chase).toMatchObject({ declined: ['whatsapp'], nextBy: 'email' })
  await saveConsent(the.session(), {
    ...{ id: newId(), customerId: late.id, channel: 'email', optedOut: true, evidence: 'قال' },
  })
  const after = await showChase(the.session(), { id: late.id })
  expect(after.declined).toEqual(['whatsapp', 'email'])
})

test('their own wish comes first: the short words and the link by SMS', async () => {
  const late = await debtor({ phone: true, email: true, preferred: 'sms' })
  await run()
  await settle()
  const [text] = the.simulators.sms.inboxOf(late.digits)
  expect(JSON.stringify(text)).toMatch(/\/pay\//)
  const [row] = await rowsOf(late)
  expect(row?.channel).toBe('sms')
})

test('the plan shows the way and how it would read on each, and a held one says what is missing', async () => {
  const late = await debtor({ phone: true, email: true })
  const line = { customerId: late.id, currency: 'SAR' as const }
  const detail = await showPlanDetail(the.session(), line)
  expect(detail.route).toMatchObject({ channel: 'whatsapp', form: 'template' })
  expect(detail.previews.map(({ channel }) => channel)).toEqual(['whatsapp', 'email', 'sms'])
  expect(detail.previews.find(({ channel }) => channel === 'sms')?.segments).toBeGreaterThan(0)
  const nobody = await debtor({})
  await run()
  const [held] = await rowsOf(nobody)
  expect(codes(held)).toEqual(['no_address'])
  expect((await showReminder(the.session(), { id: held?.id ?? '' })).channel).toBeNull()
})

test('an invoice goes with its PDF on the open conversation, and by mail where it is asked for', async () => {
  const late = await debtor({ phone: true, email: true })
  phoneOf(late.digits).write('أرسلوا الفاتورة')
  await settle()
  await registerSeller(the)
  const { id } = await createInvoice(the.session(), written(late.id))
  await sendInvoice(the.session(), { id, sendingId: newId() })
  await settle()
  expect(phoneOf(late.digits).arrived().at(-1)?.type).toBe('document')
  await sendInvoice(the.session(), { id, sendingId: newId(), channel: 'email' })
  await settle()
  expect(the.simulators.mail.inbox().list(late.email)).toHaveLength(1)
  const [thread] = await the.sql<{ id: string }>('select id from thread where customer_id = $1', [
    late.id,
  ])
  await sendInvoice(the.session(), { id, sendingId: newId(), threadId: thread?.id })
  await settle()
  expect(
    phoneOf(late.digits)
      .arrived()
      .filter(({ type }) => type === 'document'),
  ).toHaveLength(2)
})

test('what was spoken elsewhere stands among the messages at the time when it was said', async () => {
  const who = await debtor({ phone: true })
  const talk = {
    ...{ id: newId(), customerId: who.id, of: 'phone' as const, direction: 'in' as const },
    ...{ at: '2026-11-21T10:00:00.000Z', text: 'وعد بالسداد الخميس', minutes: 4 },
  }
  const [first, again] = await Promise.all([
    logTalk(the.session(), talk),
    logTalk(the.session(), talk),
  ])
  expect(again).toEqual(first)
  await logTalk(the.session(), { ...talk, id: newId(), direction: 'out', of: 'visit' })
  const messages = await look(the.session(), (from) =>
    messagesOf(from, [first?.threadId ?? ''], { limit: 10 }),
  )
  expect(messages.map(({ said, channel, at }) => [said.kind, channel, at])).toEqual([
    ['log', 'manual', talk.at],
    ['log', 'manual', talk.at],
  ])
  const later = { ...talk, id: newId(), at: '2027-01-01T00:00:00.000Z' }
  await expect(logTalk(the.session(), later)).rejects.toMatchObject({
    code: 'messaging.logged_later',
  })
})

const letter = (customerId: string, category: MessageCategory): Letter => ({
  ...{ customerId, name: 'سعد', language: 'ar', category, text: 'friendly' },
  values: {
    ...{ name: 'سعد', company: 'روافد', total: '500', dueDay: 'أمس', remaining: '500' },
    ...{ number: '1', invoices: 1, link: 'http://wasl.test/pay/abc' },
  },
  link: 'http://wasl.test/pay/abc',
  ...{ subject: 'تذكير', body: 'تذكير بالمتبقي', attachments: [] },
  about: { kind: 'customer', id: customerId },
  once: newId(),
})
const send = reaction(
  'test.reach',
  (work, input: { letter: Letter; asked: 'best' | 'sms' | 'email' | 'whatsapp' }) =>
    reach(work, input.letter, input.asked),
)

test('who declined on a channel hears nothing on it that they may decline, by any path', async () => {
  const who = await debtor({ phone: true, email: true })
  phoneOf(who.digits).write('مرحبا')
  await settle()
  const [thread] = await the.sql<{ id: string }>(
    "select id from thread where customer_id = $1 and channel = 'whatsapp'",
    [who.id],
  )
  const before = {
    mail: the.simulators.mail.inbox().list(who.email).length,
    chat: phoneOf(who.digits).arrived().length,
    sms: the.simulators.sms.inboxOf(who.digits).length,
  }
  for (const channel of ['email', 'whatsapp', 'sms'] as const)
    await saveConsent(the.session(), {
      ...{ id: newId(), customerId: who.id, channel, optedOut: true, evidence: 'قال ذلك' },
    })
  for (const category of ['reminder', 'statement', 'other'] as const)
    for (const asked of ['best', 'email', 'whatsapp', 'sms'] as const)
      expect(await send(the.session(), { letter: letter(who.id, category), asked })).toMatchObject({
        state: 'refused',
        reason: 'no_way',
      })
  const onThread = command('messaging.send', (work) =>
    sendChat(work, {
      ...{ id: newId(), threadId: thread?.id ?? '', said: { kind: 'text', text: 'عرض خاص' } },
      ...{ byHuman: true, category: 'other', language: 'ar' },
    }),
  )
  await expect(onThread(the.session(), undefined)).rejects.toMatchObject({
    code: 'messaging.opted_out',
  })
  await run()
  await settle()
  expect(codes((await rowsOf(who))[0])).toEqual(['opted_out'])
  expect({
    mail: the.simulators.mail.inbox().list(who.email).length,
    chat: phoneOf(who.digits).arrived().length,
    sms: the.simulators.sms.inboxOf(who.digits).length,
  }).toEqual(before)
  // What is owed to them still comes.
  expect(
    await send(the.session(), { letter: letter(who.id, 'receipt'), asked: 'email' }),
  ).toMatchObject({ state: 'queued' })
})

test('who declines while a message waits does not get it', async () => {
  const who = await debtor({ email: true })
  await send(the.session(), { letter: letter(who.id, 'other'), asked: 'email' })
  await saveConsent(the.session(), {
    ...{ id: newId(), customerId: who.id, channel: 'email', optedOut: true, evidence: 'قال' },
  })
  await the.drain()
  expect(the.simulators.mail.inbox().list(who.email)).toEqual([])
})

test('what nobody asked for waits through the night on every channel, and leaves when it ends', async () => {
  const who = await debtor({ phone: true, email: true })
  the.setNow('2026-11-22T20:00:00Z')
  phoneOf(who.digits).write('تصبحون على خير')
  await settle()
  const machine = systemSession(the.house, the.company.companyId)
  for (const category of ['reminder', 'statement', 'other'] as const)
    for (const asked of ['email', 'whatsapp', 'sms'] as const)
      await send(machine, { letter: letter(who.id, category), asked })
  await settle()
  const heard = () => [
    the.simulators.mail.inbox().list(who.email).length,
    phoneOf(who.digits).arrived().length,
    the.simulators.sms.inboxOf(who.digits).length,
  ]
  expect(heard()).toEqual([0, 0, 0])
  // A colleague's own word, and what is owed, wait for no hour.
  await send(the.session(), { letter: letter(who.id, 'statement'), asked: 'email' })
  await send(machine, { letter: letter(who.id, 'receipt'), asked: 'sms' })
  await settle()
  expect(heard()).toEqual([1, 0, 1])
  the.setNow('2026-11-23T07:05:00Z')
  await the.workerPool.query('update graphile_worker._private_jobs set run_at = now()')
  await settle()
  expect(heard()).toEqual([4, 3, 4])
  the.setNow(now)
})
