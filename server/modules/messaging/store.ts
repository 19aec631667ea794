import { Refusal } from '#core/refusal.ts'
import type { Work } from '#platform/command.ts'
import type { Look } from '#platform/query.ts'
import type { MessageTable, MessagingTables } from './tables.ts'

/** What a read needs: a command's work or a query's look. */
export type From = Pick<
  Work | Look,
  'db' | 'run' | 'companyId' | 'session' | 'today' | 'now' | 'zone' | 'baseCurrency' | 'company'
>

export const tables = ({ db }: Pick<From, 'db'>) => db.withTables<MessagingTables>()

/** @throws messaging.message_not_found */
export async function lockMessage(work: Work, id: string): Promise<MessageTable> {
  const [row] = await work.run<MessageTable>(
    'select * from message where company_id = $1 and id = $2 for update',
    [work.companyId, id],
  )
  if (!row) throw new Refusal('messaging.message_not_found', { id })
  return row
}

/** Puts a message back in line, for now or for later. */
export async function queueAgain(work: Work, id: string, at: Date): Promise<void> {
  await work.run(
    `update message set state = 'queued', not_before = $3 where company_id = $1 and id = $2`,
    [work.companyId, id, at],
  )
  work.enqueue(
    'messaging.send',
    { messageIds: [id] },
    { key: `message:${id}`, ...(at > work.now && { runAt: at }) },
  )
}
