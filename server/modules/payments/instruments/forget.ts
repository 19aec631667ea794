import type { Work } from '#platform/command.ts'
import { dropFiles } from '#platform/stored-files.ts'

/** Takes the names and words of an erased person off their instruments; the papers' figures stay. */
export async function forgetInstruments(work: Work, parties: readonly string[]): Promise<void> {
  const files = await work.run<{ file_id: string }>(
    `select file_id from instrument
     where company_id = $1 and customer_id = any($2) and file_id is not null`,
    [work.companyId, parties],
  )
  await work.run(
    `update instrument set party = null, guarantor = null, place = null, note = null, file_id = null
     where company_id = $1 and customer_id = any($2)`,
    [work.companyId, parties],
  )
  await dropFiles(
    work,
    files.map(({ file_id: id }) => id),
  )
  await work.run(
    `update instrument_step s set reason = null from instrument i
     where s.company_id = $1 and i.company_id = $1 and i.id = s.instrument_id
       and i.customer_id = any($2) and s.reason is not null`,
    [work.companyId, parties],
  )
}
