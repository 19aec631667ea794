import { useState } from 'react'
import {
  type ContactChannel,
  type ContactOutcome,
  saidOfNumber,
  wasReached,
} from '#core/collections/desk/outcome.ts'
import type { DeskCard, RecordContact } from '#core/collections/desk-api.ts'
import { addDays, addMonths, dayFrom, dayParts, endOfMonth, weekdayOf } from '#core/day.ts'
import type { Money } from '#core/money.ts'
import { client } from '#web/client.ts'
import { useToday } from '#web/me.tsx'
import { newId } from '#web/new-id.ts'
import { minorOf } from '#web/ui/form/amount.ts'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { type PaidDraft, paidOf, paidUnsaid } from './paid-part.tsx'
import { useDeskChange } from './use-desk.ts'

type DisputeReason = NonNullable<RecordContact['dispute']>['reason']

/** What is being said of a contact, before it is saved. */
export type Draft = Readonly<{
  channel: ContactChannel
  incoming: boolean
  amount: 'all' | 'half' | 'last' | 'other' | null
  amountText: string
  /** A day, or `other` while one is being picked. */
  day: string | null
  dayPicked: string | null
  minute: number
  invoiceId: string | null
  reason: DisputeReason
  /** What is objected to; null for the whole invoice. */
  disputedText: string | null
  note: string
  spokenTo: string
  /** The number that was tried; null for the one that the card offers. */
  phone: string | null
  override: string
  paid: PaidDraft
  /** The plan that was offered while the form was open, or waits for their answer already. */
  planId: string | null
}>

/** What each part of the form of an outcome is given. */
export type OutcomePart = Readonly<{
  card: DeskCard
  draft: Draft
  set: (patch: Partial<Draft>) => void
}>

/** The Thursday ahead: the end of the working week, when companies pay. */
export const nextThursday = (today: string): string =>
  addDays(today, (4 - weekdayOf(today) + 7) % 7 || 7)

/** Friday and Saturday, on which banks pay nothing. */
const daysOfWeekend: Readonly<Record<number, number>> = { 5: 1, 6: 2 }

/** The 27th ahead, on which salaries are paid; on a weekend they come on the Thursday before. */
export function salaryDay(today: string): { named: string; paid: string } {
  const { year, month } = dayParts(today)
  const here = dayFrom({ year, month, day: 27 })
  const paidOn = (named: string) => addDays(named, -(daysOfWeekend[weekdayOf(named)] ?? 0))
  const named = paidOn(here) > today ? here : addMonths(here, 1)
  return { named, paid: paidOn(named) }
}

export const monthEnd = (today: string): string => {
  const end = endOfMonth(today)
  return end > today ? end : endOfMonth(addDays(today, 1))
}

/** What is proposed as a promise: what may be asked for, else what was promised, to be agreed anew. */
export const presetOf = ({ asked, promisable }: DeskCard): Money =>
  asked.minor > 0 ? asked : promisable

/** The amount that is meant; undefined while there is none that could be promised. */
export function amountOf(draft: Draft, card: DeskCard): number | undefined {
  const { promisable, lastPromised } = card
  const fits = (minor: number | undefined) =>
    minor !== undefined && minor > 0 && minor <= promisable.minor ? minor : undefined
  const preset = presetOf(card)
  if (draft.amount === 'all') return fits(preset.minor)
  if (draft.amount === 'half') return fits(Math.ceil(preset.minor / 2))
  if (draft.amount === 'last') return fits(lastPromised?.minor)
  if (draft.amount === null) return undefined
  return fits(minorOf(draft.amountText, promisable.currency))
}

/** Why there is no amount: nothing is left to promise, none was chosen, or it is over the limit. */
function amountMissing(draft: Draft, card: DeskCard): Missing {
  if (card.promisable.minor === 0) return 'missing_nothing'
  return draft.amount === 'other' ? 'missing_amount_limit' : 'missing_amount'
}

/** What of the chosen invoice is objected to: null for all of it, undefined where it cannot be. */
export function disputedOf(draft: Draft, card: DeskCard): Money | null | undefined {
  if (draft.disputedText === null) return null
  const invoice = card.invoices.find(({ invoiceId }) => invoiceId === draft.invoiceId)
  if (!invoice) return undefined
  const { balance, disputed } = invoice
  const minor = minorOf(draft.disputedText, balance.currency)
  const fits = minor !== undefined && minor > 0 && minor <= balance.minor - disputed.minor
  return fits ? { minor, currency: balance.currency } : undefined
}

export const dayOf = (draft: Draft): string | null =>
  draft.day === 'other' ? draft.dayPicked : draft.day

/** When the rules would come back; who has an offer before them is given time for it. */
export const proposedFor = (
  card: DeskCard,
  outcome: ContactOutcome,
  draft: Pick<Draft, 'planId'>,
) => (draft.planId === null ? card.proposed[outcome] : card.afterOffer)

/** What a plan that was just offered changes: a come-back that nobody chose moves to its own day. */
export function offeredIn(draft: Draft, card: DeskCard, planId: string): Partial<Draft> {
  const { on, minute } = card.afterOffer
  const chosen = draft.day !== card.proposed['wants_plan']?.on
  return { planId, ...(!chosen && { day: on, minute }) }
}

/** Whether it must be said on which number it was: of several, or of one that was found wrong. */
export const asksNumber = ({ phones }: DeskCard, channel: ContactChannel): boolean =>
  saidOfNumber('wrong_number', channel, true) !== null &&
  (phones.length > 1 || phones.some(({ wrong }) => wrong !== null))

/** Set by the house itself, so nothing is asked. */
const setItself: ReadonlySet<ContactOutcome> = new Set(['says_paid'])

type Missing =
  | 'missing_amount'
  | 'missing_amount_limit'
  | 'missing_nothing'
  | 'missing_invoice'
  | 'missing_disputed'
  | 'missing_day'
  | 'missing_paid'
  | 'missing_override'

/** What still lacks before it can be saved, as a key of the desk's words. */
function missingIn(draft: Draft, outcome: ContactOutcome, card: DeskCard): Missing | null {
  const calls = draft.channel === 'call' || draft.channel === 'visit'
  if (outcome === 'promised' && amountOf(draft, card) === undefined)
    return amountMissing(draft, card)
  if (outcome === 'disputes' && draft.invoiceId === null) return 'missing_invoice'
  if (outcome === 'disputes' && disputedOf(draft, card) === undefined) return 'missing_disputed'
  if (outcome === 'says_paid' && paidOf(draft.paid, card) === undefined) return 'missing_paid'
  if (!setItself.has(outcome) && dayOf(draft) === null) return 'missing_day'
  if (card.barrier && calls && !draft.incoming && card.mayOverride && !draft.override.trim())
    return 'missing_override'
  return null
}

/** Chosen once, so that what is saved again after a lost answer is known as the same. */
const newIds = () => ({ id: newId(), promise: newId(), dispute: newId(), notice: newId() })

function inputOf(
  draft: Draft,
  outcome: ContactOutcome,
  card: DeskCard,
  ids: ReturnType<typeof newIds>,
): RecordContact {
  const day = dayOf(draft)
  const minor = amountOf(draft, card)
  const disputed = disputedOf(draft, card)
  const paid = outcome === 'says_paid' ? paidOf(draft.paid, card) : null
  const promised = outcome === 'promised' && minor !== undefined && day !== null
  return {
    id: ids.id,
    customerId: card.customerId,
    channel: draft.channel,
    direction: draft.incoming ? 'in' : 'out',
    outcome,
    note: draft.note,
    // Nobody was spoken with where nobody was reached.
    spokenTo: wasReached(outcome) ? draft.spokenTo || card.contactName || '' : '',
    ...(promised && {
      promise: { id: ids.promise, amount: { minor, currency: card.late.currency }, dueOn: day },
    }),
    ...(outcome === 'disputes' &&
      draft.invoiceId !== null && {
        dispute: {
          ...{ id: ids.dispute, invoiceId: draft.invoiceId, reason: draft.reason },
          ...(disputed && { amount: disputed }),
        },
      }),
    ...(outcome !== 'promised' &&
      !setItself.has(outcome) &&
      day !== null && { followUp: { on: day, minute: draft.minute } }),
    ...(paid && { paid: { id: ids.notice, ...paid } }),
    ...(draft.phone !== null && asksNumber(card, draft.channel) && { phone: draft.phone }),
    ...(draft.override.trim() && { override: draft.override.trim() }),
  }
}

/** The state of the form of one outcome, and how it is saved. */
export function useOutcome(
  card: DeskCard,
  outcome: ContactOutcome,
  onDone: (next: boolean) => void,
) {
  const t = useWords('desk')
  const today = useToday()
  const [ids] = useState(newIds)
  const planId = outcome === 'wants_plan' ? (card.plan?.id ?? null) : null
  const proposed = proposedFor(card, outcome, { planId })
  const [draft, setDraft] = useState<Draft>({
    channel: 'call',
    incoming: false,
    amount: 'all',
    amountText: '',
    day: outcome === 'promised' ? nextThursday(today) : (proposed?.on ?? null),
    dayPicked: null,
    minute: proposed?.minute ?? 600,
    invoiceId: card.invoices.length === 1 ? (card.invoices[0]?.invoiceId ?? null) : null,
    reason: 'amount',
    disputedText: null,
    note: '',
    spokenTo: '',
    phone: null,
    override: '',
    paid: paidUnsaid(today),
    planId,
  })
  const change = useDeskChange(
    ({ input }: { input: RecordContact; next: boolean }) => client.collections.recordContact(input),
    (_, { next }) => {
      toast.said(t('saved', { outcome: t(`outcome_${outcome}`) }))
      onDone(next)
    },
  )
  const missing = missingIn(draft, outcome, card)
  return {
    draft,
    set: (patch: Partial<Draft>) => setDraft((before) => ({ ...before, ...patch })),
    missing,
    saving: change.isPending,
    /** The next customer is asked for with it. */
    leaving: change.isPending && change.variables?.next === true,
    save: (next: boolean) => {
      if (missing === null && !change.isPending)
        change.mutate({ input: inputOf(draft, outcome, card, ids), next })
    },
  }
}
