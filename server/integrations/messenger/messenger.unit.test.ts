import { readdirSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Content } from '#core/messaging/incoming.ts'
import type { OutgoingContent } from '#integrations/meta/port.ts'
import { fields, items, readJson } from '#integrations/meta/read.ts'
import { accountAt, delivered, openRecorder, sample } from '#integrations/meta/recorder.ts'
import { messenger } from './messenger.ts'

const page = '682498302938465'
const folder = 'messenger/webhooks'
const names = readdirSync(new URL(`../../../test/fixtures/${folder}`, import.meta.url))
let recorder: Awaited<ReturnType<typeof openRecorder>>
beforeAll(async () => {
  recorder = await openRecorder()
})
afterAll(() => recorder.close())
const provider = messenger({ fetch: (url, init) => fetch(url, init) })
const account = () =>
  accountAt(recorder.origin, { channel: 'messenger', provider: 'messenger', address: page })

const from = [{ kind: 'psid', value: '25381719828140932' }]
const head = {
  kind: 'message',
  account: { channel: 'messenger', address: page },
  from,
  at: '2025-11-21T04:40:00.000Z',
}
const expected: Readonly<Record<string, object>> = {
  'ad-referral': {
    ...head,
    id: 'm_ad1',
    content: { kind: 'text', text: 'hi' },
    context: {
      referral: { ref: 'r', ad_id: '6045', source: 'ADS', 'ads_context_data.ad_title': 'عرض' },
    },
  },
  'attachment-fallback-no-payload': {
    ...head,
    id: 'm_fb2',
    content: { kind: 'unsupported', type: 'fallback' },
  },
  'attachment-image': {
    ...head,
    content: {
      kind: 'image',
      media: { url: 'https://cdn.fbsbx.com/v/t59/image?oe=673F&_nc_sid=1' },
    },
  },
  'attachment-sticker-2026': {
    ...head,
    content: { kind: 'sticker', media: { url: 'https://scontent.xx.fbcdn.net/st.png' } },
  },
  'attachment-video': {
    ...head,
    content: {
      kind: 'video',
      media: { url: 'https://cdn.fbsbx.com/v/t59/video?oe=673F&_nc_sid=1' },
    },
  },
  'delivery-no-mids': {
    kind: 'status',
    ids: [],
    watermark: '2025-11-21T04:40:10.000Z',
    recipient: from,
    state: 'delivered',
  },
  'echo-our-app': {
    kind: 'echo',
    id: 'm_echo2',
    to: from,
    ours: 'outbox:7f0e',
    content: { kind: 'text', text: 'تم' },
  },
  'page-feed-comment': { kind: 'unknown', field: 'feed', at: '2025-11-21T04:40:19.000Z' },
  postback: {
    ...head,
    id: 'm_pb1',
    content: { kind: 'choice', of: 'postback', payload: 'GET_STARTED', title: 'ابدأ' },
    context: { referral: { ref: 'r1', source: 'SHORTLINK' } },
  },
  read: { kind: 'status', ids: [], watermark: '2025-11-21T04:40:11.000Z', state: 'read' },
  'standby-not-owner': { ...head, id: 'm_sb1', standby: true },
  'text-quick-reply': {
    ...head,
    content: { kind: 'choice', of: 'quick_reply', payload: 'CONFIRM', title: 'نعم' },
  },
  'text-reply-to': {
    ...head,
    content: { kind: 'text', text: 'hello, world!' },
    context: { answers: 'm_1fTq8oLumEyIp3Q2MR-aY7IfLZDamVrALniheU' },
  },
}

test.each(names)('%s says what it says', (name) => {
  const events = provider.parse(delivered(sample(`${folder}/${name}`)))
  expect([...new Set(events.map(({ account }) => account.address))]).toEqual([page])
  if (name === 'doc-shaped.attachment-fallback.json') {
    expect(events).toMatchObject([
      { ...head, id: 'm_fb1', content: { kind: 'text', text: 'https://youtu.be/bbo_fZAjIhg' } },
      {
        ...head,
        id: 'm_fb1',
        part: 1,
        content: { kind: 'share', of: 'fallback', title: 'TAHITI' },
      },
    ])
    return
  }
  const wanted = expected[name.replace(/^doc-shaped\.|\.json$/g, '')]
  expect(wanted).toBeDefined()
  expect(events).toMatchObject([wanted])
})

const about = (parts: object, sender = '1', recipient = page) => ({
  object: 'page',
  entry: [
    {
      id: page,
      time: 1763700000123,
      messaging: [
        {
          sender: { id: sender },
          recipient: { id: recipient },
          timestamp: 1763700000000,
          ...parts,
        },
      ],
    },
  ],
})

test.each<[string, object, object]>([
  [
    'an edit',
    { message_edit: { mid: 'm1', text: 'أحدث', num_edit: 1 } },
    { kind: 'edit', id: 'm1', text: 'أحدث' },
  ],
  [
    'a message taken back',
    { message: { mid: 'm1', is_deleted: true } },
    { kind: 'unsend', id: 'm1' },
  ],
  [
    'a reaction',
    { reaction: { mid: 'm1', action: 'react', reaction: 'love' } },
    { kind: 'reaction', to: 'm1', emoji: '❤️' },
  ],
  [
    'a reaction taken back',
    { reaction: { mid: 'm1', action: 'unreact' } },
    { kind: 'reaction', to: 'm1', emoji: null },
  ],
  [
    'a delivery by name',
    { delivery: { mids: ['m1', 'm2'], watermark: 1763700000000 } },
    { kind: 'status', ids: ['m1', 'm2'] },
  ],
  [
    'an arrival by a link',
    { referral: { ref: 'shop', source: 'SHORTLINK' } },
    { kind: 'arrival', referral: { ref: 'shop' } },
  ],
  [
    'a stop of marketing',
    {
      optin: { type: 'notification_messages', notification_messages_status: 'STOP_NOTIFICATIONS' },
    },
    { kind: 'consent', optedOut: true },
  ],
  [
    'a press without an id',
    { postback: { title: 'x', payload: 'P' } },
    { kind: 'message', id: 'postback:1:1763700000000' },
  ],
  [
    'a place',
    {
      message: {
        mid: 'm1',
        attachments: [
          { type: 'location', title: 'هنا', payload: { coordinates: { lat: 24.7, long: 46.6 } } },
        ],
      },
    },
    { content: { kind: 'location', latitude: 24.7, longitude: 46.6, name: 'هنا' } },
  ],
  [
    'an attachment of tomorrow',
    { message: { mid: 'm1', attachments: [{ type: 'hologram', payload: { url: 'https://x' } }] } },
    { content: { kind: 'unsupported', type: 'hologram' } },
  ],
  [
    'an empty message',
    { message: { mid: 'm1' } },
    { content: { kind: 'unsupported', type: 'empty' } },
  ],
  [
    'a passing of the thread',
    { pass_thread_control: { new_owner_app_id: '1' } },
    { kind: 'unknown', field: 'pass_thread_control' },
  ],
  ['a message without an id', { message: { text: 'x' } }, { kind: 'unknown', field: 'message' }],
])('%s is read', (_what, parts, event) => {
  expect(provider.parse(delivered(about(parts)))).toMatchObject([event])
})

test('what the page itself wrote or liked is never a message of a customer', () => {
  const message = { message: { mid: 'm1', text: 'x' } }
  expect(provider.parse(delivered(about(message, page, '1')))).toMatchObject([
    { kind: 'echo', to: [{ value: '1' }] },
  ])
  const reaction = { reaction: { mid: 'm1', action: 'react', emoji: '👍' } }
  expect(provider.parse(delivered(about(reaction, page, '1')))).toMatchObject([
    { kind: 'reaction', from: [] },
  ])
})

test('words and three pictures are one message in three parts', () => {
  const attachments = [1, 2, 3].map((each) => ({
    type: 'image',
    payload: { url: `https://cdn.fbsbx.com/${each}` },
  }))
  const events = provider.parse(
    delivered(about({ message: { mid: 'm1', text: 'إيصالات', attachments } })),
  )
  expect(events).toMatchObject([{ content: { caption: 'إيصالات' } }, { part: 1 }, { part: 2 }])
  expect(events[0]).not.toHaveProperty('part')
})

test('no JSON and no broken sample makes it throw', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (body) => {
      expect(provider.parse(delivered(body)).length).toBeGreaterThan(0)
    }),
  )
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.nat(600), fc.jsonValue(), (name, at, into) => {
      const text = sample(`${folder}/${name}`).toString()
      const values = [...text.matchAll(/:\s*("[^"]*"|\d+|true)/g)]
      const hit = values[at % values.length]
      const spoilt = hit ? text.replace(hit[0], `: ${JSON.stringify(into)}`) : text
      for (const event of provider.parse(delivered(Buffer.from(spoilt)))) {
        expect(new Date(event.at).toISOString()).toBe(event.at)
        if (event.kind === 'message') expect(Content.safeParse(event.content).success).toBe(true)
      }
    }),
    { numRuns: 500 },
  )
})

const responses = fields(readJson(sample('messenger/send-responses.json').toString()))
const to = { kind: 'psid', value: '25381719828140932' } as const
const send = (content: OutgoingContent, more = {}) =>
  provider.send(account(), { to, content, ours: 'm-1', byHuman: false, ...more })
const text = { kind: 'text', text: 'تم' } as const

test('an answer leaves with our mark, and comes back with an id', async () => {
  recorder.answer(() => ({ body: responses['ok'] }))
  expect(await send(text, { answers: 'm_1' })).toEqual({
    outcome: 'sent',
    providerId: fields(responses['ok'])['message_id'],
  })
  expect(recorder.came[0]).toMatchObject({
    url: { pathname: `/v24.0/${page}/messages` },
    body: {
      recipient: { id: to.value },
      messaging_type: 'RESPONSE',
      message: { text: 'تم', metadata: 'm-1' },
      reply_to: { mid: 'm_1' },
    },
  })
})

test('outside the window a person is tried as a human agent, a machine is not', async () => {
  const outside = { status: 400, body: responses['outside_window'] }
  recorder.answer(() => outside)
  expect(await send(text)).toMatchObject({
    outcome: 'failed',
    again: false,
    failure: { reason: 'window_closed', code: '10/2018278' },
  })
  expect(recorder.came).toHaveLength(1)
  recorder.answer(({ body }) =>
    fields(body)['tag'] === 'HUMAN_AGENT' ? { body: responses['ok'] } : outside,
  )
  expect(await send(text, { byHuman: true })).toMatchObject({ outcome: 'sent' })
  expect(recorder.came[1]?.body).toMatchObject({
    messaging_type: 'MESSAGE_TAG',
    tag: 'HUMAN_AGENT',
  })
  recorder.answer(({ body }) =>
    fields(body)['tag'] ? { status: 400, body: responses['deprecated_tag'] } : outside,
  )
  expect(await send(text, { byHuman: true })).toMatchObject({
    failure: { reason: 'window_closed' },
  })
})

test.each<[OutgoingContent, object]>([
  [
    { kind: 'image', media: { url: 'https://x/y.jpg' } },
    { attachment: { type: 'image', payload: { url: 'https://x/y.jpg', is_reusable: false } } },
  ],
  [
    { kind: 'document', media: { id: '77' } },
    { attachment: { type: 'file', payload: { attachment_id: '77' } } },
  ],
  [
    { kind: 'buttons', text: 'اختر', footer: 'ذيل', buttons: [{ payload: 'A', title: 'أ' }] },
    { text: 'اختر\nذيل', quick_replies: [{ content_type: 'text', title: 'أ', payload: 'A' }] },
  ],
  [
    { kind: 'template', name: 'due', language: 'ar', body: [{ text: '5' }], buttons: [] },
    {
      template: {
        name: 'due',
        language: { code: 'ar' },
        components: [{ type: 'body', parameters: [{ type: 'text', text: '5' }] }],
      },
    },
  ],
])('%o leaves in the words of Messenger', async (content, message) => {
  recorder.answer(() => ({ body: responses['ok'] }))
  await send(content)
  expect(fields(recorder.came[0]?.body)['message']).toEqual({ ...message, metadata: 'm-1' })
})

test('what Messenger cannot carry is refused here', async () => {
  recorder.answer(() => ({ body: responses['ok'] }))
  for (const content of [
    { kind: 'image', media: { url: 'https://x' }, caption: 'x' },
    { kind: 'location', latitude: 1, longitude: 1 },
  ] as const)
    expect(await send(content)).toMatchObject({
      outcome: 'failed',
      failure: { reason: 'content_refused' },
    })
  expect(await send({ kind: 'text', text: 'x'.repeat(2001) })).toMatchObject({
    failure: { reason: 'too_large' },
  })
  expect(recorder.came).toEqual([])
})

test('a file is handed over as a form, and a person is told that somebody reads and writes', async () => {
  recorder.answer(() => ({ body: { attachment_id: '88' } }))
  const file = { bytes: Buffer.from('%PDF'), mime: 'application/pdf', fileName: 'كشف "1".pdf' }
  expect(await provider.uploadMedia?.(account(), file)).toEqual({ id: '88' })
  const form = await new Response(recorder.came[0]?.bytes, {
    headers: { 'content-type': recorder.came[0]?.headers['content-type'] ?? '' },
  }).formData()
  expect(readJson(String(form.get('message')))).toEqual({
    attachment: { type: 'file', payload: { is_reusable: true } },
  })
  expect(await (form.get('filedata') as File).text()).toBe('%PDF')
  recorder.answer(() => ({ body: { recipient_id: '1' } }))
  await provider.markRead?.(account(), 'm1', true, to)
  expect(recorder.came.map(({ body }) => fields(body)['sender_action'])).toEqual([
    'mark_seen',
    'typing_on',
  ])
  expect(items(recorder.came)).toHaveLength(2)
})
