import type { Chase, InvoiceChase } from '#core/collections/api.ts'
import { nextStep } from '#core/collections/next-step.ts'
import { choosePolicy } from '#core/collections/policy.ts'
import { total } from '#core/money.ts'
import { partiesOf } from '#modules/contacts/index.ts'
import { query } from '#platform/query.ts'
import { disputesOf } from './disputes.ts'
import { type ChasedItem, type Dossier, gatherDossiers } from './dossiers.ts'
import { openPauses, pauseOf } from './pauses.ts'
import { type Rules, readRules } from './settings.ts'

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

/** Whether the machine may ask for an item, and if not, why. */
export function stateOf(dossier: Dossier, item: ChasedItem): InvoiceChase['state'] {
  if (item.disputed) return 'dispute'
  if (item.pause || dossier.pause) return 'paused'
  if (item.covered && item.covered.minor >= item.balance.minor) return 'promise'
  return dossier.optedOut ? 'declined' : 'automatic'
}

/** The step that one invoice comes to next; none while the machine may not ask for it. */
export function nextOfItem(
  dossier: Dossier,
  item: ChasedItem,
  rules: Rules,
  today: string,
): Chase['next'] {
  if (!rules.on || stateOf(dossier, item) !== 'automatic') return null
  const policy = policyOf(dossier, rules, item.balance.currency)
  if (!policy) return null
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
      next: dossier ? nextOf(dossier, rules, from.today) : null,
    }
  },
)
