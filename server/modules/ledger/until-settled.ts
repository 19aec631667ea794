import type { Work } from '#platform/command.ts'
import type { Look } from '#platform/query.ts'

type From = Pick<Work | Look, 'run' | 'companyId' | 'today'>

const mostKept = 500

/**
 * Something that is told by all settlements of a company, as of its last one: opening an invoice need
 * not read all of the books. Worked out anew when anything was settled since, and every day.
 */
export function untilSettled<Asker extends From, Value>(
  workOut: (from: Asker) => Promise<Value>,
): (from: Asker) => Promise<Value> {
  const kept = new Map<string, Readonly<{ state: string; value: Value }>>()
  return async (from) => {
    const { companyId, today } = from
    const [last] = await from.run<{ at: Date | null }>(
      'select max(recorded_at) as at from settlement where company_id = $1',
      [companyId],
    )
    const state = `${today} ${last?.at?.getTime() ?? 0}`
    const before = kept.get(companyId)
    if (before?.state === state) return before.value
    const value = await workOut(from)
    if (kept.size >= mostKept) kept.clear()
    kept.set(companyId, { state, value })
    return value
  }
}
