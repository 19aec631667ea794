import { z } from 'zod'
import { Day } from '#core/day.ts'
import { Share } from '#core/ledger/open-item.ts'
import { Id, NewId } from '#core/list.ts'
import { Money, Rate } from '#core/money.ts'
import { PaperContent } from '#core/paper.ts'
import { PayToken } from './pay-link.ts'
import { PositiveMoney } from './payment.ts'

/** By which way a customer said that they transferred. */
export const NoticeSource = z.enum(['chat', 'mail', 'pay_page', 'staff'])
export type NoticeSource = z.infer<typeof NoticeSource>

export const NoticeState = z.enum(['open', 'confirmed', 'refused', 'withdrawn'])
export type NoticeState = z.infer<typeof NoticeState>

/** A picture or a PDF of at most five megabytes, as base64. */
export const NoticeFile = z.object({
  name: z.string().trim().min(1).max(200),
  content: PaperContent,
})
export type NoticeFile = z.infer<typeof NoticeFile>

const said = {
  /** Chosen by the page, so that a double click opens one notice. */
  id: NewId,
  amount: PositiveMoney,
  paidOn: Day,
  bank: z.string().trim().max(80).optional(),
  reference: z.string().trim().max(80).optional(),
  file: NoticeFile.optional(),
}

export const OpenNotice = z.object({
  ...said,
  customerId: Id,
  note: z.string().trim().max(500).optional(),
  /** The message that the receipt came with; its file is the notice's. */
  messageId: Id.optional(),
})
export type OpenNotice = z.infer<typeof OpenNotice>

/** What the holder of a pay link says. */
export const SayTransferred = z.object({ ...said, token: PayToken })
export type SayTransferred = z.infer<typeof SayTransferred>

export const ConfirmNotice = z.object({
  id: Id,
  /** The payment that is recorded. */
  paymentId: NewId,
  /** What arrived, which may be another amount than what was said. */
  amount: PositiveMoney,
  paidOn: Day,
  reference: z.string().trim().max(80).optional(),
  rate: Rate.optional(),
  /** Absent: the oldest first. */
  shares: z.array(Share).max(500).optional(),
  /** The line of the bank that is this money. */
  lineId: Id.optional(),
})
export type ConfirmNotice = z.infer<typeof ConfirmNotice>

/** The payment in the books that a notice speaks of. */
export const LinkNotice = z.object({ id: Id, paymentId: Id })
export type LinkNotice = z.infer<typeof LinkNotice>

export const RefuseNotice = z.object({
  id: Id,
  reason: z.string().trim().min(1).max(500),
  /** Tells the customer, in their language. */
  tell: z.boolean().default(true),
})
export type RefuseNotice = z.output<typeof RefuseNotice>

export const NoticeRow = z.object({
  id: Id,
  customerId: Id,
  customerName: z.string(),
  amount: Money,
  paidOn: Day,
  bank: z.string().nullable(),
  reference: z.string().nullable(),
  source: NoticeSource,
  state: NoticeState,
  hasFile: z.boolean(),
  openedAt: z.iso.datetime(),
  openedBy: z.string(),
  endedAt: z.iso.datetime().nullable(),
  endedBy: z.string().nullable(),
  paymentId: Id.nullable(),
  paymentNumber: z.string().nullable(),
  reason: z.string().nullable(),
})
export type NoticeRow = z.infer<typeof NoticeRow>

/** Whether a file of this kind may be the receipt of a transfer. */
export const isReceiptMime = (mime: string | null): boolean =>
  mime === 'application/pdf' ||
  mime === 'image/png' ||
  mime === 'image/jpeg' ||
  mime === 'image/webp'
