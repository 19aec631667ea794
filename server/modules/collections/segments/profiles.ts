import { reachedBy } from '#core/collections/desk/outcome.ts'
import type { CustomerProfile } from '#core/collections/next-step.ts'
import type { Risk } from '#core/collections/risk.ts'
import { addDays, addMonths } from '#core/day.ts'
import type { CustomerCard } from '#modules/contacts/index.ts'
import { statesOf, threadsOf } from '#modules/messaging/index.ts'
import type { Party } from '../dossiers.ts'
import { keptOf } from '../kept.ts'
import { judgedOf, payersOf } from '../risk/payers.ts'
import type { From } from '../store.ts'
import { membershipOf } from '../trials/members.ts'

type Whose = Party & Readonly<{ card: Pick<CustomerCard, 'language'> }>
type Rates = { customer_id: string; count: number; days: number }
type Last = { customer_id: string; message_id: string; decided_at: Date }

/** For so long an answer, and a broken word, count as lately. */
const answeredDays = 90
const brokenDays = 60

const byId = <Row extends { customer_id: string }>(rows: readonly Row[]) =>
  new Map(rows.map((row) => [row.customer_id, row]))

async function idsOf(from: From, text: string, values: readonly unknown[]): Promise<Set<string>> {
  const rows = await from.run<{ customer_id: string }>(text, [from.companyId, ...values])
  return new Set(rows.map((row) => row.customer_id))
}

/** Who wrote to us, spoke with us or promised in the last months. */
async function answeredBy(from: From, parties: readonly string[]): Promise<Set<string>> {
  const since = new Date(from.now.getTime() - answeredDays * 86_400_000)
  const answered = await idsOf(
    from,
    `select customer_id from contact_attempt
     where company_id = $1 and customer_id = any($2) and at > $3 and outcome = any($4)
     union select customer_id from promise
     where company_id = $1 and customer_id = any($2) and made_at > $3`,
    [parties, since, reachedBy],
  )
  for (const { customerId, lastInAt } of await threadsOf(from, parties))
    if (customerId !== null && lastInAt !== null && lastInAt > since) answered.add(customerId)
  return answered
}

/** Whose last reminder was not read, by the id that it has. */
async function unreadBy(from: From, parties: readonly string[]): Promise<Map<string, Date>> {
  const rows = await from.run<Last>(
    `select l.* from unnest($2::uuid[]) as c(id) cross join lateral (
       select customer_id, message_id, decided_at from reminder
       where company_id = $1 and customer_id = c.id and sent_on > $3 and message_id is not null
       order by decided_at desc, id desc limit 1) l`,
    [from.companyId, parties, addDays(from.today, -60)],
  )
  const states = await statesOf(
    from,
    rows.map((row) => row.message_id),
  )
  return new Map(
    rows.flatMap((row): [string, Date][] =>
      states.get(row.message_id) === 'read' ? [] : [[row.customer_id, row.decided_at]],
    ),
  )
}

async function risksOf(from: From, people: readonly Whose[]): Promise<ReadonlyMap<string, Risk>> {
  const payers = await payersOf(from, people)
  return new Map(payers.map((payer) => [payer.customerId, judgedOf(payer).risk.risk]))
}

/**
 * What is known of some customers besides what they owe, in a fixed number of statements.
 * @param withRisk whether a segment asks for it
 */
export async function profilesOf(
  from: From,
  people: readonly Whose[],
  withRisk: boolean,
): Promise<Map<string, CustomerProfile>> {
  const parties = people.flatMap((each) => each.parties)
  const { companyId, today } = from
  const late = byId(
    await from.run<Rates>(
      `select customer_id, count(*) as count, sum(coalesce(ended_on, $4::date) - due_on) as days
       from late_period where company_id = $1 and customer_id = any($2)
         and (ended_on is null or ended_on >= $3) group by customer_id`,
      [companyId, parties, addMonths(today, -12), today],
    ),
  )
  const kept = await keptOf(from, parties)
  const broken = await idsOf(
    from,
    `select customer_id from promise p where company_id = $1 and customer_id = any($2)
       and state in ('broken', 'partly_kept') and last_day >= $3
       and not exists (select 1 from promise n where n.company_id = p.company_id
         and n.customer_id = p.customer_id and n.made_at > p.made_at)`,
    [parties, addDays(today, -brokenDays)],
  )
  const homes = await from.run<{ customer_id: string; home_id: string | null }>(
    `select customer_id, coalesce(home_id, collector_id) as home_id from desk_row
     where company_id = $1 and customer_id = any($2)`,
    [companyId, parties],
  )
  const homeOf = byId(homes)
  const answered = await answeredBy(from, parties)
  const unread = await unreadBy(from, parties)
  const trials = await membershipOf(from, parties)
  const risks = withRisk ? await risksOf(from, people) : undefined
  return new Map(
    people.map(({ id, parties: own, card }) => {
      const lates = own.flatMap((party) => late.get(party) ?? [])
      const keeps = kept(own)
      const count = lates.reduce((sum, row) => sum + row.count, 0)
      const days = lates.reduce((sum, row) => sum + Number(row.days), 0)
      const profile: CustomerProfile = {
        language: card.language,
        collectorId: own.flatMap((party) => homeOf.get(party)?.home_id ?? [])[0] ?? null,
        averageLate: count === 0 ? null : Math.round(days / count),
        keepRate: keeps.of === 0 ? null : keeps,
        risk: risks?.get(id) ?? null,
        lastUnread: own.some((party) => unread.has(party)),
        promiseBroken: own.some((party) => broken.has(party)),
        neverAnswered: !own.some((party) => answered.has(party)),
        trialPolicy: trials(id, own) ?? null,
      }
      return [id, profile] as const
    }),
  )
}

/** The same where any policy looks at it; a company with nothing but its ladder pays for nothing. */
export async function profilesIfAsked(
  from: From,
  people: readonly Whose[],
): Promise<ReadonlyMap<string, CustomerProfile>> {
  const [asked] = await from.run<{ any: boolean | null; risk: boolean | null }>(
    `select bool_or(policy -> 'isDefault' <> 'true' or jsonb_path_exists(policy, '$.steps[*].only')) as any,
       bool_or(jsonb_path_exists(policy, '$.segment.riskAnyOf[*]')) as risk
     from reminder_policy where company_id = $1`,
    [from.companyId],
  )
  return asked?.any ? profilesOf(from, people, asked.risk ?? false) : new Map()
}
