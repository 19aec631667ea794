import { expect, it } from 'vitest'
import type { Permission } from '#core/permission.ts'
import { look } from '#platform/query.ts'
import { openChat } from '#test/chat.ts'
import { newId } from '#test/house.ts'
import { findThreads, findWords, messagesOf } from './index.ts'
import { listMessages } from './messages.ts'
import { logTalk } from './threads/log-talk.ts'

const chat = openChat()
const { house } = chat
const digits = '966500000801'
const blind: Permission[] = ['messaging.read', 'messaging.send', 'inbox.read']

it('who is called by a number is called by its end, for who may not see numbers', async () => {
  const { thread } = await chat.talk('whatsapp_cloud', '', digits)
  await house.sql('update thread set name = address where id = $1', [thread.id])
  await house.sql('update message set to_name = to_address where thread_id = $1', [thread.id])
  const words = { text: 'السلام', threadIds: [thread.id] } as const
  const sought = { ...words, channels: undefined, direction: undefined, before: undefined }
  const seenBy = (session = house.session()) =>
    look(session, async (from) =>
      JSON.stringify([
        [...(await findThreads(from, [thread.id])).values()].map(({ name }) => name),
        (await messagesOf(from, [thread.id], { limit: 5 })).map(({ by }) => by.name),
        (await findWords(from, { ...sought, limit: 5 })).rows.map(({ by }) => by),
        (await listMessages(session, { limit: 5 })).rows.map(({ toName }) => toName),
      ]),
    )
  expect(await seenBy()).toContain(digits)
  const hidden = await seenBy(house.session(blind))
  expect(hidden).not.toContain(digits)
  expect(hidden).toContain('•••801')
  const found = (session = house.session()) => listMessages(session, { text: digits, limit: 5 })
  expect((await found()).total).toBe(1)
  expect((await found(house.session(blind))).total).toBe(0)
})

it('who has a name keeps it before everybody', async () => {
  const { thread } = await chat.talk('whatsapp_cloud', 'خالد 24', '966500000802')
  const names = await look(house.session(blind), (from) => findThreads(from, [thread.id]))
  expect(names.get(thread.id)?.name).toBe('خالد 24')
})

it('what was spoken elsewhere is no message that was sent', async () => {
  const { id: customerId } = await chat.customerWith('phone', '0500000803', 'شركة الهاتف')
  const spoken = { of: 'phone', direction: 'out', at: '2026-03-01T08:00:00.000Z' } as const
  await logTalk(house.session(), { id: newId(), customerId, text: 'اتصلنا به', ...spoken })
  const list = await listMessages(house.session(), { customerId, limit: 5 })
  expect([list.rows, list.total, list.counts.sent]).toEqual([[], 0, 0])
})
