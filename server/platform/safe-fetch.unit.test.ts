import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSafeFetch, isPublicAddress } from './safe-fetch.ts'

let server: Server
let origin: string
beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/large') response.end(Buffer.alloc(1024 * 1024 + 1))
    else if (request.url === '/echo') request.pipe(response)
    else if (request.url === '/slow') setTimeout(() => response.end('x'), 1_500)
    else if (request.url === '/packed') {
      response.writeHead(200, { 'content-encoding': 'gzip' })
      response.end('x')
    } else if (request.url === '/away') {
      response.writeHead(302, { location: 'http://127.0.0.1:1/private' })
      response.end()
    } else if (request.url === '/round') {
      response.writeHead(302, { location: '/round' })
      response.end()
    } else response.end(JSON.stringify({ url: request.url, method: request.method }))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  return new Promise((done) => server.close(done))
})

test.each([
  'https://127.0.0.1/',
  'https://localhost/',
  'https://[::1]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[64:ff9b::7f00:1]/',
  'https://[2002:7f00:1::]/',
  'https://169.254.169.254/latest/meta-data/',
  'https://10.0.0.5/',
  'https://192.168.1.1/',
  'https://100.64.0.1/',
  'https://0x7f000001/',
  'https://2130706433/',
  'https://[fd00::1]/',
  'https://224.0.0.1/',
  'http://93.184.216.34/',
  'https://93.184.216.34:8443/',
  'https://user:pass@93.184.216.34/',
  'ftp://93.184.216.34/',
])('nothing is sent to %s', async (url) => {
  await expect(createSafeFetch()(url)).rejects.toMatchObject({ code: 'EHOSTUNREACH' })
})

test('the public internet is public', () => {
  for (const address of ['93.184.216.34', '8.8.8.8', '2606:4700::1111', '2a00:1450::1'])
    expect(isPublicAddress(address)).toBe(true)
})

test('our own simulator is called on loopback, and no other port beside it', async () => {
  const fetch = createSafeFetch({ ownOrigin: origin })
  const answer = await fetch(`${origin}/v1/x`, { method: 'POST', body: '{}' })
  expect(await answer.json()).toEqual({ url: '/v1/x', method: 'POST' })
  await expect(createSafeFetch({ ownOrigin: 'http://127.0.0.1:1' })(origin)).rejects.toThrow()
})

test('a redirect is checked like the first address, and does not go round for ever', async () => {
  const fetch = createSafeFetch({ ownOrigin: origin })
  await expect(fetch(`${origin}/away`)).rejects.toMatchObject({ code: 'EHOSTUNREACH' })
  await expect(fetch(`${origin}/round`)).rejects.toThrow('elsewhere')
  expect((await fetch(`${origin}/away`, { redirect: 'manual' })).status).toBe(302)
})

test('an answer that is too large or packed is dropped', async () => {
  const fetch = createSafeFetch({ ownOrigin: origin })
  await expect(fetch(`${origin}/large`)).rejects.toThrow('larger')
  await expect(fetch(`${origin}/packed`)).rejects.toThrow('packed')
})

test('bytes are carried as they are, both ways', async () => {
  const fetch = createSafeFetch({ ownOrigin: origin })
  const body = Uint8Array.from({ length: 70_000 }, (_, at) => at % 256)
  const answer = await fetch(`${origin}/echo`, { method: 'POST', body })
  expect(Buffer.from(await answer.arrayBuffer()).equals(body)).toBe(true)
  const text = await fetch(`${origin}/echo`, { method: 'POST', body: 'مرحبًا' })
  expect(await text.text()).toBe('مرحبًا')
})

test('what cannot be measured before it is sent is not sent', async () => {
  const fetch = createSafeFetch({ ownOrigin: origin })
  const body = new FormData()
  await expect(fetch(`${origin}/echo`, { method: 'POST', body })).rejects.toThrow('text and bytes')
})

test('who fetches files may wait longer and take more, but not for ever', async () => {
  const roomy = createSafeFetch({ ownOrigin: origin, mostBytes: 2 * 1024 * 1024 })
  expect((await (await roomy(`${origin}/large`)).arrayBuffer()).byteLength).toBe(1024 * 1024 + 1)
  const hasty = createSafeFetch({ ownOrigin: origin, totalMs: 200 })
  await expect(hasty(`${origin}/slow`)).rejects.toThrow(/abort/i)
})
