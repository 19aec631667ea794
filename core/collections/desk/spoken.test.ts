import { describe, expect, test } from 'vitest'
import { halalas } from '#test/money.ts'
import { dueOf } from './due.ts'
import type { DeskFacts } from './facts.ts'
import { whyNow } from './why.ts'

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

describe('what is covered, and who was spoken with', () => {
  // A cheque in the drawer covered it all, and the queue said that everything was disputed.
  test('who is covered by a cheque waits for it, and comes up when its days are over', () => {
    const held = { by: 'instrument' as const, until: '2026-12-09' }
    expect(dueOf({ ...plain, askable: halalas(0), held })).toEqual({
      waits: 'instrument',
      afterDay: '2026-12-09',
    })
    expect(dueOf({ ...plain, askable: halalas(1), held }).waits).toBe('now')
  })

  // «ولم يتصل به أحد» stood over a customer who had promised by telephone two days before.
  test('a word by telephone or a conversation counts as spoken with', () => {
    expect(whyNow({ ...plain, spokenAgo: 2 }).map(({ code }) => code)).toEqual(['late'])
    expect(whyNow({ ...plain, spokenAgo: 12 })[0]).toEqual({ code: 'silent', facts: { ago: 12 } })
    expect(whyNow({ ...plain, spokenAgo: null })[0]?.code).toBe('never_called')
  })

  test('a promise that was broken longer ago is still named', () => {
    const broken = { amount: halalas(900), dueOn: '2026-10-01', atMs: nowMs - 9e9, daysAgo: 40 }
    expect(whyNow({ ...plain, spokenAgo: 2, broken })).toEqual([
      {
        code: 'promise_broken_before',
        facts: { minor: 900, currency: 'SAR', due: '2026-10-01' },
      },
    ])
  })
})
