import type { z } from 'zod'
import type { Currency } from '#core/money.ts'
import type {
  Flag,
  ListPayments,
  Method,
  Payment,
  PaymentFilters,
  PaymentRow,
  RefundRow,
  Scheme,
  Source,
} from '#core/payments/api.ts'
import { Refusal } from '#core/refusal.ts'
import { cardFor, customersWithin, findCustomers, partiesOf } from '#modules/contacts/index.ts'
import { type Look, query } from '#platform/query.ts'
import { allocationsOf } from './settlements.ts'
import { type From, like } from './store.ts'

type Row = {
  id: string
  number: string
  customer_id: string
  customer_name: string
  amount: number
  currency: Currency
  unapplied: number
  method: Method
  source: Source
  scheme: Scheme | null
  masked: string | null
  reference: string | null
  note: string | null
  rate: string | null
  paid_on: string
  recorded_at: Date
  recorded_by_name: string
  reversed_on: string | null
  flag: Flag | null
  credit_id: string
  cursor_value: string
}

const columns = `p.id, p.number, p.customer_id, p.customer_name, p.amount, p.currency, p.unapplied,
  p.method, p.source, p.scheme, p.masked, p.reference, p.note, p.rate, p.paid_on, p.recorded_at,
  p.recorded_by_name, p.reversed_on, p.flag, p.credit_id`
const tables = 'from payment_view p'

const matching = `p.company_id = $1
  and ($2::uuid[] is null or p.customer_id = any($2))
  and ($3::text[] is null or p.method = any($3))
  and ($4::text[] is null or p.source = any($4))
  and ($5::date is null or p.paid_on >= $5) and ($6::date is null or p.paid_on <= $6)
  and ($7::boolean is null or (p.unapplied > 0) = $7)
  and ($8::boolean is null or (p.flag is not null) = $8)
  and ($9::boolean is null or (p.reversed_on is not null) = $9)
  and ($10::text is null or p.number ilike $10 or p.reference ilike $10
    or p.customer_name ilike $10 or p.customer_name_en ilike $10)`

const sorts = {
  paidOn: { expression: 'p.paid_on', cast: 'date' },
  amount: { expression: 'p.amount', cast: 'bigint' },
  number: { expression: 'p.number', cast: 'text' },
  recordedAt: { expression: 'p.recorded_at', cast: 'timestamptz' },
} as const

export const rowOf = (row: Row): PaymentRow => ({
  id: row.id,
  number: row.number,
  customerId: row.customer_id,
  customerName: row.customer_name,
  amount: { minor: row.amount, currency: row.currency },
  unapplied: { minor: row.unapplied, currency: row.currency },
  method: row.method,
  source: row.source,
  scheme: row.scheme,
  masked: row.masked,
  reference: row.reference,
  paidOn: row.paid_on,
  recordedAt: row.recorded_at.toISOString(),
  recordedBy: row.recorded_by_name,
  reversedOn: row.reversed_on,
  flag: row.flag,
})

type Filters = z.output<typeof PaymentFilters>

/** The customers that a filter and the reader's reach leave; null for all, aliases included. */
async function reachOf(look: Look, filters: Filters): Promise<string[] | null> {
  const own = await customersWithin(look, 'payments.read')
  if (filters.customerId === undefined) return own ?? null
  const parties = await partiesOf(look, filters.customerId)
  return own ? parties.filter((id) => own.includes(id)) : parties
}

export async function filterValues(look: Look, filters: Filters): Promise<unknown[]> {
  return [
    look.companyId,
    await reachOf(look, filters),
    filters.method ?? null,
    filters.source ?? null,
    filters.from ?? null,
    filters.to ?? null,
    filters.unallocated ?? null,
    filters.flagged ?? null,
    filters.reversed ?? null,
    like(filters.search),
  ]
}

type Cursor = readonly [value: string, id: string]
function cursorOf(text: string | undefined): Cursor | undefined {
  if (text === undefined) return undefined
  const cut = text.lastIndexOf('|')
  const [value, id] = [text.slice(0, cut), text.slice(cut + 1)]
  if (cut < 1 || !/^[0-9a-f-]{36}$/.test(id)) throw new Refusal('request.invalid')
  return [value, id]
}

/** The payments that match, page by page, with what they come to in each currency. */
export const listPayments = query('payments.read', async (look, input: ListPayments) => {
  const values = await filterValues(look, input)
  const { expression, cast } = sorts[input.sort]
  const [sign, order] = input.direction === 'asc' ? ['>', 'asc'] : ['<', 'desc']
  const [value, id] = cursorOf(input.cursor) ?? [null, null]
  const rows = await look.run<Row>(
    `select ${columns}, (${expression})::text as cursor_value ${tables} where ${matching}
       and ($11::text is null or (${expression}, p.id) ${sign} ($11::${cast}, $12::uuid))
     order by ${expression} ${order}, p.id ${order} limit $13`,
    [...values, value, id, input.limit],
  )
  const sums = await look.run<{
    currency: Currency
    amount: number
    unapplied: number
    count: number
  }>(
    `select p.currency, sum(p.amount) filter (where p.reversed_on is null)::bigint as amount,
       sum(p.unapplied)::bigint as unapplied, count(*) as count
     ${tables} where ${matching} group by p.currency order by p.currency`,
    values,
  )
  const last = rows.at(-1)
  return {
    rows: rows.map(rowOf),
    nextCursor: rows.length === input.limit && last ? `${last.cursor_value}|${last.id}` : null,
    total: sums.reduce((sum, { count }) => sum + count, 0),
    sums: sums.map((sum) => ({ ...sum, amount: sum.amount ?? 0 })),
  }
})

/** Every payment that matches, for a file: so many at most. */
export async function allPayments(look: Look, filters: Filters, most: number) {
  const rows = await look.run<Row>(
    `select ${columns}, '' as cursor_value ${tables} where ${matching}
     order by p.paid_on desc, p.id desc limit $11`,
    [...(await filterValues(look, filters)), most],
  )
  return rows.map((row) => ({ ...rowOf(row), note: row.note }))
}

type RefundRecord = {
  id: string
  number: string
  amount: number
  currency: Currency
  way: RefundRow['way']
  state: RefundRow['state']
  refunded_on: string
  reference: string | null
  note: string | null
}
async function refundsOf(from: From, paymentId: string): Promise<RefundRow[]> {
  const rows = await from.run<RefundRecord>(
    `select id, number, amount, currency, way, state, refunded_on, reference, note from refund
     where company_id = $1 and payment_id = $2 order by at, id`,
    [from.companyId, paymentId],
  )
  return rows.map(({ amount, currency, refunded_on: refundedOn, ...row }) => ({
    ...row,
    refundedOn,
    amount: { minor: amount, currency },
  }))
}

async function reversalOf(from: From, paymentId: string): Promise<Payment['reversal']> {
  const [row] = await from.run<{
    reversed_on: string
    reason: 'bounced' | 'mistake'
    note: string | null
    by_name: string
  }>(
    `select reversed_on, reason, note, by_name from payment_reversal
     where company_id = $1 and payment_id = $2`,
    [from.companyId, paymentId],
  )
  return row ? { on: row.reversed_on, reason: row.reason, note: row.note, by: row.by_name } : null
}

async function providerOf(from: From, row: Row): Promise<Payment['provider']> {
  if (row.source !== 'gateway') return null
  const [found] = await from.run<{ vendor: string; id: string; fee: number | null }>(
    `select a.vendor, g.provider_payment_id as id, coalesce(f.amount, g.fee) as fee
     from gateway_effect g
     left join gateway_fee f on f.company_id = g.company_id and f.payment_id = g.payment_id
     join gateway_account a on a.company_id = g.company_id and a.id = g.account_id
     where g.company_id = $1 and g.payment_id = $2 and g.effect = 'receipt'`,
    [from.companyId, row.id],
  )
  if (!found) return null
  const fee = found.fee === null ? null : { minor: found.fee, currency: row.currency }
  return { vendor: found.vendor, paymentId: found.id, fee }
}

/** A payment with everything that it did. @throws payments.payment_not_found */
export async function readPayment(from: From, id: string): Promise<Payment> {
  const [row] = await from.run<Row>(
    `select ${columns}, '' as cursor_value ${tables} where p.company_id = $1 and p.id = $2`,
    [from.companyId, id],
  )
  if (!row) throw new Refusal('payments.payment_not_found', { id })
  const known = (await findCustomers(from, [row.customer_id])).get(row.customer_id)
  const card = known && cardFor(from.session, known)
  return {
    ...rowOf(row),
    note: row.note,
    rate: row.rate,
    customerNumber: card?.number ?? '',
    customerEmail: card?.email ?? null,
    allocations: (await allocationsOf(from, [row.credit_id])).get(row.credit_id) ?? [],
    refunds: await refundsOf(from, id),
    reversal: await reversalOf(from, id),
    provider: await providerOf(from, row),
  }
}

/** @throws payments.payment_not_found, also for a payment of a customer out of the reader's reach */
export const showPayment = query('payments.read', async (look, { id }: { id: string }) => {
  const payment = await readPayment(look, id)
  const own = await customersWithin(look, 'payments.read')
  if (own && !own.includes(payment.customerId))
    throw new Refusal('payments.payment_not_found', { id })
  return payment
})
