/**
 * A customer's debt as somebody would keep it in a notebook: what happened, on which day, and when
 * it was written down. Nothing of the house's own rules is used here; what the desk may do is
 * worked out anew in the files beside this one, and the two must agree.
 */
export type Invoice = Readonly<{
  id: string
  itemId: string
  postedOn: string
  dueOn: string
  minor: number
  at: number
}>

/** What the customer owes more, or less, since a day; `at` is the step that wrote it down. */
export type Line = Readonly<{ minor: number; on: string; at: number }>

/** So much of an invoice is settled by something; `back` once that was taken back. */
export type Move = {
  readonly by: string
  readonly itemId: string
  readonly minor: number
  readonly on: string
  /** The day of the money itself: the invoice may be younger. */
  readonly cameOn: string
  readonly at: number
  readonly isMoney: boolean
  back?: Readonly<{ on: string; at: number }>
}

export type Share = Readonly<{ itemId: string; minor: number }>
type Payment = { id: string; minor: number; paidOn: string; stands: boolean }
export type Word = Readonly<{
  id: string
  minor: number
  dueOn: string
  lastDay: string
  /** The day and the step of it. */
  givenOn: string
  at: number
  covers: readonly Share[]
}> & { ended: boolean }
export type Plan = Readonly<{
  id: string
  minor: number
  at: number
  covers: readonly Share[]
  graceDays: number
  breaksAfter: number
  parts: readonly Readonly<{ dueOn: string; minor: number }>[]
  /** The instalments that were asked for, each kind once. */
  told: Set<string>
}> & { ended: boolean }
type Dispute = { id: string; itemId: string; minor: number | null; open: boolean }
type Pause = { id: string; itemId: string | null; until: string | null; open: boolean }
export type Cheque = Readonly<{
  id: string
  minor: number
  dueOn: string
  shares: readonly Share[]
}> & {
  state: 'in_hand' | 'deposited' | 'cleared' | 'bounced' | 'returned'
  depositedOn: string | null
  paymentId: string | null
}
export type Concession = Readonly<{
  id: string
  kind: 'settlement' | 'waiver' | 'write_off'
  items: readonly Share[]
  pay: number
  waived: number
  lastDay: string
  at: number
}> & { state: 'accepted' | 'kept' | 'failed' | 'posted' | 'ended'; posted: number }
type Referral = { id: string; itemIds: readonly string[]; open: boolean }

export type World = {
  day: string
  minute: number
  /** The number of the step under way. */
  tick: number
  readonly customerId: string
  readonly email: string
  readonly invoices: Invoice[]
  readonly lines: Line[]
  readonly moves: Move[]
  readonly payments: Payment[]
  readonly words: Word[]
  readonly plans: Plan[]
  readonly disputes: Dispute[]
  readonly pauses: Pause[]
  readonly notices: { id: string; minor: number; open: boolean }[]
  readonly cheques: Cheque[]
  readonly concessions: Concession[]
  readonly referrals: Referral[]
  /** By invoice: the highest rung of the ladder that was said, or given up. */
  readonly said: Map<string, number>
  readonly sentOn: string[]
  /** The days on which an instalment was asked for. */
  readonly instalmentsOn: string[]
  /** The days on which a colleague turned to them. */
  readonly turnedTo: string[]
  lockSeenAt: number | null
  spokeAt: number | null
  optedOut: boolean
  stoppedOn: string | null
  paysOnline: boolean
}

export const emptyWorld = (day: string, customerId: string, email: string): World => ({
  ...{ day, minute: 11 * 60, tick: 0, customerId, email },
  ...{ invoices: [], lines: [], moves: [], payments: [], words: [], plans: [], disputes: [] },
  ...{ pauses: [], notices: [], cheques: [], concessions: [], referrals: [] },
  ...{
    said: new Map(),
    sentOn: [],
    instalmentsOn: [],
    turnedTo: [],
    lockSeenAt: null,
    spokeAt: null,
    optedOut: false,
  },
  ...{ stoppedOn: null, paysOnline: false },
})

/** Minutes since some beginning, to tell how long ago something was. */
export const minuteOf = ({ day, minute }: Pick<World, 'day' | 'minute'>): number =>
  Date.parse(`${day}T00:00:00Z`) / 60_000 + minute

/** One of several by a drawn number; undefined of none. */
export const pick = <T>(of: readonly T[], drawn: number): T | undefined => of[drawn % of.length]

export const sum = <T>(of: readonly T[], minorOf: (each: T) => number): number =>
  of.reduce((all, each) => all + minorOf(each), 0)
