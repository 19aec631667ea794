import type { Calendar } from '#core/calendar.ts'
import type { Day } from '#core/day.ts'
import type { Money } from '#core/money.ts'
import { type ContactChannel, type ContactOutcome, wasReached } from './outcome.ts'

/** The last contact of the desk with a customer. */
export type LastContact = Readonly<{
  on: Day
  daysAgo: number
  by: string
  outcome: ContactOutcome
  channel: ContactChannel
  /** An instant, comparable as a number. */
  atMs: number
  followUpMs: number | null
}>

/** All that a row of the queue is made of: one customer who owes something late. */
export type DeskFacts = Readonly<{
  today: Day
  nowMs: number
  /** When the company contacts its customers; absent: on every day. */
  calendar?: Calendar
  /** What may be asked for now: late, and neither promised, planned nor disputed. */
  askable: Money
  /** All that is late, in the same currency. */
  late: Money
  /** The cheque or settlement that is waited for first, through its last day. */
  held?: Readonly<{ by: 'instrument' | 'settlement'; until: Day }> | null
  /** Of the oldest invoice that may be asked for; where none may, of the oldest. */
  daysLate: number
  /** How late the money is on average: an old remainder does not age a young debt. */
  ageDays: number
  /** Whether what is over ninety days late is worth naming: a tenth of it or more. */
  over90: boolean
  /** Those that may be asked for; where none may, all that are late. */
  invoices: number
  disputed: boolean
  last: LastContact | null
  /**
   * For how many days nobody has spoken with them, at the desk, in a conversation, or when they gave
   * their word; null: nobody ever did. Absent: what the desk itself knows.
   */
  spokenAgo?: number | null
  /** Unanswered tries in a row, up to now. */
  unanswered: number
  attemptsIn30Days: number
  /** Whether anybody of theirs was spoken with in the last 30 days. */
  answeredLately: boolean
  /** Of promises whose outcome is known; null before the first. */
  keep: Readonly<{ kept: number; partly?: number; of: number }> | null
  /** The open promise with the earliest day. */
  promise: Readonly<{ amount: Money; dueOn: Day; until: Day; atMs: number }> | null
  /** `inPart`: some of it came. */
  broken: Readonly<{
    amount: Money
    dueOn: Day
    atMs: number
    daysAgo: number
    inPart?: boolean
  }> | null
  /** The payment plan that was offered, stands, or was broken lately; what it waits for next. */
  plan: Readonly<{
    state: 'proposed' | 'active' | 'broken'
    amount: Money
    missed: number
    atMs: number
    daysAgo: number
    /** The last day on which they may agree to it. */
    answerBy?: Day
    next: Readonly<{ dueOn: Day; until: Day; amount: Money }> | null
  }> | null
  /**
   * A settlement: waiting for a colleague's agreement (`proposed`), agreed to and not sent yet (`ready`),
   * with the customer (`offered`), agreed to by them, or lately ended without an answer, with a no, or
   * before anybody sent it (`unsent`).
   */
  offer?: Readonly<{
    state: 'proposed' | 'ready' | 'offered' | 'accepted' | 'expired' | 'declined' | 'unsent'
    /** What they would pay, and by when. */
    amount: Money
    payBy: Day
    daysLeft: number
    /** Since when it is so: of an offer, when it was sent. */
    atMs: number
    on: Day
    /** It is over all that may be asked for. */
    whole: boolean
  }> | null
  /** An objection that was answered lately, of which nobody has told them. */
  answered?: Readonly<{ number: string; on: Day; atMs: number }> | null
  notice: Readonly<{ on: Day }> | null
  /** The last cheque that came back and nothing has taken the place of. */
  bounced: Readonly<{ amount: Money; on: Day; atMs: number }> | null
  replyWaits: Readonly<{ on: Day; atMs: number; conversationId: string }> | null
  /** A press of «اتصلوا بي» or the like, not yet followed. */
  callAsked: Readonly<{ atMs: number }> | null
  /** The last reminders that were read one after the other and not answered. */
  readUnanswered: number
  /** A reminder waits for a person's agreement. */
  stepWaits: boolean
  /** The day of a call that their policy asks for, not made yet. */
  callStep?: Readonly<{ on: Day }> | null
  /** Nothing of theirs was ever late before. */
  firstTime: boolean
  /** The chase of all of theirs stands still, since an instant and through a day. */
  paused: Readonly<{ until: Day | 'open'; atMs: number }> | null
  skippedUntilMs: number | null
  /** Every number of theirs is known to be somebody else's. */
  wrongNumber: boolean
  hasPhone: boolean
  hasMail: boolean
  hasWhatsapp: boolean
}>

/** A word that was broken so lately is what one speaks about first. */
const freshDays = 14
export const isFreshlyBroken = ({ broken }: Pick<DeskFacts, 'broken'>): boolean =>
  broken !== null && broken.daysAgo <= freshDays

/** Whether the answer to their objection is still to be told: nobody spoke with them since. */
export function isUntold({ answered, last }: Pick<DeskFacts, 'answered' | 'last'>): boolean {
  if (!answered) return false
  return !(last && last.atMs > answered.atMs && wasReached(last.outcome))
}

/** From so many days before its last on, an offer is spoken about. */
export const endingDays = 3

/** An offer that nobody has answered for so long is asked after. */
const unansweredDays = 3

/** Whether a plan was offered so lately that nobody asks after it yet. */
export const isPlanFresh = ({ plan }: Pick<DeskFacts, 'plan'>): boolean =>
  plan?.state === 'proposed' && plan.daysAgo < unansweredDays

/** Whether a settlement is with the customer and has time yet: nobody asks after it so soon. */
export const isOfferOpen = ({ offer }: Pick<DeskFacts, 'offer'>): boolean =>
  offer?.state === 'offered' && offer.daysLeft > endingDays

/** Whether they asked for a plan that nobody has offered since, or that was broken. */
export const wantsPlan = ({ last, plan }: DeskFacts): boolean =>
  last?.outcome === 'wants_plan' && (plan === null || plan.state === 'broken')
