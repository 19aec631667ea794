import {
  type AgencyTransfer,
  openFor,
  type TransferAgency,
  type TransferWay,
  type UndoAgencyTransfer,
} from '#core/collections/agency-transfer.ts'
import type { Day } from '#core/day.ts'
import { type Currency, zero } from '#core/money.ts'
import { Refusal } from '#core/refusal.ts'
import { customersWithin } from '#modules/contacts/index.ts'
import { postEntry, reverseEntry } from '#modules/ledger/index.ts'
import { bankAccountOf, freeEntry } from '#modules/payments/index.ts'
import { command, type Work } from '#platform/command.ts'
import { query } from '#platform/query.ts'
import type { From } from '../store.ts'
import { holdAgency } from './agencies.ts'
import type { AgencyTable } from './tables.ts'
import { betweenUs, coverNever, giveBackTheirs, takeTheirs } from './theirs.ts'

type Row = {
  id: string
  agency_id: string
  way: TransferWay
  currency: Currency
  amount: number
  settled: number
  paid_on: Day
  reference: string
  bank_account: string | null
  entry_id: string
  at: Date
  by_name: string
  undone_at: Date | null
  undone_by: string | null
  reason: string | null
}

const rowsOf = (
  from: Pick<From, 'run' | 'companyId'>,
  of: Readonly<{ agencyId?: string; id?: string }>,
): Promise<Row[]> =>
  from.run<Row>(
    `select t.id, t.agency_id, t.way, t.currency, t.amount, t.settled, t.paid_on, t.reference,
       b.name as bank_account, t.entry_id, t.at, t.by_name, t.undone_at, t.undone_by, t.reason
     from agency_transfer t
     left join bank_account b on b.company_id = t.company_id and b.id = t.bank_account_id
     where t.company_id = $1 and ($2::uuid is null or t.agency_id = $2)
       and ($3::uuid is null or t.id = $3)
     order by t.paid_on desc, t.at desc, t.id limit 200`,
    [from.companyId, of.agencyId ?? null, of.id ?? null],
  )

const shown = (row: Row): AgencyTransfer => ({
  id: row.id,
  way: row.way,
  amount: { minor: row.amount, currency: row.currency },
  paidOn: row.paid_on,
  reference: row.reference,
  bankAccount: row.bank_account,
  at: row.at.toISOString(),
  by: row.by_name,
  undone:
    row.undone_at === null
      ? null
      : { at: row.undone_at.toISOString(), by: row.undone_by ?? '', reason: row.reason ?? '' },
})

/** @throws collections.agency_transfer_not_found */
async function findTransfer(work: Work, id: string): Promise<Row> {
  const [row] = await rowsOf(work, { id })
  if (!row) throw new Refusal('collections.agency_transfer_not_found', { id })
  return row
}

/** The money between an agency and us is of all customers together. @throws access.forbidden */
async function demandAll(work: Work): Promise<void> {
  if (await customersWithin(work, 'collections.agencies'))
    throw new Refusal('access.forbidden', { permission: 'collections.agencies' })
}

/** What was paid between an agency and us by bank, the latest first; of all customers together. */
export const listTransfers = query(
  'collections.agencies',
  async (from, { id: agencyId }: { id: string }) => {
    if (await customersWithin(from, 'collections.agencies')) return { rows: [] }
    return { rows: (await rowsOf(from, { agencyId })).map(shown) }
  },
)

/** Between the bank and what lies with agencies. @throws ledger.period_locked, ledger.rate_missing */
async function bookTransfer(
  work: Work,
  { id, way, amount, paidOn, reference }: TransferAgency,
  agency: AgencyTable,
): Promise<string> {
  const minor = way === 'in' ? amount.minor : -amount.minor
  const { entryId } = await postEntry(work, {
    kind: 'agency_transfer',
    document: { kind: 'agency_transfer', id, number: reference || agency.name },
    postedOn: paidOn,
    currency: amount.currency,
    memo: agency.name,
    lines: [
      { account: 'bank' as const, amount: minor },
      { account: 'agency_clearing' as const, amount: -minor },
    ],
  })
  return entryId
}

/** @throws payments.bank_account_not_found, collections.agency_transfer_account */
async function assertAccount(work: Work, { bankAccountId, amount }: TransferAgency): Promise<void> {
  if (!bankAccountId) return
  const { name, currency } = await bankAccountOf(work, bankAccountId)
  if (currency !== amount.currency)
    throw new Refusal('collections.agency_transfer_account', { name, currency })
}

/**
 * Books what an agency paid us by bank of all that lies with it, or what we paid it of what is its own:
 * never more than is open that way. What came is taken by the agency's next hand-overs.
 * @throws access.forbidden, collections.agency_not_found, collections.agency_transfer_above,
 *   collections.agency_transfer_account, payments.paid_in_the_future, ledger.period_locked
 */
export const transferAgency = command(
  'collections.agencies',
  async (work, input: TransferAgency): Promise<AgencyTransfer> => {
    const { id, agencyId, way, amount, paidOn, reference } = input
    await demandAll(work)
    const agency = await holdAgency(work, agencyId)
    if (paidOn > work.today)
      throw new Refusal('payments.paid_in_the_future', { paidOn, today: work.today })
    await assertAccount(work, input)
    const between = (await betweenUs(work)).get(agencyId) ?? []
    const own = between.find(({ currency }) => currency === amount.currency)
    const open = openFor(way, own ?? zero(amount.currency))
    if (amount.minor > open.minor)
      throw new Refusal('collections.agency_transfer_above', { open: open.minor })
    const entryId = await bookTransfer(work, input, agency)
    const settled = way === 'in' ? await coverNever(work, agencyId, amount) : 0
    await work.run(
      `insert into agency_transfer (company_id, id, agency_id, way, currency, amount, paid_on,
         reference, bank_account_id, entry_id, at, by_name, settled)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        ...[work.companyId, id, agencyId, way, amount.currency, amount.minor, paidOn, reference],
        ...[input.bankAccountId ?? null, entryId, work.now, work.actor.name, settled],
      ],
    )
    if (way === 'out') await takeTheirs(work, agencyId, amount)
    const after = shown(await findTransfer(work, id))
    work.audit('collections.agency_transferred', {
      kind: 'agency',
      id: agencyId,
      before: null,
      after: { way, amount, paidOn, reference, bankAccount: after.bankAccount },
    })
    work.whisper('collections.agency_transferred', { kind: 'agency', id: agencyId })
    return after
  },
  { once: ({ id }) => id, name: 'collections.transfer_agency' },
)

/**
 * What hand-overs took of money that never came is taken of what else is the agency's.
 * @returns what it owes us of that then
 */
async function stillTaken(work: Work, { id, agency_id: agencyId, settled, currency }: Row) {
  return settled - (await takeTheirs(work, agencyId, { minor: settled, currency }, id))
}

/**
 * Takes a transfer back that was a mistake: its entry is reversed today, and both stay. What a hand-over
 * took of money that never came is owed by the agency.
 * @throws access.forbidden, collections.agency_transfer_not_found, collections.agency_transfer_undone,
 *   ledger.period_locked
 */
export const undoAgencyTransfer = command(
  'collections.agencies',
  async (work, { id, reason }: UndoAgencyTransfer): Promise<AgencyTransfer> => {
    await demandAll(work)
    const { agency_id: agencyId } = await findTransfer(work, id)
    await holdAgency(work, agencyId)
    const row = await findTransfer(work, id)
    const { way, amount: minor, currency } = row
    if (row.undone_at !== null) throw new Refusal('collections.agency_transfer_undone')
    const owed = way === 'in' ? await stillTaken(work, row) : 0
    if (way === 'out') await giveBackTheirs(work, agencyId, { minor, currency })
    await reverseEntry(work, row.entry_id, work.today, reason)
    await freeEntry(work, row.entry_id)
    await work.run(
      `update agency_transfer set settled = $6, undone_at = $3, undone_by = $4, reason = $5
       where company_id = $1 and id = $2`,
      [work.companyId, id, work.now, work.actor.name, reason, owed],
    )
    work.audit('collections.agency_transfer_undone', {
      kind: 'agency',
      id: agencyId,
      before: { way, amount: { minor, currency }, paidOn: row.paid_on, reference: row.reference },
      after: { reason },
    })
    work.whisper('collections.agency_transfer_undone', { kind: 'agency', id: agencyId })
    return shown(await findTransfer(work, id))
  },
  { name: 'collections.undo_agency_transfer' },
)
