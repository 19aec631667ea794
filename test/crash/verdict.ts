import { setTimeout as sleep } from 'node:timers/promises'
import type { Acknowledged } from './load.ts'
import type { World } from './world.ts'

export type Verdict = Readonly<{
  acknowledged: number
  /** Acknowledged, and not there or not as acknowledged. */
  lost: readonly string[]
  /** Rules of the books that do not hold. */
  unsound: readonly string[]
  gaps: readonly string[]
  reminders: number
  /** Mails that arrived more than once, by their own id; and items reminded twice at one step. */
  twice: readonly string[]
  unknown: number
  drainedMs: number
  /** Jobs that nobody does, because whoever took them was killed. */
  heldByTheDead: number
  failedJobs: readonly string[]
}>

async function lostOf(world: World, acknowledged: readonly Acknowledged[]): Promise<string[]> {
  const { owner } = world.database
  const { rows } = await owner.query<{ id: string; number: string; minor: number }>(
    `select id, number, gross as minor from invoice where company_id = $1
     union all select id, number, amount from payment where company_id = $1`,
    [world.companyId],
  )
  const there = new Map(rows.map((row) => [row.id, row]))
  return acknowledged.flatMap(({ kind, id, number, minor }) => {
    const row = there.get(id)
    if (row?.number === number && row.minor === minor) return []
    return [`${kind} ${number} ${id}: ${row ? `is ${row.number} of ${row.minor}` : 'is not there'}`]
  })
}

/** The rules of the books that do not hold. */
export async function unsoundOf(world: Pick<World, 'app' | 'companyId'>): Promise<string[]> {
  const client = await world.app.connect()
  try {
    await client.query(`begin; set local app.company_id = '${world.companyId}'`)
    const { rows } = await client.query<{ invariant: string; found: number; sample: unknown }>(
      'select * from check_books($1) where found > 0',
      [world.companyId],
    )
    const audit = await client.query<{ broken_at: number | null }>('select * from verify_audit()')
    const broken = audit.rows[0]?.broken_at
    return [
      ...rows.map((row) => `${row.invariant}: ${row.found}, such as ${JSON.stringify(row.sample)}`),
      ...(broken === null || broken === undefined ? [] : [`the audit chain breaks at ${broken}`]),
    ]
  } finally {
    await client.query('rollback')
    client.release()
  }
}

/** The series of numbers that miss one. */
export async function gapsOf(world: Pick<World, 'database' | 'companyId'>): Promise<string[]> {
  const { rows } = await world.database.owner.query<{
    series: string
    last: number
    there: number
  }>(
    `select s.series, s.last, count(distinct i.sequence) as there from number_series s
     left join issued_number i using (company_id, series, year)
     where s.company_id = $1 group by 1, 2 having count(distinct i.sequence) <> s.last`,
    [world.companyId],
  )
  return rows.map(({ series, last, there }) => `${series}: ${there} of ${last}`)
}

async function twiceOf(world: World): Promise<{ twice: string[]; reminders: number }> {
  const mails = await world.mailbox.all()
  const counted = new Map<string, number>()
  for (const { messageId } of mails) counted.set(messageId, (counted.get(messageId) ?? 0) + 1)
  const { rows } = await world.database.owner.query<{ what: string }>(
    `select item_id || ' at ' || step_key as what from reminder_reservation
     where company_id = $1 group by item_id, step_key, cycle having count(*) > 1
     union all
     select 'message ' || about_id from message where company_id = $1 and category = 'reminder'
     group by about_id, once having count(*) > 1`,
    [world.companyId],
  )
  const twice = [...counted].flatMap(([id, times]) => (times > 1 ? [`${id} ${times} times`] : []))
  return { twice: [...twice, ...rows.map(({ what }) => what)], reminders: counted.size }
}

/** Waits until nothing is due any more, what killed nodes had begun included. */
export async function drain(
  world: Pick<World, 'database'>,
  patienceMs: number,
): Promise<{ drainedMs: number; heldByTheDead: number }> {
  const began = performance.now()
  for (;;) {
    const { rows } = await world.database.worker.query<{ waiting: number; held: number }>(
      `select count(*) as waiting, count(locked_at) as held from graphile_worker._private_jobs
       where run_at <= now() and attempts < max_attempts`,
    )
    const { waiting = 0, held = 0 } = rows[0] ?? {}
    const ms = performance.now() - began
    if (waiting === 0) return { drainedMs: Math.round(ms), heldByTheDead: 0 }
    if (ms > patienceMs) return { drainedMs: Infinity, heldByTheDead: held }
    await sleep(250)
  }
}

/** What is true after the storm, when both nodes are up and nobody asks for anything more. */
export async function judge(world: World, acknowledged: readonly Acknowledged[]): Promise<Verdict> {
  const drained = await drain(world, 90_000)
  const { owner, worker } = world.database
  const unknown = await owner.query<{ n: number }>(
    "select count(*) as n from message where company_id = $1 and state = any('{unknown,sending}')",
    [world.companyId],
  )
  const failed = await worker.query<{ what: string }>(
    `select t.identifier || ': ' || j.last_error as what from graphile_worker._private_jobs j
     join graphile_worker._private_tasks t on t.id = j.task_id where j.last_error is not null limit 5`,
  )
  if (drained.drainedMs === Infinity) {
    const left = await worker.query<{ what: string }>(
      `select t.identifier || ' ' || coalesce(q.queue_name, '') || ' ' || count(*) || ' locked ' ||
         count(j.locked_at) || ' queue held by ' || coalesce(max(q.locked_by), 'nobody') as what
       from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
       left join graphile_worker._private_job_queues q on q.id = j.job_queue_id
       where j.run_at <= now() and j.attempts < j.max_attempts
       group by t.identifier, q.queue_name limit 10`,
    )
    failed.rows.push(...left.rows.map(({ what }) => ({ what: `still waits: ${what}` })))
  }
  return {
    acknowledged: acknowledged.length,
    lost: await lostOf(world, acknowledged),
    unsound: await unsoundOf(world),
    gaps: await gapsOf(world),
    ...(await twiceOf(world)),
    unknown: unknown.rows[0]?.n ?? 0,
    ...drained,
    failedJobs: failed.rows.map(({ what }) => what),
  }
}
