import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Timeline, TimelineInput } from '#core/inbox/api.ts'
import type { ConversationDetail, TimelineItem } from '#core/inbox/conversation.ts'
import type { ThreadMessage } from '#core/messaging/thread.ts'
import { api, client } from '#web/client.ts'
import { refusalOf } from '#web/refusal.ts'
import { useTold } from '#web/told.ts'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { alone, type Held, withMessages, withNewer, withNewest, withOlder } from './held.ts'
import { hearLinks } from './steady-link.ts'

/** How often a timeline is read again at most while much happens at once. */
const calmMs = 250

const linksOf = (item: TimelineItem): readonly (string | null | undefined)[] =>
  item.kind === 'message'
    ? [
        ...item.message.media.map(({ link }) => link),
        ...[item.message.mail?.frame, item.message.mail?.frameWithImages],
      ]
    : []

/** A piece of the timeline; when its links were told is remembered. */
async function readPiece(
  input: Pick<TimelineInput, 'id' | 'before' | 'after' | 'around'> & { limit?: number },
  signal?: AbortSignal,
): Promise<Timeline> {
  const page = await client.inbox.timeline(input, signal ? { signal } : {})
  hearLinks(page.rows.flatMap(linksOf).filter((link) => link !== null && link !== undefined))
  return page
}

/**
 * All that was said and done with one customer, without gaps, around a message or up to the newest.
 * Older and newer are fetched when asked for; what is told of its threads is fetched by itself.
 */
export function useTimeline(id: string, around: string | undefined, threadIds: readonly string[]) {
  const queries = useQueryClient()
  const key = useMemo(
    () => [...api.inbox.timeline.key(), 'held', id, around ?? ''] as const,
    [id, around],
  )
  const query = useQuery({
    queryKey: key,
    queryFn: async ({ signal }): Promise<Held> => {
      const held = queries.getQueryData<Held>(key)
      if (!held) return alone(await readPiece({ id, ...(around ? { around } : {}) }, signal))
      if (held.newer !== null)
        return withNewer(held, await readPiece({ id, after: held.newer }, signal))
      const newest = await readPiece({ id }, signal)
      return withNewest(queries.getQueryData<Held>(key) ?? held, newest)
    },
    // The links of files last five minutes.
    refetchInterval: 240_000,
    // A timeline grew while its reader scrolled: opened anew, it begins at its end again.
    gcTime: 60_000,
  })
  const change = useCallback(
    (make: (held: Held) => Held) => queries.setQueryData<Held>(key, (held) => held && make(held)),
    [queries, key],
  )
  const refresh = useCallback(() => queries.invalidateQueries({ queryKey: key }), [queries, key])
  useRefreshing(id, threadIds, refresh)
  const put = useCallback(
    (messages: readonly ThreadMessage[]) =>
      // What was sent while a message of long ago was in sight is there where the newest is.
      queries.setQueriesData<Held>(
        { queryKey: [...api.inbox.timeline.key(), 'held', id] },
        (held) => held && withMessages(held, id, messages),
      ),
    [queries, id],
  )
  const renewLinks = useRenewing(id, query.data, put)
  return { ...query, put, refresh, renewLinks, ...useMore(id, query.data, change) }
}

/** Reads one message again whose links no longer lead anywhere; known by its id or a file's. */
function useRenewing(
  id: string,
  held: Held | undefined,
  put: (messages: readonly ThreadMessage[]) => unknown,
) {
  const asking = useRef(new Set<string>())
  return async (name: string): Promise<void> => {
    const around = held?.items.find(
      (item) =>
        item.kind === 'message' &&
        (item.id === name || item.message.media.some((media) => media.id === name)),
    )?.id
    if (!around || asking.current.has(around)) return
    asking.current.add(around)
    try {
      const { rows } = await readPiece({ id, around, limit: 2 })
      put(rows.flatMap((row) => (row.kind === 'message' && row.id === around ? [row.message] : [])))
    } catch {
      // The file says itself that it cannot be had; another press asks again.
    } finally {
      asking.current.delete(around)
    }
  }
}

/** Reads again when the conversation or one of its threads is named. */
function useRefreshing(id: string, threadIds: readonly string[], refresh: () => unknown) {
  const queries = useQueryClient()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const wanted = useRef({ detail: false })
  useTold(({ name, about }) => {
    const ours =
      about.kind === 'thread'
        ? threadIds.includes(about.id)
        : about.kind === 'conversation' && about.id === id
    if (!ours) return
    if (name !== 'messaging.progress') wanted.current.detail = true
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      void refresh()
      if (wanted.current.detail)
        void queries.invalidateQueries({ queryKey: api.inbox.conversation.key({ input: { id } }) })
      wanted.current.detail = false
    }, calmMs)
  })
  useEffect(() => () => clearTimeout(timer.current), [])
}

/** The older and the newer of what is held, one question at a time. */
function useMore(
  id: string,
  held: Held | undefined,
  change: (make: (held: Held) => Held) => unknown,
) {
  const say = useWords('refusals')
  const [busy, setBusy] = useState(false)
  /** After a failure only a press asks again, not each turn of the wheel. */
  const [loadFailed, setLoadFailed] = useState(false)
  const asking = useRef(false)
  const ask = async (run: () => Promise<unknown>) => {
    if (asking.current) return
    asking.current = true
    setBusy(true)
    try {
      await run()
      setLoadFailed(false)
    } catch (error) {
      setLoadFailed(true)
      const { code, facts } = refusalOf(error)
      toast.failed(say(code, facts))
    } finally {
      asking.current = false
      setBusy(false)
    }
  }
  const before = held?.older
  const after = held?.newer
  return {
    loadingMore: busy,
    loadFailed,
    loadOlder: before
      ? () =>
          ask(async () => {
            const page = await readPiece({ id, before })
            change((now) => withOlder(now, page))
          })
      : undefined,
    loadNewer: after
      ? () =>
          ask(async () => {
            const page = await readPiece({ id, after })
            change((now) => withNewer(now, page))
          })
      : undefined,
  }
}

export type TimelineView = ReturnType<typeof useTimeline>

/** One conversation with everything that its head and panel show. */
export function useConversation(id: string) {
  return useQuery({
    ...api.inbox.conversation.queryOptions({ input: { id } }),
    refetchOnMount: 'always',
  })
}

/** The ids of every thread of which the timeline shows something. */
export const threadsOf = (detail: ConversationDetail | undefined): readonly string[] =>
  detail ? [detail.threadId, ...detail.threads.map(({ id }) => id)] : []
