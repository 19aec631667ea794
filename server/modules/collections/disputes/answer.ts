import type { CloseDispute, Dispute } from '#core/collections/dispute-api.ts'
import { DisputeChanged, DisputeClosed } from '#core/collections/events.ts'
import { formatMoney } from '#core/format.ts'
import type { Money } from '#core/money.ts'
import { Refusal } from '#core/refusal.ts'
import {
  findCustomers,
  type LockedCustomer,
  lockCustomerOr,
  salutation,
} from '#modules/contacts/index.ts'
import { creditIn } from '#modules/invoicing/index.ts'
import { reach, voiceOf } from '#modules/messaging/index.ts'
import { command, type Work } from '#platform/command.ts'
import { demand } from '#platform/session.ts'
import { watch } from '../store.ts'
import { disputeWord } from './messages/index.ts'
import { answerAgainBy, demandAnswering, workLeft } from './rules.ts'
import { type DisputeRecord, findDispute, shownDisputes, stateOf } from './store.ts'

type Held = Readonly<{ row: DisputeRecord; customer: LockedCustomer }>

/**
 * Holds the customer of an open objection, and reads it again behind the lock.
 * @throws collections.dispute_not_found
 */
export async function holdDispute(work: Work, id: string): Promise<Held> {
  const gone = () => new Refusal('collections.dispute_not_found', { id })
  const found = await findDispute(work, id)
  if (!found || found.closed_at !== null) throw gone()
  const customer = await lockCustomerOr(work, found.customer_id, 'collections.dispute', gone)
  const row = await findDispute(work, id)
  if (!row || row.closed_at !== null) throw gone()
  return { row, customer }
}

const aboutOf = (row: DisputeRecord, customer: Pick<LockedCustomer, 'id'>) => ({
  kind: 'invoice',
  id: row.invoice_id,
  customerId: customer.id,
})

type What = 'waiting' | 'resumed' | 'given' | 'word'

/** Says a change of an open objection in the log and aloud. */
export async function tellChanged(work: Work, before: Held, what: What): Promise<Dispute> {
  const row = await findDispute(work, before.row.id)
  const [after] = row ? await shownDisputes(work, [row]) : []
  if (!row || !after) throw new Error('An objection is never removed')
  const seen = (each: DisputeRecord) => ({ state: stateOf(each), ownerId: each.owner_id })
  work.audit(`collections.dispute_${what}`, {
    kind: 'dispute',
    id: row.id,
    before: seen(before.row),
    after: seen(row),
  })
  work.publish(DisputeChanged, aboutOf(row, before.customer), {
    disputeId: row.id,
    customerId: before.customer.id,
    invoiceId: row.invoice_id,
    what,
    ownerId: row.owner_id,
  })
  return after
}

/** Stops the clock until the customer brought what was asked of them. */
export const awaitCustomer = command(
  'collections.dispute',
  async (work, { id }: { id: string }): Promise<Dispute> => {
    const held = await holdDispute(work, id)
    const { answer_by: until, waiting_since: since } = held.row
    if (since !== null) throw new Refusal('collections.dispute_waits')
    await work.run(
      `update dispute set waiting_since = $3, left_minutes = $4
       where company_id = $1 and id = $2`,
      [work.companyId, id, work.now, until ? await workLeft(work, until) : 0],
    )
    return tellChanged(work, held, 'waiting')
  },
  { name: 'collections.await_customer' },
)

/** Lets the clock run on with what was left on it; what was late before the pause stays late. */
export async function resumeHeld(work: Work, held: Held): Promise<void> {
  const { id, left_minutes: left, answer_by: until } = held.row
  await work.run(
    `update dispute set waiting_since = null, left_minutes = null, answer_by = $3
     where company_id = $1 and id = $2`,
    [work.companyId, id, left ? await answerAgainBy(work, left) : until],
  )
}

export const resumeDispute = command(
  'collections.dispute',
  async (work, { id }: { id: string }): Promise<Dispute> => {
    const held = await holdDispute(work, id)
    if (held.row.waiting_since === null) throw new Refusal('collections.dispute_runs')
    await resumeHeld(work, held)
    return tellChanged(work, held, 'resumed')
  },
  { name: 'collections.resume_dispute' },
)

/** Gives an objection to a colleague, or to nobody. @throws people.user_not_found */
export const giveDispute = command(
  'collections.dispute',
  async (work, { id, ownerId }: { id: string; ownerId: string | null }): Promise<Dispute> => {
    const held = await holdDispute(work, id)
    if (ownerId !== null) await demandAnswering(work, ownerId)
    await work.run('update dispute set owner_id = $3 where company_id = $1 and id = $2', [
      work.companyId,
      id,
      ownerId,
    ])
    return tellChanged(work, held, 'given')
  },
  { name: 'collections.give_dispute' },
)

type Credit = Readonly<{ id: string; number: string; amount: Money }>

/** Takes what was objected to off the invoice, or all that can still be taken off it. */
async function credited(work: Work, row: DisputeRecord, input: CloseDispute) {
  if (input.noteId === undefined) return null
  demand(work.session, 'invoicing.credit')
  const reason = input.note.length >= 3 ? input.note.slice(0, 300) : row.invoice_number
  const note = await creditIn(work, {
    id: row.invoice_id,
    noteId: input.noteId,
    reason,
    ...(row.amount !== null && { gross: row.amount }),
  })
  const { currency } = row
  const amount = { minor: Math.abs(note.gross.minor), currency }
  return { id: note.id, number: note.number ?? '', amount } satisfies Credit
}

/** Tells the customer how their objection ended, by the best way there is. */
async function tellCustomer(
  work: Work,
  { row, customer }: Held,
  { outcome, note }: CloseDispute,
  credit: Credit | null,
): Promise<void> {
  const card = (await findCustomers(work, [customer.id])).get(customer.id)
  if (!card) return
  const { language } = card
  const values = {
    name: salutation(card),
    company: voiceOf(work).name[language],
    number: row.invoice_number,
    reason: note,
    note: credit?.number ?? '',
    amount: credit ? formatMoney(credit.amount, { lang: language, isolate: true }) : '',
  }
  await reach(work, {
    customerId: customer.id,
    name: values.name,
    language,
    category: 'receipt',
    text: 'free',
    values,
    subject: disputeWord('subject', language, values),
    body: disputeWord(credit ? 'credited' : outcome, language, values),
    ownWords: true,
    attachments: [],
    about: { kind: 'dispute', id: row.id },
    once: `dispute_closed:${row.id}`,
  })
}

/**
 * Settles an objection: accepted, with a credit note in the same transaction if one is asked for;
 * rejected; or withdrawn. What is left of the invoice may be asked for again.
 * @throws collections.dispute_not_found, and as a credit note does
 */
export const closeDispute = command(
  'collections.dispute',
  async (work, input: CloseDispute): Promise<Dispute> => {
    const held = await holdDispute(work, input.id)
    const credit = await credited(work, held.row, input)
    await work.run(
      `update dispute set closed_at = $3, closed_by = $4, outcome = $5, closing_note = $6,
         waiting_since = null, left_minutes = null, credit_note_id = $7, credit_number = $8,
         credited = $9, told_at = $10
       where company_id = $1 and id = $2`,
      [
        ...[work.companyId, input.id, work.now, work.actor.name, input.outcome, input.note],
        ...[credit?.id ?? null, credit?.number ?? null, credit?.amount.minor ?? null],
        input.tell ? work.now : null,
      ],
    )
    await watch(work, [held.customer.id])
    if (input.tell) await tellCustomer(work, held, input, credit)
    const row = await findDispute(work, input.id)
    const [after] = row ? await shownDisputes(work, [row]) : []
    if (!after) throw new Error('An objection is never removed')
    work.audit('collections.dispute_closed', {
      kind: 'dispute',
      id: input.id,
      before: null,
      after: {
        outcome: input.outcome,
        closingNote: input.note,
        number: credit?.number ?? null,
        amount: credit?.amount ?? null,
      },
    })
    work.publish(DisputeClosed, aboutOf(held.row, held.customer), {
      disputeId: input.id,
      customerId: held.customer.id,
      invoiceId: held.row.invoice_id,
      outcome: input.outcome,
    })
    return after
  },
  { name: 'collections.close_dispute' },
)
