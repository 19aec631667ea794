import type { AccountKey } from '#core/ledger/chart.ts'
import type { Currency, Rate } from '#core/money.ts'
import { Refusal } from '#core/refusal.ts'
import type { Work } from '#platform/command.ts'
import { layChart } from './accounts-store.ts'
import { refusingLocked } from './locked.ts'

/** A line whose account and whose amount in the base are already known. */
export type ReadyLine = Readonly<{
  id: string
  key?: AccountKey | undefined
  account?: string | undefined
  amount: number
  base: number
  party?: string | undefined
  due?: string | undefined
  memo?: string | undefined
}>
export type ReadyEntry = Readonly<{
  id: string
  kind: string
  document: Readonly<{ kind: string; id: string; number: string }>
  postedOn: string
  customerId?: string | undefined
  currency: Currency
  rate: Rate
  memo?: string | undefined
  reverses?: string | undefined
  lines: readonly ReadyLine[]
}>

// The entry is inserted only when every line finds its account, so that a miss leaves no half.
const insertText = `
  with given as (
    select l.*, a.id as account_id from jsonb_to_recordset($16::jsonb) as l (id uuid, place int,
      key text, account uuid, amount bigint, base bigint, party uuid, due date, memo text)
    join account a on a.company_id = $1 and (a.key = l.key or a.id = l.account)),
  entry as (
    insert into journal_entry (company_id, id, kind, document_kind, document_id, document_number,
      party_id, posted_on, currency, rate, memo, reverses, recorded_at, by_id, by_name)
    select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15
    where (select count(*) from given) = $17 returning id, posted_on, currency, recorded_at)
  insert into journal_line (company_id, id, entry_id, place, account_id, party_id, due_on,
    posted_on, recorded_at, currency, amount, base_amount, memo)
  select $1, g.id, e.id, g.place, g.account_id, g.party, g.due, e.posted_on, e.recorded_at,
    e.currency, g.amount, g.base, g.memo
  from given g cross join entry e returning id`

/** Writes an entry as it is given: one statement. */
export async function insertEntry(work: Work, entry: ReadyEntry): Promise<void> {
  const { document, lines } = entry
  const values = [
    work.companyId,
    entry.id,
    entry.kind,
    document.kind,
    document.id,
    document.number,
    entry.customerId ?? null,
    entry.postedOn,
    entry.currency,
    entry.rate,
    entry.memo ?? null,
    entry.reverses ?? null,
    work.now,
    work.actor.id,
    work.actor.name,
    JSON.stringify(lines.map((line, place) => ({ place, ...line }))),
    lines.length,
  ]
  const insert = () => refusingLocked(work.run(insertText, values))
  if ((await insert()).length === lines.length) return
  // The chart is laid by a job after the founding; a document may be quicker.
  await layChart(work)
  if ((await insert()).length !== lines.length) throw new Refusal('ledger.account_not_found')
}

// As above for many entries: none is written unless every line of all of them finds its account.
const insertManyText = `
  with entries as (
    select * from jsonb_to_recordset($2::jsonb) as e (id uuid, kind text, "documentKind" text,
      "documentId" uuid, "documentNumber" text, party uuid, "postedOn" date, currency text,
      rate numeric, memo text, reverses uuid)),
  given as (
    select l.*, a.id as account_id from jsonb_to_recordset($3::jsonb) as l (entry uuid, id uuid,
      place int, key text, account uuid, amount bigint, base bigint, party uuid, due date, memo text)
    join account a on a.company_id = $1 and (a.key = l.key or a.id = l.account)),
  entry as (
    insert into journal_entry (company_id, id, kind, document_kind, document_id, document_number,
      party_id, posted_on, currency, rate, memo, reverses, recorded_at, by_id, by_name)
    select $1, id, kind, "documentKind", "documentId", "documentNumber", party, "postedOn",
      currency, rate, memo, reverses, $4, $5, $6
    from entries where (select count(*) from given) = $7
    returning id, posted_on, currency, recorded_at)
  insert into journal_line (company_id, id, entry_id, place, account_id, party_id, due_on,
    posted_on, recorded_at, currency, amount, base_amount, memo)
  select $1, g.id, e.id, g.place, g.account_id, g.party, g.due, e.posted_on, e.recorded_at,
    e.currency, g.amount, g.base, g.memo
  from given g join entry e on e.id = g.entry returning id`

/** Writes many entries in one statement, for an import: all of them, or none. */
export async function insertEntries(work: Work, entries: readonly ReadyEntry[]): Promise<void> {
  const lines = entries.flatMap((entry) =>
    entry.lines.map((line, place) => ({ entry: entry.id, place, ...line })),
  )
  const heads = entries.map(({ document, customerId, lines: _, ...entry }) => ({
    ...entry,
    documentKind: document.kind,
    documentId: document.id,
    documentNumber: document.number,
    party: customerId,
  }))
  const values = [
    ...[work.companyId, JSON.stringify(heads), JSON.stringify(lines)],
    ...[work.now, work.actor.id, work.actor.name, lines.length],
  ]
  const insert = () => refusingLocked(work.run(insertManyText, values))
  if ((await insert()).length === lines.length) return
  await layChart(work)
  if ((await insert()).length !== lines.length) throw new Refusal('ledger.account_not_found')
}
