import { expect, test } from 'vitest'
import { demoCompany, offerSetUp } from '#modules/people/index.ts'
import { createRateLimits } from '#platform/rate-limit.ts'
import { router } from '#server/modules.ts'
import { client } from '#test/browserless.ts'
import { openHouse } from '#test/house.ts'
import { demoCompanyOf } from './index.ts'

const house = openHouse({ empty: true })

const until = async (done: () => Promise<boolean>) => {
  for (let tries = 0; tries < 400; tries++) {
    if (await done()) return
    await new Promise((go) => setTimeout(go, 100))
  }
  throw new Error('It never came')
}
const tokenIn = (link: string) => new URL(link).searchParams.get('token') ?? ''

test('an empty house becomes a demo company by its one-time link, once, and lets its maker in', async () => {
  const small = demoCompanyOf(router(createRateLimits()), { customers: 30, invoices: 40 })
  house.house.plugs.plug(demoCompany, small)
  const call = client(house)
  const token = tokenIn(await offerSetUp(house.house))

  const stranger = await call('POST', '/setup/demo', { token: 'x'.repeat(43) })
  expect(stranger.body).toMatchObject({ code: 'setup.link_invalid' })
  const early = await call('POST', '/setup/demo/session', { token })
  expect(early.body).toMatchObject({ code: 'setup.demo_not_ready' })

  const begun = await call('POST', '/setup/demo', { token, language: 'en' })
  expect(begun.body).toMatchObject({ email: 'demo@wasl.example', password: expect.any(String) })
  const seen = new Set<number>()
  await until(async () => {
    const { body } = await call('POST', '/setup/demo/progress', { token })
    seen.add(Number(body['percent']))
    expect(body['state']).not.toBe('stopped')
    return body['state'] === 'ready'
  })
  expect(seen.size).toBeGreaterThan(1)

  expect((await call('POST', '/setup/demo', { token })).body).toMatchObject({
    code: 'setup.already_done',
  })
  await call('POST', '/setup/demo/session', { token })
  const me = await call('GET', '/me')
  expect(me.body).toMatchObject({
    email: 'demo@wasl.example',
    company: { nameEn: 'Rawafid Gulf Supplies' },
    preferences: { language: 'en' },
  })
  const again = await client(house)('POST', '/setup/demo/session', { token })
  expect(again.body).toMatchObject({ code: 'setup.demo_not_ready' })
  expect(house.house.clock.offsetMs).toBe(0)
  const [books] = await house.sql<{ found: number }>(
    'select sum(found)::int as found from company, check_books(company.id)',
  )
  expect(books?.found).toBe(0)
  const answers = await house.sql<{ state: string; count: number }>(
    'select state, count(*)::int as count from balance_confirmation where answered_at is not null group by 1 order by 1',
  )
  expect(answers.map(({ state, count }) => [state, count])).toEqual([
    ['confirmed', 3],
    ['differs', 1],
  ])
})
