import type { Calendar } from '#core/calendar.ts'
import { type Covered, type LaidOut, laidOut } from '#core/collections/asked.ts'
import type { DeskFacts, LastContact } from '#core/collections/desk/facts.ts'
import { wasReached } from '#core/collections/desk/outcome.ts'
import { daysBetween } from '#core/day.ts'
import { type Currency, digitsOf, type Money } from '#core/money.ts'
import {
  type CustomerCard,
  findCustomers,
  whatsappNumbers,
  wrongNumbers,
} from '#modules/contacts/index.ts'
import { talksOf } from '#modules/inbox/index.ts'
import { openItemsOf } from '#modules/ledger/index.ts'
import { bouncedCheques, openNotices } from '#modules/payments/index.ts'
import { dayOf } from '#platform/time.ts'
import { referredItems } from '../agencies/referred.ts'
import { coversOf } from '../cover.ts'
import { deskAnswersOf } from '../disputes/desk.ts'
import type { Party } from '../dossiers.ts'
import { deskPlansOf, type PlanOfDesk } from '../payment-plans/desk.ts'
import { type CallSteps, callStepsOf } from '../segments/call-steps.ts'
import { readRules } from '../settings.ts'
import { deskOffersOf, type OfferOfDesk } from '../settlements/desk.ts'
import { type From, grouped } from '../store.ts'
import type { ContactTable } from './contacts.ts'
import { type OwnFacts, ownFactsOf, unansweredIn } from './own-facts.ts'

type Line = Awaited<ReturnType<typeof openItemsOf>>[number]

/** An invoice that is late, as the card lists it. */
export type LateItem = Readonly<{
  itemId: string
  invoiceId: string
  number: string
  dueOn: string
  daysLate: number
  amount: Money
  balance: Money
  /** How much of it is objected to. */
  disputedMinor: number
  /** What of it may be asked for, and what holds the rest. */
  laid: LaidOut
}>

/** A debtor with everything that the queue and the card say of them. */
export type DeskDebtor = Readonly<{
  customerId: string
  parties: readonly string[]
  card: CustomerCard
  facts: DeskFacts
  others: readonly Money[]
  items: readonly LateItem[]
  lines: readonly Line[]
  conversationId: string | null
  offer: OfferOfDesk | undefined
  plan: PlanOfDesk | undefined
  /** The collector that a person chose. */
  hand: string | null
}>

type Around = Readonly<{
  own: OwnFacts
  covers: Awaited<ReturnType<typeof coversOf>>
  talks: Awaited<ReturnType<typeof talksOf>>
  notices: Awaited<ReturnType<typeof openNotices>>
  bounced: Awaited<ReturnType<typeof bouncedCheques>>
  numbers: ReadonlyMap<string, string>
  wrong: Awaited<ReturnType<typeof wrongNumbers>>
  calls: CallSteps
  calendar: Calendar
  plans: Awaited<ReturnType<typeof deskPlansOf>>
  offers: Awaited<ReturnType<typeof deskOffersOf>>
  answers: Awaited<ReturnType<typeof deskAnswersOf>>
}>

const firstOf = <Value>(parties: readonly string[], all: ReadonlyMap<string, Value>) =>
  parties.flatMap((id) => {
    const found = all.get(id)
    return found === undefined ? [] : [found]
  })

/** What is late in each currency, credits taken off; the currency with most of it leads. */
function lateBy(lines: readonly Line[]): { currency: Currency; minor: number; own: Line[] }[] {
  const byCurrency = grouped(lines, ({ balance }) => balance.currency)
  return [...byCurrency]
    .map(([currency, all]) => {
      const net = all.reduce((sum, { balance }) => sum + balance.minor, 0)
      const own = all.filter(({ balance, daysLate }) => balance.minor > 0 && daysLate > 0)
      const gross = own.reduce((sum, { balance }) => sum + balance.minor, 0)
      return { currency, minor: Math.max(0, Math.min(net, gross)), own }
    })
    .filter(({ minor }) => minor > 0)
    .toSorted(
      (a, b) =>
        b.minor / 10 ** digitsOf(b.currency) - a.minor / 10 ** digitsOf(a.currency) ||
        (a.currency < b.currency ? -1 : 1),
    )
}

function lastOf(from: From, [last]: readonly ContactTable[]): LastContact | null {
  if (!last) return null
  const on = dayOf(last.at, from.zone)
  return {
    on,
    daysAgo: daysBetween(on, from.today),
    by: last.by_name,
    outcome: last.outcome,
    channel: last.channel,
    atMs: last.at.getTime(),
    followUpMs: last.follow_up_at?.getTime() ?? null,
  }
}

function contactFacts(from: From, contacts: readonly ContactTable[]) {
  const month = from.now.getTime() - 30 * 86_400_000
  const recent = contacts.filter(({ at }) => at.getTime() > month)
  return {
    last: lastOf(from, contacts),
    unanswered: unansweredIn(recent.map(({ outcome }) => outcome)),
    attemptsIn30Days: recent.filter(({ direction }) => direction === 'out').length,
    answeredLately: recent.some(({ outcome }) => wasReached(outcome)),
  }
}

function promiseFacts(from: From, parties: readonly string[], { own }: Around) {
  const promises = parties.flatMap((id) => own.promises.get(id) ?? [])
  const open = promises.find(({ state }) => state === 'open')
  const broken = promises.findLast(({ state }) => state !== 'open')
  const kept = own.kept(parties)
  const money = (row: { amount: number; currency: Currency }): Money => ({
    minor: row.amount,
    currency: row.currency,
  })
  return {
    keep: kept.of === 0 ? null : kept,
    promise: open
      ? {
          amount: money(open),
          dueOn: open.due_on,
          until: open.last_day,
          atMs: open.at.getTime(),
        }
      : null,
    broken: broken
      ? {
          amount: money(broken),
          dueOn: broken.due_on,
          atMs: broken.at.getTime(),
          daysAgo: daysBetween(broken.last_day, from.today),
          inPart: broken.state === 'partly_kept',
        }
      : null,
  }
}

function newsOf(from: From, parties: readonly string[], { own, talks, notices, bounced }: Around) {
  const waiting = firstOf(parties, talks).find(({ waitingSince }) => waitingSince !== null)
  const since = firstOf(parties, notices)
    .map((notice) => notice.since)
    .toSorted()[0]
  const [cheque] = firstOf(parties, bounced).toSorted((a, b) => b.at.getTime() - a.at.getTime())
  const pauses = parties.flatMap((id) => own.pauses.get(id) ?? [])
  const ends = pauses.flatMap(({ until }) => until ?? []).toSorted()
  const last = ends.length < pauses.length ? ('open' as const) : ends.at(-1)
  return {
    notice: since === undefined ? null : { on: since },
    bounced: cheque ? { amount: cheque.amount, on: cheque.on, atMs: cheque.at.getTime() } : null,
    replyWaits: waiting?.waitingSince
      ? {
          on: dayOf(waiting.waitingSince, from.zone),
          atMs: waiting.waitingSince.getTime(),
          conversationId: waiting.conversationId,
        }
      : null,
    readUnanswered: unread(parties.flatMap((id) => own.reads.get(id) ?? [])),
    paused: last ? { until: last, atMs: Math.max(...pauses.map(({ at }) => at.getTime())) } : null,
  }
}

/** Until when they are passed over; whoever spoke with them since had the later word. */
function skippedUntil(
  parties: readonly string[],
  own: OwnFacts,
  contacts: readonly ContactTable[],
) {
  const [skip] = firstOf(parties, own.skips).toSorted((a, b) => b.at.getTime() - a.at.getTime())
  if (!skip || contacts.some(({ at, by_id }) => by_id !== null && at > skip.at)) return null
  return skip.until.getTime()
}

/** How many of the last reminders were read, one after the other. */
function unread(reads: readonly boolean[]): number {
  const first = reads.indexOf(false)
  return first === -1 ? reads.length : first
}

/** A tenth of the debt or more is worth naming. */
const worthNaming = 10

/** By what may be asked for: what a cheque or a dispute holds makes nobody call. */
function latenessOf(all: readonly LateItem[]) {
  const asked = all.filter(({ laid }) => laid.asked > 0)
  const items = (asked.length > 0 ? asked : all).map(({ daysLate, balance, laid }) => ({
    daysLate,
    minor: asked.length > 0 ? laid.asked : balance.minor,
  }))
  const sum = items.reduce((total, { minor }) => total + minor, 0)
  const old = items.filter(({ daysLate }) => daysLate > 90)
  const oldSum = old.reduce((total, { minor }) => total + minor, 0)
  const average = items.reduce((mean, each) => mean + each.daysLate * (each.minor / sum), 0)
  return {
    daysLate: Math.max(...items.map(({ daysLate }) => daysLate)),
    ageDays: Math.round(average),
    over90: oldSum > 0 && oldSum * worthNaming >= sum,
    invoices: items.length,
  }
}

/** What may be asked for: a credit is taken off what nobody gave their word for. */
function askableOf(late: number, items: readonly LateItem[]): number {
  const sum = (of: (item: LateItem) => number) => items.reduce((all, item) => all + of(item), 0)
  const owed = sum(({ balance, disputedMinor }) => Math.max(0, balance.minor - disputedMinor))
  return Math.max(0, Math.min(late, owed) - (owed - sum(({ laid }) => laid.asked)))
}

/** Whether nothing may be asked for beside what the settlement is over. */
const isWhole = ({ itemIds }: OfferOfDesk, items: readonly LateItem[]): boolean =>
  items.every(({ itemId, laid }) => laid.asked === 0 || itemIds.has(itemId))

type Held = Exclude<DeskFacts['held'], undefined>

const waitedFor = (by: Covered['by']) => by === 'instrument' || by === 'settlement'

/** The cheque or settlement whose last day comes first: then something may be asked for again. */
function heldOf(items: readonly LateItem[], covers: Around['covers']): Held {
  const [first] = items
    .flatMap(({ itemId }) => covers.get(itemId) ?? [])
    .filter(({ by }) => waitedFor(by))
    .toSorted((a, b) => (a.until < b.until ? -1 : 1))
  if (!first) return null
  return { by: first.by === 'instrument' ? 'instrument' : 'settlement', until: first.until }
}

/** Since somebody of ours spoke with them, or they wrote to us: a call is not the only way. */
function spokenAgo(
  from: From,
  parties: readonly string[],
  { own, talks }: Around,
  called: LastContact | null,
): number | null {
  const days = [
    ...(called ? [called.on] : []),
    ...firstOf(parties, own.spoken).map((at) => dayOf(at, from.zone)),
    ...firstOf(parties, talks).flatMap(({ spokeAt }) =>
      spokeAt === null ? [] : [dayOf(spokeAt, from.zone)],
    ),
  ]
  const last = days.toSorted().at(-1)
  return last === undefined ? null : daysBetween(last, from.today)
}

const lateItem = (line: Line, disputed: number, covers: readonly Covered[]): LateItem => ({
  itemId: line.id,
  invoiceId: line.documentId,
  number: line.number,
  dueOn: line.dueOn,
  daysLate: line.daysLate,
  amount: line.amount,
  balance: line.balance,
  disputedMinor: disputed,
  laid: laidOut(line.balance.minor, disputed, covers),
})

function debtorOf(
  from: From,
  { id, parties }: Party,
  card: CustomerCard,
  lines: readonly Line[],
  around: Around,
): DeskDebtor | undefined {
  const { own, covers, talks, numbers } = around
  const [main, ...others] = lateBy(lines)
  if (!main) return undefined
  const { currency } = main
  const items = main.own
    .toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : 1))
    .map((line) => lateItem(line, own.disputed.get(line.id) ?? 0, covers.get(line.id) ?? []))
  const contacts = parties
    .flatMap((party) => own.contacts.get(party) ?? [])
    .toSorted((a, b) => b.at.getTime() - a.at.getTime())
  const fromThem = contacts[0]
  // Pressed under a message of ours; what a colleague wrote down has its own time.
  const asked = fromThem?.by_id === null && fromThem.outcome === 'call_back'
  const lastOn = contacts[0] ? dayOf(contacts[0].at, from.zone) : null
  const offer = firstOf(parties, around.offers)[0]
  const plan = firstOf(parties, around.plans)[0]
  const callOn = around.calls(id, items, lastOn)
  const facts: DeskFacts = {
    today: from.today,
    nowMs: from.now.getTime(),
    calendar: around.calendar,
    askable: { minor: askableOf(main.minor, items), currency },
    held: heldOf(items, covers),
    late: { minor: main.minor, currency },
    ...latenessOf(items),
    disputed: items.some(({ disputedMinor }) => disputedMinor > 0),
    ...contactFacts(from, contacts),
    wrongNumber: card.phone === null && parties.some((party) => around.wrong.has(party)),
    spokenAgo: spokenAgo(from, parties, around, lastOf(from, contacts)),
    ...promiseFacts(from, parties, around),
    plan: plan ?? null,
    offer: offer ? { ...offer, whole: isWhole(offer, items) } : null,
    answered: firstOf(parties, around.answers)[0] ?? null,
    ...newsOf(from, parties, around),
    skippedUntilMs: skippedUntil(parties, own, contacts),
    callAsked: asked ? { atMs: fromThem.at.getTime() } : null,
    stepWaits: parties.some((party) => own.stepWaits.has(party)),
    callStep: callOn === null ? null : { on: callOn },
    firstTime: !parties.some((party) => own.lateBefore.has(party)),
    hasPhone: card.phone !== null,
    hasMail: card.email !== null,
    hasWhatsapp: card.phone !== null || parties.some((party) => numbers.has(party)),
  }
  return {
    customerId: id,
    parties,
    card,
    facts,
    others: others.map((each) => ({ minor: each.minor, currency: each.currency })),
    items,
    lines,
    conversationId: firstOf(parties, talks)[0]?.conversationId ?? null,
    offer,
    plan,
    hand: firstOf(parties, own.hands)[0] ?? null,
  }
}

/** Gathers some debtors in a fixed number of statements; who owes nothing late is not among them. */
export async function gatherDebtors(
  from: From,
  whose: readonly Party[],
): Promise<Map<string, DeskDebtor>> {
  const parties = whose.flatMap((each) => each.parties)
  if (parties.length === 0) return new Map()
  const cards = await findCustomers(
    from,
    whose.map(({ id }) => id),
  )
  const referred = await referredItems(from, parties)
  const ours = (await openItemsOf(from, { parties })).filter(({ id }) => !referred.has(id))
  const lines = grouped(ours, ({ partyId }) => partyId)
  const around: Around = {
    own: await ownFactsOf(from, parties),
    calendar: (await readRules(from)).calendar,
    covers: await coversOf(from, parties),
    talks: await talksOf(from, parties),
    notices: await openNotices(from, parties),
    bounced: await bouncedCheques(from, parties),
    numbers: await whatsappNumbers(from, parties),
    wrong: await wrongNumbers(from, parties),
    plans: await deskPlansOf(from, parties),
    offers: await deskOffersOf(from, parties),
    answers: await deskAnswersOf(from, parties),
    calls: await callStepsOf(from, whose, cards),
  }
  const found = new Map<string, DeskDebtor>()
  for (const party of whose) {
    const card = cards.get(party.id)
    const own = party.parties.flatMap((id) => lines.get(id) ?? [])
    const debtor = card && debtorOf(from, party, card, own, around)
    if (debtor) found.set(party.id, debtor)
  }
  return found
}
