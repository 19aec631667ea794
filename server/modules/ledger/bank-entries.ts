import type { Day } from '#core/day.ts'
import type { Currency } from '#core/money.ts'
import { Refusal } from '#core/refusal.ts'
import type { Work } from '#platform/command.ts'
import type { From } from './parties.ts'

/** An entry that moved money at the bank: by how much, in its own currency. */
export type BankEntry = Readonly<{
  id: string
  documentKind: string
  number: string
  customerId: string | null
  memo: string | null
  postedOn: Day
  amount: number
  currency: Currency
}>

/** The entries of these days, or one alone. */
export type BankEntriesOf = Readonly<{ from: Day; to: Day } | { id: string }>

/**
 * The entries that stand in the books and moved money at the bank, the parts of each taken together.
 * What was reversed is not among them, nor what reversed it.
 * @param except the kinds of document whose entries are left out
 */
export async function bankEntries(
  from: Pick<From, 'run' | 'companyId'>,
  of: BankEntriesOf,
  except: readonly string[],
): Promise<BankEntry[]> {
  const one = 'id' in of
  const rows = await from.run<{
    id: string
    document_kind: string
    document_number: string
    party_id: string | null
    memo: string | null
    posted_on: Day
    amount: number
    currency: Currency
  }>(
    `select e.id, e.document_kind, e.document_number, e.party_id, e.memo, e.posted_on, e.currency,
       sum(l.amount)::bigint as amount
     from account a
     join journal_line l on l.company_id = a.company_id and l.account_id = a.id
     join journal_entry e on e.company_id = l.company_id and e.id = l.entry_id
     where a.company_id = $1 and a.key = 'bank' and e.reverses is null
       and ${one ? 'l.entry_id = $2' : 'l.posted_on between $2 and $3'}
       and e.document_kind <> all($${one ? 3 : 4}::text[])
       and not exists (select from journal_entry r
         where r.company_id = e.company_id and r.reverses = e.id)
     group by e.company_id, e.id having sum(l.amount) <> 0 order by e.posted_on, e.id`,
    [from.companyId, ...(one ? [of.id] : [of.from, of.to]), [...except]],
  )
  return rows.map((row) => ({
    id: row.id,
    documentKind: row.document_kind,
    number: row.document_number,
    customerId: row.party_id,
    memo: row.memo,
    postedOn: row.posted_on,
    amount: row.amount,
    currency: row.currency,
  }))
}

/** Holds an entry, so that nobody reverses it meanwhile. @throws ledger.entry_not_found */
export async function holdEntry(work: Work, id: string): Promise<void> {
  const held = await work.run(
    `select id from journal_line where company_id = $1 and entry_id = $2
     order by id for no key update`,
    [work.companyId, id],
  )
  if (held.length === 0) throw new Refusal('ledger.entry_not_found', { id })
}
