import { conceded } from '#core/collections/settlement.ts'
import type { LetSmallGo } from '#core/collections/settlement-api.ts'
import { addDays } from '#core/day.ts'
import { total } from '#core/money.ts'
import { Refusal } from '#core/refusal.ts'
import {
  customersWithin,
  findCustomers,
  type LockedCustomer,
  lockCustomers,
} from '#modules/contacts/index.ts'
import { findInvoices } from '#modules/invoicing/index.ts'
import { openItemsOf, partiesWithOpenItems } from '#modules/ledger/index.ts'
import { command, type Work } from '#platform/command.ts'
import { query } from '#platform/query.ts'
import type { From } from '../store.ts'
import { authorityFor, matterOf } from './limits.ts'
import { proposeIn } from './propose.ts'
import { findConcession, liveConcessions } from './store.ts'

const mostRows = 200

type Smallness = Readonly<{ under: number; days: number }>

/** What is left of old invoices and not worth asking for, the oldest first. */
async function smallOf(from: From, { under, days }: Smallness, parties: readonly string[]) {
  const before = addDays(from.today, -days)
  const live = await liveConcessions(from, null)
  const busy = new Set(live.flatMap(({ items }) => items.map((item) => item.item_id)))
  const open = (await openItemsOf(from, { parties: [...parties] })).filter(
    ({ id, balance, dueOn }) =>
      balance.currency === from.baseCurrency &&
      balance.minor > 0 &&
      balance.minor <= under &&
      dueOn <= before &&
      !busy.has(id),
  )
  const invoices = await findInvoices(
    from,
    open.map(({ documentId }) => documentId),
  )
  return open
    .flatMap((item) => {
      const invoice = invoices.get(item.documentId)
      return invoice ? [{ item, customerId: invoice.customerId }] : []
    })
    .toSorted((a, b) => (a.item.dueOn < b.item.dueOn ? -1 : 1))
}

/** The small balances that could be let go together. */
export const listSmallBalances = query('collections.concede', async (from, input: Smallness) => {
  const parties =
    (await customersWithin(from, 'collections.concede')) ?? (await partiesWithOpenItems(from))
  const found = (await smallOf(from, input, parties)).slice(0, mostRows)
  const cards = await findCustomers(
    from,
    found.map(({ customerId }) => customerId),
  )
  return {
    rows: found.map(({ item, customerId }) => ({
      ...{ invoiceId: item.documentId, number: item.number, dueOn: item.dueOn, customerId },
      ...{ customerName: cards.get(customerId)?.name ?? null, balance: item.balance },
    })),
    sum: total(
      found.map(({ item }) => item.balance),
      from.baseCurrency,
    ),
  }
})

/** Many small ones are one decision: by their sum, so that nobody passes a limit in slices. */
async function demandAuthority(work: Work, sum: number): Promise<void> {
  const amount = { minor: sum, currency: work.baseCurrency }
  const authority = await authorityFor(work, matterOf(work, 'waiver', amount, conceded(1, 1)))
  if (!authority.within)
    throw new Refusal('collections.beyond_limit', { who: authority.approvers.join('، ') })
}

type Found = Awaited<ReturnType<typeof smallOf>>

/** Proposes those of one customer. @returns whether they are in the books, or wait to be agreed to */
async function letGo(work: Work, customer: LockedCustomer, own: Found, reason: string) {
  const id = work.newId()
  await proposeIn(work, customer, {
    ...{ id, customerId: customer.id, kind: 'waiver', method: 'ledger' },
    ...{ currency: work.baseCurrency, reason },
    invoiceIds: own.map(({ item }) => item.documentId),
  })
  return (await findConcession(work, id))?.row.state === 'posted'
}

/**
 * Waives small old balances together; what is no longer small, old or open is left out. Those of a
 * customer who was let off before, and with them more than the limit allows, wait to be agreed to.
 * @throws collections.beyond_limit, collections.concession_of_nothing
 */
export const letSmallGo = command(
  'collections.concede',
  async (work, input: LetSmallGo) => {
    const invoices = await findInvoices(work, input.invoiceIds)
    const customers = await lockCustomers(work, [
      ...new Set([...invoices.values()].map(({ customerId }) => customerId)),
    ])
    const within = await customersWithin(work, 'collections.concede')
    const reached = customers.filter(({ id }) => !within || within.includes(id))
    const parties = reached.flatMap((customer) => customer.parties)
    const found = (parties.length === 0 ? [] : await smallOf(work, input, parties)).filter(
      ({ item }) => input.invoiceIds.includes(item.documentId),
    )
    const sum = found.reduce((all, { item }) => all + item.balance.minor, 0)
    if (sum === 0) throw new Refusal('collections.concession_of_nothing')
    await demandAuthority(work, sum)
    const gone: Found[number][] = []
    for (const customer of reached) {
      const own = found.filter(({ customerId }) => customer.parties.includes(customerId))
      if (own.length > 0 && (await letGo(work, customer, own, input.reason))) gone.push(...own)
    }
    return {
      invoices: gone.length,
      waiting: found.length - gone.length,
      sum: total(
        gone.map(({ item }) => item.balance),
        work.baseCurrency,
      ),
    }
  },
  { name: 'collections.let_small_go', once: ({ id }) => id },
)
