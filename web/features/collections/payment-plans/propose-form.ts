import type { Instalment } from '#core/collections/payment-plan.ts'
import {
  mostInstalments,
  type PlanFault,
  type PlanRhythm,
  planFault,
  proposeSchedule,
} from '#core/collections/payment-plan-schedule.ts'
import type { PlanGround, ProposePlan } from '#core/collections/plan-api.ts'
import { addDays, addMonths, type Day } from '#core/day.ts'
import type { Money } from '#core/money.ts'
import { minorOf } from '#web/ui/form/amount.ts'

export type PlanOffer = PlanGround['offers'][number]

/** One line that is written by hand. */
export type HandPart = Readonly<{ key: string; dueOn: Day | null; amount: string }>

/** What is being proposed, as it is typed. */
export type Typed = Readonly<{
  currency: string
  chosen: readonly string[]
  down: string
  downOn: Day | null
  times: string
  firstOn: Day | null
  rhythm: PlanRhythm
  /** Lines of their own, once somebody changes them by hand. */
  byHand: readonly HandPart[] | null
  graceDays: number
  breaksAfter: number
  answerBy: Day | null
  note: string
}>

const answerDays = 7

/** What the form begins with: everything that is overdue, or the invoice that was meant, in three parts. */
export function firstTyped(ground: PlanGround, offer: PlanOffer, invoiceId?: string): Typed {
  const { today, graceDays, breaksAfter } = ground
  const meant = offer.items.filter((item) =>
    invoiceId === undefined ? item.dueOn < today : item.invoiceId === invoiceId,
  )
  const chosen = meant.length > 0 ? meant : offer.items
  const firstOn = addMonths(today, 1)
  return {
    currency: offer.currency,
    chosen: chosen.map((item) => item.invoiceId),
    down: '',
    downOn: today,
    times: '3',
    firstOn,
    rhythm: 'month',
    byHand: null,
    graceDays,
    breaksAfter,
    answerBy: addDays(today, answerDays),
    note: '',
  }
}

/** What is planned: all that is left of the chosen invoices, at most what is owed after every receipt. */
export function amountOf(offer: PlanOffer, typed: Typed): Money {
  const sum = offer.items
    .filter(({ invoiceId }) => typed.chosen.includes(invoiceId))
    .reduce((all, { balance }) => all + balance.minor, 0)
  return { minor: Math.min(sum, offer.owed.minor), currency: offer.currency }
}

/** The instalments that are offered as things are typed; those written by hand as far as they can be read. */
export function instalmentsOf(offer: PlanOffer, typed: Typed): Instalment[] {
  const amount = amountOf(offer, typed)
  if (typed.byHand)
    return typed.byHand.flatMap((part) =>
      part.dueOn === null
        ? []
        : [{ dueOn: part.dueOn, minor: minorOf(part.amount, amount.currency) ?? 0 }],
    )
  const times = Number(typed.times)
  if (!Number.isInteger(times) || typed.firstOn === null) return []
  const minor = typed.down.trim() === '' ? 0 : (minorOf(typed.down, amount.currency) ?? 0)
  const down = minor > 0 && typed.downOn !== null ? { dueOn: typed.downOn, minor } : null
  const { firstOn, rhythm } = typed
  return proposeSchedule({ amount, down, times, firstOn, rhythm })
}

export type Fault = Readonly<{
  code: PlanFault | 'choose' | 'down'
  place: number
}>

/** What still speaks against the offer, first of all. */
export function faultOf(ground: PlanGround, offer: PlanOffer, typed: Typed): Fault | null {
  const amount = amountOf(offer, typed)
  if (amount.minor <= 0) return { code: 'choose', place: 0 }
  const down = typed.byHand || typed.down.trim() === '' ? 0 : minorOf(typed.down, amount.currency)
  if (down === undefined || down < 0 || down >= amount.minor) return { code: 'down', place: 0 }
  if (!typed.byHand && Number(typed.times) > mostInstalments) return { code: 'too_many', place: 0 }
  if (typed.byHand?.some(({ dueOn }) => dueOn === null)) return { code: 'none', place: 0 }
  const { today, daysAhead } = ground
  const fault = planFault(instalmentsOf(offer, typed), { amount, today, daysAhead })
  return fault ? { code: fault.code, place: (fault.place ?? -1) + 1 } : null
}

/** The last day on which they may agree: never after the grace of the first instalment. */
export function answerByOf({ today }: PlanGround, typed: Typed, parts: readonly Instalment[]): Day {
  const last = addDays(parts[0]?.dueOn ?? today, typed.graceDays)
  const wanted = typed.answerBy ?? addDays(today, answerDays)
  if (wanted > last) return last
  return wanted < today ? today : wanted
}

/** What is sent, once nothing speaks against it. */
export function offerOf(
  id: string,
  customerId: string,
  ground: PlanGround,
  offer: PlanOffer,
  typed: Typed,
): ProposePlan {
  const instalments = instalmentsOf(offer, typed).map(({ dueOn, minor }) => ({ dueOn, minor }))
  return {
    ...{ id, customerId, instalments, amount: amountOf(offer, typed) },
    invoiceIds: [...typed.chosen],
    graceDays: typed.graceDays,
    breaksAfter: typed.breaksAfter,
    answerBy: answerByOf(ground, typed, instalments),
    note: typed.note,
  }
}
