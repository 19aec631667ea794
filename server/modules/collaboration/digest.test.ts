import { beforeAll, expect, test } from 'vitest'
import { houseMail } from '#modules/people/index.ts'
import { reaction } from '#platform/command.ts'
import { perform } from '#platform/jobs.ts'
import { newId, openHouse } from '#test/house.ts'
import { setDigest } from './digest.ts'
import { readAll } from './notifications.ts'
import { notify } from './notify.ts'

const house = openHouse({ now: '2026-11-22T07:00:00+03:00' })
const mails: { to: string; subject: string; text: string }[] = []

beforeAll(() => {
  house.house.plugs.plug(houseMail, {
    send: async (mail) => {
      mails.push(mail)
    },
  })
})

const waits = () =>
  reaction('test.waits', (work) =>
    notify(work, {
      kind: 'conversation_waits',
      about: { kind: 'conversation', id: newId() },
      customerId: null,
      facts: { name: 'مؤسسة الرواد', minutes: 65 },
      userIds: [house.company.ownerId],
    }),
  )({ ...house.session(), actor: { kind: 'system', id: null, name: 'وصل' } }, undefined)

const morning = async () => {
  mails.length = 0
  await perform(house.house, 'collaboration.digest', { companyId: house.company.companyId })
  await house.drain()
  return mails
}

test('who left something unread is told of it once, without a name and without an amount', async () => {
  await waits()
  await waits()
  const [mail, ...more] = await morning()
  expect(more).toEqual([])
  expect(mail?.to).toBe(house.company.email)
  expect(mail?.text).toContain('عملاء ينتظرون ردًا: 2')
  expect(mail?.text).not.toContain('الرواد')
  expect(await morning()).toEqual([])
})

test('what was read in the meantime is not told', async () => {
  await waits()
  await readAll(house.session(), { through: new Date(Date.now() + 86_400_000_000).toISOString() })
  expect(await morning()).toEqual([])
})

test('who switched it off gets none', async () => {
  await waits()
  await setDigest(house.session(), { on: false })
  expect(await morning()).toEqual([])
})

test('it is in the language that its reader chose for everything', async () => {
  await setDigest(house.session(), { on: true })
  await house.sql(
    `update gate.person set preferences = preferences || '{"language": "en"}' where id = $1`,
    [house.company.personId],
  )
  await waits()
  const [mail] = await morning()
  expect(mail?.text).toContain('Customers waiting for an answer')
})
