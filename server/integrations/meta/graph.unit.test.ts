import { createServer } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ChatFailureReason } from '#core/messaging/incoming.ts'
import { faultOf } from './errors.ts'
import { graph } from './graph.ts'
import { fields, readJson } from './read.ts'
import { accountAt, openRecorder, sample } from './recorder.ts'

let recorder: Awaited<ReturnType<typeof openRecorder>>
beforeAll(async () => {
  recorder = await openRecorder()
})
afterAll(() => recorder.close())

const versions: string[] = []
const parts = {
  fetch: (url: string, init: RequestInit) => fetch(url, init),
  onVersion: (asked: string, answered: string) => versions.push(`${asked}→${answered}`),
}
const ask = { method: 'POST', path: '1/messages', body: { x: 1 } } as const
const call = (more = {}) => graph(parts, accountAt(recorder.origin, more), ask)

test.each<[ChatFailureReason, boolean, readonly (number | readonly [number, number])[]]>([
  ['auth', false, [0, 3, 10, 190, 200, 294, 299, 131005]],
  ['unavailable', true, [1, 2, 1200, 131000, 131016, 131057, 133004]],
  ['rate_limited', true, [4, 32, 613, 80007, 130429, 131049, 131056]],
  ['window_closed', false, [131047, [10, 2018278], [10, 2018065], [10, 2534022]]],
  [
    'not_reachable',
    false,
    [33, 551, 130403, 131021, 131026, 131030, [100, 33], [100, 2018001], [551, 1545041]],
  ],
  ['opted_out', false, [131050]],
  ['account_limited', false, [368, 130497, 131031, 131048, 131064, [10, 1893063]]],
  ['billing', false, [131042]],
  ['sender_refused', false, [131037, 131045, 133010]],
  ['template_missing', false, [132001]],
  ['template_paused', false, [132015, 132016, 132068, 132069]],
  ['template_mismatch', false, [132000, 132005, 132012]],
  ['content_refused', false, [132007]],
  ['media_refused', false, [131052, 131053]],
  ['rejected', false, [100, 130472, 131008, 131009, 131051, 999_999]],
])('%s: again %s', (reason, again, list) => {
  for (const each of list) {
    const [code, error_subcode] = typeof each === 'number' ? [each] : each
    const fault = faultOf({ code, error_subcode, message: 'm' })
    expect([code, fault.failure.reason, fault.again]).toEqual([code, reason, again])
  }
})

test('the waits that the vendor asks for are told', () => {
  expect(faultOf({ code: 131056 }).waitMs).toBe(6_000)
  expect(faultOf({ code: 131049 }).waitMs).toBe(86_400_000)
  expect(faultOf({ code: 4 }, new Headers({ 'retry-after': '30' })).waitMs).toBe(30_000)
  const usage = '{"1":[{"type":"messages","call_count":100,"estimated_time_to_regain_access":7}]}'
  expect(faultOf({ code: 80007 }, new Headers({ 'x-business-use-case-usage': usage })).waitMs).toBe(
    420_000,
  )
  expect(faultOf({ code: 131047 })).not.toHaveProperty('waitMs')
  expect(faultOf({ code: 131056 }, new Headers({ 'retry-after': '30' })).waitMs).toBe(30_000)
  const until = {
    date: 'Sun, 22 Nov 2026 08:00:00 GMT',
    'retry-after': 'Sun, 22 Nov 2026 08:00:45 GMT',
  }
  expect(faultOf({ code: 4 }, new Headers(until))).toMatchObject({ waitMs: 45_000, whole: true })
  expect(faultOf({ code: 100, is_transient: true }).again).toBe(true)
})

test.each([
  [
    'graph-130429',
    429,
    {
      outcome: 'refused',
      again: true,
      failure: {
        reason: 'rate_limited',
        code: '130429/2494055',
        detail: 'Cloud API message throughput has been reached.',
      },
    },
  ],
  [
    'graph-190',
    401,
    { outcome: 'refused', again: false, failure: { reason: 'auth', code: '190/463' } },
  ],
])('%s is understood', async (name, status, expected) => {
  recorder.answer(() => ({
    status,
    body: readJson(sample(`whatsapp/errors/${name}.json`).toString()),
  }))
  expect(await call()).toMatchObject(expected)
})

test.each([
  ['without a word of Graph', '<html>'],
  ['with a code that nobody knows', { error: { code: 999_999, message: 'Too many' } }],
])('429 %s is asked again when it says, by nobody of the account before', async (_, body) => {
  recorder.answer(() => ({ status: 429, headers: { 'retry-after': '17' }, body }))
  expect(await call()).toMatchObject({
    outcome: 'refused',
    again: true,
    waitMs: 17_000,
    whole: true,
    failure: { reason: 'rate_limited' },
  })
})

test('an answer of another version than the one asked for is noticed', async () => {
  recorder.answer(() => ({ headers: { 'facebook-api-version': 'v22.0' }, body: { id: '1' } }))
  versions.length = 0
  expect(await call()).toMatchObject({ outcome: 'ok', version: 'v22.0' })
  expect(versions).toEqual(['v24.0→v22.0'])
})

test.each<[string, { status?: number; body?: unknown }, object]>([
  ['a middleman that failed', { status: 502, body: '<html>' }, { outcome: 'lost' }],
  ['a success that cannot be read', { status: 200, body: 'ok' }, { outcome: 'lost' }],
  [
    'a failure of Graph itself',
    { status: 500, body: { error: { code: 2, message: 'temporary' } } },
    { outcome: 'refused', again: true, failure: { reason: 'unavailable' } },
  ],
  [
    'a redirect',
    { status: 302, body: '' },
    { outcome: 'refused', again: false, failure: { code: 'http_302' } },
  ],
  [
    'a limit without words',
    { status: 429, body: '' },
    { outcome: 'refused', again: true, failure: { reason: 'rate_limited' } },
  ],
  [
    'an error with status 200',
    { body: { error: { code: 131047 } } },
    { outcome: 'refused', failure: { reason: 'window_closed' } },
  ],
])('%s', async (_what, reply, expected) => {
  recorder.answer(() => reply)
  expect(await call()).toMatchObject(expected)
})

test('what never left may be tried again, what was cut off may have arrived', async () => {
  const hangUp = createServer((socket) => socket.once('data', () => socket.destroy()))
  await new Promise<void>((done) => hangUp.listen(0, '127.0.0.1', done))
  const address = hangUp.address()
  const port = typeof address === 'object' ? address?.port : 0
  expect(await call({ baseUrl: `http://127.0.0.1:${port}` })).toMatchObject({ outcome: 'lost' })
  await new Promise((done) => hangUp.close(done))
  expect(await call({ baseUrl: `http://127.0.0.1:${port}` })).toMatchObject({
    outcome: 'refused',
    again: true,
    failure: { reason: 'unavailable', code: 'ECONNREFUSED' },
  })
})

test('a token goes nowhere unsafe, and nothing goes without a token', async () => {
  recorder.answer(() => ({ body: {} }))
  expect(await call({ baseUrl: 'http://graph.facebook.com' })).toMatchObject({
    failure: { reason: 'auth', code: 'base_url' },
  })
  expect(await call({ secrets: {} })).toMatchObject({
    failure: { reason: 'auth', code: 'no_token' },
  })
  expect(recorder.came).toEqual([])
})

test("Instagram's own host is not given another app's proof", async () => {
  recorder.answer(() => ({ body: {} }))
  await call({ provider: 'instagram_login' })
  expect(recorder.came[0]?.url.searchParams.has('appsecret_proof')).toBe(false)
  expect(fields(recorder.came[0]?.body)).toEqual({ x: 1 })
})
