import {
  commissionOf,
  type EarningTime,
  earnsOn,
  type Received,
} from '#core/collections/agency-terms.ts'
import type { Money } from '#core/money.ts'
import { type From, grouped } from '../store.ts'
import { itemsOf } from './store.ts'
import type { ReferralTable } from './tables.ts'

/** Money that came for one referral, with what the agency earns of it. */
export type Earned = Readonly<{
  referral: ReferralTable
  paymentId: string
  number: string
  paidOn: string
  to: 'us' | 'agency'
  amount: Money
  commission: Money
  /** Whether its commission stayed with the agency. */
  kept: boolean
}>

type Row = {
  item_id: string
  payment_id: string
  number: string
  paid_on: string
  recorded_at: Date
  amount: number
  paid_to: 'us' | 'agency' | null
  kept: boolean
}

const timeOf = (referral: ReferralTable): EarningTime | null =>
  referral.started_on === null || referral.started_at === null
    ? null
    : {
        startedOn: referral.started_on,
        startedAt: referral.started_at.getTime(),
        ended:
          referral.ended_on === null || referral.ended_at === null
            ? null
            : { on: referral.ended_on, at: referral.ended_at.getTime() },
        direct: referral.terms.direct,
      }

/**
 * What came for these referrals while an agency had them, and what it earns of each payment. What
 * was taken back again, a bounced cheque, is not among it: its commission is gone with it.
 */
export async function earnedOn(from: From, referrals: readonly ReferralTable[]): Promise<Earned[]> {
  const items = await itemsOf(
    from,
    referrals.map(({ id }) => id),
  )
  const rows = await from.run<Row>(
    `select a.item_id, p.id as payment_id, p.number, p.paid_on, p.recorded_at, a.amount, g.paid_to,
       coalesce(m.commission > 0, false) as kept
     from allocation_view a
     join payment_view p on p.company_id = a.company_id and p.credit_id = a.credit_id
     left join agency_payment g on g.company_id = p.company_id and g.payment_id = p.id
     left join agency_remittance m on m.company_id = g.company_id and m.id = g.remittance_id
     where a.company_id = $1 and a.item_id = any($2::uuid[]) and p.reversed_on is null
     order by p.paid_on, p.recorded_at, p.id`,
    [from.companyId, [...new Set([...items.values()].flat().map((item) => item.item_id))]],
  )
  const byItem = grouped(rows, (row) => row.item_id)
  return referrals.flatMap((referral) => {
    const time = timeOf(referral)
    if (!time) return []
    const own = (items.get(referral.id) ?? []).flatMap((item) =>
      (byItem.get(item.item_id) ?? []).map((row) => ({ row, dueOn: item.due_on })),
    )
    return [...grouped(own, ({ row }) => row.payment_id).values()].flatMap((parts) => {
      const [first] = parts
      if (!first) return []
      const { paid_on: paidOn, recorded_at: recordedAt, paid_to: paidTo } = first.row
      const at = { paidOn, recordedAt: recordedAt.getTime(), byAgency: paidTo !== null }
      if (!earnsOn(time, at)) return []
      const received: Received = {
        currency: referral.currency,
        paidOn,
        parts: parts.map(({ row, dueOn }) => ({ minor: row.amount, dueOn })),
      }
      const minor = received.parts.reduce((sum, part) => sum + part.minor, 0)
      return [
        {
          referral,
          paymentId: first.row.payment_id,
          number: first.row.number,
          paidOn,
          to: paidTo ?? 'us',
          amount: { minor, currency: referral.currency },
          commission: commissionOf(referral.terms, received),
          kept: first.row.kept,
        },
      ]
    })
  })
}
