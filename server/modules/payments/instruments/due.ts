import type { Day } from '#core/day.ts'
import type { Currency, Money } from '#core/money.ts'
import { coveredUntil, type InstrumentKind } from '#core/payments/instrument.ts'
import type { From } from '../store.ts'

/** What a cheque that is waited for keeps from being asked for. */
export type InstrumentCover = Readonly<{
  minor: number
  until: Day
  by: 'instrument'
  /** The day of the cheque. */
  on: Day
}>

/**
 * By item: what cheques in hand or at the bank are for, and until when they are waited for. Of these
 * parties, or of everyone.
 */
export async function instrumentCovers(
  from: Pick<From, 'run' | 'companyId' | 'today'>,
  parties: readonly string[] | null,
): Promise<ReadonlyMap<string, readonly InstrumentCover[]>> {
  const rows = await from.run<{
    item_id: string
    amount: number
    due_on: Day
    deposited_on: Day | null
  }>(
    `select t.item_id, t.amount, i.due_on, i.deposited_on from instrument i
     join instrument_item t on t.company_id = i.company_id and t.instrument_id = i.id
     where i.company_id = $1 and i.kind = 'cheque' and i.state = any('{in_hand,deposited}')
       and ($2::uuid[] is null or i.customer_id = any($2)) order by i.due_on, i.id`,
    [from.companyId, parties],
  )
  const found = new Map<string, InstrumentCover[]>()
  for (const row of rows) {
    const until = coveredUntil(row.due_on, row.deposited_on)
    if (until < from.today) continue
    const cover = { minor: row.amount, until, by: 'instrument', on: row.due_on } as const
    found.set(row.item_id, [...(found.get(row.item_id) ?? []), cover])
  }
  return found
}

export type DueInstrument = Readonly<{
  id: string
  kind: InstrumentKind
  customerId: string
  dueOn: Day
  amount: Money
}>

/** Cheques and notes that may still become money, by the day on which they should. */
export async function instrumentsDue(
  from: Pick<From, 'run' | 'companyId'>,
  parties: readonly string[] | null,
): Promise<DueInstrument[]> {
  const rows = await from.run<{
    id: string
    kind: InstrumentKind
    customer_id: string
    due_on: Day
    amount: number
    currency: Currency
  }>(
    `select id, kind, customer_id, due_on, amount, currency from instrument
     where company_id = $1 and kind = any('{cheque,note}')
       and state = any('{in_hand,deposited,active,protested}')
       and ($2::uuid[] is null or customer_id = any($2)) order by due_on, id`,
    [from.companyId, parties],
  )
  return rows.map(({ id, kind, customer_id: customerId, due_on: dueOn, amount, currency }) => ({
    ...{ id, kind, customerId, dueOn },
    amount: { minor: amount, currency },
  }))
}

/** `at` it was told to us that it had come back `on` a day. */
export type BouncedCheque = Readonly<{ amount: Money; on: Day; at: Date }>

/** The last cheque of each party that came back and is not replaced, returned or deposited again. */
export async function bouncedCheques(
  from: Pick<From, 'run' | 'companyId'>,
  parties: readonly string[],
): Promise<ReadonlyMap<string, BouncedCheque>> {
  if (parties.length === 0) return new Map()
  const rows = await from.run<{
    customer_id: string
    amount: number
    currency: Currency
    since: Day
    changed_at: Date
  }>(
    `select distinct on (customer_id) customer_id, amount, currency, since, changed_at
     from instrument
     where company_id = $1 and customer_id = any($2) and kind = 'cheque' and state = 'bounced'
     order by customer_id, changed_at desc, id`,
    [from.companyId, [...parties]],
  )
  return new Map(
    rows.map((row) => [
      row.customer_id,
      {
        amount: { minor: row.amount, currency: row.currency },
        on: row.since,
        at: row.changed_at,
      },
    ]),
  )
}
