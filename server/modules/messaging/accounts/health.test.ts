import { expect, test } from 'vitest'
import { reaction } from '#platform/command.ts'
import { systemSession } from '#platform/jobs.ts'
import { look } from '#platform/query.ts'
import { newId, openHouse } from '#test/house.ts'
import { checkAccountsJob } from './health.ts'
import { listAccounts } from './list.ts'
import { heard, openAccount, restAccount, wakeAccount } from './opened.ts'
import { tryAccount } from './try.ts'

const the = openHouse({ now: '2026-11-22T08:00:00Z' })

/** A company whose account is live as far as the house can tell, with a played vendor behind it. */
async function liveAccount() {
  const company = await the.anotherCompany()
  const session = the.session(undefined, company)
  const id = newId()
  const { chat } = await tryAccount(session, { id, provider: 'whatsapp_cloud' })
  await look(session, (from) => openAccount(from, id))
  await the.sql(
    `update channel_account set played = false, base_url = 'http://localhost/simulators/meta'
     where id = $1`,
    [id],
  )
  const check = async () => {
    await checkAccountsJob.run(systemSession(the.house, company.companyId), {
      companyId: company.companyId,
    })
    const [row] = (await listAccounts(session, {})).rows
    if (!row) throw new Error('The account is gone')
    return row
  }
  const told = () =>
    the.sql<{ trouble: string }>(
      `select facts ->> 'trouble' as trouble from event
       where name = 'messaging.account_troubled' and about_id = $1 order by seq`,
      [id],
    )
  const { meta } = the.simulators
  const known = meta.accounts().find((account) => account.id === chat?.address)
  if (!known) throw new Error('The vendor does not know the account')
  const standAt = (url: string) =>
    the.sql('update channel_account set base_url = $2 where id = $1', [id, url])
  return {
    session,
    id,
    check,
    told,
    /** The vendor knows the token no more, and knows it again. */
    endToken: () => meta.register({ ...known, token: 'another' }),
    renewToken: () => meta.register(known),
    /** Nobody answers there. */
    goAway: () => standAt('http://localhost:9/away'),
  }
}

test('what the vendor says of an account is kept, and a good account is nobody’s news', async () => {
  const { check, told } = await liveAccount()
  const account = await check()
  expect([account.state, account.health?.outcome]).toEqual(['good', 'sent'])
  expect(account.facts).toMatchObject({ quality_rating: 'GREEN', status: 'CONNECTED' })
  expect(await told()).toEqual([])
})

test('a token at its end is told once, and again after it was good in between', async () => {
  const { check, told, endToken, renewToken } = await liveAccount()
  endToken()
  for (let times = 0; times < 2; times++) {
    const account = await check()
    expect([account.state, account.health?.reason]).toEqual(['failing', 'auth'])
  }
  expect(await told()).toEqual([{ trouble: 'failing' }])
  renewToken()
  expect((await check()).state).toBe('good')
  endToken()
  await check()
  expect(await told()).toHaveLength(2)
})

test('a hiccup is no trouble; the second in a row is', async () => {
  const { check, told, goAway } = await liveAccount()
  await check()
  await goAway()
  expect((await check()).health?.outcome).toBe('unknown')
  expect(await told()).toEqual([])
  expect((await check()).health?.outcome).toBe('failed')
  expect(await told()).toEqual([{ trouble: 'failing' }])
})

test('a vendor that took a message and says nothing of it for an hour is silent until it speaks', async () => {
  const { session, id, check, told } = await liveAccount()
  await the.sql(
    `insert into message (company_id, id, channel, category, language, to_address, subject, body,
       about_kind, about_id, once, state, queued_at, said_at, sent_at, actor_name, account_id, direction)
     values ($1, $2, 'whatsapp', 'chat', 'ar', '+966501234567', '', 'x', 'thread', $2, $5, 'sent',
       $3, $3, $3, 'x', $4, 'out')`,
    [session.companyId, newId(), '2026-11-22T07:30:00Z', id, newId()],
  )
  expect((await check()).state).toBe('good')
  the.setNow('2026-11-22T08:31:00Z')
  expect((await check()).state).toBe('silent')
  expect((await check()).state).toBe('silent')
  expect(await told()).toEqual([{ trouble: 'silent' }])
  the.setNow('2026-11-24T08:31:00Z')
  expect((await check()).state).toBe('silent')
  await reaction('test.heard', (work, _: object) => heard(work, id))(session, {})
  expect((await check()).state).toBe('good')
  the.setNow('2026-11-22T08:00:00Z')
})

test('people who look after channels are told, in a line that leads to the account', async () => {
  const { session, id, check, endToken } = await liveAccount()
  endToken()
  await check()
  await the.drain()
  const rows = await the.sql<{ about_id: string; facts: { reason: string; name: string } }>(
    `select about_id, facts from notification where company_id = $1 and kind = 'account_troubled'`,
    [session.companyId],
  )
  expect(rows).toMatchObject([{ about_id: id, facts: { reason: 'failing', name: 'حساب للتجربة' } }])
})

test('a rest is never shortened by another, and ends with the first thing that is taken', async () => {
  const { session, id, check } = await liveAccount()
  await check()
  const rest = (untilMs: number) =>
    reaction('test.rest', (work, _: object) =>
      restAccount(work, id, { untilMs, reason: 'rate_limited' }),
    )(session, {})
  const later = Date.parse('2026-11-22T09:00:00Z')
  await rest(later)
  await rest(later - 60_000)
  const opened = await look(session, (from) => openAccount(from, id))
  expect([opened?.restingUntil?.getTime(), opened?.rests]).toEqual([later, 2])
  const [shown] = (await listAccounts(session, {})).rows
  expect([shown?.state, shown?.resting?.reason]).toEqual(['resting', 'rate_limited'])
  await reaction('test.wake', (work, _: object) => wakeAccount(work, id))(session, {})
  expect((await listAccounts(session, {})).rows[0]?.state).toBe('good')
})
