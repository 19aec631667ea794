import type { Chase } from '#core/collections/api.ts'
import { nextStep } from '#core/collections/next-step.ts'
import { choosePolicy } from '#core/collections/policy.ts'
import { total } from '#core/money.ts'
import { partiesOf } from '#modules/contacts/index.ts'
import { query } from '#platform/query.ts'
import { disputesOf } from './disputes.ts'
import { type ChasedItem, type Dossier, gatherDossiers } from './dossiers.ts'
import { openPauses, pauseOf } from './pauses.ts'
import { type Rules, readRules } from './settings.ts'
import type { From } from './store.ts'

/** The ladder that holds for a customer, judged by what it owes in this currency. */
function policyOf({ card, items }: Dossier, rules: Rules, currency: string) {
  const own = items.filter(({ balance }) => balance.currency === currency)
  const [first] = own
  if (!first) return undefined
  const balance = total(
    own.map((item) => item.balance),
    first.balance.currency,
  )
  const chosen = choosePolicy(rules.policies, { kind: card.kind, tags: card.tags, balance })
  return rules.policies.find(({ key }) => key === chosen?.key)
}

/** The step that one invoice comes to next, if any. */
export function nextOfItem(
  dossier: Dossier,
  item: ChasedItem,
  rules: Rules,
  today: string,
): Chase['next'] {
  const policy = policyOf(dossier, rules, item.balance.currency)
  if (!policy || item.disputed) return null
  const next = nextStep(policy, item, item.reserved, today)
  if (next.kind === 'done') return null
  return { tone: next.step.tone, on: next.kind === 'due' ? today : next.until }
}

/** The first step that any of the invoices comes to. */
function nextOf(dossier: Dossier, rules: Rules, today: string): Chase['next'] {
  const steps = dossier.items.flatMap((item) => nextOfItem(dossier, item, rules, today) ?? [])
  return steps.toSorted((a, b) => (a.on < b.on ? -1 : 1))[0] ?? null
}

/** Where the chase of one customer stands. */
export const showChase = query(
  'collections.read',
  async (from, { id }: { id: string }): Promise<Chase> => {
    const parties = await partiesOf(from, id, 'collections.read')
    const [survivor = id] = parties
    const rules = await readRules(from)
    const dossier = (await gatherDossiers(from, [{ id: survivor, parties }])).get(survivor)
    const currency = dossier?.items[0]?.balance.currency ?? from.baseCurrency
    return {
      on: rules.on,
      pauses: (await openPauses(from, parties)).map(pauseOf),
      disputes: await disputesOf(from, parties),
      optedOut: dossier?.optedOut ?? false,
      policyName: (dossier && policyOf(dossier, rules, currency)?.name) ?? null,
      lastReminderOn: dossier?.lastReminderOn ?? null,
      next: dossier && rules.on && !dossier.optedOut ? nextOf(dossier, rules, from.today) : null,
    }
  },
)

/** Whether the machine may ask for an item, as lists show it; what is missing from the map may. */
export type ChaseState = 'paused' | 'dispute'

/**
 * Which of these ids (open items or customers) the chase is not free to ask for. One door for the
 * lists of other modules, two statements whatever their length.
 */
export async function chaseStatesOf(
  from: Pick<From, 'run' | 'companyId' | 'today'>,
  ids: readonly string[],
): Promise<Map<string, ChaseState>> {
  const states = new Map<string, ChaseState>()
  if (ids.length === 0) return states
  for (const { id } of await from.run<{ id: string }>(
    `select coalesce(item_id, customer_id) as id from chase_pause where company_id = $1
       and coalesce(item_id, customer_id) = any($2) and ended_at is null
       and (until is null or until >= $3)`,
    [from.companyId, ids, from.today],
  ))
    states.set(id, 'paused')
  for (const { item_id, customer_id } of await from.run<{ item_id: string; customer_id: string }>(
    `select item_id, customer_id from dispute where company_id = $1 and closed_at is null
       and (item_id = any($2) or customer_id = any($2))`,
    [from.companyId, ids],
  )) {
    if (ids.includes(item_id)) states.set(item_id, 'dispute')
    if (ids.includes(customer_id) && !states.has(customer_id)) states.set(customer_id, 'dispute')
  }
  return states
}
