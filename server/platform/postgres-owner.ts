import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** The pid of the living server on that data; a pid file that now names a stranger is removed. */
export function ownerOf(cluster: string): number | undefined {
  const file = path.join(cluster, 'postmaster.pid')
  const text = readIfThere(file)
  if (text === undefined) return undefined
  const pid = Number.parseInt(text, 10)
  const command = commandOf(pid)
  if (command.includes('postgres') && command.includes(cluster)) return pid
  fs.rmSync(file, { force: true })
  return undefined
}

/** Waits for an orphan to stop by itself, as it does a moment after its starter's death; else says who holds the data. */
export async function awaitFree(
  cluster: string,
  progress: (sentence: string) => void,
): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    const pid = ownerOf(cluster)
    if (pid === undefined) return
    if (tries === 0) progress(`Waiting for the PostgreSQL with pid ${pid} to leave ${cluster}.`)
    if (tries >= 50) throw new Error(busy(cluster, pid))
    await sleep(100)
  }
}

/** Notes beside the data who started its server, so that a second start can say so. */
export function noteHolder(cluster: string): void {
  const holder = { pid: process.pid, directory: process.cwd(), command: process.argv.join(' ') }
  fs.writeFileSync(holderFile(cluster), `${holder.pid}\n${holder.directory}\n${holder.command}\n`)
}

const holderFile = (cluster: string) => `${cluster}.holder`

function busy(cluster: string, pid: number): string {
  const [starter, directory, command] = readIfThere(holderFile(cluster))?.split('\n') ?? []
  const living = starter !== undefined && commandOf(Number(starter)) !== ''
  const who = living
    ? `It was started by process ${starter} in ${directory} (${command}): stop that one first, or set WASL_DATA to another directory.`
    : `The process that started it is gone: stop the server with "kill -INT ${pid}", or set WASL_DATA to another directory.`
  return `The data in ${cluster} is in use by a PostgreSQL with pid ${pid}. ${who}`
}

function commandOf(pid: number): string {
  if (process.platform === 'linux') return readIfThere(`/proc/${pid}/cmdline`) ?? ''
  return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout
}

function readIfThere(file: string): string | undefined {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

/** Where the living server on the data under `root` listens, whoever started it. */
export function runningEmbedded(root: string): { host: string; port: number } | undefined {
  const cluster = path.join(path.resolve(root), 'pg17')
  if (ownerOf(cluster) === undefined) return undefined
  const [, , , port, host] = readIfThere(path.join(cluster, 'postmaster.pid'))?.split('\n') ?? []
  return host ? { host, port: Number(port) } : undefined
}
