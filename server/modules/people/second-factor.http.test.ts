import { generate } from 'otplib'
import { expect, test } from 'vitest'
import { composeHttp } from '#server/main.ts'
import { client } from '#test/browserless.ts'
import { type Company, newId, openHouse } from '#test/house.ts'

const house = openHouse({ now: '2026-11-22T09:00:00+03:00' })
const password = 'صباح الخير يا جدة'
const at = () => Math.floor((Date.now() + house.house.clock.offsetMs) / 1000)

async function signedIn({ email }: Company) {
  const call = client(house)
  await call('POST', '/sessions', { email, password })
  return call
}
async function withSecondFactor(company: Company) {
  const call = await signedIn(company)
  const { secret } = (await call('POST', '/me/totp', { password })).body as { secret: string }
  const code = await generate({ secret, epoch: at() })
  const { recoveryCodes } = (await call('PUT', '/me/totp', { code })).body as {
    recoveryCodes: string[]
  }
  return { call, code, recoveryCodes }
}
const mailedTo = (address: string) =>
  house.simulators.mail
    .inbox()
    .list()
    .filter(({ to }) => JSON.stringify(to).includes(address))
    .map(({ text }) => /https?:\S+/.exec(text)?.[0] ?? '')

test('an invitation to a second company does not step around the second factor', async () => {
  const guest = await house.anotherCompany()
  await withSecondFactor(guest)
  const host = await signedIn(house.company)
  await host('POST', '/invitations', {
    ...{ id: newId(), name: 'نورة السبيعي', email: guest.email },
    ...{ roleIds: [], departmentIds: [], extra: [], denied: [] },
  })
  const token = mailedTo(guest.email).at(-1)?.split('/').at(-1) ?? ''
  const thief = client(house)
  const joined = await thief('POST', `/invitation-links/${token}/acceptance`, {
    ...{ token, name: 'نورة السبيعي', password },
  })
  expect(joined.status).toBe(200)
  expect((await thief('GET', '/me')).status).toBe(401)
})

test('wrong passwords typed into an invitation lock the account as at the door', async () => {
  const guest = await house.anotherCompany()
  const host = await signedIn(house.company)
  await host('POST', '/invitations', {
    ...{ id: newId(), name: 'نورة السبيعي', email: guest.email },
    ...{ roleIds: [], departmentIds: [], extra: [], denied: [] },
  })
  const token = mailedTo(guest.email).at(-1)?.split('/').at(-1) ?? ''
  const accept = (typed: string) =>
    client(house)('POST', `/invitation-links/${token}/acceptance`, {
      ...{ token, name: 'نورة السبيعي', password: typed },
    })
  for (let n = 0; n < 5; n++)
    expect((await accept(`a wrong guess ${n}`)).body).toMatchObject({
      code: 'people.password_wrong',
    })
  expect((await accept(password)).body).toMatchObject({ code: 'session.locked' })
})

test('the code that confirmed the second factor opens no session', async () => {
  const company = await house.anotherCompany()
  const { code } = await withSecondFactor(company)
  const again = await client(house)('POST', '/sessions', { email: company.email, password, code })
  expect(again.body).toMatchObject({ code: 'session.code_wrong' })
})

test('who only begins to renew the second factor keeps the recovery codes', async () => {
  const company = await house.anotherCompany()
  const { call, recoveryCodes } = await withSecondFactor(company)
  await call('POST', '/me/totp', { password })
  const [code] = recoveryCodes
  const entered = await client(house)('POST', '/sessions', { email: company.email, password, code })
  expect(entered.body).toEqual({ state: 'signed_in' })
})

test('a new password ends every link that was mailed to set one', async () => {
  const company = await house.anotherCompany()
  const { email } = company
  for (const sent of [1, 2]) {
    await client(house)('POST', '/password-resets', { email })
    await expect.poll(() => mailedTo(email).length).toBe(sent)
  }
  const [first = '', second = ''] = mailedTo(email).map((link) => link.split('token=')[1])
  const reset = (token: string, next: string) =>
    client(house)('PUT', `/password-resets/${token}`, { token, password: next })
  expect((await reset(first, 'ليلة هادئة على الكورنيش')).status).toBe(200)
  expect((await reset(second, 'ليلة أخرى على الكورنيش')).body).toMatchObject({
    code: 'people.reset_invalid',
  })
})

test('the password of an open session cannot be guessed at without end', async () => {
  const company = await house.anotherCompany()
  const http = composeHttp(house.house, house.realtime, { limitFactor: 1 })
  const call = client({ ...house, http })
  await call('POST', '/sessions', { email: company.email, password })
  const codes: string[] = []
  for (let n = 0; n < 11; n++) {
    const { body } = await call('PUT', '/me/password', {
      ...{ current: `a wrong guess ${n}`, next: 'ليلة هادئة على الكورنيش' },
    })
    codes.push((body as { code: string }).code)
  }
  expect(codes.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 'people.password_wrong'))
  expect(codes[10]).toBe('request.too_many')
})
