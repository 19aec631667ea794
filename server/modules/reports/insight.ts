import { bestReach } from '#core/collections/behaviour.ts'
import { type ContactOutcome, wasReached } from '#core/collections/desk/outcome.ts'
import { addDays, type Day, daysBetween } from '#core/day.ts'
import type { Currency, Money } from '#core/money.ts'
import { Refusal } from '#core/refusal.ts'
import type { Curve, End } from '#core/reports/curve.ts'
import { type ForecastRules, type Owed, whyOf } from '#core/reports/forecast.ts'
import type { Insight, InvoiceExpected } from '#core/reports/insight-api.ts'
import { judgedOf, type Payer, payersOf } from '#modules/collections/index.ts'
import { partiesOf } from '#modules/contacts/index.ts'
import { meanDaysLate } from '#modules/ledger/index.ts'
import { type Look, query } from '#platform/query.ts'
import { wallClock } from '#platform/time.ts'
import { dayOfOwed } from './forecast-rows.ts'
import { companyHabit, curveOf, rulesOf } from './habits.ts'
import { type Beside, besideItems, keepRecord } from './words-given.ts'

type OpenRow = {
  id: string
  invoice_id: string | null
  number: string
  due_on: Day
  amount: number
  minor: number
  currency: Currency
}

const openOf = (look: Look, parties: readonly string[]) =>
  look.run<OpenRow>(
    `select l.id, i.id as invoice_id, e.document_number as number, l.due_on, l.amount,
       l.amount - l.settled as minor, l.currency
     from journal_line l join journal_entry e on e.company_id = l.company_id and e.id = l.entry_id
       left join invoice i on i.company_id = l.company_id and i.item_id = l.id
     where l.company_id = $1 and l.party_id = any($2::uuid[]) and l.settled < abs(l.amount) and l.amount > 0
     order by l.due_on, l.id`,
    [look.companyId, parties],
  )

type Attempt = { at: Date; channel: string; outcome: ContactOutcome }

/** By which way and at what hour somebody of theirs was spoken with in half a year. */
async function bestOf(look: Look, parties: readonly string[]): Promise<Insight['best']> {
  const rows = await look.run<Attempt>(
    `select at, channel, outcome from contact_attempt
     where company_id = $1 and customer_id = any($2::uuid[]) and at >= $3::date
     order by at desc limit 500`,
    [look.companyId, parties, addDays(look.today, -182)],
  )
  return bestReach(
    rows.map(({ at, channel, outcome }) => ({
      channel,
      hour: Math.floor(wallClock(at, look.zone).minuteOfDay / 60),
      reached: wasReached(outcome),
    })),
  )
}

type Ground = Readonly<{
  payer: Payer
  rows: readonly OpenRow[]
  curve: Curve
  rules: ForecastRules
  beside: ReadonlyMap<string, Beside>
}>

/** What the days of a customer's invoices are forecast from. */
async function groundOf(look: Look, parties: readonly string[]): Promise<Ground> {
  const [customerId] = parties
  const [payer] = customerId ? await payersOf(look, [{ id: customerId, parties }]) : []
  if (!payer) throw new Refusal('contacts.customer_not_found', {})
  const rows = await openOf(look, parties)
  const open = rows.map((row): End => [daysBetween(row.due_on, look.today), row.minor / row.amount])
  const paid = payer.paid.map(({ daysLate, share }): End => [daysLate, share])
  return {
    payer,
    rows,
    curve: curveOf({ company: await companyHabit(look) }, { paid, open }),
    rules: await rulesOf(look),
    beside: await besideItems(look, { items: rows.map(({ id }) => id) }, await keepRecord(look)),
  }
}

const owedOf = (look: Look, row: OpenRow, { beside }: Ground): Owed => ({
  dueIn: daysBetween(look.today, row.due_on),
  minor: row.minor,
  ...beside.get(row.id),
})

/**
 * How a customer pays, how they are reached, how far they are to be trusted, and when each of
 * their invoices is expected.
 * @throws contacts.customer_not_found
 */
export const showInsight = query(
  'reports.read',
  async (look, { id }: { id: string }): Promise<Insight> => {
    const parties = await partiesOf(look, id, 'reports.read')
    const ground = await groundOf(look, parties)
    const { payer, rows, curve, rules } = ground
    const { risk, remedy } = judgedOf(payer)
    return {
      ...payer.behaviour,
      companyMean: await meanDaysLate(look),
      best: await bestOf(look, parties),
      keep: payer.keep,
      disputes: payer.disputes,
      risk,
      remedy: payer.owes.overdue > 0 ? remedy : null,
      items: rows.map((row) => {
        const owed = owedOf(look, row, ground)
        return {
          itemId: row.id,
          invoiceId: row.invoice_id,
          number: row.number,
          dueOn: row.due_on,
          balance: { minor: row.minor, currency: row.currency } satisfies Money,
          day: dayOfOwed(look.today, curve, owed, rules),
          why: whyOf(owed),
        }
      }),
    }
  },
)

/**
 * When what is open of one invoice is expected, and why; null when nothing is open.
 * @throws invoicing.invoice_not_found also when its customer is out of reach
 */
export const showExpected = query(
  'reports.read',
  async (look, { id }: { id: string }): Promise<{ expected: InvoiceExpected | null }> => {
    const [invoice] = await look.run<{ customer_id: string; item_id: string }>(
      'select customer_id, item_id from invoice where company_id = $1 and id = $2',
      [look.companyId, id],
    )
    if (!invoice) throw new Refusal('invoicing.invoice_not_found', { id })
    const parties = await partiesOf(look, invoice.customer_id, 'reports.read')
    const ground = await groundOf(look, parties)
    const row = ground.rows.find((each) => each.id === invoice.item_id)
    if (!row) return { expected: null }
    const owed = owedOf(look, row, ground)
    const { invoices, usual } = ground.payer.behaviour
    const day = dayOfOwed(look.today, ground.curve, owed, ground.rules)
    return { expected: { day, why: whyOf(owed), invoices, usual } }
  },
)
