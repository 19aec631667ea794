import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Place } from './database.ts'

const entry = (name: string) => path.join(import.meta.dirname, `${name}.ts`)

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}

/** Waits for one IPC message that holds this key, or for the end of the process. */
async function hears(child: ChildProcess, key: string, patienceMs: number): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${key} was not said in time`)), patienceMs)
    const end = (settle: () => void) => {
      clearTimeout(timer)
      child.off('message', hear)
      child.off('exit', gone)
      settle()
    }
    const hear = (message: unknown) => {
      if (message !== null && typeof message === 'object' && key in message)
        end(() => resolve((message as Record<string, unknown>)[key]))
    }
    const gone = () => end(() => reject(new Error(`the process ended before it said ${key}`)))
    child.on('message', hear)
    child.once('exit', gone)
  })
}

export type Node = Readonly<{
  address: string
  /** Whether it ended by itself, as at a crash point. */
  ended: () => boolean
  /** The end of its log that no reader of logs would have written: what it fell over. */
  lastWords: () => string
  kill: () => Promise<void>
  start: (crashAt?: string) => Promise<void>
}>

export type NodeParts = Readonly<{
  name: string
  root: string
  place: () => Place
  offsetMs: number
  gateway: string | null
}>

/** A node of the house that can be killed and started again on the same port. */
export async function openNode(parts: NodeParts): Promise<Node> {
  const port = await freePort()
  const address = `http://127.0.0.1:${port}`
  const log = fs.openSync(path.join(parts.root, `${parts.name}.log`), 'a')
  let child: ChildProcess | undefined
  const ended = () => !child || child.exitCode !== null || child.signalCode !== null
  const node: Node = {
    address,
    ended,
    lastWords: () =>
      fs
        .readFileSync(path.join(parts.root, `${parts.name}.log`), 'utf8')
        .split('\n')
        .filter((line) => !line.startsWith('{'))
        .slice(-25)
        .join('\n'),
    kill: async () => {
      if (!child || ended()) return
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
    start: async (crashAt) => {
      const started = fork(entry('node'), [], {
        env: {
          PATH: '/usr/bin:/bin',
          PORT: String(port),
          WASL_SIMULATORS: '0',
          LOG_LEVEL: 'error',
          ...(crashAt && { WASL_CRASH_AT: crashAt }),
        },
        stdio: ['ignore', log, log, 'ipc'],
      })
      child = started
      const dataDirectory = path.join(parts.root, 'house')
      const { offsetMs, gateway } = parts
      started.send({ dataDirectory, embedded: parts.place(), offsetMs, gateway })
      await hears(started, 'ready', 60_000).catch((error: unknown) => {
        const said = fs.readFileSync(path.join(parts.root, `${parts.name}.log`), 'utf8')
        throw new Error(`node ${parts.name}: ${said.slice(-2000)}`, { cause: error })
      })
    },
  }
  await node.start()
  return node
}

export type Mail = Readonly<{ messageId: string; to: string; subject: string }>
export type Mailbox = Readonly<{
  port: number
  /** Every mail since the start, each as often as it came. */
  all: () => Promise<readonly Mail[]>
  close: () => Promise<void>
}>

/** The mail server that counts, in a process that nobody kills. */
export async function openMailbox(): Promise<Mailbox> {
  const child = fork(entry('mailbox'), [], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const port = (await hears(child, 'port', 20_000)) as number
  const kept: Mail[] = []
  let turn: Promise<unknown> = Promise.resolve()
  // It holds only so many itself, so they are taken over again and again.
  const take = () => {
    turn = turn.then(async () => {
      const heard = hears(child, 'taken', 10_000)
      child.send('take')
      kept.push(...((await heard) as Mail[]))
    })
    return turn
  }
  const timer = setInterval(() => void take(), 500)
  return {
    port,
    all: async () => {
      await take()
      return kept
    },
    close: async () => {
      clearInterval(timer)
      await turn
      child.disconnect()
      await Promise.race([once(child, 'exit'), sleep(2000)])
    },
  }
}
