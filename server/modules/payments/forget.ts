import { partiesOf } from '#modules/contacts/index.ts'
import type { Work } from '#platform/command.ts'
import { dropFiles } from '#platform/stored-files.ts'
import { forgetDeposits } from './deposits/forget.ts'
import { forgetInstruments } from './instruments/forget.ts'

/** A receipt that came with a message is the message's; the others go with their notice. */
async function forgetNotices(work: Work, parties: readonly string[]): Promise<void> {
  const files = await work.run<{ file_id: string }>(
    `select file_id from payment_notice where company_id = $1 and customer_id = any($2)
       and file_id is not null and message_id is null`,
    [work.companyId, parties],
  )
  await work.run(
    `update payment_notice set bank = null, reference = null, note = null, file_id = null,
       reason = case when reason is null then null else '—' end,
       opened_by_name = case when opened_by is null then '—' else opened_by_name end
     where company_id = $1 and customer_id = any($2)`,
    [work.companyId, parties],
  )
  await dropFiles(
    work,
    files.map(({ file_id: id }) => id),
  )
}

/**
 * Takes what an erased person said, and what was learned of them, off their notices, papers and
 * links. Receipts and refunds stay as they are: they are documents of the books.
 */
export async function forgetPerson(
  work: Work,
  { customerId }: { customerId: string },
): Promise<void> {
  const parties = await partiesOf(work, customerId)
  await forgetNotices(work, parties)
  await forgetInstruments(work, parties)
  await forgetDeposits(work, parties)
  await work.run('delete from bank_rule where company_id = $1 and customer_id = any($2)', [
    work.companyId,
    parties,
  ])
  await work.run(
    `update pay_link_view v set address = '', agent = '' from pay_link l
     where v.company_id = $1 and l.company_id = $1 and l.id = v.link_id
       and l.customer_id = any($2)`,
    [work.companyId, parties],
  )
}
