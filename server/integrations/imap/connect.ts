import { isIP } from 'node:net'
import { ImapFlow, type ImapFlowOptions } from 'imapflow'
import { z } from 'zod'
import type { MailboxAccount, MailTroubleKind, TokenSource } from '#modules/messaging/index.ts'
import { publicAddressOf } from '#platform/safe-fetch.ts'

export const largestMail = 25 * 1024 * 1024

/** What stood in the way, as the watcher and the check say it. */
export class MailboxFault extends Error {
  readonly kind: MailTroubleKind

  constructor(kind: MailTroubleKind, detail: string) {
    super(detail)
    this.kind = kind
  }
}

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost'])

function optionsOf(
  account: MailboxAccount,
  address: string,
  accessToken: string | undefined,
): ImapFlowOptions {
  return {
    host: address,
    port: account.port,
    secure: account.secure,
    ...(isIP(account.host) === 0 && { servername: account.host }),
    // A password never crosses a network in the clear.
    ...(!account.secure && { doSTARTTLS: !LOOPBACK.has(address) }),
    auth:
      accessToken === undefined
        ? { user: account.user, pass: account.password }
        : { user: account.user, accessToken },
    clientInfo: { name: 'Wasl' },
    logger: false,
    // Packed answers could be small on the line and large in memory.
    disableCompression: true,
    disableAutoEnable: true,
    disableIMAP4rev2: true,
    autoIdleDelay: 200,
    // Servers drop an idle connection after half an hour, and some boxes between us sooner.
    maxIdleTime: 4 * 60_000,
    connectionTimeout: 20_000,
    greetingTimeout: 15_000,
    socketTimeout: 6 * 60_000,
    maxLineLength: 16 * 1024 * 1024,
    maxLiteralSize: largestMail + 1024 * 1024,
    maxResponseSize: largestMail + 20 * 1024 * 1024,
  }
}

/**
 * A client that is connected and signed in. Its errors are heard from the first moment, since one
 * that nobody hears would end the process.
 */
export async function connect(
  account: MailboxAccount,
  privateHosts: boolean,
  signal?: AbortSignal,
): Promise<ImapFlow> {
  const address = privateHosts ? account.host : await publicAddressOf(account.host)
  if (address === undefined)
    throw new MailboxFault('address', 'the mail server was not found on the public internet')
  if (!account.token) return signIn(optionsOf(account, address, undefined), signal)
  const first = await tokenFrom(account.token)
  try {
    return await signIn(optionsOf(account, address, first), signal)
  } catch (error) {
    if (faultOf(error).kind !== 'auth') throw error
    // It may have ended, or been called back, before its time: one made anew tells.
    const second = await tokenFrom(account.token, first)
    return signIn(optionsOf(account, address, second), signal)
  }
}

async function tokenFrom(source: TokenSource, stale?: string): Promise<string> {
  const answer = await source(stale)
  if (answer.ok) return answer.token
  throw new MailboxFault(answer.reason === 'auth' ? 'auth' : 'unreachable', answer.detail)
}

async function signIn(options: ImapFlowOptions, signal?: AbortSignal): Promise<ImapFlow> {
  const client = new ImapFlow(options)
  client.on('error', () => undefined)
  const stop = () => client.close()
  signal?.addEventListener('abort', stop, { once: true })
  try {
    if (signal?.aborted) throw new MailboxFault('unreachable', 'stopped')
    await client.connect()
    return client
  } catch (error) {
    client.close()
    throw error
  } finally {
    signal?.removeEventListener('abort', stop)
  }
}

/** The parts of imapflow's errors that say what happened, whatever else they carry. */
const Fault = z.object({
  code: z.string().catch(''),
  authenticationFailed: z.boolean().catch(false),
  tlsFailed: z.boolean().catch(false),
  mailboxMissing: z.boolean().catch(false),
  serverResponseCode: z.string().catch(''),
  responseStatus: z.string().catch(''),
  responseText: z.string().catch(''),
  message: z.string().catch('the mailbox could not be read'),
})

const ofTls =
  /^(CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|EPROTO$|STARTTLS_INJECTION$)/
/** Answers to a login that say nothing against the password (RFC 5530). */
const passing = /^(UNAVAILABLE|SERVERBUG|INUSE|LIMIT|CONTACTADMIN)$/

/** What a failure means for a person, and the server's own words for an administrator. */
export function faultOf(error: unknown): MailboxFault {
  if (error instanceof MailboxFault) return error
  const fault = Fault.parse(error)
  const words = fault.responseText || fault.message
  const detail = words.replaceAll(/\p{Cc}+/gu, ' ').slice(0, 500)
  return new MailboxFault(kindOf(fault), detail)
}

function kindOf(fault: z.infer<typeof Fault>): MailTroubleKind {
  if (fault.code === 'ENOTFOUND') return 'address'
  if (fault.tlsFailed || ofTls.test(fault.code)) return 'tls'
  if (fault.message === 'Server does not support STARTTLS') return 'tls'
  if (fault.mailboxMissing) return 'folder'
  if (fault.authenticationFailed)
    return passing.test(fault.serverResponseCode.toUpperCase()) ? 'unreachable' : 'auth'
  return 'unreachable'
}

/** Whether a mail was announced smaller than it came: its number is then read by its head alone. */
export const isTooLarge = (error: unknown): boolean =>
  ['LiteralTooLarge', 'ResponseTooLarge'].includes(Fault.parse(error).code)

/** Opens the folder of an account for reading only: what a person has not read stays unread. */
export async function openFolder(client: ImapFlow, account: MailboxAccount) {
  try {
    return await client.mailboxOpen(account.folder ?? 'INBOX', { readOnly: true })
  } catch (error) {
    const { responseStatus, serverResponseCode } = Fault.parse(error)
    if (responseStatus !== '' && !passing.test(serverResponseCode.toUpperCase()))
      throw new MailboxFault('folder', faultOf(error).message)
    throw error
  }
}
