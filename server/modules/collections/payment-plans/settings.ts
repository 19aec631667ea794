import type { PlanSettings } from '#core/collections/plan-api.ts'
import { command } from '#platform/command.ts'
import { query } from '#platform/query.ts'
import type { From } from '../store.ts'

const defaults: PlanSettings = { graceDays: 5, breaksAfter: 1, daysAhead: 365, remindDays: 2 }

type Row = { grace_days: number; breaks_after: number; days_ahead: number; remind_days: number }

/** What the company's payment plans go by. */
export async function readPlanSettings(from: From): Promise<PlanSettings> {
  const [row] = await from.run<Row>(
    `select grace_days, breaks_after, days_ahead, remind_days from payment_plan_setting
     where company_id = $1`,
    [from.companyId],
  )
  if (!row) return defaults
  return {
    graceDays: row.grace_days,
    breaksAfter: row.breaks_after,
    daysAhead: row.days_ahead,
    remindDays: row.remind_days,
  }
}

export const showPlanSettings = query('collections.read', (from) => readPlanSettings(from))

/** Changes what new plans go by; those that stand keep what was agreed. */
export const changePlanSettings = command(
  'collections.manage',
  async (work, input: PlanSettings): Promise<PlanSettings> => {
    const before = await readPlanSettings(work)
    await work.run(
      `insert into payment_plan_setting (company_id, grace_days, breaks_after, days_ahead, remind_days)
       values ($1, $2, $3, $4, $5)
       on conflict (company_id) do update set grace_days = excluded.grace_days,
         breaks_after = excluded.breaks_after, days_ahead = excluded.days_ahead,
         remind_days = excluded.remind_days`,
      [work.companyId, input.graceDays, input.breaksAfter, input.daysAhead, input.remindDays],
    )
    work.audit('collections.payment_plan_settings_changed', {
      kind: 'company',
      id: work.companyId,
      before,
      after: input,
    })
    return input
  },
  { name: 'collections.change_payment_plan_settings' },
)
