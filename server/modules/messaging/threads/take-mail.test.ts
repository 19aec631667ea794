import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { AddCustomer } from '#core/contacts/customer.ts'
import { addCustomer } from '#modules/contacts/index.ts'
import { command } from '#platform/command.ts'
import { look } from '#platform/query.ts'

import { newId, openHouse } from '#test/house.ts'
import { type PlayedMail, type ReceivedMail, writeMail } from '#test/played.ts'
import { tryAccount } from '../accounts/try.ts'
import { sendChat } from '../chat/send-chat.ts'
import { mailReader } from '../mail-reader.ts'
import { watchMailboxes } from '../mailboxes.ts'
import { queueMessage } from '../queue.ts'
import { messagesOf } from './read-thread.ts'
import { takeMail } from './take-mail.ts'

const house = openHouse({ now: '2026-03-01T09:00:00Z' })

let opened: Promise<{ id: string; address: string }> | undefined
const mailbox = () => {
  opened ??= (async () => {
    const id = newId()
    await tryAccount(house.session(), { id, provider: 'smtp' })
    const [row] = await house.sql<{ from_address: string }>(
      'select from_address from channel_account where id = $1',
      [id],
    )
    return { id, address: row?.from_address ?? '' }
  })()
  return opened
}

type Letter = Partial<PlayedMail> & { address: string; name?: string }

/** A mail of a customer, taken in as the mailbox would hand it over. */
async function arrives({ address, name = 'عميل', ...mail }: Letter): Promise<boolean> {
  const { id, address: to } = await mailbox()
  const raw = await writeMail({
    from: { name, address },
    to,
    subject: 'استفسار',
    text: 'السلام عليكم',
    ...mail,
  })
  const reader = house.house.plugs.get(mailReader)
  const read = await reader.read(raw, { servers: ['mx.wasl.test'] })
  return takeMail(house.session(), id, read, new Date('2026-03-01T09:05:00Z'))
}

const threadsBy = (address: string) =>
  house.sql<{ id: string; customer_id: string | null }>(
    `select t.id, t.customer_id from thread t join thread_identity i on i.thread_id = t.id
     where i.value = $1`,
    [address],
  )
const read = (threadId = '') =>
  look(house.session(), (from) => messagesOf(from, [threadId], { limit: 50 }))

const answer = (threadId: string, text: string) =>
  command('messaging.send', (work) =>
    sendChat(work, {
      id: newId(),
      threadId,
      said: { kind: 'text', text },
      byHuman: true,
      category: 'chat',
      language: 'ar',
    }),
  )(house.session(), undefined)

const mailsTo = (address: string) => house.simulators.mail.inbox().list(address)
const head = (mail: ReceivedMail | undefined, key: string) =>
  mail?.headers.find((header) => header.key === key)?.value

describe('a mail', () => {
  it('is one thread with its files, however often it arrives', async () => {
    const letter: Letter = {
      address: 'huda@example.com',
      name: 'هدى',
      subject: 'سند التحويل',
      messageId: '<one@example.com>',
      files: [{ fileName: 'سند.pdf', mime: 'application/pdf', bytes: Buffer.from('%PDF-1.7 x') }],
    }
    expect(await Promise.all([arrives(letter), arrives(letter)])).toContain(true)
    expect(await arrives(letter)).toBe(false)
    const [thread, ...more] = await threadsBy('huda@example.com')
    expect(more).toEqual([])
    expect(await read(thread?.id)).toMatchObject([
      {
        subject: 'سند التحويل',
        by: { name: 'هدى' },
        mail: { from: 'huda@example.com' },
        media: [{ name: 'سند.pdf', mime: 'application/pdf', state: 'stored' }],
      },
    ])
  })

  it('is answered under its subject, and the answer to that stands in the same thread', async () => {
    await arrives({
      address: 'badr@example.com',
      subject: 'الفاتورة',
      messageId: '<b1@example.com>',
    })
    const [thread] = await threadsBy('badr@example.com')
    await answer(thread?.id ?? '', 'أُرسلت إليكم اليوم')
    await house.drain()
    const [sent] = mailsTo('badr@example.com')
    expect(sent?.subject).toBe('Re: الفاتورة')
    expect(head(sent, 'in-reply-to')).toBe('<b1@example.com>')
    expect(head(sent, 'auto-submitted')).toBeUndefined()
    // A colleague answers instead, from an address that nobody knows.
    const ours = sent?.messageId ?? ''
    await arrives({
      address: 'colleague@example.com',
      answers: ours,
      messageId: '<b2@example.com>',
    })
    const messages = await read(thread?.id)
    expect(messages).toHaveLength(3)
    expect(messages[0]).toMatchObject({ mail: { from: 'colleague@example.com' } })
    expect(await threadsBy('colleague@example.com')).toEqual([])
  })

  it('that claims to be a customer is not believed, and an answer to our own mail is', async () => {
    const identities = [{ id: newId(), kind: 'email', typed: 'sami@example.com', primary: true }]
    const customer = await command('contacts.change', (work) =>
      addCustomer(work, AddCustomer.parse({ id: newId(), name: 'شركة سامي', identities })),
    )(house.session(), undefined)
    await arrives({ address: 'sami@example.com', messageId: '<s1@example.com>' })
    expect(await threadsBy('sami@example.com')).toMatchObject([{ customer_id: null }])

    const other = [{ id: newId(), kind: 'email', typed: 'rana@example.com', primary: true }]
    const rana = await command('contacts.change', (work) =>
      addCustomer(work, AddCustomer.parse({ id: newId(), name: 'شركة رنا', identities: other })),
    )(house.session(), undefined)
    const reminder = await command('messaging.send', (work) =>
      queueMessage(work, {
        customerId: rana.id,
        to: { address: 'rana@example.com' },
        channel: 'email',
        category: 'reminder',
        language: 'ar',
        subject: 'تذكير',
        body: 'نذكّركم',
        attachments: [],
        about: { kind: 'reminder', id: newId() },
        once: `test:${newId()}`,
      }),
    )(house.session(), undefined)
    await house.drain()
    const [sent] = mailsTo('rana@example.com')
    await arrives({
      address: 'rana@example.com',
      answers: sent?.messageId ?? '',
      messageId: '<r1@example.com>',
    })
    const [thread] = await threadsBy('rana@example.com')
    expect(thread?.customer_id).toBe(rana.id)
    const ids = (await read(thread?.id)).map(({ id }) => id)
    expect(ids).toContain(reminder.messageId)
    expect(customer.id).not.toBe(rana.id)
  })

  it('that a machine wrote is told as such', async () => {
    await arrives({
      address: 'noreply@example.com',
      headers: { 'Auto-Submitted': 'auto-replied' },
      messageId: '<auto@example.com>',
    })
    const [thread] = await threadsBy('noreply@example.com')
    const [event] = await house.sql<{ facts: { automatic: boolean } }>(
      "select facts from event where name = 'messaging.messages_received' and about_id = $1",
      [thread?.id],
    )
    expect(event?.facts.automatic).toBe(true)
  })
})

const bounceOf = (mailId: string, address: string) =>
  [
    'From: MAILER-DAEMON@mx.wasl.test',
    'To: company@wasl.test',
    'Subject: Undelivered Mail Returned to Sender',
    `Message-ID: <bounce-${newId()}@mx.wasl.test>`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'It did not arrive.',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.wasl.test',
    '',
    `Final-Recipient: rfc822; ${address}`,
    'Action: failed',
    'Status: 5.1.1',
    'Diagnostic-Code: smtp; 550 5.1.1 no such user',
    '',
    '--b',
    'Content-Type: text/rfc822-headers',
    '',
    `Message-ID: ${mailId}`,
    '',
    '--b--',
    '',
  ].join('\r\n')

describe('a report that a mail did not arrive', () => {
  it('changes that mail, when it is about whom the mail went to', async () => {
    await arrives({ address: 'gone@example.com', messageId: '<g1@example.com>' })
    const [thread] = await threadsBy('gone@example.com')
    await answer(thread?.id ?? '', 'أهلا')
    await house.drain()
    const sent = mailsTo('gone@example.com')[0]?.messageId ?? ''
    const { id } = await mailbox()
    const reader = house.house.plugs.get(mailReader)
    const report = async (about: string) => {
      const letter = await reader.read(Buffer.from(bounceOf(sent, about)), { servers: [] })
      await takeMail(house.session(), id, letter, new Date('2026-03-01T09:06:00Z'))
      return (await read(thread?.id))[0]?.state
    }
    expect(await report('somebody@example.com')).toBe('sent')
    expect(await report('gone@example.com')).toBe('failed')
    expect(await threadsBy('mailer-daemon@mx.wasl.test')).toEqual([])
  })
})

describe('a mailbox', () => {
  it('is read as it fills, once by all nodes together', async () => {
    const { address: to } = await mailbox()
    const stop = [watchMailboxes(house.house), watchMailboxes(house.house)]
    const wait = async (text: string, values: unknown[]) => {
      for (let n = 0; n < 200; n++) {
        const rows = await house.sql(text, values)
        if (rows.length > 0) return rows.length
        await sleep(100)
      }
      return 0
    }
    // What lies in a mailbox before it is read for the first time stays there.
    await wait(`select 1 from channel_account where facts ->> 'mailbox' = $1`, ['ok'])
    for (const subject of ['الأول', 'الثاني']) {
      const from = { name: 'عميل', address: 'live@example.com' }
      house.simulators.imap.deliver(to, await writeMail({ from, to, subject, text: 'نص' }))
      expect(await wait('select 1 from message where subject = $1', [subject])).toBe(1)
    }
    await Promise.all(stop.map((end) => end()))
    const [held] = await house.sql<{ last_uid: number }>('select last_uid from mailbox')
    expect(held?.last_uid).toBeGreaterThan(0)
  })
})
