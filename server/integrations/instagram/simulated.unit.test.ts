import { expect, test } from 'vitest'
import type { ChatEvent } from '#core/messaging/incoming.ts'
import { accountAt } from '#integrations/meta/recorder.ts'
import { createMetaSimulator } from '#server/simulators/meta/simulator.ts'
import { instagram } from './instagram.ts'

const place = 'http://127.0.0.1:9/simulators/meta'

test('a follower writes, is answered, sees it, and nothing longer than the vendor takes is sent', async () => {
  let time = Date.parse('2026-11-22T09:00:00Z')
  const heard: ChatEvent[] = []
  const account = accountAt(place, { channel: 'instagram', provider: 'instagram', address: '178' })
  const provider = instagram({
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
    kind: 'instagram',
    id: '178',
    token: 'EAAG',
    appSecret: 'shh',
    webhookUrl: 'https://wasl.example/hooks',
  })
  const follower = simulator.phone('178', { id: '123', name: 'سارة', username: 'sara' })
  const to = { kind: 'igsid', value: '123' } as const
  const send = (words: string, byHuman = false) =>
    provider.send(account, { to, content: { kind: 'text', text: words }, ours: 'm-1', byHuman })

  follower.write('مرحبا')
  const sent = await send('س'.repeat(500))
  follower.read()
  await simulator.deliver()
  if (sent.outcome !== 'sent') throw new Error('not sent')
  expect(heard).toMatchObject([
    { kind: 'message', from: [to], content: { text: 'مرحبا' } },
    { kind: 'echo', id: sent.providerId },
    { kind: 'status', state: 'read', ids: [sent.providerId] },
  ])
  expect(await provider.profile?.(account, to)).toEqual({ name: 'سارة', username: 'sara' })
  time += 25 * 3_600_000
  expect(await send('x')).toMatchObject({
    failure: { reason: 'window_closed', code: '10/2534022' },
  })
  expect(await send('x', true)).toMatchObject({ outcome: 'sent' })
  expect(await provider.health(account)).toMatchObject({ ok: true, facts: { username: 'played' } })
})
