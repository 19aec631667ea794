import { z } from 'zod'
import type { BooksHealth } from '#core/ledger/api.ts'
import { BooksProblemFound } from '#core/ledger/events.ts'
import { command, reaction, type Work } from '#platform/command.ts'
import { job } from '#platform/jobs.ts'
import { type Look, query } from '#platform/query.ts'

type Finding = { invariant: string; found: number; sample: unknown }

const findings = (from: Pick<Work | Look, 'run' | 'companyId'>): Promise<Finding[]> =>
  from.run<Finding>('select invariant, found, sample from check_books($1)', [from.companyId])

/** Holds the books against every rule they must keep; what is broken comes back, nothing if all is well. */
export async function checkBooks(from: Pick<Work | Look, 'run' | 'companyId'>): Promise<{
  problems: { invariant: string; count: number; sample: unknown }[]
}> {
  const rows = await findings(from)
  return {
    problems: rows.flatMap(({ invariant, found, sample }) =>
      found > 0 ? [{ invariant, count: found, sample }] : [],
    ),
  }
}

/** Checks, and keeps what was found; a new problem is said aloud. */
async function check(work: Work): Promise<void> {
  const [timed] = await work.run<{ at: Date }>('select clock_timestamp() as at', [])
  const rows = await findings(work)
  const broken = rows.filter(({ found }) => found > 0).map(({ invariant }) => invariant)
  const [last] = await work.run<{ problems: number }>(
    'select problems from books_check where company_id = $1 order by seq desc limit 1',
    [work.companyId],
  )
  await work.run(
    `insert into books_check (company_id, at, duration_ms, problems, results)
     values ($1, $2, extract(epoch from clock_timestamp() - $3) * 1000, $4, $5)`,
    [work.companyId, work.now, timed?.at ?? work.now, broken.length, JSON.stringify(rows)],
  )
  if (broken.length > (last?.problems ?? 0))
    work.publish(BooksProblemFound, { kind: 'company', id: work.companyId }, { invariants: broken })
}

async function healthOf(from: Pick<Work | Look, 'run' | 'companyId'>): Promise<BooksHealth> {
  const [last] = await from.run<{
    at: Date
    duration_ms: number
    results: Finding[]
    clean_since: Date | null
  }>(
    `select b.at, b.duration_ms, b.results, (select min(c.at) from books_check c
       where c.company_id = b.company_id and c.problems = 0 and c.seq > coalesce((
         select max(d.seq) from books_check d where d.company_id = b.company_id and d.problems > 0), 0)
     ) as clean_since
     from books_check b where b.company_id = $1 order by b.seq desc limit 1`,
    [from.companyId],
  )
  return {
    checkedAt: last?.at.toISOString() ?? null,
    durationMs: last?.duration_ms ?? null,
    cleanSince: last?.clean_since?.toISOString() ?? null,
    rows: last?.results ?? [],
  }
}

export const showBooksHealth = query('ledger.read', healthOf)

/** Compares the books now, at somebody's asking. */
export const checkBooksNow = command('ledger.read', async (work): Promise<BooksHealth> => {
  await check(work)
  return healthOf(work)
})

/** The comparison that runs every hour. */
export const hourlyCheck = job('ledger.check_books', z.looseObject({}), async (session) => {
  await reaction('ledger.check_books', check)(session, undefined)
})
