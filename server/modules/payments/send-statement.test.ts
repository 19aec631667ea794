import { expect, test } from 'vitest'
import { showTimeline } from '#modules/contacts/show-timeline.ts'
import { saveConsent } from '#modules/messaging/consents.ts'
import { newId, openHouse, sar } from '#test/house.ts'
import { customerOf } from '#test/invoicing.ts'
import { owed } from '#test/payments.ts'
import { previewStatement, sendStatement } from './send-statement.ts'

const house = openHouse({ now: '2026-11-22T09:00:00+03:00' })
const which = (customerId: string) => ({
  customerId,
  from: '2026-05-01',
  to: '2026-11-22',
  kind: 'activity' as const,
})
const mailsOf = (text: string) =>
  house.simulators.mail
    .inbox()
    .list()
    .filter(({ subject }) => subject.includes(text))

test('a statement is mailed once with its PDF and a link to pay, and the timeline says so', async () => {
  const customerId = await customerOf(house, { name: 'مؤسسة نجد' })
  await owed(house, customerId, sar(300))
  const letter = await previewStatement(house.session(), which(customerId))
  expect(letter).toMatchObject({ problem: null, to: expect.stringContaining('@example.com') })
  expect(letter.body).toMatch(/300\.00.*\/pay\//s)

  const sending = { ...which(customerId), id: newId(), subject: 'كشف نوفمبر' }
  await Promise.all([1, 2, 3].map(() => sendStatement(house.session(), sending)))
  await house.drain()
  const [mail, ...others] = mailsOf('كشف نوفمبر')
  expect(others).toEqual([])
  const received = house.simulators.mail.inbox().get(mail?.id ?? '')
  expect(received?.attachments.map(({ fileName, mime }) => [fileName, mime])).toEqual([
    [expect.stringMatching(/^statement-.*-2026-11-22\.pdf$/), 'application/pdf'],
  ])
  expect(received?.text).toContain('/pay/')

  const { rows } = await showTimeline(house.session(), { id: customerId, limit: 50 })
  // It said «by e-mail, by the house» of whatever a colleague had sent by whichever channel.
  expect(rows.find(({ name }) => name === 'payments.statement_sent')?.facts).toMatchObject({
    until: '2026-11-22',
    channel: 'email',
    by: house.session().actor.name,
  })
  const lines = await house.sql("select 1 from audit where action = 'payments.statement_sent'")
  expect(lines).toHaveLength(1)
})

test('who owes nothing gets the statement without a link', async () => {
  const customerId = await customerOf(house)
  const letter = await previewStatement(house.session(), which(customerId))
  expect(letter.body).not.toContain('/pay/')
  expect(letter.body).toContain('لا رصيد مستحق')
})

test('without an address, or to who declined, nothing is sent and the reason is said', async () => {
  const mute = await customerOf(house, { identities: [] })
  expect(await previewStatement(house.session(), which(mute))).toMatchObject({
    problem: 'no_address',
    to: null,
  })
  const send = (customerId: string, change = {}) =>
    sendStatement(house.session(), { ...which(customerId), id: newId(), ...change })
  await expect(send(mute)).rejects.toMatchObject({ code: 'payments.no_address' })
  await send(mute, { address: 'books@example.com' })

  const deaf = await customerOf(house)
  await saveConsent(house.session(), {
    ...{ id: newId(), customerId: deaf, channel: 'email' },
    ...{ optedOut: true, evidence: 'قال ذلك بالهاتف' },
  })
  expect((await previewStatement(house.session(), which(deaf))).problem).toBe('opted_out')
  await expect(send(deaf)).rejects.toMatchObject({ code: 'payments.statement_declined' })

  const reads = house.session(['ledger.statement', 'contacts.read'])
  await expect(previewStatement(reads, which(deaf))).rejects.toMatchObject({
    code: 'access.forbidden',
  })
  const links = house.session(['payments.link'])
  await expect(previewStatement(links, which(deaf))).rejects.toMatchObject({
    code: 'access.forbidden',
  })
})

test('a statement leaves only for customers whose statement the sender may read', async () => {
  const customerId = await customerOf(house)
  await owed(house, customerId, sar(300))
  const clerk = house.session({
    'payments.link': 'all',
    'ledger.statement': 'own',
    'contacts.see_identities': 'all',
  })
  const missing = { code: 'contacts.customer_not_found' }
  await expect(previewStatement(clerk, which(customerId))).rejects.toMatchObject(missing)
  await expect(
    sendStatement(clerk, { ...which(customerId), id: newId(), address: 'mine@example.com' }),
  ).rejects.toMatchObject(missing)
})
