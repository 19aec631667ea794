import { type ContactOutcome, reachedBy } from '#core/collections/desk/outcome.ts'
import type { ContactRow } from '#core/collections/desk-api.ts'
import type { Currency } from '#core/money.ts'
import { partiesOf } from '#modules/contacts/index.ts'
import { query } from '#platform/query.ts'
import type { From } from '../store.ts'

/** A contact with a customer as the desk's log keeps it. */
export type ContactTable = {
  company_id: string
  id: string
  customer_id: string
  at: Date
  by_id: string | null
  by_name: string
  channel: ContactRow['channel']
  direction: ContactRow['direction']
  outcome: ContactOutcome
  note: string
  spoken_to: string
  phone: string | null
  follow_up_at: Date | null
  promise_id: string | null
  promised: number | null
  currency: Currency | null
  dispute_id: string | null
  pause_id: string | null
  override_reason: string | null
}

type Reading = Pick<From, 'run' | 'companyId'>

/**
 * When a colleague last spoke with these customers, by the id that the log has; a call that nobody
 * took, or a wrong number, was no talk, and no more is a customer's wish to be called.
 */
export async function lastContactOf(
  from: Reading,
  parties: readonly string[],
): Promise<ReadonlyMap<string, Date>> {
  const rows = await from.run<{ customer_id: string; at: Date }>(
    `select customer_id, max(at) as at from contact_attempt
     where company_id = $1 and customer_id = any($2) and outcome = any($3)
       and by_id is not null group by customer_id`,
    [from.companyId, parties, reachedBy],
  )
  return new Map(rows.map((row) => [row.customer_id, row.at]))
}

export const contactOf = (row: ContactTable): ContactRow => ({
  id: row.id,
  customerId: row.customer_id,
  at: row.at.toISOString(),
  by: row.by_name,
  channel: row.channel,
  direction: row.direction,
  outcome: row.outcome,
  note: row.note,
  spokenTo: row.spoken_to,
  followUpAt: row.follow_up_at?.toISOString() ?? null,
  promised:
    row.promised === null || row.currency === null
      ? null
      : { minor: row.promised, currency: row.currency },
  promiseId: row.promise_id,
  disputeId: row.dispute_id,
  overrideReason: row.override_reason,
})

type Asked = { id: string; cursor?: string | undefined; limit: number }

/** Every contact with a customer, the latest first. @throws contacts.customer_not_found */
export const listContacts = query('collections.read', async (from, input: Asked) => {
  const parties = await partiesOf(from, input.id, 'collections.read')
  const offset = Number(input.cursor ?? 0) || 0
  const rows = await from.run<ContactTable>(
    `select * from contact_attempt where company_id = $1 and customer_id = any($2)
     order by at desc, id desc offset $3 limit $4`,
    [from.companyId, parties, offset, input.limit + 1],
  )
  const [counted] = await from.run<{ count: number }>(
    'select count(*) as count from contact_attempt where company_id = $1 and customer_id = any($2)',
    [from.companyId, parties],
  )
  return {
    rows: rows.slice(0, input.limit).map(contactOf),
    nextCursor: rows.length > input.limit ? String(offset + input.limit) : null,
    total: counted?.count ?? 0,
  }
})
