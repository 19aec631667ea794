import type { PaymentTerms } from '#core/contacts/terms.ts'
import type { ApplicationState, CreditApplication } from '#core/credit/application.ts'
import { BreachKind, CreditPolicy, defaultCreditPolicy } from '#core/credit/policy.ts'
import { addDays, type Day } from '#core/day.ts'
import type { Currency } from '#core/money.ts'
import type { Work } from '#platform/command.ts'
import type { Look } from '#platform/query.ts'

/** What a read needs: a command's work or a query's look. */
export type From = Pick<
  Work | Look,
  'run' | 'companyId' | 'session' | 'today' | 'now' | 'baseCurrency'
>

export type ProfileRow = {
  customer_id: string
  credit_limit: number | null
  terms: PaymentTerms | null
  conditions: string
  valid_until: Day | null
  review_on: Day | null
  review_told: Day | null
  granted_at: Date | null
  granted_by: string | null
  held_at: Date | null
  held_by: string | null
  hold_reason: string | null
  released_until: Day | null
  release_reason: string | null
  released_by: string | null
}

export type ApplicationRow = {
  id: string
  customer_id: string
  state: ApplicationState
  asked_limit: number
  currency: Currency
  terms: PaymentTerms
  note: string
  trade_references: CreditApplication['references']
  facts: CreditApplication['facts']
  checks: CreditApplication['checks']
  opened_at: Date
  opened_by: string
  decided_at: Date | null
  decided_by: string | null
  source: CreditApplication['source']
  company: CreditApplication['company']
  decision: CreditApplication['decision']
}

/** The company's policy, or the house's own where it has none. */
export async function readPolicy(
  from: Pick<From, 'run' | 'companyId'>,
): Promise<CreditPolicy & Readonly<{ ruled: boolean }>> {
  const [row] = await from.run<{ policy: unknown }>(
    'select policy from credit_setting where company_id = $1',
    [from.companyId],
  )
  if (!row) return { ...defaultCreditPolicy, ruled: false }
  return { ...CreditPolicy.parse(row.policy), ruled: true }
}

/**
 * What was decided of a customer who may be several records: what the survivor was granted, else
 * what was granted last; a hold of any of them holds.
 */
export function joined(rows: readonly ProfileRow[], survivorId: string): ProfileRow | undefined {
  const own = rows.find((row) => row.customer_id === survivorId)
  const granted =
    own?.credit_limit != null
      ? own
      : rows
          .filter((row) => row.credit_limit !== null)
          .toSorted((a, b) => Number(b.granted_at) - Number(a.granted_at))
          .at(0)
  const base = granted ?? own ?? rows[0]
  if (!base) return undefined
  const held = rows.find((row) => row.held_at !== null)
  const released = rows
    .filter((row) => row.released_until !== null)
    .toSorted((a, b) => ((a.released_until ?? '') < (b.released_until ?? '') ? 1 : -1))
    .at(0)
  return {
    ...base,
    held_at: held?.held_at ?? null,
    held_by: held?.held_by ?? null,
    hold_reason: held?.hold_reason ?? null,
    released_until: released?.released_until ?? null,
    release_reason: released?.release_reason ?? null,
    released_by: released?.released_by ?? null,
  }
}

export const profilesOf = (
  from: Pick<From, 'run' | 'companyId'>,
  parties: readonly string[],
): Promise<ProfileRow[]> =>
  from.run<ProfileRow>(
    'select * from credit_profile where company_id = $1 and customer_id = any($2) order by customer_id',
    [from.companyId, [...parties]],
  )

type MarkRow = { customer_id: string; kind: string; marked_on: Day }
export type Breach = Readonly<{ kind: BreachKind; on: Day; customerId: string }>

/** The broken words, plans and cheques of some parties or of all, in the last so many days. */
export async function breachesSince(
  from: Pick<From, 'run' | 'companyId' | 'today'>,
  parties: readonly string[] | null,
  days: number,
): Promise<Breach[]> {
  const rows = await from.run<MarkRow>(
    `select customer_id, kind, marked_on from credit_mark
     where company_id = $1 and ($2::uuid[] is null or customer_id = any($2)) and marked_on > $3
       and kind = any($4) order by marked_on, about_id`,
    [from.companyId, parties, addDays(from.today, -days), BreachKind.options],
  )
  return rows.map((row) => ({
    kind: BreachKind.parse(row.kind),
    on: row.marked_on,
    customerId: row.customer_id,
  }))
}
