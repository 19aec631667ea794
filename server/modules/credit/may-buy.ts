import { CreditOverridden } from '#core/credit/events.ts'
import type { CreditDecision } from '#core/credit/policy.ts'
import { convert, type Money, type Rate } from '#core/money.ts'
import { Refusal } from '#core/refusal.ts'
import { type LockedCustomer, lockCustomer } from '#modules/contacts/index.ts'
import type { Work } from '#platform/command.ts'
import { demand } from '#platform/session.ts'
import { type Standing, standingOf } from './facts.ts'
import { readPolicy } from './store.ts'

/** A sale on credit that is about to be made. */
export type Sale = Readonly<{
  kind: 'order' | 'invoice' | 'delivery'
  /** The document that is about to be made; an override is for it alone. */
  id: string
  customerId: string
  /** What it adds to what they owe: of a delivery of what was ordered already, nothing. */
  amount: Money
  rate?: Rate | undefined
  /** Ordered and not invoiced yet, in the books' own currency, without this sale. */
  ordersMinor?: number
  /** Paid before it is delivered: no credit is used. */
  prepaid?: boolean
  /** Invoices what was delivered already: refusing the paper would only hide the debt. */
  delivered?: boolean
  /** Why it is let through in spite of the policy. */
  override?: string | undefined
}>

const inBase = (work: Work, { amount, rate }: Sale): number =>
  amount.currency === work.baseCurrency
    ? amount.minor
    : convert(amount, rate ?? '1', work.baseCurrency).minor

/** What the refusal says: its first reason in full, the others by their names. */
function refuse(work: Work, { reasons, limit, exposure, headroom }: CreditDecision): never {
  const [first] = reasons
  throw new Refusal('credit.on_hold', {
    reason: first?.code ?? '',
    reasons: reasons.map(({ code }) => code).join(','),
    days: first?.days ?? 0,
    amount: first?.minor ?? 0,
    limit,
    exposure,
    headroom,
    currency: work.baseCurrency,
  })
}

async function override(
  work: Work,
  sale: Sale,
  reason: string,
  customer: LockedCustomer,
  { decision }: Standing,
): Promise<void> {
  demand(work.session, 'credit.override')
  const because = decision.reasons.map(({ code }) => code)
  await work.run(
    `insert into credit_override (company_id, about_id, customer_id, kind, amount, because, reason,
       at, by_id, by_name) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      ...[work.companyId, sale.id, customer.id, sale.kind, inBase(work, sale), because, reason],
      ...[work.now, work.actor.kind === 'user' ? work.actor.id : null, work.actor.name],
    ],
  )
  work.audit('credit.overridden', {
    kind: sale.kind,
    id: sale.id,
    before: null,
    after: { amount: sale.amount, reason, because },
  })
  work.publish(
    CreditOverridden,
    { kind: sale.kind, id: sale.id, customerId: customer.id },
    { customerId: customer.id, amount: sale.amount, reason, because },
  )
}

/**
 * The door of every sale on credit: holds the customer, so that two sales at once never come to
 * more than the limit together, and says whether this one may be made. What is paid ahead, and the
 * invoice of what was delivered, always may.
 * @throws credit.on_hold where the company's policy refuses and nobody overrides it
 */
export async function mayBuy(work: Work, sale: Sale): Promise<void> {
  if (sale.prepaid || sale.delivered) return
  const customer = await lockCustomer(work, sale.customerId)
  // Most companies want only to be warned, which their screens do before the sale is made.
  const { enforcement } = await readPolicy(work)
  if (enforcement === 'warn' && sale.override === undefined) return
  const standing = await standingOf(work, customer.parties, {
    amount: inBase(work, sale),
    orders: sale.ordersMinor ?? 0,
  })
  if (standing.decision.allowed) return
  if (sale.override === undefined) refuse(work, standing.decision)
  await override(work, sale, sale.override, customer, standing)
}
