import { expect, test } from 'vitest'
import { checkAccountsJob } from '#modules/messaging/accounts/health.ts'
import { listAccounts } from '#modules/messaging/accounts/list.ts'
import { openAccount } from '#modules/messaging/accounts/opened.ts'
import { tryAccount } from '#modules/messaging/accounts/try.ts'
import { systemSession } from '#platform/jobs.ts'
import { look } from '#platform/query.ts'
import { GraphError } from '#server/simulators/meta/answers.ts'
import { newId, openHouse } from '#test/house.ts'

const the = openHouse({ now: '2026-11-22T08:00:00Z' })
/** An hour short of so many days ago: the test itself takes time. */
const ages = (days: number) => new Date(Date.parse('2026-11-22T09:00:00Z') - days * 86_400_000)

test('a token of Instagram is had anew before it ends, and a refusal is said without losing the old one', async () => {
  const id = newId()
  await tryAccount(the.session(), { id, provider: 'instagram' })
  await look(the.session(), (from) => openAccount(from, id))
  const set = (at: Date) =>
    the.sql(
      `update channel_account set played = false, base_url = 'http://localhost/simulators/meta',
         provider = 'instagram_login', facts = jsonb_build_object('wasl_token_set', $2::text)
       where id = $1`,
      [id, at.toISOString()],
    )
  const check = async () => {
    await checkAccountsJob.run(systemSession(the.house, the.company.companyId), {
      companyId: the.company.companyId,
    })
    const opened = await look(the.session(), (from) => openAccount(from, id))
    const { rows } = await listAccounts(the.session(), {})
    const row = rows.find((each) => each.id === id)
    return { token: opened?.secrets['token'], days: row?.tokenDays, failed: row?.renewalFailed }
  }
  await set(ages(30))
  const young = await check()
  expect(young).toMatchObject({ days: 30, failed: null })
  await set(ages(45))
  the.simulators.meta.faults.refusals.push(new GraphError(400, 190, 'Error validating'))
  expect(await check()).toEqual({ token: young.token, days: 15, failed: 'auth' })
  const renewed = await check()
  expect(renewed).toMatchObject({ token: `${young.token}r`, failed: null })
  expect(renewed.days).toBeGreaterThan(58)
  expect(await check()).toMatchObject({ token: `${young.token}r` })
})
