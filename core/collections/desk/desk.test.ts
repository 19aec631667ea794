import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultCalendar } from '#core/calendar.ts'
import { halalas } from '#test/money.ts'
import { dueOf } from './due.ts'
import type { DeskFacts } from './facts.ts'
import { capFault, defaultCaps, proposeFollowUp } from './outcome.ts'
import { scoreOf, weightOf } from './score.ts'
import { talkingPoints } from './talk.ts'
import { nextAct, whyNow } from './why.ts'

const nowMs = Date.parse('2026-11-22T08:00:00Z')
const plain: DeskFacts = {
  today: '2026-11-22',
  nowMs,
  askable: halalas(500_000),
  late: halalas(500_000),
  daysLate: 20,
  ageDays: 20,
  over90: false,
  invoices: 2,
  disputed: false,
  last: null,
  unanswered: 0,
  attemptsIn30Days: 0,
  answeredLately: false,
  keep: null,
  promise: null,
  broken: null,
  plan: null,
  notice: null,
  bounced: null,
  replyWaits: null,
  callAsked: null,
  readUnanswered: 0,
  stepWaits: false,
  firstTime: false,
  paused: null,
  skippedUntilMs: null,
  wrongNumber: false,
  hasPhone: true,
  hasMail: true,
  hasWhatsapp: true,
}
const last = (over: Partial<NonNullable<DeskFacts['last']>> = {}): DeskFacts['last'] => ({
  on: '2026-11-20',
  daysAgo: 2,
  by: 'سعد الحربي',
  outcome: 'no_answer',
  channel: 'call',
  atMs: nowMs - 2 * 86_400_000,
  followUpMs: null,
  ...over,
})

const someLast = fc.record({
  on: fc.constant('2026-11-20'),
  daysAgo: fc.integer({ min: 0, max: 400 }),
  by: fc.constant('سعد'),
  outcome: fc.constantFrom('no_answer', 'call_back', 'refuses', 'wants_plan', 'promised'),
  channel: fc.constantFrom('call', 'whatsapp'),
  atMs: fc.integer({ min: nowMs - 9e9, max: nowMs }),
  followUpMs: fc.option(fc.integer({ min: nowMs - 9e9, max: nowMs + 9e9 })),
}) as fc.Arbitrary<NonNullable<DeskFacts['last']>>

const anyFacts: fc.Arbitrary<DeskFacts> = fc
  .record({
    minor: fc.integer({ min: 0, max: 10_000_000_000 }),
    daysLate: fc.integer({ min: 1, max: 900 }),
    ageDays: fc.integer({ min: 1, max: 900 }),
    over90: fc.boolean(),
    invoices: fc.integer({ min: 1, max: 40 }),
    last: fc.option(someLast),
    unanswered: fc.integer({ min: 0, max: 9 }),
    attemptsIn30Days: fc.integer({ min: 0, max: 20 }),
    answeredLately: fc.boolean(),
    keep: fc.option(
      fc
        .integer({ min: 1, max: 12 })
        .chain((of) => fc.integer({ min: 0, max: of }).map((kept) => ({ kept, of }))),
    ),
    plan: fc.option(
      fc.record({
        state: fc.constantFrom('proposed' as const, 'active' as const, 'broken' as const),
        amount: fc.constant(halalas(2_500_000)),
        missed: fc.integer({ min: 0, max: 3 }),
        atMs: fc.integer({ min: nowMs - 9e9, max: nowMs }),
        daysAgo: fc.integer({ min: 0, max: 30 }),
        next: fc.option(
          fc.record({
            amount: fc.constant(halalas(100_000)),
            dueOn: fc.constantFrom('2026-11-20', '2026-11-26'),
            until: fc.constantFrom('2026-11-25', '2026-12-01'),
          }),
        ),
      }),
    ),
    broken: fc.option(
      fc.record({
        amount: fc.constant(halalas(2_500_000)),
        dueOn: fc.constant('2026-11-18'),
        atMs: fc.integer({ min: nowMs - 9e9, max: nowMs }),
        daysAgo: fc.integer({ min: 0, max: 60 }),
      }),
    ),
    promise: fc.option(
      fc.record({
        amount: fc.constant(halalas(100_000)),
        dueOn: fc.constantFrom('2026-11-22', '2026-11-26'),
        until: fc.constant('2026-11-29'),
        atMs: fc.integer({ min: nowMs - 9e9, max: nowMs }),
      }),
    ),
    notice: fc.option(fc.constant({ on: '2026-11-21' })),
    replyWaits: fc.option(
      fc.record({
        on: fc.constant('2026-11-21'),
        atMs: fc.integer({ min: nowMs - 9e9, max: nowMs }),
        conversationId: fc.constant('c'),
      }),
    ),
    stepWaits: fc.boolean(),
    firstTime: fc.boolean(),
    wrongNumber: fc.boolean(),
    disputed: fc.boolean(),
    readUnanswered: fc.integer({ min: 0, max: 3 }),
    paused: fc.option(
      fc.record({
        until: fc.constantFrom('open' as const, '2026-11-25'),
        atMs: fc.integer({ min: nowMs - 9e9, max: nowMs }),
      }),
    ),
    skippedUntilMs: fc.option(fc.integer({ min: nowMs - 9e9, max: nowMs + 9e9 })),
    hasPhone: fc.boolean(),
    hasMail: fc.boolean(),
    hasWhatsapp: fc.boolean(),
  })
  .map(({ minor, ...rest }) => ({
    ...plain,
    ...rest,
    askable: halalas(minor),
    late: halalas(minor),
  }))

describe('an answer and an offer', () => {
  const codes = (facts: DeskFacts) => whyNow(facts).map(({ code }) => code)
  const answered = { number: 'INV-7', on: '2026-11-21', atMs: nowMs - 86_400_000 }
  const offer = {
    ...{ state: 'offered' as const, amount: halalas(70_000), payBy: '2026-11-24' },
    ...{ daysLeft: 2, atMs: nowMs - 86_400_000, on: '2026-11-21', whole: true },
  }

  test('that nobody has told them of is why one calls, until somebody speaks with them', () => {
    expect(codes({ ...plain, answered })).toContain('dispute_answered')
    const tried = last({ atMs: nowMs - 3_600_000, followUpMs: nowMs + 9e8 })
    expect(codes({ ...plain, answered, last: tried })).toContain('dispute_answered')
    expect(dueOf({ ...plain, answered, last: last({ followUpMs: nowMs + 9e8 }) }).waits).toBe('now')
    const spoken = last({ atMs: nowMs - 3_600_000, outcome: 'refuses', followUpMs: nowMs + 9e8 })
    expect(codes({ ...plain, answered, last: spoken })).not.toContain('dispute_answered')
    expect(dueOf({ ...plain, answered, last: spoken }).waits).toBe('follow_up')
  })

  test('that runs out in three days, ran out or was declined is spoken about', () => {
    expect(codes({ ...plain, offer })).toContain('offer_ends')
    expect(codes({ ...plain, offer: { ...offer, daysLeft: 4 } })).not.toContain('offer_ends')
    expect(codes({ ...plain, offer: { ...offer, state: 'expired' } })).toContain('offer_expired')
    const declined: DeskFacts = { ...plain, offer: { ...offer, state: 'declined' } }
    expect(codes(declined)).toContain('offer_declined')
    const before = last({ followUpMs: nowMs + 9e8 })
    expect(dueOf({ ...declined, last: before }).waits).toBe('now')
    const since = last({ atMs: nowMs - 1000, followUpMs: nowMs + 9e8 })
    expect(codes({ ...declined, last: since })).not.toContain('offer_declined')
  })
})

describe('what a contact now is worth', () => {
  test('the parts add up to the chance in points, and to the score in money', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const { parts, chance, expected } = scoreOf(facts)
        expect(parts.reduce((sum, { points }) => sum + points, 0)).toBe(chance)
        expect(parts.reduce((sum, { minor }) => sum + minor, 0)).toBe(expected.minor)
        expect(chance).toBeGreaterThanOrEqual(200)
        expect(chance).toBeLessThanOrEqual(9500)
      }),
    )
  })

  test('who owes more, all else alike, never comes up later', () => {
    fc.assert(
      fc.property(anyFacts, fc.integer({ min: 0, max: 1_000_000_000 }), (facts, more) => {
        const richer = { ...facts, askable: halalas(facts.askable.minor + more) }
        expect(scoreOf(richer).expected.minor).toBeGreaterThanOrEqual(scoreOf(facts).expected.minor)
      }),
    )
  })

  test('a dinar of three decimals stands where it is worth, not ten times higher', () => {
    expect(weightOf({ minor: 1_000, currency: 'KWD' })).toBe(weightOf(halalas(100)))
  })

  test('a younger debt, kept words and a call that was asked for raise it; silence of theirs lowers it', () => {
    const score = (over: Partial<DeskFacts>) => scoreOf({ ...plain, ...over }).chance
    const base = score({})
    expect(score({ ageDays: 120 })).toBeLessThan(base)
    expect(score({ keep: { kept: 5, of: 5 } })).toBeGreaterThan(base)
    expect(score({ keep: { kept: 0, of: 5 } })).toBeLessThan(base)
    expect(score({ unanswered: 3, last: last() })).toBeLessThan(base)
    expect(score({ callAsked: { atMs: nowMs } })).toBeGreaterThan(base)
    expect(
      score({ replyWaits: { on: '2026-11-22', atMs: nowMs, conversationId: 'c' } }),
    ).toBeGreaterThan(base)
  })
})

describe('why now', () => {
  test('every customer has a reason, at most three, and one next act', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const why = whyNow(facts)
        expect(why.length).toBeGreaterThanOrEqual(1)
        expect(why.length).toBeLessThanOrEqual(3)
        expect(nextAct(facts).step).toBeTruthy()
        expect(talkingPoints(facts, null).say).toHaveLength(3)
      }),
    )
  })

  test('with nothing else to say, how late it is stands for the reason', () => {
    const why = whyNow({ ...plain, last: last({ outcome: 'refuses' }) })
    expect(why).toEqual([{ code: 'late', facts: { days: 20, invoices: 2 } }])
  })

  test('a broken word comes before how late it is', () => {
    const broken = { amount: halalas(2_500_000), dueOn: '2026-11-18', atMs: nowMs, daysAgo: 1 }
    const [first, second] = whyNow({
      ...plain,
      daysLate: 96,
      over90: true,
      last: last({ daysAgo: 9 }),
      broken,
    })
    expect(first?.code).toBe('promise_broken')
    expect(second).toEqual({ code: 'over_90_silent', facts: { days: 96, ago: 9 } })
  })

  test('a follow-up that has come is named, though a word was broken long before', () => {
    const due = last({ outcome: 'refuses', followUpMs: nowMs - 1 })
    const broken = { amount: halalas(100), dueOn: '2026-10-18', atMs: nowMs - 3e9, daysAgo: 32 }
    expect(whyNow({ ...plain, last: due, broken })[0]?.code).toBe('follow_up_now')
  })

  test('after three calls that nobody took it is better to write, and a wrong number is looked up first', () => {
    expect(nextAct({ ...plain, unanswered: 3, last: last() })).toEqual({
      step: 'write',
      channel: 'whatsapp',
    })
    expect(nextAct({ ...plain, wrongNumber: true }).step).toBe('find_number')
    expect(nextAct(plain)).toEqual({ step: 'call', channel: 'call' })
  })
})

describe('when they come up', () => {
  const given = (atMs: number): DeskFacts['promise'] => ({
    ...{ amount: halalas(500_000), dueOn: '2026-11-26', until: '2026-11-29', atMs },
  })
  test('at the follow-up, and not before', () => {
    const followUpMs = nowMs + 3_600_000
    expect(dueOf({ ...plain, last: last({ followUpMs }) })).toEqual({
      waits: 'follow_up',
      atMs: followUpMs,
    })
    const due = dueOf({ ...plain, last: last({ followUpMs: nowMs - 1 }) })
    expect(due.waits).toBe('now')
  })

  test('a reply since the last contact does not wait for the follow-up', () => {
    const facts = {
      ...plain,
      last: last({ followUpMs: nowMs + 9e8 }),
      replyWaits: { on: '2026-11-22', atMs: nowMs, conversationId: 'c' },
    }
    expect(dueOf(facts).waits).toBe('now')
  })

  test('a word broken of late does not wait either, one broken long ago does', () => {
    const followUpMs = nowMs + 9e8
    const broken = { amount: halalas(100), dueOn: '2026-11-18', atMs: nowMs, daysAgo: 1 }
    const facts = { ...plain, last: last({ followUpMs }), broken }
    expect(dueOf(facts).waits).toBe('now')
    expect(dueOf({ ...facts, broken: { ...broken, daysAgo: 40 } }).waits).toBe('follow_up')
  })

  test('what is promised whole rests through the grace, what is disputed whole until that is settled', () => {
    expect(dueOf({ ...plain, askable: halalas(0), promise: given(nowMs) })).toEqual({
      waits: 'promise',
      afterDay: '2026-11-29',
    })
    expect(dueOf({ ...plain, askable: halalas(0), disputed: true })).toEqual({
      waits: 'dispute',
      never: true,
    })
  })

  test('whose late money is all on a plan rests through the grace of the next instalment', () => {
    const next = { dueOn: '2026-11-26', until: '2026-12-01', amount: halalas(100) }
    const plan = { amount: halalas(500), missed: 0, atMs: nowMs - 5, daysAgo: 0, next }
    const facts = { ...plain, askable: halalas(0), plan: { ...plan, state: 'active' as const } }
    expect(dueOf(facts)).toEqual({ waits: 'plan', afterDay: '2026-12-01' })
    const broken = { ...plain, last: last({ atMs: nowMs - 9, followUpMs: nowMs + 9e8 }) }
    expect(dueOf({ ...broken, plan: { ...plan, state: 'broken' as const } }).waits).toBe('now')
  })

  test('who promised or was paused after the last contact rests, though its follow-up has come', () => {
    const over = last({ atMs: nowMs - 9e6, followUpMs: nowMs - 1 })
    const later = { ...plain, last: over, paused: { until: 'open', atMs: nowMs - 2 } } as const
    expect(dueOf(later)).toEqual({ waits: 'paused', never: true })
    const word = { ...plain, last: over, askable: halalas(0), promise: given(nowMs - 2) }
    expect(dueOf(word)).toEqual({ waits: 'promise', afterDay: '2026-11-29' })
    expect(dueOf({ ...word, askable: halalas(1) }).waits).toBe('now')
  })

  test('a follow-up that was agreed during a pause, or about a dispute, comes up all the same', () => {
    const over = last({ atMs: nowMs - 9, followUpMs: nowMs - 1 })
    const paused = { until: 'open', atMs: nowMs - 9e6 } as const
    expect(dueOf({ ...plain, last: over, paused }).waits).toBe('now')
    expect(dueOf({ ...plain, last: over, askable: halalas(0), disputed: true }).waits).toBe('now')
    expect(
      dueOf({ ...plain, last: over, askable: halalas(0), promise: given(nowMs - 9e6) }).waits,
    ).toBe('now')
  })

  test('who was passed over stays away even when there is news', () => {
    const skippedUntilMs = nowMs + 86_400_000
    const replyWaits = { on: '2026-11-22', atMs: nowMs, conversationId: 'c' }
    expect(dueOf({ ...plain, skippedUntilMs, replyWaits }).waits).toBe('skipped')
  })
})

describe('the follow-up that the rules propose', () => {
  const at = { day: '2026-11-22', minuteOfDay: 11 * 60 }
  test('nobody answered: later today, then tomorrow, and after the third try on another way', () => {
    expect(proposeFollowUp('no_answer', 1, at, defaultCalendar)).toEqual({
      at: { day: '2026-11-22', minuteOfDay: 14 * 60 },
      elsewhere: false,
    })
    expect(proposeFollowUp('no_answer', 2, at, defaultCalendar).at.day).toBe('2026-11-23')
    expect(proposeFollowUp('no_answer', 3, at, defaultCalendar).elsewhere).toBe(true)
  })

  test('it is a time that a person would name: a quarter of an hour', () => {
    const at = { day: '2026-11-22', minuteOfDay: 10 * 60 + 49 }
    expect(proposeFollowUp('no_answer', 1, at, defaultCalendar).at.minuteOfDay).toBe(14 * 60)
    expect(proposeFollowUp('call_back', 1, at, defaultCalendar).at.minuteOfDay).toBe(13 * 60)
    const sharp = { day: '2026-11-22', minuteOfDay: 10 * 60 + 45 }
    expect(proposeFollowUp('call_back', 1, sharp, defaultCalendar).at.minuteOfDay).toBe(
      12 * 60 + 45,
    )
  })

  test('Thursday evening leads to Sunday', () => {
    const evening = { day: '2026-11-26', minuteOfDay: 19 * 60 }
    expect(proposeFollowUp('no_answer', 1, evening, defaultCalendar).at).toEqual({
      day: '2026-11-29',
      minuteOfDay: 10 * 60,
    })
  })

  test('it is always inside the hours of contact', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          'no_answer',
          'call_back',
          'refuses',
          'wrong_number',
          'forgot',
        ) as fc.Arbitrary<'no_answer'>,
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 0, max: 1439 }),
        (outcome, tries, minuteOfDay) => {
          const next = proposeFollowUp(
            outcome,
            tries,
            { day: '2026-11-24', minuteOfDay },
            defaultCalendar,
          )
          expect(next.at.minuteOfDay).toBeGreaterThanOrEqual(600)
          expect(next.at.minuteOfDay).toBeLessThan(1200)
        },
      ),
    )
  })

  test('one answered call a day and ten tries in thirty days are the limits to begin with', () => {
    expect(capFault({ answeredToday: 0, in30Days: 9 }, defaultCaps)).toBeNull()
    expect(capFault({ answeredToday: 1, in30Days: 1 }, defaultCaps)?.code).toBe('calls_today')
    expect(capFault({ answeredToday: 0, in30Days: 10 }, defaultCaps)?.code).toBe('attempts_30')
  })
})
