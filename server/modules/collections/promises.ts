import { PromiseCancelled, PromiseMade, PromiseReplaced } from '#core/collections/events.ts'
import {
  type Cover,
  coverOldestFirst,
  dayFault,
  type MakePromise,
  stillCovered,
} from '#core/collections/promise.ts'
import type { CancelPromise, PromiseRow } from '#core/collections/promise-api.ts'
import type { Currency, Money } from '#core/money.ts'
import { Refusal } from '#core/refusal.ts'
import { customersWithin, type LockedCustomer, lockCustomer } from '#modules/contacts/index.ts'
import { openItemsOf } from '#modules/ledger/index.ts'
import { command, type Work } from '#platform/command.ts'
import { holdingOf, type PromisableItem, promisableOf } from './promisable.ts'
import {
  insertPromise,
  judgedOf,
  openPromises,
  promiseOf,
  type Standing,
  withItems,
} from './promise-store.ts'
import { readRules } from './settings.ts'
import { type From, settlementsOf, watch } from './store.ts'
import type { PromiseTable } from './tables.ts'

/** What is open in one currency, and what of it may be promised. */
async function owedIn(from: From, parties: readonly string[], currency: Currency) {
  const lines = (await openItemsOf(from, { parties: [...parties] })).filter(
    ({ balance }) => balance.currency === currency,
  )
  const net = lines.reduce((sum, { balance }) => sum + balance.minor, 0)
  return {
    net,
    ...promisableOf(lines, await holdingOf(from, parties)),
    all: lines.filter(({ balance }) => balance.minor > 0),
  }
}

const layOn = (amount: Money, items: readonly PromisableItem[], of: 'asked' | 'promisable') =>
  coverOldestFirst(
    amount,
    items.map(({ line, [of]: minor }) => ({
      itemId: line.id,
      dueOn: line.dueOn,
      balance: { minor, currency: amount.currency },
    })),
  )

type Ground = Readonly<{
  covers: readonly Cover[]
  /** By item: the invoice behind it. */
  invoices: ReadonlyMap<string, Readonly<{ documentId: string; number: string }>>
  replaced: readonly Standing[]
}>

/**
 * What a promise would cover, and which open ones it takes the place of: those that share an
 * invoice with it. Over all of them together no more is promised than is owed.
 */
async function groundOf(
  work: Work,
  customer: LockedCustomer,
  { amount, invoiceIds }: MakePromise,
): Promise<Ground> {
  const { currency } = amount
  const { items, all, net, room } = await owedIn(work, customer.parties, currency)
  const strange = invoiceIds.find((id) => !all.some(({ documentId }) => documentId === id))
  if (strange !== undefined) throw new Refusal('collections.invoice_not_found', { id: strange })
  const wanted =
    invoiceIds.length === 0
      ? items
      : items.filter(({ line }) => invoiceIds.includes(line.documentId))
  if (net <= 0) throw new Refusal('collections.nothing_to_promise', { currency })
  if (!wanted.some(({ promisable }) => promisable > 0))
    throw new Refusal('collections.nothing_askable', { currency })

  // One whose grace is over waits for its judgement: no new word takes its place and spares it that.
  const open = (await openPromises(work, customer.parties)).filter(
    ({ row }) => row.currency === currency && row.last_day >= work.today,
  )
  // What is promised already is agreed anew only where the invoices are named, or nothing else is left.
  const covers =
    (invoiceIds.length === 0 ? layOn(amount, wanted, 'asked') : undefined) ??
    layOn(amount, wanted, 'promisable')
  const taken = new Set(covers?.map(({ itemId }) => itemId) ?? wanted.map(({ line }) => line.id))
  const replaced = open.filter((each) => each.items.some((item) => taken.has(item.item_id)))
  const others = open.filter((each) => !replaced.includes(each))
  const settlements = await settlementsOf(work, others)
  const promised = others
    .flatMap((each) => stillCovered(judgedOf(work, each), settlements))
    .reduce((sum, cover) => sum + cover.amount.minor, 0)
  const wantedSum = wanted.reduce((sum, { promisable }) => sum + promisable, 0)
  const owed = Math.max(0, Math.min(wantedSum, room - promised))
  if (!covers || amount.minor > owed)
    throw new Refusal('collections.promise_of_more_than_owed', { owed, currency })
  return { covers, invoices: new Map(items.map(({ line }) => [line.id, line])), replaced }
}

/** The promises that something else takes the place of, each linked to it by its event. */
async function replace(work: Work, replaced: readonly Standing[], by: string): Promise<void> {
  for (const { row } of replaced) {
    await work.run(
      `update promise set state = 'renegotiated', judged_at = $3
       where company_id = $1 and id = $2 and state = 'open'`,
      [work.companyId, row.id, work.now],
    )
    work.audit('collections.promise_replaced', {
      kind: 'promise',
      id: row.id,
      before: { state: row.state },
      after: { state: 'renegotiated', replacedBy: by },
    })
    work.publish(
      PromiseReplaced,
      { kind: 'promise', id: row.id, customerId: row.customer_id },
      { ...factsOf(row), replacedBy: by },
    )
  }
}

/**
 * A plan or a settlement was agreed to, while the caller holds the customer: an open promise ends as
 * agreed anew where all that is still to come of it lies on those items. Where a part of it is for
 * something else, the customer's word for that still stands, and there is no half of a promise: it is
 * left as it was. One whose grace is over waits for its judgement.
 */
export async function renegotiate(
  work: Work,
  { parties }: LockedCustomer,
  agreed: Readonly<{ id: string; itemIds: readonly string[] }>,
): Promise<void> {
  const open = (await openPromises(work, parties)).filter(({ row }) => row.last_day >= work.today)
  if (open.length === 0) return
  const settlements = await settlementsOf(work, open)
  const own = new Set(agreed.itemIds)
  const replaced = open.filter((each) => {
    const left = stillCovered(judgedOf(work, each), settlements)
    return left.length > 0 && left.every(({ itemId }) => own.has(itemId))
  })
  await replace(work, replaced, agreed.id)
}

const factsOf = (row: PromiseTable) => ({
  promiseId: row.id,
  customerId: row.customer_id,
  amount: { minor: row.amount, currency: row.currency },
  dueOn: row.due_on,
})

/**
 * Refuses a day on which nobody's word can fall due.
 * @throws collections.promise_in_the_past, collections.promise_too_far
 */
export function demandDay({ today }: Pick<Work, 'today'>, dueOn: string, days: number): void {
  const fault = dayFault(dueOn, today, days)
  if (fault === 'in_the_past')
    throw new Refusal('collections.promise_in_the_past', { dueOn, today })
  if (fault === 'too_far') throw new Refusal('collections.promise_too_far', { days })
}

/**
 * Takes a customer's word down, while the caller holds the customer: what it covers is not asked
 * for through its last day of grace. A second promise over the same invoices is an agreement anew.
 * @throws collections.promise_in_the_past, collections.promise_too_far,
 *   collections.invoice_not_found, collections.nothing_to_promise,
 *   collections.nothing_askable, collections.promise_of_more_than_owed
 */
export async function promiseIn(
  work: Work,
  customer: LockedCustomer,
  input: MakePromise,
): Promise<PromiseRow> {
  const { promiseGraceDays: graceDays, promiseDaysAhead: daysAhead } = await readRules(work)
  demandDay(work, input.dueOn, daysAhead)
  const { covers, invoices, replaced } = await groundOf(work, customer, input)
  await replace(work, replaced, input.id)
  const made = await insertPromise(work, {
    id: input.id,
    customer_id: customer.id,
    currency: input.amount.currency,
    amount: input.amount.minor,
    due_on: input.dueOn,
    graceDays,
    source: input.source,
    said_by: input.saidBy,
    note: input.note,
    replaces: replaced.at(-1)?.row.id ?? null,
    made_by_id: work.actor.kind === 'user' ? work.actor.id : null,
    made_by: work.actor.name,
    items: covers.map(({ itemId, amount }) => ({
      item_id: itemId,
      invoice_id: invoices.get(itemId)?.documentId ?? itemId,
      number: invoices.get(itemId)?.number ?? '',
      amount: amount.minor,
    })),
  })
  await watch(work, [customer.id])
  const after = promiseOf(made, customer.name)
  work.audit('collections.promise_made', { kind: 'promise', id: input.id, before: null, after })
  work.publish(
    PromiseMade,
    { kind: 'promise', id: input.id, customerId: customer.id },
    {
      ...factsOf(made.row),
      source: input.source,
      invoiceIds: made.items.map((item) => item.invoice_id),
      replaces: made.row.replaces,
    },
  )
  return after
}

/** Takes a customer's word down. @throws as promiseIn does, contacts.customer_not_found */
export const makePromise = command(
  'collections.promise',
  async (work, input: MakePromise): Promise<PromiseRow> => {
    const customer = await lockCustomer(work, input.customerId, 'collections.promise')
    return promiseIn(work, customer, input)
  },
  { name: 'collections.make_promise', once: ({ id }) => id },
)

/**
 * Takes a promise back that nobody waits for any more; its invoices are asked for again.
 * @throws collections.promise_not_found, collections.promise_ended
 */
export const cancelPromise = command(
  'collections.promise',
  async (work, { id, reason }: CancelPromise): Promise<PromiseRow> => {
    const find = () =>
      work.run<PromiseTable>('select * from promise where company_id = $1 and id = $2', [
        work.companyId,
        id,
      ])
    const [found] = await find()
    // Out of reach is not there: the refusal must not name the customer.
    const within = found && (await customersWithin(work, 'collections.promise'))
    if (!found || (within && !within.includes(found.customer_id)))
      throw new Refusal('collections.promise_not_found', { id })
    const customer = await lockCustomer(work, found.customer_id)
    const [before] = await find()
    if (before?.state !== 'open') throw new Refusal('collections.promise_ended', { id })
    const [row] = await work.run<PromiseTable>(
      `update promise set state = 'cancelled', cancel_reason = $3, judged_at = $4
       where company_id = $1 and id = $2 returning *`,
      [work.companyId, id, reason, work.now],
    )
    const [standing] = await withItems(work, row ? [row] : [])
    if (!standing) throw new Error('The promise was just changed')
    await watch(work, [customer.id])
    const after = promiseOf(standing, customer.name)
    work.audit('collections.promise_cancelled', {
      kind: 'promise',
      id,
      before: { state: before.state },
      after: { state: after.state, reason },
    })
    work.publish(
      PromiseCancelled,
      { kind: 'promise', id, customerId: customer.id },
      { ...factsOf(standing.row), reason },
    )
    return after
  },
  { name: 'collections.cancel_promise' },
)
