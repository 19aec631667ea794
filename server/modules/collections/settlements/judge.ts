import { z } from 'zod'
import { judgeSettlement } from '#core/collections/settlement.ts'
import type { Money } from '#core/money.ts'
import { type LockedCustomer, lockCustomer } from '#modules/contacts/index.ts'
import { reaction, type Work } from '#platform/command.ts'
import { job } from '#platform/jobs.ts'
import type { From } from '../store.ts'
import { forgetPosting, postConcession, takeBackPosting } from './post.ts'
import { type ConcessionTable, comeFor, moneyOf, type Standing, withItems } from './store.ts'
import { endConcession, tellState } from './tell.ts'

/** What a payment, or one taken back, may still change: what was kept may turn out not to be. */
const judgeable = ['accepted', 'kept', 'failed']

async function judgedNow(from: From, standing: Standing, acceptedAt: Date, lastDay: string) {
  const { row, items } = standing
  const { money, asked } = await comeFor(from, standing)
  const pay = Math.min(row.pay, asked)
  const judged = judgeSettlement(
    {
      ...{ pay: moneyOf(row, pay), lastDay, acceptedAt: acceptedAt.getTime() },
      items: items.map((item) => ({ itemId: item.item_id, amount: moneyOf(row, item.balance) })),
    },
    money,
    from.today,
  )
  return { ...judged, left: moneyOf(row, pay - judged.came.minor) }
}

/** What is left to pay of an accepted settlement for the rest to be let go; null: nothing, or none is. */
export async function toPayOf(from: From, standing: Standing): Promise<Money | null> {
  const { state, accepted_at: acceptedAt, last_day: lastDay } = standing.row
  if (state !== 'accepted' || acceptedAt === null || lastDay === null) return null
  const { left } = await judgedNow(from, standing, acceptedAt, lastDay)
  return left.minor > 0 ? left : null
}

async function judgeOne(work: Work, standing: Standing, customer: LockedCustomer): Promise<void> {
  const { row } = standing
  if (row.accepted_at === null || row.last_day === null) return
  const judged = await judgedNow(work, standing, row.accepted_at, row.last_day)
  if (judged.came.minor !== row.came)
    await work.run('update concession set came = $3 where company_id = $1 and id = $2', [
      work.companyId,
      row.id,
      judged.came.minor,
    ])
  if (judged.state === row.state) return
  // What ended in credit notes stays so: nobody takes a tax document back by itself.
  if (row.state === 'kept' && row.credit_numbers.length > 0) return
  // What failed is over: late money is late, unless it only was told late.
  if (row.state === 'kept') {
    await takeBackPosting(work, standing)
    await forgetPosting(work, row.id)
  }
  if (judged.state === 'kept') {
    await postConcession(work, standing, customer)
    await tellState(work, { standing, customer })
  } else if (judged.state === 'accepted') {
    await work.run(
      `update concession set state = 'accepted', ended_at = null, ended_by = null, ended_because = null
       where company_id = $1 and id = $2`,
      [work.companyId, row.id],
    )
    await tellState(work, { standing, customer })
  } else await endConcession(work, { standing, customer }, { state: judged.state, because: null })
}

async function judge(work: Work, ids: readonly string[], customerId: string): Promise<void> {
  const customer = await lockCustomer(work, customerId)
  const rows = await work.run<ConcessionTable>(
    `select * from concession where company_id = $1 and id = any($2::uuid[]) and state = any($3)
     order by id`,
    [work.companyId, ids, judgeable],
  )
  for (const standing of await withItems(work, rows)) await judgeOne(work, standing, customer)
}

/** Money was put against an invoice or taken back from it: settlements over it are judged anew. */
export async function judgeSettlementsOf(
  work: Work,
  { itemId, customerId }: Readonly<{ itemId: string; customerId: string }>,
): Promise<void> {
  const found = await work.run<{ id: string }>(
    `select c.id from concession_item i
     join concession c on c.company_id = i.company_id and c.id = i.concession_id
     where i.company_id = $1 and i.item_id = $2 and c.kind = 'settlement' and c.state = any($3)`,
    [work.companyId, itemId, judgeable],
  )
  if (found.length === 0) return
  await judge(
    work,
    found.map(({ id }) => id),
    customerId,
  )
}

type Due = { customer_id: string; ids: string[] }

const due = reaction('collections.due_settlements', (work) =>
  work.run<Due>(
    `select customer_id, array_agg(id) as ids from concession
     where company_id = $1 and ((state = 'accepted' and last_day < $2)
       or (state = 'offered' and pay_by < $2))
     group by customer_id order by customer_id`,
    [work.companyId, work.today],
  ),
)

const judgeCustomer = reaction(
  'collections.judge_settlements',
  async (work, { customer_id: customerId, ids }: Due) => {
    await judge(work, ids, customerId)
    const customer = await lockCustomer(work, customerId)
    const over = await work.run<ConcessionTable>(
      `select * from concession where company_id = $1 and id = any($2::uuid[])
         and state = 'offered' and pay_by < $3 order by id`,
      [work.companyId, ids, work.today],
    )
    for (const standing of await withItems(work, over))
      await endConcession(work, { standing, customer }, { state: 'expired', because: null })
  },
)

/** Says of every settlement whose last day is over what became of it. */
export const settlementsJob = job('collections.settlements', z.looseObject({}), async (session) => {
  for (const each of await due(session, undefined)) await judgeCustomer(session, each)
})

/** Of an erased customer no words are kept. */
export async function forgetReasons(work: Work, parties: readonly string[]): Promise<void> {
  await work.run(
    `update concession set reason = '—', ended_because = case when ended_because is null then null
       else '—' end, accepted_by = case when accepted_by is null then null else '—' end,
       ended_by = case when state = 'declined' then '—' else ended_by end
     where company_id = $1 and customer_id = any($2)`,
    [work.companyId, parties],
  )
}
