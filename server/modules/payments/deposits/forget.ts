import type { Work } from '#platform/command.ts'

/** Takes the words about an erased person off their requests; numbers and amounts stay. */
export async function forgetDeposits(work: Work, parties: readonly string[]): Promise<void> {
  await work.run(
    `update deposit set subject = '—', note = null
     where company_id = $1 and customer_id = any($2)`,
    [work.companyId, parties],
  )
  await work.run(
    `update deposit_step s set reason = null, reference = null from deposit d
     where s.company_id = $1 and d.company_id = $1 and d.id = s.deposit_id
       and d.customer_id = any($2) and (s.reason is not null or s.reference is not null)`,
    [work.companyId, parties],
  )
}
