import { beforeAll, expect, test } from 'vitest'
import { saveIdentity } from '#modules/contacts/identities.ts'
import { showCustomer } from '#modules/contacts/show-customer.ts'
import { markNumber } from '#modules/contacts/wrong-numbers.ts'
import { chooseAccount } from '#modules/messaging/accounts/choose.ts'
import { tryAccount } from '#modules/messaging/accounts/try.ts'
import { type Letter, previewReach, reach, sendChat } from '#modules/messaging/index.ts'
import { reaction } from '#platform/command.ts'
import { now, openChase } from '#test/chase.ts'
import { newId } from '#test/house.ts'

const { the, debtor, run, rowsOf, codes, on } = openChase()
const addresses: Record<string, string> = {}

async function open(provider: 'whatsapp_cloud' | 'unifonic'): Promise<void> {
  const id = newId()
  await tryAccount(the.session(), { id, provider })
  await chooseAccount(the.session(), { id })
  const [row] = await the.sql<{ address: string }>(
    'select address from channel_account where id = $1',
    [id],
  )
  addresses[provider] = row?.address ?? ''
}
beforeAll(async () => {
  await open('whatsapp_cloud')
  await open('unifonic')
  await on()
})

async function settle(): Promise<void> {
  for (let round = 0; round < 3; round++) {
    await the.simulators.meta.deliver()
    await the.drain()
  }
}

let count = 0
/** Somebody who is late, with one number and, where it is asked for, an address of mail. */
async function late({ email = false } = {}) {
  count += 1
  const digits = `96650${7_000_000 + count}`
  const made = await debtor([{ due: '2026-11-18' }], { email })
  const identityId = newId()
  await saveIdentity(the.session(), {
    ...{ id: identityId, customerId: made.id, kind: 'phone', typed: `+${digits}` },
    ...{ primary: true, label: null, contactId: null },
  })
  await the.drain()
  const mark = (wrong: boolean) =>
    markNumber(the.session(), { customerId: made.id, id: identityId, wrong })
  return {
    ...made,
    mark,
    digits,
    sms: () => the.simulators.sms.inboxOf(digits),
    phone: () =>
      the.simulators.meta.phone(addresses['whatsapp_cloud'] ?? '', { name: 'سعد', id: digits }),
    isMarked: async () =>
      (await showCustomer(the.session(), { id: made.id })).identities?.some(
        ({ wrong }) => wrong !== null,
      ),
    threadId: async () =>
      (await the.sql<{ id: string }>('select id from thread where customer_id = $1', [made.id]))[0]
        ?.id ?? '',
  }
}

const letter = (customerId: string): Letter => ({
  ...{ customerId, name: 'سعد', language: 'ar', category: 'invoice', text: 'invoice_sent' },
  ...{ values: {}, link: 'http://wasl.test/pay/abc', subject: 'الفاتورة', body: 'فاتورتكم' },
  ...{ attachments: [], about: { kind: 'invoice', id: newId() }, once: newId() },
})
const send = reaction('test.reach', (work, to: Letter) => reach(work, to))
const preview = reaction('test.preview', (work, to: Letter) => previewReach(work, to))
const say = reaction('test.say', (work, threadId: string) =>
  sendChat(work, {
    ...{ id: newId(), threadId, said: { kind: 'text', text: 'عليكم 500 ريال' } },
    ...{ byHuman: true, category: 'chat', language: 'ar' },
  }),
)

test('no reminder tells a stranger of a debt: it is held with the reason, and goes once the number is right', async () => {
  const them = await late()
  await them.mark(true)
  await run()
  await settle()
  const [held] = await rowsOf(them)
  expect([held?.state, codes(held)]).toEqual(['held', ['number_wrong']])
  expect([them.sms(), them.phone().arrived()]).toEqual([[], []])
  await them.mark(false)
  await settle()
  await run()
  await settle()
  expect((await rowsOf(them))[0]?.state).toBe('sent')
  expect(them.sms()).toHaveLength(1)
})

test('who has mail besides is written to there, and each way says what stands against it', async () => {
  const them = await late({ email: true })
  await them.mark(true)
  const { why, closed } = await preview(the.session(), letter(them.id))
  expect(why.channel).toBe('email')
  for (const channel of ['whatsapp', 'sms'])
    expect(closed).toContainEqual({ channel, why: 'number_wrong' })
})

test('what stands in line when the number is found wrong does not leave any more', async () => {
  const them = await late()
  const { messageId } = await send(the.session(), letter(them.id))
  await them.mark(true)
  await settle()
  const [row] = await the.sql<{ state: string; reason: string }>(
    'select state, reason from message where id = $1',
    [messageId],
  )
  expect(row).toEqual({ state: 'failed', reason: 'number_wrong' })
  expect(them.sms()).toEqual([])
})

test('on an open conversation nothing is said to a stranger; whoever writes from the number is none', async () => {
  const them = await late()
  them.phone().write('السلام عليكم')
  await settle()
  const threadId = await them.threadId()
  the.setNow('2026-11-22T08:10:00Z')
  await them.mark(true)
  expect((await preview(the.session(), letter(them.id))).why.channel).toBeNull()
  await expect(say(the.session(), threadId)).rejects.toMatchObject({
    code: 'messaging.number_wrong',
  })
  the.setNow('2026-11-22T08:20:00Z')
  them.phone().write('هذا رقمي')
  await settle()
  expect(await them.isMarked()).toBe(false)
  await say(the.session(), threadId)
  expect((await preview(the.session(), letter(them.id))).why.channel).toBe('whatsapp')
  the.setNow(now)
})
