import type { Money } from '#core/money.ts'
import { port } from '#platform/port.ts'

/** A company's account with a payment gateway, secrets already opened. */
export type GatewayAccount = Readonly<{
  vendor: string
  /** Where the vendor's interface lives, version included: `https://api.moyasar.com/v1`. */
  baseUrl: string
  secretKey: string
  publishableKey?: string
  webhookSecret?: string
  mode: 'test' | 'live'
}>

export type GatewayPaymentStatus =
  | 'initiated'
  | 'paid'
  | 'authorized'
  | 'captured'
  | 'failed'
  | 'refunded'
  | 'voided'
  | 'verified'

export type GatewayMethod = 'mada' | 'card' | 'apple_pay' | 'stc_pay' | 'other'

export type GatewayMetadata = Readonly<Record<string, string>>

/**
 * One payment as the gateway tells it. `refunded` as a status means refunded in full: a payment
 * that was given back in part stays `paid`, and `refunded` the amount says how much is gone.
 */
export type GatewayPayment = Readonly<{
  id: string
  status: GatewayPaymentStatus
  amount: Money
  fee?: Money
  refunded: Money
  /** The checkout that this payment pays, when the gateway names it. */
  providerInvoiceId?: string
  method: GatewayMethod
  /** What may be shown of the card or the phone: `•••• 1010`. */
  masked?: string
  metadata: GatewayMetadata
  paidAt?: Date
}>

export type CheckoutStatus =
  | 'open'
  | 'held'
  | 'paid'
  | 'failed'
  | 'refunded'
  | 'voided'
  | 'canceled'
  | 'expired'

/** A page of the gateway where one attempt can be paid once. */
export type Checkout = Readonly<{
  id: string
  status: CheckoutStatus
  amount: Money
  metadata: GatewayMetadata
  payments: readonly GatewayPayment[]
}>

export type NewCheckout = Readonly<{
  /** Asking twice with one attempt gives the same checkout, as far as the vendor lets us look. */
  attemptId: string
  amount: Money
  description: string
  /** Where the gateway's server tells ours that something happened. */
  callbackUrl: string
  /** Where the payer's browser goes after paying. It proves nothing: read the payment back. */
  successUrl: string
  /** Where the payer's browser goes when the payer gives up. */
  backUrl: string
  expiresAt: Date
  metadata: GatewayMetadata
  /** What the payer chose on our page; a gateway whose page asks again may ignore it. */
  method?: GatewayMethod
}>

/**
 * What a webhook says, as a hint: nothing is posted before the payment was read back from the
 * gateway and its amount, currency and metadata were compared.
 */
export type WebhookReading =
  | Readonly<{
      ok: true
      /** The same for every repetition of one delivery. */
      deliveryId: string
      kind: string
      paymentId?: string
      checkoutId?: string
    }>
  | Readonly<{ ok: false; reason: 'no_secret' | 'bad_secret' | 'malformed' }>

export type HeaderMap = Readonly<Record<string, string | undefined>>

/** What a payment gateway must be able to do; every method but `readWebhook` throws GatewayError. */
export type Gateway = Readonly<{
  vendor: string
  createCheckout: (
    account: GatewayAccount,
    checkout: NewCheckout,
  ) => Promise<Readonly<{ checkoutId: string; url: string }>>
  /** Closes a checkout so that it can no longer be paid; one that is closed already is fine. */
  expireCheckout: (account: GatewayAccount, checkoutId: string) => Promise<void>
  findCheckout: (account: GatewayAccount, checkoutId: string) => Promise<Checkout>
  getPayment: (account: GatewayAccount, paymentId: string) => Promise<GatewayPayment>
  /** Gives back `amount`, or all that is left, and returns the payment as it then stands. */
  refund: (account: GatewayAccount, paymentId: string, amount?: Money) => Promise<GatewayPayment>
  readWebhook: (account: GatewayAccount, rawBody: Uint8Array, headers: HeaderMap) => WebhookReading
}>

/**
 * `refused`: the gateway said no, and asking again is pointless. `unavailable`: nothing was done,
 * ask later. `unknown`: the request left and no answer came; look before asking again.
 */
export type GatewayErrorKind = 'refused' | 'unavailable' | 'unknown'

/** A gateway's failure in our words; the vendor's own prose never travels in it. */
export class GatewayError extends Error {
  readonly kind: GatewayErrorKind
  readonly status?: number
  readonly vendorCode?: string

  constructor(
    kind: GatewayErrorKind,
    message: string,
    facts: Readonly<{ status?: number; vendorCode?: string }> = {},
  ) {
    super(message)
    this.name = 'GatewayError'
    this.kind = kind
    if (facts.status !== undefined) this.status = facts.status
    if (facts.vendorCode !== undefined) this.vendorCode = facts.vendorCode
  }
}

/** The gateways that are fitted, by vendor, and where each of them is reached. */
export type Gateways = Readonly<{
  of: (vendor: string) => Gateway
  /** The vendor's address, or that of its simulator; null where no simulator is played. */
  addressOf: (vendor: string, simulated: boolean) => string | null
}>

export const gateways = port<Gateways>('payments.gateways')
