import type { Currency } from '#core/money.ts'
import { contactFault } from '../conduct.ts'
import { factsOf, policyFor } from '../next-step.ts'
import { stepApplies } from '../policy.ts'
import {
  type Account,
  accountOf,
  askableOf,
  bringTo,
  type Item,
  promisedOf,
  rungOf,
} from './account.ts'
import type { CustomerHistory, SimulatedMessage, WayThen } from './history.ts'
import type { Replay, Rung, RungLadder } from './rungs.ts'

/** What a year would have been for one customer. */
export type Replayed = Readonly<{
  messages: readonly SimulatedMessage[]
  /** The keys of the policies that were theirs on any day on which a step could come. */
  policies: ReadonlySet<string>
}>

type Asking = Readonly<{ item: Item; rung: Rung | undefined; asked: number }>
type Customer = {
  readonly history: CustomerHistory
  readonly paused: readonly Readonly<{ from: number; to: number }>[]
  readonly triedOn: readonly number[]
  readonly sentOn: number[]
  spoken: number
}

function ladderFor(
  { rules, ladders }: Replay,
  { history }: Customer,
  minor: number,
  currency: Currency,
  oldest: number,
): RungLadder | undefined {
  const facts = factsOf(history, { minor, currency }, oldest)
  const policy = policyFor(rules.policies, facts, history.profile)
  return ladders.find((ladder) => ladder.policy === policy)
}

/** Of what came to a step: the firmest, and of equals the latest. */
function firmest(asking: readonly Asking[]): Rung | undefined {
  let found: Rung | undefined
  for (const { rung } of asking)
    if (
      rung &&
      (!found || rung.rank > found.rank || (rung.rank === found.rank && rung.first > found.first))
    )
      found = rung
  return found
}

/** Whether they were turned to as often as the company allows, on all ways together. */
function isFull({ rules }: Replay, { sentOn, triedOn }: Customer, day: number): boolean {
  if (!rules.contacts) return false
  const since = (first: number) =>
    [...sentOn, ...triedOn].filter((on) => first <= on && on <= day).length
  const made = { aDay: since(day), aWeek: since(day - 6), in30Days: since(day - 29) }
  return contactFault(made, rules.contacts) !== undefined
}

/** Whether messages may leave to a customer on a day, whatever they say. */
function isQuiet(replay: Replay, customer: Customer, { policy }: RungLadder, day: number): boolean {
  const opens = replay.opens[day]
  if (opens === undefined) return true
  if (customer.paused.some(({ from, to }) => from <= day && day <= to)) return true
  const { minDaysBetween, maxIn30Days } = policy.frequencyCap
  const last = customer.sentOn.at(-1)
  if (last !== undefined && day - last < minDaysBetween) return true
  if (customer.sentOn.filter((sent) => sent > day - 30).length >= maxIn30Days) return true
  if (isFull(replay, customer, day)) return true
  const now = day * 24 * 60 + opens
  const { spokenAt } = customer.history
  while ((spokenAt[customer.spoken] ?? Number.POSITIVE_INFINITY) <= now) customer.spoken += 1
  const spoke = spokenAt[customer.spoken - 1]
  return spoke !== undefined && Math.floor((now - spoke) / 60) < replay.rules.quietHours
}

/** What a message reserves: the step of every item but of those that are only kept out for a while. */
function reserve(asking: readonly Asking[]): void {
  for (const { item, rung, asked } of asking)
    if (rung && asked > 0) item.reserved.add(rung.step.key)
}

type Composed = Readonly<{ rung: Rung; included: readonly Asking[]; minor: number }>

function composed(asking: readonly Asking[], day: number): Composed | undefined {
  const askable = asking.filter(({ asked }) => asked > 0)
  const rung = firmest(askable)
  if (!rung) return undefined
  const included = askable.filter((each) =>
    rung.asksForArrears ? each.item.due <= day : each.rung?.rank === rung.rank,
  )
  return { rung, included, minor: included.reduce((sum, { asked }) => sum + asked, 0) }
}

/** The last item in the list that came to a step: its way answers when nothing can be said. */
const called = (asking: readonly Asking[]): Rung | undefined =>
  asking.findLast(({ rung }) => rung !== undefined)?.rung

/** One day of one account, as the run and the gate would have it. */
function liveThrough(
  replay: Replay,
  customer: Customer,
  account: Account,
  ladder: RungLadder,
  day: number,
  open: readonly Item[],
  balance: number,
): SimulatedMessage | undefined {
  const { currency } = account
  const { profile, ways, customerId } = customer.history
  const money = { minor: balance, currency }
  const applies = ({ step }: Rung) => !step.only || stepApplies(step, money, profile)
  let came = false
  const asking = open.map((item): Asking => {
    const rung = rungOf(ladder, item, day, applies)
    came ||= rung !== undefined
    return { item, rung, asked: askableOf(item, day) }
  })
  if (!came) return undefined
  const message = composed(asking, day)
  const way: WayThen = ways[(message?.rung ?? called(asking))?.way ?? ''] ?? null
  // What no waiting mends is given up: the step is over for what it was about.
  if (account.total <= 0 || way === 'opted_out') {
    reserve(asking)
    return undefined
  }
  if (!message || way === null || isQuiet(replay, customer, ladder, day)) return undefined
  const spokenFor = open.reduce((sum, item) => sum + promisedOf(item, day), 0)
  if (message.minor > Math.max(0, account.total - spokenFor)) return undefined
  reserve(asking)
  customer.sentOn.push(day)
  return {
    customerId,
    on: replay.dayOf(day),
    policyKey: ladder.policy.key,
    stepKey: message.rung.step.key,
    tone: message.rung.step.tone,
    channel: way,
    currency,
    minor: message.minor,
    itemIds: message.included.map(({ item }) => item.itemId),
  }
}

/**
 * Lives a customer's past through day by day under other rules: what would have been sent, when and
 * on which way. Money, promises, disputes and talks happen as they happened; nobody knows whether
 * another message would have changed them, and nothing here pretends to.
 */
export function replayCustomer(replay: Replay, history: CustomerHistory): Replayed {
  const { numberOf, earliest, latest } = replay
  const customer: Customer = {
    history,
    paused: history.paused.map(({ from, to }) => ({
      from: numberOf(from),
      to: to === null ? Number.POSITIVE_INFINITY : numberOf(to),
    })),
    triedOn: history.triedOn.map(numberOf),
    sentOn: [],
    spoken: 0,
  }
  const accounts = history.accounts
    .toSorted((a, b) => (a.currency < b.currency ? -1 : 1))
    .map((account) => accountOf(replay, account))
  const messages: SimulatedMessage[] = []
  const policies = new Set<string>()
  for (let day = 0; day < replay.days; day += 1)
    for (const account of accounts) {
      bringTo(account, day)
      const open = account.active.filter((item) => item.balance > 0)
      const live = open.some(({ due }) => day - due >= earliest && day - due <= latest)
      if (!live) continue
      const balance = open.reduce((sum, item) => sum + item.balance, 0)
      const oldest = day - (open[0]?.due ?? day)
      const ladder = ladderFor(replay, customer, balance, account.currency, oldest)
      if (!ladder) continue
      policies.add(ladder.policy.key)
      const sent = liveThrough(replay, customer, account, ladder, day, open, balance)
      if (sent) messages.push(sent)
    }
  return { messages, policies }
}
