import { expect, it } from 'vitest'
import { reaction } from '#platform/command.ts'
import { openChat } from '#test/chat.ts'
import { applyStatuses } from '../statuses/apply-statuses.ts'

const chat = openChat()
const { house } = chat

const block = reaction('test.block', async (work, messageId: string) => {
  const { account_id: accountId } = await chat.message(messageId)
  const failure = { reason: 'blocked_by_customer', code: '30004', detail: '' } as const
  const told = { at: work.now, ids: [], recipient: [], state: 'failed', ours: messageId } as const
  await applyStatuses(work, [{ ...told, accountId: accountId ?? '', failure }])
})

it('whoever blocked us is written to no more, until they write', async () => {
  const { phone, thread, messageId } = await chat.talk('whatsapp_cloud', 'غاضب', '966500000301')
  await block(house.session(), messageId)
  await house.drain()
  await expect(chat.say(thread.id, 'نعتذر')).rejects.toMatchObject({
    code: 'messaging.thread_blocked',
  })
  house.setNow('2026-03-01T09:30:00Z')
  phone.write('عدت إليكم')
  await chat.settle()
  expect((await chat.thread(thread.id)).blocked_at).toBeNull()
  await chat.say(thread.id, 'أهلا بعودتكم')
})
