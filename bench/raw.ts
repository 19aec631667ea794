import { type Client, runNamed } from '#platform/db.ts'
import { type BenchHouse, newId, today } from './house.ts'

/** The same work as hand-written SQL, through the same driver and login, with named statements. */
export async function rawly<Result>(
  { app, companyId }: BenchHouse,
  work: (
    run: (text: string, values: unknown[]) => Promise<Record<string, unknown>[]>,
    client: Client,
  ) => Promise<Result>,
): Promise<Result> {
  const client = await app.connect()
  try {
    await client.query(`begin; set local app.company_id = '${companyId}'`)
    const run = async (text: string, values: unknown[]) =>
      (await runNamed<Record<string, unknown>>(client, text, values)).rows
    const result = await work(run, client)
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}

export type ListAsk = Readonly<{
  view: 'open' | 'overdue' | 'paid' | 'all'
  sort: 'due' | 'issued' | 'number' | 'gross' | 'balance'
  word: string
  /** Whether many documents hold the word: it is then met with on the way, else looked up. */
  common: boolean
}>

const keys = {
  due: 'i.due_on',
  issued: 'i.issued_on',
  number: 'i.number',
  gross: `(case i.kind when 'credit_note' then -i.gross else i.gross end)`,
  balance: 'i.balance',
} as const

const viewed = {
  open: ['invoice_open', 'i.balance > 0'],
  overdue: ['invoice_open', 'i.balance > 0 and i.due_on < $3::date'],
  all: ['invoice', 'true'],
  paid: [
    'invoice',
    `i.voided_at is null and i.kind <> 'credit_note' and not exists (
       select 1 from invoice_open o where o.company_id = $1 and o.id = i.id)`,
  ],
} as const

/** One page of documents that match a word, with their customers. */
export const rawList = (at: BenchHouse, { view, sort, word, common }: ListAsk) =>
  rawly(at, async (run) => {
    const [table, which] = viewed[view]
    // Settled ones have no balance to sort by: nor has the hand-written page of everything.
    const key = table === 'invoice' && sort === 'balance' ? 'i.id' : keys[sort]
    return run(
      `select i.id, i.kind, i.form, i.number, i.customer_id, c.name, c.number as customer_number,
         i.currency, i.issued_on, i.due_on, i.gross, coalesce(o.balance, 0) as balance, i.sent_at, p.key
       from (select i.id, ${key} as key from ${table} i
         where i.company_id = $1 and ${which} and $3::date is not null
           and ${common ? 'case when i.search like ($2::text[])[1] then true else false end' : 'i.id in (select find_invoices($2))'}
         order by ${key}, i.id limit 51) p
       join invoice i on i.company_id = $1 and i.id = p.id
       join customer c on c.company_id = $1 and c.id = i.customer_id
       left join invoice_open o on o.company_id = $1 and o.id = i.id
       order by p.key, p.id`,
      [at.companyId, [`%${word}%`], today],
    )
  })

/** How many open documents match a word, and what they add up to. */
export const rawSums = (at: BenchHouse, { word }: ListAsk) =>
  rawly(at, (run) =>
    run(
      `select i.currency, count(*), sum(i.gross)::bigint, sum(i.balance)::bigint from invoice_open i
       where i.company_id = $1 and i.balance > 0 and i.search like $2 group by 1`,
      [at.companyId, `%${word}%`],
    ),
  )

// What is open now and what was settled later: of the latter alone the settlements are read.
const thenOpen = [
  'l.settled < abs(l.amount)',
  'l.settled = abs(l.amount) and l.settled_through > $2::date',
]
  .flatMap((which) => [
    [which, 'l.amount > 0', 'l.amount - l.settled', '+', 'item_id'],
    [which, 'l.amount < 0', 'l.amount + l.settled', '-', 'credit_id'],
  ])
  .map(
    ([which, side, balance, sign, line]) => `(
      select l.party_id, l.currency, l.due_on, ${balance} ${sign} case when l.settled_through > $2::date then (
        select coalesce(sum(s.amount), 0)::bigint from settlement s
        where s.company_id = $1 and s.${line} = l.id and s.effective_on > $2::date) else 0 end as balance
      from journal_line l
      where l.company_id = $1 and l.party_id is not null and l.posted_on <= $2::date
        and ${which} and ${side} offset 0)`,
  )
  .join(' union all ')

/** What every customer owes as of a day, by lateness: a row a customer and currency. */
export const rawAging = (at: BenchHouse, asOf: string) =>
  rawly(at, async (run) => {
    await run(
      `select set_config('plan_cache_mode', 'force_custom_plan', true),
         set_config('max_parallel_workers_per_gather', '0', true)`,
      [],
    )
    return run(
      `with spread as (
         select party_id, currency, case when due_on >= $2::date then 0 when $2::date - due_on <= 30 then 1
             when $2::date - due_on <= 60 then 2 when $2::date - due_on <= 90 then 3 else 4 end as bucket,
           sum(balance)::bigint as balance, sum(greatest(balance, 0))::bigint as debts,
           min(case when balance > 0 then due_on end) as oldest, count(*) as items
         from (${thenOpen}) o where balance <> 0 group by 1, 2, 3)
       select party_id, currency,
         ${[0, 1, 2, 3, 4].map((n) => `coalesce(sum(balance) filter (where bucket = ${n}), 0)::bigint as b${n}`).join(', ')},
         coalesce(sum(debts) filter (where bucket > 0), 0)::bigint as overdue, min(oldest) as oldest,
         sum(items)::int as items
       from spread group by 1, 2 order by 1, 2`,
      [at.companyId, asOf],
    )
  })

export const rawStatement = (at: BenchHouse, customerId: string, from: string, to: string) =>
  rawly(at, async (run) => [
    await run(
      `select coalesce(sum(amount), 0) from journal_line
       where company_id = $1 and party_id = $2 and posted_on < $3`,
      [at.companyId, customerId, from],
    ),
    await run(
      `select e.document_kind, e.document_number, l.posted_on, l.due_on, l.amount,
         sum(l.amount) over (order by l.posted_on, l.id)
       from journal_line l join journal_entry e on e.company_id = l.company_id and e.id = l.entry_id
       where l.company_id = $1 and l.party_id = $2 and l.posted_on between $3 and $4
       order by l.posted_on, l.id`,
      [at.companyId, customerId, from, to],
    ),
  ])

type Run = Parameters<Parameters<typeof rawly>[1]>[0]

async function accounts(run: Run, companyId: string): Promise<Record<string, string>> {
  const rows = await run('select key, id from account where company_id = $1 and key is not null', [
    companyId,
  ])
  return Object.fromEntries(rows.map((row) => [String(row['key']), String(row['id'])]))
}

async function number(run: Run, companyId: string, series: string): Promise<number> {
  const year = Number(today.slice(0, 4))
  const [row] = await run(
    `insert into number_series values ($1, $2, $3, 1)
     on conflict (company_id, series, year) do update set last = number_series.last + 1 returning last`,
    [companyId, series, year],
  )
  const sequence = Number(row?.['last'])
  await run('insert into issued_number values ($1, $2, $3, $4, $5, now())', [
    companyId,
    series,
    year,
    sequence,
    `RAW-${series}-${sequence}`,
  ])
  return sequence
}

async function entry(
  run: Run,
  companyId: string,
  kind: string,
  of: { id: string; number: string; customerId: string },
  lines: readonly (readonly [account: string | undefined, amount: number, party: string | null])[],
): Promise<{ entryId: string; ids: string[] }> {
  const entryId = newId()
  await run(
    `insert into journal_entry (company_id, id, kind, document_kind, document_id, document_number,
       party_id, posted_on, currency, rate, recorded_at, by_name)
     values ($1, $2, $3, $3, $4, $5, $6, $7, 'SAR', 1, now(), 'raw')`,
    [companyId, entryId, kind, of.id, of.number, of.customerId, today],
  )
  const ids = lines.map(() => newId())
  await run(
    `insert into journal_line (company_id, id, entry_id, place, account_id, party_id, due_on, posted_on,
       recorded_at, currency, amount, base_amount)
     select $1, id, $2, place, account, party, case when party is not null then $3::date end, $3, now(), 'SAR', amount, amount
     from unnest($4::uuid[], $5::uuid[], $6::uuid[], $7::bigint[]) with ordinality t(id, account, party, amount, place)`,
    [
      companyId,
      entryId,
      today,
      ids,
      lines.map(([a]) => a),
      lines.map(([, , p]) => p),
      lines.map(([, n]) => n),
    ],
  )
  return { entryId, ids }
}

/** What every command writes beside its own rows: the request, the audit, the event. */
async function tell(run: Run, companyId: string, command: string, id: string): Promise<void> {
  await run(
    'insert into request (company_id, command, id, hash, at) values ($1, $2, $3, $4, now())',
    [companyId, command, id, Buffer.alloc(32)],
  )
  await run('select tell($1, $2)', [
    companyId,
    JSON.stringify({
      at: new Date().toISOString(),
      actorKind: 'user',
      actorId: null,
      actorName: 'raw',
      trace: id,
      audits: [{ action: command, kind: 'raw', id, before: null, after: { id }, salt: '00' }],
      events: [
        {
          id: newId(),
          name: 'raw.done',
          kind: 'raw',
          about: id,
          customer: null,
          facts: {},
          listeners: [],
        },
      ],
      jobs: [],
      request: { command, id, reply: { id } },
    }),
  ])
}

/** An invoice of three lines, written and posted. */
export const rawInvoice = (at: BenchHouse, customerId: string) =>
  rawly(at, async (run) => {
    const { companyId } = at
    const id = newId()
    await run('select id from customer where company_id = $1 and id = $2 for no key update', [
      companyId,
      customerId,
    ])
    const of = await accounts(run, companyId)
    const sequence = await number(run, companyId, 'invoice')
    const document = { id, number: `RAW-invoice-${sequence}`, customerId }
    const { entryId, ids } = await entry(run, companyId, 'invoice', document, [
      [of['receivable'], 34_500, customerId],
      [of['sales'], -30_000, null],
      [of['vat_output'], -4500, null],
    ])
    await run(
      `insert into invoice (company_id, id, kind, form, number, sequence, customer_id, currency, issued_on,
         terms, due_on, due_basis, net, vat, gross, vat_in_base, buyer, seller, item_id, entry_id, search, created_at, posted_at, posted_by_name)
       values ($1, $2, 'invoice', 'standard', $3, $4, $5, 'SAR', $6, '{"kind":"immediate"}', $6, 'invoiced',
         30000, 4500, 34500, 4500, '{}', '{}', $7, $8, fold($3), now(), now(), 'raw')`,
      [companyId, id, document.number, sequence, customerId, today, ids[0], entryId],
    )
    await run(
      `insert into invoice_line (company_id, invoice_id, position, description, quantity, unit_price, vat_category, vat_rate, net, vat, gross)
       select $1, $2, n, 'توريد', 1, 100, 'S', 1500, 10000, 1500, 11500 from generate_series(1, 3) n`,
      [companyId, id],
    )
    await run(
      `insert into invoice_tax (company_id, invoice_id, category, rate, taxable, vat) values ($1, $2, 'S', 1500, 30000, 4500)`,
      [companyId, id],
    )
    await tell(run, companyId, 'raw.invoice', id)
  })

/** A payment, put against the customer's oldest open items. */
export const rawPayment = (at: BenchHouse, customerId: string, amount: number) =>
  rawly(at, async (run) => {
    const { companyId } = at
    const id = newId()
    await run('select id from customer where company_id = $1 and id = $2 for no key update', [
      companyId,
      customerId,
    ])
    const open = await run(
      `select id, amount - settled as balance from journal_line where company_id = $1 and party_id = $2
         and currency = 'SAR' and settled < abs(amount) and amount > 0 order by due_on, id for no key update`,
      [companyId, customerId],
    )
    const of = await accounts(run, companyId)
    const sequence = await number(run, companyId, 'receipt')
    const document = { id, number: `RAW-receipt-${sequence}`, customerId }
    const { entryId, ids } = await entry(run, companyId, 'payment', document, [
      [of['bank'], amount, null],
      [of['receivable'], -amount, customerId],
    ])
    await run(
      `insert into payment (company_id, id, number, customer_id, amount, currency, method, source, paid_on,
         entry_id, credit_id, recorded_at, recorded_by_name)
       values ($1, $2, $3, $4, $5, 'SAR', 'transfer', 'manual', $6, $7, $8, now(), 'raw')`,
      [companyId, id, document.number, customerId, amount, today, entryId, ids[1]],
    )
    let left = amount
    for (const item of open) {
      const share = Math.min(left, Number(item['balance']))
      if (share === 0) break
      left -= share
      await run(
        `update journal_line set settled = settled + $3, settled_base = settled_base + $3,
           settled_through = greatest(settled_through, $4) where company_id = $1 and id = any($2)`,
        [companyId, [item['id'], ids[1]], share, today],
      )
      await run(
        `insert into settlement (company_id, id, credit_id, item_id, currency, amount, credit_base, item_base,
           effective_on, recorded_at, by_name) values ($1, $2, $3, $4, 'SAR', $5, $5, $5, $6, now(), 'raw')`,
        [companyId, newId(), ids[1], item['id'], share, today],
      )
    }
    await tell(run, companyId, 'raw.payment', id)
  })
