import { MessagesReceived } from '#core/messaging/events.ts'
import { isWrongNumber, numberAnswers } from '#modules/contacts/index.ts'
import type { Work } from '#platform/command.ts'
import { type Listener, on } from '#platform/events.ts'
import type { ThreadTable } from '../tables.ts'

/** The telephone numbers under which the person of thread `t` is known, for the SQL of a thread. */
export const threadNumbers = `array(select i.value from thread_identity i
  where i.company_id = t.company_id and i.thread_id = t.id and i.kind = 'phone')`

type Asked = Pick<ThreadTable, 'customer_id' | 'last_in_at'> & { numbers: string[] }

const find = async (work: Work, threadId: string): Promise<Asked | undefined> => {
  const [row] = await work.run<Asked>(
    `select t.customer_id, t.last_in_at, ${threadNumbers} as numbers from thread t
     where t.company_id = $1 and t.id = $2 and t.channel in ('whatsapp', 'sms')`,
    [work.companyId, threadId],
  )
  return row
}

/**
 * Whether this thread leads to a number that is somebody else's, as far as a customer goes: what is
 * theirs is no stranger's business.
 * @param about the customer, where it is another than whose the thread is
 */
export async function leadsToStranger(
  work: Work,
  threadId: string,
  about?: string | null,
): Promise<boolean> {
  const thread = await find(work, threadId)
  const customerId = about ?? thread?.customer_id
  if (!thread || !customerId || thread.numbers.length === 0) return false
  return isWrongNumber(work, customerId, thread.numbers, thread.last_in_at)
}

/** A person writes from a number, no machine: then it is theirs, whatever was thought of it. */
export const numberReactions: readonly Listener[] = [
  on(MessagesReceived, 'messaging.number_answers', async (work, { threadId, automatic }) => {
    if (automatic) return
    const thread = await find(work, threadId)
    if (thread?.customer_id) await numberAnswers(work, thread.customer_id, thread.numbers)
  }),
]
