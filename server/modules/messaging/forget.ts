import { CustomerErased } from '#core/contacts/events.ts'
import { partiesOf } from '#modules/contacts/index.ts'
import type { Work } from '#platform/command.ts'
import { type Listener, on } from '#platform/events.ts'
import { dropFiles } from '#platform/stored-files.ts'

/** Every word that came from these customers. */
const theirs = `select m.id from message m where m.company_id = $1 and m.direction = 'in'
  and (m.customer_id = any($2) or m.thread_id in (
    select t.id from thread t where t.company_id = $1 and t.customer_id = any($2)))`

const theirThreads = 'select t.id from thread t where t.company_id = $1 and t.customer_id = any($2)'

const statements = [
  `update message_mail set html = null, to_addresses = '[]', cc_addresses = '[]'
   where company_id = $1 and message_id in (${theirs})`,
  `delete from message_reaction where company_id = $1 and side = 'them' and message_id in (
     select m.id from message m where m.company_id = $1 and m.thread_id in (${theirThreads}))`,
  `update request set reply = null where company_id = $1
     and id in (select m.id from message m where m.company_id = $1 and m.thread_id in (${theirThreads}))`,
  `update message set body = '—', subject = case when subject = '' then '' else '—' end,
     to_name = null, actor_name = '—',
     content = case when content is null then null else '{"kind":"text","text":"—"}'::jsonb end
   where company_id = $1 and id in (${theirs})`,
  `delete from thread_identity where company_id = $1 and thread_id in (${theirThreads})`,
  // Nothing is sent there any more; who writes again is somebody new.
  `update thread set name = '—', address_kind = 'other', address = '—', linked_evidence = null
   where company_id = $1 and customer_id = any($2)`,
]

/**
 * Of an erased person no word of theirs is kept, no file, no address. What we sent them about a
 * debt stays: it proves that the debt was asked for fairly.
 */
async function forgetPerson(work: Work, { customerId }: { customerId: string }): Promise<void> {
  const of = [work.companyId, await partiesOf(work, customerId)]
  const files = await work.run<{ file_id: string | null }>(
    `with kept as (select id, file_id from message_media where company_id = $1
       and message_id in (${theirs}) for update)
     update message_media d set state = 'refused', file_id = null, name = null, ref = '{}',
       reason = 'erased', vendor_id = null
     from kept where d.company_id = $1 and d.id = kept.id returning kept.file_id`,
    of,
  )
  for (const statement of statements) await work.run(statement, of)
  await dropFiles(
    work,
    files.map(({ file_id: id }) => id),
  )
}

export const forgetReactions: readonly Listener[] = [
  on(CustomerErased, 'messaging.forget_person', forgetPerson),
]
