import { CustomerErased } from '#core/contacts/events.ts'
import { forgetNews } from '#modules/collaboration/index.ts'
import { partiesOf } from '#modules/contacts/index.ts'
import { on } from '#platform/events.ts'

const theirs = 'select c.id from conversation c where c.company_id = $1 and c.customer_id = any($2)'

const statements = [
  // The stored replies of the requests that wrote notes say the same.
  `update request set reply = null where company_id = $1 and id in (
     select n.id from conversation_note n where n.company_id = $1 and n.conversation_id in (${theirs}))`,
  `update conversation_note set text = '—' where company_id = $1 and conversation_id in (${theirs})`,
  `delete from conversation_draft where company_id = $1 and conversation_id in (${theirs})`,
  `update conversation set writer = '—', last_text = '—', type_words = '[]'
   where company_id = $1 and customer_id = any($2)`,
]

/** Of an erased person nothing stays in the inbox that they or colleagues said; days and figures do. */
export const hearErased = on(
  CustomerErased,
  'inbox.forget_person',
  async (work, { customerId }) => {
    const parties = await partiesOf(work, customerId)
    for (const statement of statements) await work.run(statement, [work.companyId, parties])
    await forgetNews(work, parties)
  },
)
