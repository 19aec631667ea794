import { createHash } from 'node:crypto'
import { fold } from '#core/arabic/fold.ts'
import type { Day } from '#core/day.ts'
import { type HereLine, sameLines } from '#core/payments/bank/same-lines.ts'
import type { ReadLine, StatementFormat } from '#core/payments/bank/statement.ts'
import type { From } from '../store.ts'

/**
 * A line's mark: the same movement has the same mark in every file that holds it. The balance tells
 * twins apart; without one, the order among the same does.
 */
export function marksOf(lines: readonly ReadLine[]): string[] {
  const seen = new Map<string, number>()
  return lines.map((line) => {
    const what = [line.bookedOn, line.amount, fold(line.description), fold(line.reference ?? '')]
    const said = [...what, line.balance ?? ''].join('|')
    const nth = seen.get(said) ?? 0
    seen.set(said, nth + 1)
    return createHash('sha256').update(`${said}|${nth}`).digest('hex')
  })
}

type Reads = Pick<From, 'run' | 'companyId'>
type Read = Readonly<{ accountId: string; format: StatementFormat; lines: readonly ReadLine[] }>

type HereRow = {
  id: string
  booked_on: Day
  amount: number
  description: string
  reference: string | null
  balance: number | null
}

/** The lines of these days that only files of other formats hold, in the order of their files. */
async function fromOtherFormats(
  from: Reads,
  { accountId, format, lines }: Read,
  known: ReadonlySet<string>,
): Promise<HereLine[]> {
  const days = [...new Set(lines.map(({ bookedOn }) => bookedOn))]
  const rows = await from.run<HereRow>(
    `select l.id, l.booked_on, l.amount, l.description, l.reference, l.balance
     from bank_line l join bank_statement s on s.company_id = l.company_id and s.id = l.statement_id
     where l.company_id = $1 and l.account_id = $2 and l.booked_on = any($3::date[])
       and s.format <> $4 and not exists (
         select 1 from bank_line_again a
         join bank_statement o on o.company_id = a.company_id and o.id = a.statement_id
         where a.company_id = l.company_id and a.line_id = l.id and o.format = $4)
     order by s.taken_at, s.id, l.place`,
    [from.companyId, accountId, days, format],
  )
  return rows
    .filter(({ id }) => !known.has(id))
    .map(({ booked_on: bookedOn, ...row }) => ({ ...row, bookedOn }))
}

/** Which lines of a file are here already, by their place: by their mark, or from another format. */
export async function knownLines(from: Reads, read: Read): Promise<ReadonlyMap<number, string>> {
  const marks = marksOf(read.lines)
  const rows = await from.run<{ mark: string; id: string }>(
    `with asked as (select decode(m, 'hex') as mark from unnest($3::text[]) as m)
     select encode(l.mark, 'hex') as mark, l.id from bank_line l join asked using (mark)
     where l.company_id = $1 and l.account_id = $2
     union select encode(a.mark, 'hex'), a.line_id from bank_line_again a join asked using (mark)
     where a.company_id = $1 and a.account_id = $2`,
    [from.companyId, read.accountId, marks],
  )
  const byMark = new Map(rows.map(({ mark, id }) => [mark, id]))
  const found = new Map<number, string>()
  for (const [place, mark] of marks.entries()) {
    const id = byMark.get(mark)
    if (id !== undefined) found.set(place, id)
  }
  const others = await fromOtherFormats(from, read, new Set(found.values()))
  const rest = read.lines
    .map((line, place) => ({ line, place }))
    .filter((each) => !found.has(each.place))
  const same = sameLines(
    rest.map(({ line }) => line),
    others,
  )
  for (const [at, id] of same) {
    const place = rest[at]?.place
    if (place !== undefined) found.set(place, id)
  }
  return found
}
