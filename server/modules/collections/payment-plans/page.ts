import {
  dueNow,
  judgePlan,
  nextInstalment,
  type PlanJudgement,
} from '#core/collections/payment-plan.ts'
import type { AcceptOnPage, DeclineOnPage, PagePlan } from '#core/collections/plan-api.ts'
import { Refusal } from '#core/refusal.ts'
import { lockCustomer, partiesOf } from '#modules/contacts/index.ts'
import { type AgreedPart, enterByLink, type PayGuest } from '#modules/payments/index.ts'
import { reaction } from '#platform/command.ts'
import type { Context } from '#platform/context.ts'
import type { House } from '#platform/house.ts'
import { look } from '#platform/query.ts'
import { type From, settlementsOf } from '../store.ts'
import { acceptIn, declineIn } from './answer.ts'
import { termsOf } from './queries.ts'
import { instalmentsOf, judgedOf, moneyOf, rowOf, type StandingPlan, withParts } from './store.ts'
import type { PaymentPlanTable } from './tables.ts'

type Link = PayGuest['link']
type Agreeing = Pick<Link, 'customerId' | 'invoiceIds'>

/** What somebody may still ask about; what was replaced or taken back is nobody's business here. */
const shownStates = ['proposed', 'active', 'kept', 'broken', 'declined', 'expired']

/**
 * The plan of whoever holds the link: the one over exactly its invoices or some of them, an offer
 * before what stands, what stands before what is over. Of a plan that also spreads invoices which
 * the link was not made for, its holder learns nothing.
 */
async function planOf(from: From, link: Agreeing): Promise<StandingPlan | undefined> {
  const parties = await partiesOf(from, link.customerId)
  const rows = await from.run<PaymentPlanTable>(
    `select p.* from payment_plan p where p.company_id = $1 and p.customer_id = any($2)
       and p.state = any($3) and not exists (select 1 from payment_plan_item i
         where i.company_id = p.company_id and i.plan_id = p.id and i.invoice_id <> all($4::uuid[]))
     order by array_position(array['proposed', 'active'], p.state) nulls last,
       p.proposed_at desc, p.id desc limit 1`,
    [from.companyId, parties, shownStates, [...link.invoiceIds]],
  )
  return (await withParts(from, rows))[0]
}

/** What is asked for through the link now: what has come due, or the instalment that comes next. */
function toPayOf(
  plan: StandingPlan,
  { instalments }: PlanJudgement,
  today: string,
): PagePlan['toPay'] {
  const due = dueNow(instalments, today)
  const ahead = nextInstalment(instalments)?.minor ?? 0
  return plan.row.state === 'active' && ahead > 0 ? moneyOf(plan, due > 0 ? due : ahead) : null
}

/** An accepted plan is the company's consent to be paid in parts: so much of its invoices. */
export async function planPartOf(from: From, link: Agreeing): Promise<AgreedPart[]> {
  const plan = await planOf(from, link)
  if (!plan) return []
  const judgement = judgePlan(judgedOf(plan), await settlementsOf(from, [plan]), from.today)
  const amount = toPayOf(plan, judgement, from.today)
  return amount ? [{ invoiceIds: plan.items.map((item) => item.invoice_id), amount }] : []
}

async function shown(from: From, plan: StandingPlan | undefined): Promise<PagePlan | null> {
  if (!plan) return null
  const judgement = judgePlan(judgedOf(plan), await settlementsOf(from, [plan]), from.today)
  const { id, state, amount, came, answerBy, next } = rowOf(plan, judgement, null)
  const expired = state === 'proposed' && answerBy < from.today
  return {
    ...{ id, amount, came, answerBy, next },
    state: expired ? 'expired' : state,
    instalments: instalmentsOf(plan, judgement),
    invoiceIds: plan.items.map((item) => item.invoice_id),
    numbers: plan.items.map(({ number }) => number),
    toPay: toPayOf(plan, judgement, from.today),
    terms: { ar: termsOf(from, plan, 'ar'), en: termsOf(from, plan, 'en') },
  }
}

/**
 * What the holder of a pay link was offered, or has agreed to.
 * @throws payments.link_not_found, payments.link_ended
 */
export async function showPagePlan(
  house: House,
  token: string,
): Promise<{ plan: PagePlan | null }> {
  const { session, link } = await enterByLink(house, token)
  return look(session, async (from) => ({ plan: await shown(from, await planOf(from, link)) }))
}

/** @throws collections.payment_plan_not_found */
async function theirs(from: From, link: Link, planId: string): Promise<void> {
  if ((await planOf(from, link))?.row.id !== planId)
    throw new Refusal('collections.payment_plan_not_found', { id: planId })
}

type Accepting = { link: Link; input: AcceptOnPage; address: string; agent: string }

const accept = reaction(
  'collections.accept_payment_plan_on_page',
  async (work, { link, input, address, agent }: Accepting) => {
    const customer = await lockCustomer(work, link.customerId)
    await theirs(work, link, input.planId)
    const { name, language } = input
    const agreement = { how: 'link', by: name, note: '', address, agent, language } as const
    return { plan: await shown(work, await acceptIn(work, customer, input.planId, agreement)) }
  },
  { once: ({ input }) => input.requestId },
)

/**
 * Takes down that whoever holds the link agrees, with the name that they typed and the words that they saw.
 * @throws payments.link_not_found, payments.link_ended, collections.payment_plan_not_found,
 *   collections.payment_plan_answered, collections.payment_plan_expired
 */
export async function acceptPlanOnPage(
  { house, address, agent }: Pick<Context, 'house' | 'address' | 'agent'>,
  input: AcceptOnPage,
): Promise<{ plan: PagePlan | null }> {
  const { session, link } = await enterByLink(house, input.token)
  return accept(session, { link, input, address, agent })
}

const decline = reaction(
  'collections.decline_payment_plan_on_page',
  async (work, { link, input }: { link: Link; input: DeclineOnPage }) => {
    await lockCustomer(work, link.customerId)
    await theirs(work, link, input.planId)
    await declineIn(work, input.planId, input.reason)
    return { plan: await shown(work, await planOf(work, link)) }
  },
  { once: ({ input }) => input.requestId },
)

/** Takes down that the plan does not suit them. @throws as acceptPlanOnPage does */
export async function declinePlanOnPage(
  house: House,
  input: DeclineOnPage,
): Promise<{ plan: PagePlan | null }> {
  const { session, link } = await enterByLink(house, input.token)
  return decline(session, { link, input })
}
