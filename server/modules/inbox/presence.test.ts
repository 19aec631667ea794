import { afterAll, beforeAll, expect, test } from 'vitest'
import { addCustomer } from '#modules/contacts/index.ts'
import { tryAccount } from '#modules/messaging/accounts/try.ts'
import { linkThread } from '#modules/messaging/index.ts'
import { reaction } from '#platform/command.ts'
import type { Notice } from '#platform/realtime.ts'
import type { Session } from '#platform/session.ts'
import { newId, openHouse } from '#test/house.ts'
import { employ } from '#test/matrix/staff.ts'
import { beat, leave, showPresence } from './presence.ts'

const house = openHouse({ now: '2026-03-01T09:00:00Z' })
const heard: Notice[] = []
let deaf = () => {}
beforeAll(async () => {
  await house.realtime.open()
  deaf = house.realtime.hear((notice) => heard.push(notice))
})
afterAll(() => deaf())

const link = reaction('test.link', linkThread)
const add = reaction('test.add', addCustomer)
async function customer(): Promise<string> {
  const id = newId()
  await add(house.session(), {
    ...{ id, kind: 'company', name: 'ورشة الإتقان الفني', language: 'ar' },
    identities: [{ id: newId(), kind: 'email', typed: `c-${id.slice(-8)}@example.com` }],
  })
  return id
}
let number = ''
let next = 900
/** A conversation on a number of its own with this customer. */
async function conversationWith(customerId: string): Promise<string> {
  if (number === '') {
    const id = newId()
    await tryAccount(house.session(), { id, provider: 'whatsapp_cloud' })
    const [row] = await house.sql<{ address: string }>(
      'select address from channel_account where id = $1',
      [id],
    )
    number = row?.address ?? ''
  }
  const name = `عميل ${++next}`
  house.simulators.meta.phone(number, { name, id: `9665000${next}` }).write('السلام عليكم')
  await house.simulators.meta.deliver()
  await house.drain()
  const [row] = await house.sql<{ id: string; thread_id: string }>(
    'select id, thread_id from conversation where writer = $1',
    [name],
  )
  await link(house.session(), {
    ...{ threadId: row?.thread_id ?? '', customerId },
    within: 'contacts.read',
  })
  await house.drain()
  return row?.id ?? ''
}

async function colleague(): Promise<Session> {
  const { ownerId: id } = await employ(house, house.company, 'support')
  const base = house.session()
  return { ...base, actor: { kind: 'user', id, name: 'خالد' }, teamIds: [id] }
}

const at = (id: string) => ({ kind: 'conversation' as const, id })

test('who sits down is news of the desk, told once, and of nothing that anyone would read again', async () => {
  const customerId = await customer()
  const id = await conversationWith(customerId)
  const khalid = await colleague()
  heard.length = 0
  await beat(khalid, { place: at(id), doing: 'viewing' })
  await beat(khalid, { place: at(id), doing: 'viewing' })
  await beat(khalid, { place: at(id), doing: 'typing' })
  await leave(khalid, at(id))
  await expect
    .poll(() => heard.map(({ name, kind, id: about, customerId: of }) => [name, kind, about, of]))
    .toEqual([1, 2, 3].map(() => ['inbox.presence', 'presence', id, customerId]))
})

test('who leaves one window still sits where another is open, and is gone with the last', async () => {
  const customerId = await customer()
  const [one, two] = [await conversationWith(customerId), await conversationWith(customerId)]
  const khalid = await colleague()
  for (const id of [one, two]) await beat(khalid, { place: at(id), doing: 'viewing' })
  const seenAt = async (place: { kind: 'conversation' | 'customer'; id: string }) =>
    (await showPresence(house.session(), place)).rows.map(({ user }) => user.id)
  const record = { kind: 'customer' as const, id: customerId }
  await leave(khalid, at(one))
  expect(await seenAt(at(two))).toEqual([khalid.actor.id])
  expect(await seenAt(record)).toEqual([khalid.actor.id])
  await leave(khalid, at(two))
  expect(await seenAt(record)).toEqual([])
  expect(await seenAt(at(two))).toEqual([])
})
