import { setImmediate as breathe } from 'node:timers/promises'
import { addDays, type Day, weekdayOf } from '#core/day.ts'
import type { Currency, Money } from '#core/money.ts'
import {
  missOf,
  type Part,
  type Payer,
  type Said,
  type Story,
  standOn,
  type Tried,
} from '#core/reports/back-test.ts'
import { type ForecastRules, weeksFrom } from '#core/reports/forecast.ts'
import type { ForecastCheck, ForecastInput } from '#core/reports/forecast-api.ts'
import { planForValues } from '#platform/plan.ts'
import { type Look, query } from '#platform/query.ts'
import type { Session } from '#platform/session.ts'
import { rulesOf } from './habits.ts'
import { ownersOf, reachedSql } from './reach.ts'

/** The last complete weeks are looked at, each as it was forecast so many weeks before at most. */
const checkedWeeks = 8
const checkedAhead = 4

// What was there in the last year and a bit, with all that was put against it and when that was
// written down: the past is told by what was known then. Days are counted from today.
const storiesSql = `
  with own as materialized (${reachedSql('$4')}),
  lines as materialized (
    select l.id, o.customer_id, l.due_on - $2::date as due, l.amount,
      greatest(l.posted_on, (l.recorded_at at time zone $5)::date) - $2::date as known
    from journal_line l join own o on o.id = l.party_id
    where l.company_id = $1 and l.party_id is not null and l.amount > 0 and l.currency = $3
      and (l.settled < abs(l.amount) or l.settled_through >= $2::date - 450)),
  parts as (
    select s.item_id, json_agg(json_build_array(s.effective_on - $2::date,
      greatest(s.effective_on, (s.recorded_at at time zone $5)::date) - $2::date, s.amount,
      p.id is not null)) as parts
    from settlement s join lines x on x.id = s.item_id
      left join payment p on p.company_id = $1 and p.credit_id = s.credit_id
    where s.company_id = $1 group by 1),
  words as (
    select i.item_id, json_agg(json_build_array(i.amount, p.due_on - $2::date, p.last_day - $2::date,
      (p.made_at at time zone $5)::date - $2::date, (p.judged_at at time zone $5)::date - $2::date,
      p.state = 'kept')) as words
    from promise p join promise_item i on i.company_id = p.company_id and i.promise_id = p.id
    where p.company_id = $1 and p.state in ('open', 'kept', 'partly_kept', 'broken')
      and p.last_day >= $2::date - 450
    group by 1)
  select json_agg(stories) as payers from (
    select json_agg(json_build_array(x.due, x.known, x.amount, coalesce(p.parts, '[]'),
      coalesce(w.words, '[]'))) as stories
    from lines x left join parts p on p.item_id = x.id left join words w on w.item_id = x.id
    group by x.customer_id) t`

type PartRow = readonly [on: number, known: number, minor: number, money: boolean]
type WordRow = readonly [
  minor: number,
  on: number,
  until: number,
  said: number,
  ended: number | null,
  kept: boolean,
]
type StoryRow = readonly [
  due: number,
  known: number,
  minor: number,
  parts: readonly PartRow[],
  words: readonly WordRow[],
]

const partOf = ([on, known, minor, money]: PartRow): Part => ({ on, known, minor, money })
const saidOf = ([minor, on, until, said, ended, kept]: WordRow): Said => ({
  ...{ by: 'promise', minor, on, until, said, ended, kept },
})
const storyOf = ([due, known, minor, parts, words]: StoryRow): Story => ({
  due,
  known,
  minor,
  parts: parts.map(partOf),
  words: words.map(saidOf),
})

type Past = Readonly<{
  today: Day
  currency: Currency
  payers: readonly Payer[]
  rules: ForecastRules
}>

const readPast = query('reports.read', async (look: Look, input: ForecastInput): Promise<Past> => {
  await planForValues(look)
  const currency = input.currency ?? look.baseCurrency
  const [row] = await look.run<{ payers: StoryRow[][] | null }>(storiesSql, [
    look.companyId,
    look.today,
    currency,
    ownersOf(look, input.ownerId),
    look.zone,
  ])
  const payers = (row?.payers ?? []).map((stories) => stories.map(storyOf))
  const { disputeDays } = await rulesOf(look)
  // A past week is whole: on which of its days a promise came makes no difference to it.
  return { today: look.today, currency, payers, rules: { disputeDays, workingDay: (day) => day } }
})

/** The forecasts of past Sundays, each for the weeks after it that are complete by now. */
async function triedOf({ today, payers, rules }: Past): Promise<Tried[]> {
  const sunday = -weekdayOf(today)
  const rows: Tried[] = []
  for (let back = checkedWeeks + checkedAhead - 1; back >= 1; back--) {
    const day = sunday - back * 7
    const weeks = weeksFrom(6, Math.min(checkedAhead, back))
    for (const row of standOn(payers, day, weeks, rules))
      if (day + row.ahead * 7 >= sunday - checkedWeeks * 7) rows.push(row)
    // Other requests are answered between one past day and the next.
    await breathe()
  }
  return rows
}

const missesOf = (rows: readonly Tried[]) => ({
  forecast: missOf(rows, 'forecast'),
  dueDay: missOf(rows, 'dueDay'),
  companyMean: missOf(rows, 'companyMean'),
})

/** How far forecasts of the last weeks were from what came (خطأ التوقع), beside two that know no habit. */
export async function checkForecast(
  session: Session,
  input: ForecastInput,
): Promise<ForecastCheck> {
  const past = await readPast(session, input)
  const { today, currency } = past
  const rows = await triedOf(past)
  const own = rows.filter(({ ahead }) => ahead === 0)
  const money = (minor: number): Money => ({ minor, currency })
  return {
    currency,
    weeks: own.map((row) => ({
      startsOn: addDays(today, row.stoodOn),
      forecast: money(row.forecast),
      low: money(row.low),
      high: money(row.high),
      dueDay: money(row.dueDay),
      companyMean: money(row.companyMean),
      came: money(row.came),
    })),
    ahead: Array.from({ length: checkedAhead }, (_, ahead) => {
      const those = rows.filter((row) => row.ahead === ahead)
      return { weeks: ahead, ...missesOf(those) }
    }),
    all: missesOf(rows),
    within: {
      count: rows.filter(({ came, low, high }) => came >= low && came <= high).length,
      of: rows.length,
    },
  }
}
