import type { Currency, Money } from '#core/money.ts'
import type { AttemptRow, AttemptState, Scheme } from '#core/payments/api.ts'
import { customersWithin, partiesOf } from '#modules/contacts/index.ts'
import { query } from '#platform/query.ts'
import type { From } from '../store.ts'

/** Money that may be on its way this minute: a reminder would cross it. */
export type PendingAttempt = Readonly<{
  customerId: string
  itemIds: readonly string[]
  amount: Money
  since: Date
}>

/** The attempts of these parties that can still be paid at the gateway's page. */
export async function pendingAttempts(
  from: Pick<From, 'run' | 'companyId' | 'now'>,
  parties: readonly string[],
): Promise<PendingAttempt[]> {
  const rows = await from.run<{
    customer_id: string
    item_ids: string[]
    amount: number
    currency: Currency
    opened_at: Date
  }>(
    `select customer_id, item_ids, amount, currency, opened_at from pay_attempt
     where company_id = $1 and customer_id = any($2) and state = any('{opening,open}')
       and expires_at > $3 order by opened_at, id`,
    [from.companyId, parties, from.now],
  )
  return rows.map((row) => ({
    customerId: row.customer_id,
    itemIds: row.item_ids,
    amount: { minor: row.amount, currency: row.currency },
    since: row.opened_at,
  }))
}

type Row = {
  id: string
  customer_id: string
  customer_name: string
  amount: number
  currency: Currency
  method: Scheme
  state: AttemptState
  opened_at: Date
  ended_at: Date | null
  payment_id: string | null
  problem: string | null
}

type Asked = {
  cursor?: string | undefined
  limit: number
  customerId?: string | undefined
  open?: boolean | undefined
}

/** Who tried to pay, and what became of it, the newest first. */
export const listAttempts = query('payments.read', async (look, input: Asked) => {
  const own = (await customersWithin(look, 'payments.read')) ?? null
  const parties = input.customerId ? await partiesOf(look, input.customerId, 'payments.read') : null
  const where = `a.company_id = $1 and ($2::uuid[] is null or a.customer_id = any($2))
    and ($3::uuid[] is null or a.customer_id = any($3))
    and ($4::boolean is null or (a.state = any('{opening,open}')) = $4)`
  const values = [look.companyId, own, parties, input.open ?? null]
  const rows = await look.run<Row>(
    `select a.id, a.customer_id, a.customer_name, a.amount, a.currency, a.method, a.state,
       a.opened_at, a.ended_at, a.payment_id, a.problem
     from pay_attempt_view a
     where ${where} and ($5::uuid is null or (a.opened_at, a.id) < (
       select x.opened_at, x.id from pay_attempt x where x.company_id = $1 and x.id = $5))
     order by a.opened_at desc, a.id desc limit $6`,
    [...values, /^[0-9a-f-]{36}$/.test(input.cursor ?? '') ? input.cursor : null, input.limit],
  )
  const [count] = await look.run<{ total: number }>(
    `select count(*) as total from pay_attempt a where ${where}`,
    values,
  )
  return {
    rows: rows.map(
      (row): AttemptRow => ({
        id: row.id,
        customerId: row.customer_id,
        customerName: row.customer_name,
        amount: { minor: row.amount, currency: row.currency },
        method: row.method,
        state: row.state,
        openedAt: row.opened_at.toISOString(),
        endedAt: row.ended_at?.toISOString() ?? null,
        paymentId: row.payment_id,
        problem: row.problem,
      }),
    ),
    nextCursor: rows.length === input.limit ? (rows.at(-1)?.id ?? null) : null,
    total: count?.total ?? 0,
  }
})
