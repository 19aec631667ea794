import { expect, it } from 'vitest'
import { openChat } from '#test/chat.ts'
import { listMessages, resendMessage, setAside } from './messages.ts'

const chat = openChat()
const { house } = chat

const troubled = async (more: object = {}) => {
  const { rows, troubled: count } = await listMessages(house.session(), {
    ...{ limit: 50, trouble: true },
    ...more,
  })
  expect(rows.length).toBe(count)
  return rows.map(({ id }) => id)
}

it('what failed or is of unknown fate waits for a look, by channel and account, until somebody saw to it', async () => {
  const { thread, messageId } = await chat.talk('whatsapp_cloud', 'سعد', '966500000831')
  const unknown = await chat.say(thread.id, 'هل وصلتكم؟')
  await chat.settle()
  expect(await troubled()).toEqual([])
  await house.sql("update message set state = 'failed', reason = 'rejected' where id = $1", [
    messageId,
  ])
  await house.sql("update message set state = 'unknown' where id = $1", [unknown])
  const { id: accountId } = await chat.account('whatsapp_cloud')
  expect(new Set(await troubled({ accountId }))).toEqual(new Set([messageId, unknown]))
  expect(await troubled({ channel: ['email'] })).toEqual([])
  const { rows } = await listMessages(house.session(), { limit: 50, trouble: true })
  expect(rows[0]).toMatchObject({ accountId, words: expect.stringMatching(/./), aside: false })
  expect(rows[0]?.accountName).not.toBeNull()
  expect(await setAside(house.session(), { id: messageId })).toMatchObject({ aside: true })
  expect(await troubled()).toEqual([unknown])
  await expect(setAside(house.session(), { id: unknown })).rejects.toMatchObject({
    code: 'messaging.not_failed',
  })
  await resendMessage(house.session(), { id: messageId })
  await house.sql("update message set state = 'failed', reason = 'rejected' where id = $1", [
    messageId,
  ])
  expect(new Set(await troubled())).toEqual(new Set([messageId, unknown]))
})
