import { perform } from '#platform/jobs.ts'
import type { Figure } from './figures.ts'
import type { BenchHouse } from './house.ts'
import { alone, must, percentile, timed } from './measure.ts'

const debtors = 50_000

/** Customers that the queue alone knows, each a copy of the first with a row of its own. */
async function loadDesk({ owner, companyId }: BenchHouse): Promise<void> {
  const { rows } = await owner.query<{ columns: string }>(
    `select string_agg(quote_ident(attname), ', ') as columns from pg_attribute
     where attrelid = 'customer'::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
  )
  const columns = rows[0]?.columns ?? ''
  await owner.query(
    `insert into customer (${columns}) select ${columns.replace(/(^|, )/g, '$1r.')}
     from (select to_jsonb(p) || jsonb_build_object('id', bench_id(70, n), 'number', 'D-' || n) as row
       from (select * from customer where company_id = $1 order by id limit 1) p,
         generate_series(1, ${debtors}) n) t, jsonb_populate_record(null::customer, t.row) r`,
    [companyId],
  )
  await owner.query(
    `insert into desk_row (company_id, customer_id, currency, late, days_late, invoices, chance, score,
       weight, parts, why, step, channel, waits, due_at, home_because, built_at)
     select $1, bench_id(70, n), 'SAR', 1000 * n, n % 200 + 1, 2, 4000, 400 * n, 4000 * n,
       '[{"code": "age", "points": 4000, "minor": 1, "facts": {"days": 20}}]',
       '[{"code": "never_called", "facts": {"days": 20}}]', 'call', 'call',
       case when n % 3 = 0 then 'follow_up' else 'now' end,
       now() + case when n % 3 = 0 then interval '2 days' else interval '-1 day' end, 'nobody', now()
     from generate_series(1, ${debtors}) n`,
    [companyId],
  )
  await owner.query('vacuum analyze customer')
  await owner.query('vacuum analyze desk_row')
}

async function pages(at: BenchHouse, address: string): Promise<number> {
  const times: number[] = []
  let cursor = ''
  for (let page = 0; page < 20; page++) {
    const asked = `${address}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`
    times.push(
      await timed(async () => {
        const { body } = await must(at, 'GET', asked)
        cursor = String(body['nextCursor'] ?? '')
      }),
    )
  }
  return percentile(times, 0.99)
}

/** The queue of fifty thousand debtors: read page by page, and one of its rows built anew. */
export async function deskFigures(at: BenchHouse): Promise<Figure[]> {
  await loadDesk(at)
  const { rows } = await at.owner.query<{ id: string }>(
    `select party_id as id from journal_line where company_id = $1 and party_id is not null
       and settled < amount and due_on < current_date group by 1 order by 1 limit 10`,
    [at.companyId],
  )
  const own = rows.map(({ id }) => id)
  const one = async (n: number) => {
    await at.owner.query('insert into desk_watch (company_id, customer_id) values ($1, $2)', [
      at.companyId,
      own[Math.max(0, n) % own.length],
    ])
    return timed(() => perform(at.house, 'collections.desk', { companyId: at.companyId }))
  }
  const now = await alone(() => pages(at, '/desk?whose=all'))
  const later = await alone(() => pages(at, '/desk?whose=all&when=later'))
  const progress = await alone(() => timed(() => must(at, 'GET', '/desk/progress')))
  const built = await alone(one)
  return [
    { name: 'queue of the desk, a page, p99', ...now, unit: 'ms', limit: 100, rows: debtors },
    { name: 'who rests until later, p99', ...later, unit: 'ms', limit: 100, rows: debtors },
    { name: 'progress of the day', ...progress, unit: 'ms', limit: 100, rows: debtors },
    { name: 'one row built anew, by the job', ...built, unit: 'ms', limit: 1000, rows: debtors },
  ]
}
