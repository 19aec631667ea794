import type { Doing } from './conversation.ts'

/** How long a sign of life speaks for its sender: a browser repeats each well before. */
export const expiryMs: Readonly<Record<Exclude<Doing, 'away'>, number>> = {
  typing: 8_000,
  viewing: 45_000,
}

/** A draft that is about to be sent. */
export type Draft = Readonly<{ agentId: string; begunMs: number }>
export type Answer = Readonly<{ agentId: string; atMs: number }>

/** What its writer should know first: another has answered meanwhile, or writes here now. */
export type Warning = Readonly<{
  code: 'another_is_typing' | 'answered_meanwhile'
  agentId: string
}>

/** Whether an answer must be warned of: each colleague once a reason, who has answered before who types. */
export function warningsFor(
  draft: Draft,
  typing: readonly string[],
  answers: readonly Answer[],
): Warning[] {
  const answered = answers.filter(({ atMs }) => atMs > draft.begunMs).map(({ agentId }) => agentId)
  const others = (ids: readonly string[]) => [...new Set(ids)].filter((id) => id !== draft.agentId)
  return [
    ...others(answered).map((agentId): Warning => ({ code: 'answered_meanwhile', agentId })),
    ...others(typing).map((agentId): Warning => ({ code: 'another_is_typing', agentId })),
  ]
}
