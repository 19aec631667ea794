import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import {
  canReach,
  postgresBinaries,
  type RunAs,
  renameUnlessThere,
  runAs,
} from './postgres-binaries.ts'
import { awaitFree, noteHolder, ownerOf } from './postgres-owner.ts'

/** A PostgreSQL that we started: where it listens, and how it ends. */
export type EmbeddedPostgres = Readonly<{
  host: string
  port: number
  user: 'postgres'
  pid: number
  /** Settles when the server is gone, for whatever reason. */
  exited: Promise<void>
  stop: () => Promise<void>
}>

export type EmbeddedOptions = Readonly<{
  /** Hears what PostgreSQL says. */
  log?: Log
  /** Hears of the steps that take long, in a sentence each. */
  progress?: (sentence: string) => void
  /** False lets the server outlive us, for tests that kill its starter; `stopEmbedded` ends it. */
  supervised?: boolean
}>

// It only names the socket's file: nothing listens on TCP.
const port = 5432
const environment = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }
// The major number is in the name: another major cannot read the files.
const clusterName = 'pg17'

type Log = (lines: string) => void
type Place = Readonly<{ ids: RunAs; bin: string; cluster: string }>

/**
 * Starts the PostgreSQL that came with the packages on the data under `root`, making that first
 * where there is none. It listens on a private socket only and stops when we do, however we end.
 */
export async function startEmbedded(
  root: string,
  options: EmbeddedOptions = {},
): Promise<EmbeddedPostgres> {
  const { log = () => undefined, progress = () => undefined, supervised = true } = options
  const ids = runAs()
  const base = path.resolve(root)
  fs.mkdirSync(base, { recursive: true })
  if (!canReach(ids, base)) {
    throw new Error(
      `The user of PostgreSQL (uid ${ids.uid ?? 'our own'}) cannot reach ${base}: set WASL_DATA to a place that it can, such as /var/lib/wasl.`,
    )
  }
  const cluster = path.join(base, clusterName)
  const place: Place = { ids, bin: postgresBinaries(ids, base), cluster }

  if (!fs.existsSync(path.join(cluster, 'PG_VERSION'))) {
    progress('Making the database for the first time.')
    await makeCluster(place)
  }
  await awaitFree(cluster, progress)
  const socket = socketDirectory(place)
  const child = await launch(place, socket, supervised, log)
  noteHolder(cluster)

  const exited = gone(child).then(() => {
    if (path.dirname(socket) !== cluster) fs.rmSync(socket, { recursive: true, force: true })
  })
  return {
    host: socket,
    port,
    user: 'postgres',
    pid: child.pid ?? 0,
    exited,
    stop: () => stopChild(child, exited),
  }
}

/** Ends the server on the data under `root`, whoever started it; returns when it is gone. */
export async function stopEmbedded(root: string): Promise<void> {
  const cluster = path.join(path.resolve(root), clusterName)
  const pid = ownerOf(cluster)
  if (pid === undefined) return
  process.kill(pid, 'SIGINT')
  while (ownerOf(cluster) === pid) await sleep(50)
}

/** Beside, then renamed: a kill half-way leaves no half cluster. */
async function makeCluster(place: Place): Promise<void> {
  const half = `${place.cluster}.half-${process.pid}`
  for (const name of fs.readdirSync(path.dirname(place.cluster))) {
    const pid = new RegExp(`^${clusterName}\\.half-(\\d+)$`).exec(name)?.[1]
    if (pid !== undefined && !alive(Number(pid))) {
      fs.rmSync(path.join(path.dirname(place.cluster), name), { recursive: true, force: true })
    }
  }
  fs.rmSync(half, { recursive: true, force: true })
  ownDirectory(half, place.ids)
  const locale = ['collate', 'messages', 'monetary', 'numeric', 'time'].map(
    (kind) => `--lc-${kind}=C`,
  )
  await promisify(execFile)(
    path.join(place.bin, 'initdb'),
    [
      ...['-D', half, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8'],
      ...['--no-instructions', '--data-checksums', ...locale, `--lc-ctype=${arabicAwareCtype()}`],
    ],
    { ...place.ids, cwd: '/', env: environment },
  )
  renameUnlessThere(half, place.cluster)
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** Never "C": under LC_CTYPE=C, pg_trgm drops every Arabic letter without a word. */
function arabicAwareCtype(): string {
  const listed = spawnSync('locale', ['-a'], { encoding: 'utf8' }).stdout ?? ''
  const known = listed.split('\n')
  const wanted = ['C.UTF-8', 'C.utf8', 'en_US.UTF-8', 'en_US.utf8']
  return wanted.find((name) => known.includes(name)) ?? 'C.UTF-8'
}

function ownDirectory(directory: string, { uid, gid }: RunAs): void {
  fs.mkdirSync(directory, { recursive: true, mode: 0o700 })
  if (uid !== undefined && gid !== undefined) fs.chownSync(directory, uid, gid)
}

/** The directory is closed to all but the server's user, so "trust" admits only that user and root. */
function socketDirectory(place: Place): string {
  // A socket's path holds at most 107 bytes, the file's own name included.
  const inside = path.join(place.cluster, 'sock')
  const fits = Buffer.byteLength(inside) <= 80
  const socket = fits ? inside : fs.mkdtempSync(path.join(os.tmpdir(), 'wasl-pg-'))
  ownDirectory(socket, place.ids)
  return socket
}

/**
 * The watcher is orphaned on purpose, so that the server does not take it for a child that
 * crashed. It holds the read end of our pipe, which ends when we die, however we die, and then
 * asks the server to stop; a line on it means that the server went first.
 */
const watched =
  'exec 3<&0 </dev/null; ( (read -r _ <&3 || kill -INT $$) >/dev/null 2>&1 & ); exec "$@" 3<&-'
const unwatched = 'exec "$@" </dev/null'

async function launch(
  place: Place,
  socket: string,
  supervised: boolean,
  log: Log,
): Promise<ChildProcess> {
  const settings = {
    unix_socket_directories: socket,
    listen_addresses: '',
    max_connections: '100',
    shared_buffers: '256MB',
    timezone: 'UTC',
    shared_preload_libraries: 'pg_stat_statements',
    // What is asked here is short; compiling a plan costs more than it saves.
    jit: 'off',
    wal_compression: 'on',
    // Said aloud, so that no edited postgresql.conf can give acknowledged commits away.
    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',
  }
  const command = [
    ...[path.join(place.bin, 'postgres'), '-D', place.cluster, '-p', String(port)],
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]
  const script = supervised ? watched : unwatched

  // The backends of a killed server let go of its shared memory a moment after it.
  for (let tries = 1; ; tries += 1) {
    try {
      return await spawnServer(place.ids, ['-c', script, 'sh', ...command], log)
    } catch (error) {
      if (tries > 50 || !/shared memory block|lock file/.test(String(error))) throw error
      await sleep(200)
    }
  }
}

function spawnServer(ids: RunAs, args: readonly string[], log: Log): Promise<ChildProcess> {
  return new Promise((resolve, reject) => {
    const child = spawn('/bin/sh', args, {
      ...ids,
      cwd: '/',
      env: environment,
      detached: true, // Ctrl-C must not reach the server before it reaches us.
      stdio: ['pipe', 'ignore', 'pipe'],
    })
    let said = ''
    let up = false
    child.stdin.on('error', () => undefined) // The watcher may be gone already: nothing is lost.
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      log(text.trimEnd())
      if (up) return
      said += text
      up = said.includes('ready to accept connections')
      if (up) resolve(child)
    })
    child.once('error', reject)
    child.once('exit', (code) => {
      child.stdin.end('\n')
      if (!up) reject(new Error(`PostgreSQL ended with ${code} before it was ready: ${said}`))
    })
  })
}

function gone(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => child.once('exit', () => resolve()))
}

/** A fast shutdown; after twenty seconds an immediate one, which loses no commit either. */
async function stopChild(child: ChildProcess, exited: Promise<void>): Promise<void> {
  child.kill('SIGINT')
  const patience = setTimeout(() => child.kill('SIGQUIT'), 20_000)
  await exited
  clearTimeout(patience)
}
