import {
  type Calendar,
  contactState,
  nextContactTime,
  nextOpening,
  type WallTime,
} from '#core/calendar.ts'
import { contactFault } from '#core/collections/conduct.ts'
import {
  type ContactOutcome,
  capFault,
  fillsTheDay,
  proposeFollowUp,
  saidOfNumber,
} from '#core/collections/desk/outcome.ts'
import type { ContactRow, DeskCard, RecordContact } from '#core/collections/desk-api.ts'
import { ContactRecorded } from '#core/collections/events.ts'
import { addDays, daysBetween } from '#core/day.ts'
import type { Money } from '#core/money.ts'
import { Refusal } from '#core/refusal.ts'
import {
  findCustomers,
  type LockedCustomer,
  lockCustomer,
  noteNumber,
  phonesOf,
} from '#modules/contacts/index.ts'
import { findInvoices } from '#modules/invoicing/index.ts'
import { openNoticeIn } from '#modules/payments/index.ts'
import { command, type Work } from '#platform/command.ts'
import { demand, may } from '#platform/session.ts'
import { wallClock } from '#platform/time.ts'
import { contactsOf } from '../conduct.ts'
import { disputeIn } from '../disputes.ts'
import { word } from '../messages/index.ts'
import { openPauses, writePause } from '../pauses.ts'
import { promiseIn } from '../promises.ts'
import { type Rules, readRules } from '../settings.ts'
import type { From } from '../store.ts'
import { type ContactTable, contactOf } from './contacts.ts'
import { type DeskDebtor, gatherDebtors } from './gather.ts'
import { demandFree } from './lock.ts'
import { mark } from './rows.ts'
import { readDeskSettings } from './settings.ts'

/** Further ahead nobody remembers what a follow-up was about. */
const mostDaysAhead = 90

/** What stands against calling a customer now: the company's hours, or that they were called enough. */
export async function barrierOf(
  from: From,
  parties: readonly string[],
  calendar: Calendar,
): Promise<DeskCard['barrier']> {
  const at = wallClock(from.now, from.zone)
  const state = contactState(calendar, at)
  if (state !== 'open') {
    const next = nextContactTime(calendar, at)
    const opens = next && { on: next.day, minute: next.minuteOfDay }
    return { code: state, most: null, ...(opens && { opens }) }
  }
  const [made] = await from.run<{ answered: number; tried: number }>(
    `select count(*) filter (where outcome = any($4)
       and (at at time zone $5)::date = $6::date) as answered, count(*) as tried
     from contact_attempt where company_id = $1 and customer_id = any($2) and at > $3
       and direction = 'out' and channel in ('call', 'visit')`,
    [
      from.companyId,
      parties,
      new Date(from.now.getTime() - 30 * 86_400_000),
      fillsTheDay,
      from.zone,
      from.today,
    ],
  )
  const { caps } = await readDeskSettings(from)
  const calls = capFault({ answeredToday: made?.answered ?? 0, in30Days: made?.tried ?? 0 }, caps)
  if (calls) return calls
  const contacts = await contactsOf(from, parties)
  const fault = contacts && contactFault(contacts.of(parties), contacts.caps)
  return fault ? { code: fault.code, most: fault.most } : null
}

/** Refuses a call that the company's own limits forbid, unless who may says why not this time. */
async function demandAllowed(
  work: Work,
  customer: LockedCustomer,
  input: RecordContact,
  { calendar }: Rules,
): Promise<void> {
  if (input.direction === 'in' || (input.channel !== 'call' && input.channel !== 'visit')) return
  const barrier = await barrierOf(work, customer.parties, calendar)
  if (!barrier) return
  if (input.override !== undefined && may(work.session, 'collections.override')) return
  const { code, most } = barrier
  if (most !== null) throw new Refusal('collections.called_enough', { most, limit: code })
  throw new Refusal('collections.not_a_time_to_call', { because: code })
}

type Done = Readonly<{
  promiseId: string | null
  promised: Money | null
  disputeId: string | null
  pauseId: string | null
  /** The first day on which asking again makes sense, where the outcome says it. */
  restsThrough: string | null
}>
const nothing: Done = {
  promiseId: null,
  promised: null,
  disputeId: null,
  pauseId: null,
  restsThrough: null,
}

async function promised(
  work: Work,
  customer: LockedCustomer,
  { promise, channel, note, spokenTo }: RecordContact,
): Promise<Done> {
  if (!promise) throw new Refusal('collections.promise_needed')
  demand(work.session, 'collections.promise')
  const source = channel === 'call' ? 'call' : channel === 'visit' ? 'meeting' : 'chat'
  const made = await promiseIn(work, customer, {
    ...promise,
    customerId: customer.id,
    invoiceIds: [],
    source,
    note,
    saidBy: spokenTo,
  })
  return { ...nothing, promiseId: made.id, promised: made.amount, restsThrough: made.lastDay }
}

async function disputed(
  work: Work,
  customer: LockedCustomer,
  { dispute, note }: RecordContact,
): Promise<Done> {
  if (!dispute) throw new Refusal('collections.dispute_needed')
  demand(work.session, 'collections.dispute')
  const invoice = (await findInvoices(work, [dispute.invoiceId])).get(dispute.invoiceId)
  if (!invoice) throw new Refusal('collections.invoice_not_found', { id: dispute.invoiceId })
  const opened = await disputeIn(work, customer, invoice, {
    ...dispute,
    note,
    source: 'desk',
  })
  return { ...nothing, disputeId: opened.id }
}

/**
 * «يقول إنه سدّد»: how much they paid opens a notice, which keeps the chase quiet until it is
 * decided. Else it rests until the money can be there; a standstill that is there stays.
 */
async function saysPaid(
  work: Work,
  customer: LockedCustomer,
  { paid, note }: RecordContact,
  rules: Rules,
): Promise<Done> {
  const until = addDays(work.today, rules.saidPaidDays)
  if (paid) {
    await openNoticeIn(work, customer, { ...paid, note: note.slice(0, 500) })
    return { ...nothing, restsThrough: until }
  }
  const open = await openPauses(work, customer.parties)
  if (open.some((row) => row.invoice_id === null)) return { ...nothing, restsThrough: until }
  const pause = await writePause(work, {
    company_id: work.companyId,
    id: work.newId(),
    customer_id: customer.id,
    invoice_id: null,
    item_id: null,
    invoice_number: null,
    until,
    reason: word('saysPaid', work.session.language),
    at: work.now,
    by_id: work.actor.id,
    by_name: work.actor.name,
    ended_at: null,
    ended_by: null,
  })
  return { ...nothing, pauseId: pause.id, restsThrough: until }
}

/** Does what the outcome itself brings about. */
function carryOut(
  work: Work,
  customer: LockedCustomer,
  input: RecordContact,
  rules: Rules,
): Promise<Done> {
  if (input.outcome === 'promised') return promised(work, customer, input)
  if (input.outcome === 'disputes') return disputed(work, customer, input)
  if (input.outcome === 'says_paid') return saysPaid(work, customer, input, rules)
  return Promise.resolve(nothing)
}

/** The rules set these by themselves; the others are agreed with the customer. */
const setByRule: ReadonlySet<ContactOutcome> = new Set(['no_answer', 'wrong_number'])

/**
 * When to speak with them next: with an open debt nobody is left without a day.
 * @throws collections.follow_up_needed, collections.follow_up_past, collections.follow_up_too_far
 */
function followUpOf(
  work: Work,
  { outcome, followUp }: RecordContact,
  { restsThrough }: Done,
  debtor: DeskDebtor | undefined,
  { calendar }: Rules,
): WallTime | null {
  const now = wallClock(work.now, work.zone)
  const opening = (day: string) => nextOpening(calendar, day)
  if (restsThrough !== null) return opening(addDays(restsThrough, 1)) ?? null
  if (followUp) {
    const minute = followUp.minute ?? opening(followUp.on)?.minuteOfDay ?? 0
    const ahead = daysBetween(now.day, followUp.on)
    if (ahead < 0 || (ahead === 0 && minute < now.minuteOfDay))
      throw new Refusal('collections.follow_up_past')
    if (ahead > mostDaysAhead)
      throw new Refusal('collections.follow_up_too_far', { days: mostDaysAhead })
    return { day: followUp.on, minuteOfDay: minute }
  }
  if (!debtor) return null
  if (!setByRule.has(outcome)) throw new Refusal('collections.follow_up_needed')
  return proposeFollowUp(outcome, debtor.facts.unanswered + 1, now, calendar).at
}

/**
 * The number that was tried: the one that was named, else the one that the card offers.
 * @throws collections.phone_unknown
 */
async function phoneTried(
  work: Work,
  { id, parties }: LockedCustomer,
  { phone }: RecordContact,
): Promise<string | null> {
  if (phone === undefined) return (await findCustomers(work, [id])).get(id)?.phone ?? null
  demand(work.session, 'contacts.see_identities')
  const known = await phonesOf(work, [id, ...parties.filter((party) => party !== id)])
  if (!known.some(({ value }) => value === phone)) throw new Refusal('collections.phone_unknown')
  return phone
}

async function insert(
  work: Work,
  customer: LockedCustomer,
  input: RecordContact,
  done: Done,
  next: WallTime | null,
  phone: string | null,
): Promise<ContactTable> {
  const [row] = await work.run<ContactTable>(
    `insert into contact_attempt (company_id, id, customer_id, at, by_id, by_name, channel, direction,
       outcome, note, spoken_to, phone, promise_id, promised, currency, dispute_id, pause_id,
       override_reason, follow_up_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
       ($19::date::timestamp + make_interval(mins => $20::int)) at time zone $21) returning *`,
    [
      ...[work.companyId, input.id, customer.id, work.now, work.actor.id, work.actor.name],
      ...[input.channel, input.direction, input.outcome, input.note, input.spokenTo, phone],
      ...[done.promiseId, done.promised?.minor ?? null, done.promised?.currency ?? null],
      ...[done.disputeId, done.pauseId, input.override ?? null],
      ...[next?.day ?? null, next?.minuteOfDay ?? null, work.zone],
    ],
  )
  if (!row) throw new Error('One row was inserted')
  return row
}

/**
 * Writes down a contact and what came of it, with all that the outcome brings about: the promise,
 * the dispute, the rest of the chase. One transaction: together or not at all.
 * @throws collections.desk_held, collections.called_enough, collections.not_a_time_to_call,
 *   collections.follow_up_needed, collections.phone_unknown, and what a promise or a dispute throws
 */
export const recordContact = command(
  'collections.work',
  async (work, input: RecordContact): Promise<ContactRow> => {
    const customer = await lockCustomer(work, input.customerId, 'collections.work')
    await demandFree(work, customer.parties)
    const rules = await readRules(work)
    await demandAllowed(work, customer, input, rules)
    const debtor = (await gatherDebtors(work, [customer])).get(customer.id)

    const done = await carryOut(work, customer, input, rules)
    const next = followUpOf(work, input, done, debtor, rules)
    const phone = await phoneTried(work, customer, input)
    const row = await insert(work, customer, input, done, next, phone)
    const said = saidOfNumber(input.outcome, input.channel, input.phone !== undefined)
    if (said && phone !== null)
      await noteNumber(work, customer, phone, said, said === 'wrong' ? 'outcome' : 'spoken')
    await mark(work, [customer.id])

    const after = contactOf(row)
    work.audit('collections.contact_recorded', {
      kind: 'customer',
      id: customer.id,
      before: null,
      after,
    })
    work.publish(
      ContactRecorded,
      { kind: 'customer', id: customer.id, customerId: customer.id },
      {
        contactId: row.id,
        customerId: customer.id,
        channel: row.channel,
        direction: row.direction,
        outcome: row.outcome,
        followUpAt: after.followUpAt,
        promised: after.promised,
      },
    )
    return after
  },
  { name: 'collections.record_contact', once: ({ id }) => id },
)
