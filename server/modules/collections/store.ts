import type { Settlement } from '#core/collections/promise.ts'
import { standingSettlements } from '#modules/ledger/index.ts'
import type { Work } from '#platform/command.ts'
import type { Look } from '#platform/query.ts'
import type { CollectionsTables } from './tables.ts'

/** What a read needs: a command's work or a query's look. */
export type From = Pick<
  Work | Look,
  'db' | 'run' | 'companyId' | 'session' | 'today' | 'now' | 'zone' | 'baseCurrency' | 'company'
>

export const tables = ({ db }: Pick<From, 'db'>) => db.withTables<CollectionsTables>()

/** Asks the next run to look at these customers. Taken in the order of ids, like every lock. */
export async function watch(
  work: Pick<Work, 'run' | 'companyId' | 'today'>,
  customerIds: readonly string[],
): Promise<void> {
  if (customerIds.length === 0) return
  await work.run(
    `insert into reminder_watch (company_id, customer_id, look_on)
     select $1, id, $3 from unnest($2::uuid[]) as id order by id
     on conflict (company_id, customer_id) do update
       set look_on = least(reminder_watch.look_on, excluded.look_on), look_minute = 0`,
    [work.companyId, [...new Set(customerIds)], work.today],
  )
}

/** Puts what belongs together into one list each, in the order found. */
export function grouped<Key, Value>(
  values: readonly Value[],
  keyOf: (value: Value) => Key,
): Map<Key, Value[]> {
  const groups = new Map<Key, Value[]>()
  for (const value of values) {
    const key = keyOf(value)
    const group = groups.get(key)
    if (group) group.push(value)
    else groups.set(key, [value])
  }
  return groups
}

/** What stands against the invoices of these promises or plans now. */
export async function settlementsOf(
  from: From,
  standing: readonly Readonly<{ items: readonly Readonly<{ item_id: string }>[] }>[],
): Promise<Settlement[]> {
  const ids = new Set(standing.flatMap(({ items }) => items.map((item) => item.item_id)))
  const found = await standingSettlements(from, [...ids])
  return found.map((each) => ({
    ...each,
    paidOn: each.creditOn,
    recordedAt: each.recordedAt.getTime(),
    lost: each.creditKind === 'write_off',
  }))
}
