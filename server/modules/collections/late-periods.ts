import type { LateInput, LatePeriod } from '#core/collections/api.ts'
import { toCsv } from '#core/collections/csv.ts'
import { type Day, daysBetween } from '#core/day.ts'
import { type Currency, type Money, toDecimalText } from '#core/money.ts'
import { customersWithin, findCustomers } from '#modules/contacts/index.ts'
import type { Work } from '#platform/command.ts'
import { query } from '#platform/query.ts'
import type { Dossier } from './dossiers.ts'
import type { From } from './store.ts'
import type { CollectionsTables } from './tables.ts'

type LateTable = CollectionsTables['late_period']

/** Opens a period for everything that is overdue and has none open yet. */
export async function recordLatePeriods(work: Work, dossiers: readonly Dossier[]): Promise<void> {
  const late = dossiers.flatMap(({ customerId, items }) =>
    items.flatMap((item) =>
      item.dueOn < work.today
        ? [
            {
              item_id: item.itemId,
              customer_id: customerId,
              invoice_id: item.invoiceId,
              number: item.number,
              due_on: item.dueOn,
              currency: item.balance.currency,
              amount: item.balance.minor,
            },
          ]
        : [],
    ),
  )
  if (late.length === 0) return
  await work.run(
    `with known as materialized (
       select item_id, max(cycle) as cycle, bool_or(ended_on is null) as open from late_period
       where company_id = $1 and item_id = any($3) group by item_id)
     insert into late_period (company_id, item_id, cycle, customer_id, invoice_id, number, due_on,
       currency, amount)
     select $1, l.item_id, coalesce(k.cycle, 0) + 1, l.customer_id, l.invoice_id, l.number, l.due_on,
       l.currency, l.amount
     from jsonb_to_recordset($2::jsonb) as l(item_id uuid, customer_id uuid, invoice_id uuid,
       number text, due_on date, currency text, amount bigint)
     left join known k on k.item_id = l.item_id
     where k.open is not true order by l.item_id on conflict do nothing`,
    [work.companyId, JSON.stringify(late), late.map(({ item_id }) => item_id)],
  )
}

/** Ends the open period of an invoice on the day it was paid; one paid in time leaves none behind. */
export async function endLatePeriod(
  work: Work,
  item: { itemId: string; paidOn: Day },
): Promise<void> {
  const values = [work.companyId, item.itemId, item.paidOn]
  await work.run(
    `delete from late_period where company_id = $1 and item_id = $2 and ended_on is null
       and due_on >= $3::date`,
    values,
  )
  await work.run(
    `update late_period set ended_on = $3::date
     where company_id = $1 and item_id = $2 and ended_on is null`,
    values,
  )
}

/** Writes the whole period of an invoice that was paid late before any run saw it overdue. */
export async function recordPaidLate(
  work: Work,
  item: Omit<LateTable, 'company_id' | 'cycle' | 'ended_on'> & { paidOn: Day },
): Promise<void> {
  await work.run(
    `insert into late_period (company_id, item_id, cycle, customer_id, invoice_id, number, due_on,
       currency, amount, ended_on)
     select $1, $2, 1, $3, $4, $5, $6::date, $7, $8, $9::date
     where not exists (select 1 from late_period where company_id = $1 and item_id = $2)
       and $9::date > $6::date on conflict do nothing`,
    [
      work.companyId,
      item.item_id,
      item.customer_id,
      item.invoice_id,
      item.number,
      item.due_on,
      item.currency,
      item.amount,
      item.paidOn,
    ],
  )
}

const matching = `from late_period p where p.company_id = $1
  and ($2::uuid is null or p.customer_id = $2) and ($3::boolean is null or (p.ended_on is null) = $3)
  and ($4::date is null or p.due_on >= $4) and ($5::date is null or p.due_on <= $5)
  and ($6::uuid[] is null or p.customer_id = any($6))`

const days = `coalesce(p.ended_on, $7::date) - p.due_on`
const sorts: Record<LateInput['sort'], string> = {
  due_on: 'p.due_on',
  days_late: days,
  amount: 'p.amount',
}
type Filter = Omit<LateInput, 'cursor' | 'limit'>

async function filtersOf(from: From, input: Filter) {
  return [
    from.companyId,
    input.customerId ?? null,
    input.open ?? null,
    input.dueFrom ?? null,
    input.dueTo ?? null,
    (await customersWithin(from, 'collections.read')) ?? null,
  ]
}

async function page(from: From, input: Filter, offset: number, limit: number) {
  // Not every order reads today, and PostgreSQL wants to know the type of every value.
  const rows = await from.run<LateTable>(
    `select p.* ${matching} and $7::date is not null
     order by ${sorts[input.sort]} ${input.direction === 'asc' ? 'asc' : 'desc'}, p.item_id, p.cycle
     offset $8 limit $9`,
    [...(await filtersOf(from, input)), from.today, offset, limit],
  )
  const cards = await findCustomers(
    from,
    rows.map((row) => row.customer_id),
  )
  return rows.map(
    (row): LatePeriod => ({
      itemId: row.item_id,
      cycle: row.cycle,
      customerId: row.customer_id,
      customerName: cards.get(row.customer_id)?.name ?? null,
      invoiceId: row.invoice_id,
      number: row.number,
      dueOn: row.due_on,
      amount: { minor: row.amount, currency: row.currency },
      endedOn: row.ended_on,
      daysLate: daysBetween(row.due_on, row.ended_on ?? from.today),
    }),
  )
}

/** The register of late payments, with the sum of every row that matches. */
export const listLatePayments = query('collections.read', async (from, input: LateInput) => {
  const offset = Number(input.cursor ?? 0) || 0
  const rows = await page(from, input, offset, input.limit + 1)
  const sums = await from.run<{ currency: Currency; minor: number; count: number }>(
    `select p.currency, sum(p.amount)::bigint as minor, count(*) as count ${matching}
     group by p.currency order by p.currency`,
    await filtersOf(from, input),
  )
  return {
    rows: rows.slice(0, input.limit),
    nextCursor: rows.length > input.limit ? String(offset + input.limit) : null,
    total: sums.reduce((total, { count }) => total + count, 0),
    sums: sums.map(({ currency, minor }): Money => ({ currency, minor })),
  }
})

const heads = {
  ar: ['العميل', 'الفاتورة', 'تاريخ الاستحقاق', 'المبلغ', 'العملة', 'سُددت في', 'أيام التأخير'],
  en: ['Customer', 'Invoice', 'Due on', 'Amount', 'Currency', 'Paid on', 'Days late'],
} as const
const mostExported = 50_000

/** The same rows as a file that a spreadsheet opens, up to 50,000 of them. */
export const exportLatePayments = query('collections.read', async (from, input: Filter) => {
  const rows = await page(from, input, 0, mostExported)
  const lines = rows.map((row) => [
    row.customerName ?? '',
    row.number,
    row.dueOn,
    toDecimalText(row.amount),
    row.amount.currency,
    row.endedOn ?? '',
    String(row.daysLate),
  ])
  const csv = toCsv([[...heads[from.session.language]], ...lines])
  return new File([csv], `late-payments-${from.today}.csv`, { type: 'text/csv; charset=utf-8' })
})
