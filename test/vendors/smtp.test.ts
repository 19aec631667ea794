import { createServer } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { smtp } from '#integrations/smtp/smtp.ts'
import type { ChannelAccount, OutgoingMail } from '#modules/messaging/channel.ts'
import { mailSimulatorPages } from '#server/simulators/mail/pages.ts'
import {
  type MailSimulator,
  type MailSimulatorOptions,
  startMailSimulator,
} from '#server/simulators/mail/simulator.ts'

const channel = smtp({ silenceMs: 5_000, totalMs: 20_000, privateHosts: true })
const running: MailSimulator[] = []

afterEach(async () => {
  await Promise.all(running.splice(0).map((simulator) => simulator.close()))
})

async function open(options: MailSimulatorOptions = {}) {
  const simulator = await startMailSimulator(options)
  running.push(simulator)
  const account: ChannelAccount = { host: simulator.host, port: simulator.port, secure: false }
  return { simulator, account, received: () => simulator.inbox().list() }
}

const mail: OutgoingMail = {
  messageId: '<019aa4b8-6f00-7000-8000-000000000001@wasl.example>',
  from: { name: 'شركة النور، للتجارة', address: 'billing@wasl.example' },
  to: { name: 'أحمد', address: 'ahmad@customer.example' },
  replyTo: { address: 'reply+abc@wasl.example' },
  subject: 'تذكير بفاتورة INV-2026-000123',
  text: 'السلام عليكم، نذكركم بالمبلغ 1,150.00 ر.س.',
  html: '<p dir="rtl">السلام عليكم</p><script>alert(1)</script>',
  attachments: [
    {
      fileName: 'فاتورة INV-2026-000123.pdf',
      mime: 'application/pdf',
      bytes: new Uint8Array([37, 80, 68, 70, 0, 255]),
    },
  ],
  headers: { 'Auto-Submitted': 'auto-generated' },
}
const large = { ...mail, text: 'سطر من نص طويل جدا\n'.repeat(300_000) }

test('a mail arrives as it was written, in Arabic, with its attachment and our message id', async () => {
  const { account, received } = await open()
  expect(await channel.send(account, mail)).toEqual({ outcome: 'sent', providerId: 'sim-1' })
  const [got] = received()
  expect(got).toMatchObject({
    messageId: mail.messageId,
    from: 'شركة النور، للتجارة <billing@wasl.example>',
    to: 'أحمد <ahmad@customer.example>',
    replyTo: 'reply+abc@wasl.example',
    subject: mail.subject,
    envelope: { from: 'billing@wasl.example', to: ['ahmad@customer.example'] },
  })
  expect(got?.text.trim()).toBe(mail.text)
  expect(got?.attachments.map((each) => [each.fileName, each.mime, [...each.bytes]])).toEqual([
    ['فاتورة INV-2026-000123.pdf', 'application/pdf', [37, 80, 68, 70, 0, 255]],
  ])
  expect(got?.headers).toContainEqual({ key: 'auto-submitted', value: 'auto-generated' })
})

test('a connection lost after the whole mail left is unknown, although the mail arrived', async () => {
  const { simulator, account, received } = await open()
  simulator.faults.dropAfterData = 1
  expect(await channel.send(account, mail)).toMatchObject({ outcome: 'unknown' })
  expect(received()).toHaveLength(1)
})

test('a connection lost in the middle of a mail may be tried again, and nothing arrived', async () => {
  const { simulator, account, received } = await open()
  simulator.faults.dropBeforeDataEnd = 1
  const lost = await channel.send(account, large)
  expect(lost).toMatchObject({ outcome: 'failed', reason: 'unavailable', again: true })
  expect(received()).toHaveLength(0)
  expect(await channel.send(account, large)).toMatchObject({ outcome: 'sent' })
})

test('a server that is silent after the whole mail left is unknown', async () => {
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.write('220 silent\r\n')
    socket.on('data', (data) => {
      for (const line of data.toString().split('\r\n')) {
        if (/^(EHLO|MAIL|RCPT)/.test(line)) socket.write('250 ok\r\n')
        if (line === 'DATA') socket.write('354 go on\r\n')
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const outcome = await smtp({ silenceMs: 300, privateHosts: true }).send(
    { host: '127.0.0.1', port, secure: false },
    mail,
  )
  await new Promise((resolve) => server.close(resolve))
  expect(outcome).toMatchObject({ outcome: 'unknown' })
})

test('a connection lost before the mail was asked for may be tried again', async () => {
  const server = createServer((socket) => {
    socket.write('220 short\r\n')
    socket.once('data', () => {
      socket.write('250 ok\r\n')
      socket.once('data', () => socket.destroy())
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const outcome = await channel.send({ host: '127.0.0.1', port, secure: false }, mail)
  await new Promise((resolve) => server.close(resolve))
  expect(outcome).toMatchObject({ outcome: 'failed', reason: 'unavailable', again: true })
})

test('a server that is not there may be tried again', async () => {
  const { simulator, account } = await open()
  await simulator.close()
  expect(await channel.send(account, mail)).toMatchObject({
    outcome: 'failed',
    reason: 'unavailable',
    again: true,
  })
})

test('a refused address is final, and one to come back for is not', async () => {
  const { simulator, account } = await open()
  simulator.faults.refused.add('ahmad@customer.example')
  expect(await channel.send(account, mail)).toMatchObject({
    outcome: 'failed',
    reason: 'address_refused',
    again: false,
  })
  simulator.faults.refused.clear()
  simulator.faults.later = 1
  expect(await channel.send(account, mail)).toMatchObject({
    outcome: 'failed',
    reason: 'address_refused',
    again: true,
  })
  expect(await channel.send(account, mail)).toMatchObject({ outcome: 'sent' })
})

test('a refused mail is failed and not unknown, although all of it left', async () => {
  const { simulator, account } = await open()
  simulator.faults.reject = 1
  expect(await channel.send(account, mail)).toMatchObject({
    outcome: 'failed',
    reason: 'rejected',
    again: false,
  })
})

test('a mail over the size of the server is too large', async () => {
  const { account } = await open({ largestBytes: 100_000 })
  expect(await channel.send(account, large)).toMatchObject({
    outcome: 'failed',
    reason: 'too_large',
    again: false,
  })
})

test('a login is used, and a wrong one is told as such', async () => {
  const { account } = await open({ logins: { wasl: 'right' } })
  const send = (password: string) => channel.send({ ...account, user: 'wasl', password }, mail)
  expect(await send('right')).toMatchObject({ outcome: 'sent' })
  expect(await send('wrong')).toMatchObject({ outcome: 'failed', reason: 'auth', again: false })
})

test('a line break in a name or a subject adds no header', async () => {
  const { account, received } = await open()
  const evil = 'x\r\nBcc: spy@evil.example\r\n\r\nbody'
  const sent = await channel.send(account, {
    ...mail,
    from: { ...mail.from, name: evil },
    to: { ...mail.to, name: evil },
    subject: evil,
    attachments: [{ fileName: evil, mime: 'text/plain', bytes: new Uint8Array([65]) }],
  })
  expect(sent).toMatchObject({ outcome: 'sent' })
  const [got] = received()
  expect(got?.envelope.to).toEqual(['ahmad@customer.example'])
  expect(got?.headers.map((header) => header.key)).not.toContain('bcc')
  expect(got?.subject).toBe('x Bcc: spy@evil.example body')
})

test.each<[string, Partial<OutgoingMail>]>([
  ['two addresses in one', { to: { address: 'a@x.example, spy@evil.example' } }],
  ['a break in an address', { to: { address: 'a@x.example\r\nRCPT TO:<spy@evil.example>' } }],
  ['a break in the sender', { from: { name: '', address: 'a@x.example>\r\nDATA' } }],
  ['brackets in an answer address', { replyTo: { address: '<a@x.example>' } }],
  ['a break in a header', { headers: { 'X-A': 'b\r\nBcc: spy@evil.example' } }],
  ['a header in a header name', { headers: { 'X-A: b\r\nBcc': 'spy@evil.example' } }],
  ['a hidden recipient', { headers: { bCC: 'spy@evil.example' } }],
  ['a break in the message id', { messageId: '<a@b>\r\nBcc: spy@evil.example' }],
  [
    'a break in a type',
    { attachments: [{ fileName: 'a', mime: 'text/plain\r\nX: y', bytes: new Uint8Array() }] },
  ],
])('%s never leaves', async (_, change) => {
  const { account, received } = await open()
  expect(await channel.send(account, { ...mail, ...change })).toMatchObject({
    outcome: 'failed',
    again: false,
  })
  expect(received()).toHaveLength(0)
})

test('a person sees what was sent, its body locked in a frame and its files as downloads', async () => {
  const { simulator, account } = await open()
  const pages = mailSimulatorPages(simulator)
  expect(await (await pages.request('/')).text()).toContain('لا توجد رسائل بعد')
  await channel.send(account, { ...mail, subject: '<b>bold</b>' })
  const list = await (await pages.request('/')).text()
  expect(list).toContain('dir="rtl"')
  expect(list).toContain('&lt;b&gt;bold&lt;/b&gt;')
  const page = await pages.request('/mails/1?lang=en')
  const text = await page.text()
  expect(text).toContain('sandbox=""')
  expect(text).toContain('&lt;script&gt;')
  expect(text).not.toContain('<script')
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
  const file = await pages.request('/mails/1/attachments/0')
  expect(file.headers.get('content-disposition')).toMatch(/^attachment; /)
  expect(file.headers.get('content-type')).toBe('application/octet-stream')
  expect([...new Uint8Array(await file.arrayBuffer())]).toEqual([37, 80, 68, 70, 0, 255])
  expect((await pages.request('/mails/9')).status).toBe(404)
})

test('a server of the private network is not even asked, unless the operator allows it', async () => {
  const { account, received } = await open()
  const outside = smtp({ privateHosts: false })
  for (const host of ['127.0.0.1', 'localhost', '::1', '10.0.0.1', '169.254.169.254'])
    expect(await outside.send({ ...account, host }, mail)).toMatchObject({
      outcome: 'failed',
      reason: 'unavailable',
      detail: 'the mail server was not found on the public internet',
      again: false,
    })
  expect(received()).toEqual([])
})
