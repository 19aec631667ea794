import { z } from 'zod'
import { Currency, type Money } from '#core/money.ts'
import type {
  Checkout,
  CheckoutStatus,
  GatewayMetadata,
  GatewayMethod,
  GatewayPayment,
  GatewayPaymentStatus,
} from '#modules/payments/index.ts'

/** Tolerant of what Moyasar adds, strict about what we rely on. */
const metadata = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).nullish()

const source = z.object({
  type: z.string().nullish(),
  company: z.string().nullish(),
  number: z.string().nullish(),
  mobile: z.string().nullish(),
})

const text = z.string().nullish()
const amount = z.int().nonnegative()

/** A payment as Moyasar writes it (docs of 2026-11-21). */
export const WirePayment = z.object({
  id: z.string().min(1),
  status: z.string(),
  amount,
  fee: amount.nullish(),
  currency: Currency,
  refunded: amount.nullish(),
  invoice_id: text,
  created_at: text,
  updated_at: text,
  source: source.nullish(),
  metadata,
})
export type WirePayment = z.infer<typeof WirePayment>

/** An invoice as Moyasar writes it; `payments` is missing in lists. */
export const WireInvoice = z.object({
  id: z.string().min(1),
  status: z.string(),
  amount,
  currency: Currency,
  url: z.string(),
  payments: z.array(WirePayment).nullish(),
  metadata,
})
export type WireInvoice = z.infer<typeof WireInvoice>

export const WireInvoiceList = z.object({ invoices: z.array(WireInvoice) })

/** The metadata that the adapter adds for itself, and hides again when reading. */
export const ATTEMPT_KEY = 'wasl_attempt_id'
export const CALLBACK_KEY = 'wasl_callback_token'

const PAYMENT_STATUS: Readonly<Record<string, GatewayPaymentStatus>> = {
  initiated: 'initiated',
  paid: 'paid',
  authorized: 'authorized',
  captured: 'captured',
  failed: 'failed',
  abandoned: 'failed',
  refunded: 'refunded',
  voided: 'voided',
  verified: 'verified',
}

const CHECKOUT_STATUS: Readonly<Record<string, CheckoutStatus>> = {
  initiated: 'open',
  on_hold: 'held',
  paid: 'paid',
  failed: 'failed',
  refunded: 'refunded',
  voided: 'voided',
  canceled: 'canceled',
  expired: 'expired',
}

/** Every value of the metadata as text, our own keys included. */
export function allMetadata(from: WireInvoice['metadata']): GatewayMetadata {
  const entries = Object.entries(from ?? {}).map(([key, value]) => [key, String(value)])
  return Object.fromEntries(entries)
}

function ownMetadata(from: WireInvoice['metadata']): GatewayMetadata {
  const entries = Object.entries(allMetadata(from))
  return Object.fromEntries(entries.filter(([key]) => key !== ATTEMPT_KEY && key !== CALLBACK_KEY))
}

/** A payment in our words, or null when its status is one that we have never heard of. */
export function paymentFrom(wire: WirePayment, checkoutId?: string): GatewayPayment | null {
  const status = statusOf(wire)
  if (!status) return null
  const money = (minor: number): Money => ({ minor, currency: wire.currency })
  const providerInvoiceId = wire.invoice_id ?? checkoutId
  const masked = maskedOf(wire)
  const paidAt = paidAtOf(wire, status)
  return {
    id: wire.id,
    status,
    amount: money(wire.amount),
    ...(typeof wire.fee === 'number' && { fee: money(wire.fee) }),
    refunded: money(wire.refunded ?? 0),
    ...(providerInvoiceId && { providerInvoiceId }),
    method: methodOf(wire),
    ...(masked && { masked }),
    metadata: ownMetadata(wire.metadata),
    ...(paidAt && { paidAt }),
  }
}

/** A checkout in our words, or null when it, or a payment of it, has an unknown status. */
export function checkoutFrom(wire: WireInvoice): Checkout | null {
  const status = CHECKOUT_STATUS[wire.status]
  if (!status) return null
  const payments: GatewayPayment[] = []
  for (const each of wire.payments ?? []) {
    const payment = paymentFrom(each, wire.id)
    if (!payment) return null
    payments.push(payment)
  }
  return {
    id: wire.id,
    status,
    amount: { minor: wire.amount, currency: wire.currency },
    metadata: ownMetadata(wire.metadata),
    payments,
  }
}

/** Moyasar says `refunded` after the first halala given back; we say it after the last. */
function statusOf(wire: WirePayment): GatewayPaymentStatus | undefined {
  if (wire.status === 'refunded' && (wire.refunded ?? 0) < wire.amount) return 'paid'
  return PAYMENT_STATUS[wire.status]
}

function methodOf(wire: WirePayment): GatewayMethod {
  switch (wire.source?.type) {
    case 'creditcard':
    case 'token':
      return wire.source.company === 'mada' ? 'mada' : 'card'
    case 'applepay':
      return 'apple_pay'
    case 'stcpay':
      return 'stc_pay'
    default:
      return 'other'
  }
}

function maskedOf(wire: WirePayment): string | undefined {
  const digits = (wire.source?.number ?? wire.source?.mobile ?? '').match(/(\d{4})$/)?.[1]
  return digits && `•••• ${digits}`
}

/** Moyasar names no instant of payment; the last change is it, until a refund changes it again. */
function paidAtOf(wire: WirePayment, status: GatewayPaymentStatus): Date | undefined {
  if (status !== 'paid' && status !== 'captured' && status !== 'refunded') return undefined
  const instant = (wire.refunded ?? 0) > 0 ? wire.created_at : (wire.updated_at ?? wire.created_at)
  const paidAt = new Date(instant ?? Number.NaN)
  return Number.isNaN(paidAt.getTime()) ? undefined : paidAt
}
