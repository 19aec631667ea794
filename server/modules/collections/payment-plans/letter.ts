import { judgePlan, nextInstalment } from '#core/collections/payment-plan.ts'
import { formatDay, formatMoney } from '#core/format.ts'
import type { ReachAsked, ReachSeen, Travel } from '#core/messaging/reach.ts'
import { Refusal } from '#core/refusal.ts'
import { type CustomerCard, salutation } from '#modules/contacts/index.ts'
import { type Letter, previewReach, reachable, voiceOf } from '#modules/messaging/index.ts'
import {
  payLinkSeen,
  payLinksFor,
  sendByHand,
  sentFacts,
  sentSaid,
} from '#modules/payments/index.ts'
import { command, type Work } from '#platform/command.ts'
import { query } from '#platform/query.ts'
import { type From, settlementsOf } from '../store.ts'
import { planWord } from './messages/index.ts'
import { planWithin } from './queries.ts'
import { judgedOf, type StandingPlan } from './store.ts'

/** Where the holder of a pay link sees the plan over its invoices. */
const planUrl = (payUrl: string): string => `${payUrl}/plan`

/** The address under which the customer sees this plan, accepts it and pays by it. */
export async function planLinkFor(
  work: Work,
  customerId: string,
  { items }: Pick<StandingPlan, 'items'>,
): Promise<string> {
  const invoiceIds = items.map((item) => item.invoice_id)
  const [url = ''] = await payLinksFor(work, [{ customerId, invoiceIds }])
  return planUrl(url)
}

/** What is said with the link: the offer, or where the plan stands. */
async function letterOf(
  from: From,
  plan: StandingPlan,
  card: CustomerCard,
  link: string,
  once: string,
): Promise<Letter> {
  const { row, parts } = plan
  if (row.state !== 'proposed' && row.state !== 'active')
    throw new Refusal('collections.payment_plan_ended')
  if (row.state === 'proposed' && row.answer_by < from.today)
    throw new Refusal('collections.payment_plan_expired', { answerBy: row.answer_by })
  const { language } = card
  const reader = { lang: language, isolate: true }
  const judgement = judgePlan(judgedOf(plan), await settlementsOf(from, [plan]), from.today)
  const next = nextInstalment(judgement.instalments)
  const money = (minor: number) => formatMoney({ minor, currency: row.currency }, reader)
  const day = (on: string) => formatDay(on, { ...reader, weekday: true, today: from.today })
  const total = money(row.amount - judgement.came.minor)
  const values = {
    name: salutation(card),
    company: voiceOf(from).name[language],
    total,
    times: parts.length,
    first: money(next?.minor ?? 0),
    firstDay: day(next?.dueOn ?? row.last_on),
    answerBy: day(row.answer_by),
    link,
  }
  const offered = row.state === 'proposed'
  return {
    customerId: card.id,
    name: values.name,
    language,
    category: 'invoice',
    text: 'pay_link',
    values,
    link,
    subject: planWord(offered ? 'offerSubject' : 'planSubject', language, values),
    body: planWord(offered ? 'offerBody' : 'planBody', language, values),
    attachments: [],
    choices: ['call'],
    about: { kind: 'payment_plan', id: row.id },
    once: `payment_plan:${once}`,
  }
}

/**
 * Sends the plan to its customer, by the best way or the one that was asked for.
 * @throws collections.payment_plan_not_found, collections.payment_plan_ended, payments.no_address
 */
export const sendPlan = command(
  'collections.payment_plan',
  async (work, input: { id: string; requestId: string } & Travel) => {
    const plan = await planWithin(work, input.id, 'collections.payment_plan')
    const { card } = await reachable(work, plan.row.customer_id)
    const link = await planLinkFor(work, card.id, plan)
    const letter = await letterOf(work, plan, card, link, input.requestId)
    const sent = await sendByHand(work, letter, input)
    if (sent.state === 'queued')
      await work.run(
        `update payment_plan set sent_at = $3, sent_channel = $4
         where company_id = $1 and id = $2`,
        [work.companyId, input.id, work.now, sent.why.channel],
      )
    work.audit('collections.payment_plan_sent', {
      kind: 'payment_plan',
      id: input.id,
      before: null,
      after: sentFacts(sent),
    })
    return sentSaid(sent)
  },
  { once: ({ requestId }) => requestId, name: 'collections.send_payment_plan' },
)

/** Which way the plan would take, and how it would read. */
export const previewPlan = query(
  'collections.payment_plan',
  async (from, input: { id: string; channel?: ReachAsked | undefined }): Promise<ReachSeen> => {
    const plan = await planWithin(from, input.id, 'collections.payment_plan')
    const { card } = await reachable(from, plan.row.customer_id)
    const invoiceIds = plan.items.map((item) => item.invoice_id)
    const link = planUrl(await payLinkSeen(from, { customerId: card.id, invoiceIds }))
    const letter = await letterOf(from, plan, card, link, 'preview')
    return previewReach(from, letter, input.channel)
  },
)
