import type { HomeCode } from '#core/collections/desk/share-out.ts'
import type { DeskRow } from '#core/collections/desk-api.ts'
import type { Currency } from '#core/money.ts'
import type { Work } from '#platform/command.ts'

/** A row of the queue as it stands. */
export type DeskTable = {
  company_id: string
  customer_id: string
  currency: Currency
  late: number
  others: DeskRow['others']
  days_late: number
  invoices: number
  chance: number
  score: number
  weight: number
  parts: DeskRow['parts']
  why: DeskRow['why']
  step: DeskRow['step']
  step_until: DeskRow['stepUntil']
  channel: DeskRow['channel']
  waits: DeskRow['waits']
  due_at: Date | null
  home_id: string | null
  home_because: HomeCode
  collector_id: string | null
  built_at: Date
}

type Marking = Pick<Work, 'run' | 'companyId' | 'enqueue'>

/** Has the rows built at once, after the commit: one job however many ask for it. */
export const buildSoon = ({ enqueue, companyId }: Marking): void =>
  enqueue('collections.desk', {}, { key: `collections.desk:${companyId}`, first: true })

/** What the queue says of these customers is no longer so. */
export async function mark(work: Marking, customerIds: readonly string[]): Promise<void> {
  if (customerIds.length === 0) return
  await work.run(
    `insert into desk_watch (company_id, customer_id)
     select $1, id from unnest($2::uuid[]) as id order by id on conflict do nothing`,
    [work.companyId, [...new Set(customerIds)]],
  )
  buildSoon(work)
}

/** The same for a customer of whom only the queue's own row could change: without one, nothing. */
export async function markQueued(work: Marking, customerId: string): Promise<void> {
  const marked = await work.run(
    `insert into desk_watch (company_id, customer_id)
     select company_id, customer_id from desk_row where company_id = $1 and customer_id = $2
     on conflict do nothing returning customer_id`,
    [work.companyId, customerId],
  )
  if (marked.length > 0) buildSoon(work)
}

/** Has every row there is built anew. */
export async function markAll(work: Marking): Promise<void> {
  await work.run(
    `insert into desk_watch (company_id, customer_id)
     select company_id, customer_id from desk_row where company_id = $1 order by customer_id
     on conflict do nothing`,
    [work.companyId],
  )
  buildSoon(work)
}
