/** What a colleague does at a conversation: has it open, writes in it, or keeps the desk for themselves. */
export type Doing = 'viewing' | 'typing' | 'holding'

/** A sign of life from one browser; `left` ends all that this colleague did before. */
export type Heartbeat = Readonly<{ agentId: string; doing: Doing | 'left'; atMs: number }>

/** The latest sign of each kind from each colleague. */
export type Beats = ReadonlyMap<string, Readonly<Partial<Record<Heartbeat['doing'], number>>>>

export type Here = Readonly<{ agentId: string; doing: Doing; atMs: number }>

/** How long a sign speaks for its sender: a browser repeats each well before. */
export const expiryMs: Readonly<Record<Doing, number>> = {
  typing: 8_000,
  viewing: 45_000,
  holding: 120_000,
}

const strongestFirst: readonly Doing[] = ['holding', 'typing', 'viewing']

/** Adds signs of life: in any order, as often as they come, the result is the same. */
export function heard(before: Beats, beats: Iterable<Heartbeat>): Beats {
  const after = new Map(before)
  for (const { agentId, doing, atMs } of beats) {
    const known = after.get(agentId) ?? {}
    after.set(agentId, { ...known, [doing]: Math.max(atMs, known[doing] ?? atMs) })
  }
  return after
}

/** Who is here now and what they do at most, in the order of holding, typing, viewing. */
export function whoIsHere(beats: Beats, nowMs: number): Here[] {
  const here: Here[] = []
  for (const [agentId, known] of beats)
    for (const doing of strongestFirst) {
      const atMs = known[doing]
      if (atMs === undefined || nowMs - atMs >= expiryMs[doing]) continue
      if (known.left !== undefined && known.left >= atMs) continue
      here.push({ agentId, doing, atMs })
      break
    }
  return here.toSorted(
    (a, b) =>
      strongestFirst.indexOf(a.doing) - strongestFirst.indexOf(b.doing) ||
      (a.agentId < b.agentId ? -1 : 1),
  )
}

/** What has nothing left to say can be forgotten. */
export const withoutGone = (beats: Beats, nowMs: number): Beats => {
  const here = new Set(whoIsHere(beats, nowMs).map(({ agentId }) => agentId))
  const longest = Math.max(...Object.values(expiryMs))
  const recent = (known: Readonly<Partial<Record<string, number>>>) =>
    Object.values(known).some((atMs) => atMs !== undefined && nowMs - atMs < longest)
  return new Map([...beats].filter(([agentId, known]) => here.has(agentId) || recent(known)))
}

/** A draft that is about to be sent. */
export type Draft = Readonly<{ agentId: string; begunMs: number }>
export type Answer = Readonly<{ agentId: string; atMs: number }>

/** What its writer should know first: another holds or writes here, or has answered meanwhile. */
export type Warning = Readonly<{
  code: 'held_by_another' | 'another_is_typing' | 'answered_meanwhile'
  agentId: string
  atMs: number
}>

/** Whether an answer must be warned of; each colleague and reason once, answers with their latest. */
export function warningsFor(
  draft: Draft,
  beats: Beats,
  answers: readonly Answer[],
  nowMs: number,
): Warning[] {
  const others = whoIsHere(beats, nowMs).filter(({ agentId }) => agentId !== draft.agentId)
  const typing = [...beats].flatMap(([agentId, known]): Warning[] => {
    const atMs = known.typing
    const still =
      atMs !== undefined &&
      nowMs - atMs < expiryMs.typing &&
      !(known.left !== undefined && known.left >= atMs)
    return still && agentId !== draft.agentId ? [{ code: 'another_is_typing', agentId, atMs }] : []
  })
  const latest = new Map<string, number>()
  for (const { agentId, atMs } of answers)
    if (agentId !== draft.agentId && atMs > draft.begunMs)
      latest.set(agentId, Math.max(atMs, latest.get(agentId) ?? atMs))
  return [
    ...Array.from(
      latest,
      ([agentId, atMs]): Warning => ({ code: 'answered_meanwhile', agentId, atMs }),
    ),
    ...others
      .filter(({ doing }) => doing === 'holding')
      .map(({ agentId, atMs }): Warning => ({ code: 'held_by_another', agentId, atMs })),
    ...typing,
  ]
}
