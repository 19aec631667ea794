import type { AccountKey } from '#core/ledger/chart.ts'
import { inBase } from '#core/ledger/posting.ts'
import type { Currency, Rate } from '#core/money.ts'
import { Refusal } from '#core/refusal.ts'
import type { Work } from '#platform/command.ts'
import { insertEntries, insertEntry, type ReadyEntry } from './entries-store.ts'
import { rateOn } from './rates-store.ts'
import { settle } from './settle.ts'

/** One side of an entry. A line of a party stands on the receivable account and is an open item. */
export type EntryLine = Readonly<{
  account: AccountKey
  /** Signed smallest units: debit above nothing, credit below it. */
  amount: number
  partyId?: string | undefined
  /** Without it, a party's line is due on the day it is posted. */
  dueOn?: string | undefined
  memo?: string | undefined
  /** Where it stands at another rate than the entry's; the lines of one rate are even by themselves. */
  rate?: Rate | undefined
}>

export type Entry = Readonly<{
  kind: string
  document: Readonly<{ kind: string; id: string; number: string }>
  postedOn: string
  customerId?: string | undefined
  currency: Currency
  /** How much of the books' currency one unit buys; without it, the rate entered for the day. */
  rate?: Rate | undefined
  memo?: string | undefined
  lines: readonly EntryLine[]
}>

export type PostedLine = Readonly<{
  id: string
  account: AccountKey
  amount: number
  base: number
  partyId: string | null
  dueOn: string | null
}>

/** The lines in the currency of the books, each at its own rate or else at the entry's. */
function basesOf({ lines, currency }: Entry, rate: Rate, base: Currency): number[] {
  const bases = lines.map(() => 0)
  for (const own of new Set(lines.map((line) => line.rate ?? rate))) {
    const places = lines.flatMap((line, place) => ((line.rate ?? rate) === own ? [place] : []))
    const parts = places.flatMap((place) => {
      const line = lines[place]
      return line ? [{ amount: line.amount, party: Boolean(line.partyId) }] : []
    })
    for (const [n, minor] of inBase(parts, currency, own, base).entries())
      bases[places[n] ?? 0] = minor
  }
  return bases
}

/** The entry with its ids, and every line in the currency of the books. */
async function ready(work: Work, entry: Entry) {
  const { currency, postedOn } = entry
  for (const { account, partyId } of entry.lines)
    if ((account === 'receivable') !== (partyId !== undefined))
      throw new Error('The lines of the receivable account, and they alone, have a party')
  const rate =
    currency === work.baseCurrency ? '1' : (entry.rate ?? (await rateOn(work, currency, postedOn)))
  const bases = basesOf(entry, rate, work.baseCurrency)
  const lines = entry.lines.map((line, place) => ({
    id: work.newId(),
    account: line.account,
    amount: line.amount,
    base: bases[place] ?? 0,
    partyId: line.partyId ?? null,
    dueOn: line.partyId === undefined ? null : (line.dueOn ?? postedOn),
    memo: line.memo,
  }))
  const entryId = work.newId()
  const written: ReadyEntry = {
    ...entry,
    id: entryId,
    rate,
    lines: lines.map(({ account, partyId, dueOn, ...line }) => ({
      ...line,
      key: account,
      party: partyId ?? undefined,
      due: dueOn ?? undefined,
    })),
  }
  return { written, posted: { entryId, lines: lines.map(({ memo: _, ...line }) => line) } }
}

export type Posted = Readonly<{ entryId: string; lines: PostedLine[] }>

/**
 * Posts a balanced entry: its party lines are open items from then on. Posted means posted: it is
 * corrected by another entry, never changed.
 * @throws ledger.period_locked, ledger.rate_missing
 */
export async function postEntry(work: Work, entry: Entry): Promise<Posted> {
  const { written, posted } = await ready(work, entry)
  await insertEntry(work, written)
  return posted
}

/** Posts many at once, for an import; each as postEntry would. @throws as postEntry does */
export async function postEntries(work: Work, entries: readonly Entry[]): Promise<Posted[]> {
  const all: Awaited<ReturnType<typeof ready>>[] = []
  for (const entry of entries) all.push(await ready(work, entry))
  await insertEntries(
    work,
    all.map(({ written }) => written),
  )
  return all.map(({ posted }) => posted)
}

type PostedEntry = {
  kind: string
  document_kind: string
  document_id: string
  document_number: string
  party_id: string | null
  currency: Currency
  rate: string
  reversed: boolean
  lines: {
    id: string
    account_id: string
    party_id: string | null
    amount: number
    base_amount: number
    settled: number
    memo: string | null
  }[]
}

/** @throws ledger.entry_not_found, ledger.entry_reversed, ledger.entry_settled */
async function lockEntry(work: Work, entryId: string): Promise<PostedEntry> {
  await work.run(
    'select id from journal_line where company_id = $1 and entry_id = $2 order by id for no key update',
    [work.companyId, entryId],
  )
  const [entry] = await work.run<PostedEntry>(
    `select e.kind, e.document_kind, e.document_id, e.document_number, e.party_id, e.currency,
       e.rate, e.reverses is not null or exists (select 1 from journal_entry r
         where r.company_id = e.company_id and r.reverses = e.id) as reversed,
       (select jsonb_agg(to_jsonb(l) order by l.place) from journal_line l
         where l.company_id = e.company_id and l.entry_id = e.id) as lines
     from journal_entry e where e.company_id = $1 and e.id = $2`,
    [work.companyId, entryId],
  )
  if (!entry) throw new Refusal('ledger.entry_not_found', { id: entryId })
  if (entry.reversed) throw new Refusal('ledger.entry_reversed', { number: entry.document_number })
  if (entry.lines.some(({ settled }) => settled > 0))
    throw new Refusal('ledger.entry_settled', { number: entry.document_number })
  return entry
}

/**
 * Posts the mirror of an entry and settles its open items against the mirror's, so that nothing
 * of either is left. What was put against it must be taken back first.
 * @throws ledger.entry_not_found, ledger.entry_reversed, ledger.entry_settled, ledger.period_locked
 */
export async function reverseEntry(
  work: Work,
  entryId: string,
  on: string,
  memo?: string,
): Promise<{ entryId: string }> {
  const entry = await lockEntry(work, entryId)
  const mirror = entry.lines.map((line) => ({ id: work.newId(), of: line }))
  const id = work.newId()
  await insertEntry(work, {
    id,
    kind: 'reversal',
    document: { kind: entry.document_kind, id: entry.document_id, number: entry.document_number },
    postedOn: on,
    customerId: entry.party_id ?? undefined,
    currency: entry.currency,
    rate: entry.rate,
    memo,
    reverses: entryId,
    lines: mirror.map(({ id: lineId, of }) => ({
      id: lineId,
      account: of.account_id,
      amount: -of.amount,
      base: -of.base_amount,
      party: of.party_id ?? undefined,
      due: of.party_id === null ? undefined : on,
      memo: of.memo ?? undefined,
    })),
  })
  for (const { id: mirrored, of } of mirror) {
    if (of.party_id === null || of.amount === 0) continue
    const [creditId, itemId] = of.amount > 0 ? [mirrored, of.id] : [of.id, mirrored]
    const amount = { minor: Math.abs(of.amount), currency: entry.currency }
    await settle(work, { creditId, shares: [{ itemId, amount }], effectiveOn: on })
  }
  return { entryId: id }
}
