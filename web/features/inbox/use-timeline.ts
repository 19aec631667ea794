import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { ConversationDetail } from '#core/inbox/conversation.ts'
import type { ThreadMessage } from '#core/messaging/thread.ts'
import { api, client } from '#web/client.ts'
import { useTold } from '#web/told.ts'
import { alone, type Held, withMessages, withNewer, withNewest, withOlder } from './held.ts'

/** How often a timeline is read again at most while much happens at once. */
const calmMs = 250

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
      if (!held)
        return alone(await client.inbox.timeline({ id, ...(around ? { around } : {}) }, { signal }))
      if (held.newer !== null)
        return withNewer(held, await client.inbox.timeline({ id, after: held.newer }, { signal }))
      const newest = await client.inbox.timeline({ id }, { signal })
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
    (messages: readonly ThreadMessage[]) => change((held) => withMessages(held, id, messages)),
    [change, id],
  )
  return { ...query, put, refresh, ...useMore(id, query.data, change) }
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
    if (!ours || name === 'inbox.presence') return
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
  const [busy, setBusy] = useState(false)
  const asking = useRef(false)
  const ask = async (run: () => Promise<unknown>) => {
    if (asking.current) return
    asking.current = true
    setBusy(true)
    try {
      await run()
    } finally {
      asking.current = false
      setBusy(false)
    }
  }
  const before = held?.older
  const after = held?.newer
  return {
    loadingMore: busy,
    loadOlder: before
      ? () =>
          ask(async () => {
            const page = await client.inbox.timeline({ id, before })
            change((now) => withOlder(now, page))
          })
      : undefined,
    loadNewer: after
      ? () =>
          ask(async () => {
            const page = await client.inbox.timeline({ id, after })
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
