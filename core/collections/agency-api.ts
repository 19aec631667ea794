import { z } from 'zod'
import { Day } from '#core/day.ts'
import { Id, NewId, PageInput, pageOf } from '#core/list.ts'
import { MessageChannel, MessageState } from '#core/messaging/message.ts'
import { Money } from '#core/money.ts'
import { NoticeFile } from '#core/payments/notice.ts'
import { byId, none, routesOf } from '#core/route.ts'
import { AgencyPayment, Commission, Month, Remit, Remitted } from './agency-money-api.ts'
import { Readiness, ReferralState, UpdateCode } from './agency-referral.ts'
import { AgencyTerms } from './agency-terms.ts'
import { AgencyTransfer, TransferAgency, UndoAgencyTransfer } from './agency-transfer.ts'

const text = (most: number) => z.string().trim().max(most)
const Reasoned = z.string().trim().min(1).max(400)

export const SaveAgency = z.object({
  id: NewId,
  name: z.string().trim().min(1).max(120),
  /** The commercial registration. */
  registration: text(30).default(''),
  contactName: text(120).default(''),
  phone: text(30).default(''),
  email: z.union([z.literal(''), z.email().max(254)]).default(''),
  /** What the contract says beside the figures. */
  contract: text(2000).default(''),
  terms: AgencyTerms,
  /** Who of the users signs in for it: users of the role «شركة تحصيل» alone. */
  memberIds: z.array(Id).max(50).default([]),
  archived: z.boolean().default(false),
})
export type SaveAgency = z.infer<typeof SaveAgency>
export const Agency = SaveAgency.extend({
  members: z.array(z.object({ id: Id, name: z.string() })),
  /** How many referrals it has in hand, and what is left of them. */
  open: z.int(),
  left: z.array(Money),
  /** What it paid ahead, or handed over of payments that were none: its next hand-over takes it. */
  owedBack: z.array(Money),
  /**
   * What lies between it and us in each currency: above nothing it owes us, below it we owe the agency.
   * Of all customers together, for those who see them all.
   */
  between: z.array(Money),
})
export type Agency = z.infer<typeof Agency>

export const AgencySettings = z.object({
  /** Another person agrees before a debt leaves the house. */
  approvalNeeded: z.boolean(),
  /** For how many days after its notice to the customer a referral waits. */
  noticeDays: z.int().min(0).max(60),
})
export type AgencySettings = z.infer<typeof AgencySettings>

export const ReferralRow = z.object({
  id: Id,
  agencyId: Id,
  agencyName: z.string(),
  customerId: Id,
  customerName: z.string().nullable(),
  state: ReferralState,
  /** What was owed when it was prepared, and of it what still is. */
  amount: Money,
  left: Money,
  invoices: z.int(),
  reason: z.string(),
  preparedAt: z.iso.datetime(),
  preparedBy: z.string(),
  approvedBy: z.string().nullable(),
  waitsForApproval: z.boolean(),
  /** Whether the customer is told before it takes effect. */
  notified: z.boolean(),
  effectiveOn: Day,
  startedOn: Day.nullable(),
  endedOn: Day.nullable(),
  endedBy: z.string().nullable(),
  endReason: z.string().nullable(),
  /** When the agency last said something. */
  heardOn: Day.nullable(),
})
export type ReferralRow = z.infer<typeof ReferralRow>

export const ReferredItem = z.object({
  itemId: Id,
  invoiceId: Id,
  number: z.string(),
  dueOn: Day,
  amount: Money,
  left: Money,
})
export const ReferralUpdate = z.object({
  id: Id,
  at: z.iso.datetime(),
  by: z.string(),
  code: UpdateCode,
  note: z.string(),
  amount: Money.nullable(),
  dueOn: Day.nullable(),
  file: z.string().nullable(),
})
export type ReferralUpdate = z.infer<typeof ReferralUpdate>

/** Whether the customer was told of a referral. */
export const ReferralNotice = z.object({
  /** `none`: nobody asked for it; `waits`: it goes out once a colleague agrees; `refused`: it could not. */
  state: z.union([z.enum(['none', 'waits', 'refused']), MessageState]),
  channel: MessageChannel.nullable(),
  at: z.iso.datetime().nullable(),
  because: z.enum(['no_way', 'opted_out', 'address_invalid', 'no_account']).nullable(),
})
export type ReferralNotice = z.infer<typeof ReferralNotice>

export const ReferralDetail = ReferralRow.extend({
  notice: ReferralNotice,
  items: z.array(ReferredItem),
  updates: z.array(ReferralUpdate),
  payments: z.array(AgencyPayment),
  readiness: Readiness,
  terms: AgencyTerms,
})
export type ReferralDetail = z.infer<typeof ReferralDetail>

export const ReferralsInput = PageInput.extend({
  state: z.array(ReferralState).max(7).optional(),
  agencyId: Id.optional(),
  customerId: Id.optional(),
})
export type ReferralsInput = z.infer<typeof ReferralsInput>

/** What of a customer could be referred, and how far the chase of it went. */
export const ReferralGround = z.object({
  customerName: z.string(),
  /** All that they owe, late or not, by currency. */
  balance: z.array(Money),
  settings: AgencySettings,
  agencies: z.array(z.object({ id: Id, name: z.string() })),
  items: z.array(
    z.object({
      itemId: Id,
      invoiceId: Id,
      number: z.string(),
      dueOn: Day,
      daysLate: z.int(),
      balance: Money,
      /** With an agency already. */
      referred: z.boolean(),
    }),
  ),
  readiness: Readiness,
})
export type ReferralGround = z.infer<typeof ReferralGround>

export const Refer = z.object({
  id: NewId,
  agencyId: Id,
  customerId: Id,
  invoiceIds: z.array(Id).min(1).max(200),
  /** Why now, when the ladder is not exhausted. */
  reason: text(400).default(''),
  /** Tells the customer politely, and waits the days of notice. */
  notify: z.boolean().default(true),
})
export type Refer = z.infer<typeof Refer>

export const Exchanged = z.object({
  taken: z.int(),
  refused: z.array(z.object({ line: z.int(), reason: z.string(), text: z.string() })),
})
export type Exchanged = z.infer<typeof Exchanged>

const at = routesOf('collections')
const ofMonth = z.object({ id: Id, month: Month })
const rows = <Row extends z.ZodType>(row: Row) => z.object({ rows: z.array(row) })

/** The company's side: agencies, what is referred to them, what they bring and what they earn. */
export const agencyContract = {
  agencies: at('GET', '/agencies').input(none).output(rows(Agency)),
  agency: at('GET', '/agencies/{id}').input(byId).output(Agency),
  saveAgency: at('PUT', '/agencies/{id}').input(SaveAgency).output(Agency),
  agencySettings: at('GET', '/agency-settings').input(none).output(AgencySettings),
  saveAgencySettings: at('PUT', '/agency-settings').input(AgencySettings).output(AgencySettings),
  referralGround: at('GET', '/customers/{id}/referral-ground')
    .input(byId.extend({ invoiceIds: z.array(Id).max(200).optional() }))
    .output(ReferralGround),
  referrals: at('GET', '/referrals')
    .input(ReferralsInput)
    .output(
      pageOf(ReferralRow).extend({ sums: z.array(z.object({ amount: Money, left: Money })) }),
    ),
  referral: at('GET', '/referrals/{id}').input(byId).output(ReferralDetail),
  refer: at('POST', '/referrals').input(Refer).output(ReferralRow),
  approveReferral: at('POST', '/referrals/{id}/approval').input(byId).output(ReferralRow),
  recallReferral: at('POST', '/referrals/{id}/recall')
    .input(byId.extend({ reason: Reasoned }))
    .output(ReferralRow),
  closeReferral: at('POST', '/referrals/{id}/closing')
    .input(byId.extend({ outcome: z.enum(['uncollectable', 'returned']), reason: Reasoned }))
    .output(ReferralRow),
  agencyPayments: at('GET', '/agency-payments')
    .input(
      PageInput.extend({
        agencyId: Id.optional(),
        state: z.enum(['open', 'confirmed', 'refused']).optional(),
        /** Confirmed, and still lying with the agency. */
        held: z.boolean().optional(),
      }),
    )
    .output(pageOf(AgencyPayment)),
  agencyPaymentFile: at('GET', '/agency-payments/{id}/file').input(byId).output(z.file()),
  confirmAgencyPayment: at('POST', '/agency-payments/{id}/confirmation')
    .input(byId.extend({ newPaymentId: NewId }))
    .output(AgencyPayment),
  refuseAgencyPayment: at('POST', '/agency-payments/{id}/refusal')
    .input(byId.extend({ reason: Reasoned }))
    .output(AgencyPayment),
  remit: at('POST', '/agency-remittances').input(Remit).output(Remitted),
  agencyTransfers: at('GET', '/agencies/{id}/transfers').input(byId).output(rows(AgencyTransfer)),
  transferAgency: at('POST', '/agency-transfers').input(TransferAgency).output(AgencyTransfer),
  undoAgencyTransfer: at('POST', '/agency-transfers/{id}/undoing')
    .input(UndoAgencyTransfer)
    .output(AgencyTransfer),
  commission: at('GET', '/agencies/{id}/commission').input(ofMonth).output(Commission),
  commissionFile: at('GET', '/agencies/{id}/commission/file')
    .input(ofMonth.extend({ format: z.enum(['csv', 'pdf']) }))
    .output(z.file()),
  exportDebts: at('GET', '/agencies/{id}/debts/file').input(byId).output(z.file()),
  importUpdates: at('POST', '/agencies/{id}/update-files')
    .input(byId.extend({ requestId: NewId, file: NoticeFile }))
    .output(Exchanged),
}
