import { Refusal } from '#core/refusal.ts'
import type { Context } from '#platform/context.ts'
import type { House } from '#platform/house.ts'
import { port } from '#platform/port.ts'
import { newToken, tokenHash } from '#platform/secrets.ts'
import { type Founded, setUpNeeded, spendLink } from './set-up.ts'
import { openSession } from './sign-in.ts'

/** Whoever can build a demo company, and the way into it. */
export type DemoCompany = Readonly<{
  email: string
  /** The password where the house is local; elsewhere each demo company has one of its own. */
  password: string
  /** Builds it; `lived` hears how much of the work is done, from 0 to 1. */
  make: (
    house: House,
    options: { password: string; language: 'ar' | 'en'; lived: (share: number) => Promise<void> },
  ) => Promise<Founded>
}>
export const demoCompany = port<DemoCompany>('people.demo_company')

type Progress = Readonly<{ share: number; at: string; failed?: true; founded?: Founded }>

/** Longer than this without a word, and the building has stopped: its process has gone. */
const silenceMs = 120_000

async function note(house: House, link: Buffer, progress: Omit<Progress, 'at'>): Promise<void> {
  const said: Progress = { ...progress, at: new Date().toISOString() }
  await house.pool.query('select gate.note_demo($1, $2)', [link, JSON.stringify(said)])
}

async function build(
  house: House,
  link: Buffer,
  options: { password: string; language: 'ar' | 'en' },
): Promise<void> {
  let share = 0
  try {
    const founded = await house.plugs.get(demoCompany).make(house, {
      ...options,
      lived: async (now) => {
        if (now - share < 0.01) return
        share = now
        await note(house, link, { share })
      },
    })
    await note(house, link, { share: 1, founded })
  } catch (error) {
    house.log.error({ err: error }, 'the demo company was not finished')
    await note(house, link, { share, failed: true })
  }
}

/**
 * Begins to build the demo company in an empty house, against the one-time link, and answers at
 * once with the way in; how far it is, `demoProgress` tells.
 * @throws setup.already_done, setup.link_invalid
 */
export async function beginDemo(
  house: House,
  input: { token: string; language: 'ar' | 'en' },
): Promise<{ email: string; password: string }> {
  if (!(await setUpNeeded(house))) throw new Refusal('setup.already_done')
  const { email, password: known } = house.plugs.get(demoCompany)
  const password = house.simulators ? known : newToken().slice(0, 16)
  await spendLink(house, input.token)
  const link = tokenHash(input.token)
  await note(house, link, { share: 0 })
  void build(house, link, { password, language: input.language }).catch((error: unknown) =>
    house.log.error({ err: error }, 'the demo company cannot be told of'),
  )
  return { email, password }
}

/** How far the demo company is that was begun with this link. @throws setup.link_invalid */
export async function demoProgress(
  house: House,
  { token }: { token: string },
): Promise<{ state: 'building' | 'ready' | 'stopped'; percent: number }> {
  const { rows } = await house.pool.query<{ demo: Progress | null }>(
    'select gate.find_demo($1) as demo',
    [tokenHash(token)],
  )
  const demo = rows[0]?.demo
  if (!demo) throw new Refusal('setup.link_invalid')
  const silent = Date.now() - new Date(demo.at).getTime() > silenceMs
  const state = demo.share === 1 ? 'ready' : demo.failed || silent ? 'stopped' : 'building'
  return { state, percent: Math.floor(demo.share * 100) }
}

/** Lets the one who began it into the finished demo company, once. @throws setup.demo_not_ready */
export async function enterDemo(
  context: Context,
  { token }: { token: string },
): Promise<{ done: true }> {
  const { house } = context
  const { rows } = await house.pool.query<{ founded: Founded | null }>(
    'select gate.take_demo($1) as founded',
    [tokenHash(token)],
  )
  const founded = rows[0]?.founded
  if (!founded) throw new Refusal('setup.demo_not_ready')
  await openSession(context, founded)
  return { done: true }
}
