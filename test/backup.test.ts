import { createHash, randomBytes } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { runTaskListOnce } from 'graphile-worker'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { foundCompany } from '#modules/people/index.ts'
import { brokenChains, type Manifest } from '#platform/backup.ts'
import { readConfig } from '#platform/config.ts'
import { openPool, type Pool } from '#platform/db.ts'
import { type EmbeddedPostgres, startEmbedded } from '#platform/embedded-postgres.ts'
import { diskFiles } from '#platform/files.ts'
import type { House } from '#platform/house.ts'
import { perform } from '#platform/jobs.ts'
import { createLog } from '#platform/log.ts'
import { Plugs } from '#platform/port.ts'
import { Realtime } from '#platform/realtime.ts'
import { createSafe } from '#platform/secrets.ts'
import { loginsFor, socketLogins, updateSchema } from '#server/database.ts'
import { composeHouse, composeHttp } from '#server/main.ts'
import { plugIn } from '#server/plugs.ts'
import { run } from '../scripts/run.ts'
import { digestOf } from './digest.ts'
import { operationsOf } from './fuzz/operations.ts'
import { fill } from './matrix/fill.ts'

let root = ''
const at = (name: string) => path.join(root, name)
const words: string[] = []

/** A house of its own on its own data, as `npm start` would make it, without pages or worker. */
async function bootHouse(dataDirectory: string) {
  const server = await startEmbedded(dataDirectory)
  const where = { dataDirectory, embedded: server, progress: () => undefined }
  const logins = await loginsFor(readConfig({}), where)
  await updateSchema(logins)
  const onError = () => undefined
  const pools = {
    app: openPool(logins.app, { max: 4, onError }),
    owner: openPool(logins.owner, { max: 2, onError }),
    worker: openPool(logins.worker, { max: 2, onError }),
  }
  return {
    server,
    ...pools,
    sql: async (text: string, values: unknown[] = []) =>
      (await pools.owner.query(text, values)).rows,
    close: async () => {
      await Promise.all(Object.values(pools).map((pool) => pool.end()))
      await server.stop()
    },
  }
}

function houseOn(pool: Pool, files: string): House {
  const [clock, log, publicUrl] = [{ offsetMs: 0 }, createLog('error'), 'http://wasl.test']
  const config = { SMTP_URL: undefined, MAIL_FROM: 'house@wasl.test' }
  return composeHouse({
    pool,
    clock,
    log,
    safe: createSafe(randomBytes(32)),
    files: diskFiles(files),
    pdf: undefined as never,
    plugs: plugIn(new Plugs(), { config, log, clock, played: undefined, publicUrl }),
    publicUrl,
    simulators: false,
  })
}

/** Lays the company's ground: its accounts and policies come by reaction. */
async function react(house: House, worker: Pool): Promise<void> {
  const client = await worker.connect()
  const tasks = { react: (payload: unknown) => perform(house, 'react', payload) }
  await runTaskListOnce({ pgPool: worker as never }, tasks, client as never)
  client.release()
}

/** Runs a script of the house on a data directory, as a person would in a shell. */
function script(name: string, data: string, ...args: string[]) {
  return run('env', [`WASL_DATA=${data}`, 'DATABASE_URL=', 'node', `scripts/${name}.ts`, ...args])
}

type Booted = Awaited<ReturnType<typeof bootHouse>>
let first: Booted
let before: Record<string, string> = {}
const photo = randomBytes(70_000)
let photoKey = ''

beforeAll(async () => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'wasl-backup-'))
  fs.chmodSync(root, 0o755)
  first = await bootHouse(at('first'))
  fs.writeFileSync(at('first/secrets.key'), randomBytes(32).toString('base64'))
  const house = houseOn(first.app, at('first/files'))
  // Everything that a text format could get wrong: tabs, backslashes, line ends, both directions.
  const name = 'روافد\tالخليج \\N \\. "للتوريدات"\r\n𐍈'
  const { companyId, userId, personId } = await foundCompany(
    house,
    { name, zone: 'Asia/Riyadh', baseCurrency: 'SAR', address: { country: 'SA' } },
    { name: 'نورة', email: 'owner@example.com', password: 'صباح الخير يا جدة' },
    'ar',
  )
  await react(house, first.worker)
  const http = composeHttp(house, new Realtime(first.app, house.log), { limitFactor: 1000 })
  const test = { house, http, sql: first.sql, drain: async () => undefined } as never
  const owner = { companyId, ownerId: userId, personId, email: 'owner@example.com' }
  // The jobs that this makes are left waiting: the queue is a part of what is kept.
  const missed = await fill(test, await operationsOf(test), owner, 'KEPT')
  // No mail server here, so nothing is sent.
  expect(missed.filter((step) => step.name !== 'invoicing.send')).toEqual([])
  photoKey = await house.files.put(companyId, photo)
  const client = await first.app.connect()
  await client.query(
    `begin; set local app.company_id = '${companyId}'; select seal_audit(1000); commit`,
  )
  client.release()
  before = await digestOf(first.sql, { except: ['public.migration'] })
  words.push(companyId)
}, 120_000)

afterAll(async () => {
  await first.close()
  fs.rmSync(root, { recursive: true, force: true })
})

const manifestOf = (): Manifest =>
  JSON.parse(fs.readFileSync(at('backup/manifest.json'), 'utf8')) as Manifest

test('a house at work is written whole, without its key', async () => {
  const made = await script('backup', at('first'), at('backup'))
  expect(made).toMatchObject({ code: 0 })
  const manifest = manifestOf()
  expect(manifest.tables.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['public.company', 'gate.person', 'graphile_worker._private_jobs']),
  )
  const secret = fs.readFileSync(at('first/secrets.key'), 'utf8')
  const all = fs.readdirSync(at('backup'), { recursive: true, withFileTypes: true })
  for (const entry of all.filter((each) => each.isFile()))
    expect(fs.readFileSync(path.join(entry.parentPath, entry.name)).includes(secret)).toBe(false)
}, 120_000)

test('a second backup does not write over the first', async () => {
  const again = await script('backup', at('first'), at('backup'))
  expect(again.code).toBe(1)
  expect(again.output).toContain('is not empty')
})

test('without the key of secrets a restore says so at once, and touches nothing', async () => {
  const refused = await script('restore', at('keyless'), at('backup'))
  expect(refused.code).toBe(1)
  expect(refused.output).toContain('The key of secrets is missing')
  expect(fs.existsSync(at('keyless/pg17'))).toBe(false)
}, 60_000)

test('a restored house holds every row, file, job and counter, and its chain holds', async () => {
  fs.mkdirSync(at('second'))
  fs.copyFileSync(at('first/secrets.key'), at('second/secrets.key'))
  const done = await script('restore', at('second'), at('backup'))
  expect(done).toMatchObject({ code: 0, output: expect.stringContaining('are sound') })

  const second = await bootHouse(at('second'))
  try {
    expect(await digestOf(second.sql, { except: ['public.migration'] })).toEqual(before)
    const jobs = 'select task_id, payload, key from graphile_worker._private_jobs order by id'
    const waiting = (await first.worker.query(jobs)).rows
    expect(waiting.length).toBeGreaterThan(3)
    expect((await second.worker.query(jobs)).rows).toEqual(waiting)
    const counters = `select schemaname, sequencename, last_value from pg_sequences
      where schemaname in ('public', 'gate') order by 1, 2`
    expect(await second.sql(counters)).toEqual(await first.sql(counters))
    const off =
      "select tgrelid::regclass from pg_trigger where not tgisinternal and tgenabled <> 'O'"
    expect(await second.sql(off)).toEqual([])
    const walls =
      'select relname, relforcerowsecurity from pg_class where relrowsecurity order by 1'
    expect(await second.sql(walls)).toEqual(await first.sql(walls))
    expect(await brokenChains(second.app)).toEqual([])
    const files = diskFiles(at('second/files'))
    const hash = (bytes: Uint8Array | undefined) =>
      createHash('sha256')
        .update(bytes ?? '')
        .digest('hex')
    expect(hash(await files.get(photoKey))).toBe(hash(photo))
    const founded = await foundCompany(
      houseOn(second.app, at('second/files')),
      { name: 'ثانية', zone: 'Asia/Riyadh', baseCurrency: 'SAR', address: { country: 'SA' } },
      { name: 'سارة', email: 'second@example.com', password: 'صباح الخير يا جدة' },
      'ar',
    )
    expect(founded.companyId).toBeTruthy()
  } finally {
    await second.close()
  }
}, 120_000)

test('a restore refuses a place where a house lives', async () => {
  const refused = await script('restore', at('second'), at('backup'))
  expect(refused.code).toBe(1)
  expect(refused.output).toContain('is there already')
})

test('one flipped byte is found before anything is written', async () => {
  const { file } = manifestOf().tables.find(({ name }) => name === 'public.audit') ?? { file: '' }
  const bytes = fs.readFileSync(at(`backup/${file}`))
  const middle = bytes.length >> 1
  bytes[middle] = (bytes[middle] ?? 0) ^ 1
  fs.cpSync(at('backup'), at('damaged'), { recursive: true })
  fs.writeFileSync(at(`damaged/${file}`), bytes)
  const refused = await script('restore', at('third'), at('damaged'), '--without-key')
  expect(refused.code).toBe(1)
  expect(refused.output).toContain(`${file} is not what the backup wrote`)
  expect(fs.existsSync(at('third/pg17'))).toBe(false)
})

test('an altered row of the audit log is named, however it was altered', async () => {
  const copy = await startEmbedded(at('second'))
  const as = (user: string) => new pg.Pool({ ...socketLogins(copy, 'wasl').app, user, max: 1 })
  const [superuser, app] = [as('postgres'), as('wasl_app')]
  try {
    await superuser.query(
      `update audit set action = 'people.nothing' where company_id = $1 and seq = (select min(seq) from audit where company_id = $1)`,
      [words[0]],
    )
    expect(await brokenChains(app)).toEqual([{ companyId: words[0], at: expect.any(Number) }])
  } finally {
    await Promise.all([superuser.end(), app.end()])
    await stop(copy)
  }
})

const stop = (server: EmbeddedPostgres) => server.stop()
