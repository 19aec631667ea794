import { judgePlan } from '#core/collections/payment-plan.ts'
import { planTerms } from '#core/collections/payment-plan-terms.ts'
import type {
  PaymentPlanRecord,
  PaymentPlanRow,
  PaymentPlansInput,
  PlanGround,
} from '#core/collections/plan-api.ts'
import type { Currency } from '#core/money.ts'
import type { Language } from '#core/people/identity.ts'
import { Refusal } from '#core/refusal.ts'
import { customersWithin, findCustomers, partiesOf } from '#modules/contacts/index.ts'
import { openItemsOf } from '#modules/ledger/index.ts'
import { voiceOf } from '#modules/messaging/index.ts'
import { query } from '#platform/query.ts'
import { type From, grouped, settlementsOf } from '../store.ts'
import { readPlanSettings } from './settings.ts'
import {
  findPlan,
  instalmentsOf,
  judgedOf,
  plansIn,
  rowOf,
  type StandingPlan,
  shownRows,
} from './store.ts'
import type { PaymentPlanTable, PlanNoticeTable } from './tables.ts'

/** What the customer agrees to, in a language. */
export const termsOf = (from: From, { row, items, parts }: StandingPlan, language: Language) =>
  planTerms(
    {
      company: voiceOf(from).name[language],
      numbers: items.map(({ number }) => number),
      currency: row.currency,
      instalments: parts.map(({ due_on: dueOn, amount: minor }) => ({ dueOn, minor })),
      graceDays: row.grace_days,
      breaksAfter: row.breaks_after,
    },
    language,
  )

const acceptedOf = ({ row }: StandingPlan): PaymentPlanRecord['accepted'] =>
  row.accepted_at && row.accepted_how
    ? {
        at: row.accepted_at.toISOString(),
        how: row.accepted_how,
        by: row.accepted_by ?? '',
        address: row.accepted_address,
        note: row.accepted_note ?? '',
      }
    : null

async function noticesOf(from: From, { row, parts }: StandingPlan) {
  const rows = await from.run<PlanNoticeTable>(
    'select * from payment_plan_notice where company_id = $1 and plan_id = $2 order by at, place, kind',
    [from.companyId, row.id],
  )
  return rows.map(({ place, kind, state, reasons, at }) => ({
    ...{ kind, state, reasons, at: at.toISOString() },
    dueOn: parts[place]?.due_on ?? row.last_on,
  }))
}

/** All there is to say of one plan, judged by what is known now. */
export async function recordOf(from: From, plan: StandingPlan): Promise<PaymentPlanRecord> {
  const { row, items } = plan
  const card = (await findCustomers(from, [row.customer_id])).get(row.customer_id)
  const judgement = judgePlan(judgedOf(plan), await settlementsOf(from, [plan]), from.today)
  return {
    ...rowOf(plan, judgement, card?.name ?? null),
    items: items.map((item) => ({
      itemId: item.item_id,
      invoiceId: item.invoice_id,
      number: item.number,
      amount: { minor: item.amount, currency: row.currency },
    })),
    instalments: instalmentsOf(plan, judgement),
    graceDays: row.grace_days,
    breaksAfter: row.breaks_after,
    note: row.note,
    terms: row.accepted_text ?? termsOf(from, plan, card?.language ?? 'ar'),
    accepted: acceptedOf(plan),
    ended: row.ended_at ? { at: row.ended_at.toISOString(), reason: row.end_reason ?? '' } : null,
    replaces: row.replaces,
    notices: await noticesOf(from, plan),
  }
}

const matching = `from payment_plan p where p.company_id = $1
  and ($2::uuid[] is null or p.customer_id = any($2))
  and ($3::uuid is null or exists (select 1 from payment_plan_item i
    where i.company_id = p.company_id and i.plan_id = p.id and i.invoice_id = $3))
  and ($4::text[] is null or p.state = any($4)) and ($5::uuid[] is null or p.customer_id = any($5))`

const sorts: Record<PaymentPlansInput['sort'], string> = {
  proposed_at: 'p.proposed_at',
  last_on: 'p.last_on',
  amount: 'p.amount',
}

/** Plans of the company, a customer or an invoice, with the sums of every row that matches. */
export const listPlans = query('collections.read', async (from, input: PaymentPlansInput) => {
  const offset = Number(input.cursor ?? 0) || 0
  const filters = [
    from.companyId,
    input.customerId ? await partiesOf(from, input.customerId, 'collections.read') : null,
    input.invoiceId ?? null,
    input.state ?? null,
    (await customersWithin(from, 'collections.read')) ?? null,
  ]
  const order = input.direction === 'asc' ? 'asc' : 'desc'
  const rows = await from.run<PaymentPlanTable>(
    `select p.* ${matching} order by ${sorts[input.sort]} ${order}, p.id ${order}
     offset $6 limit $7`,
    [...filters, offset, input.limit + 1],
  )
  const sums = await from.run<{ currency: Currency; amount: number; count: number }>(
    `select p.currency, sum(p.amount)::bigint as amount, count(*) as count ${matching}
     group by p.currency order by p.currency`,
    filters,
  )
  const shown: PaymentPlanRow[] = await shownRows(from, rows.slice(0, input.limit))
  return {
    rows: shown,
    nextCursor: rows.length > input.limit ? String(offset + input.limit) : null,
    total: sums.reduce((total, { count }) => total + count, 0),
    sums: sums.map(({ currency, amount }) => ({ minor: amount, currency })),
  }
})

/** One plan within the reader's reach. @throws collections.payment_plan_not_found */
export async function planWithin(
  from: From,
  id: string,
  permission: 'collections.read' | 'collections.payment_plan',
): Promise<StandingPlan> {
  const plan = await findPlan(from, id)
  const visible = plan && (await customersWithin(from, permission))
  if (!plan || (visible && !visible.includes(plan.row.customer_id)))
    throw new Refusal('collections.payment_plan_not_found', { id })
  return plan
}

export const showPlan = query(
  'collections.read',
  async (from, { id }: { id: string }): Promise<PaymentPlanRecord> =>
    recordOf(from, await planWithin(from, id, 'collections.read')),
)

/** What of a customer could be planned now, and by which rules. */
export const planGround = query(
  'collections.payment_plan',
  async (from, { id }: { id: string }): Promise<PlanGround> => {
    const parties = await partiesOf(from, id, 'collections.payment_plan')
    const planned = new Set(
      (await plansIn(from, parties, ['active'])).flatMap(({ items }) =>
        items.map((item) => item.item_id),
      ),
    )
    const lines = grouped(await openItemsOf(from, { parties }), ({ balance }) => balance.currency)
    const offers = [...lines].map(([currency, own]) => ({
      currency,
      owed: {
        minor: Math.max(
          0,
          own.reduce((sum, { balance }) => sum + balance.minor, 0),
        ),
        currency,
      },
      items: own
        .filter(({ balance }) => balance.minor > 0)
        .toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : 1))
        .map(({ id: itemId, documentId, number, dueOn, balance }) => ({
          ...{ itemId, number, dueOn, balance },
          invoiceId: documentId,
          planned: planned.has(itemId),
        })),
    }))
    return {
      ...(await readPlanSettings(from)),
      today: from.today,
      company: voiceOf(from).name[from.session.language],
      offers: offers.filter(({ owed, items }) => owed.minor > 0 && items.length > 0),
    }
  },
)
