import { createHash } from 'node:crypto'
import type { Day } from '#core/day.ts'
import type { Currency } from '#core/money.ts'
import type { BankField } from '#core/payments/bank/columns.ts'
import { passedOver } from '#core/payments/bank/csv.ts'
import type { ReadLine, Statement } from '#core/payments/bank/statement.ts'
import type {
  BankPreview,
  BankStatementRow,
  PreviewBank,
  TakeStatement,
} from '#core/payments/bank-api.ts'
import { Refusal } from '#core/refusal.ts'
import { cellText } from '#core/sheet.ts'
import { parseIban } from '#core/vat-number.ts'
import { command, type Work } from '#platform/command.ts'
import { look } from '#platform/query.ts'
import { demand, type Session } from '#platform/session.ts'
import { knownLines, marksOf } from './known-lines.ts'
import { moneyOr, readStatement } from './list-statements.ts'
import { readApart } from './read-apart.ts'
import type { ReadBankFile } from './read-file.ts'
import { type AccountRecord, getAccount } from './store.ts'

const mostShown = 200

/** A file is of the account that it is taken for. */
function assertOfAccount(statement: Statement, account: AccountRecord): void {
  if (statement.currency !== account.currency)
    throw new Refusal('payments.statement_currency', {
      found: statement.currency,
      account: account.currency,
    })
  const named = parseIban(statement.account ?? '')
  if (named && account.iban && named !== account.iban)
    throw new Refusal('payments.statement_other_account', { iban: named, name: account.name })
}

const hashOf = (content: string) =>
  createHash('sha256').update(Buffer.from(content, 'base64')).digest('hex')

/** What stands in the columns of a sheet, so that a person can say what each of them is. */
function columnsOf({ sheet, mapping }: ReadBankFile): BankPreview['columns'] {
  if (!sheet) return []
  const header = mapping?.headerRow ?? 1
  const titles = sheet.rows[header - 1] ?? []
  const under = sheet.rows.slice(header).filter((row) => row.length > 1)
  const most = Math.min(30, Math.max(titles.length, ...under.slice(0, 20).map((row) => row.length)))
  const fields = new Map(
    Object.entries(mapping?.columns ?? {}).map(([field, column]) => [column, field as BankField]),
  )
  return Array.from({ length: most }, (_, column) => ({
    column,
    title: cellText(titles[column]),
    samples: under
      .map((row) => cellText(row[column]))
      .filter(Boolean)
      .slice(0, 3),
    field: fields.get(column) ?? null,
  }))
}

type Sums = Pick<NonNullable<BankPreview['statement']>, 'moneyIn' | 'moneyOut'>

function sumsOf(lines: readonly ReadLine[], currency: Currency): Sums {
  const sum = (sign: 1 | -1) =>
    lines.reduce((all, { amount }) => all + (Math.sign(amount) === sign ? amount : 0), 0)
  return { moneyIn: { minor: sum(1), currency }, moneyOut: { minor: -sum(-1) || 0, currency } }
}

const daysOf = (lines: readonly ReadLine[]): { from: Day; to: Day } => {
  const days = lines.map(({ bookedOn }) => bookedOn).toSorted()
  return { from: days[0] ?? '', to: days.at(-1) ?? '' }
}

/**
 * Reads a file as a person said its columns are, else as they are guessed. What was learned of the
 * account's last file serves where a guess proves nothing, and only where the headings stand in the
 * same row: under another row's number it would pass over lines.
 */
async function readFor(account: AccountRecord, input: PreviewBank): Promise<ReadBankFile> {
  const { content, mapping } = input
  const { currency } = account
  const guessed = await readApart({ content, currency, mapping })
  const learned = account.mapping
  if (mapping || !learned || guessed.statement?.proven) return guessed
  if (guessed.mapping && guessed.mapping.headerRow !== learned.headerRow) return guessed
  const read = await readApart({ content, currency, mapping: learned })
  return read.faults.length > 0 ? guessed : read
}

/**
 * Reads a file without taking it: what was recognised, its lines, what is wrong, what is here already.
 * @throws payments.bank_account_not_found, payments.statement_unreadable, payments.statement_accounts,
 *   payments.statement_currency, payments.statement_other_account
 */
export async function previewBank(session: Session, input: PreviewBank): Promise<BankPreview> {
  demand(session, 'payments.bank')
  const account = await look(session, (from) => getAccount(from, input.accountId))
  const read = await readFor(account, input)
  const { statement } = read
  if (statement) assertOfAccount(statement, account)
  const lines = statement?.lines ?? []
  return look(session, async (from) => {
    const { format } = read
    const known = await knownLines(from, { accountId: account.id, format, lines })
    const [taken] = await from.run<{ taken_at: Date; taken_by_name: string }>(
      `select taken_at, taken_by_name from bank_statement
       where company_id = $1 and file_hash = decode($2, 'hex')`,
      [from.companyId, hashOf(input.content)],
    )
    return {
      format: read.format,
      mapping: read.mapping,
      passedOver:
        read.sheet && read.mapping ? passedOver(read.sheet, read.mapping, account.currency) : 0,
      columns: columnsOf(read),
      faults: [...read.faults],
      statement: statement
        ? {
            account: statement.account,
            currency: statement.currency,
            ...daysOf(lines),
            opening: moneyOr(statement.opening, statement.currency),
            closing: moneyOr(statement.closing, statement.currency),
            proven: statement.proven,
            lines: lines.length,
            known: known.size,
            ...sumsOf(lines, statement.currency),
          }
        : null,
      lines: lines.slice(0, mostShown).map((line, place) => ({ ...line, known: known.has(place) })),
      taken: taken ? { at: taken.taken_at.toISOString(), by: taken.taken_by_name } : null,
    }
  })
}

async function insertLines(
  work: Work,
  input: Pick<TakeStatement, 'id' | 'accountId'>,
  { lines, currency }: Statement,
  known: ReadonlyMap<number, string>,
): Promise<number> {
  const marks = marksOf(lines)
  const placed = lines.map((line, place) => ({ ...line, place, mark: marks[place] }))
  const made = await work.run(
    `insert into bank_line (company_id, id, account_id, statement_id, place, mark, booked_on, value_on,
       amount, currency, description, reference, counterparty, iban, balance)
     select $1, id, $3, $4, place, decode(mark, 'hex'), "bookedOn", "valueOn", amount, $5, description,
       reference, counterparty, iban, balance
     from jsonb_to_recordset($2::jsonb) as t (id uuid, place int, mark text, "bookedOn" date,
       "valueOn" date, amount bigint, description text, reference text, counterparty text, iban text,
       balance bigint)
     on conflict (company_id, account_id, mark) do nothing returning id`,
    [
      work.companyId,
      JSON.stringify(
        placed
          .filter(({ place }) => !known.has(place))
          .map((line) => ({ ...line, id: work.newId() })),
      ),
      input.accountId,
      input.id,
      currency,
    ],
  )
  await work.run(
    `insert into bank_line_again (company_id, account_id, statement_id, line_id, mark, place)
     select $1, $2, $3, "lineId", decode(mark, 'hex'), place
     from jsonb_to_recordset($4::jsonb) as t ("lineId" uuid, mark text, place int)`,
    [
      ...[work.companyId, input.accountId, input.id],
      JSON.stringify(
        placed.flatMap(({ place, mark }) =>
          known.has(place) ? [{ place, mark, lineId: known.get(place) }] : [],
        ),
      ),
    ],
  )
  return made.length
}

type Taking = Readonly<{
  input: Pick<TakeStatement, 'id' | 'accountId' | 'fileName'>
  hash: string
  read: Pick<ReadBankFile, 'format' | 'mapping'>
  statement: Statement
}>

const take = command(
  'payments.bank',
  async (work, { input, hash, read, statement }: Taking): Promise<void> => {
    // Files of one account take turns, so that what is counted as new is new.
    await work.run(
      'select id from bank_account where company_id = $1 and id = $2 for no key update',
      [work.companyId, input.accountId],
    )
    const [taken] = await work.run<{ id: string; taken_at: Date; taken_by_name: string }>(
      `select id, taken_at, taken_by_name from bank_statement
       where company_id = $1 and file_hash = decode($2, 'hex')`,
      [work.companyId, hash],
    )
    if (taken?.id === input.id) return
    if (taken)
      throw new Refusal('payments.statement_taken', {
        by: taken.taken_by_name,
        at: taken.taken_at.toISOString(),
      })
    const { from, to } = daysOf(statement.lines)
    const lines = statement.lines.length
    // The lines refer to it, so it stands first; how many are new is known after.
    const known = await knownLines(work, {
      accountId: input.accountId,
      format: read.format,
      lines: statement.lines,
    })
    await work.run(
      `insert into bank_statement (company_id, id, account_id, file_name, file_hash, format, from_day,
         to_day, opening, closing, proven, lines, fresh, taken_at, taken_by, taken_by_name)
       values ($1, $2, $3, $4, decode($5, 'hex'), $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
      [
        ...[work.companyId, input.id, input.accountId, input.fileName, hash, read.format, from, to],
        ...[statement.opening, statement.closing, statement.proven, lines, lines - known.size],
        ...[work.now, work.actor.id, work.actor.name],
      ],
    )
    const fresh = await insertLines(work, input, statement, known)
    if (read.mapping)
      await work.run('update bank_account set mapping = $3 where company_id = $1 and id = $2', [
        work.companyId,
        input.accountId,
        JSON.stringify(read.mapping),
      ])
    work.audit('payments.statement_taken', {
      kind: 'bank_statement',
      id: input.id,
      before: null,
      after: { fileName: input.fileName, from, to, lines, fresh, proven: statement.proven },
    })
  },
  { name: 'payments.take_statement' },
)

/**
 * Takes a file of the bank, whole or not at all: a fault anywhere refuses it, and where no balance
 * proves the lines a person must have said that they are right.
 * @throws payments.statement_faulty, payments.statement_unproven, payments.statement_taken,
 *   payments.statement_currency, payments.statement_other_account
 */
export async function takeStatement(
  session: Session,
  input: TakeStatement,
): Promise<BankStatementRow> {
  demand(session, 'payments.bank')
  const account = await look(session, (from) => getAccount(from, input.accountId))
  const { content, mapping } = input
  const read = await readApart({ content, currency: account.currency, mapping })
  const { statement } = read
  const [fault] = read.faults
  if (fault || !statement)
    throw new Refusal('payments.statement_faulty', {
      row: fault?.row ?? 1,
      reason: fault?.reason ?? 'no_lines',
    })
  assertOfAccount(statement, account)
  if (!statement.proven && !input.sure) throw new Refusal('payments.statement_unproven')
  const { id, accountId, fileName } = input
  const taking = {
    input: { id, accountId, fileName },
    hash: hashOf(input.content),
    read,
    statement,
  }
  await take(session, taking)
  return look(session, (from) => readStatement(from, id))
}
