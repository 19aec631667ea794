import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { serve } from '@hono/node-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createMoyasarSimulator } from '#server/simulators/moyasar/simulator.ts'
import { eventOf } from '#test/pay-online.ts'
import { type Mailbox, type Node, openMailbox } from './processes.ts'
import { drain, gapsOf, unsoundOf } from './verdict.ts'
import { addDebtors, call, invoiceFor, newId, openTown } from './world.ts'

type Town = Awaited<ReturnType<typeof openTown>>

let town: Town
let mailbox: Mailbox
let closeGateway: () => Promise<void>
let pay: (checkoutUrl: string) => Promise<object>

const appSecret = 'sirr-al-tatbiq'
const webhookSecret = 'sirr-al-bawwaba-al-tawil'

/** The gateway of payments in this process, so that what it knows outlives every node. */
async function playGateway(offsetMs: number): Promise<string> {
  const simulator = createMoyasarSimulator({
    now: () => new Date(Date.now() + offsetMs),
    random: Math.random,
    log: () => undefined,
    acceptAnyTestKey: true,
  })
  const server = serve({ fetch: simulator.app.fetch, port: 0, hostname: '127.0.0.1' })
  await once(server, 'listening')
  const address = server.address()
  const place = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  const authorization = `Basic ${Buffer.from('sk_test_riyadh2026:').toString('base64')}`
  pay = async (checkoutUrl) => {
    const id = new URL(checkoutUrl).pathname.split('/').at(-1)
    await simulator.app.request(`/invoices/${id}/payment`, {
      method: 'POST',
      body: new URLSearchParams({ method: 'mada' }),
    })
    const asked = await simulator.app.request(`/v1/invoices/${id}`, { headers: { authorization } })
    const { payments } = (await asked.json()) as { payments: object[] }
    return payments[0] ?? {}
  }
  closeGateway = async () => {
    await simulator.close()
    server.close()
  }
  return `${place}/v1`
}

beforeAll(async () => {
  town = await openTown(1, playGateway)
  mailbox = await openMailbox()
  const account = { host: '127.0.0.1', port: mailbox.port, secure: false }
  await must('PUT', `/channel-accounts/${newId()}`, {
    name: 'البريد',
    vendor: { provider: 'smtp', ...account, fromName: 'روافد', fromAddress: 'from@example.com' },
  })
}, 120_000)

afterAll(async () => {
  await town.close()
  await mailbox.close()
  await closeGateway()
}, 60_000)

const nodes = (): readonly [whole: Node, dying: Node] => {
  const [whole, dying] = town.nodes
  if (!whole || !dying) throw new Error('there are two nodes')
  return [whole, dying]
}
const must = async <Body>(method: string, address: string, body?: unknown): Promise<Body> => {
  const reply = await call(nodes()[0], town.cookies[0] ?? '', method, address, body)
  if (!reply || reply.status >= 300) throw new Error(`${method} ${address} ${reply?.status}`)
  return reply.body as Body
}
const rows = async <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
  (await town.database.owner.query(text, values)).rows as Row[]
const count = async (from: string, values: unknown[] = []): Promise<number> =>
  (await rows<{ n: number }>(`select count(*)::int as n from ${from}`, values))[0]?.n ?? -1

/** Calls an address of vendors at one node; undefined where the line broke without an answer. */
const told = (node: Node, url: string, body: string, headers: Record<string, string> = {}) =>
  fetch(`${node.address}${new URL(url).pathname}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  }).then(
    ({ status }) => status,
    () => undefined,
  )

async function ended(node: Node): Promise<void> {
  for (let n = 0; n < 600 && !node.ended(); n++) await sleep(50)
  expect(node.ended()).toBe(true)
}

/** Starts one node anew, which ends itself at this point. */
async function arm(node: Node, point: string): Promise<void> {
  await node.kill()
  await node.start(point)
}

async function whole(): Promise<void> {
  for (const node of town.nodes) if (node.ended()) await node.start()
  expect(await drain(town, 60_000)).toMatchObject({ heldByTheDead: 0 })
  expect({ unsound: await unsoundOf(town), gaps: await gapsOf(town) }).toEqual({
    unsound: [],
    gaps: [],
  })
}

const phoneId = '106540352242922'
const wabaId = '102290129340398'

async function whatsapp(): Promise<string> {
  type Accounts = { rows: { webhook: { url: string } | null }[] }
  const { rows: known } = await must<Accounts>('GET', '/channel-accounts')
  const here = known.find(({ webhook }) => webhook !== null)
  if (here?.webhook) return here.webhook.url
  const made = await must<{ webhook: { url: string } }>('PUT', `/channel-accounts/${newId()}`, {
    name: 'واتساب',
    vendor: {
      provider: 'whatsapp_cloud',
      address: phoneId,
      settings: { waba_id: wabaId },
      secrets: { token: 'EAAG', app_secret: appSecret },
    },
  })
  return made.webhook.url
}

/** What a customer writes, as the vendor delivers it; said on the evening of the house's clock. */
const written = (id: string, text: string): string =>
  JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: wabaId,
        changes: [
          {
            field: 'messages',
            value: {
              messaging_product: 'whatsapp',
              metadata: { display_phone_number: '966500000000', phone_number_id: phoneId },
              contacts: [{ profile: { name: 'سارة' }, wa_id: '966551234567' }],
              messages: [
                {
                  from: '966551234567',
                  id: `wamid.${id}`,
                  timestamp: String(Date.parse('2026-11-22T07:00:00Z') / 1000),
                  type: 'text',
                  text: { body: text },
                },
              ],
            },
          },
        ],
      },
    ],
  })
const signed = (body: string) => ({
  'x-hub-signature-256': `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`,
})
const heard = (text: string) => count("message where direction = 'in' and body = $1", [text])

test('a delivery that was kept when the node died is taken in once, when the vendor repeats it', async () => {
  const [other, dying] = nodes()
  const url = await whatsapp()
  const body = written('repeated', 'وصلتني الفاتورة')
  await arm(dying, 'hook.after_commit')

  expect(await told(dying, url, body, signed(body))).toBe(undefined)
  await ended(dying)
  // It is kept, and nobody works on it yet: that is all that the death left.
  expect(await count('delivery where taken_at is null')).toBe(1)
  expect(await heard('وصلتني الفاتورة')).toBe(0)

  expect(await told(other, url, body, signed(body))).toBe(200)
  expect(await told(other, url, body, signed(body))).toBe(200)
  await whole()
  expect(await heard('وصلتني الفاتورة')).toBe(1)
  expect(await count('delivery where taken_at is null')).toBe(0)
  expect(await count('delivery')).toBe(1)
}, 120_000)

test('a delivery that was kept when the node died is taken in also when the vendor is silent from then on', async () => {
  const [, dying] = nodes()
  const url = await whatsapp()
  const body = written('silent', 'سأدفع غدًا')
  await arm(dying, 'hook.after_commit')
  expect(await told(dying, url, body, signed(body))).toBe(undefined)
  await ended(dying)
  await whole()
  expect(await heard('سأدفع غدًا')).toBe(0)

  // The sweep of every five minutes, an hour later.
  await rows("update delivery set received_at = received_at - interval '1 hour'")
  await town.database.worker.query(
    "select graphile_worker.add_job('messaging.sweep', json_build_object('companyId', $1::text))",
    [town.companyId],
  )
  await drain(town, 60_000)
  await whole()
  expect(await heard('سأدفع غدًا')).toBe(1)
}, 120_000)

type Gateway = Readonly<{ webhookUrl: string }>
let gateway: Promise<Gateway> | undefined

/** Somebody who stands at the gateway's page and has just paid there. */
async function payer() {
  gateway ??= must<Gateway>('PUT', `/gateway-accounts/${newId()}`, {
    vendor: 'moyasar',
    secretKey: 'sk_test_riyadh2026',
    webhookSecret,
  })
  const { webhookUrl } = await gateway
  const [customerId = ''] = await addDebtors(town, 1, 0)
  const invoice = invoiceFor(customerId, '2026-11-08', 100)
  await must('POST', '/invoices', invoice)
  const link = { id: newId(), customerId, invoiceIds: [invoice.id] }
  const { url } = await must<{ url: string }>('POST', '/pay-links', link)
  const token = url.split('/').at(-1)
  const attempt = await must<{ attemptId: string; url: string }>('POST', `/pay/${token}/attempts`, {
    id: newId(),
    invoiceIds: [invoice.id],
    method: 'mada',
  })
  const event = eventOf(await pay(attempt.url), webhookSecret)
  const booked = async () => ({
    receipts: await count("payment where customer_id = $1 and source = 'gateway'", [customerId]),
    effects: await count("gateway_effect where attempt_id = $1 and effect = 'receipt'", [
      attempt.attemptId,
    ]),
    mails: (await mailbox.all()).filter(({ to }) => to.includes(customerId)).length,
    state: (
      await rows<{ state: string }>('select state from pay_attempt where id = $1', [
        attempt.attemptId,
      ])
    )[0]?.state,
  })
  return { webhookUrl, event, booked }
}

const before = { receipts: 0, effects: 0, mails: 0, state: 'open' }
const after = { receipts: 1, effects: 1, mails: 1, state: 'paid' }

test('what a gateway told before the node died is booked once, though the gateway never got its answer', async () => {
  const [other, dying] = nodes()
  const { webhookUrl, event, booked } = await payer()
  await arm(dying, 'webhook.after_commit')

  expect(await told(dying, webhookUrl, event)).toBe(undefined)
  await ended(dying)
  // The delivery and its work were one transaction: the other node may have begun already.
  expect(await count("gateway_delivery where kind = 'payment_paid'")).toBe(1)

  expect(await told(other, webhookUrl, event)).toBe(200)
  await whole()
  expect(await booked()).toEqual(after)
  expect(await count('gateway_delivery')).toBe(1)
  expect(await count("gateway_delivery where outcome = 'paid'")).toBe(1)
}, 120_000)

test('a receipt whose node died before it was committed left nothing, and is booked whole by the next', async () => {
  const [other, dying] = nodes()
  const { webhookUrl, event, booked } = await payer()
  // Whoever takes the job books it: so that it is this one, the other is away.
  await arm(dying, 'receipt.before_commit')
  await other.kill()

  expect(await told(dying, webhookUrl, event)).toBe(200)
  await ended(dying)
  expect(await booked()).toEqual(before)

  await whole()
  expect(await booked()).toEqual(after)
  expect(await count("gateway_delivery where outcome = 'paid'")).toBe(2)
}, 120_000)
