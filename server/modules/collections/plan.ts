import { nextContactTime, type WallTime, windowsOn } from '#core/calendar.ts'
import type { Plan } from '#core/collections/api.ts'
import { mayOverride, type PlanDetail, type PlanRow } from '#core/collections/reminder.ts'
import { reachChannels } from '#core/contacts/customer.ts'
import { daysBetween } from '#core/day.ts'
import type { ReachWhy } from '#core/messaging/reach.ts'
import { smsSize } from '#core/messaging/segments.ts'
import type { Currency, Money } from '#core/money.ts'
import { Refusal } from '#core/refusal.ts'
import { customersWithin, partiesOf, salutation } from '#modules/contacts/index.ts'
import { type Letter, letterBy, waysReady } from '#modules/messaging/index.ts'
import { payLinkSeen } from '#modules/payments/index.ts'
import { query } from '#platform/query.ts'
import { may } from '#platform/session.ts'
import { wallClock } from '#platform/time.ts'
import { writerFor } from './compose.ts'
import { type Considered, consider, stepOf } from './consider.ts'
import { type Dossier, gatherDossiers } from './dossiers.ts'
import { type Rules, readRules } from './settings.ts'
import type { From } from './store.ts'

const mostRows = 500
const noRoute: ReachWhy = { channel: null, form: null, because: null, passed: [] }

/** The moment that the next run of today will judge at: now, or when today's window opens. */
function momentOf(from: From, rules: Rules): WallTime {
  const now = wallClock(from.now, from.zone)
  const next = nextContactTime(rules.calendar, now)
  return next?.day === now.day ? next : now
}

function rowOf(from: From, dossier: Dossier, line: Considered): PlanRow {
  const { decision, intention, policy } = line
  const step = stepOf(line)
  const [oldest] = intention.items
  const held = decision.included.length === 0
  return {
    customerId: dossier.customerId,
    customerName: dossier.card.name,
    verdict: decision.verdict,
    amount: held ? intention.total : decision.amount,
    invoices: held ? intention.items.length : decision.included.length,
    tone: step.tone,
    stepKey: step.key,
    stepNumber: policy.steps.findIndex(({ key }) => key === step.key) + 1,
    stepCount: policy.steps.length,
    daysLate: oldest ? daysBetween(oldest.dueOn, from.today) : 0,
    route: decision.route ?? noRoute,
    reasons: decision.reasons.map(({ code, facts }) => ({ code, facts: { ...facts } })),
    passed: [...decision.passed],
    reviewOn: decision.reviewOn ?? null,
    canOverride:
      decision.verdict === 'hold' &&
      mayOverride(decision) &&
      may(from.session, 'collections.override'),
  }
}

function sumsOf(rows: readonly PlanRow[]): Money[] {
  const sums = new Map<Currency, number>()
  for (const { amount, verdict } of rows)
    if (verdict === 'send')
      sums.set(amount.currency, (sums.get(amount.currency) ?? 0) + amount.minor)
  return [...sums].map(([currency, minor]) => ({ currency, minor }))
}

const order = { send: 0, hold: 1, drop: 2 } as const

/**
 * «ما الذي سيُرسل اليوم»: what the next run would do and why, by the code that will do it, and
 * without a trace.
 */
export const showPlan = query('collections.read', async (from): Promise<Plan> => {
  const rules = await readRules(from)
  const visible = await customersWithin(from, 'collections.read')
  const seen = visible && new Set(visible)
  const at = momentOf(from, rules)
  const dossiers = await gatherDossiers(from, 'all')
  const rows = [...dossiers.values()].flatMap((dossier) =>
    seen && !seen.has(dossier.customerId)
      ? []
      : consider(dossier, rules, at).map((line) => rowOf(from, dossier, line)),
  )
  rows.sort(
    (a, b) =>
      order[a.verdict] - order[b.verdict] ||
      b.daysLate - a.daysLate ||
      b.amount.minor - a.amount.minor,
  )
  const [sent] = await from.run<{ count: number }>(
    `select count(*) as count from reminder where company_id = $1 and sent_on = $2
       and ($3::uuid[] is null or customer_id = any($3))`,
    [from.companyId, from.today, visible ?? null],
  )
  const send = rows.filter(({ verdict }) => verdict === 'send').length
  return {
    day: from.today,
    on: rules.on,
    stoppedToday: rules.stoppedToday,
    emailReady: (await waysReady(from)).length > 0,
    windows: [...windowsOn(rules.calendar, from.today)],
    rows: rows.slice(0, mostRows),
    counts: { send, held: rows.length - send, sent: sent?.count ?? 0 },
    sums: sumsOf(rows),
  }
})

/** One message as it would read on every channel that is open to it. */
function previewsOf(from: From, dossier: Dossier, letter: Letter): PlanDetail['previews'] {
  const who = { id: dossier.customerId, parties: dossier.parties, card: dossier.card }
  return reachChannels.flatMap((asked): PlanDetail['previews'] => {
    const { why, message } = letterBy(from, dossier.ways, who, letter, asked)
    if (!message || !why.channel || !why.form) return []
    const { said, body, subject, channel } = message
    return [
      {
        channel,
        form: why.form,
        subject,
        body,
        segments: channel === 'sms' ? smsSize(body).segments : null,
        buttons: said?.kind === 'buttons' ? said.buttons.map(({ title }) => title) : [],
      },
    ]
  })
}

/** One line of the plan with its message as it would arrive. @throws collections.reminder_not_found */
export const showPlanDetail = query(
  'collections.read',
  async (from, input: { customerId: string; currency: Currency }): Promise<PlanDetail> => {
    const rules = await readRules(from)
    const parties = await partiesOf(from, input.customerId, 'collections.read')
    const [id = input.customerId] = parties
    const dossier = (await gatherDossiers(from, [{ id, parties }])).get(id)
    const lines = dossier ? consider(dossier, rules, momentOf(from, rules)) : []
    const line = lines.find(({ currency }) => currency === input.currency)
    if (!dossier || !line) throw new Refusal('collections.reminder_not_found')
    const writer = await writerFor(from, rules)
    const asked = new Set(line.decision.included.map(({ itemId }) => itemId))
    const link = await payLinkSeen(from, {
      customerId: dossier.customerId,
      invoiceIds: line.items.flatMap((item) => (asked.has(item.itemId) ? [item.invoiceId] : [])),
    })
    const letter = await writer.write(line, dossier, link, line.held?.id ?? dossier.customerId)
    const previews = previewsOf(from, dossier, letter)
    const shown = previews.find(({ channel }) => channel === line.decision.route?.channel)
    const { subject, body } = shown ?? letter
    const to = line.decision.route?.channel
    const who = { id: dossier.customerId, parties: dossier.parties, card: dossier.card }
    const address = to ? dossier.ways.placeOf(who, to)?.address : dossier.card.email
    const excluded = new Map(line.decision.excluded.map((each) => [each.itemId, each.because]))
    return {
      ...rowOf(from, dossier, line),
      language: dossier.card.language,
      toName: salutation(dossier.card),
      toAddress: may(from.session, 'contacts.see_identities') ? (address ?? null) : null,
      subject,
      body,
      previews,
      items: line.items.map(({ itemId, invoiceId, number, dueOn, balance, covered }) => ({
        itemId,
        invoiceId,
        number,
        dueOn,
        balance,
        because: excluded.get(itemId) ?? null,
        covered: (covered ?? []).map(({ minor, until, by }) => ({
          amount: { ...balance, minor },
          until,
          by,
        })),
      })),
    }
  },
)
