import { expect, test } from 'vitest'
import { Calendar } from '#core/calendar.ts'
import { halalas } from '#test/money.ts'
import { dueOf } from './due.ts'
import type { DeskFacts } from './facts.ts'
import { talkingPoints } from './talk.ts'
import { nextAct, whyNow } from './why.ts'

const nowMs = Date.parse('2026-11-22T08:00:00Z')
const dayMs = 86_400_000
const amount = halalas(500_000)
type Offer = NonNullable<DeskFacts['offer']>

/** Who is long late and was spoken with two days ago. */
const late: DeskFacts = {
  ...{ today: '2026-11-22', nowMs, askable: amount, late: amount, daysLate: 120, ageDays: 100 },
  ...{ over90: true, invoices: 2, disputed: false, unanswered: 0, attemptsIn30Days: 0 },
  ...{ answeredLately: true, keep: null, promise: null, plan: null, notice: null, bounced: null },
  ...{ replyWaits: null, callAsked: null, readUnanswered: 0, stepWaits: false, firstTime: false },
  ...{ paused: null, skippedUntilMs: null, wrongNumber: false, broken: null },
  ...{ hasPhone: true, hasMail: true, hasWhatsapp: false },
  last: {
    ...{ on: '2026-11-20', daysAgo: 2, by: 'سعد', outcome: 'in_trouble', channel: 'call' },
    ...{ atMs: nowMs - 2 * dayMs, followUpMs: null },
  },
}
const offer = (state: Offer['state'], over: Partial<Offer> = {}): DeskFacts => ({
  ...late,
  offer: {
    ...{ state, amount: halalas(300_000), payBy: '2026-12-06', daysLeft: 14 },
    ...{ atMs: nowMs - dayMs, on: '2026-11-21', whole: true, ...over },
  },
})
const codes = (facts: DeskFacts) => whyNow(facts).map(({ code }) => code)
const followUp = (facts: DeskFacts, followUpMs: number): DeskFacts => ({
  ...facts,
  last: late.last && { ...late.last, followUpMs },
})

test('who thinks over a settlement comes back on a day on which customers are contacted', () => {
  // Three days before the end is Friday the 4th; with Friday and Saturday off it is Sunday.
  const ends = offer('offered', { payBy: '2026-12-07', daysLeft: 15 })
  const on = (weekend: number[]) => dueOf({ ...ends, calendar: Calendar.parse({ weekend }) })
  expect(on([])).toEqual({ waits: 'offer', afterDay: '2026-12-03' })
  expect(on([5, 6])).toEqual({ waits: 'offer', afterDay: '2026-12-05' })
  const friday = { ...ends, today: '2026-12-04', calendar: Calendar.parse({ weekend: [5, 6] }) }
  expect(dueOf(friday)).toEqual({ waits: 'offer', afterDay: '2026-12-05' })
})

test('who was sent a settlement rests until it nears its end, unless something else comes first', () => {
  const rests = { waits: 'offer', afterDay: '2026-12-02' }
  expect(dueOf(offer('offered'))).toEqual(rests)
  expect(dueOf(offer('offered', { daysLeft: 3, payBy: '2026-11-25' })).waits).toBe('now')
  // Sent when its end was near already: it is not asked after on the same day.
  expect(
    dueOf(offer('offered', { payBy: '2026-11-24', daysLeft: 2, atMs: nowMs, on: '2026-11-22' })),
  ).toEqual({
    ...{ waits: 'offer', afterDay: '2026-11-22' },
  })
  expect(dueOf(offer('offered', { whole: false })).waits).toBe('now')
  expect(dueOf(followUp(offer('offered'), nowMs + dayMs)).waits).toBe('follow_up')
  // The sending was what the follow-up was set for.
  expect(dueOf(followUp(offer('offered'), nowMs - 1.5 * dayMs))).toEqual(rests)
  const writes = { on: '2026-11-22', atMs: nowMs - 1000, conversationId: 'c' }
  expect(dueOf({ ...offer('offered'), replyWaits: writes }).waits).toBe('now')
})

test('an offer that waits for a colleague, or was never sent, lets nobody rest', () => {
  expect(dueOf(offer('proposed')).waits).toBe('now')
  expect(dueOf(offer('ready')).waits).toBe('now')
})

test('why-now says where the offer stands', () => {
  expect(codes(offer('proposed'))).toContain('offer_unapproved')
  expect(codes(offer('ready'))).toContain('offer_ready')
  expect(codes(offer('offered'))).toContain('offer_stands')
  expect(codes(offer('offered', { daysLeft: 2 }))).toContain('offer_ends')
  expect(codes(offer('offered', { daysLeft: 2 }))).not.toContain('offer_stands')
})

test('an offer that ran out before it was sent went unanswered by nobody', () => {
  expect(codes(offer('unsent'))).toContain('offer_unsent')
  expect(codes(offer('unsent'))).not.toContain('offer_expired')
  expect(codes(offer('unsent', { atMs: nowMs - 3 * dayMs }))).not.toContain('offer_unsent')
  expect(dueOf(followUp(offer('unsent'), nowMs + dayMs)).waits).toBe('follow_up')
})

test('the talk comes back to the offer, and speaks of no instalments beside it', () => {
  expect(talkingPoints(offer('offered'), null).say).toEqual(['greet', 'recall_offer', 'offer_link'])
  expect(talkingPoints(offer('ready'), null).say).toEqual([
    ...['greet', 'recall_late', 'offer_settlement'],
  ])
  const unsaid = talkingPoints(offer('proposed'), null)
  expect(unsaid.say).toEqual(['greet', 'recall_late', 'offer_help'])
  expect(unsaid.avoid).toContain('avoid_unapproved')
  expect(talkingPoints(offer('accepted'), null).say).toEqual([
    ...['greet', 'recall_settlement', 'offer_link'],
  ])
  expect(talkingPoints(offer('expired'), null).say).toEqual(['greet', 'recall_late', 'offer_plan'])
})

test('a word that was broken after the offer is spoken of first, and the offer then', () => {
  const broken = { amount, dueOn: '2026-11-18', atMs: nowMs, daysAgo: 1 }
  expect(talkingPoints({ ...offer('offered'), broken }, null).say).toEqual([
    ...['greet', 'recall_broken', 'offer_settlement'],
  ])
  const before = { ...broken, atMs: nowMs - 3 * dayMs }
  expect(talkingPoints({ ...offer('offered'), broken: before }, null).say[1]).toBe('recall_offer')
})

test('a plan that is only offered is not called an agreement', () => {
  const plan = {
    ...{ state: 'proposed' as const, amount, missed: 0, atMs: nowMs - dayMs, daysAgo: 1 },
    ...{ answerBy: '2026-11-29', next: { dueOn: '2026-12-01', until: '2026-12-06', amount } },
  }
  expect(talkingPoints({ ...late, plan }, null).say).toEqual([
    ...['greet', 'recall_plan_offer', 'offer_link'],
  ])
  expect(codes({ ...late, plan })).toContain('plan_offered')
  expect(nextAct({ ...late, plan })).toMatchObject({ step: 'wait_plan', until: '2026-11-29' })
  const old = { ...plan, atMs: nowMs - 4 * dayMs, daysAgo: 4 }
  expect(codes({ ...late, plan: old })).toContain('plan_unanswered')
  expect(nextAct({ ...late, plan: old }).step).toBe('call')
})

test('the next step is to send what is ready, and to wait for what is under way', () => {
  const step = (facts: DeskFacts) => nextAct(facts)
  expect(step(offer('ready'))).toMatchObject({ step: 'send_offer', channel: 'mail' })
  expect(step(offer('proposed'))).toMatchObject({ step: 'wait_approval', channel: null })
  expect(step(offer('offered'))).toMatchObject({ step: 'wait_offer', until: '2026-12-06' })
  expect(step(offer('offered', { daysLeft: 2, payBy: '2026-11-24' })).step).toBe('call')
  const bounced = { amount, on: '2026-11-22', atMs: nowMs }
  expect(step({ ...offer('proposed'), bounced }).step).toBe('call')
  const asks = { ...offer('proposed'), callAsked: { atMs: nowMs } }
  expect(step(asks).step).toBe('call')
})

test('after a promise, a plan or a settlement the next step is what is waited for, and until when', () => {
  const nothing = { ...late, askable: halalas(0) }
  const promise = { amount, dueOn: '2026-11-26', until: '2026-11-29', atMs: nowMs }
  expect(nextAct({ ...nothing, promise })).toEqual({
    ...{ step: 'wait_promise', channel: null, until: '2026-11-29' },
  })
  // Of a part only, with a day to come back: it is still the word that is waited for.
  const resting = followUp({ ...late, promise }, nowMs + dayMs)
  expect(nextAct(resting).step).toBe('wait_promise')
  expect(nextAct(followUp({ ...late, promise }, nowMs - 1)).step).toBe('call')
  const plan = {
    ...{ amount, missed: 0, atMs: nowMs - dayMs, daysAgo: 1, answerBy: '2026-11-28' },
    next: { dueOn: '2026-12-01', until: '2026-12-06', amount },
  }
  expect(nextAct({ ...nothing, plan: { ...plan, state: 'active' } })).toMatchObject({
    ...{ step: 'wait_instalment', until: '2026-12-06' },
  })
  expect(
    nextAct(followUp({ ...late, plan: { ...plan, state: 'proposed' } }, nowMs + dayMs)),
  ).toMatchObject({ step: 'wait_plan', until: '2026-11-28' })
  const held = { by: 'settlement' as const, until: '2026-12-02' }
  expect(nextAct({ ...nothing, held })).toMatchObject({
    ...{ step: 'wait_settlement', until: '2026-12-02' },
  })
  expect(nextAct({ ...nothing, held: { ...held, by: 'instrument' } }).step).toBe('wait_instrument')
})

test('a settlement that was agreed to after the call is waited for, not the call that it followed', () => {
  const agreed = followUp(offer('accepted', { atMs: nowMs }), nowMs + 2 * dayMs)
  const resting: DeskFacts = {
    ...agreed,
    askable: halalas(0),
    held: { by: 'settlement', until: '2026-12-08' },
  }
  expect(dueOf(resting)).toEqual({ waits: 'settlement', afterDay: '2026-12-08' })
  expect(nextAct(resting)).toMatchObject({ step: 'wait_settlement', until: '2026-12-08' })
})
