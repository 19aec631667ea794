import type { Covered } from '#core/collections/asked.ts'
import { laidOut } from '#core/collections/asked.ts'
import type { OpenItemLine } from '#modules/ledger/index.ts'
import { referredItems } from './agencies/referred.ts'
import { coversOf } from './cover.ts'
import { disputedOf } from './disputes.ts'
import type { From } from './store.ts'

/** An invoice that owes: what of it is asked for now, and what may be promised anew. */
export type PromisableItem = Readonly<{ line: OpenItemLine; asked: number; promisable: number }>

type Promisable = Readonly<{
  items: readonly PromisableItem[]
  /** Over all of them no more than this is promised: what was received for none of them counts. */
  room: number
}>

/** What keeps invoices of these parties from being promised: disputes, agencies, and what covers them. */
export type Holding = Readonly<{
  disputed: ReadonlyMap<string, number>
  referred: ReadonlySet<string>
  covers: ReadonlyMap<string, readonly Covered[]>
}>

export const holdingOf = async (from: From, parties: readonly string[]): Promise<Holding> => ({
  disputed: await disputedOf(from, parties),
  referred: await referredItems(from, parties),
  covers: await coversOf(from, parties),
})

/**
 * What may be promised of these open items, which are of one currency: neither what is objected to,
 * nor what an agency collects, nor what a cheque, a plan or a settlement is for. What an open
 * promise covers may be agreed anew.
 */
export function promisableOf(lines: readonly OpenItemLine[], holding: Holding): Promisable {
  const ours = lines.filter(({ id }) => !holding.referred.has(id))
  const net = ours.reduce((sum, { balance }) => sum + balance.minor, 0)
  const items = ours
    .filter(({ balance }) => balance.minor > 0)
    .map((line) => {
      const disputed = holding.disputed.get(line.id) ?? 0
      const laid = laidOut(line.balance.minor, disputed, holding.covers.get(line.id) ?? [])
      return { line, asked: laid.asked, promisable: laid.promisable, disputed }
    })
  const undisputed = items.reduce(
    (sum, { line, disputed }) => sum + Math.max(0, line.balance.minor - disputed),
    0,
  )
  const promisable = items.reduce((sum, item) => sum + item.promisable, 0)
  const room = Math.max(0, Math.min(net, undisputed) - (undisputed - promisable))
  return { items: items.map(({ disputed: _, ...item }) => item), room }
}
