import { type Money, total } from '#core/money.ts'
import type { AttemptStarted, PaymentSettings, StartAttempt } from '#core/payments/api.ts'
import type { EarlyOffer } from '#core/payments/early-api.ts'
import { PaymentAttemptOpened } from '#core/payments/events.ts'
import { Refusal } from '#core/refusal.ts'
import type { OpenInvoice } from '#modules/invoicing/index.ts'
import { readProfile } from '#modules/people/index.ts'
import { reaction, type Work } from '#platform/command.ts'
import { look } from '#platform/query.ts'
import type { Session } from '#platform/session.ts'
import { dueOf, getDeposit } from '../deposits/store.ts'
import { offersNow } from '../early/offers.ts'
import { type Gateway, GatewayError, gateways } from '../gateway.ts'
import { word } from '../messages/index.ts'
import { readSettings } from '../settings.ts'
import { activeAccount, type OpenAccount, openAccount, webhookUrl } from './accounts.ts'
import { agreedParts } from './agreed-part.ts'
import {
  type Attempt,
  endAttempt,
  findAttempt,
  insertAttempt,
  liveAttempt,
  lockAttempt,
} from './attempt-store.ts'
import { linkUrl } from './links.ts'
import { type LiveLink, leastOf, payable } from './pay-page.ts'
import { ATTEMPT_MARK, settleAttempt } from './settle-attempt.ts'

const checkoutMinutes = 30

type Begun =
  | Readonly<{ kind: 'known'; attempt: Attempt }>
  | Readonly<{ kind: 'new'; attempt: Attempt; numbers: readonly string[]; earlier: Attempt | null }>

/** The money of an attempt: all that the chosen invoices owe now, or the payer's own part of it. */
function amountOf(
  chosen: readonly OpenInvoice[],
  wanted: Money | undefined,
  settings: PaymentSettings,
  offers: ReadonlyMap<string, EarlyOffer>,
  agreed: readonly Money[],
): Money {
  const [first] = chosen
  if (!first) throw new Refusal('payments.nothing_to_pay')
  const sum = total(
    chosen.map(({ balance }) => balance),
    first.currency,
  )
  const least = leastOf(first.currency)
  // Who pays early enough pays the whole by paying it less the discount.
  const asked = total(
    chosen.map(({ itemId, balance }) => offers.get(itemId)?.toPay ?? balance),
    first.currency,
  )
  const amount = wanted ?? asked
  if (amount.currency !== sum.currency || amount.minor > sum.minor || amount.minor < least.minor)
    throw new Refusal('payments.amount_out_of_range', { least: least.minor, most: sum.minor })
  const allowed = [sum.minor, asked.minor, ...agreed.map(({ minor }) => minor)]
  if (!allowed.includes(amount.minor) && !settings.partAllowed)
    throw new Refusal('payments.part_not_allowed')
  return amount
}

type Wanted = Readonly<{
  itemIds: string[]
  invoiceIds: string[]
  numbers: string[]
  amount: Money
}>

/** What is to be paid through this link: chosen invoices, or all that is due of one request. */
async function wantedOf(work: Work, link: LiveLink, input: StartAttempt): Promise<Wanted> {
  if (link.depositId !== null) return wholeRequest(work, link.depositId, input)
  const invoices = await payable(work, link)
  const chosen = invoices.filter(({ id }) => input.invoiceIds.includes(id))
  if (chosen.length !== new Set(input.invoiceIds).size)
    throw new Refusal('payments.invoice_not_payable', { id: '', number: '' })
  const offers = await offersNow(work, chosen)
  const agreed = await agreedOf(work, link, chosen)
  return {
    itemIds: chosen.map(({ itemId }) => itemId),
    invoiceIds: chosen.map(({ id }) => id),
    numbers: chosen.map(({ number }) => number),
    amount: amountOf(chosen, input.amount, await readSettings(work), offers, agreed),
  }
}

async function wholeRequest(
  work: Work,
  depositId: string,
  { amount: typed, invoiceIds }: StartAttempt,
): Promise<Wanted> {
  const deposit = await getDeposit(work, depositId)
  if (invoiceIds.length > 0)
    throw new Refusal('payments.invoice_not_payable', { id: '', number: '' })
  if (deposit.state !== 'requested') throw new Refusal('payments.nothing_to_pay')
  const amount = dueOf(deposit)
  if (typed && (typed.minor !== amount.minor || typed.currency !== amount.currency))
    throw new Refusal('payments.part_not_allowed')
  return { itemIds: [], invoiceIds: [], numbers: [deposit.number], amount }
}

/** What was agreed to be paid of the chosen invoices now; what is chosen beside them was not. */
async function agreedOf(
  work: Work,
  link: LiveLink,
  chosen: readonly OpenInvoice[],
): Promise<Money[]> {
  const parts = await work.session.house.plugs.get(agreedParts)(work, link)
  const [first] = chosen
  return parts.flatMap(({ amount, invoiceIds }) =>
    amount.currency === first?.currency && chosen.every(({ id }) => invoiceIds.includes(id))
      ? [amount]
      : [],
  )
}

/** Writes down that someone is about to pay, before anything is asked of the gateway. */
const begin = reaction(
  'payments.begin_attempt',
  async (work: Work, { link, input }: { link: LiveLink; input: StartAttempt }): Promise<Begun> => {
    // Attempts of one link take turns here.
    await work.run('select id from pay_link where company_id = $1 and id = $2 for no key update', [
      work.companyId,
      link.id,
    ])
    const known = await findAttempt(work, input.id)
    if (known && known.linkId !== link.id) throw new Refusal('payments.attempt_not_found')
    if (known) return { kind: 'known', attempt: known }

    const account = await activeAccount(work)
    if (!account) throw new Refusal('payments.no_gateway')
    const { itemIds, invoiceIds, numbers, amount } = await wantedOf(work, link, input)

    const earlier = (await liveAttempt(work, link.id)) ?? null
    if (earlier) await endAttempt(work, await lockAttempt(work, earlier.id), 'superseded')
    await insertAttempt(work, {
      id: input.id,
      linkId: link.id,
      customerId: link.customerId,
      accountId: account.id,
      itemIds,
      invoiceIds,
      amount,
      method: input.method,
      language: input.language,
      expiresAt: new Date(work.now.getTime() + checkoutMinutes * 60_000),
    })
    const attempt = await lockAttempt(work, input.id)
    work.publish(
      PaymentAttemptOpened,
      { kind: 'pay_attempt', id: attempt.id, customerId: attempt.customerId },
      {
        attemptId: attempt.id,
        customerId: attempt.customerId,
        itemIds: [...attempt.itemIds],
        amount,
      },
    )
    return { kind: 'new', attempt, numbers, earlier }
  },
)

type Made = Readonly<{ attemptId: string; checkoutId: string; url: string }>

/** Keeps the gateway's page with its attempt, unless another attempt has taken its place. */
const keepCheckout = reaction('payments.keep_checkout', async (work, made: Made) => {
  const attempt = await lockAttempt(work, made.attemptId)
  await work.run(
    `update pay_attempt set checkout_id = $3, checkout_url = $4,
       state = case when state = 'opening' then 'open' else state end,
       next_check_at = $5 where company_id = $1 and id = $2`,
    [work.companyId, attempt.id, made.checkoutId, made.url, new Date(work.now.getTime() + 60_000)],
  )
  return attempt.state === 'opening'
})

const fail = reaction(
  'payments.fail_attempt',
  async (work, { id, problem }: { id: string; problem: string }) => {
    const attempt = await lockAttempt(work, id)
    if (attempt.state === 'opening') await endAttempt(work, attempt, 'failed', { problem })
  },
)

function refusalFor(error: unknown): Refusal {
  if (!(error instanceof GatewayError)) throw error
  return new Refusal(
    error.kind === 'refused' ? 'payments.gateway_refused' : 'payments.gateway_unavailable',
  )
}

/** Closes the checkout of the attempt before, so that two of them can never be paid. */
async function closeEarlier(session: Session, earlier: Attempt): Promise<void> {
  if (earlier.checkoutId === null) return
  const account = await openAccount(session, earlier.accountId)
  try {
    await session.house.plugs
      .get(gateways)
      .of(account.vendor)
      .expireCheckout(account, earlier.checkoutId)
  } catch (error) {
    if (!(error instanceof GatewayError) || error.kind !== 'refused') throw error
    // It cannot be closed, so perhaps it was paid a moment ago: the books learn that first.
    const { state } = await settleAttempt(session, earlier.id)
    if (state === 'paid') throw new Refusal('payments.attempt_paid', { attemptId: earlier.id })
    throw error
  }
}

async function openCheckout(
  session: Session,
  gateway: Gateway,
  account: OpenAccount,
  begun: Extract<Begun, { kind: 'new' }>,
) {
  const { attempt, numbers } = begun
  const { language } = attempt
  const { name, nameEn } = await look(session, async (from) => readProfile(from))
  const company = language === 'en' ? (nameEn ?? name) : name
  const [number = ''] = numbers
  const description = word(numbers.length === 1 ? 'description' : 'descriptionMany', language, {
    number,
    count: numbers.join('، '),
    company,
  })
  const page = linkUrl(session, attempt.linkId)
  return gateway.createCheckout(account, {
    attemptId: attempt.id,
    amount: attempt.amount,
    description,
    callbackUrl: webhookUrl(session, account.vendor, account.id),
    successUrl: `${page}?attempt=${attempt.id}`,
    backUrl: page,
    expiresAt: attempt.expiresAt,
    metadata: { [ATTEMPT_MARK]: attempt.id, company: session.companyId },
    method: attempt.method,
  })
}

const started = ({ id, state, checkoutUrl }: Attempt): AttemptStarted => ({
  attemptId: id,
  state,
  url: state === 'open' ? checkoutUrl : null,
})

/**
 * Opens the gateway's page for an amount of this link. The attempt is written first, the gateway is
 * asked outside of any transaction, and the attempt before it is closed there before a new one opens.
 * @throws payments.no_gateway, payments.gateway_refused, payments.gateway_unavailable,
 * payments.attempt_paid, payments.attempt_ended
 */
export async function startAttempt(
  session: Session,
  link: LiveLink,
  input: StartAttempt,
): Promise<AttemptStarted> {
  const begun = await begin(session, { link, input })
  if (begun.kind === 'known') return started(begun.attempt)
  const { attempt, earlier } = begun
  const account = await openAccount(session, attempt.accountId)
  const gateway = session.house.plugs.get(gateways).of(account.vendor)
  let made: { checkoutId: string; url: string }
  try {
    if (earlier) await closeEarlier(session, earlier)
    made = await openCheckout(session, gateway, account, begun)
  } catch (error) {
    const refusal = error instanceof Refusal ? error : refusalFor(error)
    await fail(session, { id: attempt.id, problem: refusal.code })
    throw refusal
  }
  const live = await keepCheckout(session, { attemptId: attempt.id, ...made })
  if (!live) {
    await gateway.expireCheckout(account, made.checkoutId)
    throw new Refusal('payments.attempt_ended')
  }
  return { attemptId: attempt.id, state: 'open', url: made.url }
}
