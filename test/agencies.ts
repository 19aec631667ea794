import { saveAgency, saveAgencySettings } from '#modules/collections/agencies/agencies.ts'
import { confirmAgencyPayment } from '#modules/collections/agencies/confirm.ts'
import { refer } from '#modules/collections/agencies/refer.ts'
import { remit } from '#modules/collections/agencies/remit.ts'
import { reportPayment } from '#modules/collections/agencies/report.ts'
import { reversePayment } from '#modules/payments/reverse-payment.ts'
import type { Session } from '#platform/session.ts'
import { now, type openChase } from './chase.ts'
import { newId, sar } from './house.ts'
import { employ } from './matrix/staff.ts'

/** Agencies with a debt in hand, and what the books say of them, on 23 November 2026. */
export function agenciesOf({ the, debtor }: Pick<ReturnType<typeof openChase>, 'the' | 'debtor'>) {
  /** An agency that keeps a fifth and has a debt of a thousand riyals, and whoever signs in for it. */
  async function referred({ minimum = sar(0) } = {}) {
    await saveAgencySettings(the.session(), { approvalNeeded: false, noticeDays: 0 })
    const who = await employ(the, the.company, 'agency')
    const { id: agencyId } = await saveAgency(the.session(), {
      ...{ id: newId(), name: 'شركة المتابعة للتحصيل', registration: '1010123456', phone: '' },
      ...{ contactName: 'فهد', email: '', contract: '', archived: false, memberIds: [who.ownerId] },
      terms: {
        ...{ bands: [{ fromDays: 0, basisPoints: 2000 }], minimum, direct: true },
        vatBasisPoints: 1500,
      },
    })
    the.setNow(now)
    const late = await debtor([{ due: '2026-08-01', riyals: 1000 }])
    const { id } = await refer(the.session(), {
      ...{ id: newId(), agencyId, customerId: late.id, invoiceIds: late.invoices },
      ...{ reason: 'أغلق محله', notify: false },
    })
    the.setNow('2026-11-23T09:00:00Z')
    const session: Session = {
      ...the.session(['collections.agency_desk']),
      actor: { kind: 'user', id: who.ownerId, name: 'فهد من الوكالة' },
    }
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
