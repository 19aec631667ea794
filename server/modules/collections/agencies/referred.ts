import type { From } from '../store.ts'

/**
 * The invoices of these parties, or of everyone, that an agency collects. Those whose customer was
 * told of it count already while the days of notice pass: that notice was our last word.
 */
export async function referredItems(
  from: From,
  parties: readonly string[] | null,
): Promise<ReadonlySet<string>> {
  const rows = await from.run<{ item_id: string }>(
    `select i.item_id from referral r
     join referral_item i on i.company_id = r.company_id and i.referral_id = r.id
     where r.company_id = $1 and r.ended_at is null
       and (r.started_at is not null or (r.notified and r.approved_at is not null))
       and ($2::uuid[] is null or r.customer_id = any($2))`,
    [from.companyId, parties],
  )
  return new Set(rows.map((row) => row.item_id))
}
