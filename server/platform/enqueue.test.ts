import { expect, test } from 'vitest'
import { openHouse } from '#test/house.ts'

const the = openHouse()

const told = (key: string) =>
  JSON.stringify([
    { task: 'messaging.take_in', payload: { n: key }, key, runAt: null, queue: null },
  ])
const enqueue = 'select graphile_worker.enqueue($1)'

test('a job that is taken in the moment in which it is asked for again is followed by another', async () => {
  const key = 'asked-again'
  await the.workerPool.query(enqueue, [told(key)])
  const worker = await the.workerPool.connect()
  const asker = await the.workerPool.connect()
  try {
    await worker.query('begin')
    await worker.query(
      "update graphile_worker._private_jobs set locked_at = now(), locked_by = 'w' where key = $1",
      [key],
    )
    const asked = asker.query(enqueue, [told(key)])
    const waits = async (): Promise<boolean> => {
      const { rows } = await worker.query<{ waits: boolean }>(
        "select count(*) > 0 as waits from pg_locks where not granted and locktype = 'transactionid'",
      )
      return rows[0]?.waits ?? false
    }
    while (!(await waits()));
    await worker.query('commit')
    await asked
    const { rows } = await worker.query<{ locked: boolean; key: string | null }>(
      `select locked_at is not null as locked, key from graphile_worker._private_jobs
       where payload ->> 'n' = $1 order by id`,
      [key],
    )
    expect(rows).toEqual([
      { locked: true, key: null },
      { locked: false, key },
    ])
  } finally {
    worker.release()
    asker.release()
  }
})

test('what somebody waits for at a screen is done before all else', async () => {
  const add = (task: string, priority: number) =>
    the.workerPool.query(enqueue, [
      JSON.stringify([
        { task, payload: {}, key: null, runAt: null, queue: null, priority },
        { task, payload: {}, key: `${task} key`, runAt: null, queue: null, priority },
        { task, payload: {}, key: null, runAt: null, queue: `${task} queue`, priority },
      ]),
    ])
  await add('later', 0)
  await add('sooner', -1)
  const { rows } = await the.workerPool.query<{ task: string }>(
    `select task_identifier as task from graphile_worker.jobs
     where task_identifier in ('later', 'sooner') order by priority, run_at, id`,
  )
  expect(rows.map(({ task }) => task)).toEqual([
    ...Array(3).fill('sooner'),
    ...Array(3).fill('later'),
  ])
})
