import { createHmac } from 'node:crypto'
import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { createMetaSimulator } from './simulator.ts'

const place = 'http://127.0.0.1:9/simulators/meta'

/** The played platform below the address where a house mounts it, and what it tells. */
function openPlatform() {
  let time = Date.parse('2026-11-22T09:00:00Z')
  const told: { text: string; signature: string | null }[] = []
  const simulator = createMetaSimulator({
    now: () => new Date(time),
    random: () => 0.5,
    publicUrl: place,
    fetch: async (_url, init) => {
      const text = await new Response(init.body).text()
      told.push({ text, signature: new Headers(init.headers).get('x-hub-signature-256') })
      return new Response()
    },
  })
  simulator.register({
    kind: 'whatsapp',
    id: '111',
    waba: '222',
    token: 'EAAG',
    appSecret: 'shh',
    webhookUrl: 'https://wasl.example/hook',
  })
  const app = new Hono().route('/simulators/meta', simulator.app)
  const ask = (path: string, init: RequestInit = {}, token = 'EAAG') =>
    app.request(`${place}${path}`, { ...init, headers: { authorization: `Bearer ${token}` } })
  const post = async (body: object) => {
    const answer = await ask('/v24.0/111/messages', { method: 'POST', body: JSON.stringify(body) })
    return [answer.status, await answer.json()]
  }
  const pass = (hours: number) => {
    time += hours * 3_600_000
  }
  return { simulator, told, ask, post, pass }
}

test('it answers below the address where it is mounted, in a version that lives', async () => {
  const { ask } = openPlatform()
  const answer = await ask('/v19.0/111')
  expect(answer.headers.get('facebook-api-version')).toBe('v22.0')
  expect(await answer.json()).toMatchObject({ id: '111', status: 'CONNECTED' })
  const stranger = await ask('/v24.0/111', {}, 'other')
  expect([stranger.status, await stranger.json()]).toMatchObject([401, { error: { code: 190 } }])
  expect((await ask('/v24.0/nothing/here')).status).toBe(400)
})

test('a file is given to who shows a token, for five minutes, until it is removed', async () => {
  const { simulator, ask, pass } = openPlatform()
  simulator
    .phone('111', { id: '966501234567', name: 'سارة' })
    .photo({ bytes: Buffer.from('x'), mime: 'image/jpeg' })
  const form = new FormData()
  form.set('messaging_product', 'whatsapp')
  form.set('file', new File(['%PDF'], 'a.pdf', { type: 'application/pdf' }))
  const handed = await ask('/v24.0/111/media', { method: 'POST', body: form })
  const { id } = (await handed.json()) as { id: string }
  const { url } = (await (await ask(`/v24.0/${id}`)).json()) as { url: string }
  const path = url.slice(place.length)
  expect([(await ask(path)).status, (await ask(path, {}, 'other')).status]).toEqual([200, 401])
  pass(0.1)
  expect((await ask(path)).status).toBe(404)
  expect((await ask(`/v24.0/${id}`, { method: 'DELETE' })).status).toBe(200)
  expect((await ask(`/v24.0/${id}`)).status).toBe(400)
})

test('what it tells is escaped as on the wire, and signed over those bytes', async () => {
  const { simulator, told } = openPlatform()
  simulator.phone('111', { id: '966501234567', name: 'سارة' }).write('أهلًا 👋 a/b')
  await simulator.deliver()
  const [{ text, signature } = { text: '', signature: '' }] = told
  expect(text).toContain('\\ud83d\\udc4b a\\/b')
  expect(text).toMatch(/^[\x20-\x7e]+$/)
  expect(signature).toBe(`sha256=${createHmac('sha256', 'shh').update(text).digest('hex')}`)
})

const to = { messaging_product: 'whatsapp', to: '966501234567' }
test.each<[string, object, number]>([
  ['no product', { to: '1', type: 'text', text: { body: 'x' } }, 100],
  ['nobody', { messaging_product: 'whatsapp', type: 'text', text: { body: 'x' } }, 100],
  ['an unknown type', { ...to, type: 'hologram' }, 131009],
  ['an empty text', { ...to, type: 'text', text: { body: '' } }, 100],
  ['too long a text', { ...to, type: 'text', text: { body: 'x'.repeat(4097) } }, 100],
  [
    'a picture from two places',
    { ...to, type: 'image', image: { id: '1', link: 'https://x' } },
    100,
  ],
  ['a sound with words', { ...to, type: 'audio', audio: { id: '1', caption: 'x' } }, 100],
  [
    'a card with one name only',
    { ...to, type: 'contacts', contacts: [{ name: { formatted_name: 'x' } }] },
    100,
  ],
  [
    'four buttons',
    {
      ...to,
      type: 'interactive',
      interactive: {
        type: 'button',
        body: { text: 'x' },
        action: {
          buttons: [1, 2, 3, 4].map((id) => ({
            type: 'reply',
            reply: { id: `${id}`, title: 'x' },
          })),
        },
      },
    },
    100,
  ],
  [
    'a template that nobody wrote',
    { ...to, type: 'template', template: { name: 'x', language: { code: 'ar' } } },
    132001,
  ],
  [
    'a reading of what was never written',
    { messaging_product: 'whatsapp', status: 'read', message_id: 'wamid.0' },
    100,
  ],
])('%s is refused', async (_what, body, code) => {
  const { post } = openPlatform()
  expect((await post(body))[1]).toMatchObject({ error: { code } })
})

test('a parameter with a line break is refused, one that is clean is sent', async () => {
  const { ask, post, pass } = openPlatform()
  const components = [{ type: 'BODY', text: 'عليك {{1}} ريال.', example: { body_text: [['5']] } }]
  const draft = { name: 'due', language: 'ar', category: 'UTILITY', components }
  await ask('/v24.0/222/message_templates', { method: 'POST', body: JSON.stringify(draft) })
  pass(0.1)
  const send = (text: string) =>
    post({
      ...to,
      type: 'template',
      template: {
        name: 'due',
        language: { code: 'ar' },
        components: [{ type: 'body', parameters: [{ type: 'text', text }] }],
      },
    })
  expect(await send('5\n6')).toMatchObject([400, { error: { code: 132012 } }])
  expect(await send('5     6')).toMatchObject([400, { error: { code: 132012 } }])
  expect(await send('5')).toMatchObject([200, { messages: [{ message_status: 'accepted' }] }])
})
