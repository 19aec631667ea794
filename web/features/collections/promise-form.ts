import { coverOldestFirst, dayFault, lastDayOf } from '#core/collections/promise.ts'
import type { PromiseGround, PromiseOffer } from '#core/collections/promise-api.ts'
import { addDays, type Day, endOfMonth, weekdayOf } from '#core/day.ts'
import type { Money } from '#core/money.ts'
import type { PromiseAsked } from '#web/customer-slots.ts'

export type AmountChoice = 'overdue' | 'all' | 'half' | 'other'
export type DayChoice = 'tomorrow' | 'thursday' | 'month_end' | 'other'

/** What is chosen and typed so far. */
export type Typed = Readonly<{
  currency: string
  amount: AmountChoice
  otherAmount: Money | null
  day: DayChoice
  otherDay: Day | null
}>

/** What may be promised of an offer: of one invoice, or of all. */
export type Range = Readonly<{
  items: PromiseOffer['items']
  most: Money
  overdue: Money
  /** One invoice was named: what is promised of it is agreed anew. */
  named: boolean
}>

export function rangeOf(offer: PromiseOffer, invoiceId: string | undefined): Range {
  if (invoiceId === undefined)
    return { items: offer.items, most: offer.owed, overdue: offer.overdue, named: false }
  const items = offer.items.filter((item) => item.invoiceId === invoiceId)
  const open = items.reduce((sum, { balance }) => sum + balance.minor, 0)
  const most = { ...offer.owed, minor: Math.min(open, offer.owed.minor) }
  return { items, most, overdue: { ...most, minor: 0 }, named: true }
}

/** What the chips of the amount stand for: half is of what is overdue, if anything is. */
export function amountOf(range: Range, { amount, otherAmount }: Typed): Money | null {
  const { most, overdue } = range
  const whole = overdue.minor > 0 ? overdue : most
  if (amount === 'overdue') return overdue
  if (amount === 'all') return most
  return amount === 'half' ? { ...whole, minor: Math.ceil(whole.minor / 2) } : otherAmount
}

const thursday = 4

/** The days that the chips stand for; the last of the month is the next one's when it is today. */
export const daysFrom = (today: Day): Record<Exclude<DayChoice, 'other'>, Day> => ({
  tomorrow: addDays(today, 1),
  thursday: addDays(today, ((thursday - weekdayOf(today) + 6) % 7) + 1),
  month_end: endOfMonth(addDays(today, 1)),
})

/** What is promised, once both its parts are good. */
export function wordOf(
  range: Range,
  { today, daysAhead }: Pick<PromiseGround, 'today' | 'daysAhead'>,
  typed: Typed,
): Readonly<{ amount: Money; dueOn: Day }> | null {
  const amount = amountOf(range, typed)
  const dueOn = typed.day === 'other' ? typed.otherDay : daysFrom(today)[typed.day]
  if (!amount || amount.minor <= 0 || amount.minor > range.most.minor) return null
  return dueOn === null || dayFault(dueOn, today, daysAhead) ? null : { amount, dueOn }
}

/** How the word was given. */
export type How = Readonly<{ source: 'call' | 'chat' | 'meeting'; saidBy: string; note: string }>

export const firstHow = ({ seems }: Pick<PromiseAsked, 'seems'>): How => ({
  source: seems ? 'chat' : 'call',
  saidBy: '',
  note: seems?.words ?? '',
})

/** What the form begins with: what a message seems to say, or all that is overdue by Thursday. */
export function firstTyped(
  offer: PromiseOffer,
  today: Day,
  asked: Pick<PromiseAsked, 'invoiceId' | 'seems'>,
): Typed {
  const range = rangeOf(offer, asked.invoiceId)
  const whole = range.overdue.minor > 0 ? 'overdue' : 'all'
  const typed = { currency: offer.currency, otherAmount: null, otherDay: null }
  const { seems } = asked
  if (!seems) return { ...typed, amount: whole, day: 'thursday' }
  const days = Object.entries(daysFrom(today)) as [Exclude<DayChoice, 'other'>, Day][]
  const known = days.find(([, day]) => day === seems.dueOn)?.[0]
  const said = typeof seems.amount === 'object' ? seems.amount : null
  return {
    ...typed,
    amount: said
      ? 'other'
      : seems.amount === 'half' || seems.amount === 'all'
        ? seems.amount
        : whole,
    otherAmount: said,
    day: known ?? 'other',
    otherDay: known ? null : seems.dueOn,
  }
}

/** What will come of it, for the sentence at the end. */
export function outcomeOf(range: Range, amount: Money, dueOn: Day, graceDays: number) {
  // As it will be laid: over what nobody promised yet, unless that is too little or one is named.
  const free = range.items.map(({ itemId, dueOn: due, asked }) => ({
    ...{ itemId, dueOn: due, balance: asked },
  }))
  const covers =
    (range.named ? undefined : coverOldestFirst(amount, free)) ??
    coverOldestFirst(amount, range.items) ??
    []
  const replaced = range.items.find(
    (item) => item.promise && covers.some(({ itemId }) => itemId === item.itemId),
  )?.promise
  return { until: lastDayOf(dueOn, graceDays), replaced: replaced ?? null }
}
