import { nextContactTime, nextOpening } from '#core/calendar.ts'
import { joinedParts } from '#core/collections/desk/late.ts'
import { ContactOutcome, offerFollowUp, proposeFollowUp } from '#core/collections/desk/outcome.ts'
import { recalled, talkingPoints } from '#core/collections/desk/talk.ts'
import type { DeskCard } from '#core/collections/desk-api.ts'
import { addDays } from '#core/day.ts'
import { age, emptyAging } from '#core/ledger/aging.ts'
import type { Tone } from '#core/messaging/tone.ts'
import type { Currency } from '#core/money.ts'
import { cardFor, findCustomers, partiesOf, phonesOf, salutation } from '#modules/contacts/index.ts'
import { openItemsOf } from '#modules/ledger/index.ts'
import { query } from '#platform/query.ts'
import { may } from '#platform/session.ts'
import { wallClock } from '#platform/time.ts'
import { deskReferralsOf } from '../agencies/desk.ts'
import { referredItems } from '../agencies/referred.ts'
import { shownPlan } from '../payment-plans/desk.ts'
import { type Rules, readRules } from '../settings.ts'
import { shownOffer } from '../settlements/desk.ts'
import type { From } from '../store.ts'
import { type DeskDebtor, gatherDebtors, type LateItem } from './gather.ts'
import { happeningsOf, lastPromisedOf } from './happenings.ts'
import { lockOn } from './lock.ts'
import { shownRows } from './queue.ts'
import { barrierOf } from './record-contact.ts'
import type { DeskTable } from './rows.ts'

async function rowOf(from: From, id: string): Promise<DeskCard['row']> {
  const rows = await from.run<DeskTable>(
    'select * from desk_row where company_id = $1 and customer_id = $2 and late > 0',
    [from.companyId, id],
  )
  return (await shownRows(from, rows))[0] ?? null
}

/** The firmest that a reminder has spoken to them in the last months. */
async function toneReached(from: From, parties: readonly string[]): Promise<Tone | null> {
  const [row] = await from.run<{ tone: Tone }>(
    `select tone from reminder where company_id = $1 and customer_id = any($2)
       and sent_on is not null order by decided_at desc, id desc limit 1`,
    [from.companyId, parties],
  )
  return row?.tone ?? null
}

function proposedBy(from: From, unanswered: number, { calendar, saidPaidDays }: Rules) {
  const at = wallClock(from.now, from.zone)
  const paid = nextOpening(calendar, addDays(from.today, saidPaidDays + 1))
  return Object.fromEntries(
    ContactOutcome.options.map((outcome) => {
      const ruled = proposeFollowUp(outcome, unanswered + 1, at, calendar)
      const next = outcome === 'says_paid' && paid ? { at: paid, elsewhere: false } : ruled
      return [outcome, { on: next.at.day, minute: next.at.minuteOfDay, elsewhere: next.elsewhere }]
    }),
  )
}

function afterOffer(from: From, { calendar }: Rules): DeskCard['afterOffer'] {
  const { day, minuteOfDay } = offerFollowUp(wallClock(from.now, from.zone), calendar)
  return { on: day, minute: minuteOfDay }
}

/** What the talk is about: what may be asked for, else all that is late. */
function talkOf(from: From, debtor: DeskDebtor | undefined, name: string) {
  const oldest = debtor?.items.find(({ laid }) => laid.asked > 0) ?? debtor?.items[0]
  const spoken = debtor && debtor.facts.askable.minor > 0 ? debtor.facts.askable : undefined
  const agreed = debtor && recalled(debtor.facts).about
  return {
    name,
    me: from.session.actor.name,
    company: from.company.name,
    ...(oldest && { number: oldest.number, days: oldest.daysLate }),
    ...(debtor && {
      late_minor: (spoken ?? debtor.facts.late).minor,
      currency: debtor.facts.late.currency,
      invoices: debtor.facts.invoices,
    }),
    ...(agreed && {
      agreed_minor: agreed.amount.minor,
      agreed_currency: agreed.amount.currency,
      agreed_on: agreed.on,
    }),
    ...(debtor?.offer && {
      offer_minor: debtor.offer.amount.minor,
      offer_currency: debtor.offer.amount.currency,
      offer_on: debtor.offer.payBy,
    }),
  }
}

/** The days ahead on which nobody is contacted, as far as a promise and its grace may reach. */
function closedDays(from: From, { calendar, promiseDaysAhead, promiseGraceDays }: Rules) {
  const days = Array.from({ length: promiseDaysAhead + promiseGraceDays + 21 }, (_, ahead) =>
    addDays(from.today, ahead),
  )
  return days.filter((day) => nextContactTime(calendar, { day, minuteOfDay: 0 })?.day !== day)
}

/** What of the late amount is asked for, what may be promised, and what holds the rest. */
function askedOf(debtor: DeskDebtor | undefined, currency: Currency) {
  const { late, askable } = debtor?.facts ?? {}
  const items = debtor?.items ?? []
  const promisable = items.reduce((sum, { laid }) => sum + laid.promisable, 0)
  return {
    asked: { minor: askable?.minor ?? 0, currency },
    promisable: { minor: Math.min(promisable, late?.minor ?? 0), currency },
    covers: joinedParts(items.flatMap(({ laid }) => laid.parts)),
  }
}

const invoiceOf = ({ itemId: _, disputedMinor, laid, ...item }: LateItem) => ({
  ...item,
  disputed: { ...item.balance, minor: Math.min(disputedMinor, item.balance.minor) },
  covers: [...laid.parts],
})

/** All that a collector has before them while they speak with a customer. */
export const showCard = query(
  'collections.work',
  async (from, { id }: { id: string }): Promise<DeskCard> => {
    const parties = await partiesOf(from, id, 'collections.work')
    const [survivor = id] = parties
    const found = (await findCustomers(from, [survivor])).get(survivor)
    if (!found) throw new Error('A customer that is reached has a card')
    const card = cardFor(from.session, found)
    const rules = await readRules(from)
    const debtor = (await gatherDebtors(from, [{ id: survivor, parties }])).get(survivor)
    const all = await openItemsOf(from, { parties })
    const away = await referredItems(from, parties)
    const lines = debtor?.lines ?? all.filter(({ id: itemId }) => !away.has(itemId))
    const currency = debtor?.facts.late.currency ?? lines[0]?.balance.currency ?? from.baseCurrency
    const aging =
      age(lines, from.today).find((each) => each.currency === currency) ?? emptyAging(currency)
    const unanswered = debtor?.facts.unanswered ?? 0
    return {
      row: await rowOf(from, survivor),
      customerId: survivor,
      customerName: card.name,
      contactName: card.contactName,
      phone: card.phone,
      phones: may(from.session, 'contacts.see_identities') ? await phonesOf(from, parties) : [],
      email: card.email,
      language: card.language,
      lock: await lockOn(from, parties),
      mayTakeOver: may(from.session, 'collections.lead'),
      late: debtor?.facts.late ?? { minor: 0, currency },
      ...askedOf(debtor, currency),
      balance: aging.total,
      referrals: await deskReferralsOf(from, parties),
      buckets: { ...aging.buckets },
      barrier: await barrierOf(from, parties, rules.calendar),
      minuteNow: wallClock(from.now, from.zone).minuteOfDay,
      calendar: rules.calendar,
      mayOverride: may(from.session, 'collections.override'),
      proposed: proposedBy(from, unanswered, rules),
      afterOffer: afterOffer(from, rules),
      promiseDays: {
        graceDays: rules.promiseGraceDays,
        daysAhead: rules.promiseDaysAhead,
        closed: closedDays(from, rules),
      },
      lastPromised: await lastPromisedOf(from, parties, currency),
      keep: debtor?.facts.keep ? { partly: 0, ...debtor.facts.keep } : null,
      talk: debtor
        ? talkingPoints(debtor.facts, await toneReached(from, parties))
        : { say: [], avoid: [] },
      talkFacts: talkOf(from, debtor, salutation(card)),
      invoices: (debtor?.items ?? []).map(invoiceOf),
      happenings: await happeningsOf(from, parties),
      offer: shownOffer(debtor?.offer),
      plan: shownPlan(debtor?.plan),
      conversationId: may(from.session, 'inbox.read') ? (debtor?.conversationId ?? null) : null,
    }
  },
)
