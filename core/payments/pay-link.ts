import { z } from 'zod'
import { Day } from '#core/day.ts'
import { Id, NewId } from '#core/list.ts'
import { Money } from '#core/money.ts'
import { DepositKind, DepositState } from './deposit.ts'
import { EarlyOffer } from './early-api.ts'
import { Scheme } from './payment.ts'

/** Stands for the token of a link that is not made yet: none is made by looking at a message. */
export const unmadeToken = 'x'.repeat(22)

export const PaymentSettings = z.object({
  /** Whether a pay link shows every open invoice of the customer, or only those it was made for. */
  linkShowsAllOpen: z.boolean(),
  /** Whether the payer may write an amount of their own. */
  partAllowed: z.boolean(),
  /** For how many days a new link works. */
  linkDays: z.int().min(1).max(730),
  /** Whether a payment through the gateway sends its receipt by itself. */
  receiptsByMail: z.boolean(),
})
export type PaymentSettings = z.infer<typeof PaymentSettings>

export const PayLinkRow = z.object({
  id: Id,
  customerId: Id,
  url: z.url(),
  invoiceIds: z.array(Id),
  numbers: z.array(z.string()),
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
  expiresAt: z.iso.datetime(),
  revokedAt: z.iso.datetime().nullable(),
  views: z.int(),
  lastViewedAt: z.iso.datetime().nullable(),
})
export type PayLinkRow = z.infer<typeof PayLinkRow>

export const CreatePayLink = z.object({
  id: NewId,
  customerId: Id,
  invoiceIds: z.array(Id).min(1).max(200),
  days: z.int().min(1).max(730).optional(),
})
export type CreatePayLink = z.infer<typeof CreatePayLink>

export const AttemptState = z.enum(['opening', 'open', 'paid', 'failed', 'expired', 'superseded'])
export type AttemptState = z.infer<typeof AttemptState>

export const AttemptRow = z.object({
  id: Id,
  customerId: Id,
  customerName: z.string(),
  amount: Money,
  method: Scheme,
  state: AttemptState,
  openedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  paymentId: Id.nullable(),
  problem: z.string().nullable(),
})
export type AttemptRow = z.infer<typeof AttemptRow>

export const GatewayAccountRow = z.object({
  id: Id,
  vendor: z.literal('moyasar'),
  mode: z.enum(['test', 'live']),
  simulated: z.boolean(),
  publishableKey: z.string().nullable(),
  /** The last four characters: a secret is never shown again. */
  secretKeyEnd: z.string(),
  webhookSecretSet: z.boolean(),
  /** What to enter at the gateway as the address of its webhook. */
  webhookUrl: z.string(),
  active: z.boolean(),
  createdAt: z.iso.datetime(),
  health: z.object({
    checkedAt: z.iso.datetime().nullable(),
    problem: z.string().nullable(),
    lastDeliveryAt: z.iso.datetime().nullable(),
  }),
})
export type GatewayAccountRow = z.infer<typeof GatewayAccountRow>

export const SaveGatewayAccount = z.object({
  id: NewId,
  vendor: z.literal('moyasar'),
  /** The key's own beginning says test or live. Absent: as it is. */
  secretKey: z
    .string()
    .trim()
    .regex(/^sk_(test|live)_\w{8,120}$/)
    .optional(),
  publishableKey: z
    .string()
    .trim()
    .regex(/^pk_(test|live)_\w{8,120}$/)
    .optional(),
  webhookSecret: z.string().trim().min(16).max(200).optional(),
})
export type SaveGatewayAccount = z.infer<typeof SaveGatewayAccount>

/** One invoice of a public pay page; the balance is the books', at this moment. */
export const PayableInvoice = z.object({
  id: Id,
  number: z.string(),
  issuedOn: Day,
  dueOn: Day,
  gross: Money,
  balance: Money,
  /** What is saved by paying now. */
  early: EarlyOffer.nullable(),
})
export type PayableInvoice = z.infer<typeof PayableInvoice>

export const PayReceipt = z.object({
  attemptId: Id,
  number: z.string(),
  at: z.iso.datetime(),
  amount: Money,
  scheme: Scheme,
  masked: z.string().nullable(),
  lines: z.array(z.object({ number: z.string(), amount: Money })),
  onAccount: Money,
  balanceAfter: Money,
  mailed: z.boolean(),
})
export type PayReceipt = z.infer<typeof PayReceipt>

export const PayPage = z.object({
  company: z.object({
    name: z.string(),
    nameEn: z.string().nullable(),
    registration: z.string().nullable(),
    vatNumber: z.string().nullable(),
    phone: z.string().nullable(),
    /** A link that holds for minutes. */
    logo: z.string().nullable(),
    bank: z.object({ iban: z.string(), bankName: z.string().nullable() }).nullable(),
  }),
  customer: z.object({
    name: z.string(),
    nameEn: z.string().nullable(),
    contactName: z.string().nullable(),
    language: z.enum(['ar', 'en']),
  }),
  today: Day,
  zone: z.string(),
  currency: Money.unwrap().shape.currency,
  /** All that the customer owes; null where the link may show only its own invoices. */
  outstanding: Money.nullable(),
  invoices: z.array(PayableInvoice),
  /** The request that this link asks for, before there is an invoice. */
  deposit: z
    .object({
      kind: DepositKind,
      number: z.string(),
      subject: z.string(),
      amount: Money,
      /** What has come of it. */
      paid: Money,
      /** Of what came: what went back. */
      refunded: Money,
      dueOn: Day,
      expected: Money.nullable(),
      rest: Money.nullable(),
      state: DepositState,
    })
    .nullable(),
  partAllowed: z.boolean(),
  methods: z.array(Scheme),
  /** The least that the gateway takes. */
  least: Money,
  /** Whether the gateway is a simulation: no real money is taken. */
  simulated: z.boolean(),
  /** An attempt that is still open at the gateway's page. */
  open: z.object({ attemptId: Id, url: z.string(), amount: Money }).nullable(),
  /** What was said through this link to have been transferred, and waits to be checked. */
  notice: z.object({ amount: Money, paidOn: Day }).nullable(),
})
export type PayPage = z.infer<typeof PayPage>

export const PayToken = z.string().regex(/^[A-Za-z0-9_-]{43}$/)

export const StartAttempt = z.object({
  token: PayToken,
  /** Chosen by the page, so that a double click opens one checkout. */
  id: NewId,
  /** Empty through the link of a request for a deposit: it has no invoice yet. */
  invoiceIds: z.array(Id).max(200),
  /** Absent: all that the chosen invoices owe. */
  amount: Money.optional(),
  method: Scheme,
  language: z.enum(['ar', 'en']).default('ar'),
})
export type StartAttempt = z.output<typeof StartAttempt>

export const AttemptStarted = z.object({
  attemptId: Id,
  state: AttemptState,
  /** The gateway's page, while it can still be paid there. */
  url: z.string().nullable(),
})
export type AttemptStarted = z.infer<typeof AttemptStarted>

export const AttemptChecked = z.object({
  attemptId: Id,
  state: AttemptState,
  amount: Money,
  url: z.string().nullable(),
  receipt: PayReceipt.nullable(),
})
export type AttemptChecked = z.infer<typeof AttemptChecked>
