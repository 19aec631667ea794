import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { foundCompany } from '#modules/people/index.ts'
import { prepareDatabase, prepareServer } from '#platform/database-setup.ts'
import { openPool, type Pool } from '#platform/db.ts'
import { startEmbedded } from '#platform/embedded-postgres.ts'
import { diskFiles } from '#platform/files.ts'
import type { House } from '#platform/house.ts'
import { uuidv7 } from '#platform/ids.ts'
import { createLog } from '#platform/log.ts'
import { createPdf } from '#platform/pdf.ts'
import { Plugs } from '#platform/port.ts'
import { Realtime } from '#platform/realtime.ts'
import { createSafe, newToken, tokenHash } from '#platform/secrets.ts'
import { socketLogins, updateSchema } from '#server/database.ts'
import { composeHouse, composeHttp } from '#server/main.ts'
import { plugIn } from '#server/plugs.ts'
import { type Simulators, startSimulators } from '#server/simulators/index.ts'

export const newId = (): string => uuidv7(Date.now())

export type Reply = Readonly<{ status: number; body: Record<string, unknown>; bytes: number }>
export type Call = (method: string, address: string, body?: unknown) => Promise<Reply>

/** Where a bench's database is, and who calls: all that another process needs to serve it too. */
export type Place = Readonly<{
  root: string
  host: string
  port: number
  companyId: string
  token: string
}>

export type BenchHouse = Readonly<{
  house: House
  simulators: Simulators
  place: Place
  companyId: string
  owner: Pool
  app: Pool
  worker: Pool
  /** Calls the API as the owner, in this process, with no socket between. */
  call: Call
  close: () => Promise<void>
}>

/** The day of the run, by the company's clock: raw SQL and ours then write the same instants. */
export const today = new Date(Date.now() + 3 * 3_600_000).toISOString().slice(0, 10)
const publicUrl = 'http://wasl.test'

async function signIn(house: House, at: Awaited<ReturnType<typeof foundCompany>>) {
  const token = newToken()
  await house.pool.query("select gate.open_session($1, $2, $3, $4, $5, $6, '127.0.0.1', 'bench')", [
    tokenHash(token),
    newId(),
    at.personId,
    at.companyId,
    at.userId,
    new Date(Date.now() + house.clock.offsetMs),
  ])
  return token
}

const found = (house: House) =>
  foundCompany(
    house,
    {
      name: 'روافد الخليج للتوريدات',
      vatNumber: '300000000000003',
      zone: 'Asia/Riyadh',
      baseCurrency: 'SAR',
      address: { country: 'SA', city: 'الرياض' },
    },
    { name: 'نورة', email: 'owner@example.com', password: 'صباح الخير يا جدة' },
    'ar',
  )

type Server = Pick<Place, 'root' | 'host' | 'port'>

/** The product on a database that is up; it ends without the database. */
async function compose(server: Server) {
  const onError = () => undefined
  const logins = socketLogins(server, 'wasl')
  const app = openPool(logins.app, { max: 12, onError })
  const owner = openPool(logins.owner, { max: 2, onError })
  const worker = openPool(logins.worker, { max: 2, onError })
  const clock = { offsetMs: 0 }
  const log = createLog('error')
  const played = await startSimulators({ clock, log, publicUrl })
  const pdf = createPdf({ workers: 2, log })
  const config = { SMTP_URL: undefined, MAIL_FROM: 'house@wasl.test' }
  const house = composeHouse({
    pool: app,
    clock,
    log,
    safe: createSafe(randomBytes(32)),
    files: diskFiles(path.join(server.root, 'files')),
    pdf,
    plugs: plugIn(new Plugs(), { config, log, clock, played, publicUrl }),
    publicUrl,
    simulators: true,
  })
  const close = async () => {
    await pdf.close()
    await played.close()
    await Promise.all([app.end(), owner.end(), worker.end()])
  }
  return { house, simulators: played, owner, app, worker, close }
}

function callOf(house: House, app: Pool, token: string): Call {
  const http = composeHttp(house, new Realtime(app, house.log), { limitFactor: 1e6 })
  return async (method, address, body) => {
    const reply = await http.request(`${publicUrl}/api/v1${address}`, {
      method,
      headers: {
        cookie: `wasl_sid=${token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const bytes = Buffer.from(await reply.arrayBuffer())
    const json = reply.headers.get('content-type')?.startsWith('application/json')
    return {
      status: reply.status,
      body: json ? (JSON.parse(bytes.toString()) as Record<string, unknown>) : {},
      bytes: bytes.length,
    }
  }
}

/** A second house on the database of a first, in a process of its own. */
export async function joinBenchHouse(place: Place): Promise<BenchHouse> {
  const parts = await compose(place)
  const call = callOf(parts.house, parts.app, place.token)
  return { ...parts, place, companyId: place.companyId, call }
}

/** A house on a PostgreSQL and in a directory of its own, with one company in it. */
export async function openBenchHouse(): Promise<BenchHouse> {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'wasl-bench-'))
  fs.chmodSync(root, 0o755)
  const server = await startEmbedded(root)
  const admin = openPool(
    { ...server, user: 'postgres', database: 'postgres' },
    { max: 1, onError: () => undefined },
  )
  await prepareServer(admin)
  await prepareDatabase(admin, 'wasl')
  await admin.end()
  await updateSchema(socketLogins(server, 'wasl'))
  const parts = await compose({ root, host: server.host, port: server.port })
  const founded = await found(parts.house)
  const { companyId } = founded
  const token = await signIn(parts.house, founded)
  return {
    ...parts,
    place: { root, host: server.host, port: server.port, companyId, token },
    companyId,
    call: callOf(parts.house, parts.app, token),
    close: async () => {
      await parts.close()
      await server.stop()
      fs.rmSync(root, { recursive: true, force: true })
    },
  }
}
