import { judgeBadDebt } from '#core/collections/bad-debt.ts'
import type { BadDebtFilter, BadDebtInput, BadDebtRow } from '#core/collections/bad-debt-api.ts'
import { toCsv } from '#core/collections/csv.ts'
import { spread } from '#core/collections/settlement.ts'
import { addMonths } from '#core/day.ts'
import { type Money, toDecimalText, total } from '#core/money.ts'
import {
  customersWithin,
  findCustomers,
  partiesOf,
  partiesOfMany,
} from '#modules/contacts/index.ts'
import { type TaxedInvoice, taxedInvoices } from '#modules/invoicing/index.ts'
import { query } from '#platform/query.ts'
import { type From, grouped } from '../store.ts'
import { badDebtWord, conditionWord } from './bad-debt-words.ts'
import { type ConcessionTable, withItems } from './store.ts'

/** Shown some time before the twelve months are over, so that what lacks can still be seen to. */
const shownFromMonths = 9

type Lost = Readonly<{ minor: number; on: string }>

/** By invoice: what was written off of it and has not come back, and since when. */
async function lostOf(
  from: From,
  parties: readonly string[] | null,
): Promise<ReadonlyMap<string, Lost>> {
  const rows = await from.run<ConcessionTable>(
    `select * from concession where company_id = $1 and kind = 'write_off' and state = 'posted'
       and posted > recovered and ($2::uuid[] is null or customer_id = any($2))
     order by posted_on, id`,
    [from.companyId, parties],
  )
  const found = new Map<string, Lost>()
  for (const { row, items } of await withItems(from, rows)) {
    const back = spread(
      row.recovered,
      items.map(({ item_id: itemId, due_on: dueOn, posted: balance }) => {
        return { itemId, dueOn, balance }
      }),
    )
    for (const item of items) {
      const came = back.find(({ itemId }) => itemId === item.item_id)?.minor ?? 0
      const before = found.get(item.invoice_id)?.minor ?? 0
      if (item.posted > came)
        found.set(item.invoice_id, {
          minor: before + item.posted - came,
          on: row.posted_on ?? from.today,
        })
    }
  }
  return found
}

type Proof = { invoice_id: string | null; customer_id: string; on_day: string }

// A reminder that left, the notice before a referral, a letter that was put beside the invoice.
const toldSql = `
  select (i ->> 'invoiceId')::uuid as invoice_id, r.customer_id, min(r.sent_on) as on_day
    from reminder r cross join lateral jsonb_array_elements(r.items) i
    where r.company_id = $1 and r.customer_id = any($2) and r.state = 'sent' group by 1, 2
  union all
  select i.invoice_id, r.customer_id, (r.approved_at at time zone $3)::date
    from referral r join referral_item i on i.company_id = r.company_id and i.referral_id = r.id
    where r.company_id = $1 and r.customer_id = any($2) and r.notified and r.approved_at is not null
  union all
  select p.invoice_id, p.customer_id, (p.added_at at time zone $3)::date from evidence_paper p
    where p.company_id = $1 and p.customer_id = any($2) and p.kind = 'notice'
      and p.removed_at is null`

const legalSql = `
  select i.invoice_id, r.customer_id, r.started_on as on_day
    from referral r join referral_item i on i.company_id = r.company_id and i.referral_id = r.id
    where r.company_id = $1 and r.customer_id = any($2) and r.started_on is not null
  union all
  select p.invoice_id, p.customer_id, (p.added_at at time zone $3)::date from evidence_paper p
    where p.company_id = $1 and p.customer_id = any($2) and p.kind = 'legal'
      and p.removed_at is null`

/** The first day of which a proof is known: of the invoice itself, or of its customer as a whole. */
function firstDay(proofs: readonly Proof[], parties: readonly string[], invoiceId: string) {
  const days = proofs
    .filter(
      (proof) =>
        proof.invoice_id === invoiceId ||
        (proof.invoice_id === null && parties.includes(proof.customer_id)),
    )
    .map((proof) => proof.on_day)
  return days.toSorted()[0] ?? null
}

/** The proofs about these customers, under whichever of their records they stand. */
async function proofsOf(from: From, invoices: readonly TaxedInvoice[]) {
  const whose = await partiesOfMany(
    from,
    invoices.map(({ customerId }) => customerId),
    'collections.read',
  )
  const all = whose.flatMap(({ parties }) => parties)
  const of = new Map(whose.flatMap(({ parties }) => parties.map((id) => [id, parties])))
  const values = [from.companyId, all, from.zone]
  const keyOf = (proof: Proof) => proof.invoice_id ?? proof.customer_id
  const told = grouped(await from.run<Proof>(toldSql, values), keyOf)
  const legal = grouped(await from.run<Proof>(legalSql, values), keyOf)
  return ({ id, customerId }: TaxedInvoice) => {
    const parties = of.get(customerId) ?? []
    const about = (proofs: ReadonlyMap<string, readonly Proof[]>) =>
      firstDay(
        [id, ...parties].flatMap((key) => proofs.get(key) ?? []),
        parties,
        id,
      )
    return { toldOn: about(told), legalOn: about(legal) }
  }
}

/** Every debt that is lost or old, the most tax first. */
async function badDebtsOf(from: From, filter: BadDebtFilter): Promise<BadDebtRow[]> {
  const within = (await customersWithin(from, 'collections.read')) ?? null
  const parties = filter.customerId
    ? await partiesOf(from, filter.customerId, 'collections.read')
    : within
  const lost = await lostOf(from, parties)
  const before = addMonths(from.today, -shownFromMonths)
  const invoices = await taxedInvoices(from, before, [...lost.keys()], parties)
  const proofOf = await proofsOf(from, invoices)
  const cards = await findCustomers(
    from,
    invoices.map(({ customerId }) => customerId),
  )
  return invoices
    .map((invoice): BadDebtRow => {
      const { id, number, customerId, currency, suppliedOn } = invoice
      const gone = lost.get(id)
      const judged = judgeBadDebt(
        { ...invoice, lost: gone?.minor ?? 0, lostOn: gone?.on ?? null, ...proofOf(invoice) },
        from.today,
      )
      return {
        ...{ invoiceId: id, number, customerId, suppliedOn },
        customerName: cards.get(customerId)?.name ?? null,
        unpaid: { minor: judged.unpaid, currency },
        lost: { minor: gone?.minor ?? 0, currency },
        vat: { minor: judged.vat, currency: from.baseCurrency },
        standing: judged.standing,
        conditions: [...judged.conditions],
      }
    })
    .filter(({ unpaid, vat, standing }) => {
      return unpaid.minor > 0 && vat.minor > 0 && (filter.standing?.includes(standing) ?? true)
    })
    .toSorted(
      (a, b) =>
        b.vat.minor - a.vat.minor ||
        (a.suppliedOn < b.suppliedOn ? -1 : a.suppliedOn > b.suppliedOn ? 1 : 0) ||
        (a.invoiceId < b.invoiceId ? -1 : 1),
    )
}

const sumOf = (from: From, rows: readonly BadDebtRow[]): Money =>
  total(
    rows.map(({ vat }) => vat),
    from.baseCurrency,
  )

/** The debts whose VAT may come back, each with the conditions that hold and that do not. */
export const listBadDebts = query('collections.read', async (from, input: BadDebtInput) => {
  const offset = Number(input.cursor ?? 0) || 0
  const rows = await badDebtsOf(from, input)
  return {
    rows: rows.slice(offset, offset + input.limit),
    nextCursor: rows.length > offset + input.limit ? String(offset + input.limit) : null,
    total: rows.length,
    vat: sumOf(from, rows),
    ready: sumOf(
      from,
      rows.filter(({ standing }) => standing === 'ready'),
    ),
  }
})

/** The same as a file for whoever files the return. */
export const badDebtsFile = query(
  'collections.read',
  async (from, filter: BadDebtFilter): Promise<File> => {
    const { language } = from.session
    const say = (key: Parameters<typeof badDebtWord>[0]) => badDebtWord(key, language)
    const rows = await badDebtsOf(from, filter)
    const lines = rows.map((row) => [
      ...[row.number, row.customerName ?? '', row.suppliedOn, row.unpaid.currency],
      ...[toDecimalText(row.unpaid), toDecimalText(row.lost), toDecimalText(row.vat)],
      say(row.standing),
      ...row.conditions.map((condition) => conditionWord(condition, language)),
    ])
    const heads = (
      ['number', 'customer', 'supplied', 'currency', 'unpaid', 'lost', 'vat', 'standing'] as const
    ).map(say)
    const conditions = (['reported', 'age', 'written_off', 'told', 'legal'] as const).map(say)
    const csv = toCsv([[...heads, ...conditions], ...lines, [say('adviser')]])
    return new File([csv], `bad-debt-vat-${from.today}.csv`, { type: 'text/csv; charset=utf-8' })
  },
)
