import { expect, test } from 'vitest'
import { halalas } from '#test/money.ts'
import { dueOf } from './due.ts'
import type { DeskFacts } from './facts.ts'
import { recalled, talkingPoints } from './talk.ts'
import { nextAct, whyNow } from './why.ts'

const nowMs = Date.parse('2026-11-22T08:00:00Z')
const dayMs = 86_400_000
const amount = halalas(500_000)

/** Who broke a promise five days ago, and asked for a plan two days ago. */
const asked: DeskFacts = {
  ...{ today: '2026-11-22', nowMs, askable: amount, late: amount, daysLate: 20, ageDays: 20 },
  ...{ over90: false, invoices: 1, disputed: false, unanswered: 0, attemptsIn30Days: 0 },
  ...{ answeredLately: true, keep: null, promise: null, plan: null, notice: null, bounced: null },
  ...{ replyWaits: null, callAsked: null, readUnanswered: 0, stepWaits: false, firstTime: false },
  ...{ paused: null, skippedUntilMs: null, wrongNumber: false },
  ...{ hasPhone: true, hasMail: true, hasWhatsapp: false },
  broken: { amount, dueOn: '2026-11-16', atMs: nowMs - 5 * dayMs, daysAgo: 5 },
  last: {
    ...{ on: '2026-11-20', daysAgo: 2, by: 'سعد', outcome: 'wants_plan', channel: 'call' },
    ...{ atMs: nowMs - 2 * dayMs, followUpMs: null },
  },
}
const plan = (state: 'proposed' | 'active' | 'broken', daysAgo = 1): DeskFacts['plan'] => ({
  ...{ state, amount, missed: 0, atMs: nowMs - daysAgo * dayMs, daysAgo },
  next: state === 'broken' ? null : { dueOn: '2026-12-22', until: '2026-12-27', amount },
})

test('a plan is offered to who asked for one, and not again once it was, unless it was broken', () => {
  expect(nextAct(asked).step).toBe('offer_plan')
  expect(nextAct({ ...asked, plan: plan('proposed') }).step).toBe('wait_plan')
  expect(nextAct({ ...asked, plan: plan('proposed', 4) }).step).toBe('call')
  expect(nextAct({ ...asked, plan: plan('active') }).step).toBe('call')
  expect(nextAct({ ...asked, plan: plan('broken') }).step).toBe('offer_plan')
})

test('the talk comes back to what was agreed last: the plan, not the broken word before it', () => {
  expect(talkingPoints(asked, null).say).toEqual(['greet', 'recall_broken', 'offer_plan'])
  expect(talkingPoints({ ...asked, plan: plan('active') }, null).say).toEqual([
    ...['greet', 'recall_plan', 'offer_help'],
  ])
  expect(talkingPoints({ ...asked, plan: plan('active', 9) }, null).say[1]).toBe('recall_broken')
})

test('the amount and the day of the sentence are those of what it recalls', () => {
  const promise = { amount: halalas(70_000), dueOn: '2026-11-25', until: '2026-11-28', atMs: nowMs }
  const old = asked.broken && { ...asked.broken, amount: halalas(900), daysAgo: 45 }
  expect(recalled({ ...asked, broken: old, promise })).toEqual({
    code: 'recall_promise',
    about: { amount: halalas(70_000), on: '2026-11-25' },
  })
  expect(recalled({ ...asked, plan: plan('active') })).toEqual({
    code: 'recall_plan',
    about: { amount, on: '2026-12-22' },
  })
  expect(recalled({ ...asked, broken: old }).about).toBeNull()
})

test('a cheque that came back is spoken of before any promise', () => {
  const bounced = { amount: halalas(4_250_400), on: '2026-11-22', atMs: nowMs }
  expect(recalled({ ...asked, bounced })).toEqual({
    code: 'recall_bounced',
    about: { amount: halalas(4_250_400), on: '2026-11-22' },
  })
})

test('of a promise that was kept in part the reason says so', () => {
  const { broken } = asked
  const facts = (inPart: boolean) =>
    whyNow({ ...asked, broken: broken && { ...broken, inPart } }).find(
      ({ code }) => code === 'promise_broken',
    )?.facts
  expect(facts(true)).toMatchObject({ part: 1, due: '2026-11-16' })
  expect(facts(false)).not.toHaveProperty('part')
})

test('a plan that they agreed to after the contact takes the place of its follow-up', () => {
  const waiting = asked.last && { ...asked.last, followUpMs: nowMs + dayMs }
  const whole = { ...asked, broken: null, askable: halalas(0), last: waiting }
  expect(dueOf({ ...whole, plan: plan('active') })).toEqual({
    waits: 'plan',
    afterDay: '2026-12-27',
  })
  expect(dueOf({ ...whole, plan: plan('active', 9) }).waits).toBe('follow_up')
})

const promised = (atMs: number): DeskFacts['promise'] => ({
  ...{ amount, dueOn: '2026-11-26', until: '2026-11-29', atMs },
})

test('a promise that came after the cheque, the broken word or the offer is what the talk comes back to', () => {
  const bounced = { amount, on: '2026-11-18', atMs: nowMs - 4 * dayMs }
  const before = promised(nowMs - 6 * dayMs)
  const after = promised(nowMs - dayMs)
  expect(recalled({ ...asked, bounced, promise: before }).code).toBe('recall_bounced')
  expect(recalled({ ...asked, bounced, promise: after }).code).toBe('recall_promise')
  expect(recalled({ ...asked, plan: plan('proposed', 3), promise: after }).code).toBe(
    'recall_promise',
  )
  expect(talkingPoints({ ...asked, promise: after }, null).say).toEqual([
    ...['greet', 'recall_promise', 'offer_link'],
  ])
})

test('who says that they paid is not asked to pay in parts', () => {
  const long = { ...asked, daysLate: 120, invoices: 3, notice: { on: '2026-11-22' } }
  expect(talkingPoints(long, null).say).toEqual(['greet', 'recall_paid_claim', 'offer_help'])
})

test('what was agreed in the last contact is waited for, until the day that it set', () => {
  const atMs = nowMs - 60_000
  const followUpMs = nowMs + 8 * dayMs
  const resting: DeskFacts = {
    ...{ ...asked, broken: null, askable: halalas(0), promise: promised(atMs) },
    last: asked.last && { ...asked.last, outcome: 'promised', atMs, followUpMs },
  }
  expect(dueOf(resting)).toEqual({ waits: 'promise', atMs: followUpMs })
  expect(nextAct(resting)).toMatchObject({ step: 'wait_promise', until: '2026-11-29' })
  // An objection to some of it does not hide whose word is waited for.
  expect(nextAct({ ...resting, disputed: true }).step).toBe('wait_promise')
  expect(nextAct({ ...resting, promise: null, disputed: true }).step).toBe('settle_dispute')
})

test('a call that was set for later is waited for; a number that took a wrong one’s place is called', () => {
  const last = asked.last && { ...asked.last, outcome: 'call_back' as const }
  const later = { ...asked, broken: null, last: last && { ...last, followUpMs: nowMs + dayMs } }
  expect(nextAct(later).step).toBe('wait_follow_up')
  expect(nextAct({ ...later, last: last && { ...last, followUpMs: nowMs - 1 } }).step).toBe('call')
  const wrong = later.last && { ...later.last, outcome: 'wrong_number' as const }
  expect(nextAct({ ...later, last: wrong }).step).toBe('call')
})
