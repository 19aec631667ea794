import { addDays } from '#core/day.ts'
import type { Currency, Money } from '#core/money.ts'
import type { Curve } from '#core/reports/curve.ts'
import {
  expectedDay,
  expectedOf,
  type ForecastRules,
  forecastSources,
  type Owed,
  type Week,
  whyOf,
} from '#core/reports/forecast.ts'
import type { ExpectedDay, ForecastRow, ForecastRowsInput } from '#core/reports/forecast-api.ts'
import { type Look, query } from '#platform/query.ts'
import { groundOf, weeksOf } from './forecast.ts'
import { curveOf, type Habits } from './habits.ts'
import { reachedSql } from './reach.ts'
import type { Beside } from './words-given.ts'

type OpenLine = { id: string; customer_id: string; late: number; minor: number }

/** Every open item within reach, oldest first. */
const openLines = (look: Look, currency: Currency, owners: readonly string[] | null) =>
  look.run<OpenLine>(
    `with own as (${reachedSql('$4')})
     select l.id, o.customer_id, $2::date - l.due_on as late, l.amount - l.settled as minor
     from journal_line l join own o on o.id = l.party_id
     where l.company_id = $1 and l.party_id is not null and l.settled < abs(l.amount) and l.amount > 0
       and l.currency = $3
     order by l.due_on, l.id`,
    [look.companyId, look.today, currency, owners],
  )

/** The expected day of an invoice as a day of the calendar. */
export function dayOfOwed(
  today: string,
  curve: Curve,
  owed: Owed,
  rules: ForecastRules,
): ExpectedDay | null {
  const day = expectedDay(curve, owed, rules)
  if (!day) return null
  return {
    on: addDays(today, day.on),
    from: addDays(today, day.from),
    to: day.to === null ? null : addDays(today, day.to),
  }
}

type Guess = Readonly<{ line: OpenLine; owed: Owed; curve: Curve; minor: number }>
type Wanted = Readonly<{
  weeks: readonly Week[]
  rest: boolean
  source: ForecastRowsInput['source']
}>

/** How much of each open item is expected in the wanted weeks; `rest`: all that is not. */
function guessesOf(
  lines: readonly OpenLine[],
  habits: Habits,
  beside: ReadonlyMap<string, Beside>,
  rules: ForecastRules,
  { weeks, rest, source }: Wanted,
): Guess[] {
  const curves = new Map<string, Curve>()
  const none = { paid: [], open: [] }
  const guesses: Guess[] = []
  for (const line of lines) {
    const curve =
      curves.get(line.customer_id) ??
      curveOf(habits, habits.debts.get(line.customer_id)?.ends ?? none)
    curves.set(line.customer_id, curve)
    const owed = { dueIn: -line.late, minor: line.minor, ...beside.get(line.id) }
    const found = expectedOf(curve, owed, weeks, rules)
    let minor = 0
    for (const each of forecastSources)
      if (source === undefined || each === source) for (const part of found[each]) minor += part
    if (rest) minor = line.minor - minor
    if (minor >= 0.5) guesses.push({ line, owed, curve, minor })
  }
  return guesses.toSorted((a, b) => b.minor - a.minor || (a.line.id < b.line.id ? -1 : 1))
}

type Named = {
  item_id: string
  invoice_id: string | null
  number: string
  name: string
  due_on: string
}

const namesOf = async (look: Look, ids: readonly string[]): Promise<ReadonlyMap<string, Named>> => {
  const rows = await look.run<Named>(
    `select l.id as item_id, i.id as invoice_id, e.document_number as number,
       coalesce(s.name, c.name) as name, l.due_on
     from journal_line l join journal_entry e on e.company_id = l.company_id and e.id = l.entry_id
       join customer c on c.company_id = l.company_id and c.id = l.party_id
       left join customer s on s.company_id = c.company_id and s.id = c.survivor_id
       left join invoice i on i.company_id = l.company_id and i.item_id = l.id
     where l.company_id = $1 and l.id = any($2::uuid[])`,
    [look.companyId, ids],
  )
  return new Map(rows.map((row) => [row.item_id, row]))
}

/** The invoices behind a week of the forecast, or behind what comes later, most expected first. */
export const listForecastRows = query('reports.read', async (look, input: ForecastRowsInput) => {
  const { currency, owners, beside, rules, habits } = await groundOf(look, input)
  const all = weeksOf(look.today)
  const week = all.find(({ from }) => addDays(look.today, from) === input.week)
  const rest = input.week === undefined
  const wanted: Wanted = { weeks: rest ? all : week ? [week] : [], rest, source: input.source }
  const lines = await openLines(look, currency, owners)
  const guesses = guessesOf(lines, habits, beside, rules, wanted)
  const offset = Number(input.cursor ?? 0) || 0
  const page = guesses.slice(offset, offset + input.limit)
  const names = await namesOf(
    look,
    page.map(({ line }) => line.id),
  )
  const money = (minor: number): Money => ({ minor: Math.round(minor), currency })
  return {
    rows: page.map(({ line, owed, curve, minor }): ForecastRow => {
      const named = names.get(line.id)
      return {
        itemId: line.id,
        invoiceId: named?.invoice_id ?? null,
        number: named?.number ?? '',
        customerId: line.customer_id,
        customerName: named?.name ?? '',
        dueOn: named?.due_on ?? look.today,
        balance: money(line.minor),
        expected: money(minor),
        day: dayOfOwed(look.today, curve, owed, rules),
        why: whyOf(owed),
      }
    }),
    nextCursor: offset + page.length < guesses.length ? String(offset + page.length) : null,
    total: guesses.length,
    sum: money(guesses.reduce((sum, { minor }) => sum + minor, 0)),
  }
})
