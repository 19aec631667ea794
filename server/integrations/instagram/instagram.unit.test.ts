import { readdirSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fields, items, readJson } from '#integrations/meta/read.ts'
import { accountAt, delivered, openRecorder, sample } from '#integrations/meta/recorder.ts'
import { instagram, instagramLogin } from './instagram.ts'

const owner = '17841405793187218'
const folder = 'instagram/webhooks'
const names = readdirSync(new URL(`../../../test/fixtures/${folder}`, import.meta.url))
let recorder: Awaited<ReturnType<typeof openRecorder>>
beforeAll(async () => {
  recorder = await openRecorder()
})
afterAll(() => recorder.close())
const parts = { fetch: (url: string, init: RequestInit) => fetch(url, init) }
const provider = instagram(parts)
const account = () =>
  accountAt(recorder.origin, { channel: 'instagram', provider: 'instagram', address: owner })

const from = [{ kind: 'igsid', value: '1234567890123456' }]
const expected: Readonly<Record<string, object>> = {
  'comment-changes-envelope': {
    kind: 'unknown',
    field: 'comments',
    at: '2025-11-21T04:40:00.000Z',
  },
  deleted: { kind: 'unsend', id: 'aWdfZAG1' },
  echo: { kind: 'echo', id: 'aWdfZAG2', to: from, content: { kind: 'text', text: 'رد' } },
  'message-edit': { kind: 'edit', id: 'aWdfZAG1', text: 'مرحبا بكم' },
  postback: {
    kind: 'message',
    id: 'aWdfZAG7',
    from,
    content: { kind: 'choice', of: 'postback', payload: 'ORDER', title: 'اطلب الآن' },
  },
  seen: { kind: 'status', ids: ['aWdfZAG2'], state: 'read', recipient: from },
  'story-mention': {
    kind: 'message',
    content: { kind: 'share', of: 'story_mention', url: 'https://lookaside.fbsbx.com/x' },
  },
  text: { kind: 'message', id: 'aWdfZAG1', from, content: { kind: 'text', text: 'مرحبا' } },
  unsupported: {
    kind: 'message',
    id: 'aWdfZAG3',
    content: { kind: 'unsupported', type: 'is_unsupported' },
  },
}

test.each(names)('%s says what it says', (name) => {
  const wanted = expected[name.replace(/^doc-shaped\.|\.json$/g, '')]
  expect(wanted).toBeDefined()
  const events = provider.parse(delivered(sample(`${folder}/${name}`)))
  expect(events).toMatchObject([{ ...wanted, account: { channel: 'instagram', address: owner } }])
})

test.each(names)('%s says the same in the envelope of Instagram Login', (name) => {
  const body = fields(readJson(sample(`${folder}/${name}`).toString()))
  const entry = fields(items(body['entry'])[0])
  const [event] = items(entry['messaging'])
  const again = (more: object) => ({
    ...body,
    entry: [{ id: entry['id'], time: entry['time'], ...more }],
  })
  const wanted = provider.parse(delivered(body))
  if (event !== undefined) {
    const changes = [{ field: 'messages', value: event }]
    expect(provider.parse(delivered(again({ changes })))).toEqual(wanted)
    expect(provider.parse(delivered(again({ field: 'messages', value: event })))).toEqual(wanted)
  } else {
    const change = fields(items(entry['changes'])[0])
    expect(provider.parse(delivered(again(change)))).toMatchObject([
      { kind: 'unknown', field: 'comments' },
    ])
  }
})

test('an answer to a story names the story', () => {
  const message = {
    mid: 'm1',
    text: 'جميل',
    reply_to: { story: { url: 'https://lookaside.fbsbx.com/s', id: '9' } },
  }
  const entry = {
    id: owner,
    time: 1,
    messaging: [
      { sender: { id: '1' }, recipient: { id: owner }, timestamp: 1763700000000, message },
    ],
  }
  expect(provider.parse(delivered({ object: 'instagram', entry: [entry] }))).toMatchObject([
    { context: { referral: { 'story.url': 'https://lookaside.fbsbx.com/s', 'story.id': '9' } } },
  ])
})

test('no JSON makes it throw', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (body) => {
      expect(provider.parse(delivered(body)).length).toBeGreaterThan(0)
    }),
  )
})

test('each way of joining has the secret of its own app', () => {
  const login = instagramLogin(parts)
  const both = accountAt('https://graph.instagram.com', {
    provider: 'instagram_login',
    secrets: { token: 'IG', app_secret: 'meta', instagram_app_secret: 'ig' },
  })
  expect([
    login.verify(delivered({}, 'ig'), both),
    login.verify(delivered({}, 'meta'), both),
  ]).toEqual([true, false])
  expect([
    provider.verify(delivered({}, 'meta'), both),
    provider.verify(delivered({}, 'ig'), both),
  ]).toEqual([true, false])
  const empty = { ...both, secrets: { token: 'IG', app_secret: 'meta', instagram_app_secret: '' } }
  expect(login.verify(delivered({}, 'meta'), empty)).toBe(false)
})

test('five hundred Arabic letters fit, one more does not', async () => {
  recorder.answer(() => ({ body: { recipient_id: '1', message_id: 'm' } }))
  const send = (letters: number) =>
    provider.send(account(), {
      to: { kind: 'igsid', value: '1' },
      content: { kind: 'text', text: 'س'.repeat(letters) },
      ours: 'm-1',
      byHuman: false,
    })
  expect(await send(500)).toEqual({ outcome: 'sent', providerId: 'm' })
  expect(recorder.came[0]).toMatchObject({ url: { pathname: '/v24.0/me/messages' } })
  expect(fields(recorder.came[0]?.body)['message']).toEqual({ text: 'س'.repeat(500) })
  expect(await send(501)).toMatchObject({ outcome: 'failed', failure: { reason: 'too_large' } })
})
