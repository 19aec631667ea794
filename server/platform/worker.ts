import { EventEmitter } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { Logger, type Runner, run, type Task, type WorkerEvents } from 'graphile-worker'
import type { Pool } from './db.ts'
import type { House } from './house.ts'
import { perform, react } from './jobs.ts'

/** How often a node looks for jobs that a dead one left behind. */
const sweepMs = 10_000
/** How long the end of a last job may take to be written, after its worker has stopped. */
const lastWritesMs = 5_000

/**
 * Every pool of workers holds a lock of its own name for as long as its process lives. What is
 * marked as taken by a name that nobody holds any more was left by a killed process, and is free
 * for others: without this it would lie for four hours. A lock lost with its connection is taken
 * again within a second; the fifteen seconds keep that from looking like a death.
 */
const freeSql = `
  select graphile_worker.force_unlock_workers(array_agg(locked_by)) from (
    select distinct locked_by from graphile_worker._private_jobs
    where locked_at < now() - interval '15 seconds') as held
  where pg_try_advisory_xact_lock(hashtext('wasl worker'), hashtext(locked_by))
  having count(*) > 0`

function taskListOf(house: House, everyMinute: () => Promise<void>): Record<string, Task> {
  const tasks: Record<string, Task> = {
    react: (payload) => react(house, payload),
    minute: () => everyMinute(),
  }
  for (const name of house.jobs.keys()) tasks[name] = (payload) => perform(house, name, payload)
  return tasks
}

/** Holds the lock of this name on a connection of its own, and takes it again when that breaks. */
function holdName(pool: Pool, name: string): () => void {
  let released = false
  let release: (() => void) | undefined
  const hold = async (): Promise<void> => {
    if (released) return
    const client = await pool.connect()
    let broken = false
    const end = () => {
      if (broken) return
      broken = true
      client.release(true)
      if (!released) later()
    }
    client.once('error', end)
    client.once('end', end)
    release = end
    if (released) return end()
    await client
      .query("select pg_advisory_lock(hashtext('wasl worker'), hashtext($1))", [name])
      .catch(end)
  }
  const later = () => {
    setTimeout(() => void hold().catch(later), 500).unref()
  }
  hold().catch(later)
  return () => {
    released = true
    release?.()
  }
}

/** One pool of workers, from its first job to its last. */
type Crew = Readonly<{
  runner: Runner
  /** Resolves at the first sign that the pool takes no more jobs. */
  lost: Promise<void>
  /** Resolves when the last of its workers has put down its job. */
  idle: Promise<void>
  /** Gives up the name: what the pool still marks as taken is free for others. */
  release: () => void
}>

async function startCrew(house: House, pool: Pool, tasks: Record<string, Task>): Promise<Crew> {
  const events: WorkerEvents = new EventEmitter()
  const { promise: lost, resolve: lose } = Promise.withResolvers<void>()
  const { promise: idle, resolve: rest } = Promise.withResolvers<void>()
  let release = () => {}
  let working = 0
  events.on('pool:create', ({ workerPool }) => {
    release = holdName(pool, workerPool.id)
  })
  events.on('worker:create', () => {
    working += 1
  })
  events.on('worker:stop', () => {
    working -= 1
    if (working === 0) rest()
  })
  // After one failed write of a job's end the library counts its writes wrongly, and the pool's own
  // promise may never settle; a failed asking may have taken a job that nobody knows of.
  for (const sign of ['pool:fatalError', 'worker:getJob:error'] as const)
    events.on(sign, ({ error }) => {
      house.log.warn({ err: error }, 'the queue gives up its workers')
      lose()
    })
  events.on('job:error', ({ job: failed, error }) => {
    house.log.error({ task: failed.task_identifier, id: failed.id, err: error }, 'a job failed')
  })
  const runner = await run({
    pgPool: pool as never,
    events,
    taskList: tasks,
    noHandleSignals: true,
    logger: new Logger(() => (level, message) => house.log.debug({ level }, message)),
    // The slot's own key keeps two nodes from doing it twice; the cron line itself knows only UTC.
    crontab: '* * * * * minute ?max=3',
    preset: {
      worker: {
        concurrentJobs: 8,
        pollInterval: 1000,
        // Unbatched, a job that ends while the database is away rejects a promise that nobody awaits.
        completeJobBatchDelay: 0,
        failJobBatchDelay: 0,
      },
    },
  })
  return { runner, lost, idle, release: () => release() }
}

/**
 * Takes jobs until it is stopped, whatever happens to the database meanwhile. The queue's
 * connection signs in as wasl_worker, because graphile-worker puts row-level security on its
 * tables; the work itself goes through wasl_app like everyone's.
 */
export async function startWorker(
  house: House,
  pool: Pool,
  everyMinute: () => Promise<void>,
): Promise<{ stop: () => Promise<void> }> {
  const tasks = taskListOf(house, everyMinute)
  let current = await startCrew(house, pool, tasks)
  let stopping = false
  const leaving = new Set<Promise<void>>()
  const sweep = () =>
    pool.query(freeSql).catch((error: unknown) => {
      house.log.warn({ err: error }, 'the queue could not be swept')
    })
  const sweeping = setInterval(() => void sweep(), sweepMs)

  /** Lets a crew finish what it does, while the next one works already; its name stays till then. */
  const dismiss = (old: Crew, ended: Promise<unknown>): void => {
    void old.runner.stop().catch(() => undefined)
    const gone = Promise.race([ended, old.idle.then(() => sleep(lastWritesMs))]).then(old.release)
    leaving.add(gone)
    void gone.finally(() => leaving.delete(gone))
  }
  const supervise = async (): Promise<void> => {
    for (let crew: Crew | undefined = current; crew; ) {
      current = crew
      const ended = crew.runner.promise.catch((reason: unknown) => reason)
      if (stopping) void crew.runner.stop().catch(() => undefined)
      await Promise.race([ended, crew.lost])
      dismiss(crew, ended)
      crew = undefined
      if (!stopping) house.log.warn('the queue starts again')
      while (!crew && !stopping) {
        await sleep(500)
        crew = await startCrew(house, pool, tasks).catch(() => undefined)
      }
    }
    await Promise.all(leaving)
  }
  const supervised = supervise()
  return {
    stop: async () => {
      stopping = true
      clearInterval(sweeping)
      void current.runner.stop().catch(() => undefined)
      await supervised
    },
  }
}
