import { runTaskListOnce, type TaskList } from 'graphile-worker'
import { perform } from '#platform/jobs.ts'
import { type BenchHouse, newId, today } from './house.ts'

export const customers = 5000

/** Does what waits in the queue, as the worker would. */
export async function drain({
  house,
  worker,
}: Pick<BenchHouse, 'house' | 'worker'>): Promise<void> {
  const tasks: TaskList = { react: (payload) => perform(house, 'react', payload) }
  for (const name of house.jobs.keys()) tasks[name] = (payload) => perform(house, name, payload)
  const client = await worker.connect()
  try {
    await runTaskListOnce(
      { pgPool: worker as never, logger: quiet as never },
      tasks,
      client as never,
    )
  } finally {
    client.release()
  }
}
const silence = () => undefined
const quiet = { error: silence, warn: silence, info: silence, debug: silence, scope: () => quiet }

export const line = (n: number) => ({
  description: `توريد مواد بند ${n}`,
  quantity: '1',
  unitPrice: String(100 + n),
  vat: { category: 'S', rateBasisPoints: 1500 },
})

async function must(at: BenchHouse, method: string, address: string, body: unknown) {
  const reply = await at.call(method, address, body)
  if (reply.status >= 300)
    throw new Error(`${method} ${address}: ${reply.status} ${JSON.stringify(reply.body)}`)
  return reply.body
}

/** One customer, one paid invoice, made by the product: every generated row is a copy of theirs. */
async function prototype(
  at: BenchHouse,
): Promise<{ customer: string; invoice: string; payment: string }> {
  await drain(at)
  const [customer, invoice, payment] = [newId(), newId(), newId()]
  const typed = 'customer@example.com'
  await must(at, 'POST', '/customers', {
    id: customer,
    name: 'عميل أول',
    stage: 'customer',
    terms: { kind: 'days_from_invoice', days: 30 },
    identities: [{ id: newId(), kind: 'email', typed, primary: true }],
  })
  const terms = { kind: 'days_from_invoice', days: 30 }
  const head = { id: invoice, customerId: customer, currency: 'SAR', issuedOn: today, terms }
  await must(at, 'POST', '/invoices', { ...head, post: true, lines: [line(0)] })
  const amount = { minor: 11_500, currency: 'SAR' }
  const paid = { id: payment, customerId: customer, amount, method: 'transfer', paidOn: today }
  await must(at, 'POST', '/payments', paid)
  await drain(at)
  return { customer, invoice, payment }
}

/** Ids of version 7 that can be worked out: a kind, and a number. */
const idFunction = `
  create or replace function bench_id(kind int, n bigint) returns uuid language sql immutable as $$
    select (lpad(to_hex(1770000000000 + n), 12, '0') || '7' || lpad(to_hex(kind), 3, '0') || '8'
      || lpad(to_hex(n), 15, '0'))::uuid $$`

/** What each invoice is: spread over customers and two years, six in ten paid, one in ten in part. */
const plan = (from: number, to: number) => `
  create temporary table plan as
  select n, bench_id(1, n % ${customers}) as g_customer, day as g_day, day + 30 as g_due, net as g_net,
    net * 15 / 100 as g_vat, net + net * 15 / 100 as g_gross,
    case when n % 10 < 6 then net + net * 15 / 100 when n % 10 = 6 then (net + net * 15 / 100) / 2 end as g_paid,
    least(day + 20 + (n % 40)::int, date '${today}') as g_paid_on,
    extract(year from day)::int as g_year
  from (select n, date '${today}' - (n % 719)::int as day, 10000 + (n % 97) * 100 as net
    from generate_series(${from}::bigint, ${to - 1}::bigint) n) t`

/** The columns that can be written, by table: a generated one cannot. */
type Columns = ReadonlyMap<string, string>

/** A copy of the prototype's row with some columns its own; works for every later column, too. */
const copyOf = (columns: Columns, table: string, own: string, from: string) => `
  insert into ${table} (${columns.get(table)}) select ${columns.get(table)?.replace(/(^|, )/g, '$1r.')}
  from (select to_jsonb(p) || jsonb_build_object(${own}) as row from ${from}) t,
    jsonb_populate_record(null::${table}, t.row) r`

async function writableColumns({ owner }: Pick<BenchHouse, 'owner'>): Promise<Columns> {
  const { rows } = await owner.query<{ name: string; columns: string }>(
    `select c.relname as name, string_agg(quote_ident(a.attname), ', ') as columns
     from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
       and a.attgenerated = '' group by 1`,
  )
  return new Map(rows.map(({ name, columns }) => [name, columns]))
}

type Prototype = Awaited<ReturnType<typeof prototype>>

function customerRows(columns: Columns, companyId: string, proto: Prototype): string[] {
  const from = (table: string, key: string) =>
    `${table} p, generate_series(0, ${customers - 1}) n where p.company_id = '${companyId}' and p.${key} = '${proto.customer}'`
  const name = `(array['روافد','سواحل','نخيل','أفق','واحة','قمم','درة','بناء'])[n % 8 + 1] || ' ' ||
    (array['الخليج','نجد','الحجاز','الشرق','جدة','الرياض','القصيم'])[n % 7 + 1] || ' ' || n`
  const typed = `'customer-' || n || '@example.com'`
  return [
    copyOf(
      columns,
      'customer',
      `'id', bench_id(1, n), 'number', 'B-' || n, 'name', ${name}, 'name_key', fold(${name}), 'search_open', fold(${name})`,
      from('customer', 'id'),
    ),
    copyOf(
      columns,
      'customer_identity',
      `'id', bench_id(2, n), 'customer_id', bench_id(1, n), 'value', ${typed}, 'typed', ${typed}`,
      from('customer_identity', 'customer_id'),
    ),
  ]
}

function invoiceRows(columns: Columns, companyId: string, proto: Prototype): string[] {
  const own = `p.company_id = '${companyId}'`
  const entry = `(select entry_id from invoice where company_id = '${companyId}' and id = '${proto.invoice}')`
  const at = `'posted_on', g_day, 'recorded_at', g_day + time '00:00'`
  const number = `'INV-' || g_year || '-' || lpad(g_sequence::text, 6, '0')`
  const item = `(select place from journal_line l where l.company_id = p.company_id and l.id = p.item_id)`
  const figure = `case a.key when 'receivable' then g_gross when 'sales' then -g_net else -g_vat end`
  const settled = `case when a.key = 'receivable' then coalesce(g_paid, 0) else 0 end`
  return [
    `create temporary table numbered as select *, (select coalesce(max(last), 0) from number_series s
       where s.company_id = '${companyId}' and s.series = 'invoice' and s.year = plan.g_year)
       + row_number() over (partition by g_year order by n) as g_sequence from plan`,
    `insert into issued_number select '${companyId}', 'invoice', g_year, g_sequence, ${number}, g_day + time '00:00' from numbered`,
    `insert into number_series select '${companyId}', 'invoice', g_year, max(g_sequence) from numbered group by g_year
       on conflict (company_id, series, year) do update set last = excluded.last`,
    copyOf(
      columns,
      'journal_entry',
      `'id', bench_id(3, n), 'document_id', bench_id(4, n), 'document_number', ${number}, 'party_id', g_customer, ${at}`,
      `journal_entry p, numbered where ${own} and p.id = ${entry}`,
    ),
    copyOf(
      columns,
      'journal_line',
      `'id', bench_id(5 + p.place, n), 'entry_id', bench_id(3, n), ${at},
       'party_id', case when p.party_id is not null then g_customer end,
       'due_on', case when p.party_id is not null then g_due end,
       'amount', ${figure}, 'base_amount', ${figure}, 'settled', ${settled}, 'settled_base', ${settled},
       'settled_through', case when a.key = 'receivable' and g_paid is not null then g_paid_on end`,
      `journal_line p join account a on a.company_id = p.company_id and a.id = p.account_id, plan where ${own} and p.entry_id = ${entry}`,
    ),
    copyOf(
      columns,
      'invoice',
      `'id', bench_id(4, n), 'number', ${number}, 'sequence', g_sequence, 'customer_id', g_customer,
       'issued_on', g_day, 'supplied_on', null, 'due_on', g_due, 'net', g_net, 'vat', g_vat, 'gross', g_gross,
       'vat_in_base', g_vat, 'entry_id', bench_id(3, n), 'item_id', bench_id(5 + ${item}, n),
       'search', fold(${number} || ' ' || c.name), 'created_at', g_day + time '00:00', 'posted_at', g_day + time '00:00'`,
      `invoice p, numbered join customer c on c.company_id = '${companyId}' and c.id = g_customer where ${own} and p.id = '${proto.invoice}'`,
    ),
    copyOf(
      columns,
      'invoice_line',
      `'invoice_id', bench_id(4, n), 'net', g_net, 'vat', g_vat, 'gross', g_gross, 'unit_price', g_net / 100.0`,
      `invoice_line p, plan where ${own} and p.invoice_id = '${proto.invoice}'`,
    ),
    copyOf(
      columns,
      'invoice_tax',
      `'invoice_id', bench_id(4, n), 'taxable', g_net, 'vat', g_vat`,
      `invoice_tax p, plan where ${own} and p.invoice_id = '${proto.invoice}'`,
    ),
  ]
}

function paymentRows(columns: Columns, companyId: string, proto: Prototype): string[] {
  const own = `p.company_id = '${companyId}'`
  const recorded = `'recorded_at', g_paid_on + time '00:00'`
  const at = `'posted_on', g_paid_on, ${recorded}`
  const entry = `(select entry_id from payment where company_id = '${companyId}' and id = '${proto.payment}')`
  const number = `'RC-' || g_year || '-' || lpad(g_sequence::text, 6, '0')`
  const place = (column: string) =>
    `(select place from journal_line l where l.company_id = p.company_id and l.id = p.${column})`
  const settled = `case when p.party_id is not null then g_paid else 0 end`
  return [
    `create temporary table receipts as select n, g_customer, g_paid, g_paid_on, extract(year from g_paid_on)::int as g_year,
       (select coalesce(max(last), 0) from number_series s where s.company_id = '${companyId}' and s.series = 'receipt'
         and s.year = extract(year from g_paid_on))
       + row_number() over (partition by extract(year from g_paid_on) order by n) as g_sequence
       from plan where g_paid is not null`,
    `insert into issued_number select '${companyId}', 'receipt', g_year, g_sequence, ${number}, g_paid_on + time '00:00' from receipts`,
    `insert into number_series select '${companyId}', 'receipt', g_year, max(g_sequence) from receipts group by g_year
       on conflict (company_id, series, year) do update set last = excluded.last`,
    copyOf(
      columns,
      'journal_entry',
      `'id', bench_id(20, n), 'document_id', bench_id(21, n), 'document_number', ${number}, 'party_id', g_customer, ${at}`,
      `journal_entry p, receipts where ${own} and p.id = ${entry}`,
    ),
    copyOf(
      columns,
      'journal_line',
      `'id', bench_id(22 + p.place, n), 'entry_id', bench_id(20, n), ${at},
       'party_id', case when p.party_id is not null then g_customer end,
       'due_on', case when p.party_id is not null then g_paid_on end,
       'amount', sign(p.amount) * g_paid, 'base_amount', sign(p.amount) * g_paid,
       'settled', ${settled}, 'settled_base', ${settled},
       'settled_through', case when p.party_id is not null then g_paid_on end`,
      `journal_line p, receipts where ${own} and p.entry_id = ${entry}`,
    ),
    copyOf(
      columns,
      'payment',
      `'id', bench_id(21, n), 'number', ${number}, 'customer_id', g_customer, 'amount', g_paid,
       'paid_on', g_paid_on, ${recorded}, 'entry_id', bench_id(20, n), 'credit_id', bench_id(22 + ${place('credit_id')}, n)`,
      `payment p, receipts where ${own} and p.id = '${proto.payment}'`,
    ),
    copyOf(
      columns,
      'settlement',
      `'id', bench_id(30, n), 'amount', g_paid, 'credit_base', g_paid, 'item_base', g_paid,
       'effective_on', g_paid_on, ${recorded},
       'credit_id', bench_id(22 + ${place('credit_id')}, n), 'item_id', bench_id(5 + ${place('item_id')}, n)`,
      `settlement p, receipts where ${own} and p.credit_id = (select credit_id from payment where company_id = '${companyId}' and id = '${proto.payment}')`,
    ),
  ]
}

let proto: Prototype | undefined
let loaded = 0

/** Brings the company to so many invoices, all of them in order as check_books sees it. */
export async function load(at: BenchHouse, invoices: number): Promise<void> {
  const { companyId } = at
  const first = !proto
  proto ??= await prototype(at)
  const columns = await writableColumns(at)
  const client = await at.owner.connect()
  const tables = ['journal_entry', 'journal_line', 'settlement', 'number_series']
  try {
    await client.query(idFunction)
    await client.query('begin')
    for (const table of tables) await client.query(`alter table ${table} disable trigger user`)
    await client.query(`select set_config('app.company_id', '${companyId}', true)`)
    if (first)
      for (const statement of customerRows(columns, companyId, proto)) await client.query(statement)
    await client.query(plan(loaded, invoices))
    const statements = [
      ...invoiceRows(columns, companyId, proto),
      ...paymentRows(columns, companyId, proto),
    ]
    for (const statement of statements) await client.query(statement)
    await client.query('drop table plan, numbered, receipts')
    for (const table of tables) await client.query(`alter table ${table} enable trigger user`)
    await client.query('commit')
    await client.query('vacuum analyze')
    const { rows } = await client.query<{ invariant: string; sample: unknown }>(
      'select invariant, sample from check_books($1) where found > 0',
      [companyId],
    )
    if (rows.length > 0)
      throw new Error(`The generated books are not sound: ${JSON.stringify(rows)}`)
    loaded = invoices
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  } finally {
    client.release()
  }
}
