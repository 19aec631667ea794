import type { ReferralDetail, ReferralsInput } from '#core/collections/agency-api.ts'
import type { Currency } from '#core/money.ts'
import { Refusal } from '#core/refusal.ts'
import { customersWithin, partiesOf } from '#modules/contacts/index.ts'
import { query } from '#platform/query.ts'
import { noticeOf } from './notice.ts'
import {
  findReferral,
  reportSql,
  type ShownReport,
  shownItems,
  shownReferrals,
  shownReports,
  updatesOf,
} from './store.ts'
import type { ReferralTable } from './tables.ts'

const matching = `from referral r where r.company_id = $1
  and ($2::uuid[] is null or r.customer_id = any($2)) and ($3::uuid is null or r.agency_id = $3)
  and ($4::text[] is null or r.state = any($4)) and ($5::uuid[] is null or r.customer_id = any($5))`

/** What was referred, of the company or of one customer, with the sums of every row that matches. */
export const listReferrals = query('collections.read', async (from, input: ReferralsInput) => {
  const offset = Number(input.cursor ?? 0) || 0
  const filters = [
    from.companyId,
    input.customerId ? await partiesOf(from, input.customerId, 'collections.read') : null,
    input.agencyId ?? null,
    input.state ?? null,
    (await customersWithin(from, 'collections.read')) ?? null,
  ]
  const rows = await from.run<ReferralTable>(
    `select r.* ${matching} order by r.prepared_at desc, r.id desc offset $6 limit $7`,
    [...filters, offset, input.limit + 1],
  )
  const sums = await from.run<{ currency: Currency; amount: number; left: number; count: number }>(
    `select r.currency, count(*) as count, sum(r.amount)::bigint as amount,
       coalesce(sum((select sum(l.left_over) from referral_item i
         join party_line_view l on l.company_id = i.company_id and l.id = i.item_id
         where i.company_id = r.company_id and i.referral_id = r.id)), 0)::bigint as left
     ${matching} group by r.currency order by r.currency`,
    filters,
  )
  return {
    rows: await shownReferrals(from, rows.slice(0, input.limit)),
    nextCursor: rows.length > input.limit ? String(offset + input.limit) : null,
    total: sums.reduce((all, { count }) => all + count, 0),
    sums: sums.map(({ currency, amount, left }) => ({
      amount: { minor: amount, currency },
      left: { minor: left, currency },
    })),
  }
})

/** One referral with all that became of it. @throws collections.referral_not_found */
export const showReferral = query(
  'collections.read',
  async (from, { id }: { id: string }): Promise<ReferralDetail> => {
    const referral = await findReferral(from, id)
    const visible = await customersWithin(from, 'collections.read')
    if (visible && !visible.includes(referral.customer_id))
      throw new Refusal('collections.referral_not_found', { id })
    const [row] = await shownReferrals(from, [referral])
    if (!row) throw new Error('One row is shown as one')
    const reports = await from.run<ShownReport>(
      `${reportSql} where p.company_id = $1 and p.referral_id = $2
       order by p.reported_at desc, p.id desc limit 200`,
      [from.companyId, id],
    )
    return {
      ...row,
      notice: await noticeOf(from, referral),
      items: await shownItems(from, referral),
      updates: await updatesOf(from, referral),
      payments: await shownReports(from, reports),
      readiness: referral.readiness,
      terms: referral.terms,
    }
  },
)
