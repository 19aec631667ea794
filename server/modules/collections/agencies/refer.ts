import type { Refer, ReferralRow } from '#core/collections/agency-api.ts'
import {
  effectiveDay,
  isWithAgency,
  mayMove,
  type ReferralState,
  takesEffect,
} from '#core/collections/agency-referral.ts'
import { DebtReferred, ReferralEnded, ReferralPrepared } from '#core/collections/events.ts'
import { total } from '#core/money.ts'
import { Refusal } from '#core/refusal.ts'
import { type LockedCustomer, lockCustomer } from '#modules/contacts/index.ts'
import { type OpenItemLine, openItemsOf } from '#modules/ledger/index.ts'
import { command, reaction, type Work } from '#platform/command.ts'
import { watch } from '../store.ts'
import { getAgency, readAgencySettings } from './agencies.ts'
import { readinessFor, takenItems } from './ground.ts'
import { tellReferral } from './notice.ts'
import {
  assertNotOver,
  endReferral,
  type HeldReferral,
  holdReferral,
  moneyOf,
  shownReferral,
} from './store.ts'
import type { ReferralTable } from './tables.ts'

export const aboutReferral = ({ id, customer_id }: ReferralTable) => ({
  kind: 'referral',
  id,
  customerId: customer_id,
})
export const referralFacts = (referral: ReferralTable) => ({
  referralId: referral.id,
  customerId: referral.customer_id,
  agencyId: referral.agency_id,
  amount: moneyOf(referral, referral),
  preparedById: referral.prepared_by_id,
})

/** The late invoices that were chosen, each the customer's and with no agency yet. */
async function chosenOf(work: Work, customer: LockedCustomer, input: Refer) {
  const open = await openItemsOf(work, { parties: customer.parties })
  const chosen = [...new Set(input.invoiceIds)].map((id) => {
    const line = open.find(({ documentId, balance }) => documentId === id && balance.minor > 0)
    if (!line) throw new Refusal('collections.invoice_not_found', { id })
    return line
  })
  const [first] = chosen
  if (!first || chosen.some(({ daysLate }) => daysLate <= 0))
    throw new Refusal('collections.nothing_to_refer')
  if (chosen.some(({ balance }) => balance.currency !== first.balance.currency))
    throw new Refusal('collections.referral_several_currencies')
  const taken = await takenItems(
    work,
    chosen.map(({ id }) => id),
  )
  const known = chosen.find(({ id }) => taken.has(id))
  if (known) throw new Refusal('collections.already_referred', { number: known.number })
  return { items: chosen, currency: first.balance.currency }
}

async function insertReferral(
  work: Work,
  row: Omit<ReferralTable, 'company_id'>,
  items: readonly OpenItemLine[],
): Promise<void> {
  await work.run(
    `insert into referral (company_id, id, agency_id, customer_id, currency, amount, state, reason,
       readiness, terms, notified, effective_on, prepared_at, prepared_by_id, prepared_by,
       approved_at, approved_by)
     values ($1, $2, $3, $4, $5, $6, 'prepared', $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
    [
      ...[work.companyId, row.id, row.agency_id, row.customer_id, row.currency, row.amount],
      ...[row.reason, JSON.stringify(row.readiness), JSON.stringify(row.terms), row.notified],
      ...[row.effective_on, row.prepared_at, row.prepared_by_id, row.prepared_by],
      ...[row.approved_at, row.approved_by],
    ],
  )
  const written = items.map(({ id, documentId, number, dueOn, balance }) => ({
    item_id: id,
    invoice_id: documentId,
    number,
    due_on: dueOn,
    amount: balance.minor,
  }))
  await work.run(
    `insert into referral_item (company_id, referral_id, item_id, invoice_id, number, due_on, amount)
     select $1, $2, i.item_id, i.invoice_id, i.number, i.due_on, i.amount
     from jsonb_to_recordset($3::jsonb)
       as i(item_id uuid, invoice_id uuid, number text, due_on date, amount bigint)`,
    [work.companyId, row.id, JSON.stringify(written)],
  )
}

/** Hands the debt to the agency, if nothing is awaited any more. */
async function startIn(work: Work, held: HeldReferral): Promise<void> {
  const { referral, customer } = held
  const approved = referral.approved_at !== null
  const { state, effective_on: effectiveOn } = referral
  if (!takesEffect({ state, approved, effectiveOn, today: work.today })) return
  await work.run(
    `update referral set state = 'referred', started_on = $3, started_at = $4
     where company_id = $1 and id = $2`,
    [work.companyId, referral.id, work.today, work.now],
  )
  work.audit('collections.debt_referred', {
    kind: 'referral',
    id: referral.id,
    before: { state },
    after: { state: 'referred', customerId: customer.id },
  })
  work.publish(DebtReferred, aboutReferral(referral), referralFacts(referral))
}

/** Agreed to: the customer is told, and after the days of notice the agency has it. */
async function agreedIn(work: Work, id: string): Promise<void> {
  const held = await holdReferral(work, id)
  const { referral, customer } = held
  if (referral.notified) await tellReferral(work, customer, referral)
  await startIn(work, held)
  await watch(work, [customer.id])
}

/**
 * Prepares the referral of late invoices to an agency. With another person's agreement, if the
 * company asks for it; after the days of notice, if the customer is told. While the ladder of
 * reminders is not exhausted, only with a reason.
 * @throws collections.agency_not_found, collections.agency_archived, collections.invoice_not_found,
 *   collections.nothing_to_refer, collections.referral_several_currencies,
 *   collections.already_referred, collections.referral_needs_reason
 */
export const refer = command(
  'collections.refer',
  async (work, input: Refer): Promise<ReferralRow> => {
    const customer = await lockCustomer(work, input.customerId, 'collections.refer')
    const agency = await getAgency(work, input.agencyId)
    if (agency.archived_at) throw new Refusal('collections.agency_archived', { name: agency.name })
    const { items, currency } = await chosenOf(work, customer, input)
    const readiness = await readinessFor(work, customer.parties, items)
    if (!readiness.ready && input.reason === '')
      throw new Refusal('collections.referral_needs_reason')
    const { approvalNeeded, noticeDays } = await readAgencySettings(work)
    const amount = total(
      items.map(({ balance }) => balance),
      currency,
    )
    await insertReferral(
      work,
      {
        id: input.id,
        agency_id: agency.id,
        customer_id: customer.id,
        currency,
        amount: amount.minor,
        state: 'prepared',
        reason: input.reason,
        readiness,
        terms: agency.terms,
        notified: input.notify,
        notice_refused: null,
        effective_on: effectiveDay(work.today, input.notify ? noticeDays : 0),
        prepared_at: work.now,
        prepared_by_id: work.actor.id,
        prepared_by: work.actor.name,
        approved_at: approvalNeeded ? null : work.now,
        approved_by: approvalNeeded ? null : work.actor.name,
        started_on: null,
        started_at: null,
        ended_on: null,
        ended_at: null,
        ended_by: null,
        end_reason: null,
        heard_at: null,
      },
      items,
    )
    const { referral } = await holdReferral(work, input.id)
    work.audit('collections.referral_prepared', {
      kind: 'referral',
      id: input.id,
      before: null,
      after: { agency: agency.name, customerId: customer.id, amount, reason: input.reason },
    })
    work.publish(ReferralPrepared, aboutReferral(referral), referralFacts(referral))
    if (!approvalNeeded) await agreedIn(work, input.id)
    return shownReferral(work, input.id)
  },
  { once: ({ id }) => id, name: 'collections.refer' },
)

/**
 * Agrees to a referral that somebody else prepared.
 * @throws collections.referral_not_found, collections.referral_not_waiting,
 *   collections.referral_own_approval
 */
export const approveReferral = command(
  'collections.approve',
  async (work, { id }: { id: string }): Promise<ReferralRow> => {
    const { referral } = await holdReferral(work, id, 'collections.approve')
    if (referral.state !== 'prepared' || referral.approved_at !== null)
      throw new Refusal('collections.referral_not_waiting', { id })
    if (referral.prepared_by_id === work.actor.id)
      throw new Refusal('collections.referral_own_approval')
    const { noticeDays } = await readAgencySettings(work)
    await work.run(
      `update referral set approved_at = $3, approved_by = $4, effective_on = $5
       where company_id = $1 and id = $2`,
      [
        ...[work.companyId, id, work.now, work.actor.name],
        effectiveDay(work.today, referral.notified ? noticeDays : 0),
      ],
    )
    work.audit('collections.referral_approved', {
      kind: 'referral',
      id,
      before: null,
      after: { customerId: referral.customer_id },
    })
    await agreedIn(work, id)
    return shownReferral(work, id)
  },
  { name: 'collections.approve_referral' },
)

/** Ends a referral that is held, and says so. @throws collections.referral_over */
export async function endIn(
  work: Work,
  held: HeldReferral,
  state: Extract<ReferralState, 'paid' | 'recalled' | 'uncollectable' | 'returned'>,
  reason: string | null,
): Promise<void> {
  const { referral, customer } = held
  assertNotOver(referral)
  if (!mayMove(referral.state, state))
    throw new Refusal('collections.referral_over', { id: referral.id })
  await endReferral(work, held, { state, by: work.actor.name, reason })
  await watch(work, [customer.id])
  work.audit('collections.referral_ended', {
    kind: 'referral',
    id: referral.id,
    before: { state: referral.state },
    after: { state, reason, customerId: customer.id },
  })
  work.publish(ReferralEnded, aboutReferral(referral), {
    ...referralFacts(referral),
    outcome: state,
  })
}

/**
 * Takes a debt back from an agency, or gives a referral up before it took effect.
 * @throws collections.referral_not_found, collections.referral_over
 */
export const recallReferral = command(
  'collections.refer',
  async (work, input: { id: string; reason: string }): Promise<ReferralRow> => {
    const held = await holdReferral(work, input.id, 'collections.refer')
    await endIn(work, held, 'recalled', input.reason)
    return shownReferral(work, input.id)
  },
  { name: 'collections.recall_referral' },
)

/** Closes what an agency could not collect, or gave back. @throws as recallReferral does */
export const closeReferral = command(
  'collections.refer',
  async (
    work,
    input: { id: string; outcome: 'uncollectable' | 'returned'; reason: string },
  ): Promise<ReferralRow> => {
    const held = await holdReferral(work, input.id, 'collections.refer')
    await endIn(work, held, input.outcome, input.reason)
    return shownReferral(work, input.id)
  },
  { name: 'collections.close_referral' },
)

const startOne = reaction('collections.start_referral', async (work, id: string) => {
  const held = await holdReferral(work, id)
  await startIn(work, held)
  await watch(work, [held.customer.id])
})

const dueReferrals = reaction('collections.due_referrals', (work) =>
  work.run<{ id: string }>(
    `select id from referral where company_id = $1 and state = 'prepared'
       and approved_at is not null and effective_on <= $2 order by id`,
    [work.companyId, work.today],
  ),
)

/** Hands over what the days of notice are over for. */
export async function startReferrals(session: Parameters<typeof dueReferrals>[0]): Promise<void> {
  for (const { id } of await dueReferrals(session, undefined)) await startOne(session, id)
}

/** Closes the referral that an invoice is in, once nothing of it is left to pay. */
export async function closePaid(work: Work, itemId: string): Promise<void> {
  const [found] = await work.run<{ id: string }>(
    `select r.id from referral_item i
     join referral r on r.company_id = i.company_id and r.id = i.referral_id
     where i.company_id = $1 and i.item_id = $2 and i.open`,
    [work.companyId, itemId],
  )
  if (!found) return
  const held = await holdReferral(work, found.id)
  const [owing] = await work.run(
    `select 1 from party_line_view where company_id = $1 and id = any($2::uuid[]) and left_over > 0 limit 1`,
    [work.companyId, held.items.map((item) => item.item_id)],
  )
  if (!owing && mayMove(held.referral.state, 'paid')) await endIn(work, held, 'paid', null)
}

/** Whether the agency may still speak of a debt. @throws collections.referral_over */
export function assertInHand({ id, state }: ReferralTable): void {
  if (!isWithAgency(state)) throw new Refusal('collections.referral_over', { id })
}
