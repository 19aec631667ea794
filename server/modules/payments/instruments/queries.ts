import type { Currency, Money } from '#core/money.ts'
import {
  byWeek,
  coveredUntil,
  type InstrumentMove,
  missingForExecution,
  movesFrom,
  underCollection,
} from '#core/payments/instrument.ts'
import type {
  Instrument,
  InstrumentRow,
  InstrumentStep,
  ListInstruments,
} from '#core/payments/instrument-api.ts'
import type { Permission } from '#core/permission.ts'
import { Refusal } from '#core/refusal.ts'
import { customersWithin, partiesOf } from '#modules/contacts/index.ts'
import { type Look, query } from '#platform/query.ts'
import { may } from '#platform/session.ts'
import { fileLink } from '#platform/stored-files.ts'
import { like, moneyOf } from '../store.ts'
import { instrumentsDue } from './due.ts'
import { getInstrument, type InstrumentRecord } from './store.ts'

const rowOf = (row: InstrumentRecord): InstrumentRow => ({
  id: row.id,
  kind: row.kind,
  customerId: row.customer_id,
  customerName: row.customer_name,
  number: row.number,
  amount: moneyOf(row),
  dueOn: row.due_on,
  issuer: row.issuer,
  party: row.party,
  guaranteeKind: row.guarantee_kind,
  state: row.state,
  since: row.since,
  hasFile: row.file_id !== null,
})

const matching = `i.company_id = $1 and ($2::uuid[] is null or i.customer_id = any($2))
  and ($3::uuid[] is null or i.customer_id = any($3)) and ($4::text is null or i.kind = $4)
  and ($5::text[] is null or i.state = any($5)) and ($6::date is null or i.due_on >= $6)
  and ($7::date is null or i.due_on <= $7)
  and ($8::text is null or i.number ilike $8 or i.customer_name ilike $8
    or i.customer_name_en ilike $8 or i.issuer ilike $8 or i.party ilike $8)`

/** The instruments that match, by their day; guarantees without an end come last. */
export const listInstruments = query('payments.read', async (look, input: ListInstruments) => {
  const own = (await customersWithin(look, 'payments.read')) ?? null
  const parties = input.customerId ? await partiesOf(look, input.customerId, 'payments.read') : null
  const values = [
    ...[look.companyId, own, parties, input.kind ?? null, input.state ?? null],
    ...[input.dueFrom ?? null, input.dueTo ?? null, like(input.search)],
  ]
  const offset = Number(input.cursor ?? 0) || 0
  const order = input.direction === 'desc' ? 'desc' : 'asc'
  const rows = await look.run<InstrumentRecord>(
    `select i.* from instrument_view i where ${matching}
     order by i.due_on ${order} nulls last, i.id ${order} offset $9 limit $10`,
    [...values, offset, input.limit + 1],
  )
  const sums = await look.run<{ currency: Currency; minor: number; count: number }>(
    `select i.currency, sum(i.amount)::bigint as minor, count(*) as count
     from instrument_view i where ${matching} group by i.currency order by i.currency`,
    values,
  )
  const waiting = await look.run<Money>(
    `select i.currency, sum(i.amount)::bigint as minor from instrument i
     where i.company_id = $1 and ($2::uuid[] is null or i.customer_id = any($2))
       and ($3::uuid[] is null or i.customer_id = any($3)) and i.kind = 'cheque'
       and i.state = any($4) group by i.currency order by i.currency`,
    [look.companyId, own, parties, underCollection],
  )
  return {
    rows: rows.slice(0, input.limit).map(rowOf),
    nextCursor: rows.length > input.limit ? String(offset + input.limit) : null,
    total: sums.reduce((total, { count }) => total + count, 0),
    sums: sums.map(({ minor, currency }) => ({ minor, currency })),
    underCollection: waiting.map(({ minor, currency }) => ({ minor, currency })),
  }
})

const weeksAhead = 8

export const showWeeks = query('payments.read', async (look, _: object) => {
  const own = (await customersWithin(look, 'payments.read')) ?? null
  return { rows: byWeek(await instrumentsDue(look, own), look.today, weeksAhead) }
})

type StepRow = {
  at: Date
  by_name: string
  move: InstrumentMove | null
  state: InstrumentStep['state']
  day: string
  reason: string | null
  payment_id: string | null
  payment_number: string | null
}

async function historyOf(look: Look, id: string): Promise<InstrumentStep[]> {
  const rows = await look.run<StepRow>(
    `select s.at, s.by_name, s.move, s.state, s.day, s.reason, s.payment_id,
       p.number as payment_number
     from instrument_step s
     left join payment p on p.company_id = s.company_id and p.id = s.payment_id
     where s.company_id = $1 and s.instrument_id = $2 order by s.seq desc`,
    [look.companyId, id],
  )
  return rows.map((row) => ({
    at: row.at.toISOString(),
    by: row.by_name,
    move: row.move,
    state: row.state,
    on: row.day,
    reason: row.reason,
    paymentId: row.payment_id,
    paymentNumber: row.payment_number,
  }))
}

async function itemsOf(
  look: Look,
  { id, currency }: InstrumentRecord,
): Promise<Instrument['items']> {
  const rows = await look.run<{
    item_id: string
    amount: number
    document_id: string | null
    document_kind: string | null
    document_number: string | null
  }>(
    `select t.item_id, t.amount, l.document_id, l.document_kind, l.document_number
     from instrument_item t
     left join party_line_view l on l.company_id = t.company_id and l.id = t.item_id
     where t.company_id = $1 and t.instrument_id = $2 order by t.place, t.item_id`,
    [look.companyId, id],
  )
  return rows.map((row) => ({
    itemId: row.item_id,
    invoiceId: row.document_kind === 'invoice' ? row.document_id : null,
    number: row.document_number ?? '',
    amount: { minor: row.amount, currency },
  }))
}

/** What the reader may do with it now: money needs the permissions of money besides. */
function movesOf(look: Look, row: InstrumentRecord): InstrumentMove[] {
  if (!may(look.session, 'payments.instruments')) return []
  return movesFrom(row.kind, row.state).filter((move) => {
    if (move === 'clear') return may(look.session, 'payments.record')
    if (move === 'bounce' && row.payment_id !== null) return may(look.session, 'payments.reverse')
    return true
  })
}

/** One instrument with its history. @throws payments.instrument_not_found */
export async function instrumentOf(
  look: Look,
  id: string,
  within: Permission,
): Promise<Instrument> {
  const row = await getInstrument(look, id)
  const own = await customersWithin(look, within)
  if (own && !own.includes(row.customer_id))
    throw new Refusal('payments.instrument_not_found', { id })
  const { due_on: dueOn, state, kind } = row
  const hasFile = row.file_id !== null
  const waits = kind === 'cheque' && underCollection.includes(state) && dueOn !== null
  return {
    ...rowOf(row),
    customerNumber: row.customer_number,
    guarantor: row.guarantor,
    place: row.place,
    nafithRef: row.nafith_ref,
    note: row.note,
    depositedOn: row.deposited_on,
    bankAccount: row.bank_account_name,
    executionNumber: row.execution_number,
    payment:
      row.payment_id === null ? null : { id: row.payment_id, number: row.payment_number ?? '' },
    replacedBy:
      row.replaced_by === null
        ? null
        : { id: row.replaced_by, number: row.replaced_by_number ?? '' },
    items: await itemsOf(look, row),
    file:
      row.file_id === null
        ? null
        : {
            name: row.file_name ?? '',
            mime: row.file_mime ?? '',
            link: fileLink(look.session.house, look.companyId, row.file_id),
          },
    history: await historyOf(look, id),
    moves: movesOf(look, row),
    missing:
      kind === 'note' && ['active', 'protested'].includes(state)
        ? missingForExecution(
            { dueOn, party: row.party, place: row.place, nafithRef: row.nafith_ref, hasFile },
            look.today,
          )
        : [],
    coversUntil: waits ? coveredUntil(dueOn, row.deposited_on) : null,
  }
}

export const showInstrument = query('payments.read', (look, { id }: { id: string }) =>
  instrumentOf(look, id, 'payments.read'),
)
