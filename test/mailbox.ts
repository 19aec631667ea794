import { once } from 'node:events'
import { createRequire } from 'node:module'
import type net from 'node:net'
import { startImapSimulator } from '#server/simulators/mail/imap.ts'

/** A mail server that a test may fill, and that it may have hang up. */
export type TestMailbox = Readonly<{
  name: string
  port: number
  user: string
  password: string
  deliver: (raw: string) => void
  drop: () => void
  close: () => Promise<void>
}>

// It has no types, and what has none cannot be imported here.
const require = createRequire(import.meta.url)

/** That server holds bytes as letters. */
const binary = (text: string) => Buffer.from(text).toString('latin1')

type Hoodiecrow = {
  listen: (port: number, host: string, done: () => void) => void
  appendMessage: (folder: string, flags: string[], date: string, raw: string) => void
  close: (done: () => void) => void
  server: net.Server
}

/** Ours, as the product plays it. */
export async function ourMailbox(): Promise<TestMailbox> {
  const simulator = await startImapSimulator({ logins: { sara: 'pass word"\\' } })
  return {
    name: 'ours',
    port: simulator.port,
    user: 'sara',
    password: 'pass word"\\',
    deliver: (raw) => void simulator.deliver('sara', Buffer.from(raw)),
    drop: simulator.drop,
    close: simulator.close,
  }
}

/** One that others wrote, so that ours is not the measure of itself. */
export async function foreignMailbox(): Promise<TestMailbox> {
  const make: (options: unknown) => Hoodiecrow = require('hoodiecrow-imap')
  const server = make({ plugins: ['ID', 'IDLE', 'NAMESPACE', 'LITERALPLUS', 'AUTH-PLAIN'] })
  const sockets = new Set<net.Socket>()
  server.server.on('connection', (socket: net.Socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.once('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.server.address()
  const drop = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    name: 'hoodiecrow',
    port: address !== null && typeof address !== 'string' ? address.port : 0,
    user: 'testuser',
    password: 'testpass',
    deliver: (raw) => {
      server.appendMessage('INBOX', [], '22-Nov-2026 09:00:00 +0000', binary(raw))
    },
    drop,
    close: async () => {
      const closed = once(server.server, 'close')
      server.close(() => undefined)
      drop()
      await closed
    },
  }
}
