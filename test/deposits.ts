import type { DepositMove } from '#core/payments/deposit.ts'
import type { Deposit, RequestDeposit } from '#core/payments/deposit-api.ts'
import { payDeposit } from '#modules/payments/deposits/pay.ts'
import { requestDeposit } from '#modules/payments/deposits/request.ts'
import { undoDeposit } from '#modules/payments/deposits/undo-step.ts'
import { newId, sar, type TestHouse } from './house.ts'

/** The token of a link. */
export const tokenOf = (url: string | undefined) => url?.split('/').at(-1) ?? ''

/** The last step of a request that was this. */
export const stepOf = ({ history }: Deposit, move: DepositMove) =>
  history.find((step) => step.move === move)?.step

/** Advances and securities of a test, in a house whose day is 22 November 2026. */
export function depositsOf(house: TestHouse) {
  const ask = (customerId: string, change: Partial<RequestDeposit> = {}) =>
    requestDeposit(house.session(), {
      ...{ id: newId(), kind: 'advance', customerId, subject: 'تأثيث الفرع', dueOn: '2026-11-29' },
      ...(change.percent === undefined && { amount: sar(300) }),
      ...change,
    })
  const secure = (customerId: string, riyals: number) =>
    ask(customerId, { kind: 'security', amount: sar(riyals) })
  const pay = (id: string, riyals?: number) =>
    payDeposit(house.session(), {
      ...{ id, newPaymentId: newId(), method: 'transfer', paidOn: '2026-11-22' },
      ...(riyals !== undefined && { amount: sar(riyals) }),
    })
  const undo = (id: string, step: number | undefined) =>
    undoDeposit(house.session(), { id, step: step ?? 0, reason: 'سُجّل خطأ' })
  /** What the books say is owed back for securities, and what this customer owes. */
  const booksOf = async (customerId: string) => {
    const [row] = await house.sql<{ held: number; owes: number }>(
      `select coalesce(-sum(l.amount) filter (where a.key = 'security_deposits'), 0)::int as held,
         coalesce(sum(l.amount) filter (where l.party_id = $1), 0)::int as owes
       from journal_line l join account a on a.company_id = l.company_id and a.id = l.account_id
       join journal_entry e on e.company_id = l.company_id and e.id = l.entry_id
       where e.party_id = $1`,
      [customerId],
    )
    return row
  }
  return { ask, secure, pay, undo, booksOf }
}
