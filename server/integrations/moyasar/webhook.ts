import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { GatewayAccount, WebhookReading } from '#modules/payments/index.ts'
import { ATTEMPT_KEY, allMetadata, CALLBACK_KEY, WireInvoice } from './wire.ts'

const MAX_BODY_BYTES = 1024 * 1024

const Envelope = z.object({
  id: z.string().min(1).max(200),
  type: z.string().min(1).max(100),
  secret_token: z.string().nullish(),
  live: z.boolean().nullish(),
  data: z.object({ id: z.string().min(1).max(200), invoice_id: z.string().nullish() }),
})

/**
 * Reads what Moyasar posts: the event envelope with its `secret_token`, or the bare invoice sent to
 * an invoice's own callback address, which carries the token that we hid in its metadata.
 */
export function readWebhook(account: GatewayAccount, rawBody: Uint8Array): WebhookReading {
  const secret = account.webhookSecret
  if (!secret) return { ok: false, reason: 'no_secret' }
  const body = parse(rawBody)
  const envelope = Envelope.safeParse(body)
  if (envelope.success) return readEvent(account, secret, envelope.data)
  const invoice = WireInvoice.safeParse(body)
  if (invoice.success) return readCallback(secret, rawBody, invoice.data)
  return { ok: false, reason: 'malformed' }
}

/** Proves that a callback is about an invoice that we made for this attempt. */
export function callbackToken(secret: string, attemptId: string): string {
  return createHmac('sha256', secret).update(`callback:${attemptId}`).digest('base64url')
}

function readEvent(
  account: GatewayAccount,
  secret: string,
  event: z.infer<typeof Envelope>,
): WebhookReading {
  if (!same(secret, event.secret_token ?? '')) return { ok: false, reason: 'bad_secret' }
  // A delivery of the other environment is not about any payment of this account.
  if (event.live === (account.mode === 'test')) return { ok: false, reason: 'malformed' }
  return {
    ok: true,
    deliveryId: event.id,
    // The dashboard misspells it (seen 2026-11-21); the list of events does not.
    kind: event.type === 'payment_faild' ? 'payment_failed' : event.type,
    ...(event.type.startsWith('payment_') && { paymentId: event.data.id }),
    ...(event.data.invoice_id && { checkoutId: event.data.invoice_id }),
  }
}

function readCallback(secret: string, rawBody: Uint8Array, invoice: WireInvoice): WebhookReading {
  const metadata = allMetadata(invoice.metadata)
  const expected = callbackToken(secret, metadata[ATTEMPT_KEY] ?? '')
  if (!same(expected, metadata[CALLBACK_KEY] ?? '')) return { ok: false, reason: 'bad_secret' }
  const paid = invoice.payments?.find((payment) => payment.status === 'paid')
  return {
    ok: true,
    // A callback has no id of its own.
    deliveryId: createHash('sha256').update(rawBody).digest('hex'),
    kind: `invoice_${invoice.status}`,
    checkoutId: invoice.id,
    ...(paid && { paymentId: paid.id }),
  }
}

/** Compares without telling by its time how much was right, whatever the lengths. */
function same(expected: string, given: string): boolean {
  const digest = (value: string) => createHash('sha256').update(value).digest()
  return timingSafeEqual(digest(expected), digest(given))
}

function parse(rawBody: Uint8Array): unknown {
  if (rawBody.byteLength > MAX_BODY_BYTES) return undefined
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(rawBody))
  } catch {
    return undefined
  }
}
