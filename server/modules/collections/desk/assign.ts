import { reaches } from '#core/collections/desk/share-out.ts'
import type { CollectorRow, SkipDebtor } from '#core/collections/desk-api.ts'
import { addDays } from '#core/day.ts'
import { Refusal } from '#core/refusal.ts'
import {
  customersWithin,
  lockCustomer,
  lockCustomers,
  partiesOfMany,
} from '#modules/contacts/index.ts'
import { command } from '#platform/command.ts'
import { query } from '#platform/query.ts'
import { collectorsOf } from './build.ts'
import { mark } from './rows.ts'

/**
 * Gives customers to a colleague by hand, or back to the rules. Those out of the reader's reach are
 * left out. @throws people.user_not_found for somebody who does not work at the desk,
 *   collections.out_of_collectors_reach for one who would not see them
 */
export const assignDebtors = command(
  'collections.lead',
  async (work, input: { customerIds: string[]; userId: string | null }) => {
    const { userId } = input
    const collector = (await collectorsOf(work)).find(({ id }) => id === userId)
    if (userId !== null && !collector) throw new Refusal('people.user_not_found', { id: userId })
    const reached = await partiesOfMany(work, input.customerIds, 'collections.lead')
    const held = await lockCustomers(
      work,
      reached.map(({ id }) => id),
    )
    if (collector && !held.every(({ ownerId }) => reaches(collector, ownerId)))
      throw new Refusal('collections.out_of_collectors_reach', { collector: collector.name })
    const ids = held.map(({ id }) => id)
    const before = await work.run<{ customer_id: string; user_id: string }>(
      `delete from desk_assignment where company_id = $1 and customer_id = any($2)
       returning customer_id, user_id`,
      [work.companyId, ids],
    )
    if (userId !== null)
      await work.run(
        `insert into desk_assignment (company_id, customer_id, user_id, at, by_name)
         select $1, id, $3, $4, $5 from unnest($2::uuid[]) as id`,
        [work.companyId, ids, userId, work.now, work.actor.name],
      )
    await mark(work, ids)
    const was = new Map(before.map((row) => [row.customer_id, row.user_id]))
    for (const id of ids)
      work.audit('collections.debtor_assigned', {
        kind: 'customer',
        id,
        before: { collector: was.get(id) ?? null },
        after: { collector: userId },
      })
    return { changed: ids.length }
  },
  { name: 'collections.assign_debtors' },
)

/** Who works at the desk, whether they are there, and how many of the reader's customers they have. */
export const listCollectors = query('collections.work', async (from, _: object) => {
  const counted = await from.run<{ id: string; customers: number; waiting: number }>(
    `select collector_id as id, count(*) as customers,
       count(*) filter (where due_at <= $2) as waiting
     from desk_row where company_id = $1 and collector_id is not null
       and ($3::uuid[] is null or customer_id = any($3)) group by 1`,
    [from.companyId, from.now, (await customersWithin(from, 'collections.work')) ?? null],
  )
  const countOf = new Map(counted.map((row) => [row.id, row]))
  return {
    rows: (await collectorsOf(from)).map(
      ({ id, name, available, away }): CollectorRow => ({
        user: { id, name },
        available,
        away,
        customers: countOf.get(id)?.customers ?? 0,
        waiting: countOf.get(id)?.waiting ?? 0,
      }),
    ),
  }
})

/**
 * Passes a customer over until a day, tomorrow without one, with the reason why.
 * @throws collections.follow_up_past
 */
export const skipDebtor = command(
  'collections.work',
  async (work, input: SkipDebtor) => {
    const customer = await lockCustomer(work, input.customerId, 'collections.work')
    const until = input.until ?? addDays(work.today, 1)
    if (until <= work.today) throw new Refusal('collections.follow_up_past')
    await work.run(
      `insert into desk_skip (company_id, id, customer_id, at, by_id, by_name, reason, until)
       values ($1, $2, $3, $4, $5, $6, $7, $8::date::timestamp at time zone $9)`,
      [
        ...[work.companyId, input.id, customer.id, work.now, work.actor.id, work.actor.name],
        ...[input.reason, until, work.zone],
      ],
    )
    await mark(work, [customer.id])
    work.audit('collections.debtor_skipped', {
      kind: 'customer',
      id: customer.id,
      before: null,
      after: { until, reason: input.reason },
    })
    return { done: true as const }
  },
  { name: 'collections.skip_debtor', once: ({ id }) => id },
)
