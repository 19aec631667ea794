import { randomBytes } from 'node:crypto'
import type { GatewayAccountRow, SaveGatewayAccount } from '#core/payments/api.ts'
import { Refusal } from '#core/refusal.ts'
import { command, reaction, type Work } from '#platform/command.ts'
import { look, query } from '#platform/query.ts'
import { newToken, tokenHash } from '#platform/secrets.ts'
import { demand, type Session } from '#platform/session.ts'
import { type GatewayAccount, GatewayError, gateways } from '../gateway.ts'
import type { From } from '../store.ts'

type Row = {
  id: string
  vendor: 'moyasar'
  mode: 'test' | 'live'
  simulated: boolean
  publishable_key: string | null
  secret_key: string
  secret_key_end: string
  webhook_secret: string | null
  created_at: Date
  stopped_at: Date | null
  checked_at: Date | null
  problem: string | null
  last_delivery_at: Date | null
}

const select = `select a.id, a.vendor, a.mode, a.simulated, a.publishable_key, a.secret_key,
  a.secret_key_end, a.webhook_secret, a.created_at, a.stopped_at, a.checked_at, a.problem,
  (select max(d.received_at) from gateway_delivery d
   where d.company_id = a.company_id and d.account_id = a.id) as last_delivery_at
  from gateway_account a where a.company_id = $1`

/** A sealed secret opens only in the row and the column that it was sealed for. */
const place = (column: 'secret_key' | 'webhook_secret', id: string): string =>
  `gateway_account|${column}|${id}`

/** The token in the address of an account's webhook: made again whenever it is asked for. */
const webhookToken = (session: Session, id: string): string =>
  session.house.safe.tokenFor(`webhook|${id}`)

export const webhookUrl = (session: Session, vendor: string, id: string): string =>
  `${session.house.publicUrl}/webhooks/${vendor}/${webhookToken(session, id)}`

const rowOf = (session: Session, row: Row): GatewayAccountRow => ({
  id: row.id,
  vendor: row.vendor,
  mode: row.mode,
  simulated: row.simulated,
  publishableKey: row.publishable_key,
  secretKeyEnd: row.secret_key_end,
  webhookSecretSet: row.webhook_secret !== null,
  webhookUrl: webhookUrl(session, row.vendor, row.id),
  active: row.stopped_at === null,
  createdAt: row.created_at.toISOString(),
  health: {
    checkedAt: row.checked_at?.toISOString() ?? null,
    problem: row.problem,
    lastDeliveryAt: row.last_delivery_at?.toISOString() ?? null,
  },
})

async function getRow(from: Pick<From, 'run' | 'companyId'>, id: string): Promise<Row> {
  const [row] = await from.run<Row>(`${select} and a.id = $2`, [from.companyId, id])
  if (!row) throw new Refusal('payments.gateway_not_found', { id })
  return row
}

export type OpenAccount = GatewayAccount & Readonly<{ id: string; simulated: boolean }>

function openRow(session: Session, row: Row): OpenAccount {
  const { safe, plugs, simulators } = session.house
  const baseUrl = plugs.get(gateways).addressOf(row.vendor, row.simulated)
  if (baseUrl === null || (row.simulated && !simulators))
    throw new Refusal('payments.simulator_unavailable')
  return {
    id: row.id,
    vendor: row.vendor,
    mode: row.mode,
    simulated: row.simulated,
    baseUrl,
    secretKey: safe.open(row.secret_key, place('secret_key', row.id)),
    ...(row.publishable_key && { publishableKey: row.publishable_key }),
    ...(row.webhook_secret && {
      webhookSecret: safe.open(row.webhook_secret, place('webhook_secret', row.id)),
    }),
  }
}

/** An account with its secrets opened, stopped ones included. @throws payments.gateway_not_found */
export const openAccount = (session: Session, id: string): Promise<OpenAccount> =>
  look(session, async (from) => openRow(session, await getRow(from, id)))

/** The account that takes payments now, if there is one that can. */
export async function activeAccount(
  from: Pick<From, 'run' | 'companyId' | 'session'>,
): Promise<Readonly<{ id: string; simulated: boolean }> | undefined> {
  const [row] = await from.run<Row>(`${select} and a.stopped_at is null`, [from.companyId])
  if (!row || (row.simulated && !from.session.house.simulators)) return undefined
  return { id: row.id, simulated: row.simulated }
}

export const listAccounts = query('payments.manage_gateways', async (from, _: object) => {
  const rows = await from.run<Row>(
    `${select} order by a.stopped_at nulls first, a.created_at desc`,
    [from.companyId],
  )
  const { session } = from
  return { rows: rows.map((row) => rowOf(session, row)), simulators: session.house.simulators }
})

/** One account takes payments at a time: the one before it is stopped, and still heard. */
async function stopOthers(work: Work, id: string): Promise<void> {
  await work.run(
    `update gateway_account set stopped_at = $3, stopped_by = $4
     where company_id = $1 and id <> $2 and stopped_at is null`,
    [work.companyId, id, work.now, work.actor.name],
  )
}

async function insertAccount(
  work: Work,
  id: string,
  account: Readonly<{
    secretKey: string
    publishableKey?: string | undefined
    webhookSecret?: string | undefined
    simulated: boolean
  }>,
): Promise<void> {
  const { safe } = work.session.house
  const { secretKey, webhookSecret } = account
  await stopOthers(work, id)
  await work.run(
    `insert into gateway_account (company_id, id, vendor, mode, simulated, publishable_key, secret_key,
       secret_key_end, webhook_secret, created_at, created_by)
     values ($1, $2, 'moyasar', $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      work.companyId,
      id,
      modeOf(secretKey),
      account.simulated,
      account.publishableKey ?? null,
      safe.lock(secretKey, place('secret_key', id)),
      secretKey.slice(-4),
      webhookSecret ? safe.lock(webhookSecret, place('webhook_secret', id)) : null,
      work.now,
      work.actor.name,
    ],
  )
  await work.run("select gate.add_public_links(array[$1::bytea], 'webhook', array[$2::uuid])", [
    tokenHash(webhookToken(work.session, id)),
    id,
  ])
}

const modeOf = (key: string): 'test' | 'live' => (/^.k_live_/.test(key) ? 'live' : 'test')

async function changeAccount(work: Work, before: Row, input: SaveGatewayAccount): Promise<void> {
  const { safe } = work.session.house
  const { id, secretKey, publishableKey, webhookSecret } = input
  if (before.stopped_at) throw new Refusal('payments.gateway_not_found', { id })
  await work.run(
    `update gateway_account set secret_key = coalesce($3, secret_key),
       secret_key_end = coalesce($4, secret_key_end), publishable_key = coalesce($5, publishable_key),
       webhook_secret = coalesce($6, webhook_secret), checked_at = null, problem = null
     where company_id = $1 and id = $2`,
    [
      work.companyId,
      id,
      secretKey ? safe.lock(secretKey, place('secret_key', id)) : null,
      secretKey?.slice(-4) ?? null,
      publishableKey ?? null,
      webhookSecret ? safe.lock(webhookSecret, place('webhook_secret', id)) : null,
    ],
  )
}

/**
 * Keeps an account with a gateway, its secrets sealed; what is not sent stays as it was.
 * @throws payments.gateway_key_mode when the keys are not of one mode, or not of the account's
 */
export const saveAccount = command(
  'payments.manage_gateways',
  async (work, input: SaveGatewayAccount): Promise<GatewayAccountRow> => {
    const { id, secretKey, publishableKey } = input
    const [before] = await work.run<Row>(`${select} and a.id = $2`, [work.companyId, id])
    const mode = before?.mode ?? (secretKey && modeOf(secretKey))
    if (mode === undefined || before?.simulated) throw new Refusal('payments.gateway_not_found')
    for (const key of [secretKey, publishableKey])
      if (key && modeOf(key) !== mode) throw new Refusal('payments.gateway_key_mode', { mode })

    if (before) await changeAccount(work, before, input)
    else await insertAccount(work, id, { ...input, secretKey: secretKey ?? '', simulated: false })

    const { secretKey: _, webhookSecret: __, ...said } = input
    work.audit('payments.gateway_saved', {
      kind: 'gateway_account',
      id,
      before: before ? { mode: before.mode, secretKeyEnd: before.secret_key_end } : null,
      after: { ...said, mode, secretKeyChanged: secretKey !== undefined },
    })
    return rowOf(work.session, await getRow(work, id))
  },
  { name: 'payments.save_gateway' },
)

/**
 * Opens an account with the simulated gateway, so that the whole way can be tried without money.
 * @throws payments.simulator_unavailable, payments.simulator_beside_live
 */
export const tryGateway = command(
  'payments.manage_gateways',
  async (work, input: { id: string }): Promise<GatewayAccountRow> => {
    const { house } = work.session
    if (!house.simulators || house.plugs.get(gateways).addressOf('moyasar', true) === null)
      throw new Refusal('payments.simulator_unavailable')
    const live = await work.run(
      "select id from gateway_account where company_id = $1 and mode = 'live' limit 1",
      [work.companyId],
    )
    if (live.length > 0) throw new Refusal('payments.simulator_beside_live')
    await insertAccount(work, input.id, {
      secretKey: `sk_test_${randomBytes(16).toString('hex')}`,
      webhookSecret: newToken(),
      simulated: true,
    })
    work.audit('payments.gateway_tried', {
      kind: 'gateway_account',
      id: input.id,
      before: null,
      after: { simulated: true },
    })
    return rowOf(work.session, await getRow(work, input.id))
  },
  { once: ({ id }) => id, name: 'payments.try_gateway' },
)

/** Takes no new payments through this account; what was begun there is still followed. */
export const stopAccount = command(
  'payments.manage_gateways',
  async (work, { id }: { id: string }): Promise<GatewayAccountRow> => {
    const before = await getRow(work, id)
    await work.run(
      `update gateway_account set stopped_at = coalesce(stopped_at, $3), stopped_by = coalesce(stopped_by, $4)
       where company_id = $1 and id = $2`,
      [work.companyId, id, work.now, work.actor.name],
    )
    work.audit('payments.gateway_stopped', {
      kind: 'gateway_account',
      id,
      before: { stoppedAt: before.stopped_at },
      after: { stoppedAt: before.stopped_at ?? work.now },
    })
    return rowOf(work.session, await getRow(work, id))
  },
  { name: 'payments.stop_gateway' },
)

const noteHealth = reaction(
  'payments.note_health',
  async (work, { id, problem }: { id: string; problem: string | null }) => {
    await work.run(
      'update gateway_account set checked_at = $3, problem = $4 where company_id = $1 and id = $2',
      [work.companyId, id, work.now, problem],
    )
    return rowOf(work.session, await getRow(work, id))
  },
)

/** Asks the gateway for something that does not exist: whoever answers "no such thing" knows our key. */
async function problemOf(session: Session, account: OpenAccount): Promise<string | null> {
  const gateway = session.house.plugs.get(gateways).of(account.vendor)
  try {
    await gateway.findCheckout(account, '00000000-0000-4000-8000-000000000000')
    return null
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error
    if (error.kind !== 'refused') return 'unavailable'
    return error.status === 404 ? null : 'key_refused'
  }
}

/** Asks the gateway whether it knows our key, and keeps the answer. */
export async function checkAccount(
  session: Session,
  { id }: { id: string },
): Promise<GatewayAccountRow> {
  demand(session, 'payments.manage_gateways')
  const account = await openAccount(session, id)
  return noteHealth(session, { id, problem: await problemOf(session, account) })
}
