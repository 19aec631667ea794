import type { AttemptChecked, AttemptStarted, PayPage } from '#core/payments/api.ts'
import { tryGateway } from '#modules/payments/online/accounts.ts'
import { createLink } from '#modules/payments/online/links.ts'
import { newId, sar, type TestHouse } from './house.ts'
import { customerOf } from './invoicing.ts'
import { type Owed, owed } from './payments.ts'

/** A test company's way of being paid at the simulated gateway. */
export type Online = Readonly<{
  accountId: string
  secret: string
  webhookPath: string
}>

/** Presses «try the payment gateway», and reads the secret that the webhook is known by. */
export async function openGateway(house: TestHouse, company = house.company): Promise<Online> {
  const account = await tryGateway(house.session(undefined, company), { id: newId() })
  const [row] = await house.sql<{ webhook_secret: string }>(
    'select webhook_secret from gateway_account where id = $1',
    [account.id],
  )
  return {
    accountId: account.id,
    secret: house.house.safe.open(
      row?.webhook_secret ?? '',
      `gateway_account|webhook_secret|${account.id}`,
    ),
    webhookPath: new URL(account.webhookUrl).pathname,
  }
}

/** A link for these debts; its token as a customer would have it. */
export async function linkFor(
  house: TestHouse,
  customerId: string,
  debts: readonly Owed[],
): Promise<{ id: string; token: string }> {
  const id = newId()
  const invoiceIds = debts.map((debt) => debt.id)
  const { url } = await createLink(house.session(), { id, customerId, invoiceIds })
  return { id, token: url.split('/').at(-1) ?? '' }
}

async function call<Answer>(
  house: TestHouse,
  method: 'GET' | 'POST',
  path: string,
  body?: object,
): Promise<{ status: number; body: Answer }> {
  const response = await house.http.request(`/api/v1${path}`, {
    method,
    ...(body && {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', 'content-length': '1' },
    }),
  })
  return { status: response.status, body: (await response.json()) as Answer }
}

/** The public page as a browser without a session calls it. */
export const page = (house: TestHouse, token: string) =>
  call<PayPage>(house, 'GET', `/pay/${token}`)

export const start = (
  house: TestHouse,
  token: string,
  input: { id?: string; invoiceIds: readonly string[]; amount?: object; method?: string },
) =>
  call<AttemptStarted & { code?: string }>(house, 'POST', `/pay/${token}/attempts`, {
    id: newId(),
    method: 'mada',
    ...input,
  })

export const check = (house: TestHouse, token: string, id: string) =>
  call<AttemptChecked>(house, 'POST', `/pay/${token}/attempts/${id}/check`, {})

/** Presses a button on the simulated gateway's own page. */
export async function payAt(
  house: TestHouse,
  url: string | null,
  method: 'mada' | 'applepay' | 'stcpay' | 'fail' = 'mada',
): Promise<number> {
  const checkoutId = new URL(url ?? '').pathname.split('/').at(-1)
  const response = await house.simulators.moyasar.app.request(`/invoices/${checkoutId}/payment`, {
    method: 'POST',
    body: new URLSearchParams({ method }),
  })
  return response.status
}

type ProviderPayment = { id: string; invoice_id: string; amount: number; status: string }

/** What the gateway itself knows of a checkout's payments. */
export async function providerPayments(
  house: TestHouse,
  url: string | null,
): Promise<ProviderPayment[]> {
  const checkoutId = new URL(url ?? '').pathname.split('/').at(-1)
  const response = await askProvider(house, `/v1/invoices/${checkoutId}`)
  return ((await response.json()) as { payments: ProviderPayment[] }).payments
}

/** Calls the simulated gateway with the key of the house's own company, as its dashboard would. */
export async function askProvider(
  house: TestHouse,
  path: string,
  body?: object,
): Promise<Response> {
  const [row] = await house.sql<{ id: string; secret_key: string }>(
    'select id, secret_key from gateway_account where company_id = $1 and stopped_at is null',
    [house.company.companyId],
  )
  const key = house.house.safe.open(row?.secret_key ?? '', `gateway_account|secret_key|${row?.id}`)
  return house.simulators.moyasar.app.request(path, {
    method: body ? 'POST' : 'GET',
    headers: {
      authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}`,
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  })
}

/** The event that the gateway sends of a payment. */
export const eventOf = (
  payment: object,
  secret: string,
  change: { id?: string; type?: string } = {},
): string =>
  JSON.stringify({
    id: newId(),
    type: 'payment_paid',
    created_at: '2026-11-21T09:00:00Z',
    secret_token: secret,
    account_name: 'متجر تجريبي',
    live: false,
    data: payment,
    ...change,
  })

/** Delivers raw bytes to a webhook; the status of the answer. */
export const deliver = async (house: TestHouse, path: string, raw: string): Promise<number> =>
  (
    await house.http.request(path, {
      method: 'POST',
      body: raw,
      headers: { 'content-type': 'application/json' },
    })
  ).status

/** Every receipt that a gateway brought for a customer. */
export const receiptsOf = (house: TestHouse, customerId: string) =>
  house.sql<{ id: string; number: string; amount: number; flag: string | null }>(
    `select id, number, amount, flag from payment where customer_id = $1 and source = 'gateway' order by number`,
    [customerId],
  )

/** A customer who owes two invoices, with a link to them. */
export async function debtor(house: TestHouse) {
  const customer = await customerOf(house)
  const old = await owed(house, customer, sar(300), '2026-09-01')
  const recent = await owed(house, customer, sar(500), '2026-12-01')
  const { id, token } = await linkFor(house, customer, [old, recent])
  return { customer, old, recent, linkId: id, token }
}

/** The same, standing at the gateway's page with the old invoice chosen. */
export async function atTheGateway(house: TestHouse) {
  const one = await debtor(house)
  const { body } = await start(house, one.token, { invoiceIds: [one.old.id] })
  return { ...one, attemptId: body.attemptId, url: body.url }
}
