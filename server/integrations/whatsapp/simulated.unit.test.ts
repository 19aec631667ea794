import { expect, test } from 'vitest'
import type { ChatEvent } from '#core/messaging/incoming.ts'
import type { TemplateDraft } from '#core/messaging/template-draft.ts'
import type { OutgoingContent } from '#integrations/meta/port.ts'
import { accountAt } from '#integrations/meta/recorder.ts'
import { GraphError } from '#server/simulators/meta/answers.ts'
import { createMetaSimulator } from '#server/simulators/meta/simulator.ts'
import { whatsappTemplates } from './templates.ts'
import { whatsapp } from './whatsapp.ts'

const place = 'http://127.0.0.1:9/simulators/meta'
const hook = 'https://wasl.example/hooks/whatsapp'
const phone = { kind: 'phone', value: '+966501234567' } as const

/** WhatsApp played in memory, our integration in front of it, and a house that believes only what is signed. */
function openTown() {
  let time = Date.parse('2026-11-22T09:00:00Z')
  const heard: ChatEvent[] = []
  const refused: string[] = []
  let down = false
  const account = accountAt(place, { address: '111', settings: { waba_id: '222' } })
  const request = (url: string, init: RequestInit) =>
    Promise.resolve(simulator.app.request(url.slice(place.length), init))
  const provider = whatsapp({ fetch: request })
  const simulator = createMetaSimulator({
    now: () => new Date(time),
    random: () => 0.5,
    publicUrl: place,
    fetch: async (url, init) => {
      const headers = Object.fromEntries(new Headers(init.headers))
      const body = new Uint8Array(await new Response(init.body).arrayBuffer())
      const delivery = { method: 'POST', url, headers, body } as const
      if (down) return new Response(null, { status: 503 })
      if (!provider.verify(delivery, account)) refused.push(url)
      else heard.push(...provider.parse(delivery))
      return new Response()
    },
  })
  simulator.register({
    kind: 'whatsapp',
    id: '111',
    waba: '222',
    display: '15550783881',
    token: 'EAAG',
    appSecret: 'shh',
    webhookUrl: hook,
  })
  return {
    simulator,
    provider,
    account,
    templates: whatsappTemplates({ fetch: request }),
    heard,
    refused,
    sara: simulator.phone('111', { id: '966501234567', name: 'سارة', userId: 'SA.1349' }),
    send: (content: OutgoingContent, more = {}) =>
      provider.send(account, { to: phone, content, ours: 'm-1', byHuman: true, ...more }),
    hear: async () => {
      heard.length = 0
      await simulator.deliver()
      return heard
    },
    pass: (hours: number) => {
      time += hours * 3_600_000
    },
    house: (working: boolean) => {
      down = !working
    },
  }
}

const text = { kind: 'text', text: 'أهلًا' } as const

test('a customer writes, is answered, and the answer is delivered and read', async () => {
  const town = openTown()
  const id = town.sara.write('السلام عليكم 👋')
  expect(await town.hear()).toMatchObject([
    {
      kind: 'message',
      id,
      from: [phone, { kind: 'wa_bsuid', value: 'SA.1349' }],
      profileName: 'سارة',
      content: { kind: 'text', text: 'السلام عليكم 👋' },
    },
  ])
  await town.provider.markRead?.(town.account, id, true)
  expect(town.sara.sees()).toEqual({ typing: true, read: [id] })
  const sent = await town.send(text, { answers: id })
  expect(sent.outcome).toBe('sent')
  expect(town.sara.arrived()).toMatchObject([
    { type: 'text', content: { body: 'أهلًا' }, answers: id, tick: 'delivered' },
  ])
  town.sara.read()
  expect(
    (await town.hear()).map((event) => event.kind === 'status' && [event.state, event.ours]),
  ).toEqual([
    ['sent', 'm-1'],
    ['delivered', 'm-1'],
    ['read', 'm-1'],
  ])
  expect(town.refused).toEqual([])
})

test('everything that a person can do is understood', async () => {
  const town = openTown()
  const { sara } = town
  const bytes = Buffer.from('إيصال')
  sara.photo({ bytes, mime: 'image/jpeg', caption: 'الإيصال' })
  sara.voice({ bytes, mime: 'audio/ogg; codecs=opus' })
  sara.document({ bytes, mime: 'application/pdf', fileName: 'كشف.pdf' })
  sara.location(24.7, 46.6, 'الرياض')
  await town.send({
    kind: 'buttons',
    text: 'هل دفعت؟',
    buttons: [{ payload: 'yes', title: 'نعم' }],
  })
  await town.send({
    kind: 'list',
    text: 'متى؟',
    button: 'اختر',
    sections: [{ title: 'موعد', rows: [{ payload: 'thu', title: 'الخميس', description: 'مساءً' }] }],
  })
  const [buttons, list] = sara.arrived()
  sara.press(buttons?.id ?? '', 'yes')
  sara.press(list?.id ?? '', 'thu')
  sara.react(buttons?.id ?? '', '👍')
  sara.react(buttons?.id ?? '', null)
  sara.edit('wamid.X', 'أحدث')
  sara.unsend('wamid.X')
  sara.stopMarketing(true)
  const events = (await town.hear()).filter(({ kind }) => kind !== 'status')
  expect(events).toMatchObject([
    { content: { kind: 'image', caption: 'الإيصال' } },
    { content: { kind: 'audio', voice: true } },
    { content: { kind: 'document', media: { fileName: 'كشف.pdf' } } },
    { content: { kind: 'location', latitude: 24.7, name: 'الرياض' } },
    {
      content: { kind: 'choice', of: 'button', payload: 'yes', title: 'نعم' },
      context: { answers: buttons?.id },
    },
    { content: { kind: 'choice', of: 'list', payload: 'thu', description: 'مساءً' } },
    { kind: 'reaction', emoji: '👍', to: buttons?.id },
    { kind: 'reaction', emoji: null },
    { kind: 'edit', text: 'أحدث' },
    { kind: 'unsend', id: 'wamid.X' },
    { kind: 'consent', optedOut: true },
  ])
  const [photo] = events
  if (photo?.kind !== 'message' || photo.content.kind !== 'image') throw new Error('no photo')
  expect(await town.provider.fetchMedia?.(town.account, photo.content.media)).toEqual({
    bytes: new Uint8Array(bytes),
    mime: 'image/jpeg',
  })
})

test('a file of ours is handed over and stands on the telephone under its id', async () => {
  const town = openTown()
  town.sara.write('أرسل الفاتورة')
  const file = { bytes: Buffer.from('%PDF'), mime: 'application/pdf', fileName: 'فاتورة.pdf' }
  const media = await town.provider.uploadMedia?.(town.account, file)
  if (!media || 'reason' in media) throw new Error('not handed over')
  expect(
    await town.send({ kind: 'document', media: { id: media.id, fileName: 'فاتورة.pdf' } }),
  ).toMatchObject({ outcome: 'sent' })
  expect(town.sara.arrived()[0]).toMatchObject({
    type: 'document',
    content: { id: media.id, filename: 'فاتورة.pdf' },
  })
})

test('a day after the last word the window is closed, and a word opens it again', async () => {
  const town = openTown()
  town.sara.write('مرحبًا')
  town.pass(23.9)
  expect(await town.send(text)).toMatchObject({ outcome: 'sent' })
  town.pass(0.2)
  await town.send(text)
  expect((await town.hear()).at(-1)).toMatchObject({
    kind: 'status',
    state: 'failed',
    ours: 'm-1',
    failure: { reason: 'window_closed', code: '131047' },
  })
  expect(town.sara.arrived()).toHaveLength(1)
  town.sara.write('أنا هنا')
  await town.send(text)
  expect(town.sara.arrived()).toHaveLength(2)
})

const due: TemplateDraft = {
  name: 'invoice_due',
  language: 'ar',
  category: 'utility',
  body: 'عليك {{1}} ريال عن {{2}}.',
  examples: ['500', 'فاتورة'],
  buttons: [{ kind: 'url', text: 'ادفع', url: 'https://wasl.example/p/{{1}}', example: 'abc' }],
}
const dueNow: OutgoingContent = {
  kind: 'template',
  name: 'invoice_due',
  language: 'ar',
  body: [{ text: '500' }, { text: 'توريد\nأنابيب' }],
  buttons: [{ index: 0, kind: 'url', text: 'abc' }],
}

test('a template is reviewed, approved, sent outside the window, paused and removed', async () => {
  const town = openTown()
  expect(await town.templates.create(town.account, due)).toMatchObject({ state: 'pending' })
  expect(await town.send(dueNow)).toMatchObject({
    outcome: 'failed',
    again: false,
    failure: { reason: 'template_missing', code: '132001' },
  })
  town.pass(1)
  expect(await town.hear()).toMatchObject([
    {
      kind: 'template',
      name: 'invoice_due',
      state: 'approved',
      account: { address: '222', whole: true },
    },
  ])
  expect(await town.send(dueNow)).toMatchObject({ outcome: 'sent' })
  expect(town.sara.arrived()).toMatchObject([{ type: 'template', tick: 'delivered' }])
  expect(await town.send({ ...dueNow, body: [{ text: '500' }] })).toMatchObject({
    failure: { reason: 'template_mismatch', code: '132000' },
  })
  expect(await town.send({ ...dueNow, buttons: [] })).toMatchObject({ failure: { code: '131008' } })
  const held = await town.templates.list(town.account)
  if ('reason' in held) throw new Error('no list')
  expect(held).toMatchObject([
    { name: 'invoice_due', state: 'approved', category: 'utility', buttons: [{ kind: 'url' }] },
  ])
  town.simulator.setTemplate(held[0]?.id ?? '', 'PAUSED')
  expect(await town.send(dueNow)).toMatchObject({ failure: { reason: 'template_paused' } })
  expect(await town.templates.create(town.account, due)).toMatchObject({ code: '100/2388024' })
  expect(await town.templates.remove(town.account, 'invoice_due')).toBeUndefined()
  expect(await town.templates.list(town.account)).toEqual([])
})

test('a template that the review refuses says why', async () => {
  const town = openTown()
  town.simulator.faults.refuse = 'INVALID_FORMAT'
  await town.templates.create(town.account, due)
  town.pass(1)
  expect(await town.hear()).toMatchObject([
    { kind: 'template', state: 'rejected', reason: 'INVALID_FORMAT' },
  ])
})

test('marketing does not reach who declined it, nothing reaches who has no WhatsApp', async () => {
  const town = openTown()
  await town.templates.create(town.account, {
    ...due,
    name: 'offer',
    category: 'marketing',
    buttons: [],
  })
  town.pass(1)
  town.sara.stopMarketing(true)
  await town.send({ ...dueNow, name: 'offer', buttons: [] })
  town.simulator.faults.unreachable.add('966501234567')
  town.sara.write('x')
  await town.send(text)
  const failures = (await town.hear()).flatMap((event) =>
    event.kind === 'status' ? (event.failure?.reason ?? []) : [],
  )
  expect(failures).toEqual(['opted_out', 'not_reachable'])
})

test('who hides the number is known and answered by the id', async () => {
  const town = openTown()
  const hidden = town.simulator.phone('111', {
    id: '966509999999',
    name: 'Noura',
    userId: 'SA.777',
    username: '@noura',
    hidden: true,
  })
  hidden.write('سلام')
  const [event] = await town.hear()
  expect(event).toMatchObject({
    from: [
      { kind: 'wa_bsuid', value: 'SA.777' },
      { kind: 'wa_username', value: '@noura' },
    ],
  })
  expect(await town.send(text, { to: { kind: 'wa_bsuid', value: 'SA.777' } })).toMatchObject({
    outcome: 'sent',
  })
  expect(hidden.arrived()).toHaveLength(1)
})

test('without a network the message waits, and arrives when there is one', async () => {
  const town = openTown()
  town.sara.write('x')
  town.sara.online(false)
  await town.send(text)
  expect(town.sara.arrived()).toMatchObject([{ tick: 'sent' }])
  town.sara.online(true)
  expect((await town.hear()).map((event) => event.kind === 'status' && event.state)).toEqual([
    false,
    'sent',
    'delivered',
  ])
})

test('deliveries come twice, in the wrong order and together when they are told to', async () => {
  const town = openTown()
  Object.assign(town.simulator.faults, { duplicate: true, reorder: true, batch: true })
  const ids = [town.sara.write('أول'), town.sara.write('ثاني')]
  const told = (await town.hear()).map((event) => event.kind === 'message' && event.id)
  expect(told).toEqual([ids[1], ids[1], ids[0], ids[0]])
  expect(town.simulator.attempts()).toMatchObject([{ url: hook, entries: 4, status: 200 }])
})

test('a house that is down is told again later, and a wrong signature is believed by nobody', async () => {
  const town = openTown()
  town.house(false)
  town.sara.write('x')
  expect(await town.hear()).toEqual([])
  town.house(true)
  expect(await town.hear()).toEqual([])
  town.pass(0.1)
  expect(await town.hear()).toHaveLength(1)
  town.simulator.faults.wrongSignature = true
  town.sara.write('y')
  expect(await town.hear()).toEqual([])
  expect(town.refused).toEqual([hook])
})

test('a lost answer is unknown, though the message stands on the telephone; a refusal is not', async () => {
  const town = openTown()
  town.sara.write('x')
  town.simulator.faults.lost.push(502)
  expect(await town.send(text)).toMatchObject({ outcome: 'unknown' })
  expect(town.sara.arrived()).toHaveLength(1)
  expect((await town.hear()).filter(({ kind }) => kind === 'status')).toMatchObject([
    { ours: 'm-1' },
    { ours: 'm-1' },
  ])
  town.simulator.faults.refusals.push(new GraphError(429, 130429, 'Rate limit hit'))
  expect(await town.send(text)).toMatchObject({
    outcome: 'failed',
    again: true,
    failure: { reason: 'rate_limited' },
  })
  expect(town.sara.arrived()).toHaveLength(1)
})

test('a wrong token, a wrong proof and an old version are noticed', async () => {
  const town = openTown()
  const wrong = (secrets: Record<string, string>) =>
    town.provider.health({ ...town.account, secrets })
  expect(await wrong({ token: 'other' })).toMatchObject({
    ok: false,
    failure: { reason: 'auth', code: '190' },
  })
  expect(await wrong({ token: 'EAAG', app_secret: 'other' })).toMatchObject({
    ok: false,
    failure: { code: '100' },
  })
  expect(await town.provider.health({ ...town.account, version: 'v19.0' })).toMatchObject({
    ok: true,
    facts: { status: 'CONNECTED', api_version: 'v22.0' },
  })
})

test('what our own check lets through wrongly, the played vendor refuses', async () => {
  const town = openTown()
  town.sara.write('x')
  const list = {
    kind: 'list',
    text: 'x',
    button: 'x',
    sections: [
      {
        title: 'x',
        rows: [
          { payload: 'a', title: 'x' },
          { payload: 'a', title: 'y' },
        ],
      },
    ],
  } as const
  expect(await town.send(list)).toMatchObject({
    outcome: 'failed',
    failure: { reason: 'rejected', code: '100' },
  })
})
