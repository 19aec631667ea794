import type { Commission } from '#core/collections/agency-money-api.ts'
import { vatOnCommission } from '#core/collections/agency-terms.ts'
import { toCsv } from '#core/collections/csv.ts'
import { addDays, addMonths } from '#core/day.ts'
import { toDecimalText, total } from '#core/money.ts'
import { customersWithin, findCustomers } from '#modules/contacts/index.ts'
import { look, query } from '#platform/query.ts'
import { demand, type Session } from '#platform/session.ts'
import { headOf } from '../documents/head.ts'
import { printSheet } from '../documents/sheet-document.ts'
import type { From } from '../store.ts'
import { grouped } from '../store.ts'
import { getAgency, ownAgency } from './agencies.ts'
import { commissionPaper } from './commission-paper.ts'
import { earnedOn } from './received.ts'
import type { AgencyTable, ReferralTable } from './tables.ts'

/**
 * What an agency earned in a month: a line a payment, and the VAT on the sum of each currency; of
 * these customers, or of all.
 */
async function commissionOfMonth(
  from: From,
  agency: AgencyTable,
  month: string,
  customers: readonly string[] | null,
): Promise<Commission> {
  const first = `${month}-01`
  const last = addDays(addMonths(first, 1), -1)
  const referrals = await from.run<ReferralTable>(
    `select * from referral where company_id = $1 and agency_id = $2 and started_on <= $4
       and (ended_on is null or ended_on >= $3)
       and ($5::uuid[] is null or customer_id = any($5)) order by prepared_at, id`,
    [from.companyId, agency.id, first, last, customers],
  )
  const earned = (await earnedOn(from, referrals)).filter(
    ({ paidOn }) => paidOn >= first && paidOn <= last,
  )
  const cards = await findCustomers(
    from,
    referrals.map((row) => row.customer_id),
  )
  const byCurrency = grouped(earned, ({ amount }) => amount.currency)
  const sections = [...byCurrency]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, own]) => {
      const commission = total(
        own.map((each) => each.commission),
        currency,
      )
      const vat = vatOnCommission(agency.terms, commission)
      return {
        currency,
        rows: own
          .toSorted((a, b) => (a.paidOn < b.paidOn ? -1 : 1))
          .map((each) => ({
            paymentId: each.paymentId,
            number: each.number,
            referralId: each.referral.id,
            customerName: cards.get(each.referral.customer_id)?.name ?? null,
            paidOn: each.paidOn,
            to: each.to,
            amount: each.amount,
            commission: each.commission,
            kept: each.kept,
          })),
        received: total(
          own.map((each) => each.amount),
          currency,
        ),
        commission,
        vat,
        total: { minor: commission.minor + vat.minor, currency },
      }
    })
  return { agencyName: agency.name, month, sections }
}

type Asked = { id: string; month: string }

const reached = async (from: From) => (await customersWithin(from, 'collections.agencies')) ?? null

/** The commission of an agency for a month (كشف العمولة). @throws collections.agency_not_found */
export const showCommission = query(
  'collections.agencies',
  async (from, { id, month }: Asked): Promise<Commission> =>
    commissionOfMonth(from, await getAgency(from, id), month, await reached(from)),
)

/** The same for whoever signs in for the agency. @throws collections.no_agency */
export const showOwnCommission = query(
  'collections.agency_desk',
  async (from, { month }: { month: string }): Promise<Commission> =>
    commissionOfMonth(from, await ownAgency(from), month, null),
)

const heads = {
  ar: ['السند', 'العميل', 'التاريخ', 'دُفع إلى', 'المبلغ', 'العمولة', 'العملة'],
  en: ['Receipt', 'Customer', 'Date', 'Paid to', 'Amount', 'Commission', 'Currency'],
}
const places = { ar: { us: 'المنشأة', agency: 'الوكالة' }, en: { us: 'Company', agency: 'Agency' } }

function csvOf({ sections }: Commission, language: 'ar' | 'en'): string {
  const lines = sections.flatMap(({ rows }) =>
    rows.map((row) => [
      row.number,
      row.customerName ?? '',
      row.paidOn,
      places[language][row.to],
      toDecimalText(row.amount),
      toDecimalText(row.commission),
      row.amount.currency,
    ]),
  )
  return toCsv([heads[language], ...lines])
}

type Sheet = Readonly<{ commission: Commission; head: ReturnType<typeof headOf> }>

async function fileOf(session: Session, { commission, head }: Sheet, format: 'csv' | 'pdf') {
  const name = `commission-${commission.month}.${format}`
  if (format === 'csv')
    return new File([csvOf(commission, session.language)], name, {
      type: 'text/csv; charset=utf-8',
    })
  const bytes = await printSheet(session, { ...head, ...commissionPaper(commission) })
  return new File([new Uint8Array(bytes)], name, { type: 'application/pdf' })
}

/** The statement of commission as a file. @throws collections.agency_not_found */
export async function commissionFile(
  session: Session,
  { id, month, format }: Asked & { format: 'csv' | 'pdf' },
): Promise<File> {
  demand(session, 'collections.agencies')
  const sheet = await look(session, async (from) => ({
    commission: await commissionOfMonth(
      from,
      await getAgency(from, id),
      month,
      await reached(from),
    ),
    head: headOf(from),
  }))
  return fileOf(session, sheet, format)
}

/** The same for whoever signs in for the agency. @throws collections.no_agency */
export async function ownCommissionFile(
  session: Session,
  { month, format }: { month: string; format: 'csv' | 'pdf' },
): Promise<File> {
  demand(session, 'collections.agency_desk')
  const sheet = await look(session, async (from) => ({
    commission: await commissionOfMonth(from, await ownAgency(from), month, null),
    head: headOf(from),
  }))
  return fileOf(session, sheet, format)
}
