import { total } from '#core/money.ts'
import { fits } from '#core/payments/bank/entries.ts'
import type { Arrived, Known } from '#core/payments/bank/known.ts'
import type { BankLineRow, LineProposal } from '#core/payments/bank/line.ts'
import { indexOf, isSure, type Proposal, points, propose } from '#core/payments/bank/match.ts'
import { type Before, rememberable } from '#core/payments/bank/remember.ts'
import type { BankLine, ListedLine, ListLines } from '#core/payments/bank-api.ts'
import type { Permission } from '#core/permission.ts'
import { type CustomerName, customersWithin } from '#modules/contacts/index.ts'
import { type Look, query } from '#platform/query.ts'
import { like } from '../store.ts'
import {
  fittingEntries,
  linkedOf,
  looseEntries,
  movementOf,
  type Told,
  tellEntries,
} from './entries.ts'
import { expenseChoices } from './expense-choices.ts'
import { knownFor } from './known.ts'
import { getLine, type LineRecord, lineColumns, lineOf, lineTables } from './store.ts'

const matching = `l.company_id = $1 and ($2::uuid is null or l.account_id = $2)
  and ($3::text is null or (l.amount > 0) = ($3 = 'in'))
  and ($4::text is null or l.description ilike $4 or l.reference ilike $4
    or l.counterparty ilike $4 or l.iban ilike $4)`

export const arrivedOf = (row: LineRecord): Arrived => ({
  amount: row.amount,
  currency: row.currency,
  bookedOn: row.booked_on,
  description: row.description,
  reference: row.reference,
  counterparty: row.counterparty,
  iban: row.iban,
})

/** Whose a line is, and which entry, stays hidden from who may not know that customer. */
async function seenBy(look: Look, rows: readonly LineRecord[], within: Permission) {
  const own = await customersWithin(look, within)
  const reach = own && new Set(own)
  const told = await tellEntries(look, rows.flatMap(linkedOf), within)
  return rows.map((row) => {
    const line = { ...lineOf(row), entry: entryOf(row, told.get(row.linked_id ?? '')) }
    const hidden = line.match && reach && !reach.has(line.match.customerId)
    return hidden ? { ...line, match: null } : line
  })
}

const entryOf = (row: LineRecord, told: Told | undefined): BankLineRow['entry'] =>
  row.linked_id === null || !told
    ? null
    : {
        entryId: row.linked_id,
        entryNumber: told.number,
        documentKind: row.linked_kind ?? '',
        name: told.name,
        by: row.linked_by_name ?? '',
      }

/** The best of each open line that brought money in, by one reading of all that is known. */
async function bestOf(
  look: Look,
  rows: readonly LineRecord[],
): Promise<ReadonlyMap<string, NonNullable<ListedLine['best']>>> {
  const open = rows.filter(({ state, amount }) => state === 'open' && amount > 0)
  if (open.length === 0) return new Map()
  const { known, names } = await knownFor(look, open.map(arrivedOf), 'payments.see_bank')
  const index = indexOf(known)
  const entries = await looseEntries(look, open)
  return new Map(
    open.flatMap((row) => {
      const stands = entries.some((entry) => fits(movementOf(row), entry))
      const proposals = propose(arrivedOf(row), index)
      const [first] = proposals
      if (!first) return []
      const customerName = names.get(first.customerId)?.name ?? ''
      return [
        [row.id, { customerName, score: first.score, sure: isSure(proposals, stands) }] as const,
      ]
    }),
  )
}

/** The movements of the bank, the newest first, each open one with the best that is proposed. */
export const listLines = query('payments.see_bank', async (look, input: ListLines) => {
  const values = [
    ...[look.companyId, input.accountId ?? null, input.way ?? null],
    like(input.search),
  ]
  const rows = await look.run<LineRecord>(
    `select ${lineColumns} ${lineTables} where ${matching}
       and ($5::text is null or l.state = $5)
       and ($6::uuid is null or (l.booked_on, l.id) < (
         select x.booked_on, x.id from bank_line x where x.company_id = $1 and x.id = $6))
     order by l.booked_on desc, l.id desc limit $7`,
    [
      ...values,
      input.state ?? null,
      /^[0-9a-f-]{36}$/.test(input.cursor ?? '') ? input.cursor : null,
      input.limit,
    ],
  )
  const [counts] = await look.run<{ open: number; matched: number; ignored: number }>(
    `select count(*) filter (where l.state = 'open') as open,
       count(*) filter (where l.state = 'matched') as matched,
       count(*) filter (where l.state = 'ignored') as ignored
     from bank_line l where ${matching}`,
    values,
  )
  const { open = 0, matched = 0, ignored = 0 } = counts ?? {}
  const best = await bestOf(look, rows)
  const lines = await seenBy(look, rows, 'payments.see_bank')
  return {
    rows: lines.map((line): ListedLine => ({ ...line, best: best.get(line.id) ?? null })),
    nextCursor: rows.length === input.limit ? (rows.at(-1)?.id ?? null) : null,
    total: input.state ? { open, matched, ignored }[input.state] : open + matched + ignored,
    counts: { open, matched, ignored },
  }
})

/** A proposal as a person reads it: names for ids, and what each invoice would get. */
function shownOf(
  row: LineRecord,
  proposal: Proposal,
  known: Known,
  names: ReadonlyMap<string, CustomerName>,
): LineProposal {
  const { currency } = row
  const items = known.debtors.find(({ id }) => id === proposal.customerId)?.items ?? []
  const given = total(
    proposal.shares.map(({ amount }) => amount),
    currency,
  )
  const named = names.get(proposal.customerId)
  return {
    customerId: proposal.customerId,
    customerName: named?.name ?? '',
    customerNumber: named?.number ?? '',
    shares: [...proposal.shares],
    items: proposal.shares.flatMap(({ itemId, amount }) => {
      const item = items.find(({ id }) => id === itemId)
      return item
        ? [{ itemId, number: item.number, dueOn: item.dueOn, balance: item.balance, amount }]
        : []
    }),
    unapplied: { minor: proposal.paymentId ? 0 : row.amount - given.minor, currency },
    noticeId: proposal.noticeId,
    paymentId: proposal.paymentId,
    paymentNumber: known.payments.find(({ id }) => id === proposal.paymentId)?.number ?? null,
    chequeId: proposal.chequeId,
    chequeNumber: known.cheques.find(({ id }) => id === proposal.chequeId)?.number ?? null,
    depositId: proposal.depositId,
    depositNumber: known.advances.find(({ id }) => id === proposal.depositId)?.number ?? null,
    why: proposal.why.map((code) => ({ code, points: points[code] })),
    score: proposal.score,
  }
}

/** The latest money that came in, and whose it was: what words are worth is seen by it. */
async function linesBefore(look: Look, { id, account_id }: LineRecord): Promise<Before[]> {
  const rows = await look.run<{ text: string; customer_id: string | null }>(
    `select coalesce(nullif(l.counterparty, ''), l.description) as text, m.customer_id
     from bank_line l
     left join bank_match m on m.company_id = l.company_id and m.line_id = l.id
       and m.undone_at is null
     where l.company_id = $1 and l.account_id = $2 and l.id <> $3 and l.amount > 0
     order by l.booked_on desc, l.id desc limit 500`,
    [look.companyId, account_id, id],
  )
  return rows.map((row) => ({ text: row.text, customerId: row.customer_id }))
}

/** One line with everything that is proposed for it. */
export async function readLine(look: Look, id: string, within: Permission): Promise<BankLine> {
  const row = await getLine(look, id)
  const [line = lineOf(row)] = await seenBy(look, [row], within)
  const none = { ...line, proposals: [], rememberable: null, expenses: null, entries: [] }
  if (row.state !== 'open') return none
  const entries = await fittingEntries(look, row, within)
  if (row.amount <= 0) return { ...none, entries, expenses: await expenseChoices(look, row) }
  const { known, names } = await knownFor(look, [arrivedOf(row)], within)
  const proposals = propose(arrivedOf(row), indexOf(known))
  return {
    ...line,
    proposals: proposals.map((each) => shownOf(row, each, known, names)),
    rememberable: rememberable(arrivedOf(row), await linesBefore(look, row)),
    expenses: null,
    entries,
  }
}

export const showLine = query('payments.see_bank', (look, { id }: { id: string }) =>
  readLine(look, id, 'payments.see_bank'),
)
