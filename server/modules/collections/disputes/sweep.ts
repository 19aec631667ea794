import { z } from 'zod'
import { DisputeOverdue } from '#core/collections/events.ts'
import { reaction, type Work } from '#platform/command.ts'
import { job } from '#platform/jobs.ts'
import { dropFiles } from '#platform/stored-files.ts'
import type { DisputeTable } from '../tables.ts'

const escalate = reaction('collections.escalate_disputes', async (work) => {
  const late = await work.run<Pick<DisputeTable, 'id' | 'customer_id' | 'invoice_id' | 'owner_id'>>(
    `update dispute set escalated_at = $2
     where company_id = $1 and closed_at is null and waiting_since is null and answer_by <= $2
       and (escalated_at is null or escalated_at < answer_by)
     returning id, customer_id, invoice_id, owner_id`,
    [work.companyId, work.now],
  )
  for (const row of late)
    work.publish(
      DisputeOverdue,
      { kind: 'invoice', id: row.invoice_id, customerId: row.customer_id },
      {
        disputeId: row.id,
        customerId: row.customer_id,
        invoiceId: row.invoice_id,
        ownerId: row.owner_id,
      },
    )
})

/** Tells, once each time, of objections whose answer is due and has not come. */
export const disputesJob = job('collections.late_disputes', z.looseObject({}), (session) =>
  escalate(session, undefined),
)

/** Of an erased customer nothing is kept that they or others said of them. */
export async function forgetWords(work: Work, parties: readonly string[]): Promise<void> {
  const files = await work.run<{ file_id: string | null }>(
    `select w.file_id from dispute_word w
     join dispute d on d.company_id = w.company_id and d.id = w.dispute_id
     where w.company_id = $1 and d.customer_id = any($2) and w.file_id is not null`,
    [work.companyId, parties],
  )
  await work.run(
    `update dispute_word w set text = '', file_id = null,
       by_name = case when w.by_id is null then '—' else w.by_name end
     from dispute d where w.company_id = $1 and d.company_id = $1 and d.id = w.dispute_id
       and d.customer_id = any($2)`,
    [work.companyId, parties],
  )
  await dropFiles(
    work,
    files.map(({ file_id: id }) => id),
  )
  await work.run(
    `update dispute set note = '', closing_note = case when closing_note is null then null else '' end,
       opened_by = case when opened_by_id is null then '—' else opened_by end
     where company_id = $1 and customer_id = any($2)`,
    [work.companyId, parties],
  )
}
