import { once } from 'node:events'
import { createServer } from 'node:net'
import type { Folder } from './imap-commands.ts'
import { type Client, conversation, greeting, type ImapFaults, tell } from './imap-talk.ts'
import { commandReader } from './imap-wire.ts'

const mostMails = 5_000

export type { ImapFaults }

export type ImapSimulatorParts = Readonly<{
  port?: number
  now?: () => Date
  /** Passwords by login; without them everybody gets into the mailbox of that name. */
  logins?: Readonly<Record<string, string>>
  /** Whether a token lets into this mailbox; without it none does. */
  admitsToken?: (login: string, token: string) => boolean
}>

export type ImapSimulator = Readonly<{
  host: string
  port: number
  faults: ImapFaults
  /** Puts a mail into somebody's mailbox and tells everyone who waits there. The number it got. */
  deliver: (login: string, raw: Uint8Array) => number
  /** All numbers begin anew, as after a server was restored. */
  changeUidValidity: (login: string) => void
  /** The mailboxes that somebody reads: those of the companies here. */
  mailboxes: () => readonly string[]
  /** Hangs up on everybody. */
  drop: () => void
  /** What happened so far, for tests. */
  seen: () => Readonly<{
    connections: number
    open: number
    idle: number
    logins: number
    flags: string[]
  }>
  close: () => Promise<void>
}>

/** An IMAP server on this machine, with a mailbox in memory for each login. */
export async function startImapSimulator(parts: ImapSimulatorParts = {}): Promise<ImapSimulator> {
  const now = parts.now ?? (() => new Date())
  const faults: ImapFaults = { refuseLogin: false, slowMs: 0, hangUp: 0, dropAtFetch: 0 }
  const folders = new Map<string, Folder>()
  const clients = new Set<Client>()
  const admitted = new Set<string>()
  const count = { connections: 0, logins: 0 }
  const nameOf = (login: string) => login.trim().toLowerCase()
  const folderOf = (login: string): Folder => {
    const held = folders.get(nameOf(login))
    if (held) return held
    const made: Folder = { uidValidity: 1_000 + folders.size, uidNext: 1, mails: [] }
    folders.set(nameOf(login), made)
    return made
  }
  const admits = (login: string, password: string) => {
    count.logins += 1
    if (faults.refuseLogin || login === '') return false
    if (parts.logins !== undefined && parts.logins[login] !== password) return false
    admitted.add(nameOf(login))
    return true
  }

  const admitsToken = (login: string, token: string) =>
    !faults.refuseLogin && (parts.admitsToken?.(login, token) ?? false)

  const server = createServer((socket) => {
    count.connections += 1
    socket.on('error', () => undefined)
    if (faults.hangUp > 0) {
      faults.hangUp -= 1
      socket.destroy()
      return
    }
    const client: Client = { socket, login: null, folder: null, idle: null, told: 0 }
    clients.add(client)
    socket.once('close', () => clients.delete(client))
    const talk = conversation(client, { faults, folderOf, admits, admitsToken })
    socket.on('data', commandReader(socket, talk))
    socket.write(greeting)
  })
  server.listen(parts.port ?? 0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const drop = () => {
    for (const { socket } of clients) socket.destroy()
  }
  return {
    host: '127.0.0.1',
    port: address !== null && typeof address !== 'string' ? address.port : 0,
    faults,
    deliver: (login, raw) => {
      const folder = folderOf(login)
      const uid = folder.uidNext
      folder.uidNext += 1
      folder.mails.push({ uid, raw: Buffer.from(raw), at: now(), flags: new Set() })
      if (folder.mails.length > mostMails) folder.mails.splice(0, folder.mails.length - mostMails)
      for (const client of clients) if (client.folder === folder) tell(client)
      return uid
    },
    changeUidValidity: (login) => {
      const folder = folderOf(login)
      folder.uidValidity += 1
      folder.mails = folder.mails.map((mail, index) => ({ ...mail, uid: index + 1 }))
      folder.uidNext = folder.mails.length + 1
    },
    mailboxes: () => [...admitted],
    drop,
    seen: () => ({
      ...count,
      open: clients.size,
      idle: [...clients].filter(({ idle }) => idle !== null).length,
      flags: [...folders.values()].flatMap(({ mails }) => mails.flatMap(({ flags }) => [...flags])),
    }),
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      drop()
      await closed
    },
  }
}
