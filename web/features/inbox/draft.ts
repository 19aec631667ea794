import { z } from 'zod'
import type { SaveDraft } from '#core/inbox/api.ts'
import type { Draft as OnServer } from '#core/inbox/conversation.ts'

/** What is being written to one customer: the answer and the note apart, so that none becomes the other. */
export const Draft = z
  .object({
    note: z.boolean(),
    reply: z.string(),
    noted: z.string(),
    subject: z.string(),
    threadId: z.string().nullable(),
    answers: z.object({ id: z.string(), text: z.string() }).readonly().nullable(),
    /** When the first letter of the answer was written; null while there is none. */
    beganAt: z.string().nullable(),
  })
  .readonly()
export type Draft = z.infer<typeof Draft>

/** What a browser keeps of a draft: `saved` says what of it the server had then. */
export const Shelved = z.object({ draft: Draft, saved: z.string() }).readonly()
export type Shelved = z.infer<typeof Shelved>

type Kept = Omit<SaveDraft, 'id'>
type Reply = Pick<Draft, 'reply' | 'subject' | 'answers' | 'beganAt'>

const blank: Draft = {
  note: false,
  reply: '',
  noted: '',
  subject: '',
  threadId: null,
  answers: null,
  beganAt: null,
}

const isEmpty = (text: string) => text.trim() === ''

/** Neither an answer nor a note has a letter. */
export const isBlank = ({ reply, noted }: Draft) => isEmpty(reply) && isEmpty(noted)

/**
 * What of a draft the server is to have: the side that is open, or the other while that is empty,
 * with the other beside it; null when both are empty.
 */
export function keptOf({ note, reply, noted, threadId, answers, subject }: Draft): Kept | null {
  const asNote = isEmpty(note ? noted : reply) ? !note : note
  const [text, other] = asNote ? [noted, reply] : [reply, noted]
  if (isEmpty(text)) return null
  const beside = isEmpty(other) ? null : other
  return {
    text,
    beside,
    note: asNote,
    threadId,
    answers: answers?.id ?? null,
    subject: subject || null,
  }
}

/** The same for what the server says that it has, so that the two can be compared. */
export const keyOf = (kept: Kept | OnServer | null): string =>
  kept === null
    ? ''
    : JSON.stringify([
        ...[kept.text, kept.note, kept.threadId, kept.answers],
        ...[kept.subject || null, kept.beside || null],
      ])

/** Whether the server has all of it, and this browser needs to keep nothing. */
export const isWhole = (draft: Draft, saved: string): boolean => keyOf(keptOf(draft)) === saved

const fromServer = (saved: OnServer): Draft => ({
  ...blank,
  note: saved.note,
  ...(saved.note
    ? { noted: saved.text, reply: saved.beside ?? '', beganAt: saved.beside && saved.beganAt }
    : { reply: saved.text, noted: saved.beside ?? '', beganAt: saved.beganAt }),
  subject: saved.subject ?? '',
  threadId: saved.threadId,
  answers: saved.answers ? { id: saved.answers, text: '' } : null,
})

/**
 * With what the box begins: what the server never had counts; of what it had, its own word counts,
 * for it may have been sent from elsewhere.
 */
export function firstOf(saved: OnServer | null, shelved: Shelved | null): Draft {
  if (shelved && !isWhole(shelved.draft, shelved.saved)) return shelved.draft
  return saved ? fromServer(saved) : blank
}

/** The draft with a change; an answer has begun with its first letter and not before. */
export function changed(draft: Draft, patch: Partial<Draft>, now: string): Draft {
  const next = { ...draft, ...patch }
  return { ...next, beganAt: isEmpty(next.reply) ? null : (next.beganAt ?? now) }
}

export type Side = 'reply' | 'note'

/** What is left when one side was sent. */
export const cleared = (draft: Draft, side: Side): Draft =>
  side === 'note'
    ? { ...draft, noted: '' }
    : { ...draft, reply: '', subject: '', answers: null, beganAt: null }

/** An answer that was not taken is in the box again, before what was written meanwhile. */
export function givenBack(draft: Draft, back: Reply): Draft {
  const texts = [back.reply, draft.reply].filter((text) => !isEmpty(text))
  return {
    ...draft,
    // Who writes a note by now is not torn from it.
    note: draft.note && !isEmpty(draft.noted),
    reply: texts.join('\n'),
    subject: draft.subject || back.subject,
    answers: draft.answers ?? back.answers,
    beganAt: back.beganAt ?? draft.beganAt,
  }
}
