import {
  type Gateway,
  type GatewayAccount,
  GatewayError,
  type NewCheckout,
} from '#modules/payments/index.ts'
import { type Call, call, type Fetch } from './call.ts'
import { callbackToken, readWebhook } from './webhook.ts'
import {
  ATTEMPT_KEY,
  allMetadata,
  CALLBACK_KEY,
  checkoutFrom,
  paymentFrom,
  WireInvoice,
  WireInvoiceList,
  WirePayment,
} from './wire.ts'

export type MoyasarParts = Readonly<{ fetch: Fetch; now: () => Date }>

/** Moyasar's hosted invoices as our payment gateway: one Moyasar invoice for each attempt to pay. */
export function moyasar({ fetch, now }: MoyasarParts): Gateway {
  const readInvoice = async (account: GatewayAccount, request: Call) =>
    known(request, checkoutFrom(await call(fetch, account, request, WireInvoice)))
  const readPayment = async (account: GatewayAccount, request: Call) =>
    known(request, paymentFrom(await call(fetch, account, request, WirePayment)))

  return {
    vendor: 'moyasar',

    createCheckout: async (account, wanted) => {
      refuseHopeless(wanted, now())
      const made = await findAttempt(fetch, account, wanted.attemptId)
      const body = invoiceBody(account, wanted)
      const invoice =
        made ??
        (await call(fetch, account, { method: 'POST', path: '/invoices', body }, WireInvoice))
      const { minor, currency } = wanted.amount
      if (invoice.amount !== minor || invoice.currency !== currency)
        throw new GatewayError('refused', 'The checkout is over another amount', {
          vendorCode: 'amount_mismatch',
        })
      return { checkoutId: invoice.id, url: payerUrl(account, invoice.url) }
    },

    expireCheckout: async (account, checkoutId) => {
      const path = `/invoices/${encodeURIComponent(checkoutId)}`
      try {
        await readInvoice(account, { method: 'PUT', path: `${path}/cancel` })
      } catch (error) {
        if (!(error instanceof GatewayError) || error.kind !== 'refused') throw error
        const { status } = await readInvoice(account, { method: 'GET', path })
        if (status !== 'canceled' && status !== 'expired' && status !== 'voided') throw error
      }
    },

    findCheckout: (account, checkoutId) =>
      readInvoice(account, { method: 'GET', path: `/invoices/${encodeURIComponent(checkoutId)}` }),

    getPayment: (account, paymentId) =>
      readPayment(account, { method: 'GET', path: `/payments/${encodeURIComponent(paymentId)}` }),

    refund: (account, paymentId, amount) =>
      readPayment(account, {
        method: 'POST',
        path: `/payments/${encodeURIComponent(paymentId)}/refund`,
        body: amount ? { amount: amount.minor } : {},
      }),

    readWebhook: (account, rawBody) => readWebhook(account, rawBody),
  }
}

/** What Moyasar would refuse anyway, said without a round trip. */
function refuseHopeless(wanted: NewCheckout, now: Date): void {
  if (wanted.amount.minor < 100)
    throw new GatewayError('refused', 'The amount is below the smallest that can be charged', {
      vendorCode: 'amount_too_small',
    })
  if (wanted.expiresAt <= now)
    throw new GatewayError('refused', 'The checkout would have expired already', {
      vendorCode: 'already_expired',
    })
}

/**
 * The invoice of an earlier, lost try of this attempt. Moyasar's invoices take no idempotency key,
 * so we look before we make one; where the filter is not heeded, the newest page is compared.
 */
async function findAttempt(
  fetch: Fetch,
  account: GatewayAccount,
  attemptId: string,
): Promise<WireInvoice | undefined> {
  const filter = new URLSearchParams({ [`metadata[${ATTEMPT_KEY}]`]: attemptId })
  const request: Call = { method: 'GET', path: `/invoices?${filter}` }
  const { invoices } = await call(fetch, account, request, WireInvoiceList)
  return invoices.find((invoice) => allMetadata(invoice.metadata)[ATTEMPT_KEY] === attemptId)
}

function invoiceBody(account: GatewayAccount, wanted: NewCheckout): Record<string, unknown> {
  const secret = account.webhookSecret
  return {
    amount: wanted.amount.minor,
    currency: wanted.amount.currency,
    description: wanted.description.slice(0, 255),
    // Without a secret our webhook address does not exist, so Moyasar is not told of it.
    ...(secret && { callback_url: wanted.callbackUrl }),
    success_url: wanted.successUrl,
    back_url: wanted.backUrl,
    expired_at: wanted.expiresAt.toISOString(),
    metadata: {
      ...wanted.metadata,
      [ATTEMPT_KEY]: wanted.attemptId,
      ...(secret && { [CALLBACK_KEY]: callbackToken(secret, wanted.attemptId) }),
    },
  }
}

/** The address that a payer is sent to must be a web page, and a safe one when the gateway is real. */
function payerUrl(account: GatewayAccount, given: string): string {
  const url = URL.parse(given)
  const plainAllowed = account.baseUrl.startsWith('http://')
  if (url?.protocol === 'https:' || (plainAllowed && url?.protocol === 'http:')) return url.href
  throw new GatewayError('refused', 'The gateway named an unsafe page', { vendorCode: 'page_url' })
}

/** A status that we have never heard of proves nothing, least of all that nothing was done. */
function known<Thing>(request: Call, thing: Thing | null): Thing {
  if (thing !== null) return thing
  const kind = request.method === 'GET' ? 'unavailable' : 'unknown'
  throw new GatewayError(kind, 'Moyasar used a status we do not know', {
    vendorCode: 'unknown_status',
  })
}
