import { z } from 'zod'
import {
  PromiseBroken,
  PromiseKept,
  PromisePartlyKept,
  PromiseReopened,
} from '#core/collections/events.ts'
import { type Judgement, judgePromise } from '#core/collections/promise.ts'
import { lockCustomer } from '#modules/contacts/index.ts'
import { reaction, type Work } from '#platform/command.ts'
import { job } from '#platform/jobs.ts'
import { judgedOf, withItems } from './promise-store.ts'
import { settlementsOf, watch } from './store.ts'
import type { PromiseTable } from './tables.ts'

/** What can still be judged: a promise that was taken back or agreed anew is nobody's word any more. */
const judgeable = ['open', 'kept', 'partly_kept', 'broken']

const outcomes = {
  open: PromiseReopened,
  kept: PromiseKept,
  partly_kept: PromisePartlyKept,
  broken: PromiseBroken,
} as const

async function write(work: Work, row: PromiseTable, judgement: Judgement): Promise<void> {
  const { state, kept } = judgement
  if (state === row.state && kept.minor === row.kept) return
  await work.run(
    `update promise set state = $3, kept = $4, judged_at = $5
     where company_id = $1 and id = $2`,
    [work.companyId, row.id, state, kept.minor, work.now],
  )
  if (state === row.state) return
  work.audit(`collections.promise_${state === 'open' ? 'reopened' : state}`, {
    kind: 'promise',
    id: row.id,
    before: { state: row.state, kept: { minor: row.kept, currency: row.currency } },
    after: { state, kept },
  })
  work.publish(
    outcomes[state],
    { kind: 'promise', id: row.id, customerId: row.customer_id },
    {
      promiseId: row.id,
      customerId: row.customer_id,
      amount: { minor: row.amount, currency: row.currency },
      dueOn: row.due_on,
      kept,
    },
  )
  await watch(work, [row.customer_id])
}

/** Judges promises of a customer who is held, by what stands against their invoices now. */
async function judge(work: Work, ids: readonly string[]): Promise<void> {
  const rows = await work.run<PromiseTable>(
    `select * from promise where company_id = $1 and id = any($2::uuid[]) and state = any($3)
     order by id`,
    [work.companyId, ids, judgeable],
  )
  const promises = await withItems(work, rows)
  const settlements = await settlementsOf(work, promises)
  for (const promise of promises)
    await write(work, promise.row, judgePromise(judgedOf(work, promise), settlements, work.today))
}

/**
 * Money was put against an invoice or taken back from it: the promises that cover it are judged
 * anew, also those whose outcome was known.
 */
export async function judgeItem(
  work: Work,
  { itemId, customerId }: Readonly<{ itemId: string; customerId: string }>,
): Promise<void> {
  const found = await work.run<{ id: string }>(
    `select p.id from promise_item i
     join promise p on p.company_id = i.company_id and p.id = i.promise_id
     where i.company_id = $1 and i.item_id = $2 and p.state = any($3)`,
    [work.companyId, itemId, judgeable],
  )
  if (found.length === 0) return
  await lockCustomer(work, customerId)
  await judge(
    work,
    found.map(({ id }) => id),
  )
}

const judgeCustomer = reaction(
  'collections.judge_customer',
  async (work, { customerId, promiseIds }: { customerId: string; promiseIds: string[] }) => {
    await lockCustomer(work, customerId)
    await judge(work, promiseIds)
  },
)

type Due = { customer_id: string; ids: string[] }

const overdue = reaction('collections.overdue_promises', (work) =>
  work.run<Due>(
    `select customer_id, array_agg(id) as ids from promise
     where company_id = $1 and state = 'open' and last_day < $2
     group by customer_id order by customer_id`,
    [work.companyId, work.today],
  ),
)

/** Says of every promise whose last day of grace is over what became of it. */
export const judgePromisesJob = job(
  'collections.judge_promises',
  z.looseObject({}),
  async (session) => {
    for (const { customer_id: customerId, ids: promiseIds } of await overdue(session, undefined))
      await judgeCustomer(session, { customerId, promiseIds })
  },
)
