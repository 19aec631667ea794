import { type ContactOutcome, saidOfNumber } from '#core/collections/desk/outcome.ts'
import type { DeskCard, DeskOffer } from '#core/collections/desk-api.ts'
import { addDays } from '#core/day.ts'
import { formatPhone } from '#core/phone.ts'
import { timeOf } from '#web/clock.ts'
import { useFormat } from '#web/format.ts'
import { useWords } from '#web/words.ts'
import { paidOf } from './paid-part.tsx'
import { fact } from './rich.tsx'
import { unbroken } from './say.ts'
import { amountOf, type Draft, dayOf, disputedOf } from './use-outcome.ts'

/** The follow-up of a promise: the first day after its grace on which customers are contacted. */
function backAfter(until: string, closed: readonly string[]): string {
  const next = addDays(until, 1)
  return closed.includes(next) ? backAfter(next, closed) : next
}

/** A day and its hour as a sentence says them: «غدًا في 10:00». */
export function useMomentOf(): (at: Readonly<{ on: string; minute: number }>) => string {
  const t = useWords('desk')
  const format = useFormat()
  return ({ on, minute }) =>
    t('moment', { day: format.day(on, { weekday: true, near: true }), time: timeOf(minute) })
}

/** Where a settlement stands that they have not agreed to: with a colleague, with us, or with them. */
const stageOf = ({ state, sentAt }: DeskOffer) => {
  if (state === 'proposed') return 'proposed'
  return sentAt === null ? 'ready' : 'offered'
}

/** One plain sentence of what saving will bring about, its facts marked. */
export function useSentence(card: DeskCard, outcome: ContactOutcome, draft: Draft): string {
  const t = useWords('desk')
  const format = useFormat()
  const moment = useMomentOf()
  const proposed = card.proposed[outcome]
  const day = outcome === 'says_paid' ? (proposed?.on ?? null) : dayOf(draft)
  if (day === null) return ''
  if (outcome === 'promised') {
    const amount = { minor: amountOf(draft, card) ?? 0, currency: card.late.currency }
    const until = addDays(day, card.promiseDays.graceDays)
    return t('said_promised', {
      who: fact(draft.spokenTo || card.contactName || card.customerName),
      amount: fact(format.money(amount)),
      day: fact(format.day(day, { weekday: true })),
      until: fact(format.day(until, { weekday: true })),
      back: fact(format.day(backAfter(until, card.promiseDays.closed), { weekday: true })),
    })
  }
  const minute = outcome === 'says_paid' ? (proposed?.minute ?? 600) : draft.minute
  const when = fact(moment({ on: day, minute }))
  if (outcome === 'no_answer')
    return t(proposed?.elsewhere ? 'said_no_answer_elsewhere' : 'said_no_answer', { when })
  const paid = outcome === 'says_paid' ? paidOf(draft.paid, card) : null
  if (paid) return t('said_says_paid_notice', { amount: fact(format.money(paid.amount)), when })
  if (outcome === 'wants_plan' && draft.planId !== null) return t('said_plan_offered', { when })
  if (outcome === 'wants_settlement' && card.offer && card.offer.state !== 'accepted')
    return t(`said_settlement_${stageOf(card.offer)}`, { when })
  const invoice = card.invoices.find(({ invoiceId }) => invoiceId === draft.invoiceId)
  const disputed = outcome === 'disputes' ? disputedOf(draft, card) : null
  if (disputed)
    return t('said_disputes_part', {
      when,
      number: fact(invoice?.number ?? ''),
      amount: fact(format.money(disputed)),
    })
  const tried = draft.phone ?? card.phone
  if (outcome === 'wrong_number' && !(tried && saidOfNumber(outcome, draft.channel, true)))
    return t('said_wrong_number_none', { when })
  return t(`said_${outcome}`, {
    when,
    number: fact(invoice?.number ?? ''),
    phone: fact(tried ? unbroken(formatPhone(tried)) : ''),
  })
}
