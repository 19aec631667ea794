import { MessagesChanged } from '#core/messaging/events.ts'
import { brieflyById } from '#modules/messaging/index.ts'
import { on } from '#platform/events.ts'
import { beginning } from './answered.ts'
import { tellChanged } from './happen.ts'
import type { ConversationTable } from './tables.ts'

/** What a customer changed or took back stands no longer in the rows that lists and searches show. */
export const hearChanged = on(
  MessagesChanged,
  'inbox.hear_changed',
  async (work, { messageIds }) => {
    for (const { id, text, subject, kind } of await brieflyById(work, messageIds)) {
      const rows = await work.run<Pick<ConversationTable, 'id' | 'thread_id' | 'customer_id'>>(
        `update conversation set last_text = $3, last_kind = $4
         where company_id = $1 and last_message_id = $2 returning id, thread_id, customer_id`,
        [work.companyId, id, beginning(text || subject), kind],
      )
      for (const row of rows) tellChanged(work, row)
    }
  },
)
