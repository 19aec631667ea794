import type { Remit, Remitted } from '#core/collections/agency-api.ts'
import { vatOnCommission } from '#core/collections/agency-terms.ts'
import { total } from '#core/money.ts'
import { Refusal } from '#core/refusal.ts'
import { customersWithin } from '#modules/contacts/index.ts'
import { postEntry } from '#modules/ledger/index.ts'
import { command, type Work } from '#platform/command.ts'
import { getAgency } from './agencies.ts'
import { earnedOn } from './received.ts'
import { findReferral, reportSql, type ShownReport } from './store.ts'
import type { AgencyTable } from './tables.ts'

/** The confirmed payments that lie with the agency, held in the order of their ids. */
async function holdReports(work: Work, { agencyId, reportIds }: Remit): Promise<ShownReport[]> {
  await work.run(
    `select id from agency_payment where company_id = $1 and id = any($2::uuid[])
     order by id for update`,
    [work.companyId, reportIds],
  )
  const rows = await work.run<ShownReport>(
    `${reportSql} where p.company_id = $1 and p.id = any($2::uuid[]) and r.agency_id = $3
       and p.state = 'confirmed' and p.paid_to = 'agency' and p.remittance_id is null
       and v.reversed_on is null and ($4::uuid[] is null or r.customer_id = any($4))
     order by p.id`,
    [
      ...[work.companyId, reportIds, agencyId],
      (await customersWithin(work, 'collections.agencies')) ?? null,
    ],
  )
  if (rows.length !== new Set(reportIds).size) throw new Refusal('collections.remit_nothing')
  return rows
}

/** What the agency keeps of these payments, by the terms of each referral. */
async function keptOf(
  work: Work,
  agency: AgencyTable,
  reports: readonly ShownReport[],
  currency: ShownReport['currency'],
) {
  const ids = [...new Set(reports.map((row) => row.referral_id))]
  const referrals = []
  for (const id of ids) referrals.push(await findReferral(work, id))
  const paid = new Set(reports.map((row) => row.payment_id))
  const earned = (await earnedOn(work, referrals)).filter(({ paymentId }) => paid.has(paymentId))
  const commission = total(
    earned.map((each) => each.commission),
    currency,
  )
  return { commission, vat: vatOnCommission(agency.terms, commission) }
}

/**
 * Books what an agency handed over of the money that customers paid to it: the bank gets it, and what
 * the agency kept is an expense with its VAT. The account of what lies with agencies is settled.
 * @throws collections.agency_not_found, collections.remit_nothing,
 *   collections.remit_several_currencies, payments.paid_in_the_future
 */
export const remit = command(
  'collections.agencies',
  async (work, input: Remit): Promise<Remitted> => {
    const agency = await getAgency(work, input.agencyId)
    if (input.receivedOn > work.today)
      throw new Refusal('payments.paid_in_the_future', {
        paidOn: input.receivedOn,
        today: work.today,
      })
    const reports = await holdReports(work, input)
    const currency = reports[0]?.currency ?? work.baseCurrency
    if (reports.some((row) => row.currency !== currency))
      throw new Refusal('collections.remit_several_currencies')
    const gross = total(
      reports.map((row) => ({ minor: row.amount, currency })),
      currency,
    )
    const nothing = { minor: 0, currency }
    const { commission, vat } = input.deducted
      ? await keptOf(work, agency, reports, currency)
      : { commission: nothing, vat: nothing }
    const net = { minor: gross.minor - commission.minor - vat.minor, currency }
    const { entryId } = await postEntry(work, {
      kind: 'agency_remittance',
      document: { kind: 'agency_remittance', id: input.id, number: input.reference || agency.name },
      postedOn: input.receivedOn,
      currency,
      lines: [
        { account: 'bank' as const, amount: net.minor },
        { account: 'agency_fees' as const, amount: commission.minor },
        { account: 'vat_input' as const, amount: vat.minor },
        { account: 'agency_clearing' as const, amount: -gross.minor },
      ].filter(({ amount }) => amount !== 0),
    })
    await work.run(
      `insert into agency_remittance (company_id, id, agency_id, currency, received_on, gross,
         commission, vat, reference, entry_id, at, by_name)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        ...[work.companyId, input.id, agency.id, currency, input.receivedOn, gross.minor],
        ...[commission.minor, vat.minor, input.reference, entryId, work.now, work.actor.name],
      ],
    )
    await work.run(
      `update agency_payment set remittance_id = $3
       where company_id = $1 and id = any($2::uuid[])`,
      [work.companyId, reports.map(({ id }) => id), input.id],
    )
    const after = { id: input.id, gross, commission, vat, net }
    work.audit('collections.agency_remitted', {
      kind: 'agency',
      id: agency.id,
      before: null,
      after: { ...after, reference: input.reference },
    })
    work.whisper('collections.agency_remitted', { kind: 'agency', id: agency.id })
    return after
  },
  { once: ({ id }) => id, name: 'collections.remit' },
)
