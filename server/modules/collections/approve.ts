import { Refusal } from '#core/refusal.ts'
import { type LockedCustomer, lockCustomer } from '#modules/contacts/index.ts'
import { command, type Work } from '#platform/command.ts'
import { wallClock } from '#platform/time.ts'
import { consider, stepOf } from './consider.ts'
import { gatherDossiers } from './dossiers.ts'
import { isSent, type Recorded, recordDecisions } from './record.ts'
import { decideFor } from './run.ts'
import { type Rules, readRules } from './settings.ts'

type OneLine = Readonly<{ customerId: string; currency: string }>

function outcomeOf(decided: readonly Recorded[], { currency }: OneLine) {
  const line = decided.find((each) => each.currency === currency)
  if (!line) throw new Refusal('collections.reminder_not_held')
  const reasons = line.decision.reasons.map(({ code, facts }) => ({ code, facts: { ...facts } }))
  return { verdict: isSent(line) ? ('send' as const) : line.decision.verdict, reasons }
}

/** Keeps a person's agreement to one step of one message, under the held intention. */
async function agree(
  work: Work,
  customer: LockedCustomer,
  rules: Rules,
  currency: string,
): Promise<void> {
  const dossier = (await gatherDossiers(work, [customer])).get(customer.id)
  const at = wallClock(work.now, work.zone)
  const line = dossier && consider(dossier, rules, at).find((each) => each.currency === currency)
  if (!line?.decision.reasons.some(({ code }) => code === 'needs_approval'))
    throw new Refusal('collections.nothing_to_approve')
  const reminderId = line.held?.id ?? work.newId()
  const step = stepOf(line).key
  if (!line.held) await recordDecisions(work, [{ ...line, reminderId, approvedSteps: [] }])
  await work.run(
    `update reminder set approved_steps = array_append(approved_steps, $3), decided_by = $4
     where company_id = $1 and id = $2 and not $3 = any(approved_steps)`,
    [work.companyId, reminderId, step, work.actor.name],
  )
  work.audit('collections.step_approved', {
    kind: 'reminder',
    id: reminderId,
    before: null,
    after: { customerId: customer.id, step, amount: line.decision.amount },
  })
}

/**
 * A person agrees to a message of a step that asks for it; it leaves at once if nothing else is in
 * its way. @throws collections.nothing_to_approve
 */
export const approveReminder = command(
  'collections.approve',
  async (work, input: OneLine) => {
    const customer = await lockCustomer(work, input.customerId, 'collections.approve')
    const rules = await readRules(work)
    await agree(work, customer, rules, input.currency)
    const decided = await decideFor(work, [customer], rules, {
      currency: input.currency,
      approve: true,
    })
    return outcomeOf(decided, input)
  },
  { name: 'collections.approve' },
)

/**
 * Sends in spite of the gate, with a reason that is kept. What is a fact rather than a rule cannot
 * be overruled. @throws collections.cannot_override, collections.reminder_not_held
 */
export const overrideReminder = command(
  'collections.override',
  async (work, input: OneLine & { reason: string }) => {
    const customer = await lockCustomer(work, input.customerId, 'collections.override')
    const decided = await decideFor(work, [customer], await readRules(work), {
      currency: input.currency,
      override: input.reason,
    })
    const outcome = outcomeOf(decided, input)
    work.audit('collections.overridden', {
      kind: 'customer',
      id: customer.id,
      before: { reasons: outcome.reasons.map(({ code }) => code) },
      after: { reason: input.reason },
    })
    return outcome
  },
  { name: 'collections.override' },
)
