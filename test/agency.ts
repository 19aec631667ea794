import type { SaveAgency } from '#core/collections/agency-api.ts'
import { saveAgency, saveAgencySettings } from '#modules/collections/agencies/agencies.ts'
import { confirmAgencyPayment } from '#modules/collections/agencies/confirm.ts'
import { refer } from '#modules/collections/agencies/refer.ts'
import { remit } from '#modules/collections/agencies/remit.ts'
import { reportPayment } from '#modules/collections/agencies/report.ts'
import { reversePayment } from '#modules/payments/reverse-payment.ts'
import type { Session } from '#platform/session.ts'
import { now, type openChase } from './chase.ts'
import { newId, type TestHouse } from './house.ts'
import { employ } from './matrix/staff.ts'
import { sar } from './money.ts'

/** An agency whose commission is a tenth of whatever comes, and for which nobody signs in. */
export const agencyOf = (change: Partial<SaveAgency> = {}): SaveAgency => ({
  ...{ id: newId(), name: 'شركة المتابعة للتحصيل', registration: '1010123456' },
  ...{ contactName: 'فهد', phone: '', email: '', contract: '', archived: false, memberIds: [] },
  terms: {
    bands: [{ fromDays: 0, basisPoints: 1000 }],
    ...{ minimum: sar(0), direct: true, vatBasisPoints: 1500 },
  },
  ...change,
})

/** An agency with somebody who signs in for it, and may do nothing else. */
export async function openAgency(
  the: TestHouse,
  change: Partial<SaveAgency> = {},
): Promise<{ id: string; session: Session }> {
  const who = await employ(the, the.company, 'agency')
  const { id } = await saveAgency(the.session(), agencyOf({ memberIds: [who.ownerId], ...change }))
  const session: Session = {
    ...the.session(['collections.agency_desk']),
    actor: { kind: 'user', id: who.ownerId, name: 'فهد من الوكالة' },
  }
  return { id, session }
}

/** From here on a debt goes to an agency at once: nobody has to agree, and no notice is waited for. */
export const referAtOnce = (session: Session) =>
  saveAgencySettings(session, { approvalNeeded: false, noticeDays: 0 })

/** Gives an agency what this customer owes, or these invoices of it. */
export const sendToAgency = (
  session: Session,
  of: Readonly<{ id: string; invoices: string[] }>,
  agencyId: string,
  { invoiceIds = of.invoices, notify = false } = {},
) =>
  refer(session, {
    ...{ id: newId(), agencyId, customerId: of.id, invoiceIds },
    ...{ reason: 'أغلق محله', notify },
  })

/** Agencies with a debt in hand, and what the books say of them, on 23 November 2026. */
export function agenciesOf({ the, debtor }: Pick<ReturnType<typeof openChase>, 'the' | 'debtor'>) {
  /** An agency that keeps a fifth and has a debt of a thousand riyals, and whoever signs in for it. */
  async function referred({ minimum = sar(0) } = {}) {
    await referAtOnce(the.session())
    const terms = { ...agencyOf().terms, bands: [{ fromDays: 0, basisPoints: 2000 }], minimum }
    const { id: agencyId, session } = await openAgency(the, { terms })
    the.setNow(now)
    const late = await debtor([{ due: '2026-08-01', riyals: 1000 }])
    const { id } = await sendToAgency(the.session(), late, agencyId)
    the.setNow('2026-11-23T09:00:00Z')
    /** Money that the agency says it has, confirmed: its report and its payment. */
    const came = async (riyals: number) => {
      const [report, paymentId] = [newId(), newId()]
      await reportPayment(session, {
        ...{ id, newPaymentId: report, amount: sar(riyals), paidOn: '2026-11-23' },
        ...{ to: 'agency', reference: '' },
      })
      await confirmAgencyPayment(the.session(), { id: report, newPaymentId: paymentId })
      await the.drain()
      return { report, paymentId }
    }
    const hand = (reportIds: string[], deducted = true) =>
      remit(the.session(), {
        ...{ id: newId(), agencyId, reportIds, receivedOn: '2026-11-23', deducted, reference: '' },
      })
    const reverse = async (paymentId: string) => {
      await reversePayment(the.session(), { id: paymentId, reason: 'bounced' })
      await the.drain()
    }
    return { id, agencyId, session, customerId: late.id, came, hand, reverse }
  }

  const booked = async () =>
    Object.fromEntries(
      (
        await the.sql<{ key: string; sum: number }>(
          `select a.key, coalesce(sum(l.amount), 0)::int as sum from account a
           left join journal_line l on l.company_id = a.company_id and l.account_id = a.id
           where a.company_id = $1 and a.key = any($2) group by a.key`,
          [the.company.companyId, ['agency_clearing', 'agency_fees', 'vat_input', 'bank']],
        )
      ).map(({ key, sum }) => [key, sum]),
    )
  return { referred, booked }
}
