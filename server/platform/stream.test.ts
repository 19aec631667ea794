import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, expect, test } from 'vitest'
import { client } from '#test/browserless.ts'
import { newId, openHouse } from '#test/house.ts'

const house = openHouse()
const password = 'صباح الخير يا جدة'
beforeAll(() => house.realtime.open())

async function signIn() {
  const call = client(house)
  const { headers } = await call('POST', '/sessions', { email: house.company.email, password })
  const cookie = headers.getSetCookie()[0]?.split(';')[0] ?? ''
  return { call, cookie }
}

/** A browser's stream, read as it comes. */
async function listen(cookie: string) {
  const stop = new AbortController()
  const response = await house.http.request('http://wasl.test/api/v1/stream', {
    headers: { host: 'wasl.test', cookie },
    signal: stop.signal,
  })
  const heard: string[] = []
  let ended = false
  const read = async () => {
    const text = response.body?.pipeThrough(new TextDecoderStream())
    if (text) for await (const part of text) heard.push(part)
    ended = true
  }
  void read().catch(() => {
    ended = true
  })
  return { heard, ended: () => ended, stop: () => stop.abort(), status: response.status }
}

/** What the database says after a commit. */
const say = (companyId: string, name: string, id: string) =>
  house.sql(`select pg_notify('wasl', $1)`, [
    JSON.stringify({ c: companyId, s: 7, n: name, k: 'user', i: id, u: null }),
  ])

async function until(condition: () => boolean, ms: number): Promise<boolean> {
  for (const end = Date.now() + ms; Date.now() < end; await sleep(20)) if (condition()) return true
  return condition()
}

test('says hello, then what happened in the company, at once and with ids only', async () => {
  const { cookie } = await signIn()
  const stream = await listen(cookie)
  expect(await until(() => stream.heard.join('').includes('event: hello'), 1000)).toBe(true)
  const id = newId()
  await say(house.company.companyId, 'people.x', id)
  await say(newId(), 'people.y', newId())
  expect(await until(() => stream.heard.join('').includes(id), 1000)).toBe(true)
  expect(stream.heard.join('')).not.toContain('people.y')
  stream.stop()
})

test('ends when the session is revoked, before another word is said', async () => {
  const { call, cookie } = await signIn()
  const stream = await listen(cookie)
  await until(() => stream.heard.length > 0, 1000)
  const gone = await call('DELETE', '/sessions/current', {})
  expect(gone.body).toEqual({ done: true })
  await sleep(2100)
  const id = newId()
  await say(house.company.companyId, 'people.x', id)
  await until(stream.ended, 2000)
  expect(stream.ended()).toBe(true)
  expect(stream.heard.join('')).not.toContain(id)
})

test('follows a permission that is taken away while it is open', async () => {
  const { cookie } = await signIn()
  const stream = await listen(cookie)
  await until(() => stream.heard.length > 0, 1000)
  const { companyId, ownerId } = house.company
  await house.sql(`insert into member_grant values ($1, $2, 'audit.read', null)`, [
    companyId,
    ownerId,
  ])
  await sleep(2100)
  const [hidden, shown] = [newId(), newId()]
  await say(companyId, 'audit.x', hidden)
  await say(companyId, 'people.x', shown)
  expect(await until(() => stream.heard.join('').includes(shown), 2000)).toBe(true)
  expect(stream.heard.join('')).not.toContain(hidden)
  stream.stop()
})

test('an open stream alone does not keep a session from ending of idleness', async () => {
  const { call, cookie } = await signIn()
  const seen = async () => {
    const [row] = await house.sql<{ at: Date }>(
      'select max(last_seen_at) as at from gate.session where user_id = $1',
      [house.company.ownerId],
    )
    return row?.at.getTime() ?? 0
  }
  const before = await seen()
  house.setNow(new Date(Date.now() + 5 * 60_000).toISOString())
  const stream = await listen(cookie)
  await until(() => stream.heard.length > 0, 1000)
  expect(await seen()).toBe(before)
  await call('GET', '/me')
  expect(await seen()).toBeGreaterThan(before)
  stream.stop()
})
