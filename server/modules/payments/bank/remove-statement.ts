import { Refusal } from '#core/refusal.ts'
import { command, type Work } from '#platform/command.ts'
import { readStatement } from './list-statements.ts'

/** Holds the account, as whoever takes a file does, then the lines that the statement brought. */
async function holdStatement(work: Work, id: string): Promise<void> {
  const [found] = await work.run<{ account_id: string }>(
    'select account_id from bank_statement where company_id = $1 and id = $2',
    [work.companyId, id],
  )
  if (!found) throw new Refusal('payments.statement_not_found', { id })
  await work.run(
    'select id from bank_account where company_id = $1 and id = $2 for no key update',
    [work.companyId, found.account_id],
  )
  await work.run(
    `select id from bank_line where company_id = $1 and statement_id = $2 order by id for update`,
    [work.companyId, id],
  )
}

/** Gives the lines that another file holds as well to that file; what is left goes with this one. */
async function handOver(work: Work, id: string): Promise<void> {
  await work.run('delete from bank_line_again where company_id = $1 and statement_id = $2', [
    work.companyId,
    id,
  ])
  await work.run(
    `with heir as (
       select distinct on (a.line_id) a.* from bank_line_again a
       join bank_line l on l.company_id = a.company_id and l.id = a.line_id and l.statement_id = $2
       join bank_statement s on s.company_id = a.company_id and s.id = a.statement_id
       where a.company_id = $1 order by a.line_id, s.taken_at, s.id),
     moved as (
       update bank_line l set statement_id = h.statement_id, mark = h.mark, place = h.place
       from heir h where l.company_id = $1 and l.id = h.line_id returning h.statement_id, l.id),
     counted as (
       update bank_statement s set fresh = fresh + m.lines
       from (select statement_id, count(*)::int as lines from moved group by statement_id) m
       where s.company_id = $1 and s.id = m.statement_id)
     delete from bank_line_again a using heir h
     where a.company_id = $1 and a.statement_id = h.statement_id and a.line_id = h.line_id`,
    [work.companyId, id],
  )
}

/**
 * Takes a statement back that was the wrong one, with the lines that it alone brought. What was
 * decided about a line stands in its way; what was undone goes with its line.
 * @throws payments.statement_not_found, payments.statement_matched
 */
export const removeStatement = command(
  'payments.bank',
  async (work, { id }: { id: string }): Promise<{ done: true }> => {
    await holdStatement(work, id)
    const before = await readStatement(work, id)
    await handOver(work, id)
    const [matched] = await work.run<{ count: number }>(
      `select count(*) as count from bank_line
       where company_id = $1 and statement_id = $2 and state = 'matched'`,
      [work.companyId, id],
    )
    if (matched && matched.count > 0)
      throw new Refusal('payments.statement_matched', { count: matched.count })
    for (const undone of ['bank_match', 'bank_expense', 'bank_entry'] as const)
      await work.run(
        `delete from ${undone} where company_id = $1 and line_id in (
           select id from bank_line where company_id = $1 and statement_id = $2)`,
        [work.companyId, id],
      )
    const gone = await work.run(
      'delete from bank_line where company_id = $1 and statement_id = $2 returning id',
      [work.companyId, id],
    )
    await work.run('delete from bank_statement where company_id = $1 and id = $2', [
      work.companyId,
      id,
    ])
    const { accountName, fileName, from, to, lines } = before
    work.audit('payments.statement_removed', {
      kind: 'bank_statement',
      id,
      before: { accountName, fileName, from, to, lines, removed: gone.length },
      after: null,
    })
    return { done: true }
  },
  { name: 'payments.remove_statement' },
)
