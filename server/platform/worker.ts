import { EventEmitter } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { Logger, type Runner, run, type Task, type WorkerEvents } from 'graphile-worker'
import type { Pool } from './db.ts'
import type { House } from './house.ts'
import { perform, react } from './jobs.ts'

/** How often a node looks for jobs that a dead one left behind. */
const sweepMs = 10_000

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

async function startRunner(
  house: House,
  pool: Pool,
  tasks: Record<string, Task>,
): Promise<{ runner: Runner; release: () => void }> {
  const events: WorkerEvents = new EventEmitter()
  let release = () => {}
  events.on('pool:create', ({ workerPool }) => {
    release = holdName(pool, workerPool.id)
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
        concurrentJobs: 4,
        pollInterval: 1000,
        // Unbatched, a job that ends while the database is away rejects a promise that nobody awaits.
        completeJobBatchDelay: 0,
        failJobBatchDelay: 0,
      },
    },
  })
  return { runner, release: () => release() }
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
  let current = await startRunner(house, pool, tasks)
  let stopping = false
  const sweep = () =>
    pool.query(freeSql).catch((error: unknown) => {
      house.log.warn({ err: error }, 'the queue could not be swept')
    })
  const sweeping = setInterval(() => void sweep(), sweepMs)
  const supervise = async (): Promise<void> => {
    for (;;) {
      const error: unknown = await current.runner.promise.catch((reason: unknown) => reason)
      current.release()
      if (stopping) return
      house.log.warn({ err: error }, 'the queue starts again')
      for (let started = false; !started && !stopping; ) {
        await sleep(500)
        started = await startRunner(house, pool, tasks).then(
          (fresh) => {
            current = fresh
            return true
          },
          () => false,
        )
      }
      if (stopping) await current.runner.stop().catch(() => undefined)
    }
  }
  const supervised = supervise()
  return {
    stop: async () => {
      stopping = true
      clearInterval(sweeping)
      await current.runner.stop().catch(() => undefined)
      await supervised
    },
  }
}
