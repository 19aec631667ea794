import { expect, test } from 'vitest'
import { AddCustomer } from '#core/contacts/customer.ts'
import { eraseCustomer } from '#modules/contacts/erase-customer.ts'
import { addCustomer } from '#modules/contacts/index.ts'
import { addNote } from '#modules/inbox/notes.ts'
import { tryAccount } from '#modules/messaging/accounts/try.ts'
import { queueMessage, sendChat } from '#modules/messaging/index.ts'
import { mailReader } from '#modules/messaging/mail-reader.ts'
import { takeMail } from '#modules/messaging/threads/take-mail.ts'
import { command } from '#platform/command.ts'
import { newId, openHouse } from './house.ts'
import { writeMail } from './played.ts'

const house = openHouse({ now: '2026-03-01T09:00:00Z' })
const planted = 'plantedqx7'
const address = `huda.${planted}@example.com`

/** Where words of a talk with an erased person stay, each for a reason of its own. */
const kept: Readonly<Record<string, string>> = {
  'message.body': 'what was sent to them: the proof of what they were told',
  'message.content': 'the same',
  'message.words': 'the same, as it is searched',
  'message.to_address': 'whom it was sent to',
  'message.to_name': 'whom it was sent to',
  'message.subject': 'what was sent to them',
  audit: 'sealed, and never altered',
  event: 'what happened, never altered',
}

/** Every column of every table in which the planted word stands, whoever it belongs to. */
async function wordsAnywhere(): Promise<string[]> {
  const tables = await house.sql<{ name: string }>(
    `select c.relname as name from pg_class c
     where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace`,
  )
  const found: string[] = []
  for (const { name } of tables) {
    const rows = await house.sql<{ column: string }>(
      `select distinct e.key as column from ${name} t, jsonb_each_text(to_jsonb(t)) e
       where e.value ilike '%${planted}%'`,
    )
    found.push(...rows.map(({ column }) => `${name}.${column}`))
  }
  return found.toSorted()
}

test('of a talk with an erased person what they wrote is gone, with its files, their address and what colleagues noted', async () => {
  const session = house.session()
  const customer = await command('contacts.change', (work) =>
    addCustomer(
      work,
      AddCustomer.parse({
        id: newId(),
        name: `هدى ${planted}`,
        stage: 'customer',
        kind: 'person',
        identities: [{ id: newId(), kind: 'email', typed: address, primary: true }],
      }),
    ),
  )(session, undefined)
  const accountId = newId()
  await tryAccount(session, { id: accountId, provider: 'smtp' })
  const [account] = await house.sql<{ from_address: string }>(
    'select from_address from channel_account where id = $1',
    [accountId],
  )
  // Whoever answers our own mail is known to be who they say.
  await command('messaging.send', (work) =>
    queueMessage(work, {
      customerId: customer.id,
      to: { address },
      channel: 'email',
      category: 'reminder',
      language: 'ar',
      subject: 'تذكير',
      body: 'نذكّركم',
      attachments: [],
      about: { kind: 'reminder', id: newId() },
      once: 'reminder',
    }),
  )(session, undefined)
  await house.drain()
  const [reminder] = house.simulators.mail.inbox().list(address)
  const raw = await writeMail({
    answers: reminder?.messageId ?? '',
    from: { name: `هدى ${planted}`, address },
    to: account?.from_address ?? '',
    subject: `استفسار ${planted}`,
    text: `السلام عليكم ${planted}`,
    html: `<p>السلام عليكم ${planted}</p>`,
    files: [
      {
        fileName: `${planted}.pdf`,
        mime: 'application/pdf',
        bytes: Buffer.from(`%PDF-1.7 ${planted}`),
      },
    ],
  })
  const read = await house.house.plugs.get(mailReader).read(raw, { servers: ['mx.wasl.test'] })
  await takeMail(session, accountId, read, new Date('2026-03-01T09:05:00Z'))
  await house.drain()
  const [talk] = await house.sql<{ id: string; thread_id: string; customer_id: string }>(
    'select id, thread_id, customer_id from conversation',
  )
  expect(talk?.customer_id).toBe(customer.id)
  const threadId = talk?.thread_id ?? ''
  const conversationId = talk?.id ?? ''
  await addNote(session, { id: newId(), conversationId, text: planted, mentions: [] })
  const answer = command('messaging.send', (work) =>
    sendChat(work, {
      id: newId(),
      threadId,
      said: { kind: 'text', text: `وصلنا سؤالك عن ${planted}` },
      byHuman: true,
      category: 'chat',
      language: 'ar',
    }),
  )
  await answer(session, undefined)
  await house.drain()
  await house.sql(
    `insert into notification (company_id, id, user_id, kind, about_kind, about_id, customer_id, facts, join_key, at)
     values ($1, $2, $3, 'conversation_waits', 'conversation', $4, $5, $6, 'x', now())`,
    [
      ...[house.company.companyId, newId(), house.company.ownerId, conversationId, customer.id],
      { name: planted },
    ],
  )
  const before = await wordsAnywhere()
  for (const place of [
    'message_media.name',
    'message_mail.html',
    'thread_identity.value',
    'notification.facts',
  ])
    expect(before).toContain(place)

  await eraseCustomer(session, { id: customer.id })
  await house.drain()

  const left = await wordsAnywhere()
  expect(left.filter((each) => !(each in kept) && !((each.split('.')[0] ?? '') in kept))).toEqual(
    [],
  )
  const said = await house.sql<{ direction: string; body: string; subject: string }>(
    'select direction, body, subject from message where thread_id = $1 or customer_id = $2 order by id',
    [threadId, customer.id],
  )
  expect(said).toMatchObject([
    { direction: 'out', body: 'نذكّركم' },
    { direction: 'in', body: '—', subject: '—' },
    { direction: 'out', body: `وصلنا سؤالك عن ${planted}` },
  ])
  expect(await house.sql('select 1 from message_media where file_id is not null')).toEqual([])
  expect(await house.sql('select 1 from file')).toEqual([])
})
