import { addDays } from '#core/day.ts'
import { leftOf, openOf, put, takeBack } from './books.ts'
import { type Concession, type Plan, type Share, sum, type Word, type World } from './world.ts'

/** So much of an invoice is not asked for, through a day; `on` is the day that was given for it. */
export type Cover = Share & Readonly<{ until: string; on: string }>

/** What stands against these invoices and was written down after a step. */
const since = ({ moves }: World, itemIds: readonly string[], at: number) =>
  moves.filter((move) => !move.back && move.at > at && itemIds.includes(move.itemId))
const minorOf = ({ minor }: { minor: number }) => minor
const namesOf = (covers: readonly Share[]) => covers.map(({ itemId }) => itemId)

/** What came for a word: money of an earlier day is not what was promised. */
const comeFor = (world: World, itemIds: readonly string[], { at, givenOn }: Word) =>
  since(world, itemIds, at).filter(({ cameOn }) => cameOn >= givenOn)

/** A word holds until it is kept, taken back, given anew, or its grace is over. */
export function isOpen(world: World, word: Word): boolean {
  const { ended, covers, minor, lastDay } = word
  const inTime = comeFor(world, namesOf(covers), word).filter(({ on }) => on <= lastDay)
  return !ended && world.day <= lastDay && sum(inTime, minorOf) < minor
}

/** What an open word still keeps of each invoice: what came for it meanwhile was asked for by nobody. */
export const stillKept = (world: World, word: Word): Cover[] =>
  word.covers.map(({ itemId, minor }) => ({
    itemId,
    minor: Math.max(0, minor - sum(comeFor(world, [itemId], word), minorOf)),
    until: word.lastDay,
    on: word.dueOn,
  }))

export const lastDayOf = ({ graceDays }: Plan, dueOn: string) => addDays(dueOn, graceDays)

/** A plan holds until it is paid whole, ended by a person, or too many instalments were late. */
export function isOnTrack(world: World, plan: Plan): boolean {
  const came = since(world, namesOf(plan.covers), plan.at)
  if (plan.ended || sum(came, minorOf) >= plan.minor) return false
  const missed = plan.parts.filter(({ dueOn }, n) => {
    const lastDay = lastDayOf(plan, dueOn)
    const owed = sum(plan.parts.slice(0, n + 1), minorOf)
    const inTime = came.filter(({ on }) => on <= lastDay)
    return world.day > lastDay && sum(inTime, minorOf) < owed
  })
  return missed.length < plan.breaksAfter
}

/** Halala by halala: the oldest that is left of the instalments, on the oldest that is left to pay. */
export function planCovers(world: World, plan: Plan): Cover[] {
  const came = sum(since(world, namesOf(plan.covers), plan.at), minorOf)
  const ends: string[] = []
  let paid = came
  for (const { dueOn, minor } of plan.parts) {
    const rest = Math.max(0, minor - paid)
    paid = Math.max(0, paid - minor)
    for (let riyal = 0; riyal < rest / 100; riyal++) ends.push(lastDayOf(plan, dueOn))
  }
  return plan.covers.flatMap(({ itemId, minor }) => {
    const left = Math.max(0, minor - sum(since(world, [itemId], plan.at), minorOf))
    return ends.splice(0, left / 100).map((until) => ({ itemId, minor: 100, until, on: until }))
  })
}

const wordCovers = (world: World): Cover[] =>
  world.words.filter((word) => isOpen(world, word)).flatMap((word) => stillKept(world, word))

/** What cheques and settlements keep, whether or not their time is over. */
function paperCovers(world: World): Cover[] {
  const cheques = world.cheques.filter(({ state }) => state === 'in_hand' || state === 'deposited')
  const settlements = world.concessions.filter(({ state }) => state === 'accepted')
  return [
    ...cheques.flatMap(({ shares, dueOn, depositedOn }) => {
      const last = depositedOn && depositedOn > dueOn ? depositedOn : dueOn
      return shares.map((share) => ({ ...share, until: addDays(last, 5), on: dueOn }))
    }),
    ...settlements.flatMap(({ items, lastDay }) =>
      items.map((share) => ({ ...share, until: lastDay, on: lastDay })),
    ),
  ]
}

/** What plans, cheques and settlements keep today: nobody may give their word for it as well. */
function otherCovers(world: World): Cover[] {
  const plans = world.plans.filter((plan) => isOnTrack(world, plan))
  const all = [...plans.flatMap((plan) => planCovers(world, plan)), ...paperCovers(world)]
  return all.filter(({ until }) => world.day <= until)
}

/** What keeps even an instalment quiet today: everything that was agreed to but its plan. */
export const coversBesidePlans = (world: World): Cover[] =>
  [...wordCovers(world), ...paperCovers(world)].filter(({ until }) => world.day <= until)

/** Everything that is not asked for today because something was agreed to. */
export const coversOf = (world: World): Cover[] => [...wordCovers(world), ...otherCovers(world)]

/** How much of an invoice somebody objects to. */
export function objectedTo({ disputes }: World, itemId: string, left: number): number {
  const own = disputes.filter((each) => each.open && each.itemId === itemId)
  return own.some(({ minor }) => minor === null) ? left : sum(own, ({ minor }) => minor ?? 0)
}

/**
 * What may be promised of each invoice that is with us: not what is objected to, nor what a plan, a
 * cheque or a settlement keeps. Of it, what nobody gave their word for yet, and what is kept.
 */
export function promisable(world: World) {
  const away = world.referrals.filter(({ open }) => open).flatMap(({ itemIds }) => itemIds)
  const [words, others] = [wordCovers(world), otherCovers(world)]
  const of = (covers: readonly Cover[], itemId: string) =>
    sum(
      covers.filter((each) => each.itemId === itemId),
      minorOf,
    )
  return openOf(world).map(({ itemId, left }) => {
    const ours = away.includes(itemId) ? 0 : left
    const agreed = Math.max(0, ours - objectedTo(world, itemId, ours))
    const kept = Math.min(agreed, of(others, itemId))
    const may = agreed - kept
    return { itemId, left: may, unsaid: Math.max(0, may - of(words, itemId)), agreed, ours }
  })
}

function judgedOf(world: World, { items, at, lastDay, pay }: Concession) {
  const money = since(world, namesOf(items), at).filter(
    ({ isMoney, on }) => isMoney && on <= lastDay,
  )
  if (sum(money, minorOf) >= pay) return 'kept'
  return world.day <= lastDay ? 'accepted' : 'failed'
}

/** Lets go what was agreed to, as far as it is still open. */
export function letGo(world: World, concession: Concession): void {
  let rest = concession.waived
  const shares = concession.items.flatMap(({ itemId }) => {
    const minor = Math.min(rest, leftOf(world, itemId))
    rest -= minor
    return minor > 0 ? [{ itemId, minor }] : []
  })
  concession.posted = sum(shares, minorOf)
  put(world, { by: concession.id, minor: concession.posted, on: world.day, shares }, false)
}

/** What follows from money and from the day by itself. */
export function settleDown(world: World): void {
  for (const each of world.concessions) {
    if (each.kind !== 'settlement' || each.state === 'ended') continue
    const state = judgedOf(world, each)
    if (state === each.state) continue
    if (each.state === 'kept') takeBack(world, each.id, each.posted)
    each.state = state
    if (state === 'kept') letGo(world, each)
  }
  for (const referral of world.referrals)
    if (referral.itemIds.every((itemId) => leftOf(world, itemId) <= 0)) referral.open = false
}
