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

/** Messages of one thread leave one after the other; an account has two lanes for its threads. */
export const laneOf = (accountId: string, threadId: string): string =>
  `send:${accountId}:${Number.parseInt(threadId.slice(-2), 16) % 2}`

const mailLanes = 2

/**
 * Mails that begin a talk keep no order, but they have lanes too: a mail server that is sick holds
 * up those of its own account, and nobody else's. Without an account of its own, its company's.
 */
export const mailLaneOf = (
  {
    company_id: companyId,
    account_id: accountId,
  }: { company_id: string; account_id: string | null },
  place: number,
): string => `mail:${accountId ?? companyId}:${place % mailLanes}`

/** Puts a message back in line, for now or for later. */
export async function queueAgain(work: Work, id: string, at: Date): Promise<void> {
  const [row] = await work.run<Pick<MessageTable, 'company_id' | 'account_id' | 'thread_id'>>(
    `update message set state = 'queued', not_before = $3, aside_at = null where company_id = $1 and id = $2
     returning company_id, account_id, thread_id`,
    [work.companyId, id, at],
  )
  if (!row) return
  const queue =
    row.account_id && row.thread_id
      ? laneOf(row.account_id, row.thread_id)
      : mailLaneOf(row, Number.parseInt(id.slice(-2), 16))
  work.enqueue(
    'messaging.send',
    { messageIds: [id] },
    { key: `message:${id}`, queue, ...(at > work.now && { runAt: at }) },
  )
}
