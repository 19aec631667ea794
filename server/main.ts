import { once } from 'node:events'
import type { Server } from 'node:http'
import { serve } from '@hono/node-server'
import type { Hono } from 'hono'
import { enterByForm } from '#modules/credit/index.ts'
import { watchMailboxes, welcomePlayed } from '#modules/messaging/index.ts'
import { enterByLink } from '#modules/payments/index.ts'
import { authenticate, demoCompany, offerSetUp, setUpNeeded } from '#modules/people/index.ts'
import { type Config, readConfig } from '#platform/config.ts'
import { armCrash } from '#platform/crash.ts'
import type { Logins } from '#platform/database-setup.ts'
import { assertSafeLogin } from '#platform/database-setup.ts'
import { openPool, type Pool } from '#platform/db.ts'
import { listenersByEvent } from '#platform/events.ts'
import { diskFiles, type FileStore } from '#platform/files.ts'
import type { House } from '#platform/house.ts'
import { createHttp, type Env } from '#platform/http.ts'
import { jobsByName } from '#platform/jobs.ts'
import { createLog, type Log } from '#platform/log.ts'
import { createPdf, type Pdf } from '#platform/pdf.ts'
import { Plugs } from '#platform/port.ts'
import { createRateLimits } from '#platform/rate-limit.ts'
import { Realtime } from '#platform/realtime.ts'
import { s3Files } from '#platform/s3-files.ts'
import { startDueWork } from '#platform/schedule.ts'
import { createSafe, type Safe } from '#platform/secrets.ts'
import type { Clock } from '#platform/time.ts'
import { serveWeb } from '#platform/web-files.ts'
import { startWorker } from '#platform/worker.ts'
import { openDatabase } from './database.ts'
import { demoCompanyOf, demoSignIn, makeDemo } from './demo/index.ts'
import { jobs, listeners, pages, router } from './modules.ts'
import { plugIn } from './plugs.ts'
import { recurring } from './schedule.ts'
import { mountSimulators, startSimulators } from './simulators/index.ts'

/** What a house is made of, whether main.ts or a test makes it. */
export type HouseParts = Readonly<{
  pool: Pool
  clock: Clock
  log: Log
  safe: Safe
  files: FileStore
  pdf: Pdf
  plugs: Plugs
  publicUrl: string
  simulators: boolean
}>

/** Joins the modules into one house. */
export function composeHouse(parts: HouseParts): House {
  parts.plugs.plug(demoCompany, demoCompanyOf(router(createRateLimits())))
  return { ...parts, listeners: listenersByEvent(listeners), jobs: jobsByName(jobs) }
}

/** Everything that answers HTTP, around a house. */
export function composeHttp(
  house: House,
  realtime: Realtime,
  options: {
    webFolder?: string
    trustedProxies?: readonly string[]
    limitFactor?: number
    extra?: (app: Hono<Env>) => void
  } = {},
): Hono<Env> {
  const limits = createRateLimits(options.limitFactor)
  return createHttp({
    house,
    router: router(limits),
    authenticate,
    realtime,
    limits,
    trustedProxies: options.trustedProxies ?? [],
    web: options.webFolder === undefined ? undefined : serveWeb(options.webFolder),
    guest: (door, token) =>
      door === 'credit-form' ? enterByForm(house, token) : enterByLink(house, token),
    extra: (app) => {
      for (const mount of pages) mount(app, house)
      options.extra?.(app)
    },
  })
}

export type StartOptions = Readonly<{
  dataDirectory: string
  embedded?: Readonly<{ host: string; port: number }>
  demo: boolean
  smallDemo?: boolean
  /** What the house takes for the present from its first request on; the machine's clock unless told. */
  clock?: Clock
  progress: (sentence: string) => void
}>

async function listen(app: Hono<Env>, config: Config): Promise<Server> {
  const server = serve({ fetch: app.fetch, port: config.PORT, hostname: config.HOST }) as Server
  await Promise.race([
    once(server, 'listening'),
    once(server, 'error').then(([error]) => {
      throw error
    }),
  ])
  return server
}

/**
 * Starts everything that this process is asked to be: pages and API, the worker, the simulators.
 * @returns the address, and how to end it all in order
 */
export async function startHouse(options: StartOptions) {
  const config = readConfig()
  armCrash(config.WASL_CRASH_AT)
  const log = createLog(config.LOG_LEVEL)
  const { logins, key } = await openDatabase(config, options)
  const pool = openPool(logins.app, { max: 16, onError: (err) => log.warn({ err }, 'database') })
  await assertSafeLogin(pool)
  const publicUrl = config.PUBLIC_URL ?? `http://${config.HOST}:${config.PORT}`
  const { clock = { offsetMs: 0 } } = options
  const simulators = Boolean(config.WASL_SIMULATORS) && !publicUrl.startsWith('https:')
  const pdf = createPdf({ workers: 2, log })
  const played = simulators ? await startSimulators({ clock, log, publicUrl }) : undefined
  const plugs = plugIn(new Plugs(), { config, log, clock, played, publicUrl })
  const files = config.S3_URL ? s3Files(config.S3_URL) : diskFiles(`${options.dataDirectory}/files`)
  const house = composeHouse({
    pool,
    clock,
    log,
    safe: createSafe(key),
    files,
    pdf,
    plugs,
    publicUrl,
    simulators,
  })
  const realtime = new Realtime(pool, log)
  await realtime.open()
  if (options.demo) await openDemo(house, options)
  await welcomePlayed(house)
  const web = config.WASL_ROLES.includes('web')
    ? await startWeb(house, realtime, config, played)
    : undefined
  const worker = config.WASL_ROLES.includes('worker') ? await startWork(house, logins) : undefined
  if (web && (await setUpNeeded(house)))
    options.progress(`Found your company here, once: ${await offerSetUp(house)}`)
  return {
    address: publicUrl,
    house,
    close: async () => {
      await worker?.()
      await web?.()
      await realtime.close()
      await pdf.close()
      await played?.close()
      await pool.end()
    },
  }
}

/** Makes the demo company once, and says how to sign in. */
async function openDemo(house: House, options: StartOptions): Promise<void> {
  const { progress, smallDemo } = options
  const began = Date.now()
  if (await setUpNeeded(house)) {
    await makeDemo(house, router(createRateLimits()), {
      progress,
      ...(smallDemo && { size: { customers: 60, invoices: 260 } }),
    })
    progress(`The demo company was made in ${Math.round((Date.now() - began) / 1000)} s`)
  }
  progress(`Sign in with ${demoSignIn.email} and the password: ${demoSignIn.password}`)
}

async function startWeb(
  house: House,
  realtime: Realtime,
  config: Config,
  played: Awaited<ReturnType<typeof startSimulators>> | undefined,
): Promise<() => Promise<void>> {
  const app = composeHttp(house, realtime, {
    webFolder: new URL('../dist/web', import.meta.url).pathname,
    trustedProxies: config.TRUSTED_PROXIES,
    limitFactor: config.RATE_FACTOR,
    extra: (hono) => {
      if (played) mountSimulators(hono, played, house.clock)
    },
  })
  const server = await listen(app, config)
  return async () => {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  }
}

async function startWork(house: House, logins: Logins): Promise<() => Promise<void>> {
  const pool = openPool(logins.worker, {
    // Eight workers, the name they hold, and the one that listens; two to spare.
    max: 12,
    onError: (err) => house.log.warn({ err }, 'queue'),
  })
  const worker = await startWorker(house, pool, () => startDueWork(house, recurring))
  const letMailboxesGo = watchMailboxes(house)
  return async () => {
    await letMailboxesGo()
    await worker.stop()
    await pool.end()
  }
}
