import { describe, expect, it } from 'vitest'
import type { Permission } from '#core/permission.ts'
import { reaction } from '#platform/command.ts'
import { openChat } from '#test/chat.ts'
import { newId } from '#test/house.ts'
import { listConsents } from '../consents.ts'
import { mailIdOf } from '../mail.ts'
import { mailReader } from '../mail-reader.ts'
import { showMessage } from '../messages.ts'
import type { Letter } from '../reach/compose.ts'
import { previewReach, reach } from '../reach/reach.ts'
import { takeMail } from '../threads/take-mail.ts'
import { liftUnreachable, listUnreachable } from './manage.ts'

const chat = openChat()
const { house } = chat

const letter = (customerId: string): Letter => ({
  ...{ customerId, name: 'سعد', language: 'ar', category: 'reminder', text: 'friendly' },
  values: {},
  ...{ subject: 'تذكير', body: 'نذكركم', attachments: [] },
  about: { kind: 'reminder', id: newId() },
  once: newId(),
})
const send = reaction('test.reach', (work, to: Letter) => reach(work, to))
const preview = reaction('test.preview', (work, to: Letter) => previewReach(work, to))

/** A mail that leaves now. @returns its id */
async function mailed(customerId: string): Promise<string> {
  const { messageId } = await send(house.session(), { ...letter(customerId), category: 'invoice' })
  await house.drain()
  return messageId ?? ''
}

/** What a machine reports about a mail of ours, taken in as the mailbox hands it over. */
async function reported(messageId: string, kind: string, report: readonly string[]): Promise<void> {
  const { id: accountId } = await chat.account('smtp')
  const raw = [
    'From: MAILER-DAEMON@mx.wasl.test',
    'To: company@wasl.test',
    'Subject: Undelivered Mail Returned to Sender',
    `Message-ID: <report-${newId()}@mx.wasl.test>`,
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=${kind}; boundary="b"`,
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'See below.',
    '--b',
    `Content-Type: message/${kind}`,
    '',
    ...report,
    '',
    '--b',
    'Content-Type: text/rfc822-headers',
    '',
    `Message-ID: ${mailIdOf(house.company.companyId, messageId)}`,
    '',
    '--b--',
    '',
  ].join('\r\n')
  const letterRead = await house.house.plugs
    .get(mailReader)
    .read(Buffer.from(raw), { servers: ['mx.wasl.test'] })
  await takeMail(house.session(), accountId, letterRead, new Date('2026-03-01T09:06:00Z'))
}
const bounced = (messageId: string, address: string, status: string, words: string) =>
  reported(messageId, 'delivery-status', [
    'Reporting-MTA: dns; mx.wasl.test',
    '',
    `Final-Recipient: rfc822; ${address}`,
    'Action: failed',
    `Status: ${status}`,
    `Diagnostic-Code: smtp; 550 ${status} ${words}`,
  ])

let people = 0
async function customer() {
  people += 1
  const email = `back-${people}@example.com`
  const { id } = await chat.customerWith('email', email, `شركة ${people}`)
  return { id, email }
}
const rowsOf = async (id: string, session = house.session()) =>
  (await listUnreachable(session, { id })).rows
const inbox = (email: string) => house.simulators.mail.inbox().list(email)

describe('an address from which a mail came back for good', () => {
  it('is written to no more until a person lifts it, and says why', async () => {
    const { id, email } = await customer()
    const first = await mailed(id)
    const waiting = await send(house.session(), letter(id))
    await bounced(first, email, '5.1.1', `<${email}>: no such user`)
    expect(await showMessage(house.session(), { id: first })).toMatchObject({
      state: 'failed',
      reason: 'address_refused',
    })
    const { why } = await preview(house.session(), letter(id))
    expect(why.channel).toBeNull()
    expect(why.passed).toContainEqual({ channel: 'email', why: 'unreachable' })
    await house.drain()
    expect((await chat.message(waiting.messageId ?? '')).reason).toBe('address_refused')
    expect(inbox(email)).toHaveLength(1)
    const [row] = await rowsOf(id)
    expect(row).toMatchObject({ address: email, code: '5.1.1' })
    expect(row?.detail).toContain('no such user')

    const lift = { customerId: id, id: row?.id ?? '' }
    expect(await liftUnreachable(house.session(), lift)).toEqual({ rows: [] })
    await mailed(id)
    expect(inbox(email)).toHaveLength(2)
  })

  it('is still tried when it was only full', async () => {
    const { id, email } = await customer()
    await bounced(await mailed(id), email, '5.2.2', 'mailbox full')
    expect(await rowsOf(id)).toEqual([])
  })

  it('is lifted only through a customer whose it is, and told to nobody in full who may not see it', async () => {
    const [mine, other] = [await customer(), await customer()]
    await bounced(await mailed(mine.id), mine.email, '5.1.1', `<${mine.email}> unknown`)
    const blind: Permission[] = ['messaging.read']
    const [hidden] = await rowsOf(mine.id, house.session(blind))
    expect(JSON.stringify(hidden)).not.toContain(mine.email)
    await liftUnreachable(house.session(), { customerId: other.id, id: hidden?.id ?? '' })
    expect(await rowsOf(mine.id)).toHaveLength(1)
  })
})

describe('a mail that somebody calls unwanted', () => {
  const complained = (messageId: string, type: string, address: string) =>
    reported(messageId, 'feedback-report', [
      `Feedback-Type: ${type}`,
      'User-Agent: Mail/1',
      'Version: 1',
      `Original-Rcpt-To: ${address}`,
    ])
  const wordsOf = async (id: string) =>
    (await listConsents(house.session(), { id })).rows.map(({ optedOut, source }) => [
      optedOut,
      source,
    ])

  it('was the last of what they may decline', async () => {
    const { id, email } = await customer()
    const messageId = await mailed(id)
    await complained(messageId, 'not-spam', email)
    await complained(messageId, 'abuse', 'somebody@example.com')
    expect(await wordsOf(id)).toEqual([])
    await complained(messageId, 'abuse', email)
    expect(await wordsOf(id)).toEqual([[true, 'vendor']])
  })
})
