import type {
  JournalEntry,
  JournalInput,
  JournalRow,
  ReverseEntry,
  WriteEntry,
} from '#core/ledger/api.ts'
import { EntryPosted } from '#core/ledger/events.ts'
import { inBase } from '#core/ledger/posting.ts'
import type { Currency } from '#core/money.ts'
import { Refusal } from '#core/refusal.ts'
import { command, type Work } from '#platform/command.ts'
import { type Look, query } from '#platform/query.ts'
import { type AccountRecord, accountView } from './accounts.ts'
import { insertEntry } from './entries-store.ts'
import { nextNumber } from './numbers.ts'
import { type From, survivorsOf } from './parties.ts'
import { reverseEntry } from './post.ts'
import { rateOn } from './rates-store.ts'

type EntryRow = {
  id: string
  kind: string
  document_kind: string
  document_id: string
  document_number: string
  posted_on: string
  recorded_at: Date
  by_name: string
  memo: string | null
  currency: Currency
  debit: number
  base_debit: number
  reverses: string | null
  reversed_by: string | null
  rate: string
  total: number
}

const entryColumns = `e.id, e.kind, e.document_kind, e.document_id, e.document_number, e.posted_on,
  e.recorded_at, e.by_name, e.memo, e.currency, e.reverses, trim_scale(e.rate)::text as rate,
  (select coalesce(sum(l.amount), 0)::bigint from journal_line l
    where l.company_id = e.company_id and l.entry_id = e.id and l.amount > 0) as debit,
  (select coalesce(sum(l.base_amount), 0)::bigint from journal_line l
    where l.company_id = e.company_id and l.entry_id = e.id and l.base_amount > 0) as base_debit,
  (select r.id from journal_entry r where r.company_id = e.company_id and r.reverses = e.id) as reversed_by`

const rowView = (row: EntryRow, base: Currency): JournalRow => ({
  id: row.id,
  kind: row.kind,
  documentKind: row.document_kind,
  documentId: row.document_id,
  number: row.document_number,
  postedOn: row.posted_on,
  recordedAt: row.recorded_at.toISOString(),
  by: row.by_name,
  memo: row.memo,
  // A difference of exchange rates has an amount in the books' own currency alone.
  amount:
    row.debit === 0
      ? { minor: row.base_debit, currency: base }
      : { minor: row.debit, currency: row.currency },
  reverses: row.reverses,
  reversedBy: row.reversed_by,
})

const order: Record<JournalInput['sort'], string> = {
  posted: 'e.posted_on',
  recorded: 'e.recorded_at',
  number: 'e.document_number',
  amount: 'debit',
}

const matching = `
  e.company_id = $1 and e.posted_on between $2 and $3 and ($4::text is null or e.document_kind = $4)
  and (not $5 or e.document_kind = 'journal')
  and ($6::text is null or e.document_number ilike $6 or e.memo ilike $6)`

/** The journal (دفتر اليومية): every entry that was ever posted. */
export const listJournal = query('ledger.read', async (from, input: JournalInput) => {
  const search = input.search?.replace(/[%_\\]/g, '')
  const values = [
    from.companyId,
    input.from ?? '0001-01-01',
    input.to ?? '9999-12-31',
    input.documentKind ?? null,
    input.manual ?? false,
    search ? `%${search}%` : null,
  ]
  const offset = Math.max(0, Number(input.cursor ?? 0) || 0)
  const [counted] = await from.run<{ total: number }>(
    `select count(*)::int as total from journal_entry e where ${matching}`,
    values,
  )
  const direction = input.direction === 'desc' ? 'desc' : 'asc'
  const rows = await from.run<EntryRow>(
    `select ${entryColumns} from journal_entry e where ${matching}
     order by ${order[input.sort]} ${direction}, e.id ${direction} limit $7 offset $8`,
    [...values, input.limit, offset],
  )
  const total = counted?.total ?? 0
  return {
    rows: rows.map((row) => rowView(row, from.baseCurrency)),
    total,
    nextCursor: offset + rows.length < total ? String(offset + rows.length) : null,
  }
})

type LineRow = AccountRecord & {
  line_id: string
  party_id: string | null
  due_on: string | null
  amount: number
  base_amount: number
  settled: number
  line_memo: string | null
}

/** @throws ledger.entry_not_found */
async function getEntry(from: From, baseCurrency: Currency, id: string): Promise<JournalEntry> {
  const [row] = await from.run<EntryRow>(
    `select ${entryColumns} from journal_entry e where e.company_id = $1 and e.id = $2`,
    [from.companyId, id],
  )
  if (!row) throw new Refusal('ledger.entry_not_found', { id })
  const lines = await from.run<LineRow>(
    `select a.id, a.key, a.code, a.name_ar, a.name_en, a.kind, a.archived_at, l.id as line_id,
       l.party_id, l.due_on, l.amount, l.base_amount, l.settled, l.memo as line_memo
     from journal_line l join account a on a.company_id = l.company_id and a.id = l.account_id
     where l.company_id = $1 and l.entry_id = $2 order by l.place`,
    [from.companyId, id],
  )
  const parties = lines.flatMap(({ party_id }) => (party_id === null ? [] : [party_id]))
  const cards = parties.length > 0 ? await survivorsOf(from, parties) : new Map<string, never>()
  const { currency } = row
  return {
    ...rowView(row, baseCurrency),
    rate: row.rate,
    lines: lines.map((line) => ({
      id: line.line_id,
      account: accountView(line),
      partyId: line.party_id,
      partyName: cards.get(line.party_id ?? '')?.name ?? null,
      dueOn: line.due_on,
      amount: { minor: line.amount, currency },
      base: { minor: line.base_amount, currency: baseCurrency },
      settled: { minor: line.settled, currency },
      memo: line.line_memo,
    })),
  }
}

export const showEntry = query('ledger.read', (from: Look, { id }: { id: string }) =>
  getEntry(from, from.baseCurrency, id),
)

/** Refuses accounts that are not there, are archived, or are kept by documents alone. */
async function assertPostable(work: Work, ids: readonly string[]): Promise<void> {
  const rows = await work.run<AccountRecord>(
    'select id, key, code, archived_at from account where company_id = $1 and id = any($2)',
    [work.companyId, ids],
  )
  if (rows.length !== new Set(ids).size) throw new Refusal('ledger.account_not_found')
  for (const { key, code, archived_at } of rows) {
    if (archived_at !== null) throw new Refusal('ledger.account_archived', { code })
    if (key === 'receivable') throw new Refusal('ledger.control_account', { code })
  }
}

/** An entry as the log tells it: its lines by the codes of their accounts. */
const logged = ({ number, postedOn, memo, rate, lines }: JournalEntry) => ({
  ...{ number, postedOn, memo, ...(rate !== '1' && { rate }) },
  lines: lines.map(({ account, amount, memo: said }) => ({
    ...{ account: account.code, amount, ...(said && { memo: said }) },
  })),
})

/**
 * Posts an entry written by hand. The customers' account is kept by documents alone: an entry
 * there would owe nobody, and the books would not agree with the statements.
 * @throws ledger.entry_unbalanced, ledger.control_account, ledger.account_archived,
 * ledger.period_locked, ledger.rate_missing
 */
export const writeEntry = command(
  'ledger.journal',
  async (work, input: WriteEntry): Promise<JournalEntry> => {
    const off = input.lines.reduce((sum, { amount }) => sum + amount, 0)
    if (off !== 0) throw new Refusal('ledger.entry_unbalanced', { off })
    await assertPostable(
      work,
      input.lines.map(({ accountId }) => accountId),
    )
    const { currency, postedOn } = input
    const rate =
      currency === work.baseCurrency
        ? '1'
        : (input.rate ?? (await rateOn(work, currency, postedOn)))
    const parts = input.lines.map(({ amount }) => ({ amount, party: false }))
    const bases = inBase(parts, currency, rate, work.baseCurrency)
    const { number } = await nextNumber(work, 'journal', postedOn)
    await insertEntry(work, {
      id: input.id,
      kind: 'manual',
      document: { kind: 'journal', id: input.id, number },
      postedOn,
      currency,
      rate,
      memo: input.memo,
      lines: input.lines.map(({ accountId, amount, memo }, place) => ({
        id: work.newId(),
        account: accountId,
        amount,
        base: bases[place] ?? 0,
        memo,
      })),
    })
    const entry = await getEntry(work, work.baseCurrency, input.id)
    work.audit('ledger.entry_written', {
      kind: 'journal_entry',
      id: input.id,
      before: null,
      after: logged(entry),
    })
    work.publish(
      EntryPosted,
      { kind: 'journal_entry', id: input.id },
      { entryId: input.id, number, postedOn },
    )
    return entry
  },
  { once: ({ id }) => id, name: 'ledger.write_entry' },
)

/**
 * Reverses an entry that was written by hand; what a document posted is corrected by a document.
 * @throws ledger.entry_of_document, ledger.entry_reversed, ledger.period_locked
 */
export const reverseWritten = command(
  'ledger.journal',
  async (work, input: ReverseEntry): Promise<JournalEntry> => {
    const before = await getEntry(work, work.baseCurrency, input.id)
    if (before.kind !== 'manual')
      throw new Refusal('ledger.entry_of_document', { number: before.number })
    const { entryId } = await reverseEntry(work, input.id, input.on)
    const after = await getEntry(work, work.baseCurrency, entryId)
    work.audit('ledger.entry_reversed', {
      kind: 'journal_entry',
      id: input.id,
      before: { number: before.number, postedOn: before.postedOn },
      after: { number: after.number, postedOn: after.postedOn },
    })
    work.publish(
      EntryPosted,
      { kind: 'journal_entry', id: entryId },
      { entryId, number: after.number, postedOn: input.on },
    )
    return after
  },
  { once: ({ requestId }) => requestId, name: 'ledger.reverse_entry' },
)
