import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { expect, test } from 'vitest'
import { client } from '#test/browserless.ts'
import { newId, openHouse } from '#test/house.ts'

const house = openHouse()
const password = 'صباح الخير يا جدة'
const signedIn = async () => {
  const call = client(house)
  await call('POST', '/sessions', { email: house.company.email, password })
  return call
}
const longer = (kilobytes: number) => 'ا'.repeat(kilobytes * 512)

test('a stranger’s long body is refused before it is read', async () => {
  const body = { email: 'nobody@example.com', password: 'no', more: longer(100) }
  const answer = await client(house)('POST', '/sessions', body)
  expect([answer.status, answer.body]).toMatchObject([413, { code: 'request.too_large' }])
  const upload = { id: newId(), fileName: 'a.csv', content: 'YQ=='.repeat(50_000) }
  expect((await client(house)('POST', '/imports', upload)).status).toBe(413)
})

test('only a file may be large, and only from who is signed in', async () => {
  const call = await signedIn()
  const department = { name: 'التحصيل', more: longer(1100) }
  expect((await call('PUT', `/departments/${newId()}`, department)).status).toBe(413)
  const content = Buffer.from('x,y\n'.repeat(500_000)).toString('base64')
  const upload = { id: newId(), fileName: 'a.csv', content }
  expect((await call('POST', '/imports', upload)).body).not.toMatchObject({
    code: 'request.too_large',
  })
})

test('an id is the same in capitals', async () => {
  const call = await signedIn()
  const id = newId()
  const customer = { kind: 'company', name: 'مؤسسة الفنار', language: 'ar' }
  const made = await call('POST', '/customers', { ...customer, id: id.toUpperCase() })
  expect([made.status, made.body]).toMatchObject([200, { id }])
  expect((await call('GET', `/customers/${id.toUpperCase()}`)).status).toBe(200)
})

test('a body that is no JSON is refused in the words of every refusal', async () => {
  const answer = await house.http.request('http://wasl.test/api/v1/sessions', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{',
  })
  expect(answer.status).toBe(400)
  expect(await answer.json()).toEqual({
    code: 'request.invalid',
    facts: {},
    traceId: expect.any(String),
  })
})

test('a cursor that nobody gave is the caller’s mistake, not ours', async () => {
  const call = await signedIn()
  for (const list of ['reminders', 'late-payments', 'disputes'])
    expect((await call('GET', `/${list}?cursor=-1`)).body).toMatchObject({
      code: 'request.invalid',
    })
})

test('over a real connection a removal needs no body, and a body needs its type', async () => {
  const server = serve({ fetch: house.http.fetch, port: 0, hostname: '127.0.0.1' }) as Server
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const ask = (init: RequestInit) =>
    fetch(`http://127.0.0.1:${port}/api/v1/departments/${newId()}`, {
      ...{ method: 'DELETE', ...init },
    })
  expect((await ask({})).status).toBe(401)
  expect((await ask({ body: new Blob(['{}']) })).status).toBe(400)
  server.closeAllConnections()
  server.close()
})
