import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { ConversationDetail } from '#core/inbox/conversation.ts'
import { api, client } from '#web/client.ts'

/** What is being written to one customer: the answer and the note apart, so that none becomes the other. */
export type Draft = Readonly<{
  note: boolean
  reply: string
  noted: string
  subject: string
  threadId: string | null
  answers: Readonly<{ id: string; text: string }> | null
  /** When the first letter was written; null while there is none. */
  beganAt: string | null
}>

const shelf = (id: string) => `wasl.inbox.draft.${id}`
const pauseMs = 700

/** The text of the side that is open. */
export const textOf = (draft: Draft): string => (draft.note ? draft.noted : draft.reply)

const blank: Draft = {
  note: false,
  reply: '',
  noted: '',
  subject: '',
  threadId: null,
  answers: null,
  beganAt: null,
}

/** What this browser kept when the server could not be reached. */
function shelved(id: string): Draft | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(shelf(id)) ?? 'null')
    return typeof kept === 'object' && kept !== null ? { ...blank, ...kept } : null
  } catch {
    return null
  }
}

function firstOf(detail: ConversationDetail): Draft {
  const kept = shelved(detail.id)
  if (kept) return kept
  const { draft } = detail
  if (!draft) return blank
  return {
    ...blank,
    note: draft.note,
    ...(draft.note ? { noted: draft.text } : { reply: draft.text }),
    subject: draft.subject ?? '',
    threadId: draft.threadId,
    answers: draft.answers ? { id: draft.answers, text: '' } : null,
    beganAt: draft.beganAt,
  }
}

/**
 * The draft of the reader in this conversation: on the server, so that it is there on the next
 * machine, and in this browser until the server has it.
 */
export function useDraft(detail: ConversationDetail) {
  const queries = useQueryClient()
  const { id } = detail
  const [draft, setDraft] = useState(() => firstOf(detail))
  const latest = useRef(draft)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const saved = useRef(detail.draft?.text ?? '')

  const save = useCallback(async () => {
    clearTimeout(timer.current)
    timer.current = undefined
    const now = latest.current
    const text = textOf(now)
    if (text.trim() === saved.current.trim()) return
    try {
      if (text.trim() === '') await client.inbox.removeDraft({ id })
      else
        await client.inbox.saveDraft({
          id,
          text,
          note: now.note,
          threadId: now.threadId,
          answers: now.answers?.id ?? null,
          subject: now.subject || null,
        })
      saved.current = text
      localStorage.removeItem(shelf(id))
      await queries.invalidateQueries({ queryKey: api.inbox.conversations.key() })
    } catch {
      // It stays in this browser and is saved with the next letter, or when the page opens again.
    }
  }, [id, queries])

  const change = useCallback(
    (patch: Partial<Draft>) => {
      const before = latest.current
      const next = { ...before, ...patch }
      const empty = textOf(next).trim() === ''
      latest.current = {
        ...next,
        beganAt: empty ? null : (next.beganAt ?? new Date().toISOString()),
      }
      setDraft(latest.current)
      if (empty) localStorage.removeItem(shelf(id))
      else localStorage.setItem(shelf(id), JSON.stringify(latest.current))
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void save(), pauseMs)
    },
    [id, save],
  )

  useEffect(() => {
    // What was kept here while the server was out of reach goes there now.
    if (shelved(id)) void save()
    return () => {
      if (timer.current !== undefined) void save()
    }
  }, [id, save])

  /** What was sent is no draft any more; the server forgets it with the sending itself. */
  const clear = useCallback(() => {
    clearTimeout(timer.current)
    timer.current = undefined
    saved.current = ''
    localStorage.removeItem(shelf(id))
    const { note } = latest.current
    latest.current = {
      ...latest.current,
      ...(note ? { noted: '' } : { reply: '', subject: '', answers: null }),
      beganAt: null,
    }
    setDraft(latest.current)
  }, [id])

  return { draft, change, clear }
}
export type DraftView = ReturnType<typeof useDraft>
