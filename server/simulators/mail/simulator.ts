import type { AddressInfo, Socket } from 'node:net'
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'
import { createInbox, type MailInbox } from './inbox.ts'

const MOST_BYTES = 26 * 1024 * 1024

/** How the simulated mail server misbehaves; a number counts down with every mail it spoils. */
export type MailFaults = {
  /** Addresses that are refused for good. */
  refused: Set<string>
  /** So many recipients are asked to come back later (450). */
  later: number
  /** So many whole mails are refused for good (554). */
  reject: number
  /** Drops the connection while the body is still coming in. */
  dropBeforeDataEnd: number
  /** Takes the mail and drops the connection without an answer. */
  dropAfterData: number
}

export type MailSimulatorOptions = Readonly<{
  port?: number
  now?: () => Date
  /** When given, nobody sends without one of these. */
  logins?: Readonly<Record<string, string>>
  /** When given, nobody sends without a token that lets into this mailbox. */
  admitsToken?: (login: string, token: string) => boolean
  /** The largest mail that is taken, as the server announces it. */
  largestBytes?: number
}>

export type MailSimulator = Readonly<{
  host: string
  port: number
  faults: MailFaults
  inbox: () => MailInbox
  close: () => Promise<void>
}>

class SmtpAnswer extends Error {
  readonly responseCode: number

  constructor(responseCode: number, message: string) {
    super(message)
    this.responseCode = responseCode
  }
}

/** A mail server on this machine that keeps what it is sent and passes nothing on. */
export async function startMailSimulator(
  options: MailSimulatorOptions = {},
): Promise<MailSimulator> {
  const faults: MailFaults = {
    refused: new Set(),
    later: 0,
    reject: 0,
    dropBeforeDataEnd: 0,
    dropAfterData: 0,
  }
  const { inbox, receive } = createInbox(options.now ?? (() => new Date()))
  const largest = options.largestBytes ?? MOST_BYTES
  const sockets = new Map<number, Socket>()
  const drop = (session: SMTPServerSession) => sockets.get(session.remotePort)?.destroy()

  const server = new SMTPServer({
    banner: 'Wasl mail simulator',
    logger: false,
    hideSTARTTLS: true,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    authOptional: options.logins === undefined && options.admitsToken === undefined,
    authMethods: options.admitsToken ? ['XOAUTH2'] : ['PLAIN', 'LOGIN'],
    disableReverseLookup: true,
    maxClients: 100,
    socketTimeout: 60_000,
    closeTimeout: 500,
    size: largest,
    onAuth: ({ username, password, accessToken }, _session, done) => {
      if (options.admitsToken) {
        const user = username ?? ''
        if (accessToken && options.admitsToken(user, accessToken)) return done(null, { user })
        return done(null, { data: { status: '401', schemes: 'bearer', scope: 'mail' } })
      }
      const known = options.logins
      if (!known || (username && password && known[username] === password))
        return done(null, { user: username ?? 'anyone' })
      return done(new SmtpAnswer(535, 'Authentication failed'))
    },
    onRcptTo: ({ address }, _session, done) => {
      if (faults.refused.has(address)) return done(new SmtpAnswer(550, 'No such mailbox'))
      if (spend(faults, 'later')) return done(new SmtpAnswer(450, 'Come back later'))
      return done()
    },
    onData: (stream, session, done) => {
      if (spend(faults, 'dropBeforeDataEnd')) {
        // The stream is destroyed with the socket, and must not bring the process down.
        stream.on('error', () => undefined)
        stream.once('data', () => drop(session))
        return
      }
      takeMail(stream, largest, async (raw) => {
        if (spend(faults, 'reject')) throw new SmtpAnswer(554, 'Refused by policy')
        const { id } = await receive(raw, envelopeOf(session))
        if (!spend(faults, 'dropAfterData')) return `Ok: queued as sim-${id}`
        drop(session)
        return null
      }).then(
        (answer) => (answer === null ? undefined : done(null, answer)),
        (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
      )
    },
  })
  // A client that goes away in the middle is what the faults are for, not a failure of the server.
  server.on('error', () => undefined)
  server.server.on('connection', (socket: Socket) => {
    const port = socket.remotePort ?? 0
    sockets.set(port, socket)
    socket.once('close', () => sockets.delete(port))
  })
  const port = await listen(server, options.port ?? 0)
  return {
    host: '127.0.0.1',
    port,
    faults,
    inbox: () => inbox,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets.values()) socket.destroy()
        server.close(() => resolve())
      }),
  }
}

function listen(server: SMTPServer, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      const address = server.server.address()
      const bound: AddressInfo | null = typeof address === 'object' ? address : null
      resolve(bound?.port ?? port)
    })
  })
}

type Counted = 'later' | 'reject' | 'dropBeforeDataEnd' | 'dropAfterData'

/** Uses up one of the planned faults, if any is left. */
function spend(faults: MailFaults, which: Counted): boolean {
  if (faults[which] <= 0) return false
  faults[which] -= 1
  return true
}

function envelopeOf(session: SMTPServerSession) {
  const { mailFrom, rcptTo } = session.envelope
  return { from: mailFrom ? mailFrom.address : '', to: rcptTo.map(({ address }) => address) }
}

/** Reads the body up to the limit, and hands it on whole. */
async function takeMail<Answer>(
  stream: SMTPServerDataStream,
  largest: number,
  take: (raw: Uint8Array) => Promise<Answer>,
): Promise<Answer> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk)
    size += bytes.byteLength
    // What is too much is read to its end and forgotten, so that the answer can still be given.
    if (size <= largest) chunks.push(bytes)
  }
  if (size > largest || stream.sizeExceeded) throw new SmtpAnswer(552, 'Mail too large')
  return take(Buffer.concat(chunks))
}
