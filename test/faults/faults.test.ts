import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { openPool } from '#platform/db.ts'
import { startWorker } from '#platform/worker.ts'
import { openHouse } from '#test/house.ts'
import { breakNetwork, type Fault, faults, type Vendor, vendors } from './network.ts'
import { type Desk, meet, openDesk, say, textsAt } from './people.ts'

const start = '2026-03-01T09:00:00Z'
const the = openHouse({ now: start })

/** Of the first try of a message, by the mark that stands in it. */
const planned = new Map<string, Fault>()
const markIn = (text: string) => /m\d{4}/.exec(text)?.[0] ?? ''
const befall = (said: string): Fault | undefined => {
  const mark = markIn(said)
  const fault = planned.get(mark)
  planned.delete(mark)
  return fault
}

/** Everything that waits for later is due now, as often as it takes. */
async function letTimePass(): Promise<void> {
  for (const minutes of [0, 3, 6, 12, 20, 30, 45, 60]) {
    the.setNow(new Date(new Date(start).getTime() + minutes * 60_000).toISOString())
    await the.workerPool.query('update graphile_worker._private_jobs set run_at = now()')
    await the.drain()
    await the.simulators.meta.deliver()
    await the.simulators.sms.deliver()
  }
  the.setNow(start)
}

type Ended = {
  id: string
  state: string
  reason: string | null
  detail: string | null
  tries: number
}
const endOf = (desk: Desk) =>
  the.sql<Ended>(
    `select m.id, m.state, m.reason, m.detail, m.attempts as tries from message m
     where m.account_id = $1 and m.direction = 'out' and m.category = 'chat'`,
    [desk.accountId],
  )

const told = (ids: readonly string[]) =>
  the.sql<{ id: string; name: string }>(
    `select about_id as id, name from event where about_id = any($1)
       and name in ('messaging.message_failed', 'messaging.message_unknown')`,
    [ids],
  )

let marks = 0

async function suffer(vendor: Vendor) {
  breakNetwork(the, befall)
  const desk = await openDesk(the, vendor)
  const kinds = Object.entries(faults)
  const threads = await meet(the, desk, kinds.length)
  const said: { mark: string; what: string; id: string; arrives: boolean }[] = []
  for (const [place, [what, { arrives, fault }]] of kinds.entries()) {
    marks += 1
    const mark = `m${String(marks).padStart(4, '0')}`
    planned.set(mark, fault)
    const id = await say(desk.session, threads[place] ?? '', mark)
    said.push({ mark, what, id, arrives })
  }
  await letTimePass()
  return { desk, said }
}

const good: ReadonlySet<string> = new Set(['sent', 'delivered', 'read'])

describe.each(vendors)('whatever befalls what leaves through %s', (vendor) => {
  it('it arrives once or not at all, and nobody is left in doubt about which is listed', async () => {
    const { desk, said } = await suffer(vendor)
    const ends = new Map((await endOf(desk)).map((end) => [end.id, end]))
    const events = await told(said.map(({ id }) => id))
    const seen = said.map(({ mark, what, id, arrives }, person) => {
      const end = ends.get(id)
      const times = textsAt(the, desk, person).filter((text) => text.includes(mark)).length
      const listed = events.some((event) => event.id === id)
      return {
        what,
        times,
        arrives: arrives ? 1 : 0,
        ended: good.has(end?.state ?? '') || ['failed', 'unknown'].includes(end?.state ?? ''),
        // What may not have arrived is listed with its reason; what is said to be sent has arrived.
        honest: good.has(end?.state ?? '') ? times === 1 : listed && Boolean(end?.detail),
      }
    })
    expect(seen).toEqual(
      said.map(({ what, arrives }) => ({
        what,
        times: arrives ? 1 : 0,
        arrives: arrives ? 1 : 0,
        ended: true,
        honest: true,
      })),
    )
  })
})

describe('a vendor that never answers', () => {
  const stops: (() => Promise<void>)[] = []
  afterAll(() => Promise.all(stops.map((stop) => stop())))

  it('keeps two of its own waiting at a time, and nobody else', async () => {
    const { promise: released, resolve: release } = Promise.withResolvers<void>()
    let hanging = 0
    const hang: Fault = async (pass) => {
      hanging += 1
      await released
      return pass()
    }
    breakNetwork(the, (text) => (text.includes('sick') ? hang : undefined))
    const sick = await openDesk(the, 'unifonic')
    const well = [await openDesk(the, 'taqnyat'), await openDesk(the, 'msegat')]
    for (const threadId of await meet(the, sick, 12)) await say(sick.session, threadId, 'sick')
    for (const desk of well)
      for (const threadId of await meet(the, desk, 6)) await say(desk.session, threadId, 'well')
    const [place] = (await the.workerPool.query('select current_database() as name')).rows
    const pool = openPool(
      { ...(the.workerPool.options as object), database: place?.name },
      { max: 6, onError: () => undefined },
    )
    const worker = await startWorker(the.house, pool, async () => undefined)
    stops.push(async () => {
      release()
      await worker.stop()
      await pool.end()
    })
    const waiting = async () => {
      const ends = await Promise.all(well.map(endOf))
      return ends.flat().filter(({ state }) => !good.has(state)).length
    }
    while ((await waiting()) > 0 || hanging < 2) await sleep(50)
    expect(hanging).toBe(2)
    expect((await endOf(sick)).filter(({ state }) => good.has(state))).toEqual([])
    release()
    while ((await endOf(sick)).some(({ state }) => !good.has(state))) await sleep(50)
    expect(hanging).toBe(12)
  })
})
