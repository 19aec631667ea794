import { z } from 'zod'
import { Day } from '#core/day.ts'
import { Id, PageInput, pageOf } from '#core/list.ts'
import { Money } from '#core/money.ts'
import { byId, routesOf } from '#core/route.ts'
import { BankLineRow } from './bank/line.ts'
import * as notice from './notice.ts'
import { Method } from './payment.ts'

const at = routesOf('payments')

export const ListNotices = PageInput.extend({
  state: z.array(notice.NoticeState).max(4).optional(),
  source: z.array(notice.NoticeSource).max(4).optional(),
  customerId: Id.optional(),
  search: z.string().trim().max(120).optional(),
})
export type ListNotices = z.output<typeof ListNotices>

export const Notice = notice.NoticeRow.extend({
  note: z.string().nullable(),
  customerNumber: z.string(),
  threadId: Id.nullable(),
  messageId: Id.nullable(),
  /** The advance that it was said for, what is still to come of it, and whether it waits for money. */
  deposit: z.object({ id: Id, number: z.string(), due: Money, waits: z.boolean() }).nullable(),
  file: z.object({ name: z.string(), mime: z.string(), link: z.string() }).nullable(),
  /** Payments in the books that may be this money already. */
  payments: z.array(
    z.object({
      id: Id,
      number: z.string(),
      paidOn: Day,
      amount: Money,
      method: Method,
      reference: z.string().nullable(),
    }),
  ),
  /** Lines of the bank that may be this money; empty for those who may not see the bank. */
  lines: z.array(BankLineRow),
})
export type Notice = z.infer<typeof Notice>

/** The wire of payment notices. */
export const noticeContract = {
  openNotice: at('POST', '/payment-notices').input(notice.OpenNotice).output(Notice),
  notices: at('GET', '/payment-notices').input(ListNotices).output(pageOf(notice.NoticeRow)),
  notice: at('GET', '/payment-notices/{id}').input(byId).output(Notice),
  confirmNotice: at('POST', '/payment-notices/{id}/confirmation')
    .input(notice.ConfirmNotice)
    .output(Notice),
  linkNotice: at('POST', '/payment-notices/{id}/payment').input(notice.LinkNotice).output(Notice),
  refuseNotice: at('POST', '/payment-notices/{id}/refusal')
    .input(notice.RefuseNotice)
    .output(Notice),
  withdrawNotice: at('POST', '/payment-notices/{id}/withdrawal').input(byId).output(Notice),
  /** What the holder of a pay link says, signed in as nobody. */
  sayTransferred: at('POST', '/pay/{token}/notices')
    .input(notice.SayTransferred)
    .output(z.object({ done: z.literal(true) })),
}
