import { expect, it } from 'vitest'
import { reaction } from '#platform/command.ts'
import { openChat } from '#test/chat.ts'
import { newId } from '#test/house.ts'
import { withdrawMessage } from '../chat/withdraw.ts'
import { linkThread } from '../threads/link-thread.ts'
import type { Letter } from './compose.ts'
import { sendLetter } from './reach.ts'

const chat = openChat()
const { house } = chat

const letter = (customerId: string): Letter => ({
  ...{ customerId, name: 'سعد', language: 'ar', category: 'invoice', text: 'invoice_sent' },
  values: {},
  link: 'http://wasl.test/pay/abc',
  ...{ subject: 'الفاتورة', body: 'فاتورتكم', attachments: [] },
  about: { kind: 'invoice', id: newId() },
  once: newId(),
})
type Sending = { customerId: string; threadId: string; holdSeconds?: number } & {
  id?: string
  paper?: string
}
const send = reaction('test.send', (work, { customerId, id, paper, ...travel }: Sending) => {
  const attachments = paper ? [{ maker: 'invoice', id: paper }] : []
  return sendLetter(work, { ...letter(customerId), attachments }, travel, id ?? newId())
})
const take = reaction('test.take', withdrawMessage)
const link = reaction('test.link', (work, input: { customerId: string; threadId: string }) =>
  linkThread(work, { ...input, within: 'messaging.send' }),
)

it('what is a customer’s goes on no thread that is nobody’s', async () => {
  const { phone, thread } = await chat.talk('whatsapp_cloud', 'غريب', '966500000901')
  const { id: customerId } = await chat.customerWith('email', 'on@example.com', 'شركة الخيط')
  const input = { customerId, threadId: thread.id }
  await expect(send(house.session(), input)).rejects.toMatchObject({
    code: 'messaging.thread_not_found',
  })
  await link(house.session(), input)
  await send(house.session(), input)
  await house.drain()
  expect(phone.arrived()).toHaveLength(2)
})

it('a paper waits as long as a message does, so that it can be taken back', async () => {
  const { phone, thread } = await chat.talk('whatsapp_cloud', 'متأنٍّ', '966500000902')
  const { id: customerId } = await chat.customerWith('email', 'hold@example.com', 'شركة التأني')
  await link(house.session(), { customerId, threadId: thread.id })
  const before = phone.arrived().length
  // Six invoices left at one press, and nothing could bring them back.
  await send(house.session(), { customerId, threadId: thread.id, holdSeconds: 30 })
  await house.drain()
  expect(phone.arrived()).toHaveLength(before)
  const [row] = await house.sql<{ state: string; held: boolean }>(
    `select state, not_before is not null as held from message
     where thread_id = $1 and direction = 'out' order by queued_at desc limit 1`,
    [thread.id],
  )
  expect(row).toEqual({ state: 'queued', held: true })
})

it.each(['messenger', 'instagram'] as const)(
  'on %s, where a file has no words, it follows them, and is taken back with them',
  async (provider) => {
    const { thread } = await chat.talk(
      provider,
      'بلا عناوين',
      provider === 'messenger' ? '7700000091' : '1784140000092',
    )
    const { id: customerId } = await chat.customerWith('email', `${provider}@example.com`, 'شركة')
    await link(house.session(), { customerId, threadId: thread.id })
    const id = newId()
    // «You find the invoice with this message», and no invoice came.
    await send(house.session(), {
      ...{ customerId, threadId: thread.id, holdSeconds: 30, id, paper: newId() },
    })
    const rows = () =>
      house.sql<{ kind: string; state: string; files: number; about: string }>(
        `select content ->> 'kind' as kind, state, jsonb_array_length(attachments) as files,
           about_kind as about
         from message where thread_id = $1 and about_kind in ('invoice', 'paper') order by once`,
        [thread.id],
      )
    expect(await rows()).toEqual([
      { kind: 'text', state: 'queued', files: 0, about: 'invoice' },
      { kind: 'document', state: 'queued', files: 1, about: 'paper' },
    ])
    await take(house.session(), { messageId: id, threadIds: [thread.id] })
    expect((await rows()).map(({ state }) => state)).toEqual(['withdrawn', 'withdrawn'])
  },
)
