import { addDays, type Day } from '#core/day.ts'
import type { OpenItem } from '#core/ledger/open-item.ts'
import type { Currency } from '#core/money.ts'
import type {
  Arrived,
  Debtor,
  DepositedCheque,
  Known,
  LoosePayment,
  WaitingAdvance,
  WaitingNotice,
} from '#core/payments/bank/known.ts'
import { mostClearingDays } from '#core/payments/bank/match.ts'
import type { Permission } from '#core/permission.ts'
import { type CustomerName, customersWithin, nameCustomers } from '#modules/contacts/index.ts'
import { openItemsOf } from '#modules/ledger/index.ts'
import type { From } from '../store.ts'

/** So far from a line's day a payment or a notice is still looked at. */
const farDays = 10

type Names = ReadonlyMap<string, CustomerName>

/** Whoever answers for a record, or nobody where it is out of the reader's reach. */
type Survivor = (id: string) => string | undefined

/** The records in question; none: everyone. */
type Parties = readonly string[] | undefined

/** Everyone, with all that they owe: a number in another currency says whose the money is, too. */
async function debtorsOf(
  from: From,
  names: Names,
  survivor: Survivor,
  parties: Parties,
): Promise<Debtor[]> {
  const items = new Map<string, OpenItem[]>()
  for (const { id, number, dueOn, balance, partyId } of await openItemsOf(
    from,
    parties ? { parties: [...parties] } : { all: true },
  )) {
    if (balance.minor <= 0) continue
    const owner = survivor(partyId)
    if (!owner) continue
    const held = items.get(owner)
    const item = { id, number, dueOn, balance }
    if (held) held.push(item)
    else items.set(owner, [item])
  }
  return [...names.values()]
    .filter(({ id, survivorId }) => id === survivorId && survivor(id) !== undefined)
    .map(({ id, number, name, nameEn }) => ({
      ...{ id, number, name, nameEn },
      items: items.get(id) ?? [],
    }))
}

/** The first and the last day of some lines. */
type Days = readonly [first: Day, last: Day]

type MoneyRow = {
  id: string
  number: string
  customer_id: string
  amount: number
  currency: Currency
  paid_on: Day
  reference: string | null
  answers?: boolean
  deposit_id?: string | null
}

const moneyOf = (rows: readonly MoneyRow[], survivor: Survivor): LoosePayment[] =>
  rows.flatMap((row) => {
    const customerId = survivor(row.customer_id)
    if (!customerId) return []
    const { id, number, amount, currency, reference, answers = false } = row
    return [{ id, number, customerId, amount, currency, paidOn: row.paid_on, reference, answers }]
  })

/** Payments and notices that wait for their line, of about the days in question. */
async function waitingOf(
  from: From,
  survivor: Survivor,
  [first, last]: Days,
  parties: Parties,
): Promise<{ payments: LoosePayment[]; notices: WaitingNotice[] }> {
  const values = [
    ...[from.companyId, addDays(first, -farDays), addDays(last, farDays)],
    parties ?? null,
  ]
  const payments = await from.run<MoneyRow>(
    `select p.id, p.number, p.customer_id, p.amount, p.currency, p.paid_on, p.reference,
       exists (select 1 from payment_notice n
         where n.company_id = p.company_id and n.payment_id = p.id) as answers
     from payment p where p.company_id = $1 and p.paid_on between $2 and $3
       and ($4::uuid[] is null or p.customer_id = any($4))
       and (p.method = 'transfer' or exists (select 1 from instrument i
         where i.company_id = p.company_id and i.payment_id = p.id)) and p.source <> 'gateway'
       and not exists (select 1 from payment_reversal r
         where r.company_id = p.company_id and r.payment_id = p.id)
       and not exists (select 1 from bank_match m
         where m.company_id = p.company_id and m.payment_id = p.id and m.undone_at is null)`,
    values,
  )
  const notices = await from.run<MoneyRow>(
    `select n.id, '' as number, n.customer_id, n.amount, n.currency, n.paid_on, n.reference,
       case when n.deposit_state = 'requested' then n.deposit_id end as deposit_id
     from payment_notice_view n where n.company_id = $1 and n.state = 'open'
       and n.paid_on between $2 and $3 and ($4::uuid[] is null or n.customer_id = any($4))`,
    values,
  )
  const saidFor = new Map(notices.map(({ id, deposit_id: depositId = null }) => [id, depositId]))
  return {
    payments: moneyOf(payments, survivor),
    notices: moneyOf(notices, survivor).map((notice) => ({
      ...notice,
      depositId: saidFor.get(notice.id) ?? null,
    })),
  }
}

/** Cheques that were deposited before the last of these lines, and are not paid yet. */
async function chequesOf(
  from: From,
  survivor: Survivor,
  [first, last]: Days,
  parties: Parties,
): Promise<DepositedCheque[]> {
  const rows = await from.run<{
    id: string
    customer_id: string
    number: string
    amount: number
    currency: Currency
    deposited_on: Day
    shares: { itemId: string; minor: number }[]
  }>(
    `select i.id, i.customer_id, i.number, i.amount, i.currency, i.deposited_on,
       coalesce((select jsonb_agg(jsonb_build_object('itemId', t.item_id, 'minor', t.amount)
           order by t.place, t.item_id) from instrument_item t
         where t.company_id = i.company_id and t.instrument_id = i.id), '[]') as shares
     from instrument i where i.company_id = $1 and i.kind = 'cheque' and i.state = 'deposited'
       and i.deposited_on between $2 and $3
       and ($4::uuid[] is null or i.customer_id = any($4))`,
    [from.companyId, addDays(first, -mostClearingDays), last, parties ?? null],
  )
  return rows.flatMap((row) => {
    const customerId = survivor(row.customer_id)
    if (!customerId) return []
    const { id, number, amount, currency, deposited_on: depositedOn } = row
    const shares = row.shares.map(({ itemId, minor }) => ({ itemId, amount: { minor, currency } }))
    return [{ id, customerId, number, amount, currency, depositedOn, shares }]
  })
}

/** Advances of which something is still to come. */
async function advancesOf(
  from: From,
  survivor: Survivor,
  parties: Parties,
): Promise<WaitingAdvance[]> {
  const rows = await from.run<WaitingAdvance & { customer_id: string }>(
    `select id, customer_id, number, amount - paid as due, currency from deposit
     where company_id = $1 and kind = 'advance' and state = 'requested'
       and ($2::uuid[] is null or customer_id = any($2)) order by id`,
    [from.companyId, parties ?? null],
  )
  return rows.flatMap(({ customer_id: id, ...row }) => {
    const customerId = survivor(id)
    return customerId ? [{ ...row, customerId }] : []
  })
}

/** Whose an IBAN was in the latest match of a line that came from it; the company's own is nobody's. */
async function ibansOf(
  from: From,
  survivor: Survivor,
  lines: readonly Arrived[],
): Promise<Map<string, string>> {
  const ibans = [...new Set(lines.flatMap(({ iban }) => iban ?? []))]
  if (ibans.length === 0) return new Map()
  const rows = await from.run<{ iban: string; customer_id: string }>(
    `select distinct on (l.iban) l.iban, m.customer_id from bank_line l
     join bank_match m on m.company_id = l.company_id and m.line_id = l.id and m.undone_at is null
     where l.company_id = $1 and l.iban = any($2)
       and not exists (select 1 from bank_account a where a.company_id = $1 and a.iban = l.iban)
     order by l.iban, m.matched_at desc, m.id`,
    [from.companyId, ibans],
  )
  return new Map(
    rows.flatMap(({ iban, customer_id: id }) => {
      const owner = survivor(id)
      return owner ? [[iban, owner] as const] : []
    }),
  )
}

/**
 * All that could say whose these lines are, as far as the reader may know it.
 * @param parties of one customer alone, who is held: what is known of them now
 */
export async function knownFor(
  from: From,
  lines: readonly Arrived[],
  within: Permission,
  parties?: readonly string[],
): Promise<{ known: Known; names: Names }> {
  const own = await customersWithin(from, within)
  const names = await nameCustomers(from, parties)
  const reach = own && new Set(own)
  const survivor: Survivor = (id) =>
    !reach || reach.has(id) ? (names.get(id)?.survivorId ?? undefined) : undefined
  const sorted = lines.map(({ bookedOn }) => bookedOn).toSorted()
  const days: Days = [sorted[0] ?? from.today, sorted.at(-1) ?? from.today]
  const rules = await from.run<{ words: string; customer_id: string }>(
    'select words, customer_id from bank_rule where company_id = $1 order by words',
    [from.companyId],
  )
  const known: Known = {
    debtors: await debtorsOf(from, names, survivor, parties),
    ...(await waitingOf(from, survivor, days, parties)),
    cheques: await chequesOf(from, survivor, days, parties),
    advances: await advancesOf(from, survivor, parties),
    ibans: await ibansOf(from, survivor, lines),
    rules: rules.flatMap(({ words, customer_id: id }) => {
      const customerId = survivor(id)
      return customerId ? [{ words, customerId }] : []
    }),
  }
  return { known, names }
}
