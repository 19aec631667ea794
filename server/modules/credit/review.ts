import { z } from 'zod'
import { CreditReviewDue } from '#core/credit/events.ts'
import { creditDecision } from '#core/credit/policy.ts'
import { lockCustomer } from '#modules/contacts/index.ts'
import { exposuresOf } from '#modules/ledger/index.ts'
import { reaction, type Work } from '#platform/command.ts'
import { job } from '#platform/jobs.ts'
import { dueBefore, factsOf } from './facts.ts'
import { type ProfileRow, readPolicy } from './store.ts'

type Due = Readonly<{ customerId: string; because: 'day' | 'overdue' }>

/** Whose day of review has come, and who came to owe more or longer than the policy bears. */
async function dueNow(work: Work): Promise<Due[]> {
  const policy = await readPolicy(work)
  const rows = await work.run<ProfileRow>(
    `select * from credit_profile where company_id = $1 and credit_limit > 0
       and (review_told is null or review_told < review_on or review_on > $2)
     order by customer_id`,
    [work.companyId, work.today],
  )
  if (rows.length === 0) return []
  const parties = rows.map((row) => row.customer_id)
  const exposures = await exposuresOf(work, { parties }, dueBefore(work.today, policy))
  return rows.flatMap((row): Due[] => {
    const customerId = row.customer_id
    if (row.review_on !== null && row.review_on <= work.today)
      return [{ customerId, because: 'day' }]
    const own = exposures.filter(({ partyId }) => partyId === customerId)
    const facts = factsOf(work.today, row, own, [], 0)
    const late = creditDecision(policy, facts, 0).reasons.some(
      ({ code }) => code === 'overdue_amount' || code === 'overdue_age',
    )
    return late ? [{ customerId, because: 'overdue' }] : []
  })
}

const due = reaction('credit.due_reviews', (work) => dueNow(work))

/** Says once that a credit is due for review; what came late makes it due today. */
const askForReview = reaction('credit.ask_review', async (work, { customerId, because }: Due) => {
  const customer = await lockCustomer(work, customerId)
  const rows = await work.run(
    `update credit_profile set review_told = $3::date, review_on = least(review_on, $3::date)
     where company_id = $1 and customer_id = $2 and review_told is distinct from $3::date
     returning customer_id`,
    [work.companyId, customerId, work.today],
  )
  if (rows.length === 0) return
  work.publish(
    CreditReviewDue,
    { kind: 'credit', id: customer.id, customerId: customer.id },
    { customerId: customer.id, because },
  )
})

/** Looks every morning for whose credit somebody should look at. */
export const reviewCreditJob = job('credit.review', z.looseObject({}), async (session) => {
  for (const each of await due(session, undefined)) await askForReview(session, each)
})
