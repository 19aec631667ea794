import type { Day } from '#core/day.ts'
import type { OpenItem, Share } from '#core/ledger/open-item.ts'
import type { Currency } from '#core/money.ts'

/** Money that came in, as far as it says whose it is. */
export type Arrived = Readonly<{
  amount: number
  currency: Currency
  bookedOn: Day
  description: string
  reference: string | null
  counterparty: string | null
  iban: string | null
}>

export type Debtor = Readonly<{
  id: string
  number: string
  name: string
  nameEn: string | null
  items: readonly OpenItem[]
}>
export type WaitingNotice = Readonly<{
  id: string
  customerId: string
  amount: number
  currency: Currency
  paidOn: Day
  reference: string | null
  /** The advance that it was said for and that still waits for its money. */
  depositId: string | null
}>
/** A payment in the books that no line of the bank stands for yet. */
export type LoosePayment = Omit<WaitingNotice, 'depositId'> &
  Readonly<{
    number: string
    /** Whether it answered a notice already. */
    answers?: boolean
  }>

/** A cheque that is at the bank, and what it is for. */
export type DepositedCheque = Readonly<{
  id: string
  customerId: string
  number: string
  amount: number
  currency: Currency
  depositedOn: Day
  shares: readonly Share[]
}>

/** An advance that was asked for, and what is still to come of it. */
export type WaitingAdvance = Readonly<{
  id: string
  customerId: string
  number: string
  due: number
  currency: Currency
}>

/** Everything that is known and could say whose money it is. */
export type Known = Readonly<{
  debtors: readonly Debtor[]
  notices: readonly WaitingNotice[]
  payments: readonly LoosePayment[]
  cheques: readonly DepositedCheque[]
  advances: readonly WaitingAdvance[]
  /** Whose account an IBAN was in an earlier match. */
  ibans: ReadonlyMap<string, string>
  rules: readonly Readonly<{ words: string; customerId: string }>[]
}>
