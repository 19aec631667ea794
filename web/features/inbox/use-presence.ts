import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef } from 'react'
import type { ConversationDetail, Viewer } from '#core/inbox/conversation.ts'
import { api, client } from '#web/client.ts'
import { useMe } from '#web/me.tsx'
import { useTold } from '#web/told.ts'

const beatMs = 10_000
/** How long a pause in writing still counts as writing. */
const pauseMs = 6000

/**
 * Tells colleagues that this desk is open, and whether something is written there, and says who
 * else is at it. Nothing is told while the page is out of sight.
 */
export function usePresence({ id, customer }: Pick<ConversationDetail, 'id' | 'customer'>) {
  const queries = useQueryClient()
  const { userId } = useMe()
  const place = useMemo(() => ({ kind: 'conversation', id }) as const, [id])
  const key = useMemo(() => [...api.inbox.presence.key(), 'at', id], [id])
  const typedAt = useRef(0)
  const told = useRef<'viewing' | 'typing'>('viewing')
  const { data } = useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => (await client.inbox.presence(place, { signal })).rows,
    refetchInterval: 30_000,
  })
  const beat = useCallback(async () => {
    if (document.visibilityState !== 'visible') return
    const doing = Date.now() - typedAt.current < pauseMs ? 'typing' : 'viewing'
    told.current = doing
    try {
      const { rows } = await client.inbox.beat({ place, doing })
      queries.setQueryData<Viewer[]>(key, rows)
    } catch {
      // The next beat comes soon.
    }
  }, [place, key, queries])
  useEffect(() => {
    void beat()
    const timer = setInterval(() => void beat(), beatMs)
    const turned = () => {
      if (document.visibilityState === 'visible') void beat()
      else client.inbox.leave(place).catch(() => {})
    }
    document.addEventListener('visibilitychange', turned)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', turned)
      client.inbox.leave(place).catch(() => {})
    }
  }, [beat, place])
  useTold(({ name, about }) => {
    if (name !== 'inbox.presence') return
    if (about.id === id || (customer && about.customerId === customer.id))
      void queries.invalidateQueries({ queryKey: key })
  })
  const typing = useCallback(() => {
    typedAt.current = Date.now()
    if (told.current !== 'typing') void beat()
  }, [beat])
  const others = (data ?? []).filter(({ user }) => user.id !== userId)
  return { others, typing }
}
