import type { FoundMessage, SearchMessages } from '#core/inbox/search.ts'
import { snippetOf } from '#core/inbox/snippet.ts'
import { partiesOf } from '#modules/contacts/index.ts'
import { findWords, shownName, soughtWords, threadsOf } from '#modules/messaging/index.ts'
import { query } from '#platform/query.ts'
import { cursorAt, readTimeCursor } from './cursor.ts'
import { customersShown } from './rows.ts'
import { type From, reachOf, withinSql, withinValues } from './scope.ts'

/** The threads in which the reader may search; undefined for all of them. */
async function threadsWithin(
  from: From,
  customerId: string | undefined,
): Promise<string[] | undefined> {
  const reach = await reachOf(from)
  const ofCustomer =
    customerId &&
    (await threadsOf(from, await partiesOf(from, customerId, 'contacts.read'))).map(({ id }) => id)
  if (reach.scope === 'all') return ofCustomer || undefined
  const rows = await from.run<{ id: string }>(
    `select distinct c.thread_id as id from conversation c where c.company_id = $1 and ${withinSql(2)}
       and ($6::uuid[] is null or c.thread_id = any($6))`,
    [from.companyId, ...withinValues(reach), ofCustomer || null],
  )
  return rows.map(({ id }) => id)
}

/** Messages with these words in any spelling, newest first, with what stands around them. */
export const searchMessages = query('inbox.read', async (from, input: SearchMessages) => {
  const { rows, next } = await findWords(from, {
    text: input.text,
    threadIds: await threadsWithin(from, input.customerId),
    channels: input.channel,
    direction: input.direction,
    before: input.cursor ? readTimeCursor(input.cursor) : undefined,
    limit: input.limit,
  })
  const customers = await customersShown(
    from,
    rows.flatMap(({ customerId }) => customerId ?? []),
  )
  const conversations = await from.run<{ id: string; thread_id: string; writer: string }>(
    `select distinct on (thread_id) id, thread_id, writer from conversation
     where company_id = $1 and thread_id = any($2) order by thread_id, opened_at desc`,
    [from.companyId, rows.map(({ threadId }) => threadId)],
  )
  const words = soughtWords(input.text)
  return {
    rows: rows.map((row): FoundMessage => {
      const body = row.body === '' ? row.subject : row.body
      const conversation = conversations.find((each) => each.thread_id === row.threadId)
      return {
        messageId: row.id,
        threadId: row.threadId,
        conversationId: conversation?.id ?? null,
        channel: row.channel,
        direction: row.direction,
        at: row.at.toISOString(),
        // Told under an address at first, the writer is called by the name that the channel gave since.
        by: row.direction === 'in' && conversation ? shownName(from, conversation.writer) : row.by,
        customer: customers.get(row.customerId ?? '') ?? null,
        subject: row.subject === '' ? null : row.subject,
        ...snippetOf(body, words),
      }
    }),
    nextCursor: next ? cursorAt(next.at, next.id) : null,
  }
})
