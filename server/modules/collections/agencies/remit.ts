import type { Remit, Remitted } from '#core/collections/agency-money-api.ts'
import { vatOnCommission } from '#core/collections/agency-terms.ts'
import type { Currency } from '#core/money.ts'
import { Refusal } from '#core/refusal.ts'
import { customersWithin } from '#modules/contacts/index.ts'
import { postEntry } from '#modules/ledger/index.ts'
import { command, type Work } from '#platform/command.ts'
import { grouped } from '../store.ts'
import { holdAgency } from './agencies.ts'
import { earnedOn } from './received.ts'
import { findReferral, reportSql, type ShownReport } from './store.ts'
import type { AgencyTable } from './tables.ts'
import { takeTheirs } from './theirs.ts'

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

type Kept = Readonly<{ commission: number; vat: number }>

const none: Kept = { commission: 0, vat: 0 }

/**
 * What the agency keeps of each of these payments, by the terms of each referral. The VAT is rounded
 * once on the sum, and each payment bears its part of it.
 * @throws collections.remit_kept_above where it would keep more than came
 */
async function keptOf(
  work: Work,
  agency: AgencyTable,
  reports: readonly ShownReport[],
  currency: ShownReport['currency'],
): Promise<ReadonlyMap<string, Kept>> {
  const ids = [...new Set(reports.map((row) => row.referral_id))]
  const referrals = []
  for (const id of ids) referrals.push(await findReferral(work, id))
  const earned = grouped(await earnedOn(work, referrals), ({ paymentId }) => paymentId)
  const vatOn = (minor: number) => vatOnCommission(agency.terms, { minor, currency }).minor
  const kept = new Map<string, Kept>()
  let before = 0
  for (const { id, payment_id: paymentId, amount } of reports) {
    const own = earned.get(paymentId ?? '') ?? []
    const commission = own.reduce((sum, each) => sum + each.commission.minor, 0)
    const vat = vatOn(before + commission) - vatOn(before)
    if (commission + vat > amount) throw new Refusal('collections.remit_kept_above')
    before += commission
    kept.set(id, { commission, vat })
  }
  return kept
}

type Done = Readonly<Record<'gross' | 'commission' | 'vat' | 'returned' | 'net', number>>

/** The entry of a hand-over; null where all of it was taken back for earlier ones. */
async function bookRemittance(
  work: Work,
  { id, receivedOn, reference }: Remit,
  { agency, currency, done }: Readonly<{ agency: AgencyTable; currency: Currency; done: Done }>,
): Promise<string | null> {
  const lines = [
    { account: 'bank' as const, amount: done.net },
    { account: 'agency_fees' as const, amount: done.commission },
    { account: 'vat_input' as const, amount: done.vat },
    { account: 'agency_clearing' as const, amount: done.returned - done.gross },
  ].filter(({ amount }) => amount !== 0)
  if (lines.length === 0) return null
  const { entryId } = await postEntry(work, {
    kind: 'agency_remittance',
    document: { kind: 'agency_remittance', id, number: reference || agency.name },
    postedOn: receivedOn,
    currency,
    lines,
  })
  return entryId
}

/**
 * Books what an agency handed over of the money that customers paid to it: the bank gets it less what
 * is the agency's of earlier hand-overs and transfers, and what it kept is an expense with its VAT. The
 * account of what lies with agencies is settled.
 * @throws collections.agency_not_found, collections.remit_nothing, collections.remit_kept_above,
 *   collections.remit_several_currencies, payments.paid_in_the_future
 */
export const remit = command(
  'collections.agencies',
  async (work, input: Remit): Promise<Remitted> => {
    const agency = await holdAgency(work, input.agencyId)
    if (input.receivedOn > work.today)
      throw new Refusal('payments.paid_in_the_future', {
        paidOn: input.receivedOn,
        today: work.today,
      })
    const reports = await holdReports(work, input)
    const currency = reports[0]?.currency ?? work.baseCurrency
    if (reports.some((row) => row.currency !== currency))
      throw new Refusal('collections.remit_several_currencies')
    const kept = input.deducted
      ? await keptOf(work, agency, reports, currency)
      : new Map<string, Kept>()
    // One that was taken back while its commission was read has none: it is not handed over at all.
    await holdReports(work, input)
    const shares = reports.map((row) => ({ id: row.id, ...(kept.get(row.id) ?? none) }))
    const sumOf = (amounts: readonly number[]) => amounts.reduce((sum, minor) => sum + minor, 0)
    const gross = sumOf(reports.map(({ amount }) => amount))
    const commission = sumOf(shares.map((share) => share.commission))
    const vat = sumOf(shares.map((share) => share.vat))
    const most = { minor: gross - commission - vat, currency }
    const returned = await takeTheirs(work, agency.id, most)
    const done: Done = { gross, commission, vat, returned, net: most.minor - returned }
    const entryId = await bookRemittance(work, input, { agency, currency, done })
    await work.run(
      `insert into agency_remittance (company_id, id, agency_id, currency, received_on, gross,
         commission, vat, returned, reference, entry_id, at, by_name)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        ...[work.companyId, input.id, agency.id, currency, input.receivedOn, gross, commission],
        ...[vat, returned, input.reference, entryId, work.now, work.actor.name],
      ],
    )
    await work.run(
      `update agency_payment p set remittance_id = $3, commission = k.commission, vat = k.vat
       from jsonb_to_recordset($2::jsonb) as k(id uuid, commission bigint, vat bigint)
       where p.company_id = $1 and p.id = k.id`,
      [work.companyId, JSON.stringify(shares), input.id],
    )
    const money = (minor: number) => ({ minor, currency })
    const after = {
      id: input.id,
      gross: money(gross),
      commission: money(commission),
      vat: money(vat),
      returned: money(returned),
      net: money(done.net),
    }
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
