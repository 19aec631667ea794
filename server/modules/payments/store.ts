import type { Currency, Money } from '#core/money.ts'
import type { Flag, Method, Scheme, Source } from '#core/payments/api.ts'
import { Refusal } from '#core/refusal.ts'
import type { Work } from '#platform/command.ts'
import type { Look } from '#platform/query.ts'

export type From = Pick<
  Work | Look,
  'run' | 'db' | 'companyId' | 'session' | 'now' | 'today' | 'zone' | 'baseCurrency' | 'company'
>

/** What a text to look for is in a pattern: its own signs mean themselves. */
export const like = (text: string | undefined): string | null =>
  text ? `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%` : null

export const moneyOf = (row: Readonly<{ amount: number; currency: Currency }>): Money => ({
  minor: row.amount,
  currency: row.currency,
})

export type NewPaymentRow = Readonly<{
  id: string
  number: string
  customerId: string
  amount: Money
  rate: string | null
  method: Method
  source: Source
  scheme: Scheme | null
  masked: string | null
  reference: string | null
  note: string | null
  paidOn: string
  entryId: string
  creditId: string
  flag: Flag | null
}>

export async function insertPayments(work: Work, rows: readonly NewPaymentRow[]): Promise<void> {
  await work.run(
    `insert into payment (company_id, id, number, customer_id, amount, currency, rate, method, source,
       scheme, masked, reference, note, paid_on, entry_id, credit_id, recorded_at, recorded_by,
       recorded_by_name, flag)
     select $1, id, number, "customerId", (amount ->> 'minor')::bigint, amount ->> 'currency', rate,
       method, source, scheme, masked, reference, note, "paidOn", "entryId", "creditId", $3, $4, $5,
       flag
     from jsonb_to_recordset($2::jsonb) as p (id uuid, number text, "customerId" uuid, amount jsonb,
       rate numeric, method text, source text, scheme text, masked text, reference text, note text,
       "paidOn" date, "entryId" uuid, "creditId" uuid, flag text)`,
    [work.companyId, JSON.stringify(rows), work.now, work.actor.id, work.actor.name],
  )
}

export type PaymentRecord = Readonly<{
  id: string
  number: string
  customerId: string
  amount: Money
  rate: string | null
  method: Method
  source: Source
  paidOn: string
  entryId: string
  creditId: string
  reversedOn: string | null
}>

type Row = {
  id: string
  number: string
  customer_id: string
  amount: number
  currency: Currency
  rate: string | null
  method: Method
  source: Source
  paid_on: string
  entry_id: string
  credit_id: string
  reversed_on: string | null
}

const recordOf = (row: Row): PaymentRecord => ({
  id: row.id,
  number: row.number,
  customerId: row.customer_id,
  amount: { minor: row.amount, currency: row.currency },
  rate: row.rate,
  method: row.method,
  source: row.source,
  paidOn: row.paid_on,
  entryId: row.entry_id,
  creditId: row.credit_id,
  reversedOn: row.reversed_on,
})

const columns = `p.id, p.number, p.customer_id, p.amount, p.currency, p.rate, p.method, p.source,
  p.paid_on, p.entry_id, p.credit_id,
  (select r.reversed_on from payment_reversal r
   where r.company_id = p.company_id and r.payment_id = p.id) as reversed_on`

/** @throws payments.payment_not_found */
export async function getPayment(
  from: Pick<Work, 'run' | 'companyId'>,
  id: string,
): Promise<PaymentRecord> {
  const [row] = await from.run<Row>(
    `select ${columns} from payment p where p.company_id = $1 and p.id = $2`,
    [from.companyId, id],
  )
  if (!row) throw new Refusal('payments.payment_not_found', { id })
  return recordOf(row)
}

/**
 * A payment held until the transaction ends. Its customer and open items are locked before it.
 * @throws payments.payment_not_found, payments.already_reversed
 */
export async function lockPayment(work: Work, id: string): Promise<PaymentRecord> {
  await work.run('select id from payment where company_id = $1 and id = $2 for no key update', [
    work.companyId,
    id,
  ])
  const payment = await getPayment(work, id)
  demandStanding(payment)
  return payment
}

/** @throws payments.already_reversed */
export function demandStanding({ number, reversedOn }: PaymentRecord): void {
  if (reversedOn !== null) throw new Refusal('payments.already_reversed', { number })
}

export async function insertReversal(
  work: Work,
  row: Readonly<{
    paymentId: string
    on: string
    reason: 'bounced' | 'mistake'
    note: string | null
    entryId: string
  }>,
): Promise<void> {
  await work.run(
    `insert into payment_reversal (company_id, payment_id, reversed_on, reason, note, entry_id, at,
       by_id, by_name) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      work.companyId,
      row.paymentId,
      row.on,
      row.reason,
      row.note,
      row.entryId,
      work.now,
      work.actor.id,
      work.actor.name,
    ],
  )
}

export async function flagPayment(work: Work, id: string, flag: Flag): Promise<void> {
  await work.run('update payment set flag = $3 where company_id = $1 and id = $2', [
    work.companyId,
    id,
    flag,
  ])
}
