import { ConcessionProposed } from '#core/collections/events.ts'
import { lastDayOf } from '#core/collections/promise.ts'
import { conceded, type ProposeConcession } from '#core/collections/settlement.ts'
import type { Concession } from '#core/collections/settlement-api.ts'
import { Refusal } from '#core/refusal.ts'
import { type LockedCustomer, lockCustomer } from '#modules/contacts/index.ts'
import { findInvoices } from '#modules/invoicing/index.ts'
import { openItemsOf } from '#modules/ledger/index.ts'
import { command, type Work } from '#platform/command.ts'
import { demand } from '#platform/session.ts'
import { demandDay } from '../promises.ts'
import { readRules } from '../settings.ts'
import { authorityFor, matterOfStanding, matterWith } from './limits.ts'
import { postConcession } from './post.ts'
import { concessionDetail } from './queries.ts'
import { type ConcessionItemTable, findConcession, liveConcessions } from './store.ts'
import { holdConcession, tellState } from './tell.ts'

type Wanted = Omit<ConcessionItemTable, 'concession_id' | 'posted'>

/** The open items of these invoices, of which nothing else is under way. */
async function itemsFor(
  work: Work,
  customer: LockedCustomer,
  { invoiceIds, currency, method }: ProposeConcession,
): Promise<Wanted[]> {
  const open = (await openItemsOf(work, { parties: customer.parties })).filter(
    ({ balance }) => balance.currency === currency && balance.minor > 0,
  )
  const live = await liveConcessions(work, customer.parties)
  const invoices = await findInvoices(work, invoiceIds)
  return [...new Set(invoiceIds)].map((id) => {
    const item = open.find(({ documentId }) => documentId === id)
    const invoice = invoices.get(id)
    if (!item || !invoice) throw new Refusal('collections.invoice_not_found', { id })
    const { number } = item
    if (live.some(({ items }) => items.some((each) => each.item_id === item.id)))
      throw new Refusal('collections.concession_stands', { number })
    if (method === 'credit_note' && invoice.kind === 'opening')
      throw new Refusal('collections.credit_by_hand', { number })
    return {
      ...{ item_id: item.id, invoice_id: id, number, due_on: item.dueOn },
      balance: item.balance.minor,
    }
  })
}

/** What is paid and what is let go. @throws collections.concession_… for what cannot be */
function partsOf({ kind, amount }: ProposeConcession, owed: number) {
  if (kind !== 'settlement') {
    const waived = amount?.minor ?? owed
    if (waived > owed) throw new Refusal('collections.concession_of_nothing')
    return { pay: 0, waived }
  }
  const pay = amount?.minor ?? 0
  if (pay >= owed) throw new Refusal('collections.concession_pay_too_much')
  return { pay, waived: owed - pay }
}

async function payDays(work: Work, { payBy }: ProposeConcession) {
  if (payBy === undefined) return { payBy: null, lastDay: null }
  const { promiseGraceDays, promiseDaysAhead } = await readRules(work)
  demandDay(work, payBy, promiseDaysAhead)
  return { payBy, lastDay: lastDayOf(payBy, promiseGraceDays) }
}

/**
 * Writes a proposal down while the caller holds the customer, and carries it out as far as its
 * proposer's limit allows: a waiver or a write-off is in the books at once, a settlement may be
 * offered; beyond the limit it waits for whoever may agree.
 */
export async function proposeIn(
  work: Work,
  customer: LockedCustomer,
  input: ProposeConcession,
): Promise<void> {
  if (input.method === 'credit_note') demand(work.session, 'invoicing.credit')
  if (input.amount && input.amount.currency !== input.currency)
    throw new Refusal('collections.concession_of_nothing')
  const items = await itemsFor(work, customer, input)
  const owed = items.reduce((sum, { balance }) => sum + balance, 0)
  const { pay, waived } = partsOf(input, owed)
  const basisPoints = conceded(waived, owed)
  const days = await payDays(work, input)
  const amount = { minor: waived, currency: input.currency }
  const authority = await authorityFor(
    work,
    await matterWith(work, { ...input, customer, amount, owed, by: work.actor.id }, items),
  )
  if (!authority.within && authority.approverIds.length === 0)
    throw new Refusal('collections.nobody_may_agree')
  await work.run(
    `insert into concession (company_id, id, customer_id, kind, state, currency, owed, pay, waived,
       basis_points, pay_by, last_day, method, reason, proposed_at, proposed_by_id, proposed_by)
     values ($1, $2, $3, $4, 'proposed', $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
    [
      ...[work.companyId, input.id, customer.id, input.kind, input.currency, owed, pay, waived],
      ...[basisPoints, days.payBy, days.lastDay, input.method, input.reason, work.now],
      ...[work.actor.id, work.actor.name],
    ],
  )
  await work.run(
    `insert into concession_item (company_id, concession_id, item_id, invoice_id, number, due_on,
       balance)
     select $1, $2, i.item_id, i.invoice_id, i.number, i.due_on, i.balance
     from jsonb_to_recordset($3::jsonb)
       as i(item_id uuid, invoice_id uuid, number text, due_on date, balance bigint)`,
    [work.companyId, input.id, JSON.stringify(items)],
  )
  if (authority.within) return agreed(work, input.id, customer)
  const standing = await findConcession(work, input.id)
  if (standing) await tellState(work, { standing, customer })
  work.publish(
    ConcessionProposed,
    { kind: 'concession', id: input.id, customerId: customer.id },
    {
      concessionId: input.id,
      customerId: customer.id,
      kind: input.kind,
      amount,
      approverIds: [...authority.approverIds],
    },
  )
}

/** Carries out what was agreed to: a settlement may be offered, the others are in the books. */
async function agreed(work: Work, id: string, customer: LockedCustomer): Promise<void> {
  await work.run(
    `update concession set approved_at = $3, approved_by = $4,
       state = case when kind = 'settlement' then 'offered' else state end
     where company_id = $1 and id = $2`,
    [work.companyId, id, work.now, work.actor.name],
  )
  const standing = await findConcession(work, id)
  if (!standing) throw new Error('A concession is never removed')
  if (standing.row.kind !== 'settlement') {
    const posted = await postConcession(work, standing, customer)
    if (posted === 0) throw new Refusal('collections.concession_of_nothing')
  }
  const before = { ...standing, row: { ...standing.row, state: 'proposed' as const } }
  await tellState(work, { standing: before, customer })
}

/**
 * Proposes that the company goes without something.
 * @throws collections.invoice_not_found, collections.concession_stands,
 *   collections.concession_of_nothing, collections.concession_pay_too_much,
 *   collections.nobody_may_agree, collections.credit_by_hand, and of its day as a promise does
 */
export const proposeConcession = command(
  'collections.concede',
  async (work, input: ProposeConcession): Promise<Concession> => {
    const customer = await lockCustomer(work, input.customerId, 'collections.concede')
    await proposeIn(work, customer, input)
    return concessionDetail(work, input.id)
  },
  { name: 'collections.propose_concession', once: ({ id }) => id },
)

/**
 * Agrees to a proposal within one's limit, never to one's own beyond it.
 * @throws collections.own_proposal, collections.beyond_limit, collections.concession_ended
 */
export const approveConcession = command(
  'collections.concede',
  async (work, { id }: { id: string }): Promise<Concession> => {
    const { standing, customer } = await holdConcession(work, id, ['proposed'])
    const { row } = standing
    const matter = await matterOfStanding(work, standing, customer)
    const authority = await authorityFor(work, matter)
    if (!authority.within)
      throw row.proposed_by_id === work.actor.id
        ? new Refusal('collections.own_proposal')
        : new Refusal('collections.beyond_limit', { who: authority.approvers.join('، ') })
    await agreed(work, id, customer)
    return concessionDetail(work, id)
  },
  { name: 'collections.approve_concession' },
)
