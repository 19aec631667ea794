import { judgedPromises, type KeepRate } from '#core/collections/promise.ts'
import {
  keepRateMonths,
  type PromiseGround,
  type PromiseOffer,
  type PromiseRow,
  type PromisesInput,
} from '#core/collections/promise-api.ts'
import { addMonths } from '#core/day.ts'
import type { Currency } from '#core/money.ts'
import { Refusal } from '#core/refusal.ts'
import { customersWithin, partiesOf } from '#modules/contacts/index.ts'
import { type OpenItemLine, openItemsOf } from '#modules/ledger/index.ts'
import { query } from '#platform/query.ts'
import { type Holding, holdingOf, promisableOf } from './promisable.ts'
import { openPromises, type Standing, shownPromises } from './promise-store.ts'
import { readRules } from './settings.ts'
import { type From, grouped } from './store.ts'
import type { PromiseTable } from './tables.ts'

const matching = `from promise p where p.company_id = $1
  and ($2::uuid[] is null or p.customer_id = any($2))
  and ($3::uuid is null or exists (select 1 from promise_item i
    where i.company_id = p.company_id and i.promise_id = p.id and i.invoice_id = $3))
  and ($4::text[] is null or p.state = any($4)) and ($5::date is null or p.due_on >= $5)
  and ($6::date is null or p.due_on <= $6) and ($7::uuid[] is null or p.customer_id = any($7))`

const sorts: Record<PromisesInput['sort'], string> = {
  due_on: 'p.due_on',
  made_at: 'p.made_at',
  amount: 'p.amount',
}

/** Promises of the company, a customer or an invoice, with the sums of every row that matches. */
export const listPromises = query('collections.read', async (from, input: PromisesInput) => {
  const offset = Number(input.cursor ?? 0) || 0
  const filters = [
    from.companyId,
    input.customerId ? await partiesOf(from, input.customerId, 'collections.read') : null,
    input.invoiceId ?? null,
    input.state ?? null,
    input.dueFrom ?? null,
    input.dueTo ?? null,
    (await customersWithin(from, 'collections.read')) ?? null,
  ]
  const order = input.direction === 'asc' ? 'asc' : 'desc'
  const rows = await from.run<PromiseTable>(
    `select p.* ${matching} order by ${sorts[input.sort]} ${order}, p.id ${order}
     offset $8 limit $9`,
    [...filters, offset, input.limit + 1],
  )
  const sums = await from.run<{
    currency: Currency
    promised: number
    kept: number
    count: number
  }>(
    `select p.currency, sum(p.amount)::bigint as promised, sum(p.kept)::bigint as kept,
       count(*) as count ${matching} group by p.currency order by p.currency`,
    filters,
  )
  return {
    rows: await shownPromises(from, rows.slice(0, input.limit)),
    nextCursor: rows.length > input.limit ? String(offset + input.limit) : null,
    total: sums.reduce((total, { count }) => total + count, 0),
    sums: sums.map(({ currency, promised, kept }) => ({
      promised: { minor: promised, currency },
      kept: { minor: kept, currency },
    })),
  }
})

/** One promise. @throws collections.promise_not_found */
export const showPromise = query(
  'collections.read',
  async (from, { id }: { id: string }): Promise<PromiseRow> => {
    const rows = await from.run<PromiseTable>(
      'select * from promise where company_id = $1 and id = $2',
      [from.companyId, id],
    )
    const visible = await customersWithin(from, 'collections.read')
    const [promise] = await shownPromises(
      from,
      rows.filter((row) => !visible || visible.includes(row.customer_id)),
    )
    if (!promise) throw new Refusal('collections.promise_not_found', { id })
    return promise
  },
)

function offerOf(
  currency: Currency,
  lines: readonly OpenItemLine[],
  open: readonly Standing[],
  holding: Holding,
  today: string,
): PromiseOffer {
  const { items: promisable, room: net } = promisableOf(lines, holding)
  const owing = promisable
    .filter((item) => item.promisable > 0)
    .map((item) => ({
      ...item.line,
      balance: { minor: item.promisable, currency },
      asked: { minor: item.asked, currency },
    }))
  const late = owing.filter(({ dueOn }) => dueOn < today)
  const asked = late.reduce((sum, item) => sum + item.asked.minor, 0)
  // Where all of it is promised, the offer is to agree on that anew.
  const overdue = asked > 0 ? asked : late.reduce((sum, { balance }) => sum + balance.minor, 0)
  return {
    currency,
    owed: { minor: net, currency },
    overdue: { minor: Math.min(net, overdue), currency },
    items: owing.map(({ id, documentId, number, dueOn, balance, asked: free }) => {
      const covering = open.find(({ items }) => items.some((item) => item.item_id === id))?.row
      return {
        itemId: id,
        invoiceId: documentId,
        number,
        dueOn,
        balance,
        asked: free,
        promise: covering
          ? {
              id: covering.id,
              dueOn: covering.due_on,
              amount: { minor: covering.amount, currency },
            }
          : null,
      }
    }),
  }
}

/** What a customer could promise now, and by when at the latest. */
export const promiseGround = query(
  'collections.promise',
  async (from, { id }: { id: string }): Promise<PromiseGround> => {
    const parties = await partiesOf(from, id, 'collections.promise')
    const { promiseGraceDays, promiseDaysAhead } = await readRules(from)
    const open = await openPromises(from, parties)
    const holding = await holdingOf(from, parties)
    const lines = grouped(await openItemsOf(from, { parties }), ({ balance }) => balance.currency)
    return {
      today: from.today,
      graceDays: promiseGraceDays,
      daysAhead: promiseDaysAhead,
      offers: [...lines]
        .map(([currency, own]) => offerOf(currency, own, open, holding, from.today))
        .filter(({ owed, items }) => owed.minor > 0 && items.length > 0),
    }
  },
)

type Rate = {
  currency: Currency
  kept: number
  partly_kept: number
  broken: number
  promised: number
  came: number
}

/** How promises due in the last twelve months turned out, of these parties or of all. */
export async function keepRates(
  from: From,
  parties: readonly string[] | null,
): Promise<KeepRate[]> {
  const rows = await from.run<Rate>(
    `select currency, count(*) filter (where state = 'kept') as kept,
       count(*) filter (where state = 'partly_kept') as partly_kept,
       count(*) filter (where state = 'broken') as broken,
       sum(amount)::bigint as promised, sum(kept)::bigint as came
     from promise where company_id = $1 and state = any($4) and due_on >= $3 and ($2::uuid[] is null or customer_id = any($2))
     group by currency order by sum(amount) desc, currency`,
    [from.companyId, parties, addMonths(from.today, -keepRateMonths), judgedPromises],
  )
  return rows.map((row) => ({
    kept: row.kept,
    partlyKept: row.partly_kept,
    broken: row.broken,
    promised: { minor: row.promised, currency: row.currency },
    came: { minor: row.came, currency: row.currency },
  }))
}

export const showKeepRate = query(
  'collections.read',
  async (from, { customerId }: { customerId?: string | undefined }) => {
    const parties = customerId
      ? await partiesOf(from, customerId, 'collections.read')
      : ((await customersWithin(from, 'collections.read')) ?? null)
    return { rates: await keepRates(from, parties) }
  },
)
