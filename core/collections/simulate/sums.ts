import { z } from 'zod'
import { addDays, type Day, daysBetween, sundayOf } from '#core/day.ts'
import { type CustomerHistory, closedDay, type InvoiceHistory } from './history.ts'

const Counts = z.record(z.string(), z.int())

/** What was sent in the year, or would have been. */
export const SimulationSide = z.object({
  messages: z.int(),
  customers: z.int(),
  /** All that they asked for was paid within a few days anyway. */
  soonPaid: z.int(),
  /** Invoices that were late in the year and named in no message. */
  untouched: z.int(),
  /** By the key of the policy and of the step. */
  bySteps: Counts,
  byChannel: Counts,
  /** By the Sunday that begins the week. */
  byWeek: Counts,
})
export type SimulationSide = z.infer<typeof SimulationSide>

/** The year as it was and as it would have been, for the customers whom the policy claims. */
export const SimulationSums = z.object({
  customers: z.int(),
  lateInvoices: z.int(),
  would: SimulationSide,
  was: SimulationSide,
})
export type SimulationSums = z.infer<typeof SimulationSums>

const nothing = (): SimulationSide => ({
  messages: 0,
  customers: 0,
  soonPaid: 0,
  untouched: 0,
  bySteps: {},
  byChannel: {},
  byWeek: {},
})
export const emptySums = (): SimulationSums => ({
  customers: 0,
  lateInvoices: 0,
  would: nothing(),
  was: nothing(),
})

/** A message of either side, as the sums and the rows behind them count it. */
export type CountedMessage = Readonly<{
  on: Day
  policyKey: string
  stepKey: string
  channel: string | null
  itemIds: readonly string[]
}>

/** Money that comes so soon after a message would mostly have come without it. */
const soonDays = 7

/** Whether an invoice was late on any day of the year. */
function wasLate(invoice: InvoiceHistory, closed: Day | null, from: Day, to: Day): boolean {
  const firstLate = addDays(invoice.dueOn, 1)
  const first = firstLate < from ? from : firstLate
  return first <= to && (closed === null || closed > first)
}

/** Whether all that a message asked for was paid within a few days. */
export const isSoonPaid = (
  { on, itemIds }: CountedMessage,
  closedOn: ReadonlyMap<string, Day | null>,
): boolean =>
  itemIds.length > 0 &&
  itemIds.every((id) => {
    const closed = closedOn.get(id) ?? null
    return closed !== null && daysBetween(on, closed) <= soonDays
  })

function bump(counts: Record<string, number>, key: string): void {
  counts[key] = (counts[key] ?? 0) + 1
}

/** An invoice that was late and that a side never named. */
export type Untouched = Readonly<{
  itemId: string
  number: string
  dueOn: Day
  minor: number
  currency: string
}>

/** One customer's part of a year. */
type CustomerYear = Readonly<{
  history: CustomerHistory
  would: readonly CountedMessage[]
  was: readonly CountedMessage[]
}>

function addSide(
  side: SimulationSide,
  messages: readonly CountedMessage[],
  late: readonly Untouched[],
  closedOn: ReadonlyMap<string, Day | null>,
): readonly Untouched[] {
  const named = new Set<string>()
  for (const message of messages) {
    side.messages += 1
    if (isSoonPaid(message, closedOn)) side.soonPaid += 1
    bump(side.bySteps, `${message.policyKey}/${message.stepKey}`)
    bump(side.byChannel, message.channel ?? '')
    bump(side.byWeek, sundayOf(message.on))
    for (const id of message.itemIds) named.add(id)
  }
  if (messages.length > 0) side.customers += 1
  const untouched = late.filter(({ itemId }) => !named.has(itemId))
  side.untouched += untouched.length
  return untouched
}

/** Adds a customer's year to the sums; says which late invoices either side never named, and when each was closed. */
export function addYear(
  sums: SimulationSums,
  { history, would, was }: CustomerYear,
  from: Day,
  to: Day,
): Readonly<{
  would: readonly Untouched[]
  was: readonly Untouched[]
  closedOn: ReadonlyMap<string, Day | null>
}> {
  const closedOn = new Map<string, Day | null>()
  const late: Untouched[] = []
  for (const { currency, invoices } of history.accounts)
    for (const invoice of invoices) {
      const closed = closedDay(invoice)
      closedOn.set(invoice.itemId, closed)
      if (wasLate(invoice, closed, from, to)) {
        const { itemId, number, dueOn, minor } = invoice
        late.push({ itemId, number, dueOn, minor, currency })
      }
    }
  sums.customers += 1
  sums.lateInvoices += late.length
  return {
    would: addSide(sums.would, would, late, closedOn),
    was: addSide(sums.was, was, late, closedOn),
    closedOn,
  }
}

/** What the messages of a side cost, in the smallest unit, by what one costs on each channel. */
export const costOf = (
  { byChannel }: Pick<SimulationSide, 'byChannel'>,
  costs: Readonly<Record<string, number>>,
): number =>
  Object.entries(byChannel).reduce(
    (sum, [channel, count]) => sum + count * (costs[channel] ?? 0),
    0,
  )
