import { anyOf, within } from '../segment.ts'
import type { DeskRule, DeskSegment } from './settings.ts'

/** A colleague who collects. */
export type Collector = Readonly<{
  id: string
  available: boolean
  load: number
  /** Of whom they may see the customers; absent: of everybody, and those of nobody. */
  owners?: readonly string[] | undefined
}>

/** Whether a customer of this owner would be seen by them: else it would be in nobody's queue. */
export const reaches = ({ owners }: Collector, ownerId: string | null): boolean =>
  owners === undefined || (ownerId !== null && owners.includes(ownerId))

/** What a rule looks at. */
export type Debtor = Readonly<{
  kind: string
  tags: readonly string[]
  language: 'ar' | 'en'
  lateMinor: number
  daysLate: number
  ownerId: string | null
}>

export const homeCodes = ['hand', 'rule', 'owner', 'nobody'] as const
export type HomeCode = (typeof homeCodes)[number]

/** Whose customer it is and why, and who has it for the time being. */
export type Shared = Readonly<{
  homeId: string | null
  because: HomeCode
  collectorId: string | null
}>

/** Whether a segment claims a customer. */
export const isOf = (segment: DeskSegment, debtor: Debtor): boolean =>
  anyOf(segment.tagsAnyOf, debtor.tags) &&
  anyOf(segment.kindsAnyOf, [debtor.kind]) &&
  anyOf(segment.languagesAnyOf, [debtor.language]) &&
  within(debtor.lateMinor, segment.lateFrom, segment.lateTo) &&
  within(debtor.daysLate, segment.daysFrom, segment.daysTo)

/** The one with the fewest customers; the id breaks a tie, so that the same facts choose the same. */
const fewest = (all: readonly Collector[]): Collector | undefined =>
  all.toSorted((a, b) => a.load - b.load || (a.id < b.id ? -1 : 1))[0]

/**
 * Whose customer this is. By hand before the rules, the rules before the customer's own colleague.
 * Whom a rule gave a customer keeps it, as long as the rule still names them: people are not passed
 * around every night. While its collector is away another has it, the same one all the while. Nobody
 * is given whom they may not see.
 */
export function shareOut(
  debtor: Debtor,
  known: Readonly<{ hand: string | null; homeId: string | null; collectorId: string | null }>,
  rules: readonly DeskRule[],
  everyone: readonly Collector[],
): Shared {
  const collectors = everyone.filter((each) => reaches(each, debtor.ownerId))
  const byId = new Map(collectors.map((each) => [each.id, each]))
  const home = homeOf(debtor, known, rules, byId)
  if (home.homeId === null) return { ...home, collectorId: null }
  if (byId.get(home.homeId)?.available) return { ...home, collectorId: home.homeId }
  const standIn =
    known.collectorId !== home.homeId && known.collectorId !== null
      ? byId.get(known.collectorId)
      : undefined
  const free = collectors.filter(({ available }) => available)
  const named = rules.find(({ segment }) => isOf(segment, debtor))?.userIds ?? []
  const colleagues = free.filter(({ id }) => named.includes(id))
  const chosen = standIn?.available ? standIn : (fewest(colleagues) ?? fewest(free))
  return { ...home, collectorId: chosen?.id ?? home.homeId }
}

function homeOf(
  debtor: Debtor,
  known: Readonly<{ hand: string | null; homeId: string | null }>,
  rules: readonly DeskRule[],
  byId: ReadonlyMap<string, Collector>,
): Readonly<{ homeId: string | null; because: HomeCode }> {
  if (known.hand !== null && byId.has(known.hand)) return { homeId: known.hand, because: 'hand' }
  const rule = rules.find(
    ({ segment, userIds }) => isOf(segment, debtor) && userIds.some((id) => byId.has(id)),
  )
  if (rule) {
    if (known.homeId !== null && rule.userIds.includes(known.homeId) && byId.has(known.homeId))
      return { homeId: known.homeId, because: 'rule' }
    const named = rule.userIds.flatMap((id) => byId.get(id) ?? [])
    const chosen = fewest(named.filter(({ available }) => available)) ?? fewest(named)
    if (chosen) return { homeId: chosen.id, because: 'rule' }
  }
  if (debtor.ownerId !== null && byId.has(debtor.ownerId))
    return { homeId: debtor.ownerId, because: 'owner' }
  return { homeId: null, because: 'nobody' }
}
