import { addDays } from '#core/day.ts'
import { age, bucketOf, emptyAging } from '#core/ledger/aging.ts'
import type { StatementKind, StatementSection } from '#core/ledger/api.ts'
import type { Currency, Money } from '#core/money.ts'
import type { Work } from '#platform/command.ts'
import type { Look } from '#platform/query.ts'
import { openItemsOf, type StandingItem } from './open-items.ts'

type From = Pick<Work | Look, 'run' | 'companyId' | 'now' | 'today' | 'baseCurrency'>

type MovementRow = {
  id: string
  entry_id: string
  posted_on: string
  due_on: string
  document_kind: string
  document_id: string
  document_number: string
  reversal: boolean
  memo: string | null
  currency: Currency
  amount: number
}

const movementsText = `
  select l.id, l.entry_id, l.posted_on, l.due_on, e.document_kind, e.document_id, e.document_number,
    e.reverses is not null as reversal, coalesce(l.memo, e.memo) as memo, l.currency, l.amount
  from journal_line l join journal_entry e on e.company_id = l.company_id and e.id = l.entry_id
  where l.company_id = $1 and l.party_id = any($2) and l.amount <> 0
    and l.posted_on between $3 and $4
  order by l.currency, l.posted_on, l.recorded_at, l.id`
const openingText = `
  select currency, sum(amount)::bigint as amount from journal_line
  where company_id = $1 and party_id = any($2) and posted_on < $3 and amount <> 0
  group by currency`

type Period = Readonly<{ from: string; to: string }>

/** What the parties did between two days, as money: each currency by itself, opening to closing. */
async function movementsOf(from: From, parties: readonly string[], period: Period) {
  const rows = await from.run<MovementRow>(movementsText, [
    from.companyId,
    parties,
    period.from,
    period.to,
  ])
  const openings = await from.run<{ currency: Currency; amount: number }>(openingText, [
    from.companyId,
    parties,
    period.from,
  ])
  return { rows, openings: new Map(openings.map((row) => [row.currency, row.amount])) }
}

function activityOf(rows: readonly MovementRow[], opening: number, currency: Currency) {
  const money = (minor: number): Money => ({ minor, currency })
  let balance = opening
  let debit = 0
  let credit = 0
  const movements = rows.map((row) => {
    balance += row.amount
    debit += Math.max(row.amount, 0)
    credit += Math.max(-row.amount, 0)
    return {
      lineId: row.id,
      entryId: row.entry_id,
      postedOn: row.posted_on,
      dueOn: row.due_on,
      documentKind: row.document_kind,
      documentId: row.document_id,
      number: row.document_number,
      reversal: row.reversal,
      memo: row.memo,
      debit: money(Math.max(row.amount, 0)),
      credit: money(Math.max(-row.amount, 0)),
      balance: money(balance),
    }
  })
  return {
    opening: money(opening),
    movements,
    debit: money(debit),
    credit: money(credit),
    closing: money(balance),
  }
}

/** An item as the wire has it, its customer left out. */
export const itemView = (item: StandingItem) => ({
  id: item.id,
  documentKind: item.documentKind,
  documentId: item.documentId,
  number: item.number,
  postedOn: item.postedOn,
  dueOn: item.dueOn,
  amount: item.amount,
  balance: item.balance,
  daysLate: item.daysLate,
  bucket: bucketOf(item.daysLate),
})

/**
 * A statement (كشف حساب): every movement between two days with a running balance, or the items
 * open on the last of them. A currency is a section of its own; the aging is of the last day.
 */
export async function statementOf(
  from: From,
  order: Readonly<{ parties: readonly string[]; from: string; to: string; kind: StatementKind }>,
): Promise<StatementSection[]> {
  const { parties, kind } = order
  const { rows, openings } = await movementsOf(from, parties, order)
  const asOf = order.to < from.today ? order.to : undefined
  const open = await openItemsOf(from, { parties }, { asOf })
  const currencies = new Set([...openings.keys(), ...rows.map((row) => row.currency)])
  if (currencies.size === 0) currencies.add(from.baseCurrency)
  return [...currencies].toSorted().map((currency) => {
    const mine = rows.filter((row) => row.currency === currency)
    const items = open.filter(({ balance }) => balance.currency === currency)
    return {
      currency,
      ...activityOf(mine, openings.get(currency) ?? 0, currency),
      ...(kind === 'open' && { movements: [] }),
      openItems: kind === 'open' ? items.map(itemView) : [],
      aging: age(items, order.to)[0] ?? emptyAging(currency),
    }
  })
}

/** The period that a statement covers when none is asked for: the last three months. */
export const usualPeriod = (today: string): Period => ({ from: addDays(today, -90), to: today })
