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
import { startSimulators } from '#server/simulators/index.ts'

export const newId = (): string => uuidv7(Date.now())

export type Reply = Readonly<{ status: number; body: Record<string, unknown>; bytes: number }>

export type BenchHouse = Readonly<{
  house: House
  companyId: string
  owner: Pool
  app: Pool
  worker: Pool
  /** Calls the API as the owner, in this process, with no socket between. */
  call: (method: string, address: string, body?: unknown) => Promise<Reply>
  close: () => Promise<void>
}>

/** The day that everything here happens on: a Sunday, at ten. */
export const today = '2026-11-22'

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

/** A house on a PostgreSQL and in a directory of its own, with one company in it. */
export async function openBenchHouse(): Promise<BenchHouse> {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'wasl-bench-'))
  fs.chmodSync(root, 0o755)
  const server = await startEmbedded(root)
  const onError = () => undefined
  const admin = openPool({ ...server, user: 'postgres', database: 'postgres' }, { max: 1, onError })
  await prepareServer(admin)
  await prepareDatabase(admin, 'wasl')
  await admin.end()
  const logins = socketLogins(server, 'wasl')
  await updateSchema(logins)
  const app = openPool(logins.app, { max: 12, onError })
  const owner = openPool(logins.owner, { max: 2, onError })
  const worker = openPool(logins.worker, { max: 2, onError })
  const clock = { offsetMs: new Date(`${today}T10:00:00+03:00`).getTime() - Date.now() }
  const log = createLog('error')
  const publicUrl = 'http://wasl.test'
  const played = await startSimulators({ clock, log, publicUrl })
  const pdf = createPdf({ workers: 2, log })
  const config = { SMTP_URL: undefined, MAIL_FROM: 'house@wasl.test' }
  const plugs = plugIn(new Plugs(), { config, log, clock, played, publicUrl })
  const safe = createSafe(randomBytes(32))
  const files = diskFiles(path.join(root, 'files'))
  const simulators = true
  const house = composeHouse({
    pool: app,
    clock,
    log,
    safe,
    files,
    pdf,
    plugs,
    publicUrl,
    simulators,
  })
  const founded = await foundCompany(
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
  const token = await signIn(house, founded)
  const http = composeHttp(house, new Realtime(app, log), { limitFactor: 1e6 })
  return {
    house,
    companyId: founded.companyId,
    owner,
    app,
    worker,
    call: async (method, address, body) => {
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
    },
    close: async () => {
      await pdf.close()
      await played.close()
      await Promise.all([app.end(), owner.end(), worker.end()])
      await server.stop()
      fs.rmSync(root, { recursive: true, force: true })
    },
  }
}
