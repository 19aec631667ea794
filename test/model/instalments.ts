import { addDays } from '#core/day.ts'
import { coversBesidePlans, isOnTrack, lastDayOf, objectedTo, planCovers } from './agreed.ts'
import { openOf, owedBy } from './books.ts'
import { isKeptOut, reasonsForAll } from './gate.ts'
import { type Plan, sum, type World } from './world.ts'

const minorOf = ({ minor }: { minor: number }) => minor

/** An instalment that wants to be asked for, and what the written list has against it. */
type Instalment = Readonly<{
  plan: Plan
  said: string
  amount: number
  against: readonly string[]
}>

/** The oldest instalment that is neither whole nor over, from two days before its day. */
function nextOf(world: World, plan: Plan) {
  const parts = planCovers(world, plan)
  return plan.parts
    .map(({ dueOn }, place) => {
      const lastDay = lastDayOf(plan, dueOn)
      return { place, dueOn, lastDay, shares: parts.filter(({ until }) => until === lastDay) }
    })
    .find(({ shares, lastDay }) => sum(shares, minorOf) > 0 && world.day <= lastDay)
}

const kindOf = (dueOn: string, day: string) =>
  dueOn > day ? 'before' : dueOn === day ? 'due' : 'late'

/**
 * What of the instalment lies on each invoice and may be asked for: what is given for a day until its
 * last stands for it first, what comes later for the rest of the invoice.
 */
function itemsOf(world: World, { shares, lastDay }: NonNullable<ReturnType<typeof nextOf>>) {
  const covers = coversBesidePlans(world)
  return openOf(world).flatMap(({ itemId, left }) => {
    const of = (all: readonly { itemId: string; minor: number }[]) =>
      sum(
        all.filter((each) => each.itemId === itemId),
        minorOf,
      )
    const minor = Math.min(left, of(shares))
    if (minor === 0) return []
    const agreed = Math.max(0, left - objectedTo(world, itemId, left))
    const own = Math.min(minor, agreed)
    const inTime = of(covers.filter(({ on }) => on <= lastDay))
    const later = of(covers.filter(({ on }) => on > lastDay))
    const covered = Math.min(own, inTime + Math.max(0, later - (agreed - own)))
    return [{ minor, covered, asked: isKeptOut(world, itemId) ? 0 : own - covered }]
  })
}

/** Each instalment that would be asked for now, in the order in which it would be. */
export const instalmentsDue = (world: World): Instalment[] =>
  world.plans
    .filter((plan) => isOnTrack(world, plan))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap((plan) => {
      const next = nextOf(world, plan)
      if (!next || next.dueOn > addDays(world.day, 2)) return []
      const said = `${next.place} ${kindOf(next.dueOn, world.day)}`
      return plan.told.has(said) ? [] : [{ plan, said, ...judged(world, next) }]
    })

function judged(world: World, next: NonNullable<ReturnType<typeof nextOf>>) {
  const items = itemsOf(world, next)
  const amount = sum(items, ({ asked }) => asked)
  const outside = sum(openOf(world), ({ left }) => left) - sum(items, minorOf)
  const owed = owedBy(world) - outside
  const list: Readonly<Record<string, boolean>> = {
    'nothing of it may be asked for': amount === 0,
    'nothing is owed': owed <= 0,
    'more than is owed': amount > owed - sum(items, ({ covered }) => covered),
    ...reasonsForAll(world, 1),
  }
  return { amount, against: Object.keys(list).filter((reason) => list[reason]) }
}

/** Writes down that it was asked for. */
export function rememberTold(world: World, { plan, said }: Instalment): void {
  plan.told.add(said)
  world.instalmentsOn.push(world.day)
}
