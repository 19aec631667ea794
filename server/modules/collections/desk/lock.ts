import { type DeskLock, lockLastsMs } from '#core/collections/desk/lock.ts'
import { Refusal } from '#core/refusal.ts'
import { lockCustomer, partiesOf } from '#modules/contacts/index.ts'
import { noteSeen, userNames } from '#modules/people/index.ts'
import { command, type Work } from '#platform/command.ts'
import { query } from '#platform/query.ts'
import { may } from '#platform/session.ts'
import type { From } from '../store.ts'

type LockRow = { customer_id: string; user_id: string; since: Date; seen_at: Date }
type Reading = Pick<From, 'run' | 'companyId' | 'now'>

/** Who is at work on these customers now, by the id that the lock stands under. */
export async function locksOf(
  from: Reading,
  parties: readonly string[],
): Promise<ReadonlyMap<string, Readonly<{ by: string; byId: string; since: Date }>>> {
  const rows = await from.run<LockRow>(
    `select customer_id, user_id, since, seen_at from desk_lock
     where company_id = $1 and customer_id = any($2) and seen_at > $3`,
    [from.companyId, parties, new Date(from.now.getTime() - lockLastsMs)],
  )
  const names = await userNames(
    from,
    rows.map((row) => row.user_id),
  )
  return new Map(
    rows.map((row) => [
      row.customer_id,
      { by: names.get(row.user_id) ?? '', byId: row.user_id, since: row.since },
    ]),
  )
}

/** The lock on one customer as this reader sees it; null: nobody works on them. */
export async function lockOn(
  from: Reading & Pick<From, 'session'>,
  parties: readonly string[],
): Promise<DeskLock | null> {
  const [held] = [...(await locksOf(from, parties)).values()]
  if (!held) return null
  const mine = held.byId === from.session.actor.id
  return { by: { id: held.byId, name: held.by }, since: held.since.toISOString(), mine }
}

/** The caller holds the customer. @throws collections.desk_held while a colleague works on them */
export async function demandFree(work: Work, parties: readonly string[]): Promise<void> {
  const lock = await lockOn(work, parties)
  if (lock && !lock.mine) throw new Refusal('collections.desk_held', { by: lock.by.name })
}

const tell = (work: Work, id: string) =>
  work.whisper('collections.desk_lock', { kind: 'desk_lock', id, customerId: id })

/** Lets go of the others: one has one customer at a time. */
async function letGoOthers(work: Work, keep: string): Promise<void> {
  const left = await work.run<{ customer_id: string }>(
    `delete from desk_lock where company_id = $1 and user_id = $2 and customer_id <> $3
     returning customer_id`,
    [work.companyId, work.actor.id, keep],
  )
  for (const { customer_id: id } of left) tell(work, id)
}

/**
 * Who held a record that was merged away holds the customer that it is part of now, unless a
 * colleague has them already: of one customer there is one lock.
 */
export async function joinLocks(work: Work, customerId: string): Promise<void> {
  const { id, parties } = await lockCustomer(work, customerId)
  const aliases = parties.filter((party) => party !== id)
  const [held] = await work.run<LockRow>(
    `select customer_id, user_id, since, seen_at from desk_lock
     where company_id = $1 and customer_id = any($2) and seen_at > $3
     order by customer_id = $4 desc, since limit 1`,
    [work.companyId, parties, new Date(work.now.getTime() - lockLastsMs), id],
  )
  await work.run('delete from desk_lock where company_id = $1 and customer_id = any($2)', [
    work.companyId,
    aliases,
  ])
  if (!held || held.customer_id === id) return
  await work.run(
    `insert into desk_lock (company_id, customer_id, user_id, since, seen_at)
     values ($1, $2, $3, $4, $5) on conflict (company_id, customer_id) do update
       set user_id = excluded.user_id, since = excluded.since, seen_at = excluded.seen_at`,
    [work.companyId, id, held.user_id, held.since, held.seen_at],
  )
  tell(work, id)
}

/**
 * Takes a customer in hand, or says that one still has them: colleagues see it and the machine
 * keeps quiet meanwhile. One has one customer at a time. Answers whose it is: a colleague's stays
 * theirs, unless a lead takes it over. @throws collections.desk_held
 */
export const takeLock = command(
  'collections.work',
  async (
    work,
    input: { customerId: string; takeOver: boolean },
  ): Promise<{ lock: DeskLock | null }> => {
    const { id, parties } = await lockCustomer(work, input.customerId, 'collections.work')
    if (work.actor.kind !== 'user' || work.actor.id === null)
      return { lock: await lockOn(work, parties) }
    const before = await lockOn(work, parties)
    if (before && !before.mine) {
      if (!input.takeOver) return { lock: before }
      if (!may(work.session, 'collections.lead'))
        throw new Refusal('collections.desk_held', { by: before.by.name })
    }
    await letGoOthers(work, id)
    await work.run(
      `insert into desk_lock (company_id, customer_id, user_id, since, seen_at)
       values ($1, $2, $3, $4, $4) on conflict (company_id, customer_id) do update
         set user_id = excluded.user_id, seen_at = excluded.seen_at,
           since = case when $5 then desk_lock.since else excluded.since end`,
      [work.companyId, id, work.actor.id, work.now, before?.mine ?? false],
    )
    await noteSeen(work)
    if (!before?.mine) tell(work, id)
    return { lock: await lockOn(work, parties) }
  },
  { name: 'collections.take_lock' },
)

/** Lets go of a customer; what a colleague has stays theirs. @throws contacts.customer_not_found */
export const leaveLock = command(
  'collections.work',
  async (work, { customerId }: { customerId: string }) => {
    const { id, parties } = await lockCustomer(work, customerId, 'collections.work')
    const left = await work.run(
      `delete from desk_lock where company_id = $1 and user_id = $2 and customer_id = any($3)
       returning customer_id`,
      [work.companyId, work.actor.id, parties],
    )
    if (left.length > 0) tell(work, id)
    return { done: true as const }
  },
  { name: 'collections.leave_lock' },
)

/** Who works on a customer at this moment. @throws contacts.customer_not_found */
export const showLock = query(
  'collections.read',
  async (from, { id }: { id: string }): Promise<{ lock: DeskLock | null }> => ({
    lock: await lockOn(from, await partiesOf(from, id, 'collections.read')),
  }),
)
