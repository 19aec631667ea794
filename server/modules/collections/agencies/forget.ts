import { partiesOf } from '#modules/contacts/index.ts'
import type { Work } from '#platform/command.ts'
import { dropFiles } from '#platform/stored-files.ts'

type Filed = { file_id: string | null }
const theirs = `select id from referral where company_id = $1 and customer_id = any($2)`

/** What an agency wrote of a person, and the papers and packs about them, go with the person. */
export async function forgetReferred(
  work: Work,
  { customerId }: { customerId: string },
): Promise<void> {
  const values = [work.companyId, await partiesOf(work, customerId)]
  const files = await work.run<Filed>(
    `select file_id from referral_update where company_id = $1 and referral_id in (${theirs})
     union select file_id from agency_payment where company_id = $1 and referral_id in (${theirs})`,
    values,
  )
  await work.run(
    `update referral_update set note = '', file_id = null
     where company_id = $1 and referral_id in (${theirs})`,
    values,
  )
  await work.run(
    `update agency_payment set reference = '', file_id = null,
       reason = case when reason is null then null else '—' end
     where company_id = $1 and referral_id in (${theirs})`,
    values,
  )
  await work.run(
    `update referral set reason = '', end_reason = case when end_reason is null then null else '' end
     where company_id = $1 and customer_id = any($2)`,
    values,
  )
  const papers = await work.run<Filed>(
    `with gone as (delete from evidence_paper where company_id = $1 and customer_id = any($2)
       returning id, file_id), said as (
       update request r set reply = null from gone
       where r.company_id = $1 and r.command = 'collections.add_paper' and r.id = gone.id), packs as (
       delete from evidence_pack where company_id = $1 and customer_id = any($2) returning file_id)
     select file_id from gone union select file_id from packs`,
    values,
  )
  await dropFiles(
    work,
    [...files, ...papers].map(({ file_id: id }) => id),
  )
}
