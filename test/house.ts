import { randomBytes, randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runTaskListOnce, type TaskList } from 'graphile-worker'
import type { Hono } from 'hono'
import pg from 'pg'
import { afterAll, beforeAll, inject } from 'vitest'
import { type Permission, permissions, type Scope } from '#core/permission.ts'
import { foundCompany } from '#modules/people/index.ts'
import { openPool, type Pool } from '#platform/db.ts'
import { diskFiles } from '#platform/files.ts'
import type { House } from '#platform/house.ts'
import type { Env } from '#platform/http.ts'
import { uuidv7 } from '#platform/ids.ts'
import { perform } from '#platform/jobs.ts'
import { createLog } from '#platform/log.ts'
import { createPdf } from '#platform/pdf.ts'
import { Plugs } from '#platform/port.ts'
import { Realtime } from '#platform/realtime.ts'
import { createSafe } from '#platform/secrets.ts'
import type { Session } from '#platform/session.ts'
import { socketLogins } from '#server/database.ts'
import { composeHouse, composeHttp } from '#server/main.ts'
import { plugIn } from '#server/plugs.ts'
import { type Simulators, startSimulators } from '#server/simulators/index.ts'
import { createTemplate } from './template.ts'

export { sar } from './money.ts'

/** An id as a browser would choose it. */
export const newId = (): string => uuidv7(Date.now())

export type Company = Readonly<{
  companyId: string
  ownerId: string
  personId: string
  email: string
}>

export type TestHouse = {
  house: House
  simulators: Simulators
  company: Company
  /** Everything that answers HTTP, called without a port: `http.request('/api/v1/…')`. */
  http: Hono<Env>
  realtime: Realtime
  /** Someone of the company who holds these permissions; without any: the owner, who holds all. */
  session: (
    grants?: Permission[] | Partial<Record<Permission, Scope>>,
    company?: Company,
  ) => Session
  /** Founds one more company, for tests of the wall between them. */
  anotherCompany: (name?: string) => Promise<Company>
  /** Runs every job that waits, and those they make, until none is due. */
  drain: () => Promise<void>
  /** Sets the house's clock to this instant. */
  setNow: (instant: string) => void
  /** Looks past the wall, as wasl_owner: for assertions only. */
  sql: <Row extends pg.QueryResultRow>(text: string, values?: unknown[]) => Promise<Row[]>
  workerPool: Pool
}

const log = createLog('error')

function sessionOf(
  house: House,
  company: Company,
  grants: Permission[] | Partial<Record<Permission, Scope>> | undefined,
): Session {
  const held: [Permission, Scope][] = Array.isArray(grants)
    ? grants.map((permission) => [permission, 'all'])
    : grants
      ? (Object.entries(grants) as [Permission, Scope][])
      : permissions.map((permission) => [permission, 'all'])
  return {
    house,
    companyId: company.companyId,
    actor: { kind: 'user', id: company.ownerId, name: 'نورة السبيعي' },
    grants: new Map(held),
    teamIds: [company.ownerId],
    language: 'ar',
    trace: randomUUID(),
    personId: company.personId,
  }
}

async function foundFor(house: House, name: string): Promise<Company> {
  const email = `owner-${randomBytes(4).toString('hex')}@example.com`
  const { companyId, userId, personId } = await foundCompany(
    house,
    { name, zone: 'Asia/Riyadh', baseCurrency: 'SAR', address: { country: 'SA' } },
    { name: 'نورة السبيعي', email, password: 'صباح الخير يا جدة' },
    'ar',
  )
  return { companyId, ownerId: userId, personId, email }
}

/** Everything a test needs of a running house, on a database of its own. */
export async function buildHouse(options: { now?: string; empty?: boolean } = {}): Promise<{
  house: TestHouse
  close: () => Promise<void>
}> {
  const server = inject('postgres')
  const admin = new pg.Pool({ ...server, user: 'postgres', database: 'postgres', max: 1 })
  await createTemplate(admin, server)
  const database = `wasl_${randomBytes(6).toString('hex')}`
  await admin.query(
    `create database ${database} template wasl_template owner wasl_owner strategy file_copy`,
  )
  await admin.query(`revoke all on database ${database} from public`)
  await admin.query(`grant connect, temporary on database ${database} to wasl_app, wasl_worker`)
  const logins = socketLogins(server, database)
  const filesFolder = join(tmpdir(), `wasl-test-files-${database}`)
  const onError = () => {}
  const pool = openPool(logins.app, { max: 12, onError })
  const owner = openPool(logins.owner, { max: 2, onError })
  const workerPool = openPool(logins.worker, { max: 2, onError })
  const clock = { offsetMs: 0 }
  const setNow = (instant: string) => {
    clock.offsetMs = new Date(instant).getTime() - Date.now()
  }
  if (options.now) setNow(options.now)
  const publicUrl = 'http://wasl.test'
  const simulators = await startSimulators({ clock, log, publicUrl })
  const pdf = createPdf({ workers: 1, log })
  const plugs = plugIn(new Plugs(), {
    config: { SMTP_URL: undefined, MAIL_FROM: 'house@wasl.test' },
    log,
    clock,
    played: simulators,
    publicUrl,
  })
  const house = composeHouse({
    pool,
    clock,
    log,
    safe: createSafe(randomBytes(32)),
    files: diskFiles(filesFolder),
    pdf,
    plugs,
    publicUrl,
    simulators: true,
  })
  const realtime = new Realtime(pool, log)
  // An empty house waits for its set-up link; nobody of the company exists yet.
  const company: Company = options.empty
    ? { companyId: '', ownerId: '', personId: '', email: '' }
    : await foundFor(house, 'روافد الخليج للتوريدات')
  const taskList: TaskList = {
    react: (payload) => perform(house, 'react', payload),
  }
  for (const name of house.jobs.keys()) taskList[name] = (payload) => perform(house, name, payload)
  const http = composeHttp(house, realtime, { limitFactor: 1000 })
  simulators.answerBy(http)
  const testHouse: TestHouse = {
    house,
    simulators,
    company,
    realtime,
    http,
    session: (grants, of = company) => sessionOf(house, of, grants),
    anotherCompany: (name = 'شركة سواحل جدة للتموين') => foundFor(house, name),
    drain: async () => {
      const client = await workerPool.connect()
      try {
        await runTaskListOnce({ pgPool: workerPool as never }, taskList, client as never)
      } finally {
        client.release()
      }
      const [left] = (
        await workerPool.query<{ error: string | null }>(
          'select last_error as error from graphile_worker._private_jobs where last_error is not null limit 1',
        )
      ).rows
      if (left?.error) throw new Error(`A job failed: ${left.error}`)
    },
    setNow,
    sql: async (text, values = []) => (await owner.query(text, values)).rows as never,
    workerPool,
  }
  return {
    house: testHouse,
    close: async () => {
      await realtime.close()
      await pdf.close()
      await simulators.close()
      await Promise.all([pool.end(), owner.end(), workerPool.end()])
      await admin.query(`drop database if exists ${database} with (force)`)
      await admin.end()
      await rm(filesFolder, { recursive: true, force: true })
    },
  }
}

/** A house for all tests of a file, opened before the first and closed after the last. */
export function openHouse(options: { now?: string; empty?: boolean } = {}): TestHouse {
  const shell = {} as TestHouse
  let close = async () => {}
  beforeAll(async () => {
    const built = await buildHouse(options)
    Object.assign(shell, built.house)
    close = built.close
  })
  afterAll(() => close())
  return shell
}
