import { z } from 'zod'
import { type Due, dueOf } from '#core/collections/desk/due.ts'
import { scoreOf, weightOf } from '#core/collections/desk/score.ts'
import type { DeskSettings } from '#core/collections/desk/settings.ts'
import { type Collector, reaches, type Shared, shareOut } from '#core/collections/desk/share-out.ts'
import { nextAct, whyNow } from '#core/collections/desk/why.ts'
import { nameCustomers, partiesOfMany } from '#modules/contacts/index.ts'
import { partiesWithOpenItems } from '#modules/ledger/index.ts'
import { activeUsers, type Holder, type Worker, workersOf } from '#modules/people/index.ts'
import { command, reaction, type Work } from '#platform/command.ts'
import { job } from '#platform/jobs.ts'
import type { From } from '../store.ts'
import { type DeskDebtor, gatherDebtors } from './gather.ts'
import { buildSoon, type DeskTable } from './rows.ts'
import { readDeskSettings } from './settings.ts'

/** So many customers are built in one transaction. */
const customersAChunk = 250
/** Who gave no sign of life for so long is away, whatever they said before. */
const awayAfterMs = 3 * 86_400_000
/** Who has paid stands aside for so long before the night clears them away. */
const settledStaysMs = 12 * 3_600_000

/** Away by their own word or a lead's until it is taken back, or not seen for days: no night is an absence. */
function isAvailable(worker: Worker, now: Date): boolean {
  if (!worker.active || worker.awaySince !== null) return false
  if (worker.availability !== 'off' || worker.since === null) return true
  return now.getTime() - worker.since.getTime() < awayAfterMs
}

/** Of whom a colleague sees the customers at the desk; undefined: of everybody. */
function ownersSeenBy({ userId, grants, teamIds }: Holder): readonly string[] | undefined {
  const scope = grants.get('collections.work')
  if (scope === 'all') return undefined
  return scope === 'team' ? teamIds : [userId]
}

/** Everyone who may work at the desk, with how many customers they have. */
export async function collectorsOf(
  from: Pick<From, 'run' | 'companyId' | 'now'>,
): Promise<(Collector & Readonly<{ name: string; away: boolean }>)[]> {
  const holders = await activeUsers(from)
  const working = holders.filter(({ grants }) => grants.has('collections.work'))
  const workers = await workersOf(
    from,
    working.map(({ userId }) => userId),
  )
  const loads = await from.run<{ id: string; load: number }>(
    `select collector_id as id, count(*) as load from desk_row
     where company_id = $1 and collector_id is not null group by 1`,
    [from.companyId],
  )
  const loadOf = new Map(loads.map(({ id, load }) => [id, load]))
  const ownersOf = new Map(working.map((holder) => [holder.userId, ownersSeenBy(holder)]))
  return workers.map((worker) => ({
    id: worker.id,
    name: worker.name,
    available: isAvailable(worker, from.now),
    away: worker.awaySince !== null,
    load: loadOf.get(worker.id) ?? 0,
    owners: ownersOf.get(worker.id),
  }))
}

type Known = Pick<DeskTable, 'customer_id' | 'home_id' | 'collector_id'>

/** Shares out one after the other, each knowing what the one before it was given. */
function sharedOut(
  debtors: readonly DeskDebtor[],
  known: ReadonlyMap<string, Known>,
  { rules }: DeskSettings,
  all: readonly Collector[],
): Shared[] {
  const loads = new Map(all.map(({ id, load }) => [id, load]))
  return debtors.map(({ customerId, card, facts, hand }) => {
    const before = known.get(customerId)
    const collectors = all.map((each) => ({ ...each, load: loads.get(each.id) ?? 0 }))
    const shared = shareOut(
      {
        kind: card.kind,
        tags: card.tags,
        language: card.language,
        lateMinor: facts.late.minor,
        daysLate: facts.daysLate,
        ownerId: card.ownerId,
      },
      { hand, homeId: before?.home_id ?? null, collectorId: before?.collector_id ?? null },
      rules,
      collectors,
    )
    const { collectorId: to } = shared
    const was = before?.collector_id ?? null
    if (to !== was && to !== null) loads.set(to, (loads.get(to) ?? 0) + 1)
    if (to !== was && was !== null) loads.set(was, (loads.get(was) ?? 1) - 1)
    return shared
  })
}

const whenOf = (due: Due) => ({
  due_at: 'atMs' in due ? new Date(due.atMs).toISOString() : null,
  after_day: 'afterDay' in due ? due.afterDay : null,
})

function rowOf({ customerId, facts, others }: DeskDebtor, shared: Shared) {
  const score = scoreOf(facts)
  const act = nextAct(facts)
  const due = dueOf(facts)
  return {
    customer_id: customerId,
    currency: facts.late.currency,
    late: facts.late.minor,
    others,
    days_late: facts.daysLate,
    invoices: facts.invoices,
    chance: score.chance,
    score: score.expected.minor,
    weight: weightOf(score.expected),
    parts: score.parts,
    why: whyNow(facts),
    step: act.step,
    step_until: act.until ?? null,
    channel: act.channel,
    waits: due.waits,
    ...whenOf(due),
    home_id: shared.homeId,
    home_because: shared.because,
    collector_id: shared.collectorId,
  }
}

const upsertSql = `
  insert into desk_row (company_id, customer_id, currency, late, others, days_late, invoices, chance,
    score, weight, parts, why, step, step_until, channel, waits, due_at, home_id, home_because,
    collector_id, built_at)
  select $1, r.customer_id, r.currency, r.late, r.others, r.days_late, r.invoices, r.chance, r.score,
    r.weight, r.parts, r.why, r.step, r.step_until, r.channel, r.waits,
    coalesce(r.due_at, (r.after_day + 1)::timestamp at time zone $3), r.home_id, r.home_because,
    r.collector_id, $4
  from jsonb_to_recordset($2::jsonb) as r(customer_id uuid, currency text, late bigint, others jsonb,
    days_late int, invoices int, chance int, score bigint, weight bigint, parts jsonb, why jsonb,
    step text, step_until date, channel text, waits text, due_at timestamptz, after_day date, home_id uuid,
    home_because text, collector_id uuid)
  order by r.customer_id
  on conflict (company_id, customer_id) do update set currency = excluded.currency,
    late = excluded.late, others = excluded.others, days_late = excluded.days_late,
    invoices = excluded.invoices, chance = excluded.chance, score = excluded.score,
    weight = excluded.weight, parts = excluded.parts, why = excluded.why, step = excluded.step,
    step_until = excluded.step_until,
    channel = excluded.channel, waits = excluded.waits, due_at = excluded.due_at,
    home_id = excluded.home_id, home_because = excluded.home_because,
    collector_id = excluded.collector_id, built_at = excluded.built_at`

/** Builds the rows of some customers anew; who owes nothing late any more comes up no more. */
async function build(work: Work, ids: readonly string[]): Promise<void> {
  const parties = await partiesOfMany(work, ids, 'collections.work')
  const debtors = [...(await gatherDebtors(work, parties)).values()]
  const known = await work.run<Known>(
    `select customer_id, home_id, collector_id from desk_row
     where company_id = $1 and customer_id = any($2)`,
    [work.companyId, debtors.map(({ customerId }) => customerId)],
  )
  const shared = sharedOut(
    debtors,
    new Map(known.map((row) => [row.customer_id, row])),
    await readDeskSettings(work),
    await collectorsOf(work),
  )
  const rows = debtors.flatMap((debtor, place) => {
    const to = shared[place]
    return to ? [rowOf(debtor, to)] : []
  })
  await work.run(upsertSql, [work.companyId, JSON.stringify(rows), work.zone, work.now])
  const left = new Set(debtors.map(({ customerId }) => customerId))
  const gone = [...ids, ...parties.flatMap((each) => each.parties)].filter((id) => !left.has(id))
  // Not deleted before the night: the payment that is told next still asks whose customer it was.
  if (gone.length > 0)
    await work.run(
      `update desk_row set late = 0, others = '[]', score = 0, weight = 0, due_at = null, built_at = $3
       where company_id = $1 and customer_id = any($2) and late > 0`,
      [work.companyId, gone, work.now],
    )
  work.whisper('collections.desk', { kind: 'desk', id: work.companyId })
}

/** One transaction of it. Says how many customers it took. */
const buildChunk = reaction('collections.desk_chunk', async (work): Promise<number> => {
  const taken = await work.run<{ customer_id: string }>(
    `delete from desk_watch where company_id = $1 and customer_id in (
       select customer_id from desk_watch where company_id = $1
       order by customer_id limit $2 for update skip locked) returning customer_id`,
    [work.companyId, customersAChunk],
  )
  if (taken.length > 0)
    await build(
      work,
      taken.map((row) => row.customer_id),
    )
  return taken.length
})

/** Builds every row that is marked. */
export const buildDeskJob = job('collections.desk', z.looseObject({}), async (session) => {
  while ((await buildChunk(session, undefined)) > 0);
})

/** Marks everyone who owes anything, and everyone in the queue. @returns how many */
async function markDebtors(work: Work): Promise<number> {
  await work.run('delete from desk_row where company_id = $1 and late = 0 and built_at < $2', [
    work.companyId,
    new Date(work.now.getTime() - settledStaysMs),
  ])
  const owing = await partiesWithOpenItems(work)
  const [counted] = await work.run<{ count: number }>(
    `with marked as (
       insert into desk_watch (company_id, customer_id)
       select $1, id from (select id from unnest($2::uuid[]) as id
         union select customer_id from desk_row where company_id = $1) as t(id)
       order by id on conflict do nothing)
     select count(*) as count from (select id from unnest($2::uuid[]) as id
       union select customer_id from desk_row where company_id = $1) as t`,
    [work.companyId, owing],
  )
  buildSoon(work)
  return counted?.count ?? 0
}

/** Has the whole queue built anew. */
export const rebuildDesk = command(
  'collections.lead',
  async (work, _: object) => ({ customers: await markDebtors(work) }),
  { name: 'collections.rebuild_desk' },
)

/** The first of a new day builds the whole queue: what was not late yesterday may be today. */
const renew = reaction('collections.renew_desk', async (work): Promise<void> => {
  const fresh = await work.run(
    `insert into desk_setting as d (company_id, renewed_on) values ($1, $2)
     on conflict (company_id) do update set renewed_on = excluded.renewed_on
     where d.renewed_on is distinct from excluded.renewed_on returning renewed_on`,
    [work.companyId, work.today],
  )
  if (fresh.length > 0) await markDebtors(work)
})

/** Whoever's collector is away, of those whom a colleague who is there may see: the others wait for them. */
async function leftAlone(work: Work, able: readonly Collector[]): Promise<string[]> {
  const rows = await work.run<{ customer_id: string }>(
    `select customer_id from desk_row
     where company_id = $1 and collector_id = home_id and home_id <> all($2)`,
    [work.companyId, able.map(({ id }) => id)],
  )
  const ids = rows.map((row) => row.customer_id)
  const named = ids.length > 0 ? await nameCustomers(work, ids) : new Map()
  return ids.filter((id) => able.some((each) => reaches(each, named.get(id)?.ownerId ?? null)))
}

/** Hands over the customers of who went away, and gives them back to who is there again. */
export async function handOver(work: Work): Promise<void> {
  const able = (await collectorsOf(work)).filter(({ available }) => available)
  if (able.length === 0) return
  const moved = await work.run(
    `insert into desk_watch (company_id, customer_id)
     select company_id, customer_id from desk_row where company_id = $1 and home_id is not null
       and (customer_id = any($3) or (collector_id is distinct from home_id
         and (home_id = any($2) or collector_id <> all($2))))
     order by customer_id on conflict do nothing returning customer_id`,
    [work.companyId, able.map(({ id }) => id), await leftAlone(work, able)],
  )
  if (moved.length > 0) buildSoon(work)
}
const handOverAll = reaction('collections.desk_absences', handOver)

/** Whose time has come since their row was built: it still gives the reasons of before. */
const comeUp = reaction('collections.desk_come_up', async (work): Promise<void> => {
  const come = await work.run(
    `insert into desk_watch (company_id, customer_id)
     select company_id, customer_id from desk_row
     where company_id = $1 and due_at <= $2 and built_at < due_at
     order by customer_id on conflict do nothing returning customer_id`,
    [work.companyId, work.now],
  )
  if (come.length > 0) buildSoon(work)
})

/** Looks after the queue: a new day, follow-ups that come due, and colleagues who come and go. */
export const sweepDeskJob = job('collections.desk_sweep', z.looseObject({}), async (session) => {
  await renew(session, undefined)
  await comeUp(session, undefined)
  await handOverAll(session, undefined)
})
