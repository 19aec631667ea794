import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OutgoingContent } from '#integrations/meta/port.ts'
import { accountAt, openRecorder } from '#integrations/meta/recorder.ts'
import { whatsapp } from './whatsapp.ts'

let recorder: Awaited<ReturnType<typeof openRecorder>>
beforeAll(async () => {
  recorder = await openRecorder()
})
afterAll(() => recorder.close())

const provider = whatsapp({ fetch: (url, init) => fetch(url, init) })
const account = () => accountAt(recorder.origin)
const phone = { kind: 'phone', value: '+966501234567' } as const
const accepted = { messaging_product: 'whatsapp', messages: [{ id: 'wamid.OUT' }] }
const offer = (payload: string, title: string) => ({ payload, title })

test.each<[string, OutgoingContent]>([
  ['text', { kind: 'text', text: 'ا'.repeat(4097) }],
  ['caption', { kind: 'image', media: { id: '1' }, caption: 'ا'.repeat(1025) }],
  [
    'buttons',
    { kind: 'buttons', text: 'x', buttons: [1, 2, 3, 4].map((each) => offer(String(each), 'x')) },
  ],
  ['button_title', { kind: 'buttons', text: 'x', buttons: [offer('1', 'x'.repeat(21))] }],
  [
    'rows',
    {
      kind: 'list',
      text: 'x',
      button: 'x',
      sections: [
        { title: 'x', rows: Array.from({ length: 11 }, (_, each) => offer(String(each), 'x')) },
      ],
    },
  ],
  [
    'row_title',
    {
      kind: 'list',
      text: 'x',
      button: 'x',
      sections: [{ title: 'x', rows: [offer('1', 'x'.repeat(25))] }],
    },
  ],
])('too much of %s is refused before anything leaves', async (code, content) => {
  recorder.answer(() => ({ body: accepted }))
  const delivery = await provider.send(account(), { to: phone, content, ours: 'm', byHuman: true })
  expect(delivery).toMatchObject({
    outcome: 'failed',
    again: false,
    failure: { reason: 'too_large', code },
  })
  expect(recorder.came).toEqual([])
})

test('a number that is none is refused, and our own mistakes are thrown', async () => {
  const content = { kind: 'text', text: 'x' } as const
  const rest = { ours: 'm', byHuman: true }
  expect(
    await provider.send(account(), {
      to: { kind: 'phone', value: '0501234567' },
      content,
      ...rest,
    }),
  ).toMatchObject({ failure: { reason: 'number_invalid' } })
  await expect(
    provider.send(account(), { to: { kind: 'psid', value: '1' }, content, ...rest }),
  ).rejects.toThrow('psid')
  await expect(
    provider.send(account(), { to: phone, content: { kind: 'share', of: 'post' }, ...rest }),
  ).rejects.toThrow('only ever received')
})

test('a message that the vendor keeps back for a while is sent, and said to be held', async () => {
  recorder.answer(() => ({
    body: { messages: [{ id: 'wamid.H', message_status: 'held_for_quality_assessment' }] },
  }))
  const message = {
    to: phone,
    content: { kind: 'text', text: 'x' },
    ours: 'm',
    byHuman: false,
  } as const
  expect(await provider.send(account(), message)).toEqual({
    outcome: 'sent',
    providerId: 'wamid.H',
    held: true,
  })
})
