import { expect, it } from 'vitest'
import { reaction } from '#platform/command.ts'
import { openChat } from '#test/chat.ts'
import { listConsents } from '../consents.ts'
import { type Arrival, claimThreads, type ThreadName } from './claim-threads.ts'
import { linkThread } from './link-thread.ts'

const chat = openChat()
const { house } = chat

const claim = reaction('test.claim', (work, arrivals: readonly Arrival[]) =>
  claimThreads(work, arrivals),
)
const link = reaction('test.link', (work, input: { threadId: string; customerId: string }) =>
  linkThread(work, { ...input, within: 'messaging.send' }),
)

/** Somebody turns up under these names. @returns the id of their thread */
async function arrives(...names: ThreadName[]): Promise<string> {
  const { id: accountId } = await chat.account('whatsapp_cloud')
  const [thread] = await claim(house.session(), [
    { accountId, channel: 'whatsapp', names, attested: true },
  ])
  return thread?.id ?? ''
}
let people = 0
/** A person whose number and hidden id are not known to belong together. */
const apart = async () => {
  people += 1
  const phone = { kind: 'phone', value: `+9665000001${String(people).padStart(2, '0')}` } as const
  const hidden = { kind: 'wa_bsuid', value: `SA.${people}00` } as const
  return { names: [phone, hidden], older: await arrives(phone), newer: await arrives(hidden) }
}
const customer = async () =>
  (await chat.customerWith('email', `j-${people}@example.com`, `شركة ${people}`)).id
const wordOn = async (threadId: string) => {
  const id = await chat.say(threadId, 'أهلا', {
    said: {
      kind: 'template',
      name: 'hello',
      language: 'ar',
      body: [{ text: 'أهلا' }],
      buttons: [],
    },
  })
  return id
}

it('of two threads of one person, the customer of the newer is the customer of both', async () => {
  const { names, older, newer } = await apart()
  const customerId = await customer()
  await link(house.session(), { threadId: newer, customerId })
  const before = await wordOn(older)
  expect(await arrives(...names)).toBe(older)
  expect(await chat.thread(older)).toMatchObject({ customer_id: customerId, linked_by: 'person' })
  expect(await chat.thread(newer)).toMatchObject({ customer_id: null, linked_by: null })
  expect((await chat.message(before)).customer_id).toBe(customerId)
  expect(await chat.told('messaging.thread_linked', older)).toBe(1)
})

it('the older stays whose it is, and the emptied one is nobody’s', async () => {
  const { names, older, newer } = await apart()
  const [first, second] = [await customer(), await customer()]
  await link(house.session(), { threadId: older, customerId: first })
  await link(house.session(), { threadId: newer, customerId: second })
  await arrives(...names)
  expect((await chat.thread(older)).customer_id).toBe(first)
  expect((await chat.thread(newer)).customer_id).toBeNull()
})

it('what the person has forbidden on one holds on both, and for the customer', async () => {
  const { names, older, newer } = await apart()
  const customerId = await customer()
  await link(house.session(), { threadId: older, customerId })
  const stopped = new Date('2026-02-01T10:00:00Z')
  await house.sql('update thread set marketing_stopped_at = $2, blocked_at = $2 where id = $1', [
    newer,
    stopped,
  ])
  await arrives(...names)
  expect(await chat.thread(older)).toMatchObject({
    marketing_stopped_at: stopped,
    blocked_at: stopped,
  })
  await house.drain()
  const { rows } = await listConsents(house.session(), { id: customerId })
  expect(rows).toMatchObject([{ channel: 'whatsapp', optedOut: true, reach: 'marketing' }])
})
