import { fits } from '#core/payments/bank/entries.ts'
import type { BankLine, LinkEntry } from '#core/payments/bank-api.ts'
import { Refusal } from '#core/refusal.ts'
import { holdEntry } from '#modules/ledger/index.ts'
import { command, type Work } from '#platform/command.ts'
import { look } from '#platform/query.ts'
import type { Session } from '#platform/session.ts'
import { linkedOf, looseEntry, movementOf, tellEntries } from './entries.ts'
import { readLine } from './lines.ts'
import { holdLine, reopenLine } from './link-line.ts'
import type { LineRecord } from './store.ts'

const link = command(
  'payments.bank',
  async (work, { id, entryId }: LinkEntry): Promise<void> => {
    // The entry before the line: whoever reverses it holds it first as well, and frees its line then.
    await holdEntry(work, entryId)
    const line = await holdLine(work, id)
    const [taken] = await work.run(
      `select 1 from bank_entry
       where company_id = $1 and entry_id = $2 and undone_at is null`,
      [work.companyId, entryId],
    )
    if (taken) throw new Refusal('payments.entry_taken')
    const entry = await looseEntry(work, entryId)
    const told = entry && (await tellEntries(work, [entry], 'payments.bank')).get(entryId)
    if (!entry || !told || !fits(movementOf(line), entry)) throw new Refusal('payments.entry_other')
    await work.run(
      `insert into bank_entry (company_id, id, line_id, entry_id, linked_at, linked_by, linked_by_name)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [
        ...[work.companyId, work.newId(), id, entryId],
        ...[work.now, work.actor.id, work.actor.name],
      ],
    )
    await work.run(
      `update bank_line set state = 'matched', ended_at = $3, ended_by_name = $4
       where company_id = $1 and id = $2`,
      [work.companyId, id, work.now, work.actor.name],
    )
    const { number, amount: minor, currency } = entry
    work.audit('payments.line_linked', {
      kind: 'bank_line',
      id,
      before: { state: 'open' },
      after: { entry: number, amount: { minor, currency } },
    })
    work.whisper('payments.line_linked', { kind: 'bank_line', id })
  },
  { name: 'payments.link_entry' },
)

/**
 * Says that a line is an entry that stands in the books: nothing is booked. A line is one entry, and an
 * entry one line.
 * @throws payments.bank_line_not_found, payments.line_taken, payments.entry_other,
 *   payments.entry_taken, ledger.entry_not_found
 */
export async function linkEntry(session: Session, input: LinkEntry): Promise<BankLine> {
  await link(session, input)
  return look(session, (from) => readLine(from, input.id, 'payments.bank'))
}

/** Ends the link of a line that is held to an entry, and lets the line wait again. */
async function endLink(work: Work, lineId: string, entryId: string): Promise<void> {
  const ended = await work.run(
    `update bank_entry set undone_at = $4, undone_by_name = $5
     where company_id = $1 and line_id = $2 and entry_id = $3 and undone_at is null returning id`,
    [work.companyId, lineId, entryId, work.now, work.actor.name],
  )
  if (ended.length > 0) await reopenLine(work, lineId)
}

/**
 * Takes the link of a line that is held away: the entry stays in the books.
 * @throws payments.bank_line_not_found where it is of a customer out of reach
 */
export async function unlinkEntry(work: Work, line: LineRecord): Promise<void> {
  const [linked] = linkedOf(line)
  const told = await tellEntries(work, linkedOf(line), 'payments.bank')
  if (!linked || told.size === 0) throw new Refusal('payments.bank_line_not_found', { id: line.id })
  await endLink(work, line.id, linked.id)
}

/** Gives the line of an entry back that was reversed as a mistake: it was another's money. */
export async function freeEntry(work: Work, entryId: string): Promise<void> {
  const [row] = await work.run<{ line_id: string }>(
    `select line_id from bank_entry
     where company_id = $1 and entry_id = $2 and undone_at is null`,
    [work.companyId, entryId],
  )
  if (!row) return
  await work.run('select id from bank_line where company_id = $1 and id = $2 for no key update', [
    work.companyId,
    row.line_id,
  ])
  // Until it was held, the line may have been given to another entry.
  await endLink(work, row.line_id, entryId)
}

/** An entry written by hand was reversed: the line that was it waits again. */
export async function freeReversed(work: Work, { entryId }: { entryId: string }): Promise<void> {
  const [mirror] = await work.run<{ reverses: string | null }>(
    'select reverses from journal_entry where company_id = $1 and id = $2',
    [work.companyId, entryId],
  )
  if (mirror?.reverses) await freeEntry(work, mirror.reverses)
}
