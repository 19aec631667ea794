import { addDays, type Day } from '#core/day.ts'
import type { Money } from '#core/money.ts'
import { isMessage, type ReminderPolicy, type ReminderStep, stepDay } from './policy.ts'

/**
 * The day of the latest call that a policy asks for and nobody has made: its day has come, no
 * longer ago than the policy waits for a late step, and nobody spoke with them since.
 */
export function dueCall(
  { steps, graceDays }: Pick<ReminderPolicy, 'steps' | 'graceDays'>,
  items: readonly Readonly<{ dueOn: Day; balance: Money }>[],
  applies: (step: ReminderStep) => boolean,
  lastContactOn: Day | null,
  asOf: Day,
): Day | null {
  const calls = steps.filter((step) => !isMessage(step) && applies(step))
  const days = items
    .filter(({ balance }) => balance.minor > 0)
    .flatMap(({ dueOn }) => calls.map((step) => stepDay(step, dueOn)))
    .filter((day) => day <= asOf && asOf <= addDays(day, graceDays))
    .filter((day) => lastContactOn === null || lastContactOn < day)
  return days.toSorted().at(-1) ?? null
}
