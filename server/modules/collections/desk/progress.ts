import { targetOf } from '#core/collections/desk/settings.ts'
import type { DeskProgress } from '#core/collections/desk-api.ts'
import type { Currency, Money } from '#core/money.ts'
import { customersWithin } from '#modules/contacts/index.ts'
import { query } from '#platform/query.ts'
import type { From } from '../store.ts'
import { readDeskSettings } from './settings.ts'

type Sum = { currency: Currency; amount: number }

/** The sums as money, the company's own currency first, then by their names. */
const inOrder = ({ baseCurrency }: From, sums: readonly Sum[]): Money[] =>
  sums
    .filter(({ amount }) => amount > 0)
    .toSorted(
      (a, b) =>
        Number(b.currency === baseCurrency) - Number(a.currency === baseCurrency) ||
        (a.currency < b.currency ? -1 : 1),
    )
    .map(({ currency, amount }) => ({ minor: amount, currency }))

/** Why the reader has nobody: nobody within their reach is late, or all are given to others. */
async function emptiness(from: From, reach: readonly string[] | null) {
  const found = await from.run(
    `select 1 from desk_row where company_id = $1 and late > 0
       and ($2::uuid[] is null or customer_id = any($2)) limit 1`,
    [from.companyId, reach],
  )
  return found.length > 0 ? 'all_given' : 'nobody_late'
}

/** «أنجزت 7 من 18 اليوم»: what the reader's own day has brought so far. */
export const showProgress = query(
  'collections.work',
  async (from, _: object): Promise<DeskProgress> => {
    const me = from.session.actor.id
    const today = `(at at time zone $3)::date = $4::date`
    const values = [from.companyId, me, from.zone, from.today]
    const since = new Date(from.now.getTime() - 36 * 3_600_000)
    const [done] = await from.run<{ contacts: number }>(
      `select count(distinct customer_id) as contacts from contact_attempt
       where company_id = $1 and by_id = $2 and at > $5 and ${today}`,
      [...values, since],
    )
    const promised = await from.run<Sum>(
      `select currency, sum(promised)::bigint as amount from contact_attempt
       where company_id = $1 and by_id = $2 and at > $5 and ${today} and promised is not null
       group by currency`,
      [...values, since],
    )
    const collected = await from.run<Sum>(
      `select currency, sum(amount)::bigint as amount from desk_money
       where company_id = $1 and user_id = $2 and day = $3 group by currency`,
      [from.companyId, me, from.today],
    )
    const reach = (await customersWithin(from, 'collections.work')) ?? null
    const filters = [from.companyId, 'mine', me, from.now, reach]
    const mine = `from desk_row where company_id = $1
      and $2::text = 'mine' and (collector_id = $3::uuid or collector_id is null)
      and ($5::uuid[] is null or customer_id = any($5))`
    const [waiting] = await from.run<{ now: number; late: number; next: Date | null }>(
      `select count(*) filter (where due_at <= $4) as now, count(*) filter (where late > 0) as late,
         min(due_at) filter (where due_at > $4 and late > 0) as next ${mine}`,
      filters,
    )
    // Who was worked on and comes up again is still ahead: done and waiting make up the day.
    const [again] = await from.run<{ count: number }>(
      `select count(distinct customer_id) as count from contact_attempt
       where company_id = $1 and by_id = $3 and at > $6 and (at at time zone $7)::date = $8::date
         and customer_id in (select customer_id ${mine} and due_at <= $4)`,
      [...filters, since, from.zone, from.today],
    )
    const target = targetOf(await readDeskSettings(from), me ?? '')
    const worked = done?.contacts ?? 0
    const contacts = target.contacts > 0 ? worked : worked - (again?.count ?? 0)
    const money = (minor: number) => (minor > 0 ? { minor, currency: from.baseCurrency } : null)
    return {
      contacts,
      of: target.contacts > 0 ? target.contacts : contacts + (waiting?.now ?? 0),
      waiting: waiting?.now ?? 0,
      promised: inOrder(from, promised),
      collected: inOrder(from, collected),
      target: { promised: money(target.promisedMinor), collected: money(target.collectedMinor) },
      nextAt: waiting?.next?.toISOString() ?? null,
      empty: waiting?.late ? null : await emptiness(from, reach),
    }
  },
)
