import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import type { SaveAccount } from '#core/messaging/accounts-api.ts'
import { newId, openHouse } from '#test/house.ts'
import { removeAccount } from './accounts/remove.ts'
import { saveAccount } from './accounts/save.ts'
import { tryAccount } from './accounts/try.ts'

const the = openHouse({ now: '2026-11-22T08:00:00Z' })

const secret = 'sirr-al-tatbiq'
const account = (): SaveAccount => ({
  id: newId(),
  name: 'واتساب',
  vendor: {
    provider: 'whatsapp_cloud',
    address: String(Math.floor(Math.random() * 1e15) + 1e15),
    settings: { waba_id: '102290129340398' },
    secrets: { token: 'EAAG', app_secret: secret },
  },
})

async function opened() {
  const given = account()
  const saved = await saveAccount(the.session(), given)
  const url = saved.webhook?.url ?? ''
  return { given, url, id: given.id, verifyToken: saved.webhook?.verifyToken ?? '' }
}

const signed = (body: string | Uint8Array, by = secret) =>
  `sha256=${createHmac('sha256', by).update(body).digest('hex')}`
const post = (
  url: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = { 'x-hub-signature-256': signed(body) },
) => the.http.request(url, { method: 'POST', body, headers })
const bodyWith = (text: string) => JSON.stringify({ object: 'whatsapp_business_account', text })

type Row = { body: Buffer; headers: Record<string, string>; url: string; taken_at: Date | null }
const rowsOf = (id: string) =>
  the.sql<Row>('select * from delivery where account_id = $1 order by received_at', [id])
const jobsOf = (id: string) =>
  the.workerPool
    .query('select key from graphile_worker.jobs where key = $1', [`take_in:${id}`])
    .then(({ rows }) => rows)

test('ten identical deliveries at once are one, and all are told that we have it', async () => {
  const { url, id } = await opened()
  const body = '{"object":"whatsapp_business_account","text":"\\u0623\\u0647\\u0644\\u0627 a\\/b"}'
  const answers = await Promise.all(Array.from({ length: 10 }, () => post(url, body)))
  expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200))
  const rows = await rowsOf(id)
  expect(rows.map((row) => row.body.toString())).toEqual([body])
  expect(await jobsOf(id)).toHaveLength(1)
})

test('what is not signed by the secret of this account is refused, and nothing is stored', async () => {
  const { url, id } = await opened()
  const body = bodyWith('forged')
  const good = signed(body)
  for (const signature of [
    signed(body, 'another secret'),
    signed(body, ''),
    good.toUpperCase(),
    `sha256=${good.slice(7).toUpperCase()}`,
    good.slice(0, -2),
    good.replace('sha256=', 'sha1='),
    good.slice(7),
    '',
  ])
    expect((await post(url, body, { 'x-hub-signature-256': signature })).status).toBe(401)
  expect((await post(url, body, {})).status).toBe(401)
  expect((await post(url, `${body} `, { 'x-hub-signature-256': good })).status).toBe(401)
  expect(await rowsOf(id)).toEqual([])
  expect((await post(url, body)).status).toBe(200)
})

test('credentials and the address itself are not kept; everything else is, byte for byte', async () => {
  const { url, id } = await opened()
  const body = Uint8Array.from({ length: 256 }, (_, at) => at)
  const answer = await post(`${url}?a=1`, body, {
    'x-hub-signature-256': signed(body),
    'content-type': 'application/cloudevents+json',
    authorization: 'Bearer x',
    cookie: 'wasl_sid=y',
  })
  expect(answer.status).toBe(200)
  const [row] = await rowsOf(id)
  expect(row?.body.equals(body)).toBe(true)
  expect(row?.url).toBe('http://wasl.test/hooks/whatsapp_cloud/-?a=1')
  expect(Object.keys(row?.headers ?? {})).toEqual(
    expect.arrayContaining(['content-type', 'x-hub-signature-256']),
  )
  expect(JSON.stringify(row?.headers)).not.toMatch(/Bearer|wasl_sid/)
})

test('an address leads to its account by its whole token and its vendor only', async () => {
  const { url } = await opened()
  const body = bodyWith('x')
  const head = { 'x-hub-signature-256': signed(body) }
  for (const wrong of [
    url.replace('whatsapp_cloud', 'messenger'),
    url.slice(0, -1),
    `${url}A`,
    url.replace(/[\w-]{43}$/, 'A'.repeat(43)),
    url.replace(/[\w-]{43}$/, `${'A'.repeat(42)}'`),
  ])
    expect((await post(wrong, body, head)).status).toBe(404)
})

test('without its secret the address does not exist, at once', async () => {
  const { given, url } = await opened()
  const body = bodyWith('x')
  expect((await post(url, body)).status).toBe(200)
  const bare = { ...given, vendor: { ...given.vendor, secrets: { app_secret: '' } } } as SaveAccount
  await saveAccount(the.session(), bare)
  expect((await post(url, bodyWith('y'))).status).toBe(404)
  expect((await post(url, bodyWith('y'), { 'x-hub-signature-256': signed('', '') })).status).toBe(
    404,
  )
  await saveAccount(the.session(), given)
  expect((await post(url, bodyWith('y'))).status).toBe(200)
  await removeAccount(the.session(), { id: given.id })
  expect((await post(url, bodyWith('z'))).status).toBe(404)
})

test('a new secret counts from the moment that it is saved', async () => {
  const { given, url } = await opened()
  expect((await post(url, bodyWith('a'))).status).toBe(200)
  const next = { ...given, vendor: { ...given.vendor, secrets: { app_secret: 'jadid' } } }
  await saveAccount(the.session(), next as SaveAccount)
  const body = bodyWith('b')
  expect((await post(url, body)).status).toBe(401)
  expect((await post(url, body, { 'x-hub-signature-256': signed(body, 'jadid') })).status).toBe(200)
})

test("another company's token writes into that company alone", async () => {
  const other = the.session(undefined, await the.anotherCompany())
  const theirs = await saveAccount(other, account())
  const mine = await opened()
  const body = bodyWith('for them')
  expect((await post(theirs.webhook?.url ?? '', body)).status).toBe(200)
  expect(await rowsOf(mine.id)).toEqual([])
  const [row] = await the.sql<{ company_id: string }>(
    'select company_id from delivery where account_id = $1',
    [theirs.id],
  )
  expect(row?.company_id).toBe(other.companyId)
})

test('the vendor’s question is answered with its own word to whoever knows ours', async () => {
  const { url, verifyToken } = await opened()
  const ask = (query: string) => the.http.request(`${url}?${query}`)
  const good = await ask(
    `hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=${verifyToken}`,
  )
  expect([good.status, await good.text()]).toEqual([200, '1158201444'])
  expect(good.headers.get('content-type')).toMatch(/^text\/plain/)
  const script = '<script>alert(1)</script>'
  const asked = `hub.mode=subscribe&hub.challenge=${encodeURIComponent(script)}`
  expect((await ask(`${asked}&hub.verify_token=wrong`)).status).toBe(403)
  expect((await ask('')).status).toBe(404)
})

test('three megabytes are the most', async () => {
  const { url, id } = await opened()
  const body = 'x'.repeat(3 * 1024 * 1024)
  expect((await post(url, body)).status).toBe(200)
  expect((await post(url, `${body}x`)).status).toBe(413)
  expect(await rowsOf(id)).toHaveLength(1)
})

test('a flood of forgeries is slowed down, and a true delivery still comes through', async () => {
  const { url, id } = await opened()
  const statuses = new Set<number>()
  for (let n = 0; n < 40; n++) statuses.add((await post(url, bodyWith(`${n}`), {})).status)
  expect([...statuses]).toEqual([401, 429])
  expect((await post(url, bodyWith('true'))).status).toBe(200)
  expect(await rowsOf(id)).toHaveLength(1)
})

test('a played customer writes, and it arrives by the same way as from the vendor', async () => {
  const session = the.session(undefined, await the.anotherCompany())
  const id = newId()
  const tried = await tryAccount(session, { id, provider: 'whatsapp_cloud' })
  const { meta } = the.simulators
  const phone = meta.phone(tried.chat?.address ?? '', { id: '966501234567', name: 'سارة' })
  phone.write('متى توصل الطلبية؟')
  await meta.deliver()
  const [row] = await rowsOf(id)
  expect(row?.body.toString()).toContain('\\u0645\\u062a\\u0649')
})
