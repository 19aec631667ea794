import type { Saying, SendMessage } from '#core/inbox/api.ts'

/** What a person says and how it is to go. */
export type Letter = Readonly<{
  say: Saying
  threadId?: string
  answers?: string
  subject?: string
  /** Files of a mail. */
  fileIds?: readonly string[]
  beganAt?: string
  afterwards?: 'stay' | 'close'
}>

/** What went out and had no answer: perhaps it was taken, perhaps it never arrived. */
export type Unanswered = Readonly<{ input: SendMessage; same: string; atMs: number }>

/** How long the same words still count as another try of the same message. */
const retryMs = 10 * 60_000

const sameOf = ({ say, threadId, answers, subject, fileIds = [] }: Letter) =>
  JSON.stringify([say, threadId ?? null, answers ?? null, subject ?? null, fileIds])

/**
 * What goes to the server. The same again after a lost answer goes exactly as it went before, its
 * id with it: the server then knows it, and the customer is not told twice.
 */
export function inputFor(
  letter: Letter,
  conversation: Readonly<{ id: string; threadId: string }>,
  unanswered: readonly Unanswered[],
  fresh: Readonly<{ id: string; nowMs: number }>,
): SendMessage {
  const same = sameOf(letter)
  const lost = unanswered.find((each) => each.same === same && fresh.nowMs - each.atMs < retryMs)
  if (lost) return lost.input
  const { say, threadId, answers, subject, fileIds, beganAt, afterwards = 'stay' } = letter
  return {
    id: fresh.id,
    conversationId: conversation.id,
    say,
    anyway: false,
    afterwards,
    ...(threadId && threadId !== conversation.threadId && { threadId }),
    ...(answers && { answers }),
    ...(subject && { subject }),
    ...(fileIds && fileIds.length > 0 && { fileIds: [...fileIds] }),
    ...(beganAt && { beganAt }),
  }
}

/** Remembers what had no answer. */
export const withLost = (
  unanswered: readonly Unanswered[],
  input: SendMessage,
  letter: Letter,
  nowMs: number,
): readonly Unanswered[] => [
  ...withoutAnswered(unanswered, input.id),
  { input, same: sameOf(letter), atMs: nowMs },
]

/** Forgets the one that was answered; what else is lost stays known. */
export const withoutAnswered = (
  unanswered: readonly Unanswered[],
  id: string,
): readonly Unanswered[] => unanswered.filter(({ input }) => input.id !== id)
