import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accountAt, openRecorder } from '#integrations/meta/recorder.ts'
import { whatsapp } from './whatsapp.ts'

let recorder: Awaited<ReturnType<typeof openRecorder>>
beforeAll(async () => {
  recorder = await openRecorder()
})
afterAll(() => recorder.close())
const asked: { url: string; authorization: string | null }[] = []
/** Meta's hosts, played on loopback: the address is what counts, not where it leads. */
const fetchThere = (url: string, init: RequestInit) => {
  asked.push({ url, authorization: new Headers(init.headers).get('authorization') })
  const { pathname, search, hostname } = new URL(url)
  return fetch(`${recorder.origin}${pathname}${search || `?host=${hostname}`}`, init)
}
const provider = whatsapp({ fetch: fetchThere })
const account = () => accountAt(recorder.origin)
const bytes = Buffer.from('صورة الإيصال')
const sha256 = createHash('sha256').update(bytes).digest('hex')
const lies = (url: string, more = {}) =>
  recorder.answer(({ url: { pathname } }) =>
    pathname === '/v24.0/77'
      ? { body: { id: '77', url, mime_type: 'image/jpeg', sha256, ...more } }
      : { headers: { 'content-type': 'image/jpeg' }, body: bytes },
  )
const fetchIt = (more = {}) => {
  asked.length = 0
  return provider.fetchMedia?.(account(), { id: '77', ...more })
}

test('a file is fetched from where it lies, with the token, and is the one that was sent', async () => {
  lies('https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=77')
  expect(await fetchIt({ sha256, fileName: 'a.jpg' })).toEqual({
    bytes: new Uint8Array(bytes),
    mime: 'image/jpeg',
    fileName: 'a.jpg',
  })
  expect(recorder.came[0]?.url.searchParams.get('phone_number_id')).toBe('106540352242922')
  expect(asked[1]).toEqual({
    url: 'https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=77',
    authorization: 'Bearer EAAG',
  })
})

test('another file than the one that was sent is refused', async () => {
  lies('https://lookaside.fbsbx.com/x')
  expect(await fetchIt({ sha256: 'a'.repeat(64) })).toMatchObject({
    reason: 'media_refused',
    code: 'media_sha256',
  })
})

test.each([
  'https://evil.example/x',
  'https://lookaside.fbsbx.com.evil.example/x',
  'https://evilfbsbx.com/x',
  'http://lookaside.fbsbx.com/x',
  'https://lookaside.fbsbx.com:8443/x',
  'https://user@lookaside.fbsbx.com/x',
  'http://127.0.0.1:1/x',
  'http://169.254.169.254/latest',
  'file:///etc/passwd',
  'nonsense',
])('nothing is fetched from %s', async (url) => {
  lies(url)
  expect(await fetchIt()).toMatchObject({ reason: 'media_refused', code: 'media_host' })
  expect(asked).toHaveLength(1)
})

test('a copy elsewhere at Meta is fetched without the token, a way out to strangers is not taken', async () => {
  lies('https://scontent.fbcdn.net/x')
  expect(await fetchIt()).toHaveProperty('bytes')
  expect(asked[1]?.authorization).toBeNull()
  recorder.answer(({ url: { pathname } }) =>
    pathname === '/v24.0/77'
      ? { body: { url: 'https://lookaside.fbsbx.com/x' } }
      : { status: 302, headers: { location: 'http://169.254.169.254/' }, body: '' },
  )
  expect(await fetchIt()).toMatchObject({ code: 'media_host' })
  expect(asked).toHaveLength(2)
})

test('a file that is gone is refused, a host that stumbles may be asked again', async () => {
  for (const [status, reason] of [
    [404, 'media_refused'],
    [503, 'unavailable'],
  ] as const) {
    recorder.answer(({ url: { pathname } }) =>
      pathname === '/v24.0/77'
        ? { body: { url: 'https://lookaside.fbsbx.com/x' } }
        : { status, body: '' },
    )
    expect(await fetchIt()).toMatchObject({ reason, code: `http_${status}` })
  }
})

test('a file is handed over as a form and gets an id', async () => {
  recorder.answer(() => ({ body: { id: '78' } }))
  const file = { bytes, mime: 'application/pdf', fileName: 'فاتورة\r\nx: y".pdf' }
  expect(await provider.uploadMedia?.(account(), file)).toEqual({ id: '78' })
  const [request] = recorder.came
  const form = await new Response(request?.bytes, {
    headers: { 'content-type': request?.headers['content-type'] ?? '' },
  }).formData()
  expect([form.get('messaging_product'), form.get('type')]).toEqual(['whatsapp', 'application/pdf'])
  const sent = form.get('file') as File
  expect(sent.name).toBe('فاتورة x: y".pdf')
  expect(Buffer.from(await sent.arrayBuffer())).toEqual(bytes)
})

test('health tells what the vendor says of the number, and that it is not connected', async () => {
  recorder.answer(() => ({
    headers: { 'facebook-api-version': 'v24.0' },
    body: { status: 'CONNECTED', quality_rating: 'GREEN', throughput: { level: 'STANDARD' } },
  }))
  expect(await provider.health(account())).toEqual({
    ok: true,
    facts: {
      status: 'CONNECTED',
      quality_rating: 'GREEN',
      'throughput.level': 'STANDARD',
      api_version: 'v24.0',
    },
  })
  recorder.answer(() => ({ body: { status: 'BANNED' } }))
  expect(await provider.health(account())).toMatchObject({ ok: false })
  recorder.answer(() => ({ status: 401, body: { error: { code: 190 } } }))
  expect(await provider.health(account())).toMatchObject({ ok: false, failure: { reason: 'auth' } })
})
