import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'

const root = path.join(import.meta.dirname, '..')

/** The product as a person started it, with data of its own. */
export type Product = Readonly<{
  url: string
  /** The one-time link that an empty house prints. */
  setUpLink: string
  /** Moves the house's clock to this instant. */
  setNow: (instant: string) => Promise<void>
  /** What the mail simulator received, newest first. */
  stop: () => Promise<void>
}>

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('No port is free')
  return address.port
}

/** Starts the product by the same script as `npm start`, and waits for its address. */
export async function startProduct(args: readonly string[] = []): Promise<Product> {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'wasl-story-'))
  fs.chmodSync(data, 0o755)
  const port = await freePort()
  const child = spawn(process.execPath, ['scripts/start.ts', ...args], {
    cwd: root,
    env: { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: data, WASL_DATA: data, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  const heard = (chunk: Buffer) => {
    said += chunk.toString()
  }
  child.stdout.on('data', heard)
  child.stderr.on('data', heard)
  const url = `http://127.0.0.1:${port}`
  const until = Date.now() + 110_000
  while (!said.includes(`Wasl is at ${url}`)) {
    if (child.exitCode !== null || Date.now() > until) throw new Error(`It did not start:\n${said}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return {
    url,
    setUpLink: /http\S+\/setup\?token=\S+/.exec(said)?.[0] ?? '',
    setNow: async (instant) => {
      const offsetMs = new Date(instant).getTime() - Date.now()
      await fetch(`${url}/simulators/clock`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ offsetMs }),
      })
    },
    stop: async () => {
      const gone = once(child, 'exit')
      child.kill('SIGTERM')
      await gone
      fs.rmSync(data, { recursive: true, force: true })
    },
  }
}
