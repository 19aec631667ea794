import { toDecimalText } from '#core/money.ts'
import { postEntry } from '#modules/ledger/index.ts'
import type { Work } from '#platform/command.ts'
import { accountOf } from '../book-payment.ts'
import type { GatewayPayment } from '../gateway.ts'

type Receipt = { number: string; paid_on: string; rate: string | null; method: 'card' | 'wallet' }

/**
 * Books what the gateway keeps of a payment, once: an expense, and that much less for it to pay
 * out. A fee that the gateway names only later is booked when it does.
 * @param datedToday the month of the payment is closed
 */
export async function bookFee(
  work: Work,
  paymentId: string,
  { fee }: Pick<GatewayPayment, 'fee'>,
  datedToday: boolean,
): Promise<void> {
  if (!fee || fee.minor <= 0) return
  const [known] = await work.run(
    'select 1 from gateway_fee where company_id = $1 and payment_id = $2',
    [work.companyId, paymentId],
  )
  if (known) return
  const [receipt] = await work.run<Receipt>(
    'select number, paid_on, rate, method from payment where company_id = $1 and id = $2',
    [work.companyId, paymentId],
  )
  if (!receipt) throw new Error('A fee is of a payment that is there')
  const { entryId } = await postEntry(work, {
    kind: 'gateway_fee',
    document: { kind: 'gateway_fee', id: paymentId, number: receipt.number },
    postedOn: datedToday ? work.today : receipt.paid_on,
    currency: fee.currency,
    ...(receipt.rate && { rate: receipt.rate }),
    lines: [
      { account: 'gateway_fees', amount: fee.minor },
      { account: accountOf({ method: receipt.method, source: 'gateway' }), amount: -fee.minor },
    ],
  })
  await work.run(
    `insert into gateway_fee (company_id, payment_id, amount, entry_id, at)
     values ($1, $2, $3, $4, $5)`,
    [work.companyId, paymentId, fee.minor, entryId, work.now],
  )
  work.audit('payments.fee_booked', {
    kind: 'payment',
    id: paymentId,
    before: null,
    after: { fee: `${toDecimalText(fee)} ${fee.currency}` },
  })
}
