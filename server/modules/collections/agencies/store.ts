import type { z } from 'zod'
import type { ReferralRow, ReferralUpdate, ReferredItem } from '#core/collections/agency-api.ts'
import type { AgencyPayment } from '#core/collections/agency-money-api.ts'
import { isOver, type ReferralState } from '#core/collections/agency-referral.ts'
import type { Money } from '#core/money.ts'
import type { Permission } from '#core/permission.ts'
import { Refusal } from '#core/refusal.ts'
import { findCustomers, type LockedCustomer, lockCustomer } from '#modules/contacts/index.ts'
import type { Work } from '#platform/command.ts'
import { dayOf } from '#platform/time.ts'
import { type From, grouped } from '../store.ts'
import { leftOf } from './left.ts'
import type { ReferralItemTable, ReferralTable, ReportTable, UpdateTable } from './tables.ts'

export const moneyOf = (
  row: { amount: number },
  { currency }: Pick<ReferralTable, 'currency'>,
) => ({
  minor: row.amount,
  currency,
})

/** A referral by its id, whoever may see it. @throws collections.referral_not_found */
export async function findReferral(
  from: Pick<From, 'run' | 'companyId'>,
  id: string,
): Promise<ReferralTable> {
  const [row] = await from.run<ReferralTable>(
    'select * from referral where company_id = $1 and id = $2',
    [from.companyId, id],
  )
  if (!row) throw new Refusal('collections.referral_not_found', { id })
  return row
}

/** The invoices of some referrals, by referral. */
export async function itemsOf(
  from: Pick<From, 'run' | 'companyId'>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ReferralItemTable[]>> {
  const rows = await from.run<ReferralItemTable>(
    `select referral_id, item_id, invoice_id, number, due_on, amount from referral_item
     where company_id = $1 and referral_id = any($2::uuid[]) order by due_on, number, item_id`,
    [from.companyId, ids],
  )
  return grouped(rows, (row) => row.referral_id)
}

export type HeldReferral = Readonly<{
  referral: ReferralTable
  customer: LockedCustomer
  items: readonly ReferralItemTable[]
}>

/**
 * A referral with its customer held. @param within refuses a customer outside this permission's reach
 * @throws collections.referral_not_found
 */
export async function holdReferral(
  work: Work,
  id: string,
  within?: Permission,
): Promise<HeldReferral> {
  const { customer_id } = await findReferral(work, id)
  const customer = await lockCustomer(work, customer_id, within)
  const referral = await findReferral(work, id)
  return { referral, customer, items: (await itemsOf(work, [id])).get(id) ?? [] }
}

/** @throws collections.referral_over */
export function assertNotOver({ id, state }: ReferralTable): void {
  if (isOver(state)) throw new Refusal('collections.referral_over', { id })
}

/** Referrals as a reader of the company sees them. */
export async function shownReferrals(
  from: From,
  rows: readonly ReferralTable[],
): Promise<ReferralRow[]> {
  const items = await itemsOf(
    from,
    rows.map(({ id }) => id),
  )
  const left = await leftOf(
    from,
    [...items.values()].flat().map((item) => item.item_id),
  )
  const cards = await findCustomers(
    from,
    rows.map((row) => row.customer_id),
  )
  const agencies = await from.run<{ id: string; name: string }>(
    'select id, name from agency where company_id = $1',
    [from.companyId],
  )
  return rows.map((row) => {
    const own = items.get(row.id) ?? []
    return {
      id: row.id,
      agencyId: row.agency_id,
      agencyName: agencies.find(({ id }) => id === row.agency_id)?.name ?? '—',
      customerId: row.customer_id,
      customerName: cards.get(row.customer_id)?.name ?? null,
      state: row.state,
      amount: moneyOf(row, row),
      left: {
        minor: own.reduce((sum, item) => sum + (left.get(item.item_id)?.minor ?? 0), 0),
        currency: row.currency,
      },
      invoices: own.length,
      reason: row.reason,
      preparedAt: row.prepared_at.toISOString(),
      preparedBy: row.prepared_by,
      approvedBy: row.approved_by,
      waitsForApproval: row.state === 'prepared' && row.approved_at === null,
      notified: row.notified,
      effectiveOn: row.effective_on,
      startedOn: row.started_on,
      endedOn: row.ended_on,
      endedBy: row.ended_by,
      endReason: row.end_reason,
      heardOn: row.heard_at ? dayOf(row.heard_at, from.zone) : null,
    }
  })
}

export async function shownReferral(from: From, id: string): Promise<ReferralRow> {
  const [row] = await shownReferrals(from, [await findReferral(from, id)])
  if (!row) throw new Error('One row is shown as one')
  return row
}

/** The invoices of one referral with what is left of each. */
export async function shownItems(
  from: From,
  referral: ReferralTable,
): Promise<z.output<typeof ReferredItem>[]> {
  const items = (await itemsOf(from, [referral.id])).get(referral.id) ?? []
  const left = await leftOf(
    from,
    items.map((item) => item.item_id),
  )
  const nothing: Money = { minor: 0, currency: referral.currency }
  return items.map((item) => ({
    itemId: item.item_id,
    invoiceId: item.invoice_id,
    number: item.number,
    dueOn: item.due_on,
    amount: moneyOf(item, referral),
    left: left.get(item.item_id) ?? nothing,
  }))
}

/** What was said of one referral, the newest first. */
export async function updatesOf(from: From, referral: ReferralTable): Promise<ReferralUpdate[]> {
  const rows = await from.run<UpdateTable>(
    `select u.id, u.referral_id, u.at, u.by_name, u.code, u.note, u.amount, u.due_on, u.file_id,
       f.name as file_name
     from referral_update u left join file f on f.company_id = u.company_id and f.id = u.file_id
     where u.company_id = $1 and u.referral_id = $2 order by u.at desc, u.id desc limit 200`,
    [from.companyId, referral.id],
  )
  return rows.map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    by: row.by_name,
    code: row.code,
    note: row.note,
    amount: row.amount === null ? null : { minor: row.amount, currency: referral.currency },
    dueOn: row.due_on,
    file: row.file_name,
  }))
}

export type ShownReport = ReportTable &
  Readonly<{
    file_name: string | null
    payment_number: string | null
    currency: ReferralTable['currency']
    customer_id: string
    agency_id: string
    agency_name: string
  }>

/** A report of money with all that a reader wants of it; the caller adds what matches and the order. */
export const reportSql = `select p.id, p.referral_id, p.amount, p.paid_on, p.paid_to, p.reference,
    p.file_id, p.state, p.reported_at, p.reported_by, p.decided_by, p.reason, p.payment_id,
    p.remittance_id, f.name as file_name, v.number as payment_number, r.currency, r.customer_id,
    r.agency_id, a.name as agency_name
  from agency_payment p
  join referral r on r.company_id = p.company_id and r.id = p.referral_id
  join agency a on a.company_id = r.company_id and a.id = r.agency_id
  left join file f on f.company_id = p.company_id and f.id = p.file_id
  left join payment_view v on v.company_id = p.company_id and v.id = p.payment_id`

export async function shownReports(
  from: From,
  rows: readonly ShownReport[],
): Promise<AgencyPayment[]> {
  const cards = await findCustomers(
    from,
    rows.map((row) => row.customer_id),
  )
  return rows.map((row) => ({
    id: row.id,
    referralId: row.referral_id,
    agencyName: row.agency_name,
    customerId: row.customer_id,
    customerName: cards.get(row.customer_id)?.name ?? null,
    amount: { minor: row.amount, currency: row.currency },
    paidOn: row.paid_on,
    to: row.paid_to,
    reference: row.reference,
    file: row.file_name,
    state: row.state,
    reportedAt: row.reported_at.toISOString(),
    reportedBy: row.reported_by,
    decidedBy: row.decided_by,
    reason: row.reason,
    paymentId: row.payment_id,
    paymentNumber: row.payment_number,
    remitted: row.remittance_id !== null,
  }))
}

/** Moves a referral that is held; `ended` closes it and frees its invoices. */
export async function endReferral(
  work: Work,
  { referral }: Pick<HeldReferral, 'referral'>,
  ended: Readonly<{ state: ReferralState; by: string; reason: string | null }>,
): Promise<void> {
  await work.run(
    `update referral set state = $3, ended_on = $4, ended_at = $5, ended_by = $6, end_reason = $7
     where company_id = $1 and id = $2`,
    [...[work.companyId, referral.id, ended.state, work.today, work.now, ended.by], ended.reason],
  )
  await work.run(
    'update referral_item set open = false where company_id = $1 and referral_id = $2',
    [work.companyId, referral.id],
  )
}
