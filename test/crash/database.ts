import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openPool, type Pool } from '#platform/db.ts'
import { type EmbeddedPostgres, startEmbedded, stopEmbedded } from '#platform/embedded-postgres.ts'
import { socketLogins } from '#server/database.ts'

export type Place = Readonly<{ host: string; port: number }>

/** A PostgreSQL that belongs to no node, so that each of them can be killed alone. */
export type KillableDatabase = Readonly<{
  root: string
  place: () => Place
  /** Looks past the wall, for what is proven afterwards. */
  owner: Pool
  worker: Pool
  /** Kill -9 of the server and of every process of it, then a new start on the same data. */
  killAndRestart: () => Promise<{ downMs: number }>
  close: () => Promise<void>
}>

function childrenOf(pid: number): number[] {
  return fs.readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return []
    try {
      const stat = fs.readFileSync(`/proc/${name}/stat`, 'utf8')
      return Number(stat.slice(stat.lastIndexOf(')') + 4).split(' ')[0]) === pid
        ? [Number(name)]
        : []
    } catch {
      return []
    }
  })
}

function killHard(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // Gone by itself already.
  }
}

const prefix = 'wasl-crash-'

/** Ends the servers of earlier runs that were cut off, since nobody else would. */
async function sweep(): Promise<void> {
  for (const name of fs.readdirSync(os.tmpdir())) {
    const pid = new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1]
    if (pid === undefined || fs.existsSync(`/proc/${pid}`)) continue
    const left = path.join(os.tmpdir(), name)
    await stopEmbedded(left)
    fs.rmSync(left, { recursive: true, force: true })
  }
}

/** Starts it in a temporary directory of its own, apart from every app. */
export async function openKillableDatabase(): Promise<KillableDatabase> {
  await sweep()
  // Short, so that the socket keeps its path over every restart.
  const root = fs.mkdtempSync(path.join(os.tmpdir(), `${prefix}${process.pid}-`))
  fs.chmodSync(root, 0o755)
  let server: EmbeddedPostgres = await startEmbedded(root, { supervised: false })
  const logins = socketLogins({ host: server.host, port: server.port }, 'wasl')
  const onError = () => undefined
  const owner = openPool(logins.owner, { max: 3, onError })
  const worker = openPool(logins.worker, { max: 1, onError })
  return {
    root,
    place: () => ({ host: server.host, port: server.port }),
    owner,
    worker,
    killAndRestart: async () => {
      const began = performance.now()
      // Held still first: a backend that is born while the others are listed would outlive them all.
      process.kill(server.pid, 'SIGSTOP')
      const all = [server.pid, ...childrenOf(server.pid)]
      for (const pid of all) killHard(pid)
      await server.exited
      while (all.some((pid) => fs.existsSync(`/proc/${pid}`) && !isZombie(pid))) await sleep(10)
      server = await startEmbedded(root, { supervised: false })
      return { downMs: performance.now() - began }
    },
    close: async () => {
      await Promise.all([owner.end(), worker.end()])
      await stopEmbedded(root)
      await server.exited
      fs.rmSync(root, { recursive: true, force: true })
    },
  }
}

function isZombie(pid: number): boolean {
  try {
    return /\) Z /.test(fs.readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return true
  }
}
