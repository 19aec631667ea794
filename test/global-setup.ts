import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Pool } from 'pg'
import type { TestProject } from 'vitest/node'
import { prepareServer } from '#platform/database-setup.ts'
import { type EmbeddedPostgres, startEmbedded, stopEmbedded } from '#platform/embedded-postgres.ts'

/** Where the run's PostgreSQL listens: a socket's directory, and the port that names its file. */
export type TestServer = Readonly<{ host: string; port: number }>

declare module 'vitest' {
  export interface ProvidedContext {
    postgres: TestServer
  }
}

const prefix = 'wasl-test-'
let root = ''
let server: EmbeddedPostgres | undefined

/** Starts one PostgreSQL for the whole run, makes the house's logins, and tells the tests where: `inject('postgres')`. */
export async function setup(project: TestProject): Promise<void> {
  await sweep()
  // Outside the checkout, which the server's user may not reach; the pid lets a later run sweep.
  root = fs.mkdtempSync(path.join(os.tmpdir(), `${prefix}${process.pid}-`))
  fs.chmodSync(root, 0o755)
  server = await startEmbedded(root)
  const admin = new Pool({ host: server.host, port: server.port, user: 'postgres', max: 1 })
  await prepareServer(admin)
  await admin.end()
  project.provide('postgres', { host: server.host, port: server.port })
}

/** Stops the run's PostgreSQL and leaves nothing of it behind. */
export async function teardown(): Promise<void> {
  await server?.stop()
  fs.rmSync(root, { recursive: true, force: true })
}

/** Removes what earlier runs left when they were killed. */
async function sweep(): Promise<void> {
  for (const name of fs.readdirSync(os.tmpdir())) {
    const pid = new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1]
    if (pid === undefined || fs.existsSync(`/proc/${pid}`)) continue
    const left = path.join(os.tmpdir(), name)
    await stopEmbedded(left)
    fs.rmSync(left, { recursive: true, force: true })
  }
}
