import type { Currency, Money } from '#core/money.ts'
import type { AttemptState, Scheme } from '#core/payments/api.ts'
import { PaymentAttemptEnded } from '#core/payments/events.ts'
import { Refusal } from '#core/refusal.ts'
import type { Work } from '#platform/command.ts'
import type { From } from '../store.ts'

export type Attempt = Readonly<{
  id: string
  linkId: string
  customerId: string
  accountId: string
  itemIds: readonly string[]
  invoiceIds: readonly string[]
  amount: Money
  method: Scheme
  language: 'ar' | 'en'
  state: AttemptState
  checkoutId: string | null
  checkoutUrl: string | null
  openedAt: Date
  expiresAt: Date
  endedAt: Date | null
  paymentId: string | null
  checks: number
}>
type Row = {
  id: string
  link_id: string
  customer_id: string
  account_id: string
  item_ids: string[]
  invoice_ids: string[]
  amount: number
  currency: Currency
  method: Scheme
  language: 'ar' | 'en'
  state: AttemptState
  checkout_id: string | null
  checkout_url: string | null
  opened_at: Date
  expires_at: Date
  ended_at: Date | null
  payment_id: string | null
  checks: number
}

const select = `select id, link_id, customer_id, account_id, item_ids, invoice_ids, amount, currency,
  method, language, state, checkout_id, checkout_url, opened_at, expires_at, ended_at, payment_id, checks
  from pay_attempt where company_id = $1`

const attemptOf = (row: Row): Attempt => ({
  id: row.id,
  linkId: row.link_id,
  customerId: row.customer_id,
  accountId: row.account_id,
  itemIds: row.item_ids,
  invoiceIds: row.invoice_ids,
  amount: { minor: row.amount, currency: row.currency },
  method: row.method,
  language: row.language,
  state: row.state,
  checkoutId: row.checkout_id,
  checkoutUrl: row.checkout_url,
  openedAt: row.opened_at,
  expiresAt: row.expires_at,
  endedAt: row.ended_at,
  paymentId: row.payment_id,
  checks: row.checks,
})

type Reader = Pick<From, 'run' | 'companyId'>

export async function findAttempt(from: Reader, id: string): Promise<Attempt | undefined> {
  const [row] = await from.run<Row>(`${select} and id = $2`, [from.companyId, id])
  return row && attemptOf(row)
}

/** @throws payments.attempt_not_found */
export async function getAttempt(from: Reader, id: string): Promise<Attempt> {
  const attempt = await findAttempt(from, id)
  if (!attempt) throw new Refusal('payments.attempt_not_found', { id })
  return attempt
}

/** @throws payments.attempt_not_found */
export async function lockAttempt(work: Work, id: string): Promise<Attempt> {
  await work.run('select id from pay_attempt where company_id = $1 and id = $2 for no key update', [
    work.companyId,
    id,
  ])
  return getAttempt(work, id)
}

/** The attempt of a link that can be paid now. */
export async function liveAttempt(from: Reader, linkId: string): Promise<Attempt | undefined> {
  const [row] = await from.run<Row>(`${select} and link_id = $2 and state in ('opening', 'open')`, [
    from.companyId,
    linkId,
  ])
  return row && attemptOf(row)
}

export async function attemptOfCheckout(
  from: Reader,
  accountId: string,
  checkoutId: string,
): Promise<Attempt | undefined> {
  const [row] = await from.run<Row>(`${select} and account_id = $2 and checkout_id = $3`, [
    from.companyId,
    accountId,
    checkoutId,
  ])
  return row && attemptOf(row)
}

export async function insertAttempt(
  work: Work,
  attempt: Omit<
    Attempt,
    'state' | 'checkoutId' | 'checkoutUrl' | 'openedAt' | 'endedAt' | 'paymentId' | 'checks'
  >,
): Promise<void> {
  await work.run(
    `insert into pay_attempt (company_id, id, link_id, customer_id, account_id, item_ids, invoice_ids,
       amount, currency, method, language, state, opened_at, expires_at, next_check_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'opening', $12, $13, $14)`,
    [
      work.companyId,
      attempt.id,
      attempt.linkId,
      attempt.customerId,
      attempt.accountId,
      attempt.itemIds,
      attempt.invoiceIds,
      attempt.amount.minor,
      attempt.amount.currency,
      attempt.method,
      attempt.language,
      work.now,
      attempt.expiresAt,
      new Date(work.now.getTime() + 2 * 60_000),
    ],
  )
}

export type Outcome = 'paid' | 'failed' | 'expired' | 'superseded'

// Money may still come to a checkout that we gave up: for a day it is looked at, ever more seldom.
const laterMinutes = [1, 10, 60, 360, 1440]

/** Ends an attempt that is held, and says so. What was paid is never anything else again. */
export async function endAttempt(
  work: Work,
  attempt: Attempt,
  outcome: Outcome,
  facts: Readonly<{ paymentId?: string; problem?: string }> = {},
): Promise<void> {
  if (attempt.state === 'paid') return
  const lookAgain = outcome !== 'paid' && attempt.checkoutId !== null
  await work.run(
    `update pay_attempt set state = $3, ended_at = $4, payment_id = $5, problem = $6, checks = 0,
       next_check_at = $7 where company_id = $1 and id = $2`,
    [
      work.companyId,
      attempt.id,
      outcome,
      work.now,
      facts.paymentId ?? null,
      facts.problem ?? null,
      lookAgain ? new Date(work.now.getTime() + 60_000) : null,
    ],
  )
  work.publish(
    PaymentAttemptEnded,
    { kind: 'pay_attempt', id: attempt.id, customerId: attempt.customerId },
    {
      attemptId: attempt.id,
      customerId: attempt.customerId,
      outcome,
      paymentId: facts.paymentId ?? null,
    },
  )
}

/** Says when the gateway is asked again about an attempt that it had nothing new to say of. */
export async function lookLater(work: Work, attempt: Attempt): Promise<void> {
  const open = attempt.state === 'open' || attempt.state === 'opening'
  const wait = open ? (attempt.checks < 15 ? 1 : 5) : laterMinutes[attempt.checks + 1]
  await work.run(
    'update pay_attempt set checks = checks + 1, next_check_at = $3 where company_id = $1 and id = $2',
    [
      work.companyId,
      attempt.id,
      wait === undefined ? null : new Date(work.now.getTime() + wait * 60_000),
    ],
  )
}
