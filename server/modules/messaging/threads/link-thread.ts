import { ThreadLinked } from '#core/messaging/events.ts'
import type { Permission } from '#core/permission.ts'
import { Refusal } from '#core/refusal.ts'
import { claimIdentities, lockCustomer } from '#modules/contacts/index.ts'
import type { Work } from '#platform/command.ts'
import { lockThread } from '../chat/send-chat.ts'

/** Under which kind a name of a thread is kept on the customer's card. */
const claimed = ['wa_bsuid', 'psid', 'igsid', 'phone', 'email'] as const

/**
 * Says whose thread this is, or that nobody knows: its words go with it, and the names under which
 * the person is known become claims on the customer's card.
 * @throws messaging.thread_not_found, contacts.customer_not_found
 */
export async function linkThread(
  work: Work,
  input: { threadId: string; customerId: string | null; within: Permission },
): Promise<void> {
  // The customer first: that is the order of every transaction.
  const customer = input.customerId
    ? await lockCustomer(work, input.customerId, input.within)
    : undefined
  const thread = await lockThread(work, input.threadId)
  if (customer?.archived) throw new Refusal('contacts.customer_not_found', { id: customer.id })
  const before = thread.customer_id
  if (before === (customer?.id ?? null)) return
  await work.run(
    `update thread set customer_id = $3, linked_by = case when $3::uuid is null then null else 'person' end,
       linked_evidence = null where company_id = $1 and id = $2`,
    [work.companyId, thread.id, customer?.id ?? null],
  )
  await work.run(
    `update message set customer_id = $3 where company_id = $1 and thread_id = $2
       and customer_id is not distinct from $4`,
    [work.companyId, thread.id, customer?.id ?? null, before],
  )
  if (customer) {
    const names = await work.run<{ kind: string; value: string }>(
      'select kind, value from thread_identity where company_id = $1 and thread_id = $2',
      [work.companyId, thread.id],
    )
    await claimIdentities(
      work,
      customer.id,
      names.flatMap(({ kind, value }) =>
        claimed.flatMap((each) => (each === kind ? [{ kind: each, value }] : [])),
      ),
      `${thread.channel} ${thread.id}`,
    )
  }
  const about = { kind: 'thread', id: thread.id, customerId: customer?.id }
  const facts = { threadId: thread.id, before, customerId: customer?.id ?? null }
  work.audit('messaging.thread_linked', {
    kind: 'thread',
    id: thread.id,
    before: { customer: before },
    after: { customer: customer?.id ?? null },
  })
  work.publish(ThreadLinked, about, facts)
}
