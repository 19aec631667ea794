import { type Context, Hono } from 'hono'
import type { Env } from '#platform/http.ts'
import type { Log } from '#platform/log.ts'
import { type Clock, nowOf } from '#platform/time.ts'
import { homePages } from './home/pages.ts'
import { type ImapSimulator, startImapSimulator } from './mail/imap.ts'
import { mailSimulatorPages } from './mail/pages.ts'
import { type MailSimulator, startMailSimulator } from './mail/simulator.ts'
import { writeMail } from './mail/write.ts'
import { createMetaSimulator, type MetaSimulator } from './meta/simulator.ts'
import { createMoyasarSimulator, type MoyasarSimulator } from './moyasar/simulator.ts'
import { phonePages } from './phone/pages.ts'
import { createSmsSimulator, type SmsSimulator } from './sms/simulator.ts'

/** The vendors that are played on this machine, so that all can be tried without an account. */
export type Simulators = Readonly<{
  mail: MailSimulator
  /** The mailboxes into which played customers write. */
  imap: ImapSimulator
  moyasar: MoyasarSimulator
  meta: MetaSimulator
  sms: SmsSimulator
  /** Lets the played vendors reach a house that stands on no port of this machine. */
  answerBy: (app: Hono<Env>) => void
  close: () => Promise<void>
}>

const loopback = ['127.0.0.1', 'localhost', '[::1]']

/**
 * Where a played vendor is called: over loopback as a vendor would be; where our own address is
 * not on loopback (a phone tries the product, a test has no port), at a name that needs no port.
 */
export const placeOf = (publicUrl: string, vendor: string): string =>
  loopback.includes(new URL(publicUrl).hostname)
    ? `${publicUrl}/simulators/${vendor}`
    : `http://localhost/simulators/${vendor}`

/** Starts the played vendors. They hold what they are told in memory, and pass nothing on. */
export async function startSimulators(parts: {
  clock: Clock
  log: Log
  publicUrl: string
}): Promise<Simulators> {
  const now = () => nowOf(parts.clock)
  const mail = await startMailSimulator({ now })
  const imap = await startImapSimulator({ now })
  const moyasar = createMoyasarSimulator({
    now,
    random: Math.random,
    log: (message, facts) => parts.log.info(facts, message),
    publicUrl: `${parts.publicUrl}/simulators/moyasar`,
    acceptAnyTestKey: true,
  })
  moyasar.start()
  let house: Hono<Env> | undefined
  const fetch = async (url: string, init: RequestInit) =>
    house && url.startsWith(`${parts.publicUrl}/`)
      ? house.request(url, init)
      : globalThis.fetch(url, init)
  const meta = createMetaSimulator({
    now,
    random: Math.random,
    publicUrl: placeOf(parts.publicUrl, 'meta'),
    fetch,
  })
  const sms = createSmsSimulator({ now, random: Math.random, fetch })
  return {
    mail,
    imap,
    moyasar,
    meta,
    sms,
    answerBy: (app) => {
      house = app
    },
    close: async () => {
      await moyasar.close()
      await meta.close()
      await sms.close()
      await imap.close()
      await mail.close()
    },
  }
}

/** Moves the house's clock, to see what tomorrow brings. Only where vendors are played. */
function clockPages(clock: Clock): Hono {
  const pages = new Hono()
  const shown = (c: Context) =>
    c.json({ now: nowOf(clock).toISOString(), offsetMs: clock.offsetMs })
  pages.get('/', shown)
  pages.post('/', async (c) => {
    // Another site's page can post text, but no JSON, to what runs on this machine.
    if (!c.req.header('content-type')?.startsWith('application/json')) return c.body(null, 415)
    const body: unknown = await c.req.json()
    const offset =
      typeof body === 'object' && body !== null && 'offsetMs' in body ? body.offsetMs : undefined
    if (typeof offset !== 'number' || !Number.isSafeInteger(offset)) return c.body(null, 400)
    clock.offsetMs = offset
    return shown(c)
  })
  return pages
}

/** Puts the played vendors on the house's own port, under /simulators. */
export function mountSimulators(app: Hono<Env>, played: Simulators, clock: Clock): void {
  played.answerBy(app)
  const { mail, imap, meta, sms } = played
  meta.start()
  sms.start()
  app.route('/simulators/meta', meta.app)
  app.route('/simulators/sms', sms.app)
  app.route(
    '/simulators/phone',
    phonePages({
      meta,
      sms,
      mail,
      now: () => nowOf(clock),
      mailboxes: imap.mailboxes,
      writeMail: async (letter) => imap.deliver(letter.to, await writeMail(letter)),
    }),
  )
  app.route('/simulators/moyasar', played.moyasar.app)
  app.route('/simulators/mail', mailSimulatorPages(played.mail))
  app.route('/simulators/clock', clockPages(clock))
  app.route(
    '/simulators',
    homePages(() => nowOf(clock)),
  )
}
