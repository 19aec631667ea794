import type { AgencyPayment } from '#core/collections/agency-money-api.ts'
import { AgencyReported } from '#core/collections/events.ts'
import { Refusal } from '#core/refusal.ts'
import { customersWithin } from '#modules/contacts/index.ts'
import { bookAgencyPayment } from '#modules/payments/index.ts'
import { command, type Work } from '#platform/command.ts'
import { query } from '#platform/query.ts'
import { openFile } from '#platform/stored-files.ts'
import type { From } from '../store.ts'
import { aboutReferral, referralFacts } from './refer.ts'
import { holdReferral, moneyOf, reportSql, type ShownReport, shownReports } from './store.ts'

type Filter = {
  cursor?: string | undefined
  limit: number
  agencyId?: string | undefined
  state?: 'open' | 'confirmed' | 'refused' | undefined
  held?: boolean | undefined
}

const matching = `where p.company_id = $1 and ($2::uuid is null or r.agency_id = $2)
  and ($3::text is null or p.state = $3)
  and ($4::boolean is null or $4 = (p.state = 'confirmed' and p.paid_to = 'agency'
    and p.remittance_id is null and not exists (select from payment_view b
      where b.company_id = p.company_id and b.id = p.payment_id and b.reversed_on is not null)))
  and ($5::uuid[] is null or r.customer_id = any($5))`

/** What agencies say that came, the newest first. */
export const listAgencyPayments = query('collections.read', async (from, input: Filter) => {
  const offset = Number(input.cursor ?? 0) || 0
  const filters = [
    ...[from.companyId, input.agencyId ?? null, input.state ?? null, input.held ?? null],
    (await customersWithin(from, 'collections.read')) ?? null,
  ]
  const rows = await from.run<ShownReport>(
    `${reportSql} ${matching} order by p.reported_at desc, p.id desc offset $6 limit $7`,
    [...filters, offset, input.limit + 1],
  )
  const [counted] = await from.run<{ count: number }>(
    `select count(*) as count from agency_payment p
     join referral r on r.company_id = p.company_id and r.id = p.referral_id ${matching}`,
    filters,
  )
  return {
    rows: await shownReports(from, rows.slice(0, input.limit)),
    nextCursor: rows.length > input.limit ? String(offset + input.limit) : null,
    total: counted?.count ?? 0,
  }
})

async function findReport(from: From, id: string): Promise<ShownReport> {
  const [row] = await from.run<ShownReport>(`${reportSql} where p.company_id = $1 and p.id = $2`, [
    from.companyId,
    id,
  ])
  if (!row) throw new Refusal('collections.agency_payment_not_found', { id })
  return row
}

async function shownReport(from: From, id: string): Promise<AgencyPayment> {
  const [shown] = await shownReports(from, [await findReport(from, id)])
  if (!shown) throw new Error('One row is shown as one')
  return shown
}

/** The receipt that came with a report. @throws collections.agency_payment_not_found, file.not_found */
export const agencyPaymentFile = query('collections.read', async (from, { id }: { id: string }) => {
  const report = await findReport(from, id)
  const visible = await customersWithin(from, 'collections.read')
  if (!report.file_id || (visible && !visible.includes(report.customer_id)))
    throw new Refusal('collections.agency_payment_not_found', { id })
  const { name, mime, bytes } = await openFile(from, report.file_id)
  return new File([new Uint8Array(bytes)], name, { type: mime })
})

/** A report that waits, its customer held. @throws collections.agency_payment_decided */
async function holdReport(work: Work, id: string) {
  const { referral_id: referralId } = await findReport(work, id)
  const held = await holdReferral(work, referralId, 'payments.confirm')
  const report = await findReport(work, id)
  if (report.state !== 'open') throw new Refusal('collections.agency_payment_decided', { id })
  return { report, held }
}

/**
 * Says that the money of a report is there: a payment for the referred invoices, the oldest first,
 * at our bank or on the account of what lies with agencies.
 * @throws collections.agency_payment_not_found, collections.agency_payment_decided
 */
export const confirmAgencyPayment = command(
  'payments.confirm',
  async (
    work,
    { id, newPaymentId }: { id: string; newPaymentId: string },
  ): Promise<AgencyPayment> => {
    const { report, held } = await holdReport(work, id)
    const { referral, items } = held
    await bookAgencyPayment(work, {
      id: newPaymentId,
      customerId: referral.customer_id,
      amount: moneyOf(report, referral),
      paidOn: report.paid_on,
      reference: report.reference,
      itemIds: items.map((item) => item.item_id),
      withAgency: report.paid_to === 'agency',
    })
    await work.run(
      `update agency_payment set state = 'confirmed', payment_id = $3, decided_at = $4, decided_by = $5
       where company_id = $1 and id = $2`,
      [work.companyId, id, newPaymentId, work.now, work.actor.name],
    )
    work.audit('collections.agency_payment_confirmed', {
      kind: 'referral',
      id: referral.id,
      before: { state: 'open' },
      after: { state: 'confirmed', paymentId: newPaymentId },
    })
    work.publish(AgencyReported, aboutReferral(referral), {
      ...referralFacts(referral),
      what: 'payment_confirmed',
    })
    return shownReport(work, id)
  },
  { once: ({ newPaymentId }) => newPaymentId, name: 'collections.confirm_agency_payment' },
)

/** Says that the money of a report did not come. @throws as confirmAgencyPayment does */
export const refuseAgencyPayment = command(
  'payments.confirm',
  async (work, { id, reason }: { id: string; reason: string }): Promise<AgencyPayment> => {
    const { held } = await holdReport(work, id)
    await work.run(
      `update agency_payment set state = 'refused', reason = $3, decided_at = $4, decided_by = $5
       where company_id = $1 and id = $2`,
      [work.companyId, id, reason, work.now, work.actor.name],
    )
    work.audit('collections.agency_payment_refused', {
      kind: 'referral',
      id: held.referral.id,
      before: { state: 'open' },
      after: { state: 'refused', reason },
    })
    return shownReport(work, id)
  },
  { name: 'collections.refuse_agency_payment' },
)
