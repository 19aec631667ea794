import { addDays, type Day } from '#core/day.ts'
import type { OpenItem } from '#core/ledger/open-item.ts'
import type { Currency } from '#core/money.ts'
import type {
  Arrived,
  Debtor,
  Known,
  LoosePayment,
  WaitingNotice,
} from '#core/payments/bank/match.ts'
import type { Permission } from '#core/permission.ts'
import { type CustomerName, customersWithin, nameCustomers } from '#modules/contacts/index.ts'
import { openItemsOf } from '#modules/ledger/index.ts'
import type { From } from '../store.ts'

/** So far from a line's day a payment or a notice is still looked at. */
const farDays = 10

type Names = ReadonlyMap<string, CustomerName>

/** Whoever answers for a record, or nobody where it is out of the reader's reach. */
type Survivor = (id: string) => string | undefined

/** Everyone, with all that they owe: a number in another currency says whose the money is, too. */
async function debtorsOf(from: From, names: Names, survivor: Survivor): Promise<Debtor[]> {
  const items = new Map<string, OpenItem[]>()
  for (const { id, number, dueOn, balance, partyId } of await openItemsOf(from, { all: true })) {
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

type MoneyRow = {
  id: string
  number: string
  customer_id: string
  amount: number
  currency: Currency
  paid_on: Day
  reference: string | null
}

const moneyOf = (rows: readonly MoneyRow[], survivor: Survivor): LoosePayment[] =>
  rows.flatMap((row) => {
    const customerId = survivor(row.customer_id)
    if (!customerId) return []
    const { id, number, amount, currency, reference } = row
    return [{ id, number, customerId, amount, currency, paidOn: row.paid_on, reference }]
  })

/** Payments and notices that wait for their line, of about the days in question. */
async function waitingOf(
  from: From,
  survivor: Survivor,
  first: Day,
  last: Day,
): Promise<{ payments: LoosePayment[]; notices: WaitingNotice[] }> {
  const values = [from.companyId, addDays(first, -farDays), addDays(last, farDays)]
  const payments = await from.run<MoneyRow>(
    `select p.id, p.number, p.customer_id, p.amount, p.currency, p.paid_on, p.reference
     from payment p where p.company_id = $1 and p.paid_on between $2 and $3
       and p.method = 'transfer' and p.source <> 'gateway'
       and not exists (select 1 from payment_reversal r
         where r.company_id = p.company_id and r.payment_id = p.id)
       and not exists (select 1 from bank_match m
         where m.company_id = p.company_id and m.payment_id = p.id and m.undone_at is null)`,
    values,
  )
  const notices = await from.run<MoneyRow>(
    `select n.id, '' as number, n.customer_id, n.amount, n.currency, n.paid_on, n.reference
     from payment_notice n where n.company_id = $1 and n.state = 'open'
       and n.paid_on between $2 and $3`,
    values,
  )
  return { payments: moneyOf(payments, survivor), notices: moneyOf(notices, survivor) }
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

/** All that could say whose these lines are, as far as the reader may know it. */
export async function knownFor(
  from: From,
  lines: readonly Arrived[],
  within: Permission,
): Promise<{ known: Known; names: Names }> {
  const own = await customersWithin(from, within)
  const names = await nameCustomers(from)
  const reach = own && new Set(own)
  const survivor: Survivor = (id) =>
    !reach || reach.has(id) ? (names.get(id)?.survivorId ?? undefined) : undefined
  const days = lines.map(({ bookedOn }) => bookedOn).toSorted()
  const [first = from.today] = days
  const last = days.at(-1) ?? from.today
  const rules = await from.run<{ words: string; customer_id: string }>(
    'select words, customer_id from bank_rule where company_id = $1 order by words',
    [from.companyId],
  )
  const known: Known = {
    debtors: await debtorsOf(from, names, survivor),
    ...(await waitingOf(from, survivor, first, last)),
    ibans: await ibansOf(from, survivor, lines),
    rules: rules.flatMap(({ words, customer_id: id }) => {
      const customerId = survivor(id)
      return customerId ? [{ words, customerId }] : []
    }),
  }
  return { known, names }
}
