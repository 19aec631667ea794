import type { Chase, InvoiceChase } from '#core/collections/api.ts'
import { exclusionOf, type ItemExclusion } from '#core/collections/asked.ts'
import { nextStep } from '#core/collections/next-step.ts'
import { stepApplies } from '#core/collections/policy.ts'
import { partiesOf } from '#modules/contacts/index.ts'
import { query } from '#platform/query.ts'
import { disputesOf } from './disputes.ts'
import { type ChasedItem, type Dossier, gatherDossiers, toldBy } from './dossiers.ts'
import { openPauses, pauseOf } from './pauses.ts'
import { factsIn, policyOf, whyPolicy } from './segments/policy-of.ts'
import { type Rules, readRules } from './settings.ts'

const standingFor: Partial<Record<ItemExclusion, InvoiceChase['state']>> = {
  referred: 'agency',
  disputed: 'dispute',
  paused: 'paused',
  promised: 'promise',
  planned: 'plan',
  agreed: 'settlement',
  instrument: 'instrument',
}

/** Whether the machine may ask for an item, and if not, why. */
export function stateOf(dossier: Dossier, item: ChasedItem, today: string): InvoiceChase['state'] {
  const because = exclusionOf({ ...item, step: null }, today)
  const standing = because && standingFor[because]
  if (standing) return standing
  if (dossier.pause) return 'paused'
  return dossier.optedOut ? 'declined' : 'automatic'
}

/** The step that one invoice comes to next; none while the machine may not ask for it. */
export function nextOfItem(
  dossier: Dossier,
  item: ChasedItem,
  rules: Rules,
  today: string,
): Chase['next'] {
  if (!rules.on || stateOf(dossier, item, today) !== 'automatic') return null
  const policy = policyOf(dossier, rules, item.balance.currency, today)
  if (!policy) return null
  const { balance } = factsIn(dossier, item.balance.currency, today)
  const next = nextStep(policy, item, item.reserved, today, (step) =>
    stepApplies(step, balance, dossier.profile),
  )
  if (next.kind === 'done') return null
  return { tone: next.step.tone, on: next.kind === 'due' ? today : next.until }
}

/** The first step that any of the invoices comes to. */
function nextOf(dossier: Dossier, rules: Rules, today: string): Chase['next'] {
  const steps = dossier.items.flatMap((item) => nextOfItem(dossier, item, rules, today) ?? [])
  return steps.toSorted((a, b) => (a.on < b.on ? -1 : 1))[0] ?? null
}

const who = ({ customerId: id, parties, card }: Dossier) => ({ id, parties, card })

/** Where the chase of one customer stands. */
export const showChase = query(
  'collections.read',
  async (from, { id }: { id: string }): Promise<Chase> => {
    const parties = await partiesOf(from, id, 'collections.read')
    const [survivor = id] = parties
    const rules = await readRules(from)
    const dossier = (await gatherDossiers(from, [{ id: survivor, parties }])).get(survivor)
    const next = dossier ? nextOf(dossier, rules, from.today) : null
    const route = dossier && toldBy(dossier.ways, who(dossier), next?.tone ?? 'friendly', 'best')
    return {
      on: rules.on,
      pauses: (await openPauses(from, parties)).map(pauseOf),
      disputes: await disputesOf(from, parties),
      optedOut: dossier?.optedOut ?? false,
      policyWhy: dossier ? whyPolicy(dossier, rules, from.today) : null,
      lastReminderOn: dossier?.lastReminderOn ?? null,
      next,
      nextBy: next ? (route?.channel ?? null) : null,
      declined: (route?.passed ?? []).flatMap(({ channel, why }) =>
        why === 'opted_out' ? [channel] : [],
      ),
    }
  },
)
