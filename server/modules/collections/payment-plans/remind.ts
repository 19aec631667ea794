import { z } from 'zod'
import type { WallTime } from '#core/calendar.ts'
import { partOf } from '#core/collections/asked.ts'
import { type Decision, decide, type GateFacts } from '#core/collections/gate.ts'
import { type InstalmentJudged, judgePlan, sharesOf } from '#core/collections/payment-plan.ts'
import { ReminderStep } from '#core/collections/policy.ts'
import { addDays, type Day } from '#core/day.ts'
import { formatDay, formatMoney } from '#core/format.ts'
import { lockCustomer, salutation } from '#modules/contacts/index.ts'
import { type Letter, letterBy, queueMessage, voiceOf } from '#modules/messaging/index.ts'
import { reaction, type Work } from '#platform/command.ts'
import { job } from '#platform/jobs.ts'
import { wallClock } from '#platform/time.ts'
import { gateItemOf, humanQuietHours, standingOf } from '../consider.ts'
import { type Dossier, gatherDossiers, toldBy } from '../dossiers.ts'
import { type Rules, readRules } from '../settings.ts'
import { settlementsOf } from '../store.ts'
import { planLinkFor } from './letter.ts'
import { planWord } from './messages/index.ts'
import { readPlanSettings } from './settings.ts'
import { findPlan, judgedOf, type StandingPlan } from './store.ts'
import type { PlanNoticeTable } from './tables.ts'

type Kind = PlanNoticeTable['kind']

const kindOf = (dueOn: Day, today: Day): Kind => {
  if (dueOn > today) return 'before'
  return dueOn === today ? 'due' : 'late'
}

const tones = { before: 'before', due: 'due', late: 'friendly' } as const
const offsets = { before: -14, due: 0, late: 1 } as const

/** A step of a ladder of its own, so that the gate judges an instalment as it judges a reminder. */
const stepOf = (kind: Kind): ReminderStep =>
  ReminderStep.parse({
    key: `instalment_${kind}`,
    offsetDays: offsets[kind],
    tone: tones[kind],
    channels: ['best'],
  })

type Asked = Readonly<{
  plan: StandingPlan
  place: number
  instalment: InstalmentJudged
  kind: Kind
  /** Of each invoice: what of the instalment lies on it. */
  shares: ReadonlyMap<string, number>
}>

/** The instalment to speak of: the oldest that is neither whole nor missed. */
async function askedOf(work: Work, plan: StandingPlan): Promise<Asked | undefined> {
  const settlements = await settlementsOf(work, [plan])
  const judged = judgedOf(plan)
  const { instalments } = judgePlan(judged, settlements, work.today)
  const place = instalments.findIndex(({ state }) => state !== 'paid' && state !== 'missed')
  const instalment = instalments[place]
  if (!instalment) return undefined
  const { remindDays } = await readPlanSettings(work)
  if (instalment.dueOn > addDays(work.today, remindDays)) return undefined
  const shares = new Map(
    sharesOf(judged, settlements)
      .filter((share) => share.place === place)
      .map(({ itemId, minor }) => [itemId, minor]),
  )
  return { plan, place, instalment, kind: kindOf(instalment.dueOn, work.today), shares }
}

/**
 * What the gate is shown: of the plan's invoices only what lies of the instalment on them, as if it
 * fell due on the instalment's day. What is owed is what is left once everything else is taken off,
 * so that money not yet allocated counts for the instalment.
 */
function factsFor(
  dossier: Dossier,
  { plan, instalment, kind, shares }: Asked,
  rules: Rules,
  now: WallTime,
): GateFacts {
  const { currency } = plan.row
  const step = stepOf(kind)
  const open = dossier.items.filter(({ balance }) => balance.currency === currency)
  const items = open.flatMap((item): GateFacts['items'] => {
    // Its own plan does not keep an instalment from being asked for; everything else does.
    const covered = (item.covered ?? []).filter(({ by }) => by !== 'plan')
    const whole = gateItemOf({ ...item, dueOn: instalment.dueOn, covered }, step)
    const part = partOf(whole, shares.get(item.itemId) ?? 0, instalment.lastDay, now.day)
    return part.balance.minor > 0 ? [part] : []
  })
  const asked = items.reduce((sum, { balance }) => sum + balance.minor, 0)
  const rest = open.reduce((sum, { balance }) => sum + balance.minor, 0) - asked
  return {
    ...standingOf(dossier, currency, rules, now),
    graceDays: 30,
    frequencyCap: { minDaysBetween: 1, maxIn30Days: 30 },
    items,
    totalBalance: { minor: (dossier.balances.get(currency) ?? 0) - rest, currency },
    routes: { [step.key]: toldBy(dossier.ways, whoOf(dossier), step.tone, 'best') },
    // The notices before its day and on it were agreed to, whoever spoke with them since; one that is
    // late is asked for as any debt is, and not in the days after somebody spoke with them.
    humanContactQuietHours: kind === 'late' ? humanQuietHours : 0,
    approvedSteps: [],
  }
}

const whoOf = ({ customerId, parties, card }: Dossier) => ({ id: customerId, parties, card })

function letterFor(
  work: Work,
  { card }: Dossier,
  { plan, place, instalment, kind }: Asked,
  decision: Decision,
  link: string,
): Letter {
  const { language } = card
  const reader = { lang: language, isolate: true }
  const day = (on: Day) => formatDay(on, { ...reader, weekday: true, today: work.today })
  const first = formatMoney(decision.amount, reader)
  const firstDay = day(instalment.dueOn)
  const values = {
    name: salutation(card),
    company: voiceOf(work).name[language],
    ...{ first, firstDay, link, answerBy: day(instalment.lastDay) },
    // As a template of the ladder says it, where no words of our own may go.
    ...{ total: first, remaining: first, dueDay: firstDay, invoices: 0, number: '' },
  }
  return {
    customerId: card.id,
    name: values.name,
    language,
    category: 'reminder',
    text: tones[kind],
    values,
    link,
    subject: planWord(`${kind}Subject`, language, values),
    body: planWord(`${kind}Body`, language, values),
    attachments: [],
    choices: ['paid', 'call'],
    about: { kind: 'payment_plan', id: plan.row.id },
    once: `instalment:${plan.row.id}:${place}:${kind}`,
  }
}

const noteSql = `
  insert into payment_plan_notice (company_id, plan_id, place, kind, state, reasons, message_id, at)
  values ($1, $2, $3, $4, $5, $6, $7, $8)
  on conflict (company_id, plan_id, place, kind) do update
    set state = excluded.state, reasons = excluded.reasons, message_id = excluded.message_id,
      at = excluded.at
  where payment_plan_notice.state = 'held'`

/** Asks for the instalment if nothing stands against it, and writes down what was done and why. */
async function say(work: Work, asked: Asked, dossier: Dossier, rules: Rules): Promise<void> {
  const { plan, place, kind } = asked
  const facts = factsFor(dossier, asked, rules, wallClock(work.now, work.zone))
  const decision = decide(facts)
  let reasons = decision.reasons.map(({ code }) => code as string)
  let messageId: string | null = null
  if (decision.verdict === 'send') {
    const link = await planLinkFor(work, dossier.customerId, plan)
    const letter = letterFor(work, dossier, asked, decision, link)
    const { message } = letterBy(work, dossier.ways, whoOf(dossier), letter, 'best')
    const queued = message && (await queueMessage(work, message))
    messageId = queued?.messageId ?? null
    if (messageId === null) reasons = ['no_channel']
  }
  const state: PlanNoticeTable['state'] = messageId === null ? 'held' : 'sent'
  await work.run(noteSql, [
    ...[work.companyId, plan.row.id, place, kind, state, JSON.stringify(reasons), messageId],
    work.now,
  ])
}

const remindOne = reaction('collections.remind_instalment', async (work, id: string) => {
  const found = await findPlan(work, id)
  const rules = await readRules(work)
  if (!found || !rules.on) return
  const customer = await lockCustomer(work, found.row.customer_id)
  const plan = await findPlan(work, id)
  const asked = plan?.row.state === 'active' ? await askedOf(work, plan) : undefined
  if (!asked) return
  const [said] = await work.run(
    `select 1 from payment_plan_notice
     where company_id = $1 and plan_id = $2 and place = $3 and kind = $4 and state = 'sent'`,
    [work.companyId, id, asked.place, asked.kind],
  )
  const dossier = said ? undefined : (await gatherDossiers(work, [customer])).get(customer.id)
  if (dossier) await say(work, asked, dossier, rules)
})

// What is whole by its running sum has nothing to be reminded of; what was held is looked at hourly.
const dueSql = `
  select distinct x.customer_id, x.plan_id as id from (
    select p.customer_id, p.grace_days, p.came, i.plan_id, i.place, i.due_on,
      sum(i.amount) over (partition by i.plan_id order by i.place) as through
    from payment_plan p
    join payment_plan_instalment i on i.company_id = p.company_id and i.plan_id = p.id
    where p.company_id = $1 and p.state = 'active') x
  where x.through > x.came and x.due_on >= $2::date - x.grace_days and x.due_on <= $3
    and not exists (select 1 from payment_plan_notice n
      where n.company_id = $1 and n.plan_id = x.plan_id and n.place = x.place
        and n.kind = case when x.due_on > $2 then 'before' when x.due_on = $2 then 'due' else 'late' end
        and (n.state = 'sent' or n.at > $4))
  order by x.customer_id, x.plan_id`

const due = reaction('collections.instalments_to_remind', async (work) => {
  const { remindDays } = await readPlanSettings(work)
  return work.run<{ id: string }>(dueSql, [
    work.companyId,
    work.today,
    addDays(work.today, remindDays),
    new Date(work.now.getTime() - 3_600_000),
  ])
})

/** Asks for instalments before, on and shortly after their day, each once and each through the gate. */
export const remindInstalmentsJob = job(
  'collections.remind_instalments',
  z.looseObject({}),
  async (session) => {
    for (const { id } of await due(session, undefined)) await remindOne(session, id)
  },
)
