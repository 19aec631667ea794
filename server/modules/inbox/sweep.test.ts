import { expect, test } from 'vitest'
import { setAvailability } from '#modules/people/work.ts'
import { newId, openHouse } from '#test/house.ts'
import { noon, playInbox } from '#test/inbox.ts'
import { sweepInbox } from './sweep.ts'

const house = openHouse({ now: noon })
const { whatsapp, wrote, talkWith, colleague, at } = playInbox(house)

const sweep = () => sweepInbox.run(house.session(), {})

type Crowd = Readonly<{ departmentId?: string; assigneeId?: string; reminded?: number }>

/** Two hundred conversations that wait longer than those of the test, and come before them in every order. */
async function crowd({ departmentId, assigneeId, reminded = 3 }: Crowd): Promise<void> {
  const { id } = await whatsapp()
  await house.sql(
    `with made as (
       insert into thread (company_id, id, account_id, channel, name, address_kind, address, started_at)
       select $1, gen_random_uuid(), $2, 'whatsapp', 'كثير', 'phone', '+96650000' || n, $3
       from generate_series(1000, 1199) as n returning id)
     insert into conversation (company_id, id, thread_id, account_id, channel, writer, state, opened_at,
       last_at, last_direction, waiting_since, reply_due_at, department_id, assignee_id, assigned_at, reminded)
     select $1, ('00000000' || substr(gen_random_uuid()::text, 9))::uuid, made.id, $2, 'whatsapp', 'كثير',
       'open', $3, $3, 'in', $3, $3, $4, $5, case when $5::uuid is not null then $3::timestamptz end, $6
     from made`,
    [
      ...[house.company.companyId, id, '2026-03-01T08:59:00Z'],
      ...[departmentId ?? null, assigneeId ?? null, reminded],
    ],
  )
}

const clear = () =>
  house.sql(
    `update conversation set state = 'closed', closed_at = now(), waiting_since = null where state = 'open'`,
  )

async function department(): Promise<string> {
  const id = newId()
  await house.sql('insert into department (company_id, id, name) values ($1, $2, $3)', [
    house.company.companyId,
    id,
    `قسم ${id}`,
  ])
  return id
}

test('who waits is reminded of, although two hundred before them are not due again yet', async () => {
  await wrote('أفنان', 'متى الرد؟')
  await crowd({ reminded: 1 })
  at(62)
  await sweep()
  expect((await talkWith('أفنان')).reminded).toBe(1)
  await clear()
  at(0)
})

test('who waits is given to somebody, although two hundred before them wait for others', async () => {
  await wrote('دلال', 'متى الرد؟')
  await crowd({ departmentId: await department() })
  const free = await colleague(['inbox.read', 'inbox.answer'])
  await setAvailability(free, { availability: 'online' })
  await sweep()
  expect((await talkWith('دلال')).assignee_id).toBe(free.actor.id)
  const stamps = () =>
    house.sql<{ at: Date; id: string }>(
      `select id, assigned_at as at from conversation where state = 'open' and assignee_id is null order by id`,
    )
  const before = await stamps()
  expect(before).toHaveLength(200)
  at(1)
  await sweep()
  expect(await stamps()).toEqual(before)
  await clear()
  at(0)
})

test('who waits is taken from who is away, although two hundred before them have somebody', async () => {
  const [away, busy, free] = [
    await colleague(['inbox.read', 'inbox.answer']),
    await colleague(['inbox.read', 'inbox.answer']),
    await colleague(['inbox.read', 'inbox.answer']),
  ]
  await wrote('جمانة', 'متى الرد؟')
  await house.sql('update conversation set assignee_id = $2, assigned_at = now() where id = $1', [
    (await talkWith('جمانة')).id,
    away.actor.id,
  ])
  await setAvailability(away, { availability: 'away' })
  at(40)
  await setAvailability(busy, { availability: 'busy' })
  await setAvailability(free, { availability: 'online' })
  await crowd({ assigneeId: busy.actor.id })
  await sweep()
  expect((await talkWith('جمانة')).assignee_id).toBe(free.actor.id)
  const kept = await house.sql('select 1 from conversation where assignee_id = $1', [busy.actor.id])
  expect(kept).toHaveLength(200)
})
