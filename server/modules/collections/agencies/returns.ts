import type { Currency } from '#core/money.ts'
import { postEntry } from '#modules/ledger/index.ts'
import type { Work } from '#platform/command.ts'

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
 * got of it is the agency's, which takes it from the next money that it
 * hands over or is paid it.
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
