import type { PaymentTerms } from '#core/contacts/terms.ts'
import {
  addDays,
  addMonths,
  type Day,
  dayFrom,
  dayParts,
  daysInMonth,
  endOfMonth,
} from '#core/day.ts'

/** The days that terms may count from; the last two are often not known when the invoice is written. */
export type TermDates = Readonly<{
  invoicedOn: Day
  deliveredOn?: Day | undefined
  receivedOn?: Day | undefined
}>

/** The due date and the day it was counted from. */
export type DueDate = Readonly<{ dueOn: Day; basis: 'invoiced' | 'delivered' | 'received' }>

/**
 * The day an invoice falls due. Terms that wait for a delivery or a receipt count from the invoice
 * until that day is known, and say so by their `basis`: the due date then moves once, when it is.
 */
export function dueOn(terms: PaymentTerms, dates: TermDates): DueDate {
  const { invoicedOn, deliveredOn, receivedOn } = dates
  switch (terms.kind) {
    case 'immediate':
      return { dueOn: invoicedOn, basis: 'invoiced' }
    case 'days_from_invoice':
      return { dueOn: addDays(invoicedOn, terms.days), basis: 'invoiced' }
    case 'days_from_delivery':
      return deliveredOn === undefined
        ? { dueOn: addDays(invoicedOn, terms.days), basis: 'invoiced' }
        : { dueOn: addDays(deliveredOn, terms.days), basis: 'delivered' }
    case 'days_from_receipt':
      return receivedOn === undefined
        ? { dueOn: addDays(invoicedOn, terms.days), basis: 'invoiced' }
        : { dueOn: addDays(receivedOn, terms.days), basis: 'received' }
    case 'end_of_month':
      return { dueOn: addDays(endOfMonth(invoicedOn), terms.days), basis: 'invoiced' }
    case 'day_of_month':
      return { dueOn: fixedDay(invoicedOn, terms.day, terms.month), basis: 'invoiced' }
  }
}

/** A day of this month that has already passed means the next month's: nothing is born overdue. */
function fixedDay(invoicedOn: Day, day: number, month: 'this' | 'next'): Day {
  const inMonthOf = (someDay: Day): Day => {
    const parts = dayParts(someDay)
    return dayFrom({ ...parts, day: Math.min(day, daysInMonth(parts.year, parts.month)) })
  }
  const following = inMonthOf(addMonths(invoicedOn, 1))
  if (month === 'next') return following
  const current = inMonthOf(invoicedOn)
  return current < invoicedOn ? following : current
}
