import { useQueryClient } from '@tanstack/react-query'
import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { ConversationDetail } from '#core/inbox/conversation.ts'
import { api, client } from '#web/client.ts'
import { useMe } from '#web/me.tsx'
import {
  changed,
  cleared,
  type Draft,
  firstOf,
  givenBack,
  isBlank,
  isWhole,
  keptOf,
  keyOf,
  Shelved,
  type Side,
} from './draft.ts'

const pauseMs = 700

type OnServer = ConversationDetail['draft']

/** What this browser keeps for one reader: what the server could not be told, or has no room for. */
function shelfOf(userId: string, id: string) {
  const name = `wasl.inbox.draft.${userId}.${id}`
  return {
    read: (): Shelved | null => {
      try {
        return Shelved.nullable().parse(JSON.parse(localStorage.getItem(name) ?? 'null'))
      } catch {
        return null
      }
    },
    put: (draft: Draft, saved: OnServer) => {
      if (isBlank(draft) || isWhole(draft, keyOf(saved))) return localStorage.removeItem(name)
      localStorage.setItem(name, JSON.stringify({ draft, saved: keyOf(saved) } satisfies Shelved))
    },
  }
}
type Shelf = ReturnType<typeof shelfOf>

/** What the server has of the draft, and how it gets the rest: a moment after the last letter. */
function useSaving(detail: ConversationDetail, latest: RefObject<Draft>, shelf: Shelf) {
  const queries = useQueryClient()
  const { id } = detail
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const onServer = useRef(detail.draft)
  /** Who opens this conversation next begins with this. */
  const remember = useCallback(
    (next: OnServer) =>
      queries.setQueryData<ConversationDetail>(
        api.inbox.conversation.queryKey({ input: { id } }),
        (held) => held && { ...held, draft: next },
      ),
    [id, queries],
  )
  const told = useCallback(
    (next: OnServer) => {
      onServer.current = next
      remember(next)
      shelf.put(latest.current, next)
    },
    [shelf, latest, remember],
  )
  const stop = useCallback(() => {
    clearTimeout(timer.current)
    timer.current = undefined
  }, [])
  const save = useCallback(async () => {
    stop()
    const kept = keptOf(latest.current)
    if (keyOf(kept) === keyOf(onServer.current)) return told(onServer.current)
    try {
      if (kept) told(await client.inbox.saveDraft({ id, ...kept }))
      else {
        await client.inbox.removeDraft({ id })
        told(null)
      }
      void queries.invalidateQueries({ queryKey: api.inbox.conversations.key() })
    } catch {
      // It stays in this browser and is saved with the next letter, or when the page opens again.
    }
  }, [id, queries, latest, stop, told])
  const saveSoon = useCallback(() => {
    stop()
    timer.current = setTimeout(() => void save(), pauseMs)
  }, [stop, save])
  useEffect(() => {
    // What was kept here while the server was out of reach goes there now.
    if (shelf.read()) void save()
    return () => {
      if (timer.current !== undefined) void save()
    }
  }, [shelf, save])
  return { onServer, remember, stop, save, saveSoon }
}

/**
 * The draft of the reader in this conversation: on the server, so that it is there on the next
 * machine, and in this browser until the server has it.
 */
export function useDraft(detail: ConversationDetail) {
  const { userId } = useMe()
  const shelf = useMemo(() => shelfOf(userId, detail.id), [userId, detail.id])
  const [draft, setDraft] = useState(() => firstOf(detail.draft, shelf.read()))
  const latest = useRef(draft)
  const touched = useRef(false)
  const { onServer, remember, stop, save, saveSoon } = useSaving(detail, latest, shelf)

  const set = useCallback(
    (next: Draft) => {
      touched.current = true
      latest.current = next
      setDraft(next)
      shelf.put(next, onServer.current)
    },
    [shelf, onServer],
  )

  useEffect(() => {
    // The page opened with what it knew; what was written on another machine comes a moment later.
    if (touched.current || !isBlank(latest.current) || !detail.draft) return
    onServer.current = detail.draft
    latest.current = firstOf(detail.draft, null)
    setDraft(latest.current)
  }, [detail.draft, onServer])

  const write = useCallback(
    (next: Draft) => {
      set(next)
      saveSoon()
    },
    [set, saveSoon],
  )
  const change = useCallback(
    (patch: Partial<Draft>) => write(changed(latest.current, patch, new Date().toISOString())),
    [write],
  )
  const giveBack = useCallback(
    (back: Parameters<typeof givenBack>[1]) => write(givenBack(latest.current, back)),
    [write],
  )
  /** Empties a side that is on its way; once it was taken, what is left is to be saved. */
  const clear = useCallback(
    (side: Side) => {
      stop()
      set(cleared(latest.current, side))
      remember(null)
    },
    [stop, set, remember],
  )
  return { draft, change, clear, giveBack, save }
}
export type DraftView = ReturnType<typeof useDraft>
