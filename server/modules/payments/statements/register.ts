import type { ReachChannel } from '#core/contacts/customer.ts'
import type { Day } from '#core/day.ts'
import { MessageState } from '#core/messaging/message.ts'
import type { RunItemRow, StatementRunRow } from '#core/payments/statement-plan-api.ts'
import { Refusal } from '#core/refusal.ts'
import { customersWithin, findCustomers } from '#modules/contacts/index.ts'
import { statesOf } from '#modules/messaging/index.ts'
import { query } from '#platform/query.ts'
import type { From } from '../store.ts'
import { type RunCounts, runCounts } from './store.ts'

type Row = RunCounts & {
  id: string
  plan_id: string
  plan_name: string
  run_on: Day
  period_from: Day
  period_to: Day
}

const rowOf = (row: Row): StatementRunRow => ({
  ...{ id: row.id, planId: row.plan_id, planName: row.plan_name, on: row.run_on },
  ...{ from: row.period_from, to: row.period_to, total: row.total, sent: row.sent },
  ...{ refused: row.refused, waiting: row.waiting },
})

/** Runs that reach any customer of the reader's, with the counts of these. */
async function runsOf(
  from: From,
  { id, offset, limit }: Readonly<{ id: string | null; offset: number; limit: number }>,
): Promise<StatementRunRow[]> {
  const own = (await customersWithin(from, 'payments.statements')) ?? null
  const rows = await from.run<Row>(
    `select r.id, r.plan_id, p.name as plan_name, r.run_on, r.period_from, r.period_to,
       i.total, i.sent, i.refused, i.waiting
     from statement_run r
     join statement_plan p on p.company_id = r.company_id and p.id = r.plan_id
     cross join ${runCounts}
     where r.company_id = $1 and ($2::uuid is null or r.id = $2)
       and ($3::uuid[] is null or i.total > 0)
     order by r.run_on desc, r.id desc offset $4 limit $5`,
    [from.companyId, id, own, offset, limit],
  )
  return rows.map(rowOf)
}

/** The runs of the reader's customers, the newest first. */
export const listRuns = query(
  'payments.statements',
  async (look, input: { cursor?: string | undefined; limit: number }) => {
    const offset = Number(input.cursor ?? 0) || 0
    const rows = await runsOf(look, { id: null, offset, limit: input.limit + 1 })
    const [count] = await look.run<{ total: number }>(
      `select count(*) as total from statement_run r where r.company_id = $1
         and ($2::uuid[] is null or exists (select 1 from statement_run_item i
           where i.company_id = $1 and i.run_id = r.id and i.customer_id = any($2)))`,
      [look.companyId, (await customersWithin(look, 'payments.statements')) ?? null],
    )
    return {
      rows: rows.slice(0, input.limit),
      nextCursor: rows.length > input.limit ? String(offset + input.limit) : null,
      total: count?.total ?? 0,
    }
  },
)

type ItemRow = {
  customer_id: string
  state: RunItemRow['state']
  reason: string | null
  channel: ReachChannel | null
  message_id: string | null
}

/** One run: to whom a statement went, and why not to the others. */
export const showRun = query('payments.statements', async (look, { id }: { id: string }) => {
  const [run] = await runsOf(look, { id, offset: 0, limit: 1 })
  if (!run) throw new Refusal('payments.statement_run_not_found', { id })
  const own = (await customersWithin(look, 'payments.statements')) ?? null
  const items = await look.run<ItemRow>(
    `select customer_id, state, reason, channel, message_id from statement_run_item
     where company_id = $1 and run_id = $2 and ($3::uuid[] is null or customer_id = any($3))
     order by state = 'refused' desc, customer_id limit 2000`,
    [look.companyId, id, own],
  )
  const cards = await findCustomers(
    look,
    items.map((item) => item.customer_id),
  )
  const states = await statesOf(
    look,
    items.flatMap((item) => item.message_id ?? []),
  )
  return {
    ...run,
    rows: items.map(
      (item): RunItemRow => ({
        customerId: item.customer_id,
        customerName: cards.get(item.customer_id)?.name ?? '',
        state: item.state,
        reason: item.reason,
        channel: item.channel,
        messageId: item.message_id,
        messageState: MessageState.safeParse(states.get(item.message_id ?? '')).data ?? null,
      }),
    ),
  }
})
