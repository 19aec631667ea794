import { z } from 'zod'
import { Day } from '#core/day.ts'
import { Id, NewId, PageInput, pageOf } from '#core/list.ts'
import { Money } from '#core/money.ts'
import { NoticeFile } from '#core/payments/notice.ts'
import { PositiveMoney } from '#core/payments/payment.ts'
import { byId, none, routesOf } from '#core/route.ts'
import { Exchanged, ReferralRow, ReferralUpdate, ReferredItem } from './agency-api.ts'
import { AgencyPayment, AgencyPaymentTo, Commission, Month } from './agency-money-api.ts'
import { UpdateCode } from './agency-referral.ts'

const text = (most: number) => z.string().trim().max(most)
const at = routesOf('collections')

const Said = z.object({
  code: UpdateCode,
  note: text(1000).default(''),
  amount: PositiveMoney.optional(),
  dueOn: Day.optional(),
})

export const AddUpdate = Said.extend({ id: Id, updateId: NewId, file: NoticeFile.optional() })
export type AddUpdate = z.infer<typeof AddUpdate>

export const ReportPayment = z.object({
  id: Id,
  newPaymentId: NewId,
  amount: PositiveMoney,
  paidOn: Day,
  to: AgencyPaymentTo,
  reference: text(80).default(''),
  file: NoticeFile.optional(),
})
export type ReportPayment = z.infer<typeof ReportPayment>

/** What an agency sees of a debt: what it needs to ask for it, and nothing else. */
export const AgencyDebt = ReferralRow.pick({
  id: true,
  customerName: true,
  state: true,
  amount: true,
  left: true,
  invoices: true,
  startedOn: true,
  endedOn: true,
  heardOn: true,
})
export type AgencyDebt = z.infer<typeof AgencyDebt>

export const AgencyDebtDetail = AgencyDebt.extend({
  contact: z.object({
    name: z.string().nullable(),
    phone: z.string().nullable(),
    email: z.string().nullable(),
    registration: z.string().nullable(),
    address: z.string().nullable(),
  }),
  items: z.array(ReferredItem),
  updates: z.array(ReferralUpdate),
  payments: z.array(
    AgencyPayment.pick({
      id: true,
      amount: true,
      paidOn: true,
      to: true,
      reference: true,
      state: true,
      reason: true,
    }),
  ),
  /** Money that came for these invoices while it has them. */
  received: z.array(z.object({ number: z.string(), paidOn: Day, amount: Money })),
  evidence: z.boolean(),
})
export type AgencyDebtDetail = z.infer<typeof AgencyDebtDetail>

/** The agency's side: its own debts, whatever ids it asks with. */
export const agencyDeskContract = {
  agencyDebts: at('GET', '/agency/debts')
    .input(PageInput.extend({ open: z.boolean().optional() }))
    .output(pageOf(AgencyDebt).extend({ agencyName: z.string() })),
  agencyDebt: at('GET', '/agency/debts/{id}').input(byId).output(AgencyDebtDetail),
  agencyInvoice: at('GET', '/agency/debts/{id}/invoices/{invoiceId}/file')
    .input(byId.extend({ invoiceId: Id }))
    .output(z.file()),
  addAgencyUpdate: at('POST', '/agency/debts/{id}/updates')
    .input(AddUpdate)
    .output(AgencyDebtDetail),
  reportAgencyPayment: at('POST', '/agency/debts/{id}/payments')
    .input(ReportPayment)
    .output(AgencyDebtDetail),
  ownCommission: at('GET', '/agency/commission')
    .input(z.object({ month: Month }))
    .output(Commission),
  ownCommissionFile: at('GET', '/agency/commission/file')
    .input(z.object({ month: Month, format: z.enum(['csv', 'pdf']) }))
    .output(z.file()),
  exportOwnDebts: at('GET', '/agency/debts/file').input(none).output(z.file()),
  importOwnUpdates: at('POST', '/agency/update-files')
    .input(z.object({ requestId: NewId, file: NoticeFile }))
    .output(Exchanged),
}
