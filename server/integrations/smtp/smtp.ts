import { isIP } from 'node:net'
import { PassThrough } from 'node:stream'
import { createTransport } from 'nodemailer'
import { z } from 'zod'
import type {
  Channel,
  ChannelAccount,
  Delivery,
  DeliveryFailure,
  OutgoingMail,
} from '#modules/messaging/index.ts'
import { publicAddressOf } from '#platform/safe-fetch.ts'
import { compose, unsendable } from './compose.ts'

export type SmtpParts = Readonly<{
  /** How long the server may be silent, also after it has the whole mail. */
  silenceMs?: number
  /** How long one sending may take altogether. */
  totalMs?: number
  /** Whether a mail server may stand on this machine or in its private network. */
  privateHosts: boolean
}>

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost'])

/** Mail through any SMTP server, one connection a mail. */
export function smtp({ silenceMs = 60_000, totalMs = 180_000, privateHosts }: SmtpParts): Channel {
  return {
    kind: 'email',
    send: async (account, mail) => {
      const reason = unsendable(mail)
      if (reason)
        return { outcome: 'failed', reason, detail: 'refused before sending', again: false }
      let address: string | undefined
      try {
        address = privateHosts ? account.host : await publicAddressOf(account.host)
      } catch (error) {
        return readFailure(error, false)
      }
      // What stands there is not even asked: its answer would tell of a network that is not theirs.
      if (address === undefined)
        return { outcome: 'failed', reason: 'unavailable', detail: notPublic, again: false }
      return sendOnce({ ...account, host: address, name: account.host }, mail, silenceMs, totalMs)
    },
  }
}

const notPublic = 'the mail server was not found on the public internet'

/** An account with the address to connect to, and the name that its certificate is for. */
type Reached = ChannelAccount & Readonly<{ name: string }>

async function sendOnce(
  account: Reached,
  mail: OutgoingMail,
  silenceMs: number,
  totalMs: number,
): Promise<Delivery> {
  const transport = createTransport(optionsOf(account, silenceMs))
  const refused = handOverTokens(transport, account)
  // Once the last byte of the body was handed on, the closing dot follows, and the server may
  // take the mail without our ever hearing of it.
  let bodyLeft = false
  transport.use('stream', ({ message }, done) => {
    message.transform(() => new PassThrough().once('end', leave))
    done()
  })
  const leave = () => {
    bodyLeft = true
  }
  try {
    const signal = AbortSignal.timeout(totalMs)
    const info = await transport.sendMail({ ...compose(mail), signal })
    return { outcome: 'sent', providerId: providerIdOf(info.response, mail.messageId) }
  } catch (error) {
    return refused() ?? readFailure(error, bodyLeft)
  } finally {
    transport.close()
  }
}

/**
 * Gives tokens to whoever signs in: the one that is held, and where the server refuses it, once
 * another. @returns how to ask why there was none
 */
function handOverTokens(
  transport: ReturnType<typeof createTransport>,
  { token }: Reached,
): () => Delivery | undefined {
  let failed: Delivery | undefined
  let last: string | undefined
  if (token)
    transport.set('oauth2_provision_cb', (_user, renew, done) => {
      token(renew ? last : undefined).then(
        (answer) => {
          if (answer.ok) {
            last = answer.token
            return done(null, answer.token)
          }
          const { reason, detail } = answer
          failed = { outcome: 'failed', reason, detail, again: reason === 'unavailable' }
          return done(new Error('no token'))
        },
        (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
      )
    })
  return () => failed
}

function optionsOf(account: Reached, silenceMs: number) {
  return {
    host: account.host,
    ...(isIP(account.name) === 0 && { tls: { servername: account.name } }),
    port: account.port,
    secure: account.secure,
    // A password never crosses a network in the clear.
    requireTLS: !account.secure && !LOOPBACK.has(account.host),
    ...(account.user !== undefined && {
      auth: account.token
        ? { type: 'OAuth2' as const, user: account.user }
        : { user: account.user, pass: account.password ?? '' },
      forceAuth: true,
    }),
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    dnsTimeout: 10_000,
    socketTimeout: silenceMs,
    maxResponseSize: 64 * 1024,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

/** The name under which the server queued it, for instance `250 2.0.0 Ok: queued as 4XyZ`. */
function providerIdOf(response: string | undefined, messageId: string): string {
  return response?.match(/queued as ([\w.-]{1,100})/i)?.[1] ?? messageId
}

/** The parts of nodemailer's errors that say what happened, whatever else they carry. */
const Fault = z.object({
  code: z.string().catch(''),
  command: z.string().catch(''),
  responseCode: z.number().catch(0),
  message: z.string().catch('the sending failed'),
})
type Fault = z.infer<typeof Fault>

/** What a failed sending means: an answer is an answer, silence after the body is not knowing. */
function readFailure(error: unknown, bodyLeft: boolean): Delivery {
  const fault = Fault.parse(error)
  const detail = fault.message.replaceAll(/\p{Cc}+/gu, ' ').slice(0, 500)
  const answered = fault.responseCode >= 400
  if (bodyLeft && !answered) return { outcome: 'unknown', detail }
  const reason = reasonOf(fault)
  const passing = answered && fault.responseCode < 500 && reason !== 'too_large'
  return { outcome: 'failed', reason, detail, again: reason === 'unavailable' || passing }
}

function reasonOf({ code, command, responseCode, message }: Fault): DeliveryFailure {
  const said = responseCode > 0
  if (code === 'EAUTH' || code === 'ENOAUTH' || command.startsWith('AUTH')) {
    return said && responseCode < 500 ? 'unavailable' : 'auth'
  }
  if (responseCode === 421) return 'unavailable'
  if (tooLarge(responseCode, message)) return 'too_large'
  if (command === 'RCPT TO') return 'address_refused'
  if (said) return 'rejected'
  // nodemailer refuses by itself what exceeds the size that the server announced.
  if (code === 'EMESSAGE' && command === 'MAIL FROM') return 'too_large'
  return code === 'EENVELOPE' ? 'address_refused' : 'unavailable'
}

/** 552 also means a full mailbox, which its enhanced code tells apart. */
function tooLarge(responseCode: number, detail: string): boolean {
  if (/\b5\.2\.2\b/.test(detail)) return false
  return responseCode === 552 || /\b[45]\.(3\.4|2\.3)\b/.test(detail)
}
