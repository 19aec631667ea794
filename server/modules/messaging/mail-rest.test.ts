import { expect, it } from 'vitest'
import { reaction } from '#platform/command.ts'
import { openChat } from '#test/chat.ts'
import { newId } from '#test/house.ts'
import type { Letter } from './reach/compose.ts'
import { reach } from './reach/reach.ts'
import { sendMessage } from './send.ts'

const chat = openChat()
const { house } = chat
const letter = (customerId: string): Letter => ({
  ...{ customerId, name: 'سعد', language: 'ar', category: 'invoice', text: 'invoice_sent' },
  values: {},
  ...{ subject: 'الفاتورة', body: 'فاتورتكم', attachments: [] },
  about: { kind: 'invoice', id: newId() },
  once: newId(),
})
const send = reaction('test.reach', (work, to: Letter) => reach(work, to, 'email'))

it('a mail waits as long as its account is left alone, as a chat does', async () => {
  const { id: accountId } = await chat.account('smtp')
  const { id: customerId } = await chat.customerWith('email', 'rest@example.com', 'شركة الراحة')
  const { messageId } = await send(house.session(), letter(customerId))
  await house.sql('update message set account_id = $2 where id = $1', [messageId, accountId])
  const until = '2026-03-01T09:30:00Z'
  await house.sql('update channel_account set resting_until = $2 where id = $1', [accountId, until])
  await sendMessage(house.session(), messageId ?? '')
  const waiting = await chat.message(messageId ?? '')
  expect([waiting.state, waiting.attempts]).toEqual(['queued', 0])
  expect(waiting.not_before?.getTime()).toBeGreaterThanOrEqual(Date.parse(until))
  house.setNow('2026-03-01T09:40:00Z')
  await house.drain()
  expect((await chat.message(messageId ?? '')).state).toBe('sent')
})
