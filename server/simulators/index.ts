import { type Context, Hono } from 'hono'
import type { Env } from '#platform/http.ts'
import type { Log } from '#platform/log.ts'
import { type Clock, nowOf } from '#platform/time.ts'
import { mailSimulatorPages } from './mail/pages.ts'
import { type MailSimulator, startMailSimulator } from './mail/simulator.ts'
import { createMoyasarSimulator, type MoyasarSimulator } from './moyasar/simulator.ts'

/** The vendors that are played on this machine, so that all can be tried without an account. */
export type Simulators = Readonly<{
  mail: MailSimulator
  moyasar: MoyasarSimulator
  close: () => Promise<void>
}>

/** Starts the played vendors. They hold what they are told in memory, and pass nothing on. */
export async function startSimulators(parts: {
  clock: Clock
  log: Log
  publicUrl: string
}): Promise<Simulators> {
  const now = () => nowOf(parts.clock)
  const mail = await startMailSimulator({ now })
  const moyasar = createMoyasarSimulator({
    now,
    random: Math.random,
    log: (message, facts) => parts.log.info(facts, message),
    publicUrl: `${parts.publicUrl}/simulators/moyasar`,
    acceptAnyTestKey: true,
  })
  moyasar.start()
  return {
    mail,
    moyasar,
    close: async () => {
      await moyasar.close()
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
  app.route('/simulators/moyasar', played.moyasar.app)
  app.route('/simulators/mail', mailSimulatorPages(played.mail))
  app.route('/simulators/clock', clockPages(clock))
}
