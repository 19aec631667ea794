import { fold, foldName } from '#core/arabic/fold.ts'
import { type Day, daysBetween } from '#core/day.ts'
import type { Share } from '#core/ledger/open-item.ts'
import { type Currency, total } from '#core/money.ts'
import { settleWith } from '../instrument.ts'
import type {
  Arrived,
  Debtor,
  DepositedCheque,
  Known,
  LoosePayment,
  WaitingAdvance,
  WaitingNotice,
} from './known.ts'
import { codesOf, compact, placeOf } from './place.ts'

/** What speaks for a proposal, and how loudly. The score is their sum and nothing else. */
export const points = {
  invoice_number: 50,
  customer_number: 40,
  notice: 60,
  notice_reference: 25,
  payment_amount: 30,
  payment_day: 20,
  payment_reference: 40,
  deposited_cheque: 60,
  cheque_number: 40,
  advance_number: 50,
  advance_due: 40,
  amount_one: 30,
  amount_all: 25,
  amount_few: 20,
  iban: 45,
  rule: 40,
  name: 25,
  name_part: 15,
} as const
export type Why = keyof typeof points

export type Proposal = Readonly<{
  customerId: string
  /** What the money would settle; what is left over stays on the customer's account. */
  shares: readonly Share[]
  noticeId: string | null
  /** The payment that it is already; then nothing is booked. */
  paymentId: string | null
  /** The deposited cheque that it is: accepting it clears the cheque. */
  chequeId: string | null
  /** The request for an advance that it pays: no invoice takes it then. */
  depositId: string | null
  why: readonly Why[]
  score: number
}>

/** From here on a proposal is ticked by itself when it is the only one of its line. */
export const sureScore = 70
/** What names whose the money is. Amounts and days fall together, and anybody can say one on a pay page. */
const naming: ReadonlySet<Why> = new Set<Why>([
  'invoice_number',
  'customer_number',
  'notice_reference',
  'payment_reference',
  'cheque_number',
  'advance_number',
  'iban',
  'rule',
  'name',
])
const mostProposals = 6
const nearDays = 7
/** Banks take so long to pay a cheque at most. */
export const mostClearingDays = 14

const push = <Value>(map: Map<string | number, Value[]>, key: string | number, value: Value) => {
  const held = map.get(key)
  if (held) held.push(value)
  else map.set(key, [value])
}

type Named = Readonly<{ id: string; words: readonly string[] }>
type Index = Readonly<{
  known: Known
  debtors: ReadonlyMap<string, Debtor>
  byNumber: ReadonlyMap<string | number, readonly string[]>
  byCustomerNumber: ReadonlyMap<string | number, readonly string[]>
  byAmount: ReadonlyMap<string | number, readonly string[]>
  byAll: ReadonlyMap<string | number, readonly string[]>
  byWord: ReadonlyMap<string | number, readonly Named[]>
  byFirst: ReadonlyMap<string | number, readonly Named[]>
}>

const key = (minor: number, currency: Currency) => `${minor} ${currency}`

/** Lays out what is known, once for many lines. */
export function indexOf(known: Known): Index {
  const byNumber = new Map<string | number, string[]>()
  const byCustomerNumber = new Map<string | number, string[]>()
  const byAmount = new Map<string | number, string[]>()
  const byAll = new Map<string | number, string[]>()
  const byWord = new Map<string | number, Named[]>()
  const byFirst = new Map<string | number, Named[]>()
  for (const { id, number, name, nameEn, items } of known.debtors) {
    push(byCustomerNumber, compact(number), id)
    for (const item of items) {
      push(byNumber, compact(item.number), id)
      push(byAmount, key(item.balance.minor, item.balance.currency), id)
    }
    for (const currency of new Set(items.map(({ balance }) => balance.currency))) {
      const own = items.map(({ balance }) => balance).filter((each) => each.currency === currency)
      if (own.length > 1) push(byAll, key(total(own, currency).minor, currency), id)
    }
    for (const each of [name, nameEn ?? '']) {
      const words = foldName(each).split(' ').filter(Boolean)
      const longest = words.toSorted((a, b) => b.length - a.length)[0]
      // One short word is in every second description.
      if (longest && (words.length > 1 || longest.length > 4)) push(byWord, longest, { id, words })
      const [first = ''] = words
      if (words.length > 2 && first.length > 2) push(byFirst, first, { id, words })
    }
  }
  const debtors = new Map(known.debtors.map((each) => [each.id, each]))
  return { known, debtors, byNumber, byCustomerNumber, byAmount, byAll, byWord, byFirst }
}

type Evidence = Map<string, Set<Why>>

/** Banks cut names short: the first word, which tells most, and one more of those that follow. */
const isShortened = ({ words: [, ...rest] }: Named, words: ReadonlySet<string>): boolean =>
  rest.some((each) => each.length > 2 && words.has(each))

/** Who the words, the account and the amount of a line speak for. */
function evidenceOf(line: Arrived, index: Index): Evidence {
  const evidence: Evidence = new Map()
  const note = (ids: readonly string[] | undefined, why: Why) => {
    for (const id of ids ?? []) {
      const held = evidence.get(id) ?? new Set<Why>()
      evidence.set(id, held.add(why))
    }
  }
  const text = textOf(line)
  for (const code of codesOf(text)) {
    note(index.byNumber.get(code), 'invoice_number')
    note(index.byCustomerNumber.get(code), 'customer_number')
  }
  const words = new Set(foldName(text).split(' '))
  for (const word of words)
    for (const named of index.byWord.get(word) ?? [])
      if (named.words.every((each) => words.has(each))) note([named.id], 'name')
  for (const word of words)
    for (const named of index.byFirst.get(word) ?? [])
      if (!evidence.get(named.id)?.has('name') && isShortened(named, words))
        note([named.id], 'name_part')
  const owner = line.iban === null ? undefined : index.known.ibans.get(line.iban)
  if (owner) note([owner], 'iban')
  const folded = ruleText(text)
  for (const rule of index.known.rules)
    if (folded.includes(rule.words)) note([rule.customerId], 'rule')
  note(index.byAmount.get(key(line.amount, line.currency)), 'amount_one')
  note(index.byAll.get(key(line.amount, line.currency)), 'amount_all')
  return evidence
}

/** A description as a learned rule sees it: without figures, which change with every transfer. */
export const ruleText = (text: string): string =>
  fold(text)
    .replace(/[^\p{L}]+/gu, ' ')
    .replace(/ +/g, ' ')
    .trim()

const near = (line: Arrived, day: Day): boolean =>
  Math.abs(daysBetween(line.bookedOn, day)) <= nearDays

const sameReference = (line: Arrived, reference: string | null): boolean => {
  const code = compact(reference ?? '')
  return code.length >= 4 && compact(`${line.description} ${line.reference ?? ''}`).includes(code)
}

const scoreOf = (why: readonly Why[]): number => why.reduce((sum, each) => sum + points[each], 0)

/** A notice of the same amount that was said about then: for this advance, for none, or for any. */
function noticeFor(
  line: Arrived,
  index: Index,
  customerId: string,
  depositId?: string | null,
): WaitingNotice | undefined {
  return index.known.notices
    .filter(
      (each) =>
        each.customerId === customerId &&
        (depositId === undefined || each.depositId === depositId) &&
        each.amount === line.amount &&
        each.currency === line.currency &&
        near(line, each.paidOn),
    )
    .toSorted(
      (a, b) => Number(sameReference(line, b.reference)) - Number(sameReference(line, a.reference)),
    )[0]
}

/** What a notice says for a line. */
const saidBy = (line: Arrived, notice: WaitingNotice | undefined): Why[] => [
  ...(notice ? (['notice'] as const) : []),
  ...(notice && sameReference(line, notice.reference) ? (['notice_reference'] as const) : []),
]

function toBook(
  line: Arrived,
  index: Index,
  customerId: string,
  found: ReadonlySet<Why>,
): Proposal {
  const debtor = index.debtors.get(customerId)
  const placed = debtor ? placeOf(line, debtor.items) : { shares: [], few: false }
  const notice = noticeFor(line, index, customerId, null)
  const amount: Why[] = found.has('amount_one')
    ? ['amount_one']
    : found.has('amount_all')
      ? ['amount_all']
      : placed.few
        ? ['amount_few']
        : []
  const why: Why[] = [...saidBy(line, notice), ...besideAmount(found), ...amount]
  return {
    customerId,
    shares: placed.shares,
    noticeId: notice?.id ?? null,
    paymentId: null,
    chequeId: null,
    depositId: null,
    why,
    score: scoreOf(why),
  }
}

/** What speaks for somebody beside the amount, which is judged by what it would settle. */
const besideAmount = (found: ReadonlySet<Why> = new Set()): Why[] =>
  [...found].filter((each) => each !== 'amount_one' && each !== 'amount_all')

/** A payment in the books that this line may be already. */
function toLink(
  line: Arrived,
  index: Index,
  payment: LoosePayment,
  found: ReadonlySet<Why> | undefined,
): Proposal {
  const notice = payment.answers ? undefined : noticeFor(line, index, payment.customerId)
  const why: Why[] = [
    'payment_amount',
    ...(payment.paidOn === line.bookedOn ? (['payment_day'] as const) : []),
    ...(sameReference(line, payment.reference) ? (['payment_reference'] as const) : []),
    ...besideAmount(found),
  ]
  return {
    customerId: payment.customerId,
    shares: [],
    noticeId: notice?.id ?? null,
    paymentId: payment.id,
    chequeId: null,
    depositId: null,
    why,
    score: scoreOf(why),
  }
}

/** A cheque at the bank that this line may be the money of. */
function toClear(
  line: Arrived,
  index: Index,
  cheque: DepositedCheque,
  found: ReadonlySet<Why> | undefined,
): Proposal {
  const { amount, currency, customerId } = cheque
  const why: Why[] = [
    'deposited_cheque',
    ...(sameReference(line, cheque.number) ? (['cheque_number'] as const) : []),
    ...besideAmount(found),
  ]
  const open = index.debtors.get(customerId)?.items ?? []
  const { shares } = settleWith({ minor: amount, currency }, cheque.shares, open)
  return {
    customerId,
    shares,
    noticeId: null,
    paymentId: null,
    chequeId: cheque.id,
    depositId: null,
    why,
    score: scoreOf(why),
  }
}

/** What the words of a line are read for: its description, its reference and who sent it. */
const textOf = ({ description, reference, counterparty }: Arrived): string =>
  [description, reference, counterparty].filter(Boolean).join(' ')

/** An advance that this line may pay: it names it, comes to what is due, or was said to be for it. */
function toAnswer(
  line: Arrived,
  { index, codes }: Readonly<{ index: Index; codes: ReadonlySet<string> }>,
  advance: WaitingAdvance,
  found: ReadonlySet<Why> | undefined,
): Proposal[] {
  const { id, customerId, number, due, currency } = advance
  const named = codes.has(compact(number))
  const whole = line.amount === due
  const notice = noticeFor(line, index, customerId, id)
  if (line.currency !== currency || !(named || whole || notice)) return []
  const why: Why[] = [
    ...saidBy(line, notice),
    ...(named ? (['advance_number'] as const) : []),
    ...(whole ? (['advance_due'] as const) : []),
    ...besideAmount(found),
  ]
  return [
    {
      ...{ customerId, shares: [], noticeId: notice?.id ?? null, paymentId: null, chequeId: null },
      ...{ depositId: id, why, score: scoreOf(why) },
    },
  ]
}

const mayHaveCleared = (line: Arrived, { amount, currency, depositedOn }: DepositedCheque) => {
  const after = daysBetween(depositedOn, line.bookedOn)
  return (
    amount === line.amount && currency === line.currency && after >= 0 && after <= mostClearingDays
  )
}

/**
 * Whose money a line may be, the best first, each with its reasons. The same line and the same
 * knowledge always give the same proposals, in the same order.
 */
export function propose(line: Arrived, index: Index): Proposal[] {
  if (line.amount <= 0) return []
  const evidence = evidenceOf(line, index)
  for (const { customerId } of index.known.notices)
    if (!evidence.has(customerId) && noticeFor(line, index, customerId, null))
      evidence.set(customerId, new Set())
  const links = index.known.payments
    .filter(
      ({ amount, currency, paidOn }) =>
        amount === line.amount && currency === line.currency && near(line, paidOn),
    )
    .map((payment) => toLink(line, index, payment, evidence.get(payment.customerId)))
  const cheques = index.known.cheques
    .filter((cheque) => mayHaveCleared(line, cheque))
    .map((cheque) => toClear(line, index, cheque, evidence.get(cheque.customerId)))
  const codes = codesOf(textOf(line))
  const advances = index.known.advances.flatMap((advance) =>
    toAnswer(line, { index, codes }, advance, evidence.get(advance.customerId)),
  )
  const books = [...evidence].map(([id, found]) => toBook(line, index, id, found))
  const sorted = [...links, ...cheques, ...advances, ...books].toSorted(byStrength)
  const [best] = sorted
  return sorted.filter((each, place) => place < mostProposals || (best && mayBe(best, each)))
}

const byStrength = (a: Proposal, b: Proposal): number =>
  b.score - a.score ||
  compareIds(a.customerId, b.customerId) ||
  compareIds(
    a.paymentId ?? a.chequeId ?? a.depositId ?? '',
    b.paymentId ?? b.chequeId ?? b.depositId ?? '',
  )

/** What was proposed, with all that speaks for one customer seen anew. */
export const seenAnew = (
  before: readonly Proposal[],
  customerId: string,
  now: readonly Proposal[],
): Proposal[] =>
  [...before.filter((each) => each.customerId !== customerId), ...now].toSorted(byStrength)

/** Whether what one proposal would book may be there already, in the books or as a cheque. */
const mayBe = (booked: Proposal, { paymentId, chequeId, customerId }: Proposal): boolean =>
  booked.paymentId === null &&
  booked.chequeId === null &&
  (paymentId !== null || chequeId !== null) &&
  customerId === booked.customerId

const compareIds = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/**
 * Whether the first of some proposals may be ticked by itself: strong, something names the customer,
 * nothing comes near it, and the same money is not in the books already.
 * @param stands an entry that fits the line stands in the books, as something else than a payment
 */
export function isSure(proposals: readonly Proposal[], stands: boolean): boolean {
  const [first, second] = proposals
  return (
    first !== undefined &&
    !(stands && first.paymentId === null) &&
    first.score >= sureScore &&
    (second?.score ?? 0) + 15 <= first.score &&
    first.why.some((why) => naming.has(why)) &&
    !proposals.some((each) => mayBe(first, each))
  )
}
