import { addDays, weekdayOf } from '#core/day.ts'
import { coversOf, objectedTo } from './agreed.ts'
import { openOf, owedBy } from './books.ts'
import { minuteOf, sum, type World } from './world.ts'

/** The ladder in days late, from and through; before the due day below nothing. */
const ladder = [
  { from: -3, through: -1 },
  { from: 0, through: 0 },
  { from: 3, through: 17 },
  { from: 14, through: 28 },
  { from: 30, through: 44 },
  { from: 60, through: 74 },
] as const
/** From this rung on a message asks for everything that is due. */
const arrears = 2
/** This one waits for a person's agreement. */
const last = 5

const daysLate = (world: World, dueOn: string): number =>
  (Date.parse(world.day) - Date.parse(dueOn)) / 86_400_000

/** The rung to which an invoice has come, if it may still be said and nothing higher was. */
function rungOf(world: World, itemId: string, dueOn: string): number | undefined {
  const late = daysLate(world, dueOn)
  const come = ladder.findLastIndex(({ from }) => from <= late)
  const isTimely = come >= 0 && late <= (ladder[come]?.through ?? -99)
  return isTimely && come > (world.said.get(itemId) ?? -1) ? come : undefined
}

export const holds = ({ until }: { until: string | null }, day: string) =>
  until === null || day <= until

/** An agency has it, or a colleague let it rest. */
export const isKeptOut = ({ referrals, pauses, day }: World, itemId: string): boolean =>
  referrals.some(({ open, itemIds }) => open && itemIds.includes(itemId)) ||
  pauses.some((pause) => pause.open && pause.itemId === itemId && holds(pause, day))

/** The invoices that owe, each with what of it may be asked for. */
function askingOf(world: World) {
  const covers = coversOf(world)
  return openOf(world).map(({ itemId, dueOn, left }) => {
    const rest = Math.max(0, left - objectedTo(world, itemId, left))
    const covered = Math.min(
      rest,
      sum(
        covers.filter((each) => each.itemId === itemId),
        ({ minor }) => minor,
      ),
    )
    const isOut = isKeptOut(world, itemId)
    return {
      ...{ itemId, dueOn, covered, rung: rungOf(world, itemId, dueOn) },
      asked: isOut ? 0 : rest - covered,
    }
  })
}

/** What a message may ask for now, and every written reason why none may leave. */
export type Verdict = Readonly<{
  amount: number
  against: readonly string[]
  /** Those whose rung is said by it, or given up with it. */
  spent: readonly Readonly<{ itemId: string; rung: number }>[]
}>

/** How often they may be turned to on all ways together, in a day and in a week. */
export const mostContacts = { aDay: 2, aWeek: 4 } as const

const ago = (world: World, then: number | null) =>
  then === null ? Infinity : minuteOf(world) - then

/** The written list for every message: whatever is true of it keeps an instalment's in as well. */
export function reasonsForAll(world: World, daysApart: number) {
  const lastOn = [...world.sentOn, ...world.instalmentsOn].toSorted().at(-1)
  const contacts = [...world.sentOn, ...world.instalmentsOn, ...world.turnedTo]
  const inAWeek = contacts.filter((day) => day > addDays(world.day, -7))
  return {
    'declined to hear': world.optedOut,
    'stands at the gateway': world.paysOnline,
    'says they paid': world.notices.some(({ open }) => open),
    paused: world.pauses.some(
      (pause) => pause.open && pause.itemId === null && holds(pause, world.day),
    ),
    'too soon': lastOn !== undefined && world.day < addDays(lastOn, daysApart),
    'turned to enough':
      contacts.filter((day) => day === world.day).length >= mostContacts.aDay ||
      inAWeek.length >= mostContacts.aWeek,
    'a colleague has them in hand': ago(world, world.lockSeenAt) < 10,
    weekend: [5, 6].includes(weekdayOf(world.day)),
    'outside the hours': world.minute < 10 * 60 || world.minute >= 20 * 60,
    'stopped for today': world.stoppedOn === world.day,
  }
}

/** The written list of the ladder. */
function reasons(world: World, amount: number, covered: number, rung: number | undefined) {
  const owed = owedBy(world)
  const lately = world.sentOn.filter((day) => day > addDays(world.day, -30)).length
  const list: Readonly<Record<string, boolean>> = {
    'no step is due': rung === undefined,
    'nothing is owed': owed <= 0,
    'more than is owed': amount > owed - covered,
    ...reasonsForAll(world, 3),
    'too many': lately >= 6,
    'a colleague spoke with them': ago(world, world.spokeAt) < 48 * 60,
    'waits for an agreement': rung === last,
  }
  return Object.keys(list).filter((reason) => list[reason])
}

/** Judges a run at this moment. */
export function judge(world: World): Verdict {
  const items = askingOf(world)
  const callers = items.filter(({ asked, rung }) => asked > 0 && rung !== undefined)
  const firmest = callers.length === 0 ? undefined : Math.max(...callers.map((c) => c.rung ?? -1))
  const named = items.filter(({ asked, dueOn, rung }) => {
    if (firmest === undefined || asked === 0) return false
    return firmest >= arrears ? dueOn <= world.day : rung === firmest
  })
  const amount = sum(named, ({ asked }) => asked)
  const covered = sum(items, (item) => item.covered)
  return {
    amount,
    against: reasons(world, amount, covered, firmest),
    spent: items.flatMap(({ itemId, rung, asked }) =>
      rung !== undefined && asked > 0 ? [{ itemId, rung }] : [],
    ),
  }
}

/** What a run does to the notebook: a message left, or what nobody waits for is given up. */
export function remember(world: World, { against, spent }: Verdict): void {
  const isSent = against.length === 0
  const isGivenUp = against.includes('nothing is owed') || against.includes('declined to hear')
  if (isSent) world.sentOn.push(world.day)
  if (isSent || isGivenUp)
    for (const { itemId, rung } of spent)
      world.said.set(itemId, Math.max(rung, world.said.get(itemId) ?? -1))
}
