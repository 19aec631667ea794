import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { foundCompany } from '#modules/people/index.ts'
import { prepareDatabase, prepareServer } from '#platform/database-setup.ts'
import { openPool, type Pool } from '#platform/db.ts'
import { diskFiles } from '#platform/files.ts'
import { uuidv7 } from '#platform/ids.ts'
import { createLog } from '#platform/log.ts'
import { Plugs } from '#platform/port.ts'
import { createSafe } from '#platform/secrets.ts'
import { socketLogins, updateSchema } from '#server/database.ts'
import { composeHouse } from '#server/main.ts'
import { employ, sessionToken } from '#test/matrix/staff.ts'
import { type KillableDatabase, openKillableDatabase } from './database.ts'
import { type Mailbox, type Node, openMailbox, openNode } from './processes.ts'

/** Ten in the morning in Riyadh on a Sunday: within the hours in which customers are written to. */
const at = '2026-11-22T10:00:00+03:00'
export const newId = (): string => uuidv7(Date.now())

export type World = Readonly<{
  database: KillableDatabase
  nodes: readonly Node[]
  mailbox: Mailbox
  app: Pool
  companyId: string
  customers: readonly string[]
  /** Cookies of several people, since each has a brake of their own. */
  cookies: readonly string[]
  today: string
  close: () => Promise<void>
}>

/** Calls a node; what is not an answer (no connection, a failure of the house) is undefined. */
export async function call(
  node: Node,
  cookie: string,
  method: string,
  address: string,
  body?: unknown,
): Promise<{ status: number; body: Record<string, unknown> } | undefined> {
  try {
    const reply = await fetch(`${node.address}/api/v1${address}`, {
      method,
      headers: {
        cookie: `wasl_sid=${cookie}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(15_000),
    })
    const text = await reply.text()
    if (reply.status >= 500) return undefined
    return { status: reply.status, body: JSON.parse(text) as Record<string, unknown> }
  } catch {
    return undefined
  }
}

/** Calls until there is an answer, as a client does that keeps its id: the one way to be sure. */
export async function callUntilAnswered(
  world: Pick<World, 'nodes'>,
  cookie: string,
  request: readonly [method: string, address: string, body: unknown],
  patienceMs: number,
): Promise<{ status: number; body: Record<string, unknown> } | undefined> {
  const until = performance.now() + patienceMs
  for (let tries = Math.floor(Math.random() * 2); performance.now() < until; tries++) {
    const node = world.nodes[tries % world.nodes.length]
    const reply = node && (await call(node, cookie, ...request))
    if (reply && reply.status !== 429) return reply
    await sleep(50 + Math.random() * 150)
  }
  return undefined
}

async function prepare(database: KillableDatabase): Promise<void> {
  const admin = openPool(
    { ...database.place(), user: 'postgres', database: 'postgres' },
    { max: 1, onError: () => undefined },
  )
  await prepareServer(admin)
  await prepareDatabase(admin, 'wasl')
  await admin.end()
  await updateSchema(socketLogins(database.place(), 'wasl'))
}

/** A bare house, enough to found a company and to sign people in. */
function bareHouse(pool: Pool, root: string) {
  return composeHouse({
    pool,
    clock: { offsetMs: 0 },
    log: createLog('error'),
    safe: createSafe(randomBytes(32)),
    files: diskFiles(path.join(root, 'files')),
    pdf: undefined as never,
    plugs: new Plugs(),
    publicUrl: 'http://wasl.test',
    simulators: false,
  })
}

type Setting = Readonly<{ customers: number; invoicesEach: number; clients: number }>

/** A company with its people on two nodes that share one database, and nothing in it yet. */
export async function openTown(
  clients: number,
  openGateway: (offsetMs: number) => Promise<string | null> = async () => null,
) {
  const database = await openKillableDatabase()
  await prepare(database)
  const app = openPool(socketLogins(database.place(), 'wasl').app, {
    max: 2,
    onError: () => undefined,
  })
  const house = bareHouse(app, database.root)
  const offsetMs = new Date(at).getTime() - Date.now()
  house.clock.offsetMs = offsetMs
  fs.mkdirSync(path.join(database.root, 'house'), { recursive: true })
  const profile = { name: 'روافد', zone: 'Asia/Riyadh', baseCurrency: 'SAR' as const }
  const { companyId, userId, personId } = await foundCompany(
    house,
    { ...profile, vatNumber: '300000000000003', address: { country: 'SA' } },
    { name: 'نورة', email: 'owner@example.com', password: 'صباح الخير يا جدة' },
    'ar',
  )
  const sql = async (text: string, values: unknown[] = []) =>
    (await database.owner.query(text, values)).rows as never
  const test = { house, sql } as never
  const owner = { companyId, ownerId: userId, personId, email: 'owner@example.com' }
  const cookies = [await sessionToken(test, owner)]
  while (cookies.length < clients)
    cookies.push(await sessionToken(test, await employ(test, owner, 'owner')))
  const gateway = await openGateway(offsetMs)
  const part = { root: database.root, place: database.place, offsetMs, gateway }
  // One after the other: the first makes the key that both share.
  const nodes = [await openNode({ ...part, name: 'a' }), await openNode({ ...part, name: 'b' })]
  const close = async () => {
    for (const node of nodes) await node.kill()
    await app.end()
    await database.close()
  }
  return { database, nodes, app, companyId, cookies, today: at.slice(0, 10), close }
}

/** A company on two nodes, with a mailbox that counts and customers who owe. */
export async function openWorld(setting: Setting): Promise<World> {
  const { close, ...town } = await openTown(setting.clients)
  const mailbox = await openMailbox()
  const world = { ...town, mailbox, customers: [] }
  const customers = await settle(world, setting)
  return {
    ...world,
    customers,
    close: async () => {
      for (const node of town.nodes) await node.kill()
      await mailbox.close()
      await close()
    },
  }
}

export const invoiceFor = (customerId: string, issuedOn: string, riyals: number) => ({
  id: newId(),
  customerId,
  currency: 'SAR',
  issuedOn,
  terms: { kind: 'days_from_invoice', days: 10 },
  post: true,
  lines: [
    {
      description: 'توريد',
      quantity: '1',
      unitPrice: String(riyals),
      vat: { category: 'S', rateBasisPoints: 1500 },
    },
  ],
})

const mustWith =
  (world: Pick<World, 'nodes'>, cookie: string) =>
  async (method: string, address: string, body: unknown): Promise<void> => {
    const reply = await callUntilAnswered(world, cookie, [method, address, body], 60_000)
    if (!reply || reply.status >= 300)
      throw new Error(`${method} ${address}: ${reply?.status} ${JSON.stringify(reply?.body)}`)
  }

/** The mail account, the hours of reminders, customers and what they owe since a while. */
async function settle(
  world: Omit<World, 'close'>,
  { customers, invoicesEach }: Setting,
): Promise<string[]> {
  const [cookie = ''] = world.cookies
  const must = mustWith(world, cookie)
  const account = newId()
  await must('PUT', `/channel-accounts/${account}`, {
    name: 'عداد',
    vendor: {
      provider: 'smtp',
      host: '127.0.0.1',
      port: world.mailbox.port,
      secure: false,
      fromName: 'روافد',
      fromAddress: 'from@example.com',
    },
  })
  await must('POST', `/channel-accounts/${account}/choice`, undefined)
  return addDebtors(world, customers, invoicesEach)
}

/** Customers with an address, each late with so many invoices: all of them due for a reminder. */
export async function addDebtors(
  world: Pick<World, 'nodes' | 'cookies'>,
  many: number,
  invoicesEach: number,
): Promise<string[]> {
  const [cookie = ''] = world.cookies
  const must = mustWith(world, cookie)
  const ids: string[] = []
  const work = Array.from({ length: many }, (_, n) => n)
  const one = async (): Promise<void> => {
    for (let n = work.shift(); n !== undefined; n = work.shift()) {
      const id = newId()
      const typed = `customer-${id}@example.com`
      await must('POST', '/customers', {
        id,
        name: `عميل ${n}`,
        stage: 'customer',
        identities: [{ id: newId(), kind: 'email', typed, primary: true }],
      })
      for (let of = 0; of < invoicesEach; of++)
        await must('POST', '/invoices', invoiceFor(id, '2026-11-08', 100 + n))
      ids.push(id)
    }
  }
  await Promise.all([one(), one(), one(), one()])
  // Rules that were saved are looked through at once; else it is done every hour.
  await must('PUT', '/reminder-settings', rules)
  return ids
}

const allDay = Array.from({ length: 7 }, () => [{ from: 0, until: 1440 }])
const rules = {
  thankYou: false,
  calendar: { weekend: [], holidays: [], contactWindows: allDay },
  collector: '',
  manager: '',
  phone: '',
}
