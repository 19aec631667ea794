import { generate } from 'otplib'
import { expect, test } from 'vitest'
import { client } from '#test/browserless.ts'
import { newId, openHouse } from '#test/house.ts'

const house = openHouse({ now: '2026-11-22T09:00:00+03:00' })
const password = 'صباح الخير يا جدة'
const signedIn = async () => {
  const call = client(house)
  await call('POST', '/sessions', { email: house.company.email, password })
  return call
}
const linkIn = (mail: { text: string } | undefined) =>
  /https?:\S+/.exec(mail?.text ?? '')?.[0] ?? ''

test('signs in with the right password and knows who it is', async () => {
  const call = await signedIn()
  const me = await call('GET', '/me')
  expect(me.status).toBe(200)
  expect(me.body).toMatchObject({
    email: house.company.email,
    company: { id: house.company.companyId, name: 'روافد الخليج للتوريدات' },
    today: '2026-11-22',
  })
})

test('says the same of a wrong password and of an address that nobody has', async () => {
  const call = client(house)
  const wrong = await call('POST', '/sessions', { email: house.company.email, password: 'no' })
  const nobody = await call('POST', '/sessions', { email: 'nobody@example.com', password: 'no' })
  expect([wrong.status, nobody.status]).toEqual([401, 401])
  expect(wrong.body).toMatchObject({ code: 'session.credentials_wrong' })
  expect(nobody.body).toMatchObject({ code: 'session.credentials_wrong' })
})

test('locks an account after five wrong passwords, whatever address they come from', async () => {
  const other = await house.anotherCompany()
  const call = client(house)
  for (let n = 0; n < 5; n++)
    await call(
      'POST',
      '/sessions',
      { email: other.email, password: `wrong ${n}` },
      {
        'x-forwarded-for': `10.0.0.${n}`,
      },
    )
  const locked = await call('POST', '/sessions', { email: other.email, password })
  expect(locked.body).toMatchObject({ code: 'session.locked' })
})

test('refuses a change that comes from another site, and bodies that are not JSON', async () => {
  const call = await signedIn()
  const department = { name: 'التحصيل' }
  const foreign = await call('PUT', `/departments/${newId()}`, department, {
    origin: 'https://evil.example',
  })
  expect(foreign.body).toMatchObject({ code: 'request.origin' })
  const form = await call('PUT', `/departments/${newId()}`, department, {
    'content-type': 'text/plain',
  })
  expect(form.status).toBe(400)
  expect((await call('GET', '/departments')).body).toEqual({ rows: [] })
})

test('names the field of a malformed request', async () => {
  const call = await signedIn()
  const bad = await call('PUT', `/departments/${newId()}`, { name: '' })
  expect(bad.status).toBe(400)
  expect(bad.body).toMatchObject({
    code: 'request.invalid',
    fields: [{ path: 'name', code: 'too_small' }],
  })
})

test('a key works until it is revoked, and never beyond what it was given', async () => {
  const call = await signedIn()
  const id = newId()
  const made = await call('POST', '/api-keys', {
    id,
    name: 'متجر',
    grants: { 'people.read': 'all' },
  })
  const { secret } = made.body as { secret: string }
  const other = client(house)
  const key = { authorization: `Bearer ${secret}` }
  expect((await other('GET', '/users', undefined, key)).status).toBe(200)
  expect((await other('GET', '/audit', undefined, key)).status).toBe(403)
  await call('DELETE', `/api-keys/${id}`)
  expect((await other('GET', '/users', undefined, key)).status).toBe(401)
})

test('an invited person joins by the mailed link, once, with what they were given', async () => {
  const call = await signedIn()
  const { rows: roles } = (await call('GET', '/roles')).body as {
    rows: { id: string; key: string }[]
  }
  const collector = roles.find(({ key }) => key === 'collector')
  await call('POST', '/invitations', {
    id: newId(),
    name: 'سعد الحربي',
    email: 'saad@example.com',
    roleIds: [collector?.id],
    departmentIds: [],
    extra: [],
    denied: [],
  })
  const mail = house.simulators.mail
    .inbox()
    .list()
    .find(({ to }) => JSON.stringify(to).includes('saad@'))
  const token = linkIn(mail).split('/').at(-1)
  const guest = client(house)
  const accept = () =>
    guest('POST', `/invitation-links/${token}/acceptance`, {
      token,
      name: 'سعد الحربي',
      password: 'قهوة الصباح عند البحر',
    })
  expect((await accept()).status).toBe(200)
  const me = (await guest('GET', '/me')).body as { name: string; grants: object }
  expect(me.name).toBe('سعد الحربي')
  expect(me.grants).not.toHaveProperty('people.manage')
  expect((await accept()).status).toBe(404)
})

test('a second factor is asked for, taken once, and a recovery code stands in for it', async () => {
  const other = await house.anotherCompany()
  const call = client(house)
  await call('POST', '/sessions', { email: other.email, password })
  const { secret } = (await call('POST', '/me/totp', { password })).body as { secret: string }
  const at = () => Math.floor((Date.now() + house.house.clock.offsetMs) / 1000)
  const { recoveryCodes } = (
    await call('PUT', '/me/totp', { code: await generate({ secret, epoch: at() }) })
  ).body as { recoveryCodes: string[] }
  expect(recoveryCodes).toHaveLength(10)

  const signIn = (code?: string) =>
    client(house)('POST', '/sessions', { email: other.email, password, ...(code && { code }) })
  expect((await signIn()).body).toEqual({ state: 'code_needed' })
  // The code of this half minute has confirmed the secret and is spent.
  const code = await generate({ secret, epoch: at() + 30 })
  expect((await signIn(code)).body).toEqual({ state: 'signed_in' })
  expect((await signIn(code)).body).toMatchObject({ code: 'session.code_wrong' })
  expect((await signIn(recoveryCodes[0])).body).toEqual({ state: 'signed_in' })
  expect((await signIn(recoveryCodes[0])).body).toMatchObject({ code: 'session.code_wrong' })
})

test('a mailed link sets a new password once and ends every session', async () => {
  const other = await house.anotherCompany()
  const before = client(house)
  await before('POST', '/sessions', { email: other.email, password })
  await client(house)('POST', '/password-resets', { email: other.email })
  await expect
    .poll(() =>
      house.simulators.mail
        .inbox()
        .list()
        .some(({ to }) => JSON.stringify(to).includes(other.email)),
    )
    .toBe(true)
  const mail = house.simulators.mail
    .inbox()
    .list()
    .find(({ to }) => JSON.stringify(to).includes(other.email))
  const token = new URL(linkIn(mail)).searchParams.get('token')
  const next = 'ليلة هادئة على الكورنيش'
  const reset = () => client(house)('PUT', `/password-resets/${token}`, { token, password: next })
  expect((await reset()).status).toBe(200)
  expect((await reset()).body).toMatchObject({ code: 'people.reset_invalid' })
  expect((await before('GET', '/me')).status).toBe(401)
  expect(
    (await client(house)('POST', '/sessions', { email: other.email, password: next })).status,
  ).toBe(200)
})

test('nobody hands out more than they hold, and the last owner stays', async () => {
  const call = await signedIn()
  const { rows: users } = (await call('GET', '/users')).body as {
    rows: { id: string; name: string; email: string }[]
  }
  const owner = users.find(({ email }) => email === house.company.email)
  const stripped = await call('PUT', `/users/${owner?.id}`, {
    id: owner?.id,
    name: owner?.name,
    roleIds: [],
    departmentIds: [],
    extra: [],
    denied: [],
  })
  expect(stripped.body).toMatchObject({ code: 'people.last_owner' })
})

test('describes the whole API, and every page carries its policy', async () => {
  const call = client(house)
  const described = await call('GET', '/openapi.json')
  expect(described.body).toMatchObject({ openapi: expect.stringMatching(/^3\.1/) })
  expect(described.headers.get('content-security-policy')).toContain("default-src 'none'")
})
