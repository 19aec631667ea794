import type { WallTime } from '#core/calendar.ts'
import { coveredBecause, type GateItem } from '#core/collections/asked.ts'
import { lockLastsMs } from '#core/collections/desk/lock.ts'
import { type Decision, decide, type GateFacts } from '#core/collections/gate.ts'
import { planRun, type ReminderIntention } from '#core/collections/next-step.ts'
import { askedBy, type ReminderPolicy, type ReminderStep } from '#core/collections/policy.ts'
import type { Currency } from '#core/money.ts'
import { type ChasedItem, type Dossier, toldBy } from './dossiers.ts'
import type { Rules } from './settings.ts'
import type { ReminderTable } from './tables.ts'

/** For how long the machine keeps quiet after a colleague spoke with a customer. */
export const humanQuietHours = 48

/** What would be said to one customer in one currency, and what the gate thinks of it. */
export type Considered = Readonly<{
  customerId: string
  currency: Currency
  intention: ReminderIntention
  policy: ReminderPolicy
  decision: Decision
  items: readonly ChasedItem[]
  /** The same intention as an earlier run left it. */
  held: ReminderTable | undefined
}>

const accountOf = ({ customerId, card, items, profile }: Dossier) => ({
  customerId,
  kind: card.kind,
  tags: card.tags,
  items,
  ...(profile && { profile }),
})

/** Whether any step of any ladder has come for this customer: pure, so that thousands are cheap. */
export const hasStep = (dossier: Dossier, rules: Rules, day: string): boolean =>
  planRun(rules.policies, [accountOf(dossier)], day).length > 0

/** The way that each step which has come would take. */
const routesOf = (dossier: Dossier, policy: ReminderPolicy, keys: ReadonlySet<string>) =>
  Object.fromEntries(
    policy.steps.flatMap((step) =>
      keys.has(step.key)
        ? [
            [
              step.key,
              toldBy(
                dossier.ways,
                { id: dossier.customerId, parties: dossier.parties, card: dossier.card },
                step.tone,
                askedBy(step),
              ),
            ],
          ]
        : [],
    ),
  )

/** An invoice as the gate sees it. */
export const gateItemOf = (item: ChasedItem, step: ReminderStep | null): GateItem => ({
  itemId: item.itemId,
  dueOn: item.dueOn,
  balance: item.balance,
  step,
  disputedMinor: item.disputedMinor,
  ...(item.pause && { pause: item.pause }),
  ...(item.covered && { covered: item.covered }),
  ...(item.referred && { referred: true }),
})

/** What the gate asks of a customer whatever the message: a ladder's reminder or an instalment's. */
export function standingOf(dossier: Dossier, currency: Currency, rules: Rules, at: WallTime) {
  const pending = dossier.pendingPayment.get(currency)
  return {
    now: at,
    calendar: rules.calendar,
    currency,
    ...(pending && { pendingPayment: pending }),
    ...(dossier.pause && { pause: dossier.pause }),
    ...(dossier.paymentNotice && { paymentNotice: dossier.paymentNotice }),
    ...(dossier.lastReminderOn !== undefined && { lastReminderOn: dossier.lastReminderOn }),
    remindersIn30Days: dossier.remindersIn30Days,
    ...(dossier.contacts && { contacts: dossier.contacts }),
    ...(dossier.humanContactHoursAgo !== undefined && {
      humanContactHoursAgo: dossier.humanContactHoursAgo,
    }),
    ...(dossier.deskLock && {
      deskLock: { ...dossier.deskLock, lastsMinutes: lockLastsMs / 60_000 },
    }),
    stoppedToday: rules.stoppedToday,
  } satisfies Partial<GateFacts>
}

function factsOf(
  dossier: Dossier,
  intention: ReminderIntention,
  policy: ReminderPolicy,
  items: readonly ChasedItem[],
  rules: Rules,
  at: WallTime,
  held: ReminderTable | undefined,
): GateFacts {
  const { currency } = intention
  const stepOf = new Map(intention.reservations.map(({ itemId, stepKey }) => [itemId, stepKey]))
  return {
    ...standingOf(dossier, currency, rules, at),
    graceDays: policy.graceDays,
    frequencyCap: policy.frequencyCap,
    items: items.map((item) =>
      gateItemOf(item, policy.steps.find(({ key }) => key === stepOf.get(item.itemId)) ?? null),
    ),
    totalBalance: { minor: dossier.balances.get(currency) ?? 0, currency },
    routes: routesOf(dossier, policy, new Set(stepOf.values())),
    humanContactQuietHours: humanQuietHours,
    approvedSteps: held?.approved_steps ?? [],
  }
}

/**
 * Plans and judges everything that could be said to a customer now: the same code for the run, for
 * the preview and for a person's approval, so that they cannot disagree.
 */
export function consider(dossier: Dossier, rules: Rules, at: WallTime): Considered[] {
  const intentions = planRun(rules.policies, [accountOf(dossier)], at.day)
  const considered: Considered[] = []
  let known = dossier
  for (const intention of intentions) {
    const policy = rules.policies.find(({ key }) => key === intention.policyKey)
    if (!policy) continue
    const { currency } = intention
    const items = dossier.items.filter(({ balance }) => balance.currency === currency)
    const held = dossier.held.find((row) => row.currency === currency)
    const decision = decide(factsOf(known, intention, policy, items, rules, at, held))
    considered.push({
      customerId: dossier.customerId,
      currency,
      intention,
      policy,
      decision,
      items,
      held,
    })
    // A customer with two currencies still hears from us once a day.
    if (decision.verdict === 'send')
      known = {
        ...known,
        lastReminderOn: at.day,
        remindersIn30Days: known.remindersIn30Days + 1,
      }
  }
  return considered
}

/** The step that is, or would be, said: the gate may have found a gentler one than was planned. */
export const stepOf = ({ decision, intention }: Considered) => decision.step ?? intention.governing

/** What comes back when its day is over, and is then asked for by the step it had come to. */
const forAWhile: ReadonlySet<string> = new Set([
  'referred',
  'disputed',
  'paused',
  ...Object.values(coveredBecause),
])

/** What is reserved when this is sent or given up: never what is only kept out for a while. */
export function reservationsOf({ decision, intention }: Considered) {
  const kept = new Set(
    decision.excluded.flatMap(({ itemId, because }) => (forAWhile.has(because) ? [itemId] : [])),
  )
  return intention.reservations.filter(({ itemId }) => !kept.has(itemId))
}
