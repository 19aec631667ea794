import { beforeAll, test } from 'vitest'
import { ListInvoices } from '#core/invoicing/api.ts'
import { openHouse } from '#test/house.ts'
import { customerOf, registerSeller, written } from '#test/invoicing.ts'
import { createInvoice } from './create-invoice.ts'
import { countInvoices, listInvoices } from './list.ts'

const house = openHouse({ now: '2026-11-22T09:00:00+03:00' })
beforeAll(() => registerSeller(house))
import fs from 'node:fs'
const cpuOf = async () => {
  const rows = await house.sql<{ pid: number }>("select pid from pg_stat_activity where datname = current_database() and usename = 'wasl_app'")
  let ticks = 0
  for (const { pid } of rows) { const f = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' '); ticks += Number(f[11]) + Number(f[12]) }
  return ticks * 10
}
const out = (text: string) => process.stderr.write(`${text}\n`)

test('create and post', { timeout: 120_000 }, async () => {
  const customer = await customerOf(house)
  const session = house.session()
  for (let i = 0; i < 100; i++) await createInvoice(session, written(customer))
  const n = 200
  const stats = new Map<string, { n: number; ms: number }>()
  const connect = house.house.pool.connect.bind(house.house.pool)
  const wrapped = new WeakSet<object>()
  house.house.pool.connect = (async () => {
    const client = await (connect as () => Promise<any>)()
    if (!wrapped.has(client)) {
      wrapped.add(client)
      const query = client.query.bind(client)
      client.query = async (config: any, values: any) => {
        const t = performance.now()
        const r = await query(config, values)
        const key = (typeof config === 'string' ? config : config.text).trim().replace(/\s+/g, ' ').slice(0, 90)
        const s = stats.get(key) ?? { n: 0, ms: 0 }
        s.n++
        s.ms += performance.now() - t
        stats.set(key, s)
        return r
      }
    }
    return client
  }) as never
  const cpu = process.cpuUsage()
  const pg0 = await cpuOf()
  const start = performance.now()
  const each: number[] = []
  for (let i = 0; i < n; i++) {
    const t = performance.now()
    await createInvoice(session, written(customer))
    each.push(performance.now() - t)
  }
  for (const [text, s] of stats) out(`${(s.ms / s.n).toFixed(2)} ms x${(s.n / n).toFixed(1)} ${text}`)
  house.house.pool.connect = connect as never
  const ms = (performance.now() - start) / n
  const used = process.cpuUsage(cpu)
  out(`postgres cpu ${((await cpuOf()) - pg0) / n} ms an invoice`)
  each.sort((a, b) => a - b)
  out(`one client: ${ms.toFixed(2)} ms an invoice = ${(1000 / ms).toFixed(0)}/s, node cpu ${((used.user + used.system) / 1000 / n).toFixed(2)} ms, p50 ${each[n / 2]?.toFixed(2)} p99 ${each[Math.floor(n * 0.99)]?.toFixed(2)}`)
})

test('list at 100000', { timeout: 600_000 }, async () => {
  const company = house.company.companyId
  const session = house.session()
  const customers: string[] = []
  for (let i = 0; i < 200; i++) customers.push(await customerOf(house, { name: `مؤسسة رقم ${i} للمقاولات`, ownerId: i % 2 ? house.company.ownerId : null }))
  const t0 = performance.now()
  await house.sql('alter table journal_line disable trigger journal_line_balances')
  await house.sql('alter table journal_entry disable trigger journal_entry_open_period')
  await house.sql(`
    with c as (select array_agg(id) as ids from customer where company_id = '${company}' and name like 'مؤسسة رقم%'),
    a as (select id from account where company_id = '${company}' and key = 'receivable'),
    b as (select id from account where company_id = '${company}' and key = 'sales'),
    g as (select n, gen_random_uuid() as id, gen_random_uuid() as entry, gen_random_uuid() as item, gen_random_uuid() as other,
      c.ids[1 + n % 200] as customer, date '2026-11-21' - (n % 700) as issued, 1000 + (n * 7919) % 900000 as gross,
      n % 700 < 40 or n % 31 = 0 as open from c, generate_series(1, 100000) n),
    e as (insert into journal_entry (company_id, id, kind, document_kind, document_id, document_number, party_id, posted_on, currency, rate, recorded_at, by_name)
      select '${company}'::uuid, entry, 'invoice', 'invoice', id, 'X-' || n, customer, issued, 'SAR', 1, now(), 'x' from g),
    l as (insert into journal_line (company_id, id, entry_id, place, account_id, party_id, due_on, posted_on, recorded_at, currency, amount, base_amount, settled, settled_base)
      select '${company}'::uuid, item, entry, 0, a.id, customer, issued + 30, issued, now(), 'SAR', gross, gross, case when open then 0 else gross end, case when open then 0 else gross end from g, a
      union all select '${company}'::uuid, other, entry, 1, b.id, null, null, issued, now(), 'SAR', -gross, -gross, 0, 0 from g, b)
    insert into invoice (company_id, id, kind, form, number, sequence, customer_id, currency, issued_on, terms, due_on, due_basis, net, vat, gross, buyer, item_id, entry_id, search, created_at, posted_at, posted_by_name, sent_at)
    select '${company}'::uuid, id, 'invoice', 'standard', 'X-' || n, n, customer, 'SAR', issued, '{"kind":"immediate"}', issued + 30, 'invoiced', gross, 0, gross, '{}', item, entry, fold('X-' || n || ' مؤسسة رقم ' || n % 200), now(), now(), 'x', case when n % 50 = 0 then null else now() end from g`)
  await house.sql('analyze')
  out(`seeded in ${(performance.now() - t0).toFixed(0)} ms`)
  const asks: [string, object][] = [
    ['open', { view: 'open' }],
    ['overdue', { view: 'overdue' }],
    ['week', { view: 'due_this_week' }],
    ['partly', { view: 'partly' }],
    ['over90', { view: 'over_90' }],
    ['unsent', { view: 'unsent' }],
    ['paid', { view: 'paid' }],
    ['all', { view: 'all' }],
    ['all by gross', { view: 'all', sort: 'gross', direction: 'desc' }],
    ['all by balance', { view: 'all', sort: 'balance', direction: 'desc' }],
    ['one customer', { view: 'all', customerId: customers[3] }],
    ['owner', { view: 'open', ownerId: house.company.ownerId }],
    ['search number', { view: 'all', search: 'X-4711' }],
    ['search name', { view: 'open', search: 'مؤسسة رقم 17' }],
    ['issued range', { view: 'all', issuedFrom: '2026-01-01', issuedTo: '2026-03-31' }],
    ['bucket', { view: 'all', bucket: 'days_31_60' }],
    ['settlement paid', { view: 'all', settlement: 'paid', issuedFrom: '2026-06-01' }],
    ['amount', { view: 'all', grossFrom: 500000 }],
  ]
  for (const [name, ask] of asks) {
    const times: number[] = []
    let total = 0
    const pg1 = await cpuOf()
    const c1 = process.cpuUsage()
    for (let i = 0; i < 20; i++) {
      const t = performance.now()
      const page = await listInvoices(session, ListInvoices.parse(ask))
      total = page.total
      times.push(performance.now() - t)
    }
    times.sort((a, b) => a - b)
    out(`${name.padEnd(18)} ${String(total).padStart(7)} rows  p50 ${times[10]?.toFixed(1)}  p99 ${times[19]?.toFixed(1)}  pg cpu ${((await cpuOf()) - pg1) / 20} node cpu ${(process.cpuUsage(c1).user / 20000).toFixed(1)}`)
  }
  const t = performance.now()
  await countInvoices(session, {})
  out(`counts ${(performance.now() - t).toFixed(1)} ms`)
})
