import type { DisputeDetail, DisputesInput } from '#core/collections/dispute-api.ts'
import type { Currency } from '#core/money.ts'
import { Refusal } from '#core/refusal.ts'
import { customersWithin, findCustomers, partiesOf } from '#modules/contacts/index.ts'
import { creditableIn, findInvoices, openInvoicesOf } from '#modules/invoicing/index.ts'
import { query } from '#platform/query.ts'
import { may } from '#platform/session.ts'
import { fileLink } from '#platform/stored-files.ts'
import { disputedOf } from '../disputes.ts'
import type { From } from '../store.ts'
import { type DisputeRecord, findDispute, selectDisputes, shownDisputes } from './store.ts'

const overdueNow =
  'd.closed_at is null and d.waiting_since is null and d.answer_by is not null and d.answer_by <= $10'

// $10 is the present instant, named in every use so that its type is known.
const matching = `and ($2::uuid[] is null or d.customer_id = any($2))
  and ($3::uuid is null or d.invoice_id = $3)
  and ($4::boolean is null or (d.closed_at is null) = $4)
  and ($5::uuid[] is null or d.customer_id = any($5)) and ($6::uuid is null or d.owner_id = $6)
  and ($7::text[] is null or case when d.closed_at is not null then 'resolved'
    when d.waiting_since is not null then 'waiting' else 'open' end = any($7))
  and ($8::text[] is null or d.reason = any($8))
  and ($9::boolean is null or (${overdueNow}) = $9) and $10::timestamptz is not null`

// Open ones before those that are resolved, whatever they are sorted by.
const orders: Record<DisputesInput['sort'], Record<DisputesInput['direction'], string>> = {
  answer_by: {
    asc: 'd.closed_at is null desc, d.answer_by asc nulls last, d.id',
    desc: 'd.closed_at is null desc, d.answer_by desc nulls last, d.id desc',
  },
  opened_at: {
    asc: 'd.closed_at is null desc, d.opened_at asc, d.id',
    desc: 'd.closed_at is null desc, d.opened_at desc, d.id desc',
  },
}

/** Objections, the open ones first, with what they hold back of the money that is owed. */
export const listDisputes = query('collections.read', async (from, input: DisputesInput) => {
  const offset = Number(input.cursor ?? 0) || 0
  const filters = [
    from.companyId,
    input.customerId ? await partiesOf(from, input.customerId, 'collections.read') : null,
    input.invoiceId ?? null,
    input.open ?? null,
    (await customersWithin(from, 'collections.read')) ?? null,
    input.ownerId ?? null,
    input.state ?? null,
    input.reason ?? null,
    input.overdue ?? null,
    from.now,
  ]
  const rows = await from.run<DisputeRecord>(
    `${selectDisputes} ${matching} order by ${orders[input.sort][input.direction]}
     offset $11 limit $12`,
    [...filters, offset, input.limit + 1],
  )
  const sums = await from.run<{
    currency: Currency
    minor: number
    count: number
    overdue: number
  }>(
    `with found as (${selectDisputes} ${matching})
     select d.currency, count(*) as count, count(*) filter (where ${overdueNow}) as overdue,
       coalesce(sum(least(coalesce(d.amount, d.balance), d.balance))
         filter (where d.closed_at is null), 0)::bigint as minor
     from found d group by d.currency order by d.currency`,
    filters,
  )
  return {
    rows: await shownDisputes(from, rows.slice(0, input.limit)),
    nextCursor: rows.length > input.limit ? String(offset + input.limit) : null,
    total: sums.reduce((all, { count }) => all + count, 0),
    sums: sums.map(({ currency, minor }) => ({ minor, currency })),
    overdue: sums.reduce((all, { overdue }) => all + overdue, 0),
  }
})

type WordRow = {
  id: string
  at: Date
  by_name: string
  from_customer: boolean
  text: string
  file_id: string | null
  file_name: string | null
  file_mime: string | null
}

async function wordsOf(from: From, id: string): Promise<DisputeDetail['words']> {
  const rows = await from.run<WordRow>(
    `select w.id, w.at, w.by_name, w.from_customer, w.text, w.file_id, f.name as file_name,
       f.mime as file_mime
     from dispute_word w left join file f on f.company_id = w.company_id and f.id = w.file_id
     where w.company_id = $1 and w.dispute_id = $2 order by w.at, w.id`,
    [from.companyId, id],
  )
  return rows.map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    by: row.by_name,
    fromCustomer: row.from_customer,
    text: row.text,
    file:
      row.file_id === null
        ? null
        : {
            name: row.file_name ?? '',
            mime: row.file_mime ?? '',
            link: fileLink(from.session.house, from.companyId, row.file_id),
          },
  }))
}

/** One objection with all that was said. @throws collections.dispute_not_found */
export async function disputeDetail(from: From, id: string): Promise<DisputeDetail> {
  const row = await findDispute(from, id)
  const visible = await customersWithin(from, 'collections.read')
  if (!row || (visible && !visible.includes(row.customer_id)))
    throw new Refusal('collections.dispute_not_found', { id })
  const [dispute] = await shownDisputes(from, [row])
  const invoice = (await findInvoices(from, [row.invoice_id])).get(row.invoice_id)
  if (!dispute || !invoice) throw new Error('An objection is to an invoice')
  const credits = may(from.session, 'invoicing.credit') && row.closed_at === null
  const creditable = credits ? await creditableIn(from, row.invoice_id) : undefined
  const customer = (await findCustomers(from, [row.customer_id])).get(row.customer_id)
  return {
    ...dispute,
    customerNumber: customer?.number ?? '',
    dueOn: invoice.dueOn,
    words: await wordsOf(from, id),
    creditable: creditable ? { minor: creditable, currency: row.currency } : null,
  }
}

export const showDispute = query('collections.read', (from, { id }: { id: string }) =>
  disputeDetail(from, id),
)

/** What a customer could object to: their open invoices, and what of each nobody objects to yet. */
export const disputeGround = query('collections.dispute', async (from, { id }: { id: string }) => {
  const parties = await partiesOf(from, id, 'collections.dispute')
  const disputed = await disputedOf(from, parties)
  const open = await openInvoicesOf(from, parties)
  return {
    items: open.map(({ id: invoiceId, number, dueOn, balance, itemId }) => ({
      ...{ invoiceId, number, dueOn, balance },
      room: {
        minor: Math.max(0, balance.minor - (disputed.get(itemId) ?? 0)),
        currency: balance.currency,
      },
    })),
  }
})
