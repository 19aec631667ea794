import { expect, test } from 'vitest'
import type { ChatEvent } from '#core/messaging/incoming.ts'
import type { OutgoingContent } from '#integrations/meta/port.ts'
import { accountAt } from '#integrations/meta/recorder.ts'
import { createMetaSimulator } from '#server/simulators/meta/simulator.ts'
import { messenger } from './messenger.ts'

const place = 'http://127.0.0.1:9/simulators/meta'

/** A played page with one customer, and our integration in front of it. */
function openTown() {
  let time = Date.parse('2026-11-22T09:00:00Z')
  const heard: ChatEvent[] = []
  const account = accountAt(place, { channel: 'messenger', provider: 'messenger', address: '682' })
  const provider = messenger({
    fetch: (url, init) => Promise.resolve(simulator.app.request(url.slice(place.length), init)),
  })
  const simulator = createMetaSimulator({
    now: () => new Date(time),
    random: () => 0.5,
    publicUrl: place,
    fetch: async (url, init) => {
      const headers = Object.fromEntries(new Headers(init.headers))
      const body = new Uint8Array(await new Response(init.body).arrayBuffer())
      const delivery = { method: 'POST', url, headers, body } as const
      if (provider.verify(delivery, account)) heard.push(...provider.parse(delivery))
      return new Response()
    },
  })
  simulator.register({
    kind: 'messenger',
    id: '682',
    token: 'EAAG',
    appSecret: 'shh',
    webhookUrl: 'https://wasl.example/hooks',
  })
  const to = { kind: 'psid', value: '2538' } as const
  return {
    provider,
    account,
    to,
    customer: simulator.phone('682', { id: '2538', name: 'Sara Ali' }),
    send: (content: OutgoingContent, byHuman = false) =>
      provider.send(account, { to, content, ours: 'm-1', byHuman }),
    hear: async () => {
      heard.length = 0
      await simulator.deliver()
      return heard
    },
    pass: (hours: number) => {
      time += hours * 3_600_000
    },
  }
}

const text = { kind: 'text', text: 'تم' } as const

test('a customer writes to the page, is answered, and our own echo is known as ours', async () => {
  const town = openTown()
  const id = town.customer.write('كم السعر؟')
  expect(await town.hear()).toMatchObject([
    { kind: 'message', id, from: [town.to], content: { text: 'كم السعر؟' } },
  ])
  const sent = await town.send(text)
  if (sent.outcome !== 'sent') throw new Error('not sent')
  expect(await town.hear()).toMatchObject([
    { kind: 'echo', id: sent.providerId, ours: 'm-1', to: [town.to] },
    { kind: 'status', state: 'delivered', ids: [sent.providerId] },
  ])
  town.customer.read()
  const [read] = await town.hear()
  expect(read).toMatchObject({ kind: 'status', state: 'read', ids: [], recipient: [town.to] })
  expect(await town.provider.profile?.(town.account, town.to)).toEqual({ name: 'Sara Ali' })
  await town.provider.markRead?.(town.account, id, true, town.to)
  expect(town.customer.sees()).toEqual({ typing: true, read: ['all'] })
})

test('what a customer can do on Messenger is understood, and a picture can be fetched', async () => {
  const town = openTown()
  const { customer } = town
  const bytes = Buffer.from('إيصال')
  customer.photo({ bytes, mime: 'image/jpeg', caption: 'الإيصال' })
  await town.send({ kind: 'buttons', text: 'دفعت؟', buttons: [{ payload: 'yes', title: 'نعم' }] })
  const [offer] = customer.arrived()
  customer.press(offer?.id ?? '', 'yes')
  customer.react(offer?.id ?? '', '👍')
  customer.react(offer?.id ?? '', null)
  customer.edit('m_1', 'أحدث')
  customer.unsend('m_1')
  customer.location(24.7, 46.6, 'هنا')
  customer.stopMarketing(true)
  const events = (await town.hear()).filter(({ kind }) => kind !== 'status' && kind !== 'echo')
  expect(events).toMatchObject([
    { content: { kind: 'image', caption: 'الإيصال' } },
    { content: { kind: 'choice', of: 'quick_reply', payload: 'yes', title: 'نعم' } },
    { kind: 'reaction', to: offer?.id, emoji: '👍' },
    { kind: 'reaction', emoji: null },
    { kind: 'edit', id: 'm_1' },
    { kind: 'unsend', id: 'm_1' },
    { content: { kind: 'location', latitude: 24.7 } },
    { kind: 'consent', optedOut: true },
  ])
  const [photo] = events
  if (photo?.kind !== 'message' || photo.content.kind !== 'image') throw new Error('no photo')
  expect(await town.provider.fetchMedia?.(town.account, photo.content.media)).toEqual({
    bytes: new Uint8Array(bytes),
    mime: 'image/jpeg',
  })
  town.pass(25)
  expect(await town.provider.fetchMedia?.(town.account, photo.content.media)).toMatchObject({
    reason: 'media_refused',
  })
})

test('after a day only a person may answer, after a week nobody', async () => {
  const town = openTown()
  town.customer.write('x')
  town.pass(25)
  expect(await town.send(text)).toMatchObject({
    outcome: 'failed',
    failure: { reason: 'window_closed' },
  })
  expect(await town.send(text, true)).toMatchObject({ outcome: 'sent' })
  town.pass(7 * 24)
  expect(await town.send(text, true)).toMatchObject({
    outcome: 'failed',
    failure: { reason: 'window_closed' },
  })
})

test('nobody is reached who never wrote', async () => {
  const town = openTown()
  const stranger = {
    to: { kind: 'psid', value: '9' },
    content: text,
    ours: 'm',
    byHuman: true,
  } as const
  expect(await town.provider.send(town.account, stranger)).toMatchObject({
    failure: { reason: 'not_reachable', code: '100/2018001' },
  })
})

test('a file is handed over once and sent by its id', async () => {
  const town = openTown()
  town.customer.write('x')
  const file = { bytes: Buffer.from('%PDF'), mime: 'application/pdf', fileName: 'a.pdf' }
  const handed = await town.provider.uploadMedia?.(town.account, file)
  if (!handed || 'reason' in handed) throw new Error('not handed over')
  expect(await town.send({ kind: 'document', media: { id: handed.id } })).toMatchObject({
    outcome: 'sent',
  })
  expect(town.customer.arrived()).toMatchObject([{ type: 'attachment' }])
})
