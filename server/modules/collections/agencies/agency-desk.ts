import type { AgencyDebt, AgencyDebtDetail } from '#core/collections/agency-desk-api.ts'
import { Refusal } from '#core/refusal.ts'
import { findCustomers } from '#modules/contacts/index.ts'
import { invoicePdf } from '#modules/invoicing/index.ts'
import { systemSession } from '#platform/jobs.ts'
import { look, query } from '#platform/query.ts'
import type { Session } from '#platform/session.ts'
import type { From } from '../store.ts'
import { ownAgency } from './agencies.ts'
import { hasEvidence } from './evidence/evidence.ts'
import { earnedOn } from './received.ts'
import {
  findReferral,
  itemsOf,
  reportSql,
  type ShownReport,
  shownItems,
  shownReferrals,
  shownReports,
  updatesOf,
} from './store.ts'
import type { ReferralTable } from './tables.ts'

/** A debt that one's own agency has, or had. @throws collections.no_agency, …referral_not_found */
async function ownReferral(from: From, id: string): Promise<ReferralTable> {
  const agency = await ownAgency(from)
  const referral = await findReferral(from, id)
  if (referral.agency_id !== agency.id || referral.started_at === null)
    throw new Refusal('collections.referral_not_found', { id })
  return referral
}

const debtsOf = async (from: From, rows: readonly ReferralTable[]): Promise<AgencyDebt[]> =>
  (await shownReferrals(from, rows)).map((row) => ({
    id: row.id,
    // What is over is not theirs to see any more; that it was theirs, they know.
    customerName: row.endedOn === null ? row.customerName : null,
    state: row.state,
    amount: row.amount,
    left: row.endedOn === null ? row.left : { minor: 0, currency: row.left.currency },
    invoices: row.invoices,
    startedOn: row.startedOn,
    endedOn: row.endedOn,
    heardOn: row.heardOn,
  }))

type Asked = { cursor?: string | undefined; limit: number; open?: boolean | undefined }

/** The debts that were referred to one's own agency, those in hand first. */
export const listAgencyDebts = query('collections.agency_desk', async (from, input: Asked) => {
  const agency = await ownAgency(from)
  const offset = Number(input.cursor ?? 0) || 0
  const matching = `from referral where company_id = $1 and agency_id = $2 and started_at is not null
    and ($3::boolean is null or (ended_at is null) = $3)`
  const filters = [from.companyId, agency.id, input.open ?? null]
  const rows = await from.run<ReferralTable>(
    `select * ${matching} order by ended_at is null desc, started_at desc, id desc offset $4 limit $5`,
    [...filters, offset, input.limit + 1],
  )
  const [counted] = await from.run<{ count: number }>(
    `select count(*) as count ${matching}`,
    filters,
  )
  return {
    agencyName: agency.name,
    rows: await debtsOf(from, rows.slice(0, input.limit)),
    nextCursor: rows.length > input.limit ? String(offset + input.limit) : null,
    total: counted?.count ?? 0,
  }
})

/** How the agency reaches the customer. */
async function contactOf(from: From, customerId: string): Promise<AgencyDebtDetail['contact']> {
  const card = (await findCustomers(from, [customerId])).get(customerId)
  const parts = ['building', 'street', 'district', 'city', 'postalCode'] as const
  return {
    name: card?.contactName ?? null,
    phone: card?.phone ?? null,
    email: card?.email ?? null,
    registration: card?.registration ?? null,
    address: parts.flatMap((part) => card?.address?.[part] ?? []).join('، ') || null,
  }
}

/** One debt in hand, with what an agency needs to ask for it: no message, no note of ours. */
export async function agencyDebtOf(from: From, id: string): Promise<AgencyDebtDetail> {
  const referral = await ownReferral(from, id)
  const [debt] = await debtsOf(from, [referral])
  if (!debt) throw new Error('One row is shown as one')
  const reports = await from.run<ShownReport>(
    `${reportSql} where p.company_id = $1 and p.referral_id = $2
     order by p.reported_at desc, p.id desc limit 200`,
    [from.companyId, id],
  )
  const over = referral.ended_at !== null
  const nobody = { name: null, phone: null, email: null, registration: null, address: null }
  return {
    ...debt,
    contact: over ? nobody : await contactOf(from, referral.customer_id),
    items: over ? [] : await shownItems(from, referral),
    updates: await updatesOf(from, referral),
    payments: (await shownReports(from, reports)).map(
      ({ id: reportId, amount, paidOn, to, reference, state, reason }) => ({
        ...{ id: reportId, amount, paidOn, to, reference, state, reason },
      }),
    ),
    received: (await earnedOn(from, [referral])).map(({ number, paidOn, amount }) => ({
      ...{ number, paidOn, amount },
    })),
    evidence: !over && (await hasEvidence(from, id)),
  }
}

export const showAgencyDebt = query(
  'collections.agency_desk',
  (from, { id }: { id: string }): Promise<AgencyDebtDetail> => agencyDebtOf(from, id),
)

/** After a change of theirs: how the debt stands now, also one that they just gave back. */
export const agencyDebtNow = (session: Session, id: string): Promise<AgencyDebtDetail> =>
  look(session, (from) => agencyDebtOf(from, id))

const ownInvoice = query(
  'collections.agency_desk',
  async (from, input: { id: string; invoiceId: string }): Promise<string> => {
    const referral = await ownReferral(from, input.id)
    const items = referral.ended_at ? [] : ((await itemsOf(from, [input.id])).get(input.id) ?? [])
    if (!items.some((item) => item.invoice_id === input.invoiceId))
      throw new Refusal('collections.invoice_not_found', { id: input.invoiceId })
    return input.invoiceId
  },
)

/** The paper of a referred invoice. @throws collections.referral_not_found, …invoice_not_found */
export async function agencyInvoice(
  session: Session,
  input: { id: string; invoiceId: string },
): Promise<File> {
  const id = await ownInvoice(session, input)
  // The house prints: the agency itself may read this invoice and no other.
  const house = systemSession(session.house, session.companyId, session.actor)
  const { bytes, fileName, mime } = await invoicePdf(house, id)
  return new File([new Uint8Array(bytes)], fileName, { type: mime })
}
