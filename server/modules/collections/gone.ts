import type { Reason } from '#core/collections/reminder.ts'
import type { Work } from '#platform/command.ts'
import type { Considered } from './consider.ts'
import type { Dossier } from './dossiers.ts'

/** Closes what was held and is no longer wanted: the money came, or its day has passed. */
export async function closeGone(
  work: Work,
  dossier: Dossier,
  lines: readonly Considered[],
): Promise<void> {
  const wanted = new Set(lines.flatMap(({ held }) => (held ? [held.id] : [])))
  for (const held of dossier.held) {
    if (wanted.has(held.id)) continue
    const open = new Set(dossier.items.map(({ itemId }) => itemId))
    const paid = held.items.every(({ itemId }) => !open.has(itemId))
    const reasons: Reason[] = [
      {
        code: paid ? 'items_settled' : 'step_out_of_time',
        facts: paid ? { items: held.items.length } : {},
      },
    ]
    await work.run(
      `update reminder set state = 'dropped', reasons = $3, review_on = null, decided_at = $4,
         decided_on = $5 where company_id = $1 and id = $2 and state = 'held'`,
      [work.companyId, held.id, JSON.stringify(reasons), work.now, work.today],
    )
    await work.run(
      `insert into reminder_decision (company_id, reminder_id, verdict, step_key, amount, reasons,
         passed, at, actor_id, actor_name) values ($1, $2, 'drop', $3, $4, $5, '[]', $6, $7, $8)`,
      [
        work.companyId,
        held.id,
        held.step_key,
        held.amount,
        JSON.stringify(reasons),
        work.now,
        work.actor.id,
        work.actor.name,
      ],
    )
  }
}
