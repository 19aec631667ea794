import { sureFrom, unsureBelow } from './classifier.ts'

/** Of which type a conversation is taken to be, who said so, and how sure of it. */
export type Understood = Readonly<{
  type: string | null
  by: 'person' | 'rule' | 'guess' | null
  /** 0 to 1. */
  certainty: number | null
}>

/** Whether there is nothing yet that would stand by itself. */
export const isUnsorted = ({ by, certainty }: Understood): boolean =>
  by === null || (by === 'guess' && (certainty ?? 0) < unsureBelow)

/**
 * Whether what is said now may change the type at all. A guess follows what is said later; what a
 * person or a rule said stands, and a greeting changes nothing of what was understood before.
 */
export const mayFollow = (
  before: Understood,
  heard: Readonly<{ greeting: boolean; automatic: boolean }>,
): boolean =>
  before.by === 'guess'
    ? !heard.greeting && (!heard.automatic || isUnsorted(before))
    : before.by === null

/** Whether what was said now is surely about something else than what was guessed first. */
export const speaksOtherwise = (before: Understood, now: Understood): boolean =>
  now.type !== null &&
  now.type !== before.type &&
  (now.by === 'rule' || (now.certainty ?? 0) >= sureFrom)
