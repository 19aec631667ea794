import type {
  Concession,
  ConcessionGround,
  ConcessionsInput,
} from '#core/collections/settlement-api.ts'
import type { Currency } from '#core/money.ts'
import { Refusal } from '#core/refusal.ts'
import { customersWithin, findCustomers, partiesOf } from '#modules/contacts/index.ts'
import { openItemsOf } from '#modules/ledger/index.ts'
import { query } from '#platform/query.ts'
import { may } from '#platform/session.ts'
import { readRules } from '../settings.ts'
import { type From, grouped } from '../store.ts'
import { authorityFor, matterOfStanding } from './limits.ts'
import {
  type ConcessionTable,
  detailOf,
  findConcession,
  liveConcessions,
  moneyOf,
  rowOf,
  type Standing,
} from './store.ts'

const matching = `from concession c where c.company_id = $1
  and ($2::uuid[] is null or c.customer_id = any($2))
  and ($3::uuid[] is null or c.customer_id = any($3))
  and ($4::text[] is null or c.kind = any($4)) and ($5::text[] is null or c.state = any($5))`

const sorts: Record<ConcessionsInput['sort'], string> = {
  proposed_at: 'c.proposed_at',
  waived: 'c.waived',
  pay_by: 'c.pay_by',
}

/** What the company goes without, or may, with the sums of every row that matches. */
export const listConcessions = query('collections.read', async (from, input: ConcessionsInput) => {
  const offset = Number(input.cursor ?? 0) || 0
  const filters = [
    from.companyId,
    input.customerId ? await partiesOf(from, input.customerId, 'collections.read') : null,
    (await customersWithin(from, 'collections.read')) ?? null,
    input.kind ?? null,
    input.state ?? null,
  ]
  const order = input.direction === 'asc' ? 'asc nulls last' : 'desc nulls last'
  const rows = await from.run<ConcessionTable>(
    `select c.* ${matching} order by ${sorts[input.sort]} ${order}, c.id offset $6 limit $7`,
    [...filters, offset, input.limit + 1],
  )
  const sums = await from.run<{ currency: Currency; minor: number; count: number }>(
    `select c.currency, coalesce(sum(coalesce(c.posted, c.waived)), 0)::bigint as minor,
       count(*) as count ${matching} group by c.currency order by c.currency`,
    filters,
  )
  const cards = await findCustomers(
    from,
    rows.map((row) => row.customer_id),
  )
  return {
    rows: rows
      .slice(0, input.limit)
      .map((row) => rowOf(row, cards.get(row.customer_id)?.name ?? null)),
    nextCursor: rows.length > input.limit ? String(offset + input.limit) : null,
    total: sums.reduce((all, { count }) => all + count, 0),
    sums: sums.map(({ currency, minor }) => ({ minor, currency })),
  }
})

type RecoveryRow = { id: string; number: string; amount: number; on_day: string; by_name: string }

/** Money of the customer's own that is put against nothing yet. */
async function creditOf(from: From, { row }: Standing): Promise<number> {
  const lost = row.kind === 'write_off' && row.state === 'posted'
  if (!lost || row.recovered >= (row.posted ?? 0)) return 0
  const open = await openItemsOf(from, { parties: await partiesOf(from, row.customer_id) })
  const credit = open
    .filter(({ balance, documentKind }) => {
      return balance.currency === row.currency && balance.minor < 0 && documentKind === 'payment'
    })
    .reduce((sum, { balance }) => sum - balance.minor, 0)
  return Math.min(credit, (row.posted ?? 0) - row.recovered)
}

/** One concession with all that belongs to it. @throws collections.concession_not_found */
export async function concessionDetail(from: From, id: string): Promise<Concession> {
  const standing = await findConcession(from, id)
  const visible = await customersWithin(from, 'collections.read')
  if (!standing || (visible && !visible.includes(standing.row.customer_id)))
    throw new Refusal('collections.concession_not_found', { id })
  const { row } = standing
  const card = (await findCustomers(from, [row.customer_id])).get(row.customer_id)
  const recoveries = await from.run<RecoveryRow>(
    `select id, number, amount, on_day, by_name from recovery
     where company_id = $1 and concession_id = $2 and undone_at is null order by at, id`,
    [from.companyId, id],
  )
  const waits = row.state === 'proposed'
  const authority = waits
    ? await authorityFor(
        from,
        await matterOfStanding(from, standing, { parties: await partiesOf(from, row.customer_id) }),
      )
    : undefined
  return {
    ...detailOf(standing, { name: card?.name ?? null, number: card?.number ?? '' }),
    recoveries: recoveries.map((each) => ({
      ...{ id: each.id, number: each.number, on: each.on_day, by: each.by_name },
      amount: moneyOf(row, each.amount),
    })),
    mayApprove: (authority?.within ?? false) && may(from.session, 'collections.concede'),
    approvers: authority?.approvers ?? [],
    credit: moneyOf(row, await creditOf(from, standing)),
  }
}

export const showConcession = query('collections.read', (from, { id }: { id: string }) =>
  concessionDetail(from, id),
)

/** What could be settled, waived or written off with a customer now. */
export const concessionGround = query(
  'collections.concede',
  async (from, { id }: { id: string }): Promise<ConcessionGround> => {
    const parties = await partiesOf(from, id, 'collections.concede')
    const { promiseGraceDays } = await readRules(from)
    const live = await liveConcessions(from, parties)
    const busy = new Set(live.flatMap(({ items }) => items.map((item) => item.item_id)))
    const open = (await openItemsOf(from, { parties })).filter(({ balance }) => balance.minor > 0)
    return {
      today: from.today,
      graceDays: promiseGraceDays,
      offers: [...grouped(open, ({ balance }) => balance.currency)].map(([currency, own]) => ({
        currency,
        owed: { minor: own.reduce((sum, { balance }) => sum + balance.minor, 0), currency },
        items: own.map((item) => ({
          ...{ invoiceId: item.documentId, number: item.number, dueOn: item.dueOn },
          ...{ balance: item.balance, busy: busy.has(item.id) },
        })),
      })),
    }
  },
)
