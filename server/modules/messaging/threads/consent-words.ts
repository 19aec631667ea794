import { MarketingSwitched } from '#core/messaging/events.ts'
import type { Work } from '#platform/command.ts'
import type { Of, Placed } from './apply-events.ts'

/**
 * The vendor's own switch against marketing, as the thread keeps it. The customer behind it hears of
 * it afterwards: whoever holds a customer comes before whoever holds a thread.
 */
export async function applyConsents(
  work: Work,
  placed: readonly Placed<Of<'consent'>>[],
): Promise<void> {
  for (const { accountId, event } of placed) {
    const threads = await work.run<{ id: string; customer_id: string | null }>(
      `update thread t set marketing_stopped_at = case when $4 then $5::timestamptz end
       where t.company_id = $1 and t.id in (
         select i.thread_id from thread_identity i
         join jsonb_to_recordset($3::jsonb) as n(kind text, value text)
           on i.kind = n.kind and i.value = n.value
         where i.company_id = $1 and i.account_id = $2)
       returning t.id, t.customer_id`,
      [
        ...[work.companyId, accountId, JSON.stringify(event.from), event.optedOut],
        new Date(event.at),
      ],
    )
    for (const { id: threadId, customer_id: customerId } of threads)
      if (customerId) {
        const about = { kind: 'thread', id: threadId, customerId }
        work.publish(MarketingSwitched, about, { threadId, optedOut: event.optedOut })
      }
  }
}
