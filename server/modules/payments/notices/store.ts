import type { Day } from '#core/day.ts'
import type { Currency } from '#core/money.ts'
import type { DepositState } from '#core/payments/deposit.ts'
import type { NoticeRow, NoticeSource, NoticeState } from '#core/payments/notice.ts'
import type { Permission } from '#core/permission.ts'
import { Refusal } from '#core/refusal.ts'
import { type LockedCustomer, lockCustomerOr } from '#modules/contacts/index.ts'
import type { Work } from '#platform/command.ts'
import { type From, moneyOf } from '../store.ts'

export type NoticeRecord = {
  id: string
  customer_id: string
  amount: number
  currency: Currency
  paid_on: Day
  bank: string | null
  reference: string | null
  note: string | null
  file_id: string | null
  source: NoticeSource
  thread_id: string | null
  message_id: string | null
  link_id: string | null
  state: NoticeState
  payment_id: string | null
  reason: string | null
  opened_at: Date
  opened_by_name: string
  ended_at: Date | null
  ended_by_name: string | null
  customer_name: string
  customer_name_en: string | null
  customer_number: string
  file_name: string | null
  file_mime: string | null
  payment_number: string | null
  /** The advance whose link it was said through. */
  deposit_id: string | null
  deposit_number: string | null
  deposit_state: DepositState | null
  deposit_due: number | null
}

export const rowOf = (row: NoticeRecord): NoticeRow => ({
  id: row.id,
  customerId: row.customer_id,
  customerName: row.customer_name,
  amount: moneyOf(row),
  paidOn: row.paid_on,
  bank: row.bank,
  reference: row.reference,
  source: row.source,
  state: row.state,
  hasFile: row.file_id !== null,
  openedAt: row.opened_at.toISOString(),
  openedBy: row.opened_by_name,
  endedAt: row.ended_at?.toISOString() ?? null,
  endedBy: row.ended_by_name,
  paymentId: row.payment_id,
  paymentNumber: row.payment_number,
  reason: row.reason,
})

/** @throws payments.notice_not_found */
export async function getNotice(
  from: Pick<From, 'run' | 'companyId'>,
  id: string,
): Promise<NoticeRecord> {
  const [row] = await from.run<NoticeRecord>(
    'select * from payment_notice_view where company_id = $1 and id = $2',
    [from.companyId, id],
  )
  if (!row) throw new Refusal('payments.notice_not_found', { id })
  return row
}

/**
 * Holds an open notice and, before it, its customer: whoever decides on it takes turns.
 * @throws payments.notice_not_found, payments.notice_ended
 */
export async function holdNotice(
  work: Work,
  id: string,
  permission: Permission,
): Promise<{ notice: NoticeRecord; customer: LockedCustomer }> {
  const { customer_id: customerId } = await getNotice(work, id)
  const customer = await lockCustomerOr(
    work,
    customerId,
    permission,
    () => new Refusal('payments.notice_not_found', { id }),
  )
  await work.run(
    'select id from payment_notice where company_id = $1 and id = $2 for no key update',
    [work.companyId, id],
  )
  const notice = await getNotice(work, id)
  if (notice.state !== 'open')
    throw new Refusal('payments.notice_ended', {
      state: notice.state,
      by: notice.ended_by_name ?? '',
    })
  return { notice, customer }
}

type Ending = Readonly<{
  state: Exclude<NoticeState, 'open'>
  paymentId?: string
  reason?: string
}>

/** Ends a notice that is held, once and for all. */
export async function endNotice(work: Work, notice: NoticeRecord, ending: Ending): Promise<void> {
  await work.run(
    `update payment_notice set state = $3, payment_id = $4, reason = $5, ended_at = $6, ended_by = $7,
       ended_by_name = $8 where company_id = $1 and id = $2`,
    [
      ...[work.companyId, notice.id, ending.state, ending.paymentId ?? null],
      ...[ending.reason ?? null, work.now, work.actor.id, work.actor.name],
    ],
  )
  work.audit(`payments.notice_${ending.state}`, {
    kind: 'payment_notice',
    id: notice.id,
    before: { state: notice.state },
    after: ending,
  })
}
