import type { SimulationSideName } from '#core/collections/policy-api.ts'
import { stringifySearch } from '#web/place.ts'

/** The address of the rows behind one figure. */
export const rowsAt = (
  id: string,
  side: SimulationSideName,
  search: Record<string, string> = {},
): string =>
  `/settings/reminders/simulations/${id}/rows${stringifySearch({ side, kind: 'message', ...search })}`
