import { describe, expect, test } from 'vitest'
import { defaultDeskSettings } from './settings.ts'
import { type Collector, type Debtor, shareOut } from './share-out.ts'

describe('whose customer it is', () => {
  const debtor: Debtor = {
    kind: 'company',
    tags: ['مقاولات'],
    language: 'ar',
    lateMinor: 500_000,
    daysLate: 40,
    ownerId: null,
  }
  const nothing = { hand: null, homeId: null, collectorId: null }
  const of = (id: string, load: number, available = true): Collector => ({ id, load, available })
  const { rules: none } = defaultDeskSettings
  const rule = {
    name: 'المقاولات',
    userIds: ['a', 'b'],
    segment: {
      tagsAnyOf: ['مقاولات'],
      kindsAnyOf: [],
      languagesAnyOf: [],
      lateFrom: null,
      lateTo: null,
      daysFrom: 30,
      daysTo: 90,
    },
  }

  test('by hand before the rules, and the rules before the owner', () => {
    const all = [of('a', 5), of('b', 1), of('c', 0)]
    expect(shareOut(debtor, { ...nothing, hand: 'c' }, [rule], all).because).toBe('hand')
    expect(shareOut({ ...debtor, ownerId: 'c' }, nothing, [rule], all)).toEqual({
      homeId: 'b',
      because: 'rule',
      collectorId: 'b',
    })
    expect(shareOut({ ...debtor, ownerId: 'c' }, nothing, none, all).homeId).toBe('c')
    expect(shareOut(debtor, nothing, none, all).collectorId).toBeNull()
  })

  test('who has a customer keeps it, however the loads change', () => {
    const shared = shareOut(debtor, { ...nothing, homeId: 'a' }, [rule], [of('a', 90), of('b', 0)])
    expect(shared.homeId).toBe('a')
  })

  test('while they are away one colleague stands in, and then they have it back', () => {
    const away = [of('a', 1, false), of('b', 3), of('c', 0)]
    const first = shareOut(debtor, { ...nothing, homeId: 'a', collectorId: 'a' }, [rule], away)
    expect(first).toEqual({ homeId: 'a', because: 'rule', collectorId: 'b' })
    const again = shareOut(debtor, { ...nothing, homeId: 'a', collectorId: 'b' }, [rule], away)
    expect(again.collectorId).toBe('b')
    const back = shareOut(
      debtor,
      { ...nothing, homeId: 'a', collectorId: 'b' },
      [rule],
      [of('a', 1), of('b', 3)],
    )
    expect(back.collectorId).toBe('a')
  })

  test('nobody has a customer whom they may not see: not by rule, by hand, nor as a stand-in', () => {
    const own = { ...of('a', 0), owners: ['a'] }
    const all = [own, of('c', 9)]
    const only = { ...rule, userIds: ['a'] }
    expect(shareOut(debtor, nothing, [only], all).homeId).toBeNull()
    expect(shareOut(debtor, { ...nothing, hand: 'a' }, none, all).homeId).toBeNull()
    expect(shareOut({ ...debtor, ownerId: 'a' }, nothing, [only], all).because).toBe('rule')
    const absent = { ...nothing, hand: 'd', collectorId: 'd' }
    expect(shareOut(debtor, absent, none, [...all, of('d', 1, false)]).collectorId).toBe('c')
  })
})
