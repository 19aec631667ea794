import { expect, test } from 'vitest'
import { client } from '#test/browserless.ts'
import { openHouse } from '#test/house.ts'

const house = openHouse({ now: '2026-11-22T09:00:00+03:00' })
const password = 'صباح الخير يا جدة'
const start = new Date('2026-11-22T09:00:00+03:00').getTime()
const hour = 3600_000
const after = (hours: number) => house.setNow(new Date(start + hours * hour).toISOString())

async function signIn() {
  after(0)
  const call = client(house)
  await call('POST', '/sessions', { email: house.company.email, password })
  return call
}

test('a session ends after twelve hours without a request', async () => {
  const call = await signIn()
  after(11.9)
  expect((await call('GET', '/me')).status).toBe(200)
  after(23.8)
  expect((await call('GET', '/me')).status).toBe(200)
  after(36)
  expect((await call('GET', '/me')).body).toMatchObject({ code: 'access.unauthenticated' })
})

test('a session ends after fourteen days, however busy', async () => {
  const call = await signIn()
  for (let hours = 11; hours < 14 * 24; hours += 11) {
    after(hours)
    expect((await call('GET', '/me')).status).toBe(200)
  }
  after(14 * 24 + 0.1)
  expect((await call('GET', '/me')).status).toBe(401)
})

test('another company is entered under another token, with the person’s language kept', async () => {
  const call = await signIn()
  const other = await house.anotherCompany()
  const { personId } = house.company
  await house.sql(`update gate.membership set person_id = $1 where company_id = $2`, [
    personId,
    other.companyId,
  ])
  const english = { language: 'en', digits: 'latn', calendar: 'both', theme: 'dark' }
  await call('PUT', '/me/preferences', english)
  const before = await call('GET', '/sessions')
  const moved = await call('PUT', '/sessions/current/company', { companyId: other.companyId })
  expect(moved.status).toBe(200)
  const me = await call('GET', '/me')
  expect(me.body).toMatchObject({ company: { id: other.companyId }, preferences: english })
  const ids = ({ body }: typeof before) =>
    (body as { rows: { id: string; current: boolean }[] }).rows.find(({ current }) => current)?.id
  expect(ids(await call('GET', '/sessions'))).not.toBe(ids(before))
  const nowhere = await call('PUT', '/sessions/current/company', { companyId: personId })
  expect(nowhere.body).toMatchObject({ code: 'people.company_not_found' })
})
