import { type ConfirmationState, confirmationStates } from '#core/collections/confirmation.ts'
import type {
  ConfirmationFilter,
  ConfirmationRecord,
  ConfirmationRow,
  ConfirmationsInput,
  ConfirmationTotal,
} from '#core/collections/confirmation-api.ts'
import type { Currency } from '#core/money.ts'
import { customersWithin, partiesOf } from '#modules/contacts/index.ts'
import { query } from '#platform/query.ts'
import type { From } from '../store.ts'
import { confirmationWithin, recordOf, selectConfirmations, shownConfirmations } from './store.ts'
import type { ConfirmationTable } from './tables.ts'

const matching = `and ($2::uuid[] is null or c.customer_id = any($2))
  and ($3::uuid is null or c.round_id = $3) and ($4::date is null or c.as_of = $4)
  and ($5::text[] is null or c.state = any($5))
  and (not $6::boolean or (c.state = 'differs' and c.settled_at is null))
  and ($7::uuid[] is null or c.customer_id = any($7))`

async function filtersOf(from: From, filter: ConfirmationFilter): Promise<readonly unknown[]> {
  return [
    from.companyId,
    filter.customerId ? await partiesOf(from, filter.customerId, 'collections.read') : null,
    filter.roundId ?? null,
    filter.asOf ?? null,
    filter.state ?? null,
    filter.unsettled ?? false,
    (await customersWithin(from, 'collections.read')) ?? null,
  ]
}

/** How many stand where, and what was asked about in each currency: in the order of the states. */
export async function totalsOf(
  from: From,
  filter: ConfirmationFilter,
): Promise<ConfirmationTotal[]> {
  const filters = await filtersOf(from, filter)
  const counts = await from.run<{ state: ConfirmationState; count: number }>(
    `select c.state, count(*) as count from balance_confirmation c
     where c.company_id = $1 ${matching} group by c.state`,
    filters,
  )
  const sums = await from.run<{ state: ConfirmationState; currency: Currency; minor: number }>(
    `select c.state, b.value ->> 'currency' as currency,
       sum((b.value ->> 'minor')::bigint)::bigint as minor
     from balance_confirmation c cross join lateral jsonb_array_elements(c.balances) b
     where c.company_id = $1 ${matching} group by 1, 2 order by 2`,
    filters,
  )
  return confirmationStates.flatMap((state) => {
    const count = counts.find((each) => each.state === state)?.count
    if (count === undefined) return []
    const own = sums.filter((each) => each.state === state)
    return [{ state, count, sums: own.map(({ minor, currency }) => ({ minor, currency })) }]
  })
}

/** Every confirmation that matches, for a file: the latest first. */
export async function allOf(from: From, filter: ConfirmationFilter): Promise<ConfirmationRow[]> {
  const rows = await from.run<ConfirmationTable>(
    `${selectConfirmations} ${matching} order by c.as_of desc, c.asked_at desc, c.id`,
    await filtersOf(from, filter),
  )
  return shownConfirmations(from, rows)
}

const sorts: Record<ConfirmationsInput['sort'], string> = {
  asked_at: 'c.asked_at',
  answered_at: 'c.answered_at',
  as_of: 'c.as_of',
}

/** Confirmations of the company or a customer, with the totals by state of all that match. */
export const listConfirmations = query(
  'collections.read',
  async (from, input: ConfirmationsInput) => {
    const offset = Number(input.cursor ?? 0) || 0
    const order = input.direction === 'asc' ? 'asc' : 'desc'
    const rows = await from.run<ConfirmationTable>(
      `${selectConfirmations} ${matching}
       order by ${sorts[input.sort]} ${order} nulls last, c.id ${order} offset $8 limit $9`,
      [...(await filtersOf(from, input)), offset, input.limit + 1],
    )
    const totals = await totalsOf(from, input)
    return {
      rows: await shownConfirmations(from, rows.slice(0, input.limit)),
      nextCursor: rows.length > input.limit ? String(offset + input.limit) : null,
      total: totals.reduce((sum, { count }) => sum + count, 0),
      totals,
    }
  },
)

export const showConfirmation = query(
  'collections.read',
  async (from, { id }: { id: string }): Promise<ConfirmationRecord> =>
    recordOf(from, await confirmationWithin(from, id, 'collections.read')),
)
