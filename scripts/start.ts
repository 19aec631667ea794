import { once } from 'node:events'
import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { startEmbedded } from '#platform/embedded-postgres.ts'
import { codeOf } from '#platform/postgres-binaries.ts'
import { ensureWeb } from './build-web.ts'
import { dataDirectoryOf } from './data-directory.ts'

/** What the house is told by its start; the rest it reads from the environment. */
export type StartOptions = Readonly<{
  dataDirectory: string
  /** The socket of the embedded PostgreSQL; absent when DATABASE_URL names another. */
  embedded?: Readonly<{ host: string; port: number }>
  demo: boolean
  /** A demo of a few dozen customers, made in seconds. */
  smallDemo: boolean
  /** Hears of the steps that take long, in a sentence each. */
  progress: (sentence: string) => void
}>

type House = Readonly<{ address: string; close: () => Promise<void> }>
type Main = Readonly<{ startHouse: (options: StartOptions) => Promise<House> }>

const root = path.join(import.meta.dirname, '..')
const progress = (sentence: string) => console.log(`· ${sentence}`)

/** What must be undone when we end, the last first. */
const undo: (() => Promise<void>)[] = []
let ending = false

async function start(): Promise<void> {
  if (Number.parseInt(process.versions.node, 10) < 24) {
    throw new Error(
      `Wasl needs Node 24 and this is ${process.versions.node}: start it with "npm start", which brings its own.`,
    )
  }
  process.on('SIGINT', () => void end(0))
  process.on('SIGTERM', () => void end(0))

  const dataDirectory = dataDirectoryOf()
  allowSimulators()
  progress(await ensureWeb())
  const { DATABASE_URL } = process.env
  const embedded = DATABASE_URL ? undefined : await database(dataDirectory)
  await demandPort()
  const file = path.join(root, 'server/main.ts')
  const { startHouse }: Main = await import(pathToFileURL(file).href)
  const smallDemo = process.argv.includes('--small')
  const demo = smallDemo || process.argv.includes('--demo')
  const asked = { demo, smallDemo }
  const told: StartOptions = { dataDirectory, ...asked, progress, ...(embedded && { embedded }) }
  const house = await startHouse(told)
  undo.push(() => house.close())
  if (!ending) console.log(`Wasl is at ${house.address}`)
}

/** Finds a taken port before anything is built on it; who holds the data was asked first. */
async function demandPort(): Promise<void> {
  const { PORT = '3000', HOST = '127.0.0.1', WASL_ROLES = 'web' } = process.env
  if (!WASL_ROLES.includes('web') || !/^\d{1,5}$/.test(PORT)) return
  const server = net.createServer().listen({ port: Number(PORT), host: HOST })
  await once(server, 'listening')
  server.close()
  await once(server, 'close')
}

/** Played vendors are for trying the product on one's own machine, never for a public address. */
function allowSimulators(): void {
  const { HOST = '127.0.0.1', PUBLIC_URL = '', WASL_SIMULATORS } = process.env
  const own = ['127.0.0.1', '::1', 'localhost'].includes(HOST) && !PUBLIC_URL.startsWith('https:')
  if (!WASL_SIMULATORS) Object.assign(process.env, { WASL_SIMULATORS: own ? '1' : '0' })
}

async function database(dataDirectory: string): Promise<{ host: string; port: number }> {
  fs.mkdirSync(dataDirectory, { recursive: true })
  const log = path.join(dataDirectory, 'postgres.log')
  const server = await startEmbedded(dataDirectory, {
    progress,
    log: (lines) => fs.appendFileSync(log, `${lines}\n`),
  })
  undo.push(() => server.stop())
  void server.exited.then(() => {
    if (ending) return
    console.error(`PostgreSQL has stopped by itself; its last words are in ${log}.`)
    return end(1)
  })
  return { host: server.host, port: server.port }
}

/** Ends everything in order; a second wish ends at once. */
async function end(code: number): Promise<void> {
  if (ending) process.exit(1)
  ending = true
  for (const step of undo.toReversed()) {
    await step().catch((error: unknown) => {
      console.error(error)
      code = 1
    })
  }
  process.exit(code)
}

function explain(error: unknown): unknown {
  if (codeOf(error) === 'EADDRINUSE') {
    const { PORT = '3000' } = process.env
    return `Port ${PORT} is taken: stop what listens there, or choose another with PORT=3001 npm start.`
  }
  return error instanceof Error ? error.message : error
}

try {
  await start()
} catch (error) {
  if (!ending) {
    console.error(explain(error))
    await end(1)
  }
}
