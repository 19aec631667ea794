import type { Currency, Money } from '#core/money.ts'
import { customersWithin } from '#modules/contacts/index.ts'
import { postEntry } from '#modules/ledger/index.ts'
import type { Work } from '#platform/command.ts'
import type { From } from '../store.ts'

type Handed = {
  id: string
  agency_id: string
  customer_id: string
  currency: Currency
  amount: number
  commission: number
  vat: number
  number: string
  rate: string | null
}

/**
 * A payment that an agency had handed over was none: its commission is ours again, and what the bank
 * got of it is the agency's, which takes it from the next money that it hands over.
 */
export async function returnHanded(work: Work, paymentId: string): Promise<void> {
  // Whoever records a hand-over of it at this moment holds it.
  await work.run(
    'select id from agency_payment where company_id = $1 and payment_id = $2 for update',
    [work.companyId, paymentId],
  )
  const [handed] = await work.run<Handed>(
    `select g.id, m.agency_id, r.customer_id, m.currency, g.amount, g.commission, g.vat, p.number,
       e.rate
     from agency_payment g
     join agency_remittance m on m.company_id = g.company_id and m.id = g.remittance_id
     join referral r on r.company_id = g.company_id and r.id = g.referral_id
     join payment_view p on p.company_id = g.company_id and p.id = g.payment_id
     left join journal_entry e on e.company_id = m.company_id and e.id = m.entry_id
     where g.company_id = $1 and g.payment_id = $2 and not exists (select from agency_return t
       where t.company_id = g.company_id and t.report_id = g.id)`,
    [work.companyId, paymentId],
  )
  if (!handed) return
  const { id, agency_id: agencyId, customer_id: customerId, currency, commission, vat } = handed
  const entryId =
    commission + vat === 0
      ? null
      : (
          await postEntry(work, {
            kind: 'agency_remittance',
            document: { kind: 'agency_remittance', id, number: handed.number },
            postedOn: work.today,
            customerId,
            currency,
            ...(handed.rate !== null && { rate: handed.rate }),
            lines: [
              { account: 'agency_clearing' as const, amount: commission + vat },
              { account: 'agency_fees' as const, amount: -commission },
              { account: 'vat_input' as const, amount: -vat },
            ].filter(({ amount }) => amount !== 0),
          })
        ).entryId
  const back = handed.amount - commission - vat
  await work.run(
    `insert into agency_return (company_id, report_id, agency_id, customer_id, currency, amount,
       entry_id, at) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [work.companyId, id, agencyId, customerId, currency, back, entryId, work.now],
  )
  work.audit('collections.agency_returned', {
    kind: 'agency',
    id: agencyId,
    before: null,
    after: {
      number: handed.number,
      amount: { minor: back, currency },
      commission: { minor: commission, currency },
      vat: { minor: vat, currency },
    },
  })
  work.whisper('collections.agency_returned', { kind: 'agency', id: agencyId })
}

type Open = { report_id: string; left: number }

/** Takes as much of what is an agency's again as this bears, the oldest first. */
export async function takeReturned(
  work: Work,
  agencyId: string,
  { minor: most, currency }: Money,
): Promise<number> {
  const open = await work.run<Open>(
    `select report_id, amount - settled as left from agency_return
     where company_id = $1 and agency_id = $2 and currency = $3 and settled < amount
       and ($4::uuid[] is null or customer_id = any($4)) order by at, report_id for update`,
    [
      ...[work.companyId, agencyId, currency],
      (await customersWithin(work, 'collections.agencies')) ?? null,
    ],
  )
  let taken = 0
  for (const { report_id: id, left } of open) {
    const part = Math.min(left, most - taken)
    if (part === 0) break
    await work.run(
      'update agency_return set settled = settled + $3 where company_id = $1 and report_id = $2',
      [work.companyId, id, part],
    )
    taken += part
  }
  return taken
}

/** What is each agency's again of money that it handed over, of the customers in the reader's reach. */
export async function owedBack(from: From): Promise<ReadonlyMap<string, Money[]>> {
  const rows = await from.run<{ agency_id: string; currency: Currency; minor: number }>(
    `select agency_id, currency, sum(amount - settled)::bigint as minor from agency_return
     where company_id = $1 and settled < amount and ($2::uuid[] is null or customer_id = any($2))
     group by agency_id, currency order by currency`,
    [from.companyId, (await customersWithin(from, 'collections.read')) ?? null],
  )
  const found = new Map<string, Money[]>()
  for (const { agency_id: id, minor, currency } of rows)
    found.set(id, [...(found.get(id) ?? []), { minor, currency }])
  return found
}
