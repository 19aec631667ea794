import { Method, type PaymentRow, PaymentSort, Source } from '#core/payments/api.ts'
import { api, client } from '#web/client.ts'
import { stringifySearch } from '#web/place.ts'
import { manyOf, rangeOf } from '#web/ui/list/filter.ts'
import type { Ask, ListPage, ListSource } from '#web/ui/list/source.ts'

export type PaymentsPage = ListPage<PaymentRow> &
  Readonly<{
    sums: readonly Readonly<{
      currency: PaymentRow['amount']['currency']
      amount: number
      unapplied: number
      count: number
    }>[]
  }>

/** What the address asks for, as the contract takes it; what it does not understand is left out. */
export function filterOf({ q, filters }: Ask) {
  const { customer, method, source, days, state } = filters
  const { from, to } = rangeOf(days)
  const methods = manyOf(method).flatMap((one) => Method.safeParse(one).data ?? [])
  const sources = manyOf(source).flatMap((one) => Source.safeParse(one).data ?? [])
  return {
    ...(q && { search: q }),
    ...(customer && { customerId: customer }),
    ...(methods.length > 0 && { method: methods }),
    ...(sources.length > 0 && { source: sources }),
    ...(from && { from }),
    ...(to && { to }),
    ...(state === 'unallocated' && { unallocated: true }),
    ...(state === 'flagged' && { flagged: true }),
    ...(state === 'reversed' && { reversed: true }),
  }
}

function sortOf({ sort }: Ask) {
  const by = PaymentSort.safeParse(sort?.id)
  return { sort: by.success ? by.data : ('paidOn' as const), direction: sort?.direction ?? 'desc' }
}

export const paymentsSource: ListSource<PaymentRow, PaymentsPage> = {
  key: api.payments.list.key(),
  load: ({ cursor, limit, ...ask }, signal) =>
    client.payments.list(
      { ...filterOf(ask), ...sortOf(ask), limit, ...(cursor ? { cursor } : {}) },
      { signal },
    ),
}

/** The address of the same rows as a workbook. */
export function exportAddress(ask: Ask): string {
  const { method = [], source = [], ...single } = filterOf(ask)
  const many = [
    ...method.map((one, at) => [`method[${at}]`, one] as const),
    ...source.map((one, at) => [`source[${at}]`, one] as const),
  ]
  const said = Object.entries(single).map(([name, value]) => [name, String(value)])
  return `/api/v1/payments/export${stringifySearch(Object.fromEntries([...said, ...many]))}`
}
