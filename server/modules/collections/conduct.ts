import type { ContactCaps, ContactsMade } from '#core/collections/conduct.ts'
import { readDeskSettings } from './desk/settings.ts'
import type { From } from './store.ts'

type Row = { customer_id: string; a_day: number; a_week: number; in_30: number }

/** How often customers may be turned to on all ways together, and how often they were. */
type Contacts = Readonly<{
  caps: ContactCaps
  of: (own: readonly string[]) => ContactsMade
}>

/**
 * Counts reminders, those of instalments too, calls and visits as one, by the company's days; a company without such limits
 * pays for nothing.
 */
export async function contactsOf(
  from: Pick<From, 'run' | 'companyId' | 'today' | 'zone'>,
  parties: readonly string[],
): Promise<Contacts | undefined> {
  const caps = (await readDeskSettings(from)).caps.contacts
  if (!caps || Object.values(caps).every((limit) => limit === null)) return undefined
  const rows = await from.run<Row>(
    `select customer_id, count(*) filter (where day = $3::date) as a_day,
       count(*) filter (where day > $3::date - 7) as a_week, count(*) as in_30
     from (
       select customer_id, sent_on as day from reminder
       where company_id = $1 and customer_id = any($2) and sent_on > $3::date - 30
         and state <> 'failed'
       union all
       select p.customer_id, (n.at at time zone $4)::date from payment_plan p
       join payment_plan_notice n on n.company_id = p.company_id and n.plan_id = p.id
       where p.company_id = $1 and p.customer_id = any($2) and n.state = 'sent'
         and n.at > $3::date - 31
       union all
       select customer_id, (at at time zone $4)::date from contact_attempt
       where company_id = $1 and customer_id = any($2) and direction = 'out'
         and at > $3::date - 31) made
     where day > $3::date - 30 group by customer_id`,
    [from.companyId, parties, from.today, from.zone],
  )
  const byId = new Map(rows.map((row) => [row.customer_id, row]))
  return {
    caps,
    of: (own) => {
      const found = own.flatMap((id) => byId.get(id) ?? [])
      const sum = (name: 'a_day' | 'a_week' | 'in_30') =>
        found.reduce((all, row) => all + row[name], 0)
      return { aDay: sum('a_day'), aWeek: sum('a_week'), in30Days: sum('in_30') }
    },
  }
}
