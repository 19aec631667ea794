import { CreditReviewDue } from '#core/credit/events.ts'
import type { BreachKind } from '#core/credit/policy.ts'
import { lockCustomer } from '#modules/contacts/index.ts'
import type { Work } from '#platform/command.ts'

export type Mark = 'promise_kept' | 'dispute_unfounded' | BreachKind

/** What became of one promise, payment or objection; a later outcome takes the place of an earlier. */
export async function mark(
  work: Work,
  { aboutId, customerId, kind }: Readonly<{ aboutId: string; customerId: string; kind: Mark }>,
): Promise<void> {
  const customer = await lockCustomer(work, customerId)
  if (kind === 'cheque_bounced' && (await bouncedToday(work, customer.parties))) return
  await work.run(
    `insert into credit_mark (company_id, about_id, customer_id, kind, marked_on)
     values ($1, $2, $3, $4, $5)
     on conflict (company_id, about_id) do update set kind = excluded.kind,
       customer_id = excluded.customer_id, marked_on = excluded.marked_on`,
    [work.companyId, aboutId, customer.id, kind, work.today],
  )
  if (kind === 'promise_kept' || kind === 'dispute_unfounded') return
  await askForReview(work, customer.id, customer.parties, kind)
}

/** A cheque and the payment that it had become are told of apart, and are one breach. */
async function bouncedToday(work: Work, parties: readonly string[]): Promise<boolean> {
  const rows = await work.run(
    `select about_id from credit_mark where company_id = $1 and customer_id = any($2)
       and kind = 'cheque_bounced' and marked_on = $3 limit 1`,
    [work.companyId, parties, work.today],
  )
  return rows.length > 0
}

/** It turned out otherwise. */
export const unmark = (work: Work, aboutId: string): Promise<unknown> =>
  work.run('delete from credit_mark where company_id = $1 and about_id = $2', [
    work.companyId,
    aboutId,
  ])

/** The credit of who behaves worse is looked at again today, if they have any. */
async function askForReview(
  work: Work,
  customerId: string,
  parties: readonly string[],
  because: BreachKind,
): Promise<void> {
  const rows = await work.run(
    `update credit_profile set review_on = $3, review_told = $3
     where company_id = $1 and customer_id = any($2) and credit_limit > 0
       and (review_told is distinct from $3::date or review_on > $3::date)
     returning customer_id`,
    [work.companyId, parties, work.today],
  )
  if (rows.length > 0)
    work.publish(
      CreditReviewDue,
      { kind: 'credit', id: customerId, customerId },
      { customerId, because },
    )
}
