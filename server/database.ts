import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import type { Config } from '#platform/config.ts'
import {
  type Logins,
  prepareDatabase,
  prepareQueue,
  prepareServer,
  type roles,
} from '#platform/database-setup.ts'
import { openPool } from '#platform/db.ts'
import { migrate } from '#platform/migrate.ts'

type Where = Readonly<{
  dataDirectory: string
  embedded?: Readonly<{ host: string; port: number }>
  progress: (sentence: string) => void
}>

/** The logins of a server on its private socket, where no password is needed. */
export function socketLogins(at: { host: string; port: number }, database: string): Logins {
  const as = (user: string) => ({ ...at, user, database })
  return { owner: as('wasl_owner'), app: as('wasl_app'), worker: as('wasl_worker') }
}

async function kept(path: string, make: () => string): Promise<string> {
  if (!existsSync(path)) {
    await mkdir(join(path, '..'), { recursive: true })
    await writeFile(path, make(), { mode: 0o600, flag: 'wx' })
  }
  return readFile(path, 'utf8')
}

async function externalLogins(config: Config, url: string, where: Where): Promise<Logins> {
  const admin = new pg.Pool({ connectionString: url, max: 1 })
  try {
    const made = await prepareServer(admin, { passwords: true })
    const file = join(where.dataDirectory, 'database-logins.json')
    const stored = JSON.parse(await kept(file, () => JSON.stringify(made))) as Record<
      string,
      string
    >
    const database = new URL(url).pathname.slice(1)
    await admin.query('grant wasl_owner to current_user')
    await admin.query(`alter database "${database.replaceAll('"', '""')}" owner to wasl_owner`)
    await prepareDatabase(admin, database)
    const as = (role: (typeof roles)[number], override?: string) => {
      if (override) return { connectionString: override }
      const login = new URL(url)
      login.username = role
      login.password = stored[role] ?? ''
      return { connectionString: login.href }
    }
    return {
      owner: as('wasl_owner'),
      app: as('wasl_app', config.DATABASE_APP_URL),
      worker: as('wasl_worker', config.DATABASE_WORKER_URL),
    }
  } finally {
    await admin.end()
  }
}

async function embeddedLogins(at: { host: string; port: number }): Promise<Logins> {
  const admin = new pg.Pool({ ...at, user: 'postgres', database: 'postgres', max: 1 })
  try {
    await prepareServer(admin)
    await prepareDatabase(admin, 'wasl')
    return socketLogins(at, 'wasl')
  } finally {
    await admin.end()
  }
}

/** The three logins, made where they are missing; the schema is left as it is. */
export function loginsFor(config: Config, where: Where): Promise<Logins> {
  return where.embedded
    ? embeddedLogins(where.embedded)
    : externalLogins(config, config.DATABASE_URL ?? '', where)
}

/**
 * Brings the database to this version: logins, queue, schema. Safe on many nodes at once.
 * @returns the logins to serve with, and the key that seals the secrets of vendors
 */
export async function openDatabase(
  config: Config,
  where: Where,
): Promise<{ logins: Logins; key: Buffer }> {
  const logins = await loginsFor(config, where)
  await updateSchema(logins, where.progress)
  const keyFile = join(where.dataDirectory, 'secrets.key')
  const key = config.WASL_KEY ?? (await kept(keyFile, () => randomBytes(32).toString('base64')))
  return { logins, key: Buffer.from(key, 'base64') }
}

/** Queue first, because the schema's functions put jobs into it. */
export async function updateSchema(
  logins: Logins,
  progress: (sentence: string) => void = () => {},
): Promise<void> {
  const onError = () => {}
  const worker = openPool(logins.worker, { max: 1, onError })
  try {
    await prepareQueue(worker)
  } finally {
    await worker.end()
  }
  const owner = openPool(logins.owner, { max: 1, onError })
  try {
    const applied = await migrate(owner)
    if (applied.length > 0) progress(`The database is brought up to ${applied.at(-1)}`)
  } finally {
    await owner.end()
  }
}
