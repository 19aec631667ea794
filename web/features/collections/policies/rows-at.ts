import { stringifySearch } from '#web/place.ts'

type Side = 'would' | 'was'

/** The address of the rows behind one figure. */
export const rowsAt = (id: string, side: Side, search: Record<string, string> = {}): string =>
  `/settings/reminders/simulations/${id}/rows${stringifySearch({ side, kind: 'message', ...search })}`
