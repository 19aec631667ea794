import { addDays } from '#core/day.ts'
import {
  type BookedEntry,
  fits,
  fitting,
  type Movement,
  nearEntryDays,
} from '#core/payments/bank/entries.ts'
import type { FittingEntry } from '#core/payments/bank/line.ts'
import type { Permission } from '#core/permission.ts'
import { customersWithin, nameCustomers } from '#modules/contacts/index.ts'
import { type BankEntriesOf, type BankEntry, bankEntries } from '#modules/ledger/index.ts'
import type { From } from '../store.ts'
import { agencyEntries } from './agency-entries.ts'
import type { LineRecord } from './store.ts'

/** Payments and the expenses that lines were booked as have ways of their own to their lines. */
const ofTheirOwn = ['payment', 'bank_expense']

/** An entry that some line of the bank may be. */
export type LooseEntry = BankEntry & BookedEntry

export const movementOf = (row: LineRecord): Movement => ({
  amount: row.amount,
  currency: row.currency,
  bookedOn: row.booked_on,
  accountId: row.account_id,
})

/** The entries with the account of the bank that each was recorded for, those of a line left out. */
async function looseOf(from: From, of: BankEntriesOf): Promise<LooseEntry[]> {
  const all = await bankEntries(from, of, ofTheirOwn)
  if (all.length === 0) return []
  const ids = all.map(({ id }) => id)
  const taken = await from.run<{ entry_id: string }>(
    `select entry_id from bank_entry
     where company_id = $1 and entry_id = any($2::uuid[]) and undone_at is null`,
    [from.companyId, ids],
  )
  const linked = new Set(taken.map(({ entry_id: id }) => id))
  const agencies = await agencyMoney(from, all)
  return all
    .filter(({ id }) => !linked.has(id))
    .map((entry) => ({ ...entry, accountId: agencies.get(entry.id)?.accountId ?? null }))
}

/** The entries that these lines may be, whoever they are of. */
export async function looseEntries(from: From, rows: readonly LineRecord[]): Promise<LooseEntry[]> {
  const days = rows.map((row) => row.booked_on).toSorted()
  const [first, last] = [days[0], days.at(-1)]
  if (!first || !last) return []
  return looseOf(from, { from: addDays(first, -nearEntryDays), to: addDays(last, nearEntryDays) })
}

/** An entry, if it stands and no line is it yet. */
export const looseEntry = async (from: From, id: string): Promise<LooseEntry | undefined> =>
  (await looseOf(from, { id }))[0]

type Head = Pick<BankEntry, 'id' | 'documentKind' | 'customerId' | 'number'>

const ofAgency = ({ documentKind }: Pick<Head, 'documentKind'>) =>
  documentKind === 'agency_remittance' || documentKind === 'agency_transfer'

const agencyMoney = async (from: From, entries: readonly Head[]) => {
  const ids = entries.filter(ofAgency).map(({ id }) => id)
  const find = from.session.house.plugs.get(agencyEntries)
  return ids.length > 0 ? find(from, ids) : new Map<string, never>()
}

/** The entry that a line was linked to, if it was. */
export const linkedOf = (row: LineRecord): Head[] =>
  row.linked_id === null
    ? []
    : [
        {
          ...{ id: row.linked_id, documentKind: row.linked_kind ?? '' },
          ...{ customerId: row.linked_customer_id, number: row.linked_number ?? '' },
        },
      ]

/** The customers of these entries by the names that they have now. */
async function customersOf(from: From, entries: readonly Head[]): Promise<Map<string, string>> {
  const ids = [...new Set(entries.flatMap(({ customerId }) => customerId ?? []))]
  if (ids.length === 0) return new Map()
  const own = await nameCustomers(from, ids)
  const survivors = await nameCustomers(from, [
    ...new Set([...own.values()].map(({ survivorId }) => survivorId)),
  ])
  return new Map(
    [...own].map(([id, { name, survivorId }]) => [id, survivors.get(survivorId)?.name ?? name]),
  )
}

/** What a reader may know of an entry: its number, and whose it is. */
export type Told = Readonly<{ number: string | null; name: string | null }>

/**
 * What a reader may know of these entries, by their ids. One of a customer out of reach is not among
 * them; nor, for who reaches some customers alone, is the money of an agency, which is of all of them.
 */
export async function tellEntries(
  from: From,
  entries: readonly Head[],
  within: Permission,
): Promise<ReadonlyMap<string, Told>> {
  if (entries.length === 0) return new Map()
  const own = await customersWithin(from, within)
  const reach = own && new Set(own)
  const seen = entries.filter(
    (entry) =>
      !reach || (entry.customerId === null ? !ofAgency(entry) : reach.has(entry.customerId)),
  )
  const customers = await customersOf(from, seen)
  const agencies = await agencyMoney(from, seen)
  return new Map(
    seen.map((entry) => {
      if (!ofAgency(entry))
        return [
          entry.id,
          { number: entry.number, name: customers.get(entry.customerId ?? '') ?? null },
        ]
      const name = agencies.get(entry.id)?.name ?? null
      // The number of such an entry may be the agency's name itself.
      return [entry.id, { number: name === null ? null : entry.number, name }]
    }),
  )
}

/** The entries that a line which waits may be, as the reader may know them. */
export async function fittingEntries(
  from: From,
  row: LineRecord,
  within: Permission,
): Promise<FittingEntry[]> {
  const movement = movementOf(row)
  const loose = (await looseEntries(from, [row])).filter((entry) => fits(movement, entry))
  const told = await tellEntries(from, loose, within)
  const shown = fitting(
    movement,
    loose.filter(({ id }) => told.has(id)),
  )
  // What somebody wrote there may name a customer.
  const wide = from.session.grants.get(within) === 'all'
  return shown.map(({ id, documentKind, postedOn, memo, amount: minor, currency }) => ({
    ...{ entryId: id, entryNumber: told.get(id)?.number ?? null, documentKind },
    memo: wide && documentKind === 'journal' ? memo : null,
    ...{ name: told.get(id)?.name ?? null, postedOn, amount: { minor, currency } },
  }))
}
