import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { createMetaSimulator } from '../meta/simulator.ts'
import { createSmsSimulator } from '../sms/simulator.ts'
import type { CustomerMail } from './letters.ts'
import { phonePages } from './pages.ts'
import { sampleFile } from './samples.ts'
import { words } from './words.ts'

const place = 'http://127.0.0.1:9/simulators/meta'

type Row = { id: string; text: string; tick: string; reaction?: string; file?: { href: string } }

/** A page over real played vendors; what they tell is kept. */
function openPage() {
  let time = Date.parse('2026-11-22T09:00:00Z')
  const told: string[] = []
  const mails: CustomerMail[] = []
  const fetch = async (_url: string, init: RequestInit) => {
    told.push(await new Response(init.body ?? null).text())
    return new Response()
  }
  const now = () => new Date(time)
  const meta = createMetaSimulator({ now, random: () => 0.5, publicUrl: place, fetch })
  const more = { token: 'EAAG', appSecret: 'shh', webhookUrl: 'https://wasl.example/h' }
  meta.register({ kind: 'whatsapp', id: '111', waba: '222', name: 'الرواد', ...more })
  meta.register({ kind: 'messenger', id: '682', ...more })
  meta.register({ kind: 'instagram', id: '931', ...more })
  const sms = createSmsSimulator({ now, random: () => 0.5, fetch })
  sms.register({
    vendor: 'taqnyat',
    sender: 'WASL',
    key: 'shh',
    webhookUrl: 'https://wasl.example/s',
  })
  const received = {
    id: '1',
    receivedAt: new Date(time),
    envelope: { from: 'a@wasl.example', to: ['Sara@example.com'] },
    messageId: '<1@wasl.example>',
    from: 'a@wasl.example',
    to: 'Sara@example.com',
    replyTo: '',
    subject: 'فاتورة',
    text: 'مرفقة',
    html: '',
    headers: [],
    attachments: [{ fileName: 'a.pdf', mime: 'application/pdf', bytes: new Uint8Array() }],
    raw: new Uint8Array(),
  }
  const mail = {
    inbox: () => ({ list: () => [received], get: () => received, clear: () => undefined }),
  }
  const pages = phonePages({
    meta,
    sms,
    mail,
    now,
    mailboxes: () => ['info@wasl.example'],
    writeMail: async (each) => void mails.push(each),
  })
  const app = new Hono().route('/simulators/phone', pages)
  const ask = (path: string, init?: RequestInit) => app.request(`/simulators/phone${path}`, init)
  const post = async (path: string, body: object) => {
    const headers = { 'content-type': 'application/json' }
    const answer = await ask(`/api${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    return {
      status: answer.status,
      body: (await answer.json()) as { id?: string; problem?: string },
    }
  }
  const get = async (path: string) =>
    (await (await ask(`/api${path}`)).json()) as { messages: Row[] }
  /** Writes to the customer as the business does. */
  const send = async (account: string, body: object) => {
    const answer = await meta.app.request(
      `${place}/v24.0/${account}/messages`.slice(place.length),
      {
        method: 'POST',
        headers: { authorization: 'Bearer EAAG', 'content-type': 'application/json' },
        body: JSON.stringify(body),
      },
    )
    return (await answer.json()) as { messages?: [{ id: string }]; message_id?: string }
  }
  const hear = async () => {
    told.length = 0
    await meta.deliver()
    await sms.deliver()
    return told.map((text) => JSON.parse(text))
  }
  const pass = (minutes: number) => {
    time += minutes * 60_000
  }
  return { ask, post, get, send, hear, pass, meta, sms, mails }
}

const whatsapp = { messaging_product: 'whatsapp', to: '966501234567' }

test('a new customer writes, by a number however it is typed, and the business hears it', async () => {
  const { post, get, hear, pass, send } = openPage()
  expect(await get('/chats/111/0501234567')).toMatchObject({ messages: [], online: true })
  expect(await get('/accounts')).toMatchObject({ accounts: [{ people: [] }, {}, {}] })
  const { body } = await post('/chats/111/٠٥٠١٢٣٤٥٦٧', {
    do: 'write',
    text: 'كم المبلغ؟',
    person: 'سارة',
  })
  const [told] = await hear()
  const { contacts, messages } = told.entry[0].changes[0].value
  expect([contacts[0].profile.name, messages[0].text.body]).toEqual(['سارة', 'كم المبلغ؟'])
  expect(messages[0]).toMatchObject({ id: body.id, from: '966501234567' })
  pass(1)
  await send('111', { ...whatsapp, type: 'text', text: { body: '1500 ريال' } })
  await send('111', { messaging_product: 'whatsapp', status: 'read', message_id: body.id })
  expect(await get('/chats/111/966501234567')).toMatchObject({
    person: { id: '966501234567', name: 'سارة' },
    messages: [
      { mine: true, text: 'كم المبلغ؟', tick: 'read' },
      { mine: false, text: '1500 ريال', tick: 'delivered' },
    ],
  })
  expect(await get('/accounts')).toMatchObject({
    accounts: [{ id: '111', kind: 'whatsapp', name: 'الرواد', people: [{ name: 'سارة' }] }, {}, {}],
  })
})

test('what was offered is shown and can be pressed, and nothing else', async () => {
  const { post, get, send, hear } = openPage()
  await post('/chats/111/966501234567', { do: 'write', text: 'x' })
  const reply = { id: 'yes', title: 'نعم' }
  const interactive = {
    type: 'button',
    header: { type: 'text', text: 'رأس' },
    body: { text: 'دفعت؟' },
    footer: { text: 'ذيل' },
    action: { buttons: [{ type: 'reply', reply }] },
  }
  const sent = await send('111', { ...whatsapp, type: 'interactive', interactive })
  const message = sent.messages?.[0].id ?? ''
  expect(await get('/chats/111/966501234567')).toMatchObject({
    messages: [
      {},
      { head: 'رأس', text: 'دفعت؟', foot: 'ذيل', offers: [{ payload: 'yes', title: 'نعم' }] },
    ],
  })
  await hear()
  await post('/chats/111/966501234567', { do: 'press', message, payload: 'yes', title: 'نعم' })
  const [told] = await hear()
  expect(JSON.stringify(told)).toContain('"button_reply":{"id":"yes"')
  const bad = await post('/chats/111/966501234567', { do: 'press', message, payload: 'no' })
  expect(bad).toMatchObject({ status: 409, body: { problem: 'The message offers no such choice' } })
  expect((await get('/chats/111/966501234567')).messages).toHaveLength(3)
})

test('a template is shown in its approved words, with its buttons', async () => {
  const { post, get, meta, send, pass } = openPage()
  const components = [
    { type: 'BODY', text: 'عليك {{1}} ريال.', example: { body_text: [['5']] } },
    { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'دفعت' }] },
  ]
  await meta.app.request('/v24.0/222/message_templates', {
    method: 'POST',
    headers: { authorization: 'Bearer EAAG' },
    body: JSON.stringify({ name: 'due', language: 'ar', category: 'UTILITY', components }),
  })
  pass(1)
  await meta.deliver()
  const template = {
    name: 'due',
    language: { code: 'ar' },
    components: [
      { type: 'body', parameters: [{ type: 'text', text: '1500' }] },
      {
        type: 'button',
        sub_type: 'quick_reply',
        index: '0',
        parameters: [{ type: 'payload', payload: 'paid' }],
      },
    ],
  }
  const sent = await send('111', { ...whatsapp, type: 'template', template })
  expect(await get('/chats/111/966501234567')).toMatchObject({
    messages: [{ text: 'عليك 1500 ريال.', offers: [{ payload: 'paid', title: 'دفعت' }] }],
  })
  const press = { do: 'press', message: sent.messages?.[0].id, payload: 'paid', title: 'دفعت' }
  expect((await post('/chats/111/966501234567', press)).status).toBe(200)
})

test.each(['111', '682', '931'])(
  'on account %s a customer does all that a customer can do',
  async (account) => {
    const { post, get, hear, ask, send } = openPage()
    const who = `/chats/${account}/966501234567`
    const { body } = await post(who, { do: 'write', text: 'أول' })
    for (const what of ['photo', 'voice', 'document'])
      expect((await post(who, { do: what })).status).toBe(200)
    const file = {
      base64: Buffer.from('abc').toString('base64'),
      mime: 'image/jpeg',
      fileName: 'x.jpg',
    }
    const own = await post(who, { do: 'photo', file, caption: 'إيصال' })
    await post(who, { do: 'location', latitude: 24.7, longitude: 46.6, name: 'هنا' })
    await post(who, { do: 'edit', message: body.id, text: 'ثان' })
    await post(who, { do: 'unsend', message: body.id })
    await post(who, { do: 'marketing', stop: true })
    expect((await hear()).length).toBeGreaterThanOrEqual(9)
    const page = account !== '111'
    const to = page ? { recipient: { id: '966501234567' }, messaging_type: 'RESPONSE' } : whatsapp
    await post(who, { do: 'online', online: false })
    const text = page ? { message: { text: 'رد' } } : { type: 'text', text: { body: 'رد' } }
    const sent = await send(account, { ...to, ...text })
    const arrived = sent.message_id ?? sent.messages?.[0].id
    expect(await get(who)).toMatchObject({ online: false, stopped: true })
    const last = async () => (await get(who)).messages.at(-1)
    expect(await last()).toMatchObject({ text: 'رد', tick: 'sent' })
    await post(who, { do: 'online', online: true })
    await post(who, { do: 'read' })
    await post(who, { do: 'react', message: arrived, emoji: '👍' })
    expect(await last()).toMatchObject({ tick: 'read', reaction: '👍' })
    await post(who, { do: 'react', message: arrived, emoji: null })
    expect(await last()).not.toHaveProperty('reaction')
    expect(await get(who)).toMatchObject({
      messages: [
        { gone: true, edited: true, text: 'ثان' },
        { file: { kind: 'photo' } },
        { file: { kind: 'voice' } },
        { file: { kind: 'document', name: 'transfer.pdf' } },
        { text: 'إيصال', file: { name: 'x.jpg' } },
        { place: { latitude: 24.7, name: 'هنا' } },
        {},
      ],
    })
    const shown = await ask(`/api${who}/files/${own.body.id}`)
    expect([shown.headers.get('content-type'), await shown.text()]).toEqual(['image/jpeg', 'abc'])
    expect(shown.headers.get('content-security-policy')).toBe('sandbox')
  },
)

test('a page that looked at everything read what stood there, and not what came later', async () => {
  const { post, get, send } = openPage()
  await post('/chats/682/2538', { do: 'write', text: 'قبل' })
  await send('682', { recipient: { id: '2538' }, sender_action: 'mark_seen' })
  await post('/chats/682/2538', { do: 'write', text: 'بعد' })
  expect(await get('/chats/682/2538')).toMatchObject({
    messages: [{ tick: 'read' }, { tick: 'delivered' }],
  })
})

test('a picture that the business sent can be looked at', async () => {
  const { post, get, ask, meta, send } = openPage()
  await post('/chats/111/966501234567', { do: 'write', text: 'x' })
  const form = new FormData()
  form.set('messaging_product', 'whatsapp')
  form.set('file', new File(['PNG'], 'a.png', { type: 'image/png' }))
  const headers = { authorization: 'Bearer EAAG' }
  const handed = await meta.app.request('/v24.0/111/media', { method: 'POST', headers, body: form })
  const { id } = (await handed.json()) as { id: string }
  await send('111', { ...whatsapp, type: 'image', image: { id, caption: 'كشف' } })
  const { messages } = await get('/chats/111/966501234567')
  const href = messages.at(-1)?.file?.href ?? ''
  const picture = await ask(`/${href}`)
  expect([picture.status, picture.headers.get('content-type'), await picture.text()]).toEqual([
    200,
    'image/png',
    'PNG',
  ])
  expect((await ask('/api/chats/111/966501234567/files/nothing')).status).toBe(404)
})

test('texts are read and their fate reported, for this number alone', async () => {
  const { sms, post, get, hear } = openPage()
  sms.online('966501234567', false)
  await sms.app.request('/taqnyat/v1/messages', {
    method: 'POST',
    headers: { authorization: 'Bearer shh', 'content-type': 'application/json' },
    body: JSON.stringify({ recipients: ['966501234567'], body: 'تذكير', sender: 'WASL' }),
  })
  const { messages } = await get('/sms/0501234567')
  expect(messages).toMatchObject([
    { text: 'تذكير', from: 'WASL', state: 'queued', vendor: 'taqnyat' },
  ])
  expect(await get('/sms')).toEqual({ numbers: ['966501234567'] })
  const id = messages[0]?.id
  expect((await post('/sms/0507654321/report', { id, state: 'failed' })).status).toBe(404)
  expect((await post('/sms/0501234567/report', { id, state: 'failed' })).status).toBe(200)
  expect(await hear()).toMatchObject([{ messageId: Number(id), status: 'failed' }])
  expect((await post('/sms/0501234567/online', { online: true })).status).toBe(200)
  expect(await get('/sms/966501234567')).toMatchObject({
    online: true,
    messages: [{ state: 'failed' }],
  })
})

test('a customer reads mails and writes them, with files', async () => {
  const { get, post, mails } = openPage()
  expect(await get('/mail/sara@example.com')).toMatchObject({
    mails: [{ subject: 'فاتورة', text: 'مرفقة', attachments: ['a.pdf'] }],
  })
  expect(await get('/mail/other@example.com')).toEqual({ mails: [] })
  const mail = {
    from: { name: 'سارة', address: 'sara@example.com' },
    to: 'a@wasl.example',
    text: 'دفعت',
  }
  const files = [{ fileName: 'x.txt', mime: 'text/plain', base64: 'eA==' }]
  expect((await post('/mail', { ...mail, answers: '<1@wasl.example>', files })).status).toBe(200)
  expect(mails).toMatchObject([
    { ...mail, subject: '', answers: '<1@wasl.example>', files: [{ bytes: Buffer.from('x') }] },
  ])
  expect((await post('/mail', { ...mail, to: 'nobody' })).status).toBe(400)
})

test('what is not understood is refused, and another site’s page can post nothing', async () => {
  const { ask, post } = openPage()
  const who = '/chats/111/966501234567'
  for (const body of [
    {},
    { do: 'fly' },
    { do: 'write' },
    { do: 'write', text: '' },
    { do: 'photo', file: { base64: '!', mime: 'x/y' } },
  ])
    expect((await post(who, body)).status).toBe(400)
  expect((await post('/chats/404/1', { do: 'write', text: 'x' })).status).toBe(404)
  for (const message of ['wamid.0']) {
    expect((await post(who, { do: 'react', message, emoji: 'x' })).status).toBe(409)
    expect((await post(who, { do: 'edit', message, text: 'x' })).status).toBe(409)
  }
  for (const path of [who, '/mail', '/sms/1/report', '/sms/1/online']) {
    const headers = { 'content-type': 'text/plain' }
    const answer = await ask(`/api${path}`, {
      method: 'POST',
      headers,
      body: '{"do":"read","online":true}',
    })
    expect(answer.status).toBe(415)
  }
})

test('the page holds no script of its own, speaks both languages, and shows no more than its files', async () => {
  const { ask } = openPage()
  const page = await ask('?lang=en')
  const text = await page.text()
  expect(page.headers.get('content-security-policy')).toMatch(
    /default-src 'none'; script-src 'self'; style-src 'self'/,
  )
  expect(text).toContain('dir="ltr"')
  expect(text).not.toMatch(/<script(?![^>]*src=)|<style|\sstyle=|\son\w+=/)
  expect(await (await ask('')).text()).toContain('dir="rtl"')
  for (const name of ['phone.js', 'customers.js', 'show.js', 'wire.js', 'phone.css']) {
    const asset = await ask(`/assets/${name}`)
    expect([asset.status, asset.headers.get('content-type')?.split(';')[0]]).toEqual([
      200,
      name.endsWith('css') ? 'text/css' : 'text/javascript',
    ])
  }
  for (const name of ['pages.ts', '..%2Fpages.ts', 'toString'])
    expect((await ask(`/assets/${name}`)).status).toBe(404)
})

test('only who is signed in to the company is offered its own customers', async () => {
  const { ask } = openPage()
  expect(await (await ask('')).text()).not.toContain('id="own"')
  const signedIn = await ask('', { headers: { cookie: 'wasl_sid=a' } })
  expect(await signedIn.text()).toContain('id="own"')
})

test('every word of the page is there in both languages', () => {
  expect(Object.keys(words.en).sort()).toEqual(Object.keys(words.ar).sort())
  for (const text of Object.values(words.ar).filter((each) => each !== 'English'))
    expect(text).toMatch(/[\u0600-\u06ff]/)
})

test('the built-in files are what they say', () => {
  const start = (kind: 'photo' | 'sticker' | 'voice' | 'document') =>
    Buffer.from(sampleFile(kind).bytes).toString('latin1')
  expect(start('photo').slice(1, 4)).toBe('PNG')
  expect(start('sticker').slice(0, 4)).toBe('RIFF')
  expect(start('voice')).toMatch(/^OggS.*OpusHead.*OggS.*OpusTags.*OggS/s)
  expect(start('document')).toMatch(/^%PDF-1\.4.*startxref\n\d+\n%%EOF\n$/s)
})
