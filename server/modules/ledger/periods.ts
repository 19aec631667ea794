import { addDays, addMonths, type Day, endOfMonth } from '#core/day.ts'
import type { LockPeriod, Periods, ReopenPeriod } from '#core/ledger/api.ts'
import { PeriodLockChanged } from '#core/ledger/events.ts'
import { Refusal } from '#core/refusal.ts'
import { command, type Work } from '#platform/command.ts'
import { type Look, query } from '#platform/query.ts'

type From = Pick<Work | Look, 'run' | 'companyId' | 'today' | 'baseCurrency'>

type ChangeRow = {
  id: string
  locked_through: string | null
  reopened: boolean
  reason: string | null
  at: Date
  by_name: string
}

const lockedThrough = async (from: Pick<From, 'run' | 'companyId'>): Promise<string | null> => {
  const [row] = await from.run<{ locked_through: string | null }>(
    'select locked_through from period_lock where company_id = $1 order by seq desc limit 1',
    [from.companyId],
  )
  return row?.locked_through ?? null
}

/** Whether nothing can be posted on a day any more. */
export async function isLocked(from: Pick<From, 'run' | 'companyId'>, day: Day): Promise<boolean> {
  const through = await lockedThrough(from)
  return through !== null && day <= through
}

async function periodsOf(from: From): Promise<Periods> {
  const through = await lockedThrough(from)
  const months = await from.run<{ month: string; entries: number; debit: number }>(
    `select to_char(posted_on, 'YYYY-MM') as month, count(distinct entry_id)::int as entries,
       coalesce(sum(base_amount) filter (where base_amount > 0), 0)::bigint as debit
     from journal_line where company_id = $1 group by 1`,
    [from.companyId],
  )
  const changes = await from.run<ChangeRow>(
    `select id, locked_through, reopened, reason, at, by_name from period_lock
     where company_id = $1 order by seq desc limit 100`,
    [from.companyId],
  )
  const byMonth = new Map(months.map((row) => [row.month, row]))
  const thisMonth = `${from.today.slice(0, 7)}-01`
  const first = [...byMonth.keys()].toSorted()[0] ?? thisMonth.slice(0, 7)
  const rows: Periods['rows'] = []
  const last = [...byMonth.keys()].toSorted().at(-1) ?? first
  const newest = last > thisMonth.slice(0, 7) ? `${last}-01` : thisMonth
  for (let month = newest; month.slice(0, 7) >= first; month = addMonths(month, -1)) {
    const found = byMonth.get(month.slice(0, 7))
    const endsOn = endOfMonth(month)
    rows.push({
      startsOn: month,
      endsOn,
      locked: through !== null && endsOn <= through,
      over: endsOn < from.today,
      entries: found?.entries ?? 0,
      debit: { minor: found?.debit ?? 0, currency: from.baseCurrency },
    })
  }
  return {
    lockedThrough: through,
    rows,
    changes: changes.map((row) => ({
      id: row.id,
      lockedThrough: row.locked_through,
      reopened: row.reopened,
      reason: row.reason,
      at: row.at.toISOString(),
      by: row.by_name,
    })),
  }
}

export const listPeriods = query('ledger.read', (from) => periodsOf(from))

type Change = { id: string; through: string | null; reopened: boolean; reason: string | null }

async function moveLock(work: Work, change: Change, before: string | null): Promise<Periods> {
  await work.run(
    `insert into period_lock (company_id, id, locked_through, reopened, reason, at, by_id, by_name)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      work.companyId,
      change.id,
      change.through,
      change.reopened,
      change.reason,
      work.now,
      work.actor.id,
      work.actor.name,
    ],
  )
  work.audit(change.reopened ? 'ledger.period_reopened' : 'ledger.period_locked', {
    kind: 'company',
    id: work.companyId,
    before: { lockedThrough: before },
    after: { lockedThrough: change.through, reason: change.reason },
  })
  work.publish(
    PeriodLockChanged,
    { kind: 'company', id: work.companyId },
    { lockedThrough: change.through },
  )
  return periodsOf(work)
}

/** Two who move the lock take turns, and each sees what the other left. */
const lockAlone = (work: Work) =>
  work.run('select pg_advisory_xact_lock(period_lock_key($1))', [work.companyId])

/**
 * Locks the books through the end of a month (إقفال الفترة). It waits for whoever is posting: each
 * of them is before the lock or refused.
 * @throws ledger.period_not_over, ledger.period_locked
 */
export const lockPeriod = command(
  'ledger.lock_period',
  async (work, { id, through }: LockPeriod): Promise<Periods> => {
    await lockAlone(work)
    const before = await lockedThrough(work)
    const end = endOfMonth(through)
    if (end >= work.today) throw new Refusal('ledger.period_not_over', { through: end })
    if (before !== null && end <= before)
      throw new Refusal('ledger.period_locked', { day: end, lockedThrough: before })
    return moveLock(work, { id, through: end, reopened: false, reason: null }, before)
  },
  { once: ({ id }) => id, name: 'ledger.lock_period' },
)

/**
 * Opens the books again from a month on, with the reason that the auditor will ask for.
 * @throws ledger.period_not_locked
 */
export const reopenPeriod = command(
  'ledger.lock_period',
  async (work, { id, from, reason }: ReopenPeriod): Promise<Periods> => {
    await lockAlone(work)
    const before = await lockedThrough(work)
    const through = addDays(`${from.slice(0, 7)}-01`, -1)
    if (before === null || through >= before)
      throw new Refusal('ledger.period_not_locked', { day: from })
    return moveLock(work, { id, through, reopened: true, reason }, before)
  },
  { once: ({ id }) => id, name: 'ledger.reopen_period' },
)
