import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '#core/day.ts'
import { halalas } from '#test/money.ts'
import { settleSlowly } from '#test/oracle/settlement.ts'
import {
  type AuthorityLimit,
  comeSince,
  conceded,
  decideAuthority,
  judgeSettlement,
  mayConcede,
  spread,
} from './settlement.ts'

const people = ['ahmad', 'reem', 'salem', 'huda']
const roles = ['owner', 'lead', 'collector']
const kinds = fc.constantFrom('settlement' as const, 'waiver' as const, 'write_off' as const)
const most = (max: number) => fc.option(fc.integer({ min: 0, max }))
const limit: fc.Arbitrary<AuthorityLimit> = fc
  .record({
    who: fc.oneof(fc.constantFrom(...people), fc.constantFrom(...roles)),
    kind: kinds,
    maxMinor: most(1000),
    maxBasisPoints: most(10_000),
  })
  .map(({ who, ...rest }) => ({
    ...rest,
    userId: people.includes(who) ? who : null,
    roleId: roles.includes(who) ? who : null,
  }))
const everyone = fc
  .array(fc.subarray(roles), { minLength: people.length, maxLength: people.length })
  .map((of) => people.map((userId, at) => ({ userId, roleIds: of[at] ?? [] })))
const matter = fc.record({
  kind: kinds,
  minor: fc.option(fc.integer({ min: 1, max: 1500 })),
  basisPoints: fc.integer({ min: 1, max: 10_000 }),
})
const table = fc.array(limit, { maxLength: 8 })

describe('the limit of authority', () => {
  test('a proposal beyond its proposer is decided by another within theirs, the nearest first', () => {
    fc.assert(
      fc.property(table, everyone, matter, (limits, all, asked) => {
        for (const proposer of all) {
          const decision = decideAuthority(limits, proposer, all, asked)
          expect(decision.kind === 'within').toBe(mayConcede(limits, proposer, asked))
          if (decision.kind === 'within') continue
          const able = all.filter((who) => mayConcede(limits, who, asked))
          expect(decision.approverIds.length > 0).toBe(able.length > 0)
          for (const id of decision.approverIds) {
            expect(id).not.toBe(proposer.userId)
            expect(able.map(({ userId }) => userId)).toContain(id)
          }
        }
      }),
    )
  })

  test('who may let go so much may let go less, and a further line never takes a right away', () => {
    fc.assert(
      fc.property(table, limit, everyone, matter, (limits, more, all, asked) => {
        for (const who of all) {
          if (!mayConcede(limits, who, asked)) continue
          const less = {
            ...asked,
            minor: asked.minor === null ? null : Math.ceil(asked.minor / 2),
            basisPoints: Math.ceil(asked.basisPoints / 2),
          }
          expect(mayConcede(limits, who, less)).toBe(true)
          expect(mayConcede([...limits, more], who, asked)).toBe(true)
        }
      }),
    )
  })

  test('whoever’s limit is just enough is asked, before the owner is', () => {
    const line = { userId: null, kind: 'waiver', maxBasisPoints: null } as const
    const limits = [
      { ...line, roleId: 'owner', maxMinor: null },
      { ...line, roleId: 'lead', maxMinor: 500 },
    ]
    const all = [
      { userId: 'ahmad', roleIds: ['owner'] },
      { userId: 'reem', roleIds: ['lead'] },
      { userId: 'salem', roleIds: [] },
    ]
    const ask = (minor: number) =>
      decideAuthority(limits, all[2] ?? { userId: '', roleIds: [] }, all, {
        ...{ kind: 'waiver', minor, basisPoints: 100 },
      })
    expect(ask(400)).toEqual({ kind: 'asks', approverIds: ['reem'] })
    expect(ask(600)).toEqual({ kind: 'asks', approverIds: ['ahmad'] })
  })

  test('an amount and a percentage are held together: one line has to allow both', () => {
    const line = { userId: null, roleId: 'lead', kind: 'waiver' } as const
    const limits = [
      { ...line, maxMinor: 500, maxBasisPoints: 1000 },
      { ...line, maxMinor: 100, maxBasisPoints: null },
    ]
    const who = { userId: 'reem', roleIds: ['lead'] }
    const asked = { kind: 'waiver', minor: 400, basisPoints: 5000 } as const
    expect(mayConcede(limits, who, asked)).toBe(false)
    expect(mayConcede(limits, who, { ...asked, minor: 90 })).toBe(true)
    expect(mayConcede(limits, who, { ...asked, minor: null, basisPoints: 10 })).toBe(false)
  })
})

describe('what is let go', () => {
  test('is spread over the oldest first, all of it and never more than is open', () => {
    const items = fc.array(
      fc.tuple(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 28 })),
    )
    fc.assert(
      fc.property(items, fc.integer({ min: 0, max: 4000 }), (open, amount) => {
        const given = open.map(([balance, day], at) => ({
          itemId: `i${at}`,
          balance,
          dueOn: `2026-01-${String(day).padStart(2, '0')}`,
        }))
        const shares = spread(amount, given)
        const owed = given.reduce((sum, { balance }) => sum + balance, 0)
        expect(shares.reduce((sum, { minor }) => sum + minor, 0)).toBe(Math.min(amount, owed))
        for (const { itemId, minor } of shares)
          expect(minor).toBeLessThanOrEqual(
            given.find((each) => each.itemId === itemId)?.balance ?? 0,
          )
        expect(conceded(Math.min(amount, owed), owed)).toBeLessThanOrEqual(10_000)
      }),
    )
  })
})

describe('a settlement', () => {
  const agreed = {
    ...{ pay: halalas(700), lastDay: '2026-06-10', acceptedAt: 100 },
    items: [{ itemId: 'a', amount: halalas(1000) }],
  }
  const came = (minor: number, effectiveOn: string, recordedAt = 200) => ({
    ...{ itemId: 'a', amount: halalas(minor), effectiveOn, recordedAt },
  })

  test('is kept when the money is there in time, fails when grace is over without it', () => {
    expect(judgeSettlement(agreed, [came(700, '2026-06-10')], '2026-06-10').state).toBe('kept')
    expect(judgeSettlement(agreed, [came(699, '2026-06-10')], '2026-06-10').state).toBe('accepted')
    expect(judgeSettlement(agreed, [came(700, '2026-06-11')], '2026-06-11').state).toBe('failed')
  })

  test('does not count what had come before it was agreed to', () => {
    expect(judgeSettlement(agreed, [came(700, '2026-06-01', 99)], '2026-06-05')).toEqual({
      state: 'accepted',
      came: halalas(0),
    })
  })

  test('is judged as one does who counts it halala by halala', () => {
    const day = fc.integer({ min: -5, max: 9 }).map((days) => addDays('2026-06-05', days))
    const coming = fc.record({
      itemId: fc.constantFrom('a', 'b', 'elsewhere'),
      amount: fc.integer({ min: 1, max: 60 }).map(halalas),
      effectiveOn: day,
      recordedAt: fc.integer({ min: 98, max: 104 }),
    })
    const items = ['a', 'b'].map((itemId) => ({ itemId, amount: halalas(80) }))
    fc.assert(
      fc.property(
        fc.array(coming, { maxLength: 6 }),
        fc.integer({ min: 1, max: 150 }),
        day,
        day,
        (money, pay, lastDay, today) => {
          const whole = { pay: halalas(pay), lastDay, acceptedAt: 100, items }
          const { state, came: brought } = judgeSettlement(whole, money, today)
          expect({ state, came: brought.minor }).toEqual(settleSlowly(whole, money, today))
        },
      ),
    )
  })
})

describe('what there was to pay after the customer agreed', () => {
  const offered = {
    ...{ owed: 1000, proposedAt: 10, agreedAt: 20, lastDay: '2026-11-30', isCredited: false },
  }
  const credit = (creditKind: string, recordedAt: number, effectiveOn = '2026-11-22') => ({
    ...{ itemId: 'a', amount: { minor: 100, currency: 'SAR' as const } },
    ...{ creditKind, recordedAt, effectiveOn },
  })
  const asked = (...standing: ReturnType<typeof credit>[]) => comeSince(offered, standing).asked

  test('is less by a credit note, a waiver, or money that came before they agreed', () => {
    expect(asked(credit('credit_note', 25))).toBe(900)
    expect(asked(credit('waiver', 15), credit('payment', 15))).toBe(800)
  })

  test('is not less by the money agreed on, its discount, or what was there before or came too late', () => {
    expect(asked(credit('payment', 25), credit('settlement_discount', 25))).toBe(1000)
    expect(asked(credit('credit_note', 5), credit('credit_note', 25, '2026-12-01'))).toBe(1000)
    const credited = comeSince({ ...offered, isCredited: true }, [credit('credit_note', 25)])
    expect(credited.asked).toBe(1000)
  })

  test('is kept by money alone', () => {
    const standing = [credit('credit_note', 25), credit('payment', 25), credit('opening', 25)]
    expect(comeSince(offered, standing).money).toEqual([standing[1]])
  })
})
