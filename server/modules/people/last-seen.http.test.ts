import { expect, test } from 'vitest'
import { client } from '#test/browserless.ts'
import { openHouse } from '#test/house.ts'

const house = openHouse({ now: '2026-11-22T09:00:00+03:00' })
const password = 'صباح الخير يا جدة'
const signedIn = async () => {
  const call = client(house)
  await call('POST', '/sessions', { email: house.company.email, password })
  return call
}
const seenAt = async (call: Awaited<ReturnType<typeof signedIn>>) => {
  const { body } = await call('GET', '/users')
  const { rows } = body as { rows: { email: string; lastSeenAt: string | null }[] }
  return rows.find(({ email }) => email === house.company.email)?.lastSeenAt?.slice(0, 16)
}

// The list said of everybody that they had never been here, of its own reader too.
test('the list of users says when each was here, also after they signed out', async () => {
  const first = await signedIn()
  expect(await seenAt(first)).toBe('2026-11-22T06:00')
  house.setNow('2026-11-22T10:00:00+03:00')
  await first('GET', '/me')
  const out = await first('DELETE', '/sessions/current', {})
  expect(out.status).toBe(200)
  const { lastSeen } = await house
    .sql<{ lastSeen: Date | null }>(
      'select seen_at as "lastSeen" from gate.membership where company_id = $1',
      [house.company.companyId],
    )
    .then(([row]) => row ?? { lastSeen: null })
  expect(lastSeen?.toISOString().slice(0, 16)).toBe('2026-11-22T07:00')
  house.setNow('2026-11-22T11:00:00+03:00')
  expect(await seenAt(await signedIn())).toBe('2026-11-22T08:00')
})
