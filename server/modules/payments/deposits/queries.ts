import type { Day } from '#core/day.ts'
import type { Currency, Money } from '#core/money.ts'
import {
  type DepositMove,
  depositMovesFrom,
  mayUndo,
  restOf,
  type WholeMove,
} from '#core/payments/deposit.ts'
import type {
  Deposit,
  DepositFilters,
  DepositRow,
  DepositStep,
  ListDeposits,
} from '#core/payments/deposit-api.ts'
import type { Permission } from '#core/permission.ts'
import { Refusal } from '#core/refusal.ts'
import { customersWithin, partiesOf } from '#modules/contacts/index.ts'
import { type Look, query } from '#platform/query.ts'
import { may } from '#platform/session.ts'
import { linkUrl } from '../online/links.ts'
import { allocationsOf } from '../settlements.ts'
import { type From, like, moneyOf } from '../store.ts'
import { type DepositRecord, getDeposit } from './store.ts'

const rowOf = (row: DepositRecord): DepositRow => ({
  id: row.id,
  kind: row.kind,
  number: row.number,
  customerId: row.customer_id,
  customerName: row.customer_name,
  subject: row.subject,
  amount: moneyOf(row),
  dueOn: row.due_on,
  state: row.state,
  held: { minor: row.held, currency: row.currency },
  paid: { minor: row.paid, currency: row.currency },
  refunded: { minor: row.refunded, currency: row.currency },
  unapplied: { minor: row.unapplied, currency: row.currency },
  requestedOn: row.requested_on,
})

const matching = `d.company_id = $1 and ($2::uuid[] is null or d.customer_id = any($2))
  and ($3::uuid[] is null or d.customer_id = any($3)) and ($4::text is null or d.kind = $4)
  and ($5::text[] is null or d.state = any($5))
  and ($6::text is null or d.number ilike $6 or d.customer_name ilike $6
    or d.customer_name_en ilike $6 or d.subject ilike $6)`

/** What the list is narrowed to, as its statements take it. */
async function valuesOf(look: Look, input: DepositFilters, within: Permission) {
  const own = (await customersWithin(look, within)) ?? null
  const parties = input.customerId ? await partiesOf(look, input.customerId, within) : null
  const values = [look.companyId, own, parties, input.kind ?? null, input.state ?? null]
  return { own, parties, values: [...values, like(input.search)] }
}

/** Every request that matches, for a file. */
export async function allDeposits(
  look: Look,
  input: DepositFilters,
  most: number,
): Promise<(DepositRow & Pick<Deposit, 'customerNumber' | 'requestedBy'>)[]> {
  const { values } = await valuesOf(look, input, 'payments.export')
  const order = input.direction === 'asc' ? 'asc' : 'desc'
  const rows = await look.run<DepositRecord>(
    `select d.* from deposit_view d where ${matching}
     order by d.requested_on ${order}, d.id ${order} limit $7`,
    [...values, most],
  )
  return rows.map((row) => ({
    ...rowOf(row),
    customerNumber: row.customer_number,
    requestedBy: row.requested_by_name,
  }))
}

/** The requests that match, the newest first, and what is held of securities beside them. */
export const listDeposits = query('payments.read', async (look, input: ListDeposits) => {
  const { own, parties, values } = await valuesOf(look, input, 'payments.read')
  const offset = Number(input.cursor ?? 0) || 0
  const order = input.direction === 'asc' ? 'asc' : 'desc'
  const rows = await look.run<DepositRecord>(
    `select d.* from deposit_view d where ${matching}
     order by d.requested_on ${order}, d.id ${order} offset $7 limit $8`,
    [...values, offset, input.limit + 1],
  )
  const sums = await look.run<{ currency: Currency; minor: number; count: number }>(
    `select d.currency, sum(d.amount)::bigint as minor, count(*) as count
     from deposit_view d where ${matching} group by d.currency order by d.currency`,
    values,
  )
  const held = await look.run<Money>(
    `select d.currency, sum(d.held)::bigint as minor from deposit d
     where d.company_id = $1 and ($2::uuid[] is null or d.customer_id = any($2))
       and ($3::uuid[] is null or d.customer_id = any($3)) and d.state = 'held'
     group by d.currency order by d.currency`,
    [look.companyId, own, parties],
  )
  return {
    rows: rows.slice(0, input.limit).map(rowOf),
    nextCursor: rows.length > input.limit ? String(offset + input.limit) : null,
    total: sums.reduce((total, { count }) => total + count, 0),
    sums: sums.map(({ minor, currency }) => ({ minor, currency })),
    held: held.map(({ minor, currency }) => ({ minor, currency })),
  }
})

type StepRow = {
  seq: number
  at: Date
  by_name: string
  move: DepositMove | null
  day: Day
  change: number
  paid: number | null
  undone: boolean
  number: string | null
  payment_number: string | null
  reason: string | null
}

async function historyOf(from: From, row: DepositRecord): Promise<DepositStep[]> {
  const { id, currency, held, amount } = row
  const reverses = may(from.session, 'payments.reverse') !== undefined
  const rows = await from.run<StepRow>(
    `select s.seq, s.at, s.by_name, s.move, s.day, s.change, s.paid, s.number, s.reason,
       p.number as payment_number, exists (select 1 from deposit_step u
         where u.company_id = s.company_id and u.deposit_id = s.deposit_id and u.undoes = s.seq)
         as undone
     from deposit_step s
     left join payment p on p.company_id = s.company_id and p.id = s.payment_id
     where s.company_id = $1 and s.deposit_id = $2 order by s.seq desc`,
    [from.companyId, id],
  )
  return rows.map((step) => {
    const moved = step.paid ?? Math.abs(step.change)
    return {
      step: step.seq,
      at: step.at.toISOString(),
      by: step.by_name,
      move: step.move,
      on: step.day,
      number: step.number ?? step.payment_number,
      amount: moved === 0 ? null : { minor: moved, currency },
      reason: step.reason,
      undone: step.undone,
      mayUndo: reverses && !step.undone && mayUndo(step.move, held, amount),
    }
  })
}

type PartRow = {
  payment_id: string
  number: string
  paid_on: Day
  credit_id: string
  amount: number
  refunded: number
}

async function paymentsOf(from: From, row: DepositRecord): Promise<Deposit['payments']> {
  const { currency } = row
  const parts = await from.run<PartRow>(
    `select payment_id, number, paid_on, credit_id, amount, refunded from deposit_payment_view
     where company_id = $1 and deposit_id = $2 order by recorded_at, number`,
    [from.companyId, row.id],
  )
  const taken = await allocationsOf(
    from,
    parts.map((part) => part.credit_id),
  )
  return parts.map((part) => ({
    id: part.payment_id,
    number: part.number,
    paidOn: part.paid_on,
    amount: { minor: part.amount, currency },
    refunded: { minor: part.refunded, currency },
    allocations: (taken.get(part.credit_id) ?? []).map(({ number, documentId, amount }) => ({
      ...{ number, documentId, amount },
    })),
  }))
}

/** The link of an advance that still waits for its money. */
async function linkOf(from: From, row: DepositRecord): Promise<Deposit['link']> {
  if (row.state !== 'requested') return null
  const [link] = await from.run<{ id: string }>(
    `select id from pay_link where company_id = $1 and deposit_id = $2 and revoked_at is null
       and expires_at > $3 order by expires_at desc limit 1`,
    [from.companyId, row.id, from.now],
  )
  return link ? { id: link.id, url: linkUrl(from.session, link.id) } : null
}

/** What was said through its links and waits to be checked, the oldest first. */
async function noticesOf(from: From, { id }: DepositRecord): Promise<Deposit['notices']> {
  const rows = await from.run<
    Readonly<{ id: string; amount: number; currency: Currency; paid_on: Day }>
  >(
    `select id, amount, currency, paid_on from payment_notice_view
     where company_id = $1 and deposit_id = $2 and state = 'open' order by opened_at, id`,
    [from.companyId, id],
  )
  return rows.map((row) => ({ id: row.id, amount: moneyOf(row), paidOn: row.paid_on }))
}

const needs: Readonly<Record<WholeMove, Permission>> = {
  pay: 'payments.record',
  receive: 'payments.record',
  refund: 'payments.refund',
  apply: 'payments.allocate',
  cancel: 'payments.deposits',
}

/** One request as it stands, for whoever is known to be allowed. @throws payments.deposit_not_found */
export async function readDeposit(from: From, id: string): Promise<Deposit> {
  const row = await getDeposit(from, id)
  const amount = moneyOf(row)
  const expected = row.expected === null ? null : { minor: row.expected, currency: row.currency }
  return {
    ...rowOf(row),
    customerNumber: row.customer_number,
    expected,
    percent: row.percent,
    rest: expected && row.kind === 'advance' ? restOf(expected, amount) : null,
    note: row.note,
    requestedBy: row.requested_by_name,
    payments: await paymentsOf(from, row),
    link: await linkOf(from, row),
    notices: await noticesOf(from, row),
    history: await historyOf(from, row),
    moves: depositMovesFrom(row.kind, row.state).filter((move) => may(from.session, needs[move])),
  }
}

/** The same for whom it is within. @throws payments.deposit_not_found */
export async function depositWithin(look: Look, id: string): Promise<Deposit> {
  const own = await customersWithin(look, 'payments.read')
  const { customer_id: customerId } = await getDeposit(look, id)
  if (own && !own.includes(customerId)) throw new Refusal('payments.deposit_not_found', { id })
  return readDeposit(look, id)
}

export const showDeposit = query('payments.read', (look, { id }: { id: string }) =>
  depositWithin(look, id),
)
