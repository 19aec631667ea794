import { type Day, daysBetween } from '#core/day.ts'
import type { Tone } from '#core/messaging/tone.ts'
import { toneRank } from '#core/messaging/tone.ts'
import type { Currency, Money } from '#core/money.ts'
import { total } from '#core/money.ts'
import type { CustomerDeeds, ReminderChannel, ReminderPolicy, ReminderStep } from './policy.ts'
import { choosePolicy, isMessage, isTimely, lastStepDay, stepApplies, stepDay } from './policy.ts'
import type { CustomerFacts } from './segment.ts'

/** What is asked of one open invoice. */
export type DueItem = Readonly<{ dueOn: Day; balance: Money }>

/** Where an invoice stands on its ladder. */
export type NextStep =
  | Readonly<{ kind: 'due'; step: ReminderStep; sendUntil: Day }>
  | Readonly<{ kind: 'wait'; step: ReminderStep; until: Day }>
  | Readonly<{ kind: 'done'; because: 'settled' | 'ladder_finished' }>

/**
 * The message that an invoice has come to. Only the latest step whose day has come counts: those
 * missed below it are not made up for, and no step follows one above it that is already reserved.
 * A step that does not apply today is passed over as if it were not there.
 */
export function nextStep(
  policy: ReminderPolicy,
  item: DueItem,
  alreadyReserved: readonly string[],
  asOf: Day,
  applies: (step: ReminderStep) => boolean = () => true,
): NextStep {
  if (item.balance.minor <= 0) return { kind: 'done', because: 'settled' }

  const highestReserved = policy.steps.findLastIndex(({ key }) => alreadyReserved.includes(key))
  const open = policy.steps
    .slice(highestReserved + 1)
    .filter((step) => isMessage(step) && applies(step))

  const latest = open.findLast((step) => stepDay(step, item.dueOn) <= asOf)
  if (latest && isTimely(latest, item.dueOn, asOf, policy.graceDays)) {
    const sendUntil = lastStepDay(latest, item.dueOn, policy.graceDays)
    return { kind: 'due', step: latest, sendUntil }
  }

  const ahead = open.find((step) => stepDay(step, item.dueOn) > asOf)
  if (!ahead) return { kind: 'done', because: 'ladder_finished' }
  return { kind: 'wait', step: ahead, until: stepDay(ahead, item.dueOn) }
}

/** An open invoice with the step it has come to; one without a step can only go along. */
export type ItemAtStep = Readonly<{ dueOn: Day; balance: Money; step: ReminderStep | null }>

/** What one message says: its governing step, and the invoices of which that step is true. */
export type Composition<Item extends ItemAtStep> = Readonly<{
  governing: ReminderStep
  items: readonly Item[]
}>

/**
 * Joins a customer's invoices into one message under the firmest step among them. Before and on
 * the due day it names only the invoices of that step; later it names all that is due by now,
 * since the customer is asked for the account, and never what is not yet due.
 */
export function composeMessage<Item extends ItemAtStep>(
  items: readonly Item[],
  on: Day,
  graceDays: number,
): Composition<Item> | undefined {
  const governing = items
    .flatMap(({ step, dueOn }) => (step && isTimely(step, dueOn, on, graceDays) ? [step] : []))
    .toSorted(firmestFirst)[0]
  if (!governing) return undefined

  const belongs = ({ step, dueOn }: Item) =>
    speaksOfArrears(governing.tone)
      ? dueOn <= on
      : step?.tone === governing.tone && isTimely(step, dueOn, on, graceDays)
  return { governing, items: items.filter(belongs) }
}

/** A customer as a run of reminders sees it. */
export type CustomerAccount = Readonly<{
  customerId: string
  kind: string
  tags: readonly string[]
  items: readonly OpenReminderItem[]
  profile?: CustomerProfile
}>

/** What is known of a customer besides what they owe. */
export type CustomerProfile = CustomerDeeds &
  Required<Pick<CustomerFacts, 'language' | 'collectorId' | 'averageLate' | 'keepRate' | 'risk'>> &
  Readonly<{
    /** The policy that a trial gave them; null: the segments decide. */
    trialPolicy: string | null
  }>

/** A customer as the segments see them, for what is open in one currency. */
export const factsOf = (
  { kind, tags, profile }: Omit<CustomerAccount, 'items' | 'customerId'>,
  balance: Money,
  oldestDays: number,
): CustomerFacts => ({ kind, tags, balance, oldestDays, ...profile })

/** The policy of a customer: what a trial gave them, else by the segments. */
export function policyFor(
  policies: readonly ReminderPolicy[],
  facts: CustomerFacts,
  profile: CustomerProfile | undefined,
): ReminderPolicy | undefined {
  const tried = profile?.trialPolicy ?? null
  const given = tried === null ? undefined : policies.find(({ key }) => key === tried)
  return given ?? choosePolicy(policies, facts)
}

/** An open invoice, with the keys of the steps that are already reserved or sent for it. */
export type OpenReminderItem = Readonly<{
  itemId: string
  dueOn: Day
  balance: Money
  reserved: readonly string[]
}>

/** An invoice in a message; `step` is the one it came to today, or null when it only goes along. */
export type IntendedItem = Readonly<{
  itemId: string
  dueOn: Day
  balance: Money
  step: ReminderStep | null
}>

/** One message that a run wants sent, before the gate has looked at it. */
export type ReminderIntention = Readonly<{
  customerId: string
  currency: Currency
  policyKey: string
  governing: ReminderStep
  channels: readonly ReminderChannel[]
  needsApproval: boolean
  items: readonly IntendedItem[]
  total: Money
  /**
   * Every step that this message speaks for. Some invoices are not in it (not yet due, while it
   * asks for older ones), and are reserved all the same, so that no second message follows today.
   */
  reservations: readonly Readonly<{ itemId: string; stepKey: string }>[]
  /** The last day on which what it says is true. */
  sendUntil: Day
}>

/** What a day's run wants to send: at most one message for each customer and currency. */
export const planRun = (
  policies: readonly ReminderPolicy[],
  customers: readonly CustomerAccount[],
  asOf: Day,
): ReminderIntention[] =>
  customers.flatMap((customer) =>
    currenciesOf(customer).flatMap((currency) => planOne(policies, customer, currency, asOf)),
  )

function planOne(
  policies: readonly ReminderPolicy[],
  customer: CustomerAccount,
  currency: Currency,
  asOf: Day,
): ReminderIntention[] {
  const open = customer.items.filter(
    ({ balance }) => balance.currency === currency && balance.minor > 0,
  )
  const balance = total(
    open.map((item) => item.balance),
    currency,
  )
  const oldest = open.reduce((days, { dueOn }) => Math.max(days, daysBetween(dueOn, asOf)), -9999)
  const policy = policyFor(policies, factsOf(customer, balance, oldest), customer.profile)
  if (!policy) return []

  const applies = (step: ReminderStep) => stepApplies(step, balance, customer.profile)
  const items = open.map((item) => atStep(policy, item, asOf, applies)).toSorted(oldestFirst)
  const message = composeMessage(items, asOf, policy.graceDays)
  if (!message) return []

  const { governing } = message
  const reserved = items.flatMap(({ itemId, step }) => (step ? [{ itemId, step }] : []))
  return [
    {
      customerId: customer.customerId,
      currency,
      policyKey: policy.key,
      governing,
      channels: governing.channels,
      needsApproval: governing.needsApproval,
      items: message.items,
      total: total(
        message.items.map((item) => item.balance),
        currency,
      ),
      reservations: reserved.map(({ itemId, step }) => ({ itemId, stepKey: step.key })),
      sendUntil: lastTrueDay(message, policy.graceDays, asOf),
    },
  ]
}

function atStep(
  policy: ReminderPolicy,
  item: OpenReminderItem,
  asOf: Day,
  applies: (step: ReminderStep) => boolean,
): IntendedItem {
  const { itemId, dueOn, balance, reserved } = item
  const next = nextStep(policy, item, reserved, asOf, applies)
  return { itemId, dueOn, balance, step: next.kind === 'due' ? next.step : null }
}

/** The earliest last day among the invoices that stand at the governing step. */
const lastTrueDay = (message: Composition<IntendedItem>, graceDays: number, asOf: Day): Day =>
  message.items
    .flatMap(({ step, dueOn }) =>
      step?.key === message.governing.key ? [lastStepDay(step, dueOn, graceDays)] : [],
    )
    .toSorted()[0] ?? asOf

const currenciesOf = ({ items }: CustomerAccount): Currency[] =>
  [...new Set(items.map(({ balance }) => balance.currency))].toSorted()

const speaksOfArrears = (tone: Tone): boolean => toneRank(tone) > toneRank('due')

const firmestFirst = (a: ReminderStep, b: ReminderStep): number =>
  toneRank(b.tone) - toneRank(a.tone) || b.offsetDays - a.offsetDays

/** The id breaks a tie, so that a message composed twice lists its invoices alike. */
function oldestFirst(a: IntendedItem, b: IntendedItem): number {
  if (a.dueOn !== b.dueOn) return a.dueOn < b.dueOn ? -1 : 1
  return a.itemId < b.itemId ? -1 : 1
}
