import { createHash } from 'node:crypto'
import type { Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { type ChatVendorName, chatVendors } from '#core/messaging/vendors.ts'
import { reaction } from '#platform/command.ts'
import { crashPoint } from '#platform/crash.ts'
import type { House } from '#platform/house.ts'
import type { Env } from '#platform/http.ts'
import { systemSession } from '#platform/jobs.ts'
import { accountOfToken } from './accounts/kept-open.ts'
import { type OpenedAccount, providerOf } from './accounts/opened.ts'
import type { ChatProvider, RawDelivery } from './chat-channel.ts'
import { askSoon } from './threads/take-in.ts'

const mostBytes = 3 * 1024 * 1024

type Delivery = RawDelivery & Readonly<{ accountId: string }>

/** Keeps a delivery: a repetition finds it kept. */
const keep = reaction('messaging.keep_delivery', async (work, delivery: Delivery) => {
  const { accountId, url, headers, body } = delivery
  await work.run(
    `insert into delivery (company_id, id, account_id, sha256, url, headers, body, received_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (company_id, account_id, sha256) do nothing`,
    [
      work.companyId,
      work.newId(),
      accountId,
      createHash('sha256').update(body).digest(),
      url,
      JSON.stringify(headers),
      Buffer.from(body),
      work.now,
    ],
  )
})

/** Whether anything can prove who calls: without a secret there is no such address. */
const provable = ({ provider, secrets }: OpenedAccount): boolean => {
  const { proof } = chatVendors[provider as ChatVendorName]
  return proof === 'address' || Boolean(secrets[proof])
}

const secretHeaders: ReadonlySet<string> = new Set([
  'authorization',
  'cookie',
  'proxy-authorization',
])

/** What the caller sent, as it may be kept: no credentials, and the address without its token. */
function kept(delivery: RawDelivery, token: string): RawDelivery {
  const headers = Object.entries(delivery.headers).filter(([name]) => !secretHeaders.has(name))
  return {
    ...delivery,
    url: delivery.url.replace(token, '-'),
    headers: Object.fromEntries(headers),
  }
}

async function rawOf(c: Context, house: House, method: 'GET' | 'POST'): Promise<RawDelivery> {
  const { pathname, search } = new URL(c.req.url)
  return {
    method,
    // The address that the vendor called and signed, whatever stands between it and us.
    url: `${house.publicUrl}${pathname}${search}`,
    headers: c.req.header(),
    body: method === 'GET' ? new Uint8Array() : new Uint8Array(await c.req.arrayBuffer()),
  }
}

type Found = Readonly<{
  companyId: string
  account: OpenedAccount
  provider: ChatProvider
  token: string
}>

async function findAccount(c: Context, house: House): Promise<Found | undefined> {
  const { provider: vendor, token = '' } = c.req.param()
  if (!/^[A-Za-z0-9_-]{43}$/.test(token)) return undefined
  const found = await accountOfToken(house, token)
  const account = found?.account
  if (!account || account.removed || account.provider !== vendor || !provable(account))
    return undefined
  return { companyId: found.companyId, account, provider: providerOf(house, account), token }
}

/**
 * Where vendors of conversations tell us what happened: the raw bytes are verified, kept and
 * committed before we say that we have them; the work comes after. Only who fails is slowed down,
 * so that nobody's noise ever closes the door to a vendor.
 */
export function channelHooks(app: Hono<Env>, house: House): void {
  const failures = new RateLimiterMemory({ points: 30, duration: 60 })
  const limit = bodyLimit({ maxSize: mostBytes, onError: (c) => c.body(null, 413) })

  const fail = async (c: Context, status: 401 | 403 | 404, accountId?: string) => {
    const spent = await failures.consume(accountId ?? 'nobody').catch(() => null)
    if (spent === null) return c.body(null, 429)
    if (accountId) house.log.warn({ accountId, status }, 'a delivery was refused')
    return c.body(null, status)
  }

  const receive = async (c: Context, found: Found, delivery: RawDelivery) => {
    const { account, provider, companyId, token } = found
    if (!provider.verify(delivery, account)) return fail(c, 401, account.id)
    const session = systemSession(house, companyId)
    await keep(session, { ...kept(delivery, token), accountId: account.id })
    crashPoint('hook.after_commit')
    await askSoon(session, account.id)
    return c.body(null, 200)
  }

  app.get('/hooks/:provider/:token', async (c) => {
    const found = await findAccount(c, house)
    if (!found) return fail(c, 404)
    const delivery = await rawOf(c, house, 'GET')
    const answer = found.provider.handshake?.(delivery, found.account)
    if (!answer) return fail(c, 404, found.account.id)
    if (answer.status !== 200) return fail(c, 403, found.account.id)
    return c.text(answer.body, 200)
  })

  app.post('/hooks/:provider/:token', limit, async (c) => {
    const found = await findAccount(c, house)
    if (!found) return fail(c, 404)
    return receive(c, found, await rawOf(c, house, 'POST'))
  })
}
