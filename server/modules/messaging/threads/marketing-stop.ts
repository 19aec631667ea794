import { MarketingSwitched, ThreadLinked, ThreadsJoined } from '#core/messaging/events.ts'
import { lockCustomer } from '#modules/contacts/index.ts'
import type { Work } from '#platform/command.ts'
import { type Listener, on } from '#platform/events.ts'
import { takeConsent } from '../consents.ts'
import type { ThreadTable } from '../tables.ts'

/** Whether the customer has said something else about it since, on any thread or to a colleague. */
async function saidSince(work: Work, customerId: string, thread: ThreadTable): Promise<boolean> {
  const rows = await work.run(
    `select 1 from consent where company_id = $1 and customer_id = $2 and channel = $3
       and reach = 'marketing' and at > $4 limit 1`,
    [work.companyId, customerId, thread.channel, thread.marketing_stopped_at],
  )
  return rows.length > 0
}

/**
 * Brings the word of a thread's customer to where the vendor's switch on the thread stands. Until
 * somebody knows whose the thread is, it stands there alone.
 */
async function takeSwitch(work: Work, threadId: string, switched: boolean): Promise<void> {
  const find = () =>
    work.run<ThreadTable>('select * from thread where company_id = $1 and id = $2', [
      work.companyId,
      threadId,
    ])
  const [seen] = await find()
  if (!seen?.customer_id) return
  const { id: customerId } = await lockCustomer(work, seen.customer_id)
  const [thread] = await find()
  if (thread?.customer_id !== seen.customer_id) return
  const { channel, marketing_stopped_at: stopped } = thread
  // Linking tells of a stop alone: that nobody ever turned the switch is no agreement.
  if (!switched && (!stopped || (await saidSince(work, customerId, thread)))) return
  await takeConsent(work, {
    customerId,
    channel,
    optedOut: stopped !== null,
    source: 'vendor',
    reach: 'marketing',
    evidence: `marketing: ${(stopped ?? work.now).toISOString()}`,
  })
}

export const marketingReactions: readonly Listener[] = [
  on(MarketingSwitched, 'messaging.take_switch', (work, { threadId }) =>
    takeSwitch(work, threadId, true),
  ),
  on(ThreadLinked, 'messaging.take_switch_of_linked', (work, { threadId }) =>
    takeSwitch(work, threadId, false),
  ),
  on(ThreadsJoined, 'messaging.take_switch_of_joined', (work, { into }) =>
    takeSwitch(work, into, false),
  ),
]
