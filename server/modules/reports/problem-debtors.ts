import type { Money } from '#core/money.ts'
import type { ProblemDebtor, ProblemsInput } from '#core/reports/insight-api.ts'
import { judgedOf, payersOf } from '#modules/collections/index.ts'
import { query } from '#platform/query.ts'
import { ownersOf, peopleWithin } from './reach.ts'

/**
 * Problem debtors (العملاء المتعثرون): who is late and either at risk or held up by something, each
 * with what may help, most overdue first. Amounts are in the company's own currency.
 */
export const listProblemDebtors = query('reports.read', async (look, input: ProblemsInput) => {
  const currency = look.baseCurrency
  const money = (minor: number): Money => ({ minor, currency })
  const found = (await payersOf(look, await peopleWithin(look, ownersOf(look, input.ownerId))))
    .filter(({ owes }) => owes.overdue > 0)
    .map((facts) => ({ facts, ...judgedOf(facts) }))
    .filter(({ risk, remedy }) => risk.risk !== 'low' || remedy !== 'call_weekly')
    .filter(({ risk }) => input.risk === undefined || risk.risk === input.risk)
    .filter(({ remedy }) => input.remedy === undefined || remedy === input.remedy)
    .toSorted(
      (a, b) =>
        b.facts.owes.overdue - a.facts.owes.overdue ||
        (a.facts.customerId < b.facts.customerId ? -1 : 1),
    )
  const offset = Number(input.cursor ?? 0) || 0
  const page = found.slice(offset, offset + input.limit)
  const names = await look.run<{ id: string; name: string }>(
    'select id, name from customer where company_id = $1 and id = any($2::uuid[])',
    [look.companyId, page.map(({ facts }) => facts.customerId)],
  )
  const nameOf = new Map(names.map(({ id, name }) => [id, name]))
  return {
    rows: page.map(
      ({ facts, risk, remedy }): ProblemDebtor => ({
        customerId: facts.customerId,
        name: nameOf.get(facts.customerId) ?? '',
        owed: money(facts.owes.owed),
        overdue: money(facts.owes.overdue),
        over90: money(facts.owes.over90),
        usual: facts.behaviour.invoices > 0 ? facts.behaviour.usual : null,
        keep: facts.keep,
        risk,
        remedy,
      }),
    ),
    nextCursor: offset + page.length < found.length ? String(offset + page.length) : null,
    total: found.length,
    sum: money(found.reduce((sum, { facts }) => sum + facts.owes.overdue, 0)),
  }
})
