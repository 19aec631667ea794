import type { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import { reaction } from '#platform/command.ts'
import { crashPoint } from '#platform/crash.ts'
import type { House } from '#platform/house.ts'
import type { Env } from '#platform/http.ts'
import { job, systemSession } from '#platform/jobs.ts'
import { look } from '#platform/query.ts'
import { tokenHash } from '#platform/secrets.ts'
import type { Session } from '#platform/session.ts'
import { GatewayError, gateways } from '../gateway.ts'
import { openAccount } from './accounts.ts'
import { attemptOfCheckout } from './attempt-store.ts'
import { settleAttempt } from './settle-attempt.ts'

const most = 1024 * 1024
const refusals = { no_secret: 404, bad_secret: 401, malformed: 400 } as const

/** What may be kept of a delivery: everything but what proves the sender. */
function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, part]) =>
      /secret|token/i.test(key) ? [] : [[key, withoutSecrets(part)]],
    ),
  )
}

type Delivery = Readonly<{
  accountId: string
  deliveryId: string
  kind: string
  body: unknown
  paymentId?: string | undefined
  checkoutId?: string | undefined
}>

/** Keeps a delivery and its work in one transaction: a repetition finds it kept. */
const keep = reaction('payments.keep_delivery', async (work, delivery: Delivery) => {
  const { accountId, deliveryId, kind, body, paymentId, checkoutId } = delivery
  const kept = await work.run(
    `insert into gateway_delivery (company_id, account_id, delivery_id, kind, body, received_at)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning delivery_id`,
    [work.companyId, accountId, deliveryId, kind, JSON.stringify(body), work.now],
  )
  if (kept.length > 0)
    work.enqueue('payments.take_delivery', { accountId, deliveryId, paymentId, checkoutId })
})

async function accountOfToken(house: House, token: string) {
  if (!/^[A-Za-z0-9_-]{43}$/.test(token)) return undefined
  const { rows } = await house.pool.query<{ company_id: string; subject_id: string }>({
    name: 'find_webhook',
    text: "select company_id, subject_id from gate.find_public_link($1, 'webhook')",
    values: [tokenHash(token)],
  })
  const [found] = rows
  if (!found) return undefined
  const session = systemSession(house, found.company_id)
  return { session, account: await openAccount(session, found.subject_id) }
}

/**
 * Where gateways tell us that something happened: the raw bytes are verified, kept and committed
 * before we say so; the work comes after. Without a secret there is no such place.
 */
export function gatewayWebhooks(app: Hono<Env>, house: House): void {
  const limit = bodyLimit({ maxSize: most, onError: (c) => c.body(null, 413) })
  app.post('/webhooks/:vendor/:token', limit, async (c) => {
    const found = await accountOfToken(house, c.req.param('token'))
    if (!found || found.account.vendor !== c.req.param('vendor')) return c.body(null, 404)
    const { session, account } = found
    const raw = new Uint8Array(await c.req.arrayBuffer())
    const reading = house.plugs
      .get(gateways)
      .of(account.vendor)
      .readWebhook(account, raw, c.req.header())
    if (!reading.ok) {
      house.log.warn({ accountId: account.id, reason: reading.reason }, 'a webhook was refused')
      return c.body(null, refusals[reading.reason])
    }
    const { ok: _, ...read } = reading
    const body = withoutSecrets(JSON.parse(new TextDecoder().decode(raw)))
    await keep(session, { accountId: account.id, body, ...read })
    crashPoint('webhook.after_commit')
    return c.body(null, 200)
  })
}

const Taken = z.looseObject({
  accountId: z.uuid(),
  deliveryId: z.string(),
  paymentId: z.string().optional(),
  checkoutId: z.string().optional(),
})

const noteOutcome = reaction(
  'payments.note_delivery',
  async (work, facts: { accountId: string; deliveryId: string; outcome: string }) => {
    await work.run(
      `update gateway_delivery set done_at = $4, outcome = $5
       where company_id = $1 and account_id = $2 and delivery_id = $3`,
      [work.companyId, facts.accountId, facts.deliveryId, work.now, facts.outcome],
    )
  },
)

/** Which attempt a delivery is about: by its checkout, which the gateway names for each payment. */
async function attemptFor(session: Session, taken: z.output<typeof Taken>) {
  let { checkoutId } = taken
  if (!checkoutId && taken.paymentId) {
    const account = await openAccount(session, taken.accountId)
    const gateway = session.house.plugs.get(gateways).of(account.vendor)
    checkoutId = (await gateway.getPayment(account, taken.paymentId)).providerInvoiceId
  }
  if (!checkoutId) return undefined
  const wanted = checkoutId
  return look(session, (from) => attemptOfCheckout(from, taken.accountId, wanted))
}

async function outcomeOf(session: Session, taken: z.output<typeof Taken>): Promise<string> {
  try {
    const attempt = await attemptFor(session, taken)
    return attempt ? (await settleAttempt(session, attempt.id)).state : 'not_ours'
  } catch (error) {
    // The gateway does not know what the delivery speaks of: it was made up.
    if (error instanceof GatewayError && error.kind === 'refused') return 'unknown_to_gateway'
    throw error
  }
}

/** Does what a delivery hints at: the gateway is asked, and only its answer counts. */
export const takeDelivery = job('payments.take_delivery', Taken, async (session, taken) => {
  const { accountId, deliveryId } = taken
  await noteOutcome(session, { accountId, deliveryId, outcome: await outcomeOf(session, taken) })
})
