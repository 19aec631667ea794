import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, test } from 'vitest'
import { z } from 'zod'
import { job, jobsByName } from '#platform/jobs.ts'
import { openHouse } from '#test/house.ts'
import { startWorker } from './worker.ts'

const the = openHouse()
const ends: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end()
})

/** The queue's connections, on which the database may refuse to note the end of any job. */
class Queue extends pg.Pool {
  refusing = false
  refused = 0

  // The library asks with a promise to work, and with a callback to listen.
  override connect(heard?: unknown): never {
    const open = super.connect.bind(this) as (...given: unknown[]) => unknown
    return (heard ? open(heard) : this.#wary(open() as Promise<pg.PoolClient>)) as never
  }

  async #wary(opening: Promise<pg.PoolClient>): Promise<pg.PoolClient> {
    const client = await opening
    const query = client.query.bind(client) as (...given: unknown[]) => unknown
    const asked = (...given: unknown[]) => {
      if (!this.refusing || !/delete from/.test(JSON.stringify(given[0]))) return query(...given)
      this.refused += 1
      return sleep(30).then(() => Promise.reject(new Error('the database went away')))
    }
    return Object.assign(client, { query: asked as never })
  }
}

async function openQueue(): Promise<Queue> {
  const [place] = (await the.workerPool.query('select current_database() as name')).rows
  const queue = new Queue({ ...(the.workerPool.options as object), database: place?.name, max: 12 })
  queue.on('error', () => undefined)
  queue.on('connect', (client) => client.on('error', () => undefined))
  ends.push(() => queue.end())
  return queue
}

async function until(happened: () => boolean): Promise<void> {
  while (!happened()) await sleep(20)
}

test('the queue goes on, and ends when it is told to, after the end of one job could not be written', async () => {
  const begun: number[] = []
  const gates = Array.from({ length: 6 }, () => Promise.withResolvers<void>())
  const nap = job('test.nap', z.object({ companyId: z.uuid(), place: z.int() }), async (_, at) => {
    begun.push(at.place)
    await gates[at.place]?.promise
  })
  const house = { ...the.house, jobs: jobsByName([nap]) }
  const add = (place: number) =>
    the.workerPool.query("select graphile_worker.add_job('test.nap', $1::json)", [
      JSON.stringify({ companyId: the.company.companyId, place }),
    ])
  const queue = await openQueue()
  const worker = await startWorker(house, queue, async () => undefined)
  for (const place of gates.keys()) await add(place)
  await until(() => begun.length === 6)

  queue.refusing = true
  gates[0]?.resolve()
  await until(() => queue.refused > 0)
  await sleep(100)
  queue.refusing = false
  for (const gate of gates.slice(1)) {
    gate.resolve()
    await sleep(100)
  }
  await add(7)
  await until(() => begun.includes(7))
  await worker.stop()
})
