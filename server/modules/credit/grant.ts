import type { CreditStanding, GrantCredit, HoldCredit, ReleaseCredit } from '#core/credit/api.ts'
import type {
  ApproveApplication,
  CreditApplication,
  RefuseApplication,
} from '#core/credit/application.ts'
import { CreditGranted, CreditHeld, CreditRefused, CreditReleased } from '#core/credit/events.ts'
import { Refusal } from '#core/refusal.ts'
import { type LockedCustomer, lockCustomer, setTerms } from '#modules/contacts/index.ts'
import { command, type Work } from '#platform/command.ts'
import { may } from '#platform/session.ts'
import { lockApplication, readApplication } from './applications.ts'
import { standingOf } from './facts.ts'
import { shownStanding } from './standing.ts'
import { joined, profilesOf, readPolicy } from './store.ts'

type Grant = Omit<GrantCredit, 'customerId'>

/**
 * @throws credit.above_authority for whoever may not set the policy and grants more than it lets
 *   them, credit.valid_until_past, credit.review_past
 */
async function demandSound(work: Work, { limit, validUntil, reviewOn }: Grant): Promise<void> {
  const { authorityLimit } = await readPolicy(work)
  if (
    authorityLimit !== null &&
    limit.minor > authorityLimit &&
    !may(work.session, 'credit.manage')
  )
    throw new Refusal('credit.above_authority', {
      most: authorityLimit,
      currency: work.baseCurrency,
    })
  if (validUntil !== null && validUntil < work.today)
    throw new Refusal('credit.valid_until_past', { day: validUntil })
  if (reviewOn <= work.today) throw new Refusal('credit.review_past', { day: reviewOn })
}

/** Writes what a customer is granted, and gives them its terms. The customer is held. */
async function grantIn(work: Work, customer: LockedCustomer, grant: Grant): Promise<void> {
  await demandSound(work, grant)
  const before = joined(await profilesOf(work, customer.parties), customer.id)
  await work.run(
    `insert into credit_profile (company_id, customer_id, credit_limit, terms, conditions,
       valid_until, review_on, granted_at, granted_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (company_id, customer_id) do update set credit_limit = excluded.credit_limit,
       terms = excluded.terms, conditions = excluded.conditions,
       valid_until = excluded.valid_until, review_on = excluded.review_on, review_told = null,
       granted_at = excluded.granted_at, granted_by = excluded.granted_by`,
    [
      ...[
        work.companyId,
        customer.id,
        grant.limit.minor,
        JSON.stringify(grant.terms),
        grant.conditions,
      ],
      ...[grant.validUntil, grant.reviewOn, work.now, work.actor.name],
    ],
  )
  await setTerms(work, customer, grant.terms)
  const { limit, terms, conditions, validUntil, reviewOn, reason } = grant
  work.audit('credit.granted', {
    kind: 'credit',
    id: customer.id,
    before:
      before?.credit_limit != null
        ? {
            limit: { minor: before.credit_limit, currency: work.baseCurrency },
            terms: before.terms,
          }
        : null,
    after: { limit, terms, conditions, validUntil, reviewOn, reason },
  })
  work.publish(
    CreditGranted,
    { kind: 'credit', id: customer.id, customerId: customer.id },
    { customerId: customer.id, limit },
  )
}

async function standingNow(work: Work, customer: LockedCustomer): Promise<CreditStanding> {
  const standing = await standingOf(work, customer.parties, { amount: 0, orders: 0 })
  return shownStanding(work, customer.id, standing)
}

/** The currency of the books is the only one that limits are in. */
const inBooks = (work: Work, { limit }: Pick<Grant, 'limit'>): void => {
  if (limit.currency !== work.baseCurrency)
    throw new Refusal('request.invalid', { currency: limit.currency })
}

/**
 * Grants a customer a limit and terms, without an application: what they earned, or cash again.
 * @throws contacts.customer_not_found, credit.above_authority, credit.valid_until_past,
 *   credit.review_past
 */
export const grantCredit = command(
  'credit.decide',
  async (work, { customerId, ...grant }: GrantCredit): Promise<CreditStanding> => {
    inBooks(work, grant)
    const customer = await lockCustomer(work, customerId, 'credit.decide')
    await grantIn(work, customer, grant)
    return standingNow(work, customer)
  },
  { name: 'credit.grant' },
)

async function decide(
  work: Work,
  id: string,
  state: 'approved' | 'refused',
  decision: NonNullable<CreditApplication['decision']>,
): Promise<void> {
  await work.run(
    `update credit_application set state = $3, decided_at = $4, decided_by = $5, decision = $6
     where company_id = $1 and id = $2`,
    [work.companyId, id, state, work.now, work.actor.name, JSON.stringify(decision)],
  )
  work.audit(`credit.${state}`, {
    kind: 'credit_application',
    id,
    before: { state: 'open' },
    after: { state, ...decision },
  })
}

/** Grants what a customer applied for, or less. @throws credit.application_ended, as grantCredit does */
export const approveApplication = command(
  'credit.decide',
  async (work, input: ApproveApplication): Promise<CreditApplication> => {
    inBooks(work, input)
    const { customer } = await lockApplication(work, input.id, 'credit.decide')
    const { id, ...grant } = input
    await grantIn(work, customer, { ...grant, reason: grant.conditions })
    await decide(work, id, 'approved', {
      limit: input.limit,
      terms: input.terms,
      conditions: input.conditions,
      reason: '',
    })
    return readApplication(work, id)
  },
  { name: 'credit.approve_application' },
)

/** Turns an application down, with a reason that may be said to the customer. */
export const refuseApplication = command(
  'credit.decide',
  async (work, { id, reason }: RefuseApplication): Promise<CreditApplication> => {
    const { customer } = await lockApplication(work, id, 'credit.decide')
    await decide(work, id, 'refused', { limit: null, terms: null, conditions: '', reason })
    work.publish(
      CreditRefused,
      { kind: 'credit_application', id, customerId: customer.id },
      { applicationId: id, customerId: customer.id },
    )
    return readApplication(work, id)
  },
  { name: 'credit.refuse_application' },
)

/** Stops selling to a customer on credit, whatever the policy says. @throws credit.already_held */
export const holdCredit = command(
  'credit.hold',
  async (work, { customerId, reason }: HoldCredit): Promise<CreditStanding> => {
    const customer = await lockCustomer(work, customerId, 'credit.hold')
    const before = joined(await profilesOf(work, customer.parties), customer.id)
    if (before?.held_at) throw new Refusal('credit.already_held', { by: before.held_by ?? '' })
    await work.run(
      `insert into credit_profile (company_id, customer_id, held_at, held_by, hold_reason)
       values ($1, $2, $3, $4, $5)
       on conflict (company_id, customer_id) do update set held_at = excluded.held_at,
         held_by = excluded.held_by, hold_reason = excluded.hold_reason, released_until = null,
         release_reason = null, released_by = null`,
      [work.companyId, customer.id, work.now, work.actor.name, reason],
    )
    work.audit('credit.held', {
      kind: 'credit',
      id: customer.id,
      before: null,
      after: { reason },
    })
    work.publish(
      CreditHeld,
      { kind: 'credit', id: customer.id, customerId: customer.id },
      { customerId: customer.id, reason },
    )
    return standingNow(work, customer)
  },
  { name: 'credit.hold' },
)

/**
 * Sells to a customer on credit again: takes the hold by hand off, and until the day looks past
 * what is overdue or was broken. Their limit holds as ever.
 * @throws credit.nothing_to_release, credit.valid_until_past
 */
export const releaseCredit = command(
  'credit.decide',
  async (work, { customerId, reason, until }: ReleaseCredit): Promise<CreditStanding> => {
    const customer = await lockCustomer(work, customerId, 'credit.decide')
    const before = joined(await profilesOf(work, customer.parties), customer.id)
    if (!before?.held_at && until === null) throw new Refusal('credit.nothing_to_release')
    if (until !== null && until < work.today)
      throw new Refusal('credit.valid_until_past', { day: until })
    await work.run(
      `update credit_profile set held_at = null, held_by = null, hold_reason = null
       where company_id = $1 and customer_id = any($2)`,
      [work.companyId, customer.parties],
    )
    if (until !== null)
      await work.run(
        `insert into credit_profile (company_id, customer_id, released_until, release_reason,
           released_by) values ($1, $2, $3, $4, $5)
         on conflict (company_id, customer_id) do update
           set released_until = excluded.released_until, release_reason = excluded.release_reason,
             released_by = excluded.released_by`,
        [work.companyId, customer.id, until, reason, work.actor.name],
      )
    work.audit('credit.released', {
      kind: 'credit',
      id: customer.id,
      before: before?.hold_reason ? { reason: before.hold_reason } : null,
      after: { reason, until },
    })
    work.publish(
      CreditReleased,
      { kind: 'credit', id: customer.id, customerId: customer.id },
      { customerId: customer.id, reason },
    )
    return standingNow(work, customer)
  },
  { name: 'credit.release' },
)
